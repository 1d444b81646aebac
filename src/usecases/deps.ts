import type { AccessPolicy } from '../domain/access.ts';
import type { GateLimits } from '../domain/gate.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock, Log, Replication, SourceCloud, Store, TargetCloud } from '../ports.ts';

/** What every use case is made from. */
export type Deps = {
  readonly store: Store;
  readonly source: SourceCloud;
  readonly replication: Replication;
  readonly target: TargetCloud;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
  readonly access: AccessPolicy;
  readonly limits: GateLimits;
  readonly policy: { readonly approvalMs: number; readonly quorum: number; readonly ruleProfile: string | null; readonly settleMs: number };
  /** SHA-256 as lower-case hex. */
  readonly digest: (text: string) => string;
};
