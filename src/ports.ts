/** Every interface the core needs from outside. No vendor type crosses this file. */
import type { Approval, ApprovalEvent } from './domain/approval/types.ts';
import type { SecurityEvent, SecurityId, SecurityLog } from './domain/audit/types.ts';
import type { CheckReport, MissingRule } from './domain/finding.ts';
import type { ApprovalId, ConversationId, GroupId, InstanceId, JobId, MigrationId, UserId, WaveId } from './domain/ids.ts';
import type { CheckRun } from './domain/check-run.ts';
import type { Dossier, DossierEvent, DossierId } from './domain/dossier/types.ts';
import type { Member } from './domain/governance/expand.ts';
import type { Governance, GovernanceEvent, GovernanceId } from './domain/governance/types.ts';
import type { CacheAccount, DiscoveredMachine, Infrastructure, Lock, OfferedSize, Permission, PolicyAssignment, Quota, ResourceGroup, SizeList, TakenNames, TargetNetwork, TargetNsg, Vault } from './domain/infrastructure.ts';
import type { HourPoint, Sample } from './domain/forecast/sample.ts';
import type { Live } from './domain/live.ts';
import type { Machine, MachineFacts, SourcePart } from './domain/machine.ts';
import type { Migration, MigrationEvent } from './domain/migration/types.ts';
import type { Item, ItemSummary, Job, JobSummary, Seen, SourceState, TargetVm } from './domain/observation.ts';
import type { BudgetKind } from './domain/notice/budget.ts';
import type { Lane } from './domain/notice/types.ts';
import type { Actor, Person } from './domain/person.ts';
import type { Result } from './domain/result.ts';
import type { TargetPlan } from './domain/scope.ts';
import type { Instant } from './domain/time.ts';
import type { Wave, WaveEvent } from './domain/wave/types.ts';
import type { PlanItem, VaultPlan } from './domain/wave/vault-plan.ts';
import type { Local, Located, Moment } from './domain/window/types.ts';

/** Trouble with a cloud or with Teams. `notSent`: the request certainly did nothing. `unknown` outcome only for writes. */
export class CloudError extends Error {
  override readonly name = 'CloudError';
  readonly kind: 'throttled' | 'unavailable' | 'conflict' | 'notFound' | 'forbidden' | 'invalid';
  /** The operation in the vendor's words: `ec2:StopInstances`, `replicationProtectedItems.unplannedFailover`. */
  readonly operation: string;
  /** Whether the cloud may have done what was asked; reads are always `false`. */
  readonly mayHaveHappened: boolean;
  readonly retryAfterMs: number | null;
  /** The vendor's own code and advice, when it gave some; safe to show. */
  readonly code: string | null;
  readonly advice: string | null;
  readonly requestId: string | null;
  constructor(o: { kind: CloudError['kind']; operation: string; message: string; mayHaveHappened?: boolean; retryAfterMs?: number | null; code?: string | null; advice?: string | null; requestId?: string | null; cause?: unknown }) {
    super(o.message, { cause: o.cause });
    this.kind = o.kind;
    this.operation = o.operation;
    this.mayHaveHappened = o.mayHaveHappened ?? false;
    this.retryAfterMs = o.retryAfterMs ?? null;
    this.code = o.code ?? null;
    this.advice = o.advice ?? null;
    this.requestId = o.requestId ?? null;
  }
}

/** The store could not be written for certain: its disk is full, or it does not answer. What is not recorded is not done. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

/** The only source of time and chance. */
export type Clock = { now(): Instant; /** A fresh random id of 128 bits, URL safe. */ nonce(): string };

/** The time zones of the world. */
export type Zones = {
  /** The proper name of an IANA zone; null for anything else, abbreviations such as EST among them. */
  named(text: string): string | null;
  /** What clocks of the zone show at a moment. */
  at(at: Instant, zone: string): Moment;
  /** The moments at which clocks of the zone show this. */
  locate(local: Local, zone: string): Located;
};

/** Constant message, variable part in fields. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What is counted: each with the values its labels may have, all from short fixed lists, never an id or a person. */
export type MetricName = 'http_requests' | 'turns' | 'cloud_calls' | 'notices' | 'jobs_run' | 'rounds' | 'turns_limited' | 'log_lines';

/** One figure as it stands when somebody looks. */
export type Figure = { readonly name: string; readonly help: string; readonly labels: { readonly [label: string]: string }; readonly value: number };

/** Counts and times what happens, for those who run Ferry; nothing is decided on it, and it never throws. */
export type Meter = {
  /** One more of these. */
  count(name: MetricName, labels: { readonly [label: string]: string }): void;
  /** One more of these, which took so long. */
  timed(name: MetricName, ms: number, labels: { readonly [label: string]: string }): void;
  /** Does the work as one named part of a trace; fields may hold ids, but no words of people. */
  span<T>(name: string, fields: { readonly [field: string]: string }, work: () => Promise<T>): Promise<T>;
};

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
};

/** What Ferry's own app package for Teams says of it. */
export type AppPackage = { readonly version: string; readonly botIds: readonly string[]; readonly scopes: readonly string[]; readonly validDomains: readonly string[]; /** The longest list of commands of any scope. */ readonly mostCommands: number };

/** What lies around Ferry and belongs to neither cloud: its settings as a bot, its address, its package. */
export type Surroundings = {
  readonly bot: { readonly appId: string | null; readonly type: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant'; readonly version: string };
  /** Where people and Teams reach Ferry; null when nobody said so. */
  readonly publicUrl: string | null;
  readonly loopback: boolean;
  /** True where the settings name groups of Entra. */
  readonly usesGroups: boolean;
  /** True before the sandbox clouds, which have a time of their own. */
  readonly sandbox: boolean;
  /** How a page of Ferry's own answers from outside: its status and whether it is Ferry that answers; or why it could not be had. */
  reach(url: string): Promise<{ readonly status: number; readonly ours: boolean } | { readonly why: string }>;
  /** The package that was made last; null when there is none here. Throws when it cannot be read. */
  appPackage(): Promise<AppPackage | null>;
  /** The work's result, or null when it takes longer than this. */
  within<T>(ms: number, work: Promise<T>): Promise<T | null>;
};

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

/** Microsoft Entra, as far as Ferry reads it: who is in a group. */
export type Directory = {
  /** The people in a group, also those in groups inside it. Throws {@link CloudError} when they cannot all be read. */
  members(group: GroupId): Promise<readonly Member[]>;
};

/** The Azure side that machines land in. */
export type TargetCloud = {
  resourceGroups(): Promise<readonly ResourceGroup[]>;
  networks(): Promise<readonly TargetNetwork[]>;
  /** Network security groups of the subscription with their rules. */
  nsgs(): Promise<readonly TargetNsg[]>;
  /** The live list, kept for hours because it is large; a dated table when it cannot be read. Never throws. */
  sizes(): Promise<SizeList>;
  /** The region's limits; kept for a minute. */
  quotas(): Promise<readonly Quota[]>;
  /** Names taken in a resource group. */
  names(resourceGroupId: string): Promise<TakenNames>;
  /** Throws `notFound` when it does not exist. */
  cacheAccount(id: string): Promise<CacheAccount>;
  /** Locks that hold on a resource group, inherited ones included. */
  locks(resourceGroupId: string): Promise<readonly Lock[]>;
  /** Policies assigned to a resource group or above it. */
  policies(resourceGroupId: string): Promise<readonly PolicyAssignment[]>;
  /** What Ferry's own identity may do at a scope (a resource group or a vault). */
  permissions(scopeId: string): Promise<readonly Permission[]>;
  vm(resourceGroupId: string, name: string): Promise<TargetVm | null>;
  deallocate(resourceGroupId: string, name: string): Promise<{ readonly requestId: string | null }>;
};

/** One aggregate as stored: `version` is 1 after the first save. */
export type Stored<S> = { readonly state: S; readonly version: number };

/** A stream that something was decided on, and the version it was read at; 0 for one that was not there. */
export type Basis = { readonly id: string; readonly version: number };

/** One change to one stream; `version` is the version it was read at (0 for a new stream). */
export type MigrationChange = { readonly kind: 'migration'; readonly id: MigrationId; readonly version: number; readonly state: Migration; readonly events: readonly { readonly actor: Actor; readonly event: MigrationEvent }[] };
export type ApprovalChange = { readonly kind: 'approval'; readonly id: ApprovalId; readonly version: number; readonly state: Approval; readonly events: readonly { readonly actor: Actor; readonly event: ApprovalEvent }[] };
export type DossierChange = { readonly kind: 'dossier'; readonly id: DossierId; readonly version: number; readonly state: Dossier; readonly events: readonly { readonly actor: Actor; readonly event: DossierEvent }[] };
export type GovernanceChange = { readonly kind: 'governance'; readonly id: GovernanceId; readonly version: number; readonly state: Governance; readonly events: readonly { readonly actor: Actor; readonly event: GovernanceEvent }[] };
export type SecurityChange = { readonly kind: 'security'; readonly id: SecurityId; readonly version: number; readonly state: SecurityLog; readonly events: readonly { readonly actor: Actor; readonly event: SecurityEvent }[] };
export type WaveChange = { readonly kind: 'wave'; readonly id: WaveId; readonly version: number; readonly state: Wave; readonly events: readonly { readonly actor: Actor; readonly event: WaveEvent }[] };
export type Change = MigrationChange | ApprovalChange | DossierChange | GovernanceChange | SecurityChange | WaveChange;

export type QueueName = 'step' | 'tick' | 'notify' | 'timer' | 'check' | 'enable';

/** A job carries only an id; its handler reads the state again. Same queue and key while one waits: one job. */
export type JobRequest = { readonly queue: QueueName; readonly key: string; readonly afterMs?: number };

/** An event as the audit keeps it: `position` grows over all streams, `seq` within one. */
export type Recorded = { readonly position: number; readonly stream: string; readonly seq: number; readonly at: Instant; readonly actor: Actor; readonly event: AnyEvent; readonly hash: string };

/** Everything that the audit can hold. */
export type AnyEvent = MigrationEvent | ApprovalEvent | DossierEvent | GovernanceEvent | SecurityEvent | WaveEvent;

/** The id of a stream of the audit. */
export type StreamId = MigrationId | ApprovalId | DossierId | GovernanceId | SecurityId | WaveId;

/** A stream without its records. `subject` is what it is about: an instance, a migration, a scope, a day. `events` is how many records it must have. */
export type AuditStream = { readonly id: string; readonly kind: Change['kind']; readonly subject: string; readonly events: number };

/** The first record of a stream that is not as it was written; `at` is when it was written, null when that is not known any more. */
export type BrokenRecord = { readonly seq: number; readonly at: Instant | null; readonly what: 'changed' | 'missing' | 'cut-off' | 'extra' | 'no-stream' };

/** A stream with every record that can still be read. `kind` and `state` are null when records are there but their stream is not. */
export type WalkedStream = { readonly id: string; readonly kind: Change['kind'] | null; readonly subject: string; readonly expected: number; readonly state: unknown; readonly records: readonly Recorded[]; readonly broken: BrokenRecord | null };

/** A card that asked for a decision, exactly as it was shown (without its seals); `hash` is the SHA-256 of `json`, `subject` what it asked about. */
export type ShownCard = { readonly hash: string; readonly subject: string; readonly at: Instant; readonly json: string };

/** Where Ferry can speak. `reference` is opaque to everyone but the Teams adapter. */
export type Conversation = { readonly id: ConversationId; readonly kind: 'personal' | 'channel' | 'group'; readonly name: string; readonly reference: unknown; readonly welcomed: boolean; /** Whose personal chat it is, when the last activity told. */ readonly person?: Person };

/** What was posted for a key. `sending` without an activity id means that a creation may or may not have arrived. */
export type Post = { readonly key: string; readonly conversation: ConversationId; readonly activityId: string | null; readonly status: 'sending' | 'sent' | 'lost'; readonly hash: string; readonly at: Instant; /** The thread that it hangs in; null or left out for one that begins a thread, and in rows of an older Ferry. */ readonly root?: string | null };

/** An urgent notice that has to arrive in a conversation; `doneAt` is null as long as it has not, or has not become pointless. */
export type Delivery = { readonly key: string; readonly conversation: ConversationId; readonly lane: Lane; readonly since: Instant; readonly doneAt: Instant | null };

/** Where Ferry cannot speak any more: it was removed, blocked, or is not allowed to. Nothing is tried before `again`. */
export type DeadConversation = Pick<Conversation, 'id' | 'kind' | 'name'> & { readonly since: Instant; readonly again: Instant; readonly why: string };

/** An inventory line: EC2 and ASR side by side, as last seen. */
export type InventoryRow = { readonly machine: Machine; readonly item: ItemSummary | null };

/** A dialog in progress: one person in one conversation. */
export type DialogRow = { readonly conversation: ConversationId; readonly user: UserId; readonly version: number; readonly name: string; readonly state: unknown; readonly expiresAt: Instant };

/** The one store. State, audit and jobs of one `commit` are one transaction; the loser of a race changes nothing. */
export type Store = {
  migration(id: MigrationId): Promise<Stored<Migration> | null>;
  /** The newest migration of an instance, ended or not. */
  migrationOf(instanceId: InstanceId): Promise<Stored<Migration> | null>;
  /** All migrations, newest first; `open` leaves out the ended ones. */
  migrations(filter: { readonly open: boolean }): Promise<readonly Stored<Migration>[]>;
  approval(id: ApprovalId): Promise<Stored<Approval> | null>;
  /** Approvals that nobody has decided yet. */
  openApprovals(): Promise<readonly Stored<Approval>[]>;
  nextApprovalNumber(): Promise<number>;
  /** Writes all changes, their events and the jobs, or nothing: `conflict` when a version moved on, be it of something that is not changed but was decided on. */
  commit(o: { readonly at: Instant; readonly changes: readonly Change[]; readonly jobs?: readonly JobRequest[]; readonly basis?: readonly Basis[]; /** How many waves were open when it was decided on all of them: one that was added or opened since is a conflict too. */ readonly openWaves?: number }): Promise<'saved' | 'conflict'>;
  /** Events of one stream, oldest first. */
  events(stream: StreamId): Promise<readonly Recorded[]>;
  /** Walks a stream's hash chain; the first broken sequence number, or null when it is whole. */
  verify(stream: StreamId): Promise<number | null>;
  /** All streams, by id. */
  auditStreams(): Promise<readonly AuditStream[]>;
  /** Walks these streams record by record, one stream at a time; with null all of them, and records whose stream is gone. */
  walk(streams: readonly string[] | null): AsyncIterable<WalkedStream>;
  /** The newest records of these streams (of all with null), newest last. */
  lastRecords(streams: readonly string[] | null, most: number): Promise<readonly Recorded[]>;
  securityLog(id: SecurityId): Promise<Stored<SecurityLog> | null>;
  /** Keeps a card as it is shown; one that is kept already stays as it was. */
  keepCard(card: ShownCard): Promise<void>;
  /** The cards that asked about these subjects (about anything with null), oldest first. */
  shownCards(subjects: readonly string[] | null): Promise<readonly ShownCard[]>;
  live(id: MigrationId): Promise<Live | null>;
  lives(): Promise<ReadonlyMap<MigrationId, Live>>;
  /** Writes only when something shown differs; true when it wrote. */
  putLive(id: MigrationId, live: Live): Promise<boolean>;
  /** Keeps figures of replication, all or none; one of the same machine and moment stays as it was. */
  putSamples(all: readonly { readonly id: MigrationId; readonly sample: Sample }[]): Promise<void>;
  /** Figures of these machines since a moment, oldest first; machines without any are left out. */
  samples(o: { readonly ids: readonly MigrationId[]; readonly since: Instant; /** The last of each span of this length; left out, all. */ readonly everyMs?: number }): Promise<ReadonlyMap<MigrationId, readonly Sample[]>>;
  /** The worst of each hour over all of these machines together, oldest first. */
  sampleHours(o: { readonly ids: readonly MigrationId[]; readonly since: Instant }): Promise<readonly HourPoint[]>;
  /** Thins old figures and deletes the oldest; how many went. */
  thinSamples(now: Instant): Promise<number>;
  inventory(): Promise<readonly InventoryRow[]>;
  /** Replaces the inventory, writing changed rows only; returns how many it wrote. */
  putInventory(rows: readonly InventoryRow[]): Promise<number>;
  dossier(id: DossierId): Promise<Stored<Dossier> | null>;
  /** All dossiers by id. */
  dossiers(): Promise<ReadonlyMap<DossierId, Stored<Dossier>>>;
  /** One wave, closed or not. */
  wave(id: WaveId): Promise<Stored<Wave> | null>;
  /** All waves that are not closed, by id; kept in memory. */
  waves(): Promise<ReadonlyMap<WaveId, Stored<Wave>>>;
  /** Approvals of the last months, decided or not, newest first. */
  approvals(): Promise<readonly Stored<Approval>[]>;
  /** What holds for the whole scope: freezes. */
  governance(id: GovernanceId): Promise<Stored<Governance> | null>;
  /** A run with the reports of its machines as they are now; those from before it was asked for are left out. */
  checkRun(id: string): Promise<CheckRun | null>;
  /** All runs of the last months without their reports, newest first. */
  checkRuns(): Promise<readonly CheckRun[]>;
  /** Writes a run unless a later turn of the same id is there; false then. Its reports are not written with it, see `putReports`. */
  putCheckRun(run: CheckRun): Promise<boolean>;
  report(instanceId: InstanceId): Promise<CheckReport | null>;
  putReport(report: CheckReport): Promise<void>;
  /** Reports of these machines, in the order of the ids; machines without one are left out. */
  reportsOf(instanceIds: readonly InstanceId[]): Promise<readonly CheckReport[]>;
  putReports(reports: readonly CheckReport[]): Promise<void>;
  conversations(): Promise<readonly Conversation[]>;
  conversation(id: ConversationId): Promise<Conversation | null>;
  /** Adds or refreshes; `welcomed` is kept as it was. */
  putConversation(c: Omit<Conversation, 'welcomed'>): Promise<void>;
  /** True for exactly one caller per conversation, ever. */
  claimWelcome(id: ConversationId): Promise<boolean>;
  forgetConversation(id: ConversationId): Promise<void>;
  post(key: string): Promise<Post | null>;
  posts(prefix: string): Promise<readonly Post[]>;
  /** Records the intent to create a post; false when the key is there already. */
  claimPost(post: Omit<Post, 'activityId' | 'status'>): Promise<boolean>;
  recordPost(key: string, change: { readonly activityId?: string | null; readonly status?: Post['status']; readonly hash?: string; readonly at?: Instant }): Promise<void>;
  dropPost(key: string): Promise<void>;
  /** Posts under these keys; those without one are left out. */
  postsOf(keys: readonly string[]): Promise<ReadonlyMap<string, Post>>;
  /** Records the intent to create one message for all of these keys; false, and nothing recorded, when one of them is there already. */
  claimPosts(posts: readonly Omit<Post, 'activityId' | 'status'>[]): Promise<boolean>;
  recordPosts(keys: readonly string[], change: { readonly activityId?: string | null; readonly status?: Post['status']; readonly hash?: string; readonly at?: Instant }): Promise<void>;
  dropPosts(keys: readonly string[]): Promise<void>;
  /** Takes one message of each budget, or of none: then how long to wait. Shared by all replicas. */
  spendBudget(o: { readonly budgets: readonly { readonly name: string; readonly kind: BudgetKind }[]; readonly lane: Lane; readonly at: Instant }): Promise<{ readonly waitMs: number; /** The budget that has to be waited for longest; null when nothing has. */ readonly of: string | null }>;
  /** Keeps a budget closed after a refusal; how long it is closed now. `chance` (0 to 1) spreads the waits. */
  pauseBudget(o: { readonly name: string; readonly kind: BudgetKind; readonly at: Instant; readonly refusal: { readonly retryAfterMs: number | null; readonly chance: number } }): Promise<number>;
  /** Records that these have to arrive; those recorded before keep their time. */
  owe(all: readonly Omit<Delivery, 'doneAt'>[]): Promise<void>;
  deliveries(keys: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  settleDeliveries(keys: readonly string[], at: Instant): Promise<void>;
  /** What has had to arrive since before a moment and has not, oldest first; 200 at most. */
  undelivered(before: Instant): Promise<readonly Delivery[]>;
  /** Records that nothing can be sent there; the first time stays. */
  markDead(c: DeadConversation): Promise<void>;
  clearDead(id: ConversationId): Promise<void>;
  deadConversations(): Promise<readonly DeadConversation[]>;
  dialog(conversation: ConversationId, user: UserId): Promise<DialogRow | null>;
  /** Saves at `version` (0 for new); `conflict` when another turn was faster. */
  putDialog(row: DialogRow): Promise<'saved' | 'conflict'>;
  dropDialog(conversation: ConversationId, user: UserId): Promise<void>;
  /** True the first time an activity id is seen (kept 24 h): a re-sent message is not worked on twice. */
  firstTime(activityId: string, at: Instant): Promise<boolean>;
  /** Small durable facts, for example when the last tick ran. */
  note(key: string): Promise<string | null>;
  putNote(key: string, value: string): Promise<void>;
  /** Writes the fact unless it is there; what stands then, the same for everybody who asks. */
  firstNote(key: string, value: string): Promise<string>;
  /** Begins a round of a vault's observer: its turn, which grows, and the news of each machine as the last round saw them. */
  beginRound(vault: string): Promise<{ readonly turn: number; readonly news: ReadonlyMap<MigrationId, string> }>;
  /** Keeps what the round saw and sends its jobs, or nothing: `conflict` when another round has begun meanwhile. */
  endRound(o: { readonly vault: string; readonly turn: number; readonly before: ReadonlyMap<MigrationId, string>; readonly news: ReadonlyMap<MigrationId, string>; readonly jobs: readonly JobRequest[] }): Promise<'saved' | 'conflict'>;
  healthy(): Promise<boolean>;
  /** What kind of store this is, and the versions of its schema: the store's own, and the newest that this program knows. */
  about(): Promise<{ readonly kind: 'pglite' | 'postgres'; readonly version: number; readonly known: number }>;
  close(): Promise<void>;
};

/** The job engine: at-least-once, one handler per queue and key at a time, over all replicas. */
export type Jobs = {
  /** Handlers get the key; `signal` is aborted when another process has taken the job over. */
  start(handlers: { readonly [Q in QueueName]: (key: string, signal: AbortSignal) => Promise<void> }): Promise<void>;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  /** What waits and what runs in each queue, over all replicas; `oldestMs` is how long the oldest one has been due, `failing` how many wait for another try. */
  depths(): Promise<readonly { readonly queue: QueueName; readonly due: number; readonly running: number; readonly failing: number; readonly oldestMs: number }[]>;
  stop(): Promise<void>;
};

/** An Adaptive Card as plain JSON, already bound. */
export type CardJson = { readonly type: 'AdaptiveCard'; readonly [key: string]: unknown };

/** What is sent to a conversation. `summary` is the notification text and the first line of its meaning. */
export type Outgoing = { readonly summary: string; readonly text?: string; readonly card?: CardJson; readonly mentions?: readonly Person[] };

/** Speaks outside a turn. Each call sends exactly once; throws {@link CloudError} (`mayHaveHappened` tells whether a creation is in doubt). */
export type Messenger = {
  /** A new post: in a channel a new thread, elsewhere a message. Returns the id by which it is edited and answered. */
  post(to: Conversation, message: Outgoing): Promise<{ readonly activityId: string }>;
  /** A reply under a post in a channel; elsewhere a message. */
  reply(to: Conversation, rootActivityId: string, message: Outgoing): Promise<{ readonly activityId: string }>;
  edit(to: Conversation, activityId: string, message: Outgoing, rootActivityId?: string): Promise<void>;
};

/** What a file can be made of: a check of many machines, the last report of one, the audit of a machine, an approval or everything, the plan of all waves (its template, or what is wrong with a file), or the report of a wave or (with an empty id) of everything. */
export type ExportSubject = { readonly kind: 'run' | 'machine' | 'audit-csv' | 'audit-jsonl' | 'plan' | 'report' | 'report-csv'; readonly id: string };

/** A table of text, as spreadsheets save it: which separator, which line ends, with quotes or not. Cells come back as they were meant, also those that were made harmless as formulas. */
export type Tables = { read(text: string): Result<readonly { readonly line: number; readonly cells: readonly string[] }[], { readonly why: 'too-large' | 'too-many-rows' | 'not-a-table'; /** Where it went wrong; 0 for the whole. */ readonly line: number; readonly most: number }> };

/** Files that people download. `link` is null when Ferry does not know its own public address. */
export type Exports = { link(subject: ExportSubject): { readonly url: string; readonly until: Instant } | null };

/** Signs what a button carries, so that an edited or forwarded card is noticed; the key lives in the store. */
export type Seal = { sign(text: string): string; verify(text: string, signature: string): boolean };
