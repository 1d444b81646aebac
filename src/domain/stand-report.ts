import type { Approval } from './approval/types.ts';
import type { Cost } from './cost/cost.ts';
import type { Migration } from './migration/types.ts';
import type { Instant } from './time.ts';

/** The moments that are told of each machine. */
export type Moment = 'protected' | 'verdict' | 'begun' | 'stopped' | 'inAzure' | 'accepted' | 'completed' | 'rolledBack';

/** One machine; `migration` is null where nothing was begun, `cost` where replication costs nothing any more. */
export type StandRow = {
  readonly name: string;
  readonly instanceId: string;
  readonly wave: string | null;
  readonly group: number | null;
  readonly migration: Migration | null;
  readonly moments: { readonly [M in Moment]?: Instant };
  readonly approvals: readonly Approval[];
  readonly cost: Cost | null;
};

/** Where every machine of a wave stands; `title` null for everything. `currency` is that of the costs. */
export type StandReport = { readonly title: string | null; readonly at: Instant; readonly rows: readonly StandRow[]; readonly currency: string };
