/** The store. No vendor type crosses this folder. */
import type { Approval } from '../domain/approval/types.ts';
import type { SecurityId, SecurityLog } from '../domain/audit/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { ApprovalId, ConversationId, InstanceId, MigrationId, UserId, WaveId } from '../domain/ids.ts';
import type { CheckRun } from '../domain/check-run.ts';
import type { Dossier, DossierId } from '../domain/dossier/types.ts';
import type { Governance, GovernanceId } from '../domain/governance/types.ts';
import type { HourPoint, Sample } from '../domain/forecast/sample.ts';
import type { Live } from '../domain/live.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { ItemSummary } from '../domain/observation.ts';
import type { BudgetKind } from '../domain/notice/budget.ts';
import type { Lane } from '../domain/notice/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Stored, Basis, Change, Recorded, StreamId } from './changes.ts';
import type { AuditStream, WalkedStream, ShownCard } from './audit.ts';
import type { JobRequest } from './jobs.ts';
import type { Conversation, Post, Delivery, DeadConversation, DialogRow } from './conversations.ts';

/** An inventory line: EC2 and ASR side by side, as last seen. */
export type InventoryRow = { readonly machine: Machine; readonly item: ItemSummary | null };

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
  /** What was posted as this message; one message may stand for several keys. */
  postsAs(o: { readonly conversation: ConversationId; readonly activityId: string }): Promise<readonly Post[]>;
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
  spendBudget(o: { readonly budgets: readonly { readonly name: string; readonly kind: BudgetKind }[]; readonly lane: Lane; readonly at: Instant }): Promise<{ readonly waitMs: number }>;
  /** Keeps a budget closed after a refusal; how long it is closed now. `chance` (0 to 1) spreads the waits. */
  pauseBudget(o: { readonly name: string; readonly kind: BudgetKind; readonly at: Instant; readonly refusal: { readonly retryAfterMs: number | null; readonly chance: number } }): Promise<number>;
  /** Records that these have to arrive; those recorded before keep their time. */
  owe(all: readonly Omit<Delivery, 'doneAt'>[]): Promise<void>;
  deliveries(keys: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  settleDeliveries(keys: readonly string[], at: Instant): Promise<void>;
  /** What has had to arrive since before a moment (and not since before `after`) and has not, oldest first; 200 at most. */
  undelivered(before: Instant, after?: Instant): Promise<readonly Delivery[]>;
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
  /** Does one person's work. Where the store is lost in it, throws `StoreLost` or `NotRecorded`, and never says that nothing was changed when a decision, a run or a fact was written before, or may have been; a form's place, a kept card and what was seen of the clouds do not count. */
  follow<T>(work: () => Promise<T>): Promise<T>;
  /** Whether it answers and has room to write. */
  healthy(): Promise<boolean>;
  /** What kind of store this is, how many processes work on it, and the versions of its schema: the store's own, and the newest that this program knows. `disk`: what is free on this machine for an embedded one, which takes no writes below the floor; null where that is nobody's business here. */
  about(): Promise<{ readonly kind: 'pglite' | 'postgres'; readonly replicas: number; readonly version: number; readonly known: number; readonly disk: { readonly freeBytes: number; readonly floorBytes: number } | null }>;
  close(): Promise<void>;
};
