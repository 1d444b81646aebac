// A recovery plan: groups of items that are failed over one group after the other.
import type { Fields } from '../fields.ts';

/** A step that needs a person, before or after the machines of a group. */
export type PlanAction = { readonly name: string; readonly instructions: string; readonly failoverTypes: readonly string[]; readonly raw: Fields };

/** A group; `members` are item keys. */
export type PlanGroup = {
  readonly type: 'Shutdown' | 'Failover' | 'Boot';
  readonly members: readonly string[];
  readonly startActions: readonly PlanAction[];
  readonly endActions: readonly PlanAction[];
};

/** A recovery plan. */
export type Plan = {
  readonly key: string;
  readonly vault: string;
  readonly name: string;
  readonly id: string;
  groups: readonly PlanGroup[];
  jobId: string | null;
  lastTestAt: number | null;
  lastFailoverAt: number | null;
};
