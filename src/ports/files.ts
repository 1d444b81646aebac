/** Files that people send and download, and what buttons carry. No vendor type crosses this folder. */
import type { Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';

/** What a file can be made of: a check of many machines, the last report of one, the audit of a machine, an approval or everything, the plan of all waves (its template, or what is wrong with a file), or the report of a wave or (with an empty id) of everything. */
export type ExportSubject = { readonly kind: 'run' | 'machine' | 'audit-csv' | 'audit-jsonl' | 'plan' | 'report' | 'report-csv'; readonly id: string };

/** A table of text, as spreadsheets save it: which separator, which line ends, with quotes or not. Cells come back as they were meant, also those that were made harmless as formulas. */
export type Tables = { read(text: string): Result<readonly { readonly line: number; readonly cells: readonly string[] }[], { readonly why: 'too-large' | 'too-many-rows' | 'not-a-table'; /** Where it went wrong; 0 for the whole. */ readonly line: number; readonly most: number }> };

/** Files that people download. `link` is null when Ferry does not know its own public address. */
export type Exports = { link(subject: ExportSubject): { readonly url: string; readonly until: Instant } | null };

/** Signs what a button carries, so that an edited or forwarded card is noticed; the key lives in the store. */
export type Seal = { sign(text: string): string; verify(text: string, signature: string): boolean };
