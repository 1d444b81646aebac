import type { ColumnType, Generated, RawBuilder } from 'kysely';

/** A bigint column: written as a number, read as whatever the driver gives and parsed by the row schema. */
type Big = ColumnType<string | number | bigint, number, number>;

/** Migrations, approvals, dossiers, governance and days of refusals: one row, one version and one event chain each. */
export type StreamTable = {
  id: string;
  kind: 'migration' | 'approval' | 'dossier' | 'governance' | 'security' | 'wave';
  version: number;
  /** What it is about: the instance of a migration, the migration of an approval, the instance (or `scope`) of a dossier, the scope of a governance, the day of refusals, the scope of a wave. */
  subject: string;
  /** The phase of a migration, the status of an approval; the others have none. */
  phase: string;
  open: boolean;
  started: Big;
  /** How many events the stream must have; a cut-off tail is noticed by it. */
  events: number;
  state: string;
};

/** The audit: append-only, chained per stream. Text, not jsonb, because the hash covers the exact bytes. */
export type EventTable = { position: Generated<string | number | bigint>; stream: string; seq: number; at: Big; actor: string; event: string; hash: string };

/** Cards that asked for a decision, as they were shown; append-only like the audit, which names them by hash. */
export type ShownCardTable = { hash: string; subject: string; at: Big; json: string };

/** Last seen values of a machine; `shown` is the hash of what a reader would notice. */
export type LiveTable = { id: string; version: number; shown: string; state: string };

/** The inventory; `hash` tells whether a line changed. */
export type InventoryTable = { id: string; version: number; hash: string; state: string };

/** Counts the writes to a list whose rows may disappear. */
export type GenerationTable = { list: string; value: Big };

/** Checks of many machines; `turn` tells which of two writers is the newer one. */
export type CheckRunTable = { id: string; turn: number; at: Big; run: string };

export type ReportTable = { instance_id: string; at: Big; report: string };
export type ConversationTable = { id: string; kind: 'personal' | 'channel' | 'group'; name: string; reference: string; /** The person of a personal chat, as JSON. */ person: string | null };
/** Outlives the conversation, so that nobody is welcomed twice. */
export type WelcomeTable = { conversation: string };
export type PostTable = { key: string; conversation: string; activity_id: string | null; status: 'sending' | 'sent' | 'lost'; hash: string; at: Big; /** The thread that it hangs in; null for one that begins a thread, and in rows of an older Ferry. */ root: string | null };
/** Urgent notices and whether they have arrived; `done_at` is null as long as they have not. */
export type DeliveryTable = { key: string; conversation: string; lane: 'N0' | 'N1' | 'N2' | 'N3'; since: Big; done_at: ColumnType<string | number | bigint | null, number | null, number | null> };
/** What may still be sent to a thread, or by the app at all. */
export type BudgetTable = { name: string; at: Big; state: string };
/** Where Ferry cannot speak any more; outlives the conversation. */
export type DeadConversationTable = { conversation: string; kind: 'personal' | 'channel' | 'group'; name: string; since: Big; again: Big; why: string };
export type DialogTable = { conversation: string; user_id: string; version: number; name: string; state: string; expires_at: Big };
export type SeenActivityTable = { id: string; at: Big };
export type NoteTable = { key: string; value: string };
export type SchemaVersionTable = { version: number; name: string };
/** One row: the oldest schema that a program must know, and the program that made it so. */
export type SchemaNeedsTable = { only_row: boolean; at_least: number; program: string };
/** The programs that use the store; `seen` is the database's own clock. */
export type ReplicaTable = { id: string; program: string; knows: number; host: string; pid: number; seen: ColumnType<unknown, RawBuilder<string>, RawBuilder<string>> };

/** The last round of each vault's observer: its number, and which replica has begun it. */
export type RoundTable = { vault: string; turn: Big; holder: string };
/** What that observer saw of each machine, as a hash of what means news. */
export type ObservedTable = { vault: string; machine: string; news: string };

/** Figures of a replication at one moment; null for what Azure did not tell. */
export type SampleTable = { migration: string; at: Big; rpo: number | null; backlog: number | null; percent: number | null; bytes: ColumnType<string | number | bigint | null, number | null, number | null> };

/** Every table of the store, as Kysely sees it. */
export type Tables = {
  stream: StreamTable;
  event: EventTable;
  shown_card: ShownCardTable;
  live: LiveTable;
  inventory: InventoryTable;
  generation: GenerationTable;
  report: ReportTable;
  check_run: CheckRunTable;
  conversation: ConversationTable;
  welcome: WelcomeTable;
  post: PostTable;
  delivery: DeliveryTable;
  budget: BudgetTable;
  dead_conversation: DeadConversationTable;
  dialog: DialogTable;
  seen_activity: SeenActivityTable;
  note: NoteTable;
  schema_version: SchemaVersionTable;
  schema_needs: SchemaNeedsTable;
  replica: ReplicaTable;
  round: RoundTable;
  observed: ObservedTable;
  sample: SampleTable;
};
