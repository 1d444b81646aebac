import type { MigrationId } from '../ids.ts';
import type { Approval, ApprovalEvent, ApprovedMachine, ApprovedWave, MachineEvidence } from './types.ts';

/** What becomes of the machines of a wave's request; null for every other event. */
export function evolveWave(a: Approval, event: ApprovalEvent): Approval | null {
  switch (event.type) {
    case 'MachineSettled':
      return withLine(a, event.migrationId, (m) => settled(m, event));
    case 'MachineReturned':
      return withLine(a, event.migrationId, back);
    case 'RemovalsForbidden':
      return withWave(a, (wave) => ({ ...wave, removals: false }));
    default:
      return null;
  }
}

function settled(m: ApprovedMachine, { state, why, byHold }: Extract<ApprovalEvent, { type: 'MachineSettled' }>): ApprovedMachine {
  return { ...back(m), state, why, ...(byHold === undefined ? {} : { byHold }) };
}

function back({ why: _why, byHold: _byHold, ...m }: ApprovedMachine): ApprovedMachine {
  return { ...m, state: 'in' };
}

/** What its approvers were shown last is what they have approved. */
export function withEvidence(a: Approval, measured: readonly MachineEvidence[]): Approval {
  return withWave(a, (wave) => ({ ...wave, machines: wave.machines.map((m) => ({ ...m, evidence: measured.find((e) => e.migrationId === m.migrationId)?.evidence ?? m.evidence })) }));
}

function withLine(a: Approval, id: MigrationId, change: (m: ApprovedMachine) => ApprovedMachine): Approval {
  return withWave(a, (wave) => ({ ...wave, machines: wave.machines.map((m) => (m.migrationId === id ? change(m) : m)) }));
}

function withWave(a: Approval, change: (wave: ApprovedWave) => ApprovedWave): Approval {
  const wave = a.wave ?? null;
  return wave === null ? a : { ...a, wave: change(wave) };
}
