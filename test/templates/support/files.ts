/** Reads what the templates are made of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** A file of the project as text. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A JSON file of the project, of the shape that the reader expects. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what is in a file only its reader knows
export function jsonOf<T>(path: string): T {
  return JSON.parse(textOf(path)) as T;
}

/** Every text anywhere in a value, keys included. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
