/** What can be asked about a command before it is given. */
import type { QueuedReplication } from '../domain/dossier/types.ts';
import type { DryRun } from '../domain/dry-run/types.ts';
import type { ApprovalId, InstanceId, MigrationId, WaveId } from '../domain/ids.ts';
import type { MigrationCommand } from '../domain/migration/decide.ts';
import type { Person } from '../domain/person.ts';
import type { WaveEdit } from '../domain/wave/edit.ts';
import type { Outcome } from './outcome.ts';

/** A machine and its group in the wave; null for one that is moved by itself. */
type InGroup = { readonly group: number | null };

export type DryRunUseCases = {
  /** What the command would send for each machine, from its stored state and a look at both clouds now. Nothing is stored and nothing is changed. */
  dryRun(o: { readonly machines: readonly (InGroup & { readonly id: MigrationId })[]; readonly command: MigrationCommand; readonly who: Person; /** Machines that somebody holds would be released by it. */ readonly release?: boolean; /** Asked for in one command; `wave` is the one whose cutover it is, null for any other command. */ readonly together?: { readonly wave: WaveId | null } }): Outcome<DryRun>;
  /** The same for what a request for approval would let begin. */
  dryRunApproval(o: { readonly id: ApprovalId; readonly who: Person }): Outcome<DryRun>;
  /** The same for turning replication on, with these choices. */
  dryRunReplication(machines: readonly (InGroup & { readonly instanceId: InstanceId; readonly name: string; readonly choices: QueuedReplication['choices'] })[]): Outcome<DryRun>;
  /** The same for a change to a wave: the recovery plan in the vault follows it. Null for a wave that has none. */
  dryRunWave(o: { readonly id: WaveId; readonly edit: WaveEdit; readonly who: Person }): Outcome<DryRun | null>;
  /** The same for the vault's replication policies. */
  dryRunPolicy(o: { readonly act: 'create' | 'use'; readonly name: string }): Outcome<DryRun>;
};
