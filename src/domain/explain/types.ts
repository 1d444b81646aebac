import type { Curer } from '../finding.ts';
import type { Instant } from '../time.ts';

/** What is known of one error code of Site Recovery. `link` leads to the page about it or about its matter, `dated` is the day (or month) that page carries. */
export type CodeEntry = { readonly code: string; readonly title: string; readonly cause: string; readonly fix: string; readonly who: Curer; readonly link: string; readonly dated: string };

/** A word that people meet on the cards. */
export type TermEntry = { readonly term: string; readonly also: readonly string[]; readonly meaning: string; readonly link: string | null };

/** What Site Recovery itself said about a machine, in its own words. */
export type SeenError = { readonly code: string; readonly summary: string; readonly causes: string; readonly advice: string; readonly machine: string; readonly where: 'health' | 'job'; readonly at: Instant };

/** What a question is about. */
export type Explained =
  | { readonly kind: 'code'; readonly entry: CodeEntry; readonly seen: readonly SeenError[] }
  | { readonly kind: 'seen'; readonly code: string; readonly seen: readonly SeenError[] }
  | { readonly kind: 'check'; readonly id: string }
  | { readonly kind: 'term'; readonly entry: TermEntry }
  | { readonly kind: 'nothing'; readonly similar: readonly string[] };
