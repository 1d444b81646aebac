/** What the conversation and the workers can ask about waves. */
import type { Approval, ApprovedMachine, Operation } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { MigrationId, WaveId } from '../domain/ids.ts';
import type { Machine } from '../domain/machine.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { NewWave, WaveEdit, WaveEdited } from '../domain/wave/edit.ts';
import type { PlanProgress } from '../domain/wave/plan-progress.ts';
import type { Wave, WaveMember, WavePolicy, WaveTarget } from '../domain/wave/types.ts';
import type { Window } from '../domain/window/types.ts';
import type { WaveOutlook } from './forecast-types.ts';
import type { Outcome } from './outcome.ts';
import type { MachineStatus } from './machine-status.ts';

export type { NewWave, WaveEdit, WaveEdited };

/** One machine of a wave with everything that is known of it; `machine` is null when AWS does not show it, `status` before it is replicated. */
export type WaveRow = { readonly member: WaveMember; readonly machine: Machine | null; readonly status: MachineStatus | null };

/** A wave as people see it: nothing of it is read from a cloud at the moment of asking, `asOf` is the oldest look that it rests on. */
export type WaveView = {
  readonly wave: Wave;
  /** By group, then by name. */
  readonly rows: readonly WaveRow[];
  /** The newest request for the wave that has not ended; null without one. */
  readonly approval: Approval | null;
  /** Waves that it comes after, and whether all of their machines are in Azure. */
  readonly after: readonly { readonly name: string; readonly done: boolean }[];
  /** Machines that wait for their turn to be replicated, and how many may copy at once; left out for none. */
  readonly queued?: readonly { readonly name: string; readonly batch: number }[];
  /** How far the job of its recovery plan is; null or left out while none runs. */
  readonly planProgress?: PlanProgress | null;
  readonly now: Instant;
  readonly asOf: Instant;
  /** What is to be expected; left out where nobody looked. */
  readonly outlook?: WaveOutlook;
};

export type WaveUseCases = {
  /** The open wave that people mean by a text (`W7`, `wave 07`, `w07`); null for none. */
  waveByName(text: string): Promise<Wave | null>;
  /** The same, closed waves among them: what was run stays readable. */
  waveNamedAny(text: string): Promise<Wave | null>;
  waveList(): Promise<readonly Wave[]>;
  waveView(id: WaveId): Promise<WaveView | null>;
  /** The wave that a machine is in; null for none. */
  waveOfMachine(instanceId: string): Promise<Wave | null>;
  createWave(o: { readonly wave: NewWave; readonly who: Person }): Outcome<Wave>;
  /** Refused by name: a cycle, more than 100 machines, a group outside of 1 to 7, a machine that is in another wave or cut over already. Voids open approvals of the wave as product rules say. */
  editWave(o: { readonly id: WaveId; readonly edit: WaveEdit; readonly who: Person }): Outcome<Wave>;
  /** Where a wave lands, out of `group=… network=… subnet=… size=…`; what is not named stays as it was. */
  readTarget(o: { readonly text: string; readonly before: WaveTarget }): Outcome<WaveTarget>;
  /** What a change would do, or why it would be refused; nothing is stored. */
  tryEdit(o: { readonly id: WaveId; readonly edit: WaveEdit }): Outcome<readonly WaveEdited[]>;
};

/** One operation over several machines of a wave: what was begun, and what was refused for which machine. */
export type BulkResult = { readonly begun: readonly { readonly machine: string; readonly migrationId: MigrationId }[]; readonly refused: readonly { readonly machine: string; readonly why: { readonly code: string; readonly detail: Readonly<Record<string, string>> } }[] };

/** What could be asked for now, in the order in which it would run. */
export type PreparedWave = { readonly wave: Wave; readonly ready: readonly ApprovedMachine[]; readonly refused: BulkResult['refused']; /** The evidence of all that are ready. */ readonly evidence: Evidence };

export type WaveRunUseCases = {
  /** Measures every machine, refuses together what is not ready, and asks for one approval for all of them. */
  requestWave(o: { readonly id: WaveId; readonly operation: Exclude<Operation, 'rollback'>; readonly machines: readonly MigrationId[]; readonly note: string; readonly who: Person; readonly window?: Window | null; readonly onFailure?: WavePolicy['onFailure']; readonly source?: 'ferry' | 'person' | 'none'; readonly sourceReason?: string; /** Machines that somebody holds are released with the request. */ readonly release?: boolean }): Outcome<Approval>;
  /** The same without asking anybody: what is ready, what is not and why, and what its approvers would see. Only what the checks said is kept. */
  prepareWave(o: { readonly id: WaveId; readonly operation: Exclude<Operation, 'rollback'>; readonly machines: readonly MigrationId[]; readonly release?: boolean }): Outcome<PreparedWave>;
};

export type PlanStepUseCases = {
  /** The answer to a step of a wave's recovery plan that waits for a person: Ferry has the job go on once it is done; a reason is needed for what cannot be done. `since` tells which wait is answered; null for typed words. */
  answerPlanStep(o: { readonly id: WaveId; readonly done: boolean; readonly note: string; readonly since: number | null; readonly who: Person }): Outcome<Wave>;
};
