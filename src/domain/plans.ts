import type { CapacityWish } from './capacity/types.ts';
import type { Selection } from './check-run.ts';
import type { Person } from './person.ts';
import type { Instant } from './time.ts';

export const PLAN_KINDS = ['capacity', 'network'] as const;
/** What is planned before anything is replicated. */
export type PlanKind = (typeof PLAN_KINDS)[number];

/** A plan that somebody saved: until then it is only a calculation. */
export type SavedPlan = {
  readonly kind: PlanKind;
  readonly selection: Selection;
  readonly by: Person;
  readonly at: Instant;
  readonly machines: number;
  /** What was wanted of a capacity plan; null for a network plan. */
  readonly wish: CapacityWish | null;
  /** What did not fit, or was not known, when it was saved. */
  readonly open: number;
};

/** The one word for a selection: the wave's name, or `all`. */
export function selectionWord(selection: Selection): string {
  return selection.kind === 'all' ? 'all' : selection.wave;
}
