/** Several names in one cell. Names may have spaces, so only commas, semicolons, bars and line breaks part them. */

const SEPARATOR = /[,;|\n]/;

/** The names of a cell. */
export function listOf(text: string): readonly string[] {
  return text.split(SEPARATOR).map((one) => one.trim()).filter((one) => one !== '');
}

/** True for a name that can stand in such a cell. */
export function canStandInList(name: string): boolean {
  return name.trim() === name && name !== '' && !SEPARATOR.test(name);
}

/** Names as one cell. */
export function cellOf(names: readonly string[]): string {
  return names.join(', ');
}
