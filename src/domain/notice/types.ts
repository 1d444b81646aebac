/** Notices: what Ferry tells people without being asked, and how urgent it is. */
import { MINUTE, type Instant } from '../time.ts';

/** `N0` pages somebody, `N1` waits for somebody, `N2` is a milestone, `N3` is progress that only changes a card. */
export const LANES = ['N0', 'N1', 'N2', 'N3'] as const;
export type Lane = (typeof LANES)[number];

/** Urgent notices that have not arrived after this long take the next route, and the board counts them. */
export const OVERDUE_MS = 2 * MINUTE;

/** What a conversation wants to be told of something it follows. */
export const LEVELS = ['all', 'needs-me', 'failures', 'milestones'] as const;
export type Level = (typeof LEVELS)[number];

const TOLD: { readonly [L in Level]: ReadonlySet<Lane> } = {
  all: new Set(LANES),
  'needs-me': new Set(['N0', 'N1']),
  failures: new Set(['N0']),
  // What failed is told with the milestones: whoever follows the progress must not take silence for success.
  milestones: new Set(['N0', 'N2']),
};

/** True when a conversation with this level is told of such a notice. */
export function isTold(level: Level, lane: Lane): boolean {
  return TOLD[level].has(lane);
}

/** Something to be told. `kind` is what makes two of them alike; `at` is when it happened. */
export type Note = { readonly key: string; readonly lane: Lane; readonly kind: string; readonly at: Instant };

/** The more urgent one first; what is equally urgent in the order in which it happened. */
export function byUrgency(a: { readonly lane: Lane; readonly at: Instant }, b: { readonly lane: Lane; readonly at: Instant }): number {
  return LANES.indexOf(a.lane) - LANES.indexOf(b.lane) || a.at - b.at;
}
