import { freezeAt } from '../governance/freezes.ts';
import type { Freeze } from '../governance/types.ts';
import type { Instant } from '../time.ts';
import type { Turn } from '../wave/turn.ts';
import type { Window } from './types.ts';

/** What a request may run in: its window, or without one the life of its approval. */
export type Runs = { readonly window?: Window | null; readonly expiresAt: Instant };

/** The clock and the freeze calendar, as they are now. */
export type Calendar = { readonly now: Instant; readonly freezes: readonly Freeze[]; /** The whole scope is held: nothing begins, whatever the clock says. */ readonly held?: boolean; /** So long before the end of a window no source is stopped any more: what cannot end in time is not begun. Left out: none. */ readonly marginMs?: number; /** Whose turn it is in the run of a wave; left out for a machine that is moved by itself. */ readonly turn?: Turn };

/** `early`: the window is not open yet. `over`: nothing may begin any more. A freeze wins over every approval. */
export type RunGate = 'early' | 'open' | 'frozen' | 'over';

/** The moment from which on nothing of the request begins any more. */
export function runBy(r: Runs): Instant {
  return r.window?.to ?? r.expiresAt;
}

/** Whether a step of an approved request may begin now. */
export function runGate(r: Runs, { now, freezes }: Calendar): RunGate {
  if (now >= runBy(r)) return 'over';
  if (now < (r.window?.from ?? now)) return 'early';
  return freezeAt(freezes, now) === null ? 'open' : 'frozen';
}

/** The moment from which on nothing is stopped for it any more. Without a window there is no end of a night to keep away from. */
export function startBy(r: Runs, { marginMs = 0 }: Pick<Calendar, 'marginMs'>): Instant {
  return (r.window ?? null) === null ? runBy(r) : runBy(r) - marginMs;
}

/** The same gate for what touches the source first: it shuts a little earlier. */
export function startGate(r: Runs, c: Calendar): RunGate {
  return c.now >= startBy(r, c) ? 'over' : runGate(r, c);
}

/** When the gate may be something else: the next moment worth looking at it; null when it stays shut for good. */
export function nextTurn(r: Runs, { now, freezes, marginMs = 0 }: Calendar): Instant | null {
  const ends = freezes.flatMap((f) => [f.from, f.endedAt ?? f.to, f.to]);
  const ahead = [runBy(r), startBy(r, { marginMs }), r.window?.from ?? now, ...ends].filter((at) => at > now);
  return now >= runBy(r) ? null : Math.min(...ahead);
}

/** Until when a request may be answered: a day, but not longer than its window stays unopened (or, when that is open already, than it lasts). */
export function answerBy(window: Window | null, o: { readonly now: Instant; readonly lifeMs: number }): Instant {
  const end = o.now + o.lifeMs;
  if (window === null) return end;
  return Math.min(end, window.from > o.now ? window.from : window.to);
}
