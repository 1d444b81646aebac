/** What is written to the store, and how it is kept. No vendor type crosses this folder. */
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { SecurityEvent, SecurityId, SecurityLog } from '../domain/audit/types.ts';
import type { ApprovalId, MigrationId, WaveId } from '../domain/ids.ts';
import type { Dossier, DossierEvent, DossierId } from '../domain/dossier/types.ts';
import type { Governance, GovernanceEvent, GovernanceId } from '../domain/governance/types.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Wave, WaveEvent } from '../domain/wave/types.ts';

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

/** An event as the audit keeps it: `position` grows over all streams, `seq` within one. */
export type Recorded = { readonly position: number; readonly stream: string; readonly seq: number; readonly at: Instant; readonly actor: Actor; readonly event: AnyEvent; readonly hash: string };

/** Everything that the audit can hold. */
export type AnyEvent = MigrationEvent | ApprovalEvent | DossierEvent | GovernanceEvent | SecurityEvent | WaveEvent;

/** The id of a stream of the audit. */
export type StreamId = MigrationId | ApprovalId | DossierId | GovernanceId | SecurityId | WaveId;
