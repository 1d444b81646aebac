/** Which milestones are told now, which are told together, and which wait for more of their kind. */
import { MINUTE, type Instant } from '../time.ts';
import type { Note } from './types.ts';

/** More than these alike within {@link GATHER_MS} are told together. */
export const ALIKE = 5;
export const GATHER_MS = MINUTE;
/** Once a kind came in crowds, the next ones are gathered for this long, until it has been calm for {@link CROWDED_MS}. */
const GATHER_ON_MS = 2 * MINUTE;
const CROWDED_MS = 10 * MINUTE;
/** What is older than this was missed: people are told when it was. */
export const MISSED_MS = 5 * MINUTE;

/** `together` are alike, `missed` are of any kind. */
export type Batch<T> = { readonly how: 'single' | 'together' | 'missed'; readonly notes: readonly T[] };
export type Plan<T> = { readonly batches: readonly Batch<T>[]; /** When to look again, for what waits; null when nothing does. */ readonly waitMs: number | null };

/** When alike ones were told, and how many with one message. */
export type ToldBefore = { readonly kind: string; readonly at: Instant; readonly together: boolean };

/** Decides for the milestones that wait; `told` are those of the last minutes. Pure. */
export function gather<T extends Note>(waiting: readonly T[], o: { readonly now: Instant; readonly told: readonly ToldBefore[] }): Plan<T> {
  const missed = waiting.filter((n) => o.now - n.at >= MISSED_MS);
  const recent = waiting.filter((n) => o.now - n.at < MISSED_MS);
  const kinds = [...new Set(recent.map((n) => n.kind))];
  const plans = kinds.map((kind) => ofKind(recent.filter((n) => n.kind === kind), o));
  const late: readonly Batch<T>[] = missed.length === 0 ? [] : [{ how: missed.length === 1 ? 'single' : 'missed', notes: missed }];
  const waits = plans.flatMap((p) => (p.waitMs === null ? [] : [p.waitMs]));
  return { batches: [...late, ...plans.flatMap((p) => p.batches)], waitMs: waits.length === 0 ? null : Math.min(...waits) };
}

function ofKind<T extends Note>(notes: readonly T[], o: { readonly now: Instant; readonly told: readonly ToldBefore[] }): Plan<T> {
  const alike = o.told.filter((t) => t.kind === notes[0]?.kind);
  const isCrowded = alike.some((t) => t.together && o.now - t.at < CROWDED_MS);
  const lately = alike.filter((t) => o.now - t.at < GATHER_MS).length;
  if (!isCrowded && lately + notes.length <= ALIKE) return { batches: notes.map((n) => ({ how: 'single', notes: [n] })), waitMs: null };
  const due = Math.min(...notes.map((n) => n.at)) + (isCrowded ? GATHER_ON_MS : GATHER_MS) - o.now;
  if (due > 0) return { batches: [], waitMs: due };
  return { batches: [{ how: notes.length === 1 ? 'single' : 'together', notes }], waitMs: null };
}
