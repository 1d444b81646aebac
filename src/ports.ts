/** Every interface the core needs from outside. No vendor type crosses this file. */
import type { Approval, ApprovalEvent } from './domain/approval/types.ts';
import type { CheckReport } from './domain/finding.ts';
import type { ApprovalId, ConversationId, InstanceId, JobId, MigrationId, UserId } from './domain/ids.ts';
import type { DiscoveredMachine, Infrastructure, Quota, ResourceGroup, TargetNetwork, VmSize } from './domain/infrastructure.ts';
import type { Live } from './domain/live.ts';
import type { Machine, MachineFacts } from './domain/machine.ts';
import type { Migration, MigrationEvent } from './domain/migration/types.ts';
import type { Item, ItemSummary, Job, JobSummary, Seen, SourceState, TargetVm } from './domain/observation.ts';
import type { Actor, Person } from './domain/person.ts';
import type { TargetPlan } from './domain/scope.ts';
import type { Instant } from './domain/time.ts';

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

/** The only source of time and chance. */
export type Clock = { now(): Instant; /** A fresh random id of 128 bits, URL safe. */ nonce(): string };

/** Constant message, variable part in fields. */
export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** AWS, one account and region. Reads retry inside the adapter; `stop` and `start` are sent once. All throw {@link CloudError}. */
export type SourceCloud = {
  /** Every instance of the region that is not terminated; paginated inside. */
  list(): Promise<readonly Machine[]>;
  /** Power of many instances in as few calls as possible; ids that AWS does not know come back as `gone`. */
  power(ids: readonly InstanceId[]): Promise<readonly SourceState[]>;
  /** Everything the checks need of one machine. Throws `notFound` when it does not exist. */
  facts(id: InstanceId): Promise<MachineFacts>;
  stop(id: InstanceId, why: { readonly requester: UserId | null }): Promise<{ readonly requestId: string | null }>;
  start(id: InstanceId, why: { readonly requester: UserId | null }): Promise<{ readonly requestId: string | null }>;
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
  discovered(): Promise<readonly DiscoveredMachine[]>;
  enable(itemName: string, plan: TargetPlan): Promise<Started>;
  testFailover(itemName: string, networkId: string): Promise<Started>;
  cleanUpTestFailover(itemName: string, comment: string): Promise<Started>;
  /** Fails over to the latest recovery point. ASR cannot shut an EC2 machine down: Ferry has stopped it before. */
  failover(itemName: string): Promise<Started>;
  /** Complete Migration: `remove` with the reason `MigrationComplete`. */
  complete(itemName: string): Promise<Started>;
};

/** The Azure side that machines land in. */
export type TargetCloud = {
  resourceGroups(): Promise<readonly ResourceGroup[]>;
  networks(): Promise<readonly TargetNetwork[]>;
  sizes(): Promise<readonly VmSize[]>;
  quotas(): Promise<readonly Quota[]>;
  /** Names of the VMs in a resource group. */
  vmNames(resourceGroupId: string): Promise<readonly string[]>;
  vm(resourceGroupId: string, name: string): Promise<TargetVm | null>;
  deallocate(resourceGroupId: string, name: string): Promise<{ readonly requestId: string | null }>;
};

/** One aggregate as stored: `version` is 1 after the first save. */
export type Stored<S> = { readonly state: S; readonly version: number };

/** One change to one stream; `version` is the version it was read at (0 for a new stream). */
export type MigrationChange = { readonly kind: 'migration'; readonly id: MigrationId; readonly version: number; readonly state: Migration; readonly events: readonly { readonly actor: Actor; readonly event: MigrationEvent }[] };
export type ApprovalChange = { readonly kind: 'approval'; readonly id: ApprovalId; readonly version: number; readonly state: Approval; readonly events: readonly { readonly actor: Actor; readonly event: ApprovalEvent }[] };
export type Change = MigrationChange | ApprovalChange;

export type QueueName = 'step' | 'tick' | 'notify' | 'timer';

/** A job carries only an id; its handler reads the state again. Same queue and key while one waits: one job. */
export type JobRequest = { readonly queue: QueueName; readonly key: string; readonly afterMs?: number };

/** An event as the audit keeps it: `position` grows over all streams, `seq` within one. */
export type Recorded = { readonly position: number; readonly stream: string; readonly seq: number; readonly at: Instant; readonly actor: Actor; readonly event: MigrationEvent | ApprovalEvent; readonly hash: string };

/** Where Ferry can speak. `reference` is opaque to everyone but the Teams adapter. */
export type Conversation = { readonly id: ConversationId; readonly kind: 'personal' | 'channel' | 'group'; readonly name: string; readonly reference: unknown; readonly welcomed: boolean };

/** What was posted for a key. `sending` without an activity id means that a creation may or may not have arrived. */
export type Post = { readonly key: string; readonly conversation: ConversationId; readonly activityId: string | null; readonly status: 'sending' | 'sent' | 'lost'; readonly hash: string; readonly at: Instant };

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
  /** Writes all changes, their events and the jobs, or nothing: `conflict` when a version moved on. */
  commit(o: { readonly at: Instant; readonly changes: readonly Change[]; readonly jobs?: readonly JobRequest[] }): Promise<'saved' | 'conflict'>;
  /** Events of one stream, oldest first. */
  events(stream: MigrationId | ApprovalId): Promise<readonly Recorded[]>;
  /** Walks a stream's hash chain; the first broken sequence number, or null when it is whole. */
  verify(stream: MigrationId | ApprovalId): Promise<number | null>;
  live(id: MigrationId): Promise<Live | null>;
  lives(): Promise<ReadonlyMap<MigrationId, Live>>;
  /** Writes only when something shown differs; true when it wrote. */
  putLive(id: MigrationId, live: Live): Promise<boolean>;
  inventory(): Promise<readonly InventoryRow[]>;
  /** Replaces the inventory, writing changed rows only; returns how many it wrote. */
  putInventory(rows: readonly InventoryRow[]): Promise<number>;
  report(instanceId: InstanceId): Promise<CheckReport | null>;
  putReport(report: CheckReport): Promise<void>;
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
  dialog(conversation: ConversationId, user: UserId): Promise<DialogRow | null>;
  /** Saves at `version` (0 for new); `conflict` when another turn was faster. */
  putDialog(row: DialogRow): Promise<'saved' | 'conflict'>;
  dropDialog(conversation: ConversationId, user: UserId): Promise<void>;
  /** True the first time an activity id is seen (kept 24 h): a re-sent message is not worked on twice. */
  firstTime(activityId: string, at: Instant): Promise<boolean>;
  /** Small durable facts, for example when the last tick ran. */
  note(key: string): Promise<string | null>;
  putNote(key: string, value: string): Promise<void>;
  healthy(): Promise<boolean>;
  close(): Promise<void>;
};

/** The job engine: at-least-once, one handler per queue and key at a time, over all replicas. */
export type Jobs = {
  /** Handlers get the key; `signal` is aborted when another process has taken the job over. */
  start(handlers: { readonly [Q in QueueName]: (key: string, signal: AbortSignal) => Promise<void> }): Promise<void>;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
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

/** Signs what a button carries, so that an edited or forwarded card is noticed; the key lives in the store. */
export type Seal = { sign(text: string): string; verify(text: string, signature: string): boolean };
