/** A refusal that people can meet is a value, not an exception. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Success with its value. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A refusal with its reason. */
export function no<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** Marks a place that the types say cannot be reached. */
export function unreachable(x: never): never {
  throw new Error(`unreachable: ${JSON.stringify(x)}`);
}
