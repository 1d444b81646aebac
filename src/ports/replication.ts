/** Site Recovery, and Azure's record of what was done there. No vendor type crosses this folder. */
import type { JobId } from '../domain/ids.ts';
import type { DiscoveredMachine, Infrastructure, OfferedSize, Vault } from '../domain/infrastructure.ts';
import type { Item, ItemSummary, Job, JobSummary, Seen } from '../domain/observation.ts';
import type { TargetPlan } from '../domain/scope.ts';
import type { Instant } from '../domain/time.ts';
import type { PlanItem, VaultPlan } from '../domain/wave/vault-plan.ts';

/** What a started ASR operation gives back: the job that carries it and ARM's correlation id. */
export type Started = { readonly jobId: JobId | null; readonly requestId: string | null };

/** Site Recovery, one vault; the provider (appliance or configuration server) is hidden behind it. Reads retry; every write is sent exactly once. */
export type Replication = {
  /** All protected items and the jobs since `since`: list pages only, never a read per item. `calls` counts the ARM requests made. */
  list(since: Instant): Promise<Seen<{ readonly items: readonly ItemSummary[]; readonly jobs: readonly JobSummary[]; readonly calls: number }>>;
  /** One item whole; null when ASR says it does not exist. */
  item(name: string): Promise<Seen<Item | null>>;
  job(id: JobId): Promise<Seen<Job | null>>;
  infrastructure(): Promise<Seen<Infrastructure>>;
  /** The vault itself. Throws `notFound` when it does not exist. */
  vault(): Promise<Vault>;
  discovered(): Promise<readonly DiscoveredMachine[]>;
  /** The sizes that Site Recovery offers for a protected item. */
  offeredSizes(itemName: string): Promise<readonly OfferedSize[]>;
  /** Creates a policy: a PUT of its name, so a repeated request meets its own resource. The container can use it after {@link usePolicy}, which Site Recovery takes once the job of this one has ended; `infrastructure().policies[].mapped` tells whether it is done. */
  createPolicy(policy: { readonly name: string; readonly retentionMinutes: number; readonly appConsistentMinutes: number; readonly rpoThresholdMinutes: number }): Promise<Started>;
  /** Lets the container use a policy that exists: a PUT as well. Call it for a policy that is not `mapped` yet. */
  usePolicy(policyId: string): Promise<Started>;
  enable(itemName: string, plan: TargetPlan): Promise<Started>;
  testFailover(itemName: string, networkId: string): Promise<Started>;
  cleanUpTestFailover(itemName: string, comment: string): Promise<Started>;
  /** Fails over to the latest recovery point. ASR cannot shut an EC2 machine down: Ferry has stopped it before. */
  failover(itemName: string): Promise<Started>;
  /** Complete Migration: `remove` with the reason `MigrationComplete`. */
  complete(itemName: string): Promise<Started>;
  /** Lets a suspended job go on after its manual action; the comment is kept with the job. Refused for a job that does not wait. */
  resumeJob(jobId: JobId, comment: string): Promise<Started>;
  /** All recovery plans of the vault: list pages only. */
  plans(): Promise<Seen<readonly VaultPlan[]>>;
  /** One recovery plan; null when ASR says it does not exist. */
  plan(name: string): Promise<Seen<VaultPlan | null>>;
  /** Makes a recovery plan, or gives it these groups: a PUT of its name, so a repeated request meets its own plan. Actions that people added in the portal are kept. */
  savePlan(plan: { readonly name: string; readonly groups: readonly (readonly PlanItem[])[] }): Promise<Started>;
  /** One job for all machines of a plan, as all `…Plan` below: group after group, each machine in a job of its own inside it. */
  testFailoverPlan(name: string, networkId: string): Promise<Started>;
  cleanUpTestFailoverPlan(name: string, comment: string): Promise<Started>;
  /** Fails all of its machines over to their latest recovery points. Ferry has stopped all of their sources before. */
  failoverPlan(name: string): Promise<Started>;
};

/** One request that changed something in Azure, or was meant to, as the Activity Log keeps it. */
export type ActivityEntry = {
  /** By Azure's clock. */
  readonly at: Instant;
  /** A person's sign-in name, or what is known of an application. */
  readonly caller: string;
  /** In Azure's words: `Microsoft.RecoveryServices/…/replicationProtectedItems/unplannedFailover/action`. */
  readonly operation: string;
  readonly status: 'done' | 'failed';
  /** What the answer to the request named as well. */
  readonly correlationId: string | null;
};

/** Azure's own record of who did what; it shows an entry some minutes after the fact. */
export type ActivityLog = {
  /** Requests about one protected item since a moment of Azure's clock, newest first, also when the item is gone. Throws `forbidden` where Ferry may not read the log. */
  ofItem(o: { readonly itemName: string; readonly since: Instant }): Promise<readonly ActivityEntry[]>;
};
