// Reads unknown JSON: a request body may hold anything, and a wrong type reads as absent.

/** A JSON object whose members nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object, or an empty one when the value is something else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The string, or an empty one when the value is something else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The array, or an empty one when the value is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** True when two ARM ids or names are the same: ARM never looks at case. */
export function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
