import { clip } from '../text/neutral.ts';
import type { Cell } from './render.ts';

/** A line of a fact list; null when there is nothing to say. */
export function fact(title: string, value: string | null): { readonly title: string; readonly value: string } | null {
  return value === null || value === '' ? null : { title, value: clip(value, 400) };
}

/** The facts that exist. */
export function facts(...all: readonly ({ readonly title: string; readonly value: Cell } | null)[]): readonly Cell[] {
  return all.filter((f) => f !== null);
}
