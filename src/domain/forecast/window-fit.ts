/** Whether a window is long enough, judged by what the same steps have taken before. */
import { MINUTE } from '../time.ts';
import type { Durations } from './durations.ts';

/** One machine that is still to be cut over. */
export type Runner = { readonly group: number; readonly durations: Durations | null };

/** What a part may be missing of. */
export type Missing = 'test' | 'stop' | 'verdict';

/** `enough`, `tight` and `short` only when every part was measured, `short` also when the parts that were are too long by themselves. */
export type WindowFit = {
  readonly kind: 'unknown' | 'enough' | 'tight' | 'short';
  readonly windowMs: number;
  readonly parts: { readonly test: Range | null; readonly stop: Range | null; readonly verdict: Range | null };
  /** All parts that are known, at their usual and at their longest. */
  readonly usualMs: number;
  readonly mostMs: number;
  readonly missing: readonly Missing[];
};

export type Range = { readonly usual: number; readonly most: number };

/** A window that is fuller than that leaves no time for anything to go wrong. */
const FULL = 0.8;

type Learnt = { readonly runners: readonly Runner[]; /** Stops of any machine of the scope: they come in earlier waves only. */ readonly stops: readonly number[]; readonly windowMs: number };

/** Groups run one after the other, the machines of one side by side; the last changes and the stop come once for each group. Null without anything to run. */
export function windowFit({ runners, stops, windowMs }: Learnt): WindowFit | null {
  if (runners.length === 0) return null;
  const groups = [...Map.groupBy(runners, (r) => r.group).values()];
  const tests = groups.map((g) => rangeOf(g.flatMap((r) => r.durations?.failover ?? r.durations?.test ?? [])));
  const stop = rangeOf(stops);
  const verdict = rangeOf(runners.flatMap((r) => r.durations?.verdict ?? []));
  const parts = { test: sumOf(tests), stop: stop === null ? null : { usual: stop.usual * groups.length, most: stop.most * groups.length }, verdict };
  const missing: readonly Missing[] = [...(tests.includes(null) ? (['test'] as const) : []), ...(stop === null ? (['stop'] as const) : []), ...(verdict === null ? (['verdict'] as const) : [])];
  const known = Object.values(parts).flatMap((p) => p ?? []);
  const usualMs = known.reduce((sum, p) => sum + p.usual, 0);
  const mostMs = known.reduce((sum, p) => sum + p.most, 0);
  return { kind: kindOf({ usualMs, mostMs, windowMs, isWhole: missing.length === 0 }), windowMs, parts, usualMs, mostMs, missing };
}

function kindOf(o: { readonly usualMs: number; readonly mostMs: number; readonly windowMs: number; readonly isWhole: boolean }): WindowFit['kind'] {
  if (o.usualMs > o.windowMs) return 'short';
  if (!o.isWhole) return 'unknown';
  return o.mostMs > o.windowMs || o.usualMs > o.windowMs * FULL ? 'tight' : 'enough';
}

/** The middle one, and the longest. */
function rangeOf(all: readonly number[]): Range | null {
  const sorted = all.toSorted((a, b) => a - b);
  const [usual, most] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return usual === undefined || most === undefined ? null : { usual, most };
}

function sumOf(all: readonly (Range | null)[]): Range | null {
  const known = all.filter((r) => r !== null);
  return known.length === 0 ? null : { usual: known.reduce((s, r) => s + r.usual, 0), most: known.reduce((s, r) => s + r.most, 0) };
}

/** What an approver has to know of a window that is too short or leaves no time for trouble; null for one that is long enough, or of which too little is known. It warns and keeps nobody from asking. */
export function fitWarning(fit: WindowFit | null): string | null {
  if (fit === null || (fit.kind !== 'short' && fit.kind !== 'tight')) return null;
  const names = { test: 'failover as in the tests', stop: 'last changes and stop', verdict: 'looking at it' };
  const parts = (['test', 'stop', 'verdict'] as const).flatMap((p) => (fit.parts[p] === null ? [] : [`${names[p]} ${minutes(fit.parts[p].usual)}`]));
  const need = fit.usualMs === fit.mostMs ? minutes(fit.usualMs) : `${minutes(fit.usualMs)} to ${minutes(fit.mostMs)}`;
  return `Window: ${fit.kind === 'short' ? 'shorter than it takes' : 'tight'}, ${minutes(fit.windowMs)} for what took ${need} before (${parts.join(', ')}); the time until the application is stopped comes on top`;
}

function minutes(ms: number): string {
  return `${Math.ceil(ms / MINUTE)} min`;
}
