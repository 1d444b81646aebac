/** A request for a wave: who may be taken out, what is asked anew, and what evidence of many machines says. */
import { describe, expect, test } from '@jest/globals';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import { covers, evidenceOf, machinesOf } from '../../../src/domain/approval/subject.ts';
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import { sumOf } from '../../../src/domain/approval/wave-evidence.ts';
import { waveEvents } from '../../../src/domain/approval/wave-side.ts';
import { pausedBy } from '../../../src/domain/migration/drift.ts';
import type { MigrationEvent } from '../../../src/domain/migration/types.ts';
import { by, FERRY } from '../../../src/domain/person.ts';
import { standOf } from '../../../src/domain/wave/gate.ts';
import { ANA, EVIDENCE, OLA, person, T0 } from '../migration/fixtures.ts';
import { idOf, machineOf, waveApproval, type Line } from '../wave/support.ts';
import { said } from './support.ts';

const LINES: readonly Line[] = [{ name: 'db', group: 1 }, { name: 'app', group: 2 }];
const vote = { by: ANA, at: T0, comment: '' };

function sideOf(a: Approval, name: string, events: readonly MigrationEvent[]): readonly ApprovalEvent[] {
  const ms = LINES.map((l) => machineOf(l.name, a));
  const actor = events.some((e) => e.type === 'MachineHeld') ? by(OLA) : FERRY;
  return waveEvents(a, { m: ms.find((m) => m.name === name)!, events, at: T0, actor }, ms.map(standOf));
}
const types = (events: readonly ApprovalEvent[]): readonly string[] => events.map((e) => e.type);
const held: readonly MigrationEvent[] = [{ type: 'MachineHeld', reason: 'agent' }];

describe('taking a machine out', () => {
  test.each<{ readonly reason: string; readonly change: Parameters<typeof waveApproval>[1]; readonly events: readonly string[] }>([
    { reason: 'keeps the approval where that is allowed', change: { status: 'approved', approvals: [vote] }, events: ['MachineSettled'] },
    { reason: 'has the same people asked again where it is not', change: { status: 'approved', approvals: [vote], removals: false }, events: ['MachineSettled', 'EvidenceWorsened'] },
    { reason: 'does so during the run too', change: { status: 'running', approvals: [vote], removals: false }, events: ['MachineSettled', 'EvidenceWorsened'] },
    { reason: 'takes answers back that were given for one machine more', change: { status: 'requested', approvals: [vote], removals: false }, events: ['MachineSettled', 'ApproversLost'] },
    { reason: 'asks nobody again who has not answered yet', change: { status: 'requested', removals: false }, events: ['MachineSettled'] },
    { reason: 'changes nothing of a request that has ended', change: { status: 'done' }, events: [] },
  ])('$reason', ({ change, events }) => {
    expect(types(sideOf(waveApproval(LINES, change), 'db', held))).toEqual(events);
  });

  test('names the machine on the card that asks again, and it counts no more', () => {
    const a = waveApproval(LINES, { removals: false, approvals: [vote] });
    const after = sideOf(a, 'db', held).reduce((state, event) => evolveApproval(state, { event, at: T0, actor: FERRY }), a);
    expect(after.suspended?.changes).toEqual([{ what: 'left', machine: 'db', text: 'held: agent' }]);
    expect([covers(after, 'c-db'), covers(after, 'c-app'), covers(after, 'wave')]).toEqual([false, true, false]);
    expect(machinesOf(after)).toEqual([idOf('db'), idOf('app')]);
  });

  test('is forbidden by one approver, once', () => {
    const a = waveApproval(LINES, { status: 'requested', quorum: 2, confirm: 'W07' });
    const one = said(a, { type: 'approve', comment: '', typed: 'w07', keepAll: true }, { who: ANA });
    expect(types(one.events)).toEqual(['RemovalsForbidden', 'Approved']);
    const two = said(one.state, { type: 'approve', comment: '', typed: 'W07', keepAll: true }, { who: person('bob') });
    expect([types(two.events), two.state.status, two.state.wave?.removals]).toEqual([['Approved'], 'approved', false]);
    expect(said(a, { type: 'approve', comment: '', typed: 'db' }, { who: ANA }).refused).toBe('confirmation-needed');
  });
});

describe('what is done outside', () => {
  test('voids the whole request before the run, and settles one machine during it', () => {
    const drift = { code: 'settings-changed', jobId: null } as const;
    const before = waveApproval(LINES);
    expect(types(sideOf(before, 'app', pausedBy(machineOf('app', before), drift)))).toEqual(['ApprovalVoided']);
    const running = waveApproval(LINES, { status: 'running' });
    expect(sideOf(running, 'app', pausedBy(machineOf('app', running), drift))).toMatchObject([{ type: 'MachineSettled', state: 'failed', machine: 'app' }]);
  });

  test('to one that was held already is its own affair', () => {
    const a = waveApproval([{ ...LINES[0]!, state: 'left', byHold: true }, LINES[1]!]);
    expect(sideOf(a, 'db', pausedBy(machineOf('db', a), { code: 'settings-changed', jobId: null }))).toEqual([]);
  });
});

test('evidence that was approved anew is that of each machine', () => {
  const worse = { ...EVIDENCE, rpoSeconds: 4_260 };
  let a = waveApproval(LINES, { approvals: [vote] });
  for (const event of [{ type: 'EvidenceWorsened', evidence: worse, changes: [], machines: [{ migrationId: idOf('db'), evidence: worse }] }, { type: 'Approved', decision: vote, reached: true }] as const) a = evolveApproval(a, { event, at: T0, actor: FERRY });
  expect([evidenceOf(a, idOf('db')).rpoSeconds, evidenceOf(a, idOf('app')).rpoSeconds, a.evidence.rpoSeconds]).toEqual([4_260, 60, 4_260]);
});

describe('evidence of many machines', () => {
  const of = (...all: readonly Partial<typeof EVIDENCE>[]) => sumOf(all.map((e, n) => ({ machine: `m${n}`, evidence: { ...EVIDENCE, ...e } })), T0);
  const failed = { works: false, at: T0, by: 'ola' };

  test('is the worst of every figure, and unknown where one is', () => {
    expect(of({ rpoSeconds: 60 }, { rpoSeconds: 240, replicationHealth: 'critical', backlogMb: 5 })).toMatchObject({ rpoSeconds: 240, replicationHealth: 'critical', backlogMb: 5 });
    expect(of({ rpoSeconds: null }, { rpoSeconds: 240 }).rpoSeconds).toBeNull();
    expect(of({}, { test: failed }).test).toEqual(failed);
    expect(of({}, { test: null }, { test: failed }).test).toBeNull();
    expect(of({ test: { works: true, at: T0 - 9, by: 'x' } }, {}).test?.at).toBe(T0 - 9);
  });

  test('tells each cause once with its machines', () => {
    expect(of({ warnings: ['Licence: none'] }, { warnings: ['Licence: none', 'Disk: 3 GB'] }, { warnings: ['Disk: 4 GB'] }, { warnings: ['Disk: 4 GB'] }).warnings).toEqual(['m1, m2, m3: Disk: 3 GB (differs from machine to machine)', 'm0, m1: Licence: none']);
    expect(of(...Array.from({ length: 9 }, () => ({ warnings: ['Licence: none'] }))).warnings).toEqual(['9 machines (m0, m1, m2 …): Licence: none']);
  });
});
