/** What the request for a wave goes through when one of its machines moves. */
import type { MigrationEvent } from '../migration/types.ts';
import { isUnderWay, returns, type Stand } from '../wave/gate.ts';
import { answersOf } from './decide.ts';
import { isSuspended } from './open.ts';
import { lineOf } from './subject.ts';
import type { Approval, ApprovalEvent, ApprovedMachine } from './types.ts';

type Settled = Extract<ApprovalEvent, { type: 'MachineSettled' }>;

/** What one event of one machine means for the request; `stands` are all of its machines as they were before it. Pure. */
export function waveFollows(a: Approval, event: MigrationEvent, o: { readonly line: ApprovedMachine; readonly stands: readonly Stand[] }): readonly ApprovalEvent[] {
  if (a.status !== 'requested' && a.status !== 'approved' && a.status !== 'running') return [];
  if (event.type === 'MachineReleased') return returns(a, o.line.migrationId, o.stands) ? [{ type: 'MachineReturned', migrationId: o.line.migrationId, machine: o.line.machine }] : [];
  const whole = endOfAll(a, event, o.line);
  if (whole !== null) return [whole];
  const began: readonly ApprovalEvent[] = a.status === 'approved' && beginsRun(event) ? [{ type: 'RunStarted' }] : [];
  const settled = settledBy(event, o.line);
  return settled === null ? began : [...began, settled, ...askedAnewFor(a, event, settled)];
}

/** Before anything has run, what was done outside and what is not as it was approved ends the whole request: the plan is not what people saw. */
function endOfAll(a: Approval, e: MigrationEvent, line: ApprovedMachine): ApprovalEvent | null {
  if (a.status === 'running' || line.state !== 'in') return null;
  if (e.type === 'Drifted') return { type: 'ApprovalVoided', kind: 'drift', reason: `${line.machine} was changed outside Ferry` };
  if (e.type !== 'CutoverDenied' || e.left === true || e.outcome === 'withdrawn') return null;
  if (e.outcome === 'missed') return { type: 'ApprovalMissed', reason: e.reason };
  return { type: 'ApprovalVoided', reason: `${line.machine}: ${e.reason}`, ...(e.kind === undefined ? {} : { kind: e.kind }) };
}

function beginsRun(e: MigrationEvent): boolean {
  return e.type === 'SourceStopConfirmed' || (e.type === 'ActIntended' && (e.act === 'stopSource' || e.act === 'startFailover'));
}

/** What becomes of the machine's own line; null when it goes on. */
function settledBy(e: MigrationEvent, line: ApprovedMachine): Settled | null {
  const to = (state: Settled['state'], why: string): Settled | null => (line.state === state ? null : { type: 'MachineSettled', migrationId: line.migrationId, machine: line.machine, state, why });
  switch (e.type) {
    case 'FailoverFinished':
      return to('done', 'it runs in Azure');
    case 'DriftAdopted':
      return adopted(e, to);
    case 'RollbackRequested':
      return to('failed', `rolled back: ${e.reason}`);
    case 'Drifted':
      return line.state === 'in' ? to('failed', 'it was changed outside Ferry') : null;
    case 'Abandoned':
      return to('failed', e.reason);
    case 'BecameStuck':
      return e.stuck.code === 'window-missed' || e.stuck.code === 'approval-lapsed' ? to('failed', e.stuck.failure.message) : null;
    case 'CutoverDenied':
      return line.state === 'in' ? to('left', e.reason) : null;
    case 'MachineHeld':
      return line.state === 'in' ? carvedOut(line, e.reason) : null;
    default:
      return null;
  }
}

function carvedOut(line: ApprovedMachine, reason: string): Settled {
  return { type: 'MachineSettled', migrationId: line.migrationId, machine: line.machine, state: 'left', why: `held: ${reason}`, byHold: true };
}

function adopted(e: Extract<MigrationEvent, { type: 'DriftAdopted' }>, to: (state: Settled['state'], why: string) => Settled | null): Settled | null {
  if (e.outcome?.to === 'in-azure' || e.outcome?.to === 'migrated') return to('done', 'it runs in Azure, as it was done outside');
  return e.outcome?.to === 'abandoned' ? to('failed', 'its replication is gone') : null;
}

/** Where its approvers do not allow it, a machine that a person takes out has them asked once more. */
function askedAnewFor(a: Approval, e: MigrationEvent, settled: Settled): readonly ApprovalEvent[] {
  const byPerson = e.type === 'MachineHeld' || (e.type === 'CutoverDenied' && e.outcome === 'withdrawn' && e.left !== true);
  return byPerson ? removalEvents(a, settled) : [];
}

/** What else happens when a machine is taken out: nothing while that is allowed, else the same people are asked again. */
function removalEvents(a: Approval, settled: Pick<Settled, 'machine' | 'why'>): readonly ApprovalEvent[] {
  if (a.wave?.removals !== false) return [];
  if (a.status !== 'requested') return [askedAgain(a, settled)];
  const people = answersOf(a).map((d) => d.by);
  return people.length === 0 ? [] : [{ type: 'ApproversLost', people, reopened: true }];
}

/** What it was asked anew for already stays on the card. */
function askedAgain(a: Approval, { machine, why }: Pick<Settled, 'machine' | 'why'>): ApprovalEvent {
  const held = isSuspended(a) ? (a.suspended ?? null) : null;
  const change = { what: 'left', machine, text: why } as const;
  if (held === null) return { type: 'EvidenceWorsened', evidence: a.evidence, changes: [change] };
  return { type: 'EvidenceWorsened', evidence: held.evidence, changes: [...held.changes, change], ...(held.machines === undefined ? {} : { machines: held.machines }) };
}

/** The end of a run, once nothing of it is under way and nothing may begin any more. */
export function runEnds(a: Approval, stands: readonly Stand[]): readonly ApprovalEvent[] {
  const wave = a.wave ?? null;
  if (wave === null || a.status !== 'running' || isUnderWay(wave, stands)) return [];
  const done = wave.machines.filter((m) => m.state === 'done').length;
  const success = wave.machines.every((m) => m.state !== 'failed');
  const others = wave.machines.length - done;
  return [{ type: 'RunEnded', success, reason: others === 0 ? `all ${done} machines run in Azure` : `${done} of ${wave.machines.length} machines run in Azure; ${others} ${others === 1 ? 'is' : 'are'} not part of it any more` }];
}

/** The same for the completion of a wave: each machine by itself, in no order. */
export function completionFollows(a: Approval, event: MigrationEvent, line: ApprovedMachine): readonly ApprovalEvent[] {
  if (line.state !== 'in' || (a.status !== 'requested' && a.status !== 'approved' && a.status !== 'running')) return [];
  const settled = (state: Settled['state'], why: string): Settled => ({ type: 'MachineSettled', migrationId: line.migrationId, machine: line.machine, state, why });
  switch (event.type) {
    case 'CompletionRequested':
      return a.status === 'approved' ? [{ type: 'RunStarted' }] : [];
    case 'MigrationCompleted':
      return [settled('done', 'replication is removed')];
    case 'OperationDenied':
      return [settled('left', event.reason)];
    case 'DriftAdopted':
      return event.outcome?.to === 'stay' ? [] : [settled('failed', 'what was done outside Ferry was taken as the truth')];
    default:
      return [];
  }
}

/** The end of a completion: no line is left that could still begin or is under way. */
export function completionEnds(a: Approval): readonly ApprovalEvent[] {
  const wave = a.wave ?? null;
  if (wave === null || wave.machines.some((m) => m.state === 'in')) return [];
  if (a.status === 'requested' || a.status === 'approved') return [{ type: 'ApprovalVoided', reason: 'none of its machines is left', kind: 'content' }];
  const done = wave.machines.filter((m) => m.state === 'done').length;
  return a.status === 'running' ? [{ type: 'RunEnded', success: done === wave.machines.length, reason: `replication is removed for ${done} of ${wave.machines.length} machines` }] : [];
}

/** The line of a machine, when the request is for a wave that names it. */
export function waveLine(a: Approval, id: ApprovedMachine['migrationId']): ApprovedMachine | null {
  return (a.wave ?? null) === null ? null : lineOf(a, id);
}
