/** What becomes of a request for a wave when the wave changes. */
import { describe, expect, test } from '@jest/globals';
import type { Approval, ApprovedMachine } from '../../../src/domain/approval/types.ts';
import { migrationIdFor } from '../../../src/domain/ids.ts';
import { approvalEffects } from '../../../src/domain/wave/approval-effects.ts';
import type { WaveEvent } from '../../../src/domain/wave/types.ts';
import { approvalOf } from '../../cards/fixtures.ts';
import { machine, member, waveOf } from './fixtures.ts';

const wave = waveOf('W07', { members: [member(1), member(2), member(3)] });
const line = (n: number, state: ApprovedMachine['state'] = 'in'): ApprovedMachine => ({ migrationId: migrationIdFor(machine(n), 1), machine: `m${n}`, group: 1, needs: [], content: 'c', evidence: approvalOf().evidence, state });
const asked = (over: Partial<Approval> = {}, removals = true, machines = [line(1), line(2)]): Approval => approvalOf({ status: 'requested', wave: { id: wave.id, name: wave.name, machines, onFailure: 'stop', removals }, ...over });
const migrations = new Map([1, 2, 3].map((n) => [machine(n), migrationIdFor(machine(n), 1)]));
const effects = (a: Approval, ...events: readonly WaveEvent[]) => approvalEffects(a, { wave, events, migrations });
const gone = (...ns: readonly number[]): WaveEvent => ({ type: 'MachinesRemoved', instanceIds: ns.map(machine), reason: '' });

describe('a request for the wave', () => {
  test.each<{ readonly reason: string; readonly event: WaveEvent }>([
    { reason: 'adding', event: { type: 'MachinesAdded', members: [member(9)] } },
    { reason: 'another order', event: { type: 'MachinesRegrouped', members: [member(1, 2)] } },
    { reason: 'another target', event: { type: 'WaveChanged', change: { target: { ...wave.target, subnet: 'x' } } } },
    { reason: 'closing', event: { type: 'WaveClosed', reason: 'done' } },
  ])('is voided by $reason, whether it was answered or not', ({ event }) => {
    for (const status of ['requested', 'approved'] as const) expect(effects(asked({ status }), event)).toMatchObject([{ type: 'ApprovalVoided', kind: 'content' }]);
  });

  test.each<{ readonly reason: string; readonly event: WaveEvent }>([
    { reason: 'another window', event: { type: 'WaveWindowSet', window: null } },
    { reason: 'another owner', event: { type: 'WaveChanged', change: { owner: wave.owner } } },
    { reason: 'another order of waves', event: { type: 'WaveOrderSet', after: [] } },
  ])('stands through $reason', ({ event }) => expect(effects(asked(), event)).toEqual([]));

  test('goes on without a machine that is taken out, when its approvers allow that', () => {
    expect(effects(asked(), gone(1))).toEqual([{ type: 'MachineSettled', migrationId: migrationIdFor(machine(1), 1), machine: 'm1', state: 'left', why: 'taken out of W07' }]);
  });

  test('is voided by a removal that they did not allow', () => expect(effects(asked({}, false), gone(1))).toMatchObject([{ type: 'ApprovalVoided', kind: 'content' }]));

  test('does not mind a machine that it is not about, or that had its end', () => {
    expect(effects(asked({}, false), gone(3))).toEqual([]);
    expect(effects(asked({}, false, [line(1, 'done'), line(2)]), gone(1))).toEqual([]);
  });

  test('is voided when nothing is left of it, unless it runs and ends by itself', () => {
    expect(effects(asked(), gone(1, 2))).toMatchObject([{ type: 'ApprovalVoided' }]);
    expect(effects(asked({ status: 'running' }), gone(1, 2)).map((e) => e.type)).toEqual(['MachineSettled', 'MachineSettled']);
  });

  test('of another wave, or one that has ended, is left alone', () => {
    const other = waveOf('W08');
    expect(effects(asked({ wave: { id: other.id, name: 'W08', machines: [line(1)], onFailure: 'stop', removals: false } }), gone(1))).toEqual([]);
    expect(effects(asked({ status: 'done' }), { type: 'MachinesAdded', members: [member(9)] })).toEqual([]);
    expect(effects(approvalOf({ status: 'requested' }), gone(1))).toEqual([]);
  });
});
