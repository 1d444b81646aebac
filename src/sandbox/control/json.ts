// Reads and refuses the small JSON bodies of the control surface.

/** Why a control request cannot be done, in words for the person who wrote it. */
type ControlRefusal = Error & { readonly controlStatus: number };

/** Makes a refusal to be thrown. */
export function refuse(message: string, status = 400): ControlRefusal {
  return Object.assign(new Error(message), { controlStatus: status });
}

/** Tells a refusal from a defect of the sandbox. */
export function isControlRefusal(error: unknown): error is ControlRefusal {
  return error instanceof Error && 'controlStatus' in error;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The JSON object in a body; an empty body is an empty object. */
export function parseObject(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw refuse('The body is not valid JSON.');
  }
  return asObject(value, 'The body');
}

/** A value that must be an object. */
export function asObject(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(`${what} must be a JSON object.`);
  return value as Fields;
}

/** Refuses members that nobody knows, because a typing error would otherwise do nothing in silence. */
export function onlyKeys(fields: Fields, known: readonly string[], what: string): void {
  const strange = Object.keys(fields).find((name) => !known.includes(name));
  if (strange !== undefined) throw refuse(`${what} has no member '${strange}'. Known: ${known.join(', ')}.`);
}

/** An optional number within a range. */
export function optionalNumber(fields: Fields, name: string, range: { min: number; max: number; whole?: boolean }): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const fits = typeof value === 'number' && value >= range.min && value <= range.max && (range.whole !== true || Number.isInteger(value));
  if (!fits) throw refuse(`${name} must be a ${range.whole ? 'whole ' : ''}number between ${range.min} and ${range.max}.`);
  return value;
}

/** An optional true or false. */
export function optionalFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean') throw refuse(`${name} must be true or false.`);
  return value;
}

/** An optional text, one of a few when those are given. */
export function optionalText(fields: Fields, name: string, choices?: readonly string[]): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw refuse(`${name} must be a text.`);
  if (choices && !choices.includes(value)) throw refuse(`${name} must be one of ${choices.join(', ')}.`);
  return value;
}

/** The members that are there; an absent one and an undefined one are different things to the types. */
export function compact<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
