import type { AccessPolicy } from '../domain/access.ts';
import type { Price } from '../domain/cost/cost.ts';
import type { GateLimits } from '../domain/gate.ts';
import type { OperationsSettings } from '../domain/governance/settings.ts';
import type { Freeze } from '../domain/governance/types.ts';
import type { RuleProfile } from '../domain/profiles/types.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock, Zones } from '../ports/clock.ts';
import type { Tables } from '../ports/files.ts';
import type { ActivityLog, Replication } from '../ports/replication.ts';
import type { SourceCloud } from '../ports/source.ts';
import type { Store } from '../ports/store.ts';
import type { TargetCloud } from '../ports/target.ts';
import type { Log } from '../ports/telemetry.ts';

/** What every use case is made from. */
export type Deps = {
  readonly store: Store;
  readonly source: SourceCloud;
  readonly replication: Replication;
  readonly target: TargetCloud;
  readonly activity: ActivityLog;
  readonly clock: Clock;
  readonly zones: Zones;
  readonly log: Log;
  readonly scope: Scope;
  /** Who may do what now, members of groups among them; a group that cannot be read is nobody. Never rejects. */
  readonly access: () => Promise<AccessPolicy>;
  readonly limits: GateLimits;
  readonly policy: { readonly approvalMs: number; readonly quorum: number; /** What each operation needs to be approved; left out, what follows from `quorum` and `approvalMs`. */ readonly operations?: OperationsSettings; /** Freezes that the settings name; people add others. */ readonly freezes?: readonly Freeze[]; /** The zone of times that name none. */ readonly zone: string; /** Id of the list that was chosen; null: the one that vaults of this kind follow. */ readonly ruleProfile: string | null; /** The lists there are: those that Ferry brings along, and what a deployer added. */ readonly profiles: readonly RuleProfile[]; readonly settleMs: number; /** So long before the end of a window no source is stopped any more; left out: none. */ readonly windowMarginMs?: number; /** What Site Recovery costs for one machine and month; null or left out: no amounts are shown. */ readonly price?: Price | null; /** As many first copies at once as somebody may ask for; left out: 50. */ readonly copiesAtOnce?: number };
  /** Reads tables that people give. */
  readonly tables: Tables;
  /** SHA-256 as lower-case hex. */
  readonly digest: (text: string) => string;
};
