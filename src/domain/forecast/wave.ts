/** What is to be expected of a wave: when its first copies end, whether its window is long enough, and what puts it at risk before it is missed. */
import type { Live } from '../live.ts';
import { isHeld } from '../migration/held.ts';
import { TERMINAL_PHASES, type Migration, type Phase } from '../migration/types.ts';
import { HOUR, MINUTE, type Instant } from '../time.ts';
import type { Window } from '../window/types.ts';
import type { Durations } from './durations.ts';
import type { FirstCopy } from './first-copy.ts';
import { windowFit, type WindowFit } from './window-fit.ts';

/** One machine of the wave; `copy` is null unless it is at its first copy. */
export type Traveller = { readonly name: string; readonly group: number; readonly migration: Migration | null; readonly live: Live | null; readonly copy: FirstCopy | null; readonly durations: Durations | null };

/** `stalled` and `late`: the first copy. `rpo`: the recovery point is too old for a window that comes soon. `short` and `tight`: the window itself. */
export type Risk = { readonly code: 'stalled' | 'late' | 'rpo' | 'short' | 'tight'; readonly machines: readonly string[] };

export type WaveForecast = {
  /** When the last first copy ends; null while none runs, or one of those that move is not known yet. */
  readonly copies: { readonly from: Instant; readonly to: Instant } | null;
  readonly unknown: readonly string[];
  /** `held`: somebody keeps it out, and nothing waits for it. */
  readonly stalled: readonly { readonly name: string; readonly copy: Extract<FirstCopy, { readonly kind: 'stalled' }>; readonly held?: true }[];
  readonly fit: WindowFit | null;
  /** Empty while the window is not at risk, and when there is none. */
  readonly risks: readonly Risk[];
};

type Given = { readonly machines: readonly Traveller[]; readonly window: Window | null; readonly stops: readonly number[]; readonly rpoLimitSeconds: number; readonly now: Instant };

/** A recovery point gets young again; close before the window it is news. */
const CLOSE_MS = 12 * HOUR;
/** What is left of an open window is told in steps: a card that said it by the minute would be edited every minute. */
const STEP_MS = 15 * MINUTE;
const AHEAD: ReadonlySet<Phase> = new Set<Phase>(['protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining']);
const GONE: ReadonlySet<Phase> = new Set<Phase>(['in-azure', 'accepted', 'completing', 'migrated']);

/** Pure; machines that are held are left out of what the window has to hold. */
export function waveForecast(o: Given): WaveForecast {
  const going = o.machines.filter((t) => t.migration === null || !isHeld(t.migration));
  const stalled = o.machines.flatMap((t) => (t.copy?.kind === 'stalled' ? [{ name: t.name, copy: t.copy, ...(going.includes(t) ? {} : { held: true as const }) }] : []));
  const unknown = o.machines.filter((t) => t.copy?.kind === 'unknown').map((t) => t.name);
  const ranges = o.machines.flatMap((t) => (t.copy?.kind === 'range' ? [t.copy] : []));
  const copies = ranges.length === 0 || unknown.length > 0 ? null : { from: Math.max(...ranges.map((r) => r.from)), to: Math.max(...ranges.map((r) => r.to)) };
  const isAhead = o.window !== null && o.window.to > o.now;
  const fit = o.window === null || !isAhead ? null : fitOf(going, o, o.window);
  return { copies, unknown, stalled, fit, risks: o.window === null || !isAhead ? [] : risksOf(going, { ...o, window: o.window }, fit) };
}

function fitOf(going: readonly Traveller[], o: Given, window: Window): WindowFit | null {
  const runners = going.filter((t) => t.migration === null || (!TERMINAL_PHASES.has(t.migration.position.phase) && !GONE.has(t.migration.position.phase)));
  return windowFit({ runners, stops: o.stops, windowMs: window.to - Math.max(Math.floor(o.now / STEP_MS) * STEP_MS, window.from) });
}

function risksOf(going: readonly Traveller[], o: Given & { readonly window: Window }, fit: WindowFit | null): readonly Risk[] {
  const named = (code: Risk['code'], of: (t: Traveller) => boolean): Risk => ({ code, machines: going.filter(of).map((t) => t.name) });
  const isClose = o.window.from - o.now < CLOSE_MS;
  const own = [
    named('stalled', (t) => t.copy?.kind === 'stalled'),
    named('late', (t) => t.copy?.kind === 'range' && t.copy.to > o.window.from),
    named('rpo', (t) => isClose && t.migration !== null && AHEAD.has(t.migration.position.phase) && (t.live?.rpoSeconds ?? 0) > o.rpoLimitSeconds),
  ].filter((r) => r.machines.length > 0);
  return fit?.kind === 'short' || fit?.kind === 'tight' ? [...own, { code: fit.kind, machines: [] }] : own;
}
