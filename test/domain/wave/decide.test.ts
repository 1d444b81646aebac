/** Changes of waves: what is refused and by what name, and that whatever is accepted keeps the rules. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { by } from '../../../src/domain/person.ts';
import { decideCreate, decideEdit } from '../../../src/domain/wave/decide.ts';
import type { WaveEdit, WaveWorld } from '../../../src/domain/wave/edit.ts';
import { evolveWave } from '../../../src/domain/wave/evolve.ts';
import { orderCycle, whyUnsound } from '../../../src/domain/wave/rules.ts';
import type { Wave } from '../../../src/domain/wave/types.ts';
import { LATER, machine, member, RITA, waveOf, worldOf } from './fixtures.ts';

const w7 = waveOf('W07', { members: [member(1), member(2, 2, [1]), member(3, 3, [2])] });
const w8 = waveOf('W08', { members: [member(11), member(12)], after: ['7'] });
const world = worldOf([w7, w8]);
const hundred = Array.from({ length: 98 }, (_, n) => member(n + 100));

const refusals: readonly { readonly reason: string; readonly edit: WaveEdit; readonly says: Readonly<Record<string, string>>; readonly on?: Wave; readonly world?: WaveWorld }[] = [
  { reason: 'a machine is in one open wave only', edit: { type: 'add', members: [member(11)] }, says: { code: 'wave-taken', machine: 'm11', wave: 'W08' } },
  { reason: 'also in its own', edit: { type: 'add', members: [member(1)] }, says: { code: 'wave-taken', machine: 'm1', wave: 'W07' } },
  { reason: 'a hundred is the most', edit: { type: 'add', members: hundred }, says: { code: 'wave-full', wave: 'W07', machines: '101' } },
  { reason: 'groups end at seven', edit: { type: 'add', members: [member(20, 9)] }, says: { code: 'wave-group', machine: 'm20', group: '9' } },
  { reason: 'and begin at one', edit: { type: 'regroup', members: [member(1, 0)] }, says: { code: 'wave-group', machine: 'm1', group: '0' } },
  { reason: 'half a group is none', edit: { type: 'regroup', members: [member(1, 1.5)] }, says: { code: 'wave-group', machine: 'm1', group: '1.5' } },
  { reason: 'what is needed must be in the wave', edit: { type: 'regroup', members: [member(1, 1, [11])] }, says: { code: 'wave-need', machine: 'm1' } },
  { reason: 'and not come later', edit: { type: 'regroup', members: [member(1, 1, [3])] }, says: { code: 'wave-need-later', machine: 'm1', need: 'm3', needGroup: '3' } },
  { reason: 'a circle of machines is named', edit: { type: 'regroup', members: [member(1, 1, [3]), member(2, 1, [1]), member(3, 1, [2])] }, says: { code: 'wave-cycle', of: 'machines', cycle: 'm1 → m3 → m2 → m1' } },
  { reason: 'a machine does not need itself', edit: { type: 'regroup', members: [member(1, 1, [1])] }, says: { code: 'wave-cycle', cycle: 'm1 → m1' } },
  { reason: 'a circle of waves is named', edit: { type: 'after', after: ['W08'] }, says: { code: 'wave-cycle', of: 'waves', cycle: 'W07 → W08 → W07' } },
  { reason: 'a wave does not come after itself', edit: { type: 'after', after: ['w7'] }, says: { code: 'wave-cycle', of: 'waves', cycle: 'W07 → W07' } },
  { reason: 'nor after one that nobody knows', edit: { type: 'after', after: ['W99'] }, says: { code: 'no-such-wave', wave: '99' } },
  { reason: 'only members leave', edit: { type: 'remove', instanceIds: [machine(11)], reason: '' }, says: { code: 'wave-without', wave: 'W07' } },
  { reason: 'only members move', edit: { type: 'move', instanceIds: [machine(11)], to: w8.id, group: null }, says: { code: 'wave-without', wave: 'W07' } },
  { reason: 'nowhere to move to', edit: { type: 'move', instanceIds: [machine(1)], to: waveOf('W99').id, group: null }, says: { code: 'no-such-wave' } },
  { reason: 'a move to itself is none', edit: { type: 'move', instanceIds: [machine(1)], to: w7.id, group: null }, says: { code: 'wave-taken', wave: 'W07' } },
  { reason: 'what is cut over stays', edit: { type: 'move', instanceIds: [machine(1)], to: w8.id, group: null }, world: worldOf([w7, w8], { past: new Map([[machine(1), 'moved']]) }), says: { code: 'wave-past', machine: 'm1' } },
  { reason: 'and is not taken out', edit: { type: 'remove', instanceIds: [machine(1)], reason: '' }, world: worldOf([w7, w8], { past: new Map([[machine(1), 'moving']]) }), says: { code: 'wave-past', machine: 'm1' } },
  { reason: 'nor taken in', edit: { type: 'add', members: [member(30)] }, world: worldOf([w7, w8], { past: new Map([[machine(30), 'moved']]) }), says: { code: 'wave-past', machine: 'm30' } },
  { reason: 'nothing is added beneath a run', edit: { type: 'add', members: [member(30)] }, world: worldOf([w7, w8], { running: new Set([w7.id]) }), says: { code: 'wave-running', wave: 'W07' } },
  { reason: 'nor moved into one', edit: { type: 'move', instanceIds: [machine(1)], to: w8.id, group: null }, world: worldOf([w7, w8], { running: new Set([w8.id]) }), says: { code: 'wave-running', wave: 'W08' } },
  { reason: 'a run does not change its target', edit: { type: 'change', change: { target: { ...w7.target, subnet: 'app' } } }, world: worldOf([w7, w8], { running: new Set([w7.id]) }), says: { code: 'wave-running', wave: 'W07' } },
  { reason: 'closing needs a reason', edit: { type: 'close', reason: ' ' }, says: { code: 'reason-needed' } },
  { reason: 'nothing is closed in the middle of a cutover', edit: { type: 'close', reason: 'done' }, world: worldOf([w7, w8], { past: new Map([[machine(1), 'moving']]) }), says: { code: 'wave-running' } },
  { reason: 'what is open is not opened', edit: { type: 'reopen', reason: 'again' }, says: { code: 'wave-open', wave: 'W07' } },
];

describe('what is refused', () => {
  test.each(refusals)('$reason', ({ edit, says, on, world: where }) => {
    const decided = decideEdit(where ?? world, on ?? w7, edit);
    expect(decided.ok).toBe(false);
    if (!decided.ok) expect({ code: decided.error.code, ...decided.error.detail }).toMatchObject(says);
  });

  test('a closed wave changes only by being opened, and not while its machines are elsewhere', () => {
    const closed = waveOf('W09', { members: [member(1)], closed: { at: LATER, by: RITA, reason: 'later' } });
    expect(decideEdit(world, closed, { type: 'add', members: [member(50)] })).toMatchObject({ ok: false, error: { code: 'wave-closed' } });
    expect(decideEdit(world, closed, { type: 'reopen', reason: 'now' })).toMatchObject({ ok: false, error: { code: 'wave-taken', detail: { wave: 'W07' } } });
    expect(decideEdit(worldOf([w8]), closed, { type: 'reopen', reason: 'now' })).toMatchObject({ ok: true });
  });

  test.each([['W07', 'a wave of that name'], ['w7', 'written otherwise'], ['new', 'a word of its own'], ['', 'nothing'], ['a\nb', 'two lines'], ['x'.repeat(41), 'too long']])('no wave is called %j: %s', (name) => {
    const wave = { ...w7, name, members: [] };
    const taken = ['W07', 'w7'].includes(name) ? w7 : null;
    expect(decideCreate(world, { wave, id: w7.id, scope: 'weu', who: RITA, now: LATER, taken })).toMatchObject({ ok: false });
  });
});

test('a need goes along with a move when the needed machine does, and nobody goes on needing one that left', () => {
  const moved = decideEdit(world, w7, { type: 'move', instanceIds: [machine(2), machine(3)], to: w8.id, group: null });
  if (!moved.ok) throw new Error(moved.error.code);
  const [from, to] = moved.value.map((e) => e.events.reduce((w, event) => evolveWave(w, { event, at: LATER, actor: by(RITA) }), e.wave));
  expect(from?.members).toEqual([member(1)]);
  expect(to?.members).toEqual([member(11), member(12), member(2, 2), member(3, 3, [2])]);
  expect(to?.edited.by).toEqual(RITA);
});

test('what changes nothing is accepted and stores nothing', () => {
  for (const edit of [{ type: 'regroup', members: [member(2, 2, [1])] }, { type: 'window', window: null }, { type: 'after', after: [] }, { type: 'change', change: { note: '', policy: w7.policy } }] satisfies WaveEdit[]) {
    expect(decideEdit(world, w7, edit)).toEqual({ ok: true, value: [] });
  }
});

const anyMember = fc.record({ n: fc.integer({ min: 1, max: 14 }), group: fc.integer({ min: 0, max: 8 }), needs: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }) }).map((m) => member(m.n, m.group, m.needs));
const ids = fc.array(fc.integer({ min: 1, max: 14 }).map(machine), { minLength: 1, maxLength: 3 });
const anyName = fc.constantFrom('W01', 'W02', 'W03');
const anyEdit: fc.Arbitrary<WaveEdit> = fc.oneof(
  fc.array(anyMember, { minLength: 1, maxLength: 4 }).map((members): WaveEdit => ({ type: 'add', members })),
  ids.map((instanceIds): WaveEdit => ({ type: 'remove', instanceIds, reason: 'r' })),
  fc.tuple(ids, anyName).map(([instanceIds, to]): WaveEdit => ({ type: 'move', instanceIds, to: waveOf(to).id, group: null })),
  fc.array(anyMember, { minLength: 1, maxLength: 3 }).map((members): WaveEdit => ({ type: 'regroup', members })),
  fc.array(anyName, { maxLength: 2 }).map((after): WaveEdit => ({ type: 'after', after })),
  fc.constant<WaveEdit>({ type: 'close', reason: 'done' }),
  fc.constant<WaveEdit>({ type: 'reopen', reason: 'again' }),
);

test('whatever is accepted, one after the other, keeps every rule', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(anyName, anyEdit), { maxLength: 25 }), (edits) => {
      const all = new Map(['W01', 'W02', 'W03'].map((name, i) => [waveOf(name).id, waveOf(name, { members: [member(3 * i + 1), member(3 * i + 2, 2, [3 * i + 1])] })]));
      for (const [name, edit] of edits) {
        const open = [...all.values()].filter((w) => w.closed === null);
        const wave = all.get(waveOf(name).id) ?? waveOf(name);
        const decided = decideEdit(worldOf(open), wave, edit);
        if (!decided.ok) continue;
        accepted += decided.value.length;
        for (const e of decided.value) all.set(e.wave.id, e.events.reduce((w, event) => evolveWave(w, { event, at: LATER, actor: by(RITA) }), e.wave));
        const now = [...all.values()].filter((w) => w.closed === null);
        const everywhere = now.flatMap((w) => w.members.map((m) => m.instanceId));
        expect(new Set(everywhere).size).toBe(everywhere.length);
        for (const w of now) expect(whyUnsound(w.name, w.members)).toBeNull();
        expect(orderCycle(now)).toBeNull();
      }
    }),
    { numRuns: 150 },
  );
  // Nothing is proven by edits that were all refused.
  expect(accepted).toBeGreaterThan(100);
});
