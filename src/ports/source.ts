/** AWS, where machines come from. No vendor type crosses this folder. */
import type { MissingRule } from '../domain/finding.ts';
import type { InstanceId, UserId } from '../domain/ids.ts';
import type { Machine, MachineFacts, SourcePart } from '../domain/machine.ts';
import type { SourceState } from '../domain/observation.ts';
import type { Instant } from '../domain/time.ts';

/** How long a read may wait for a cloud that asks for fewer requests; `slowed` is told each time it waits. Without it a read gives up at its own deadline. */
export type Patience = { readonly until: Instant; slowed(o: { readonly who: string; readonly until: Instant }): void };

/** Which parts of the facts are wanted; see {@link SourcePart}. Parts left out come back as unread. */
export type FactRequest = { readonly ids: readonly InstanceId[]; readonly parts: ReadonlySet<SourcePart>; readonly patience?: Patience };

/** AWS, one account and region. Reads retry inside the adapter; `stop`, `start` and `addRule` are sent once. All throw {@link CloudError}. */
export type SourceCloud = {
  /** Every instance of the region that is not terminated; paginated inside. */
  list(): Promise<readonly Machine[]>;
  /** Power of many instances in as few calls as possible; ids that AWS does not know come back as `gone`. */
  power(ids: readonly InstanceId[]): Promise<readonly SourceState[]>;
  /** What the checks need of many machines: one batched or paginated call per kind of resource, not per machine (`protection` aside). `missing` are ids that AWS does not know. Throws only when the instances themselves cannot be read. */
  facts(request: FactRequest): Promise<{ readonly machines: readonly MachineFacts[]; readonly missing: readonly InstanceId[] }>;
  /** Bytes written to all disks of each machine per day, averaged over the last week, from CloudWatch; machines without figures are left out. Throws `forbidden` where Ferry may not ask. */
  churn(machines: readonly MachineFacts[]): Promise<ReadonlyMap<InstanceId, number>>;
  /** Asks AWS whether it would take the rule (DryRun), without adding it. Throws `forbidden` without the permission, `conflict` when the rule is there already. */
  mayAddRule(rule: MissingRule): Promise<void>;
  /** Adds the rule, sent exactly once. `existed` when AWS says that it is there already. */
  addRule(rule: MissingRule, why: { readonly requester: UserId | null }): Promise<{ readonly outcome: 'added' | 'existed'; readonly requestId: string | null }>;
  stop(id: InstanceId, why: { readonly requester: UserId | null }): Promise<{ readonly requestId: string | null }>;
  start(id: InstanceId, why: { readonly requester: UserId | null }): Promise<{ readonly requestId: string | null }>;
};

/** What AWS says of Ferry itself. All throw {@link CloudError}. */
export type SourceProbe = {
  /** Who Ferry is there; `at` is AWS's own clock. Needs no permission. */
  identity(): Promise<{ readonly account: string; readonly arn: string; readonly at: Instant | null }>;
  /** Asks whether Ferry might stop the machine (DryRun), with the role that writes, without stopping it. */
  mayStop(id: InstanceId): Promise<void>;
  /** The same for starting it again, which a rollback does. */
  mayStart(id: InstanceId): Promise<void>;
};
