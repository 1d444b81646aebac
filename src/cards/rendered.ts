import type { CardJson } from '../ports/teams.ts';

/** A finished card with the line that a notification shows for it. */
export type Rendered = { readonly card: CardJson; readonly summary: string };
