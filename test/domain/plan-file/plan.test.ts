/** Plan files: everything that is wrong is told at once, and a plan that was written out reads back as it was. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeTables, PLAN_LIMITS, toPlanCsv } from '../../../src/adapters/csv.ts';
import { userIdFromActivity, type InstanceId } from '../../../src/domain/ids.ts';
import { applied, comparePlan } from '../../../src/domain/plan-file/compare.ts';
import { readPlan } from '../../../src/domain/plan-file/read.ts';
import { writePlan } from '../../../src/domain/plan-file/write.ts';
import type { PlanLookups } from '../../../src/domain/plan-file/types.ts';
import { no, ok } from '../../../src/domain/result.ts';
import type { WaveWorld } from '../../../src/domain/wave/edit.ts';
import { orderCycle, whyUnsound } from '../../../src/domain/wave/rules.ts';
import type { Wave, WaveMember } from '../../../src/domain/wave/types.ts';
import { waveKey } from '../../../src/domain/waves.ts';
import { en } from '../../../src/text/en.ts';
import { WINDOW } from '../../cards/fixtures.ts';
import { LATER, machine, member, OLGA, RITA, waveOf, worldOf } from '../wave/fixtures.ts';

const tables = makeTables(PLAN_LIMITS);
const estate = Array.from({ length: 120 }, (_, n) => ({ instanceId: machine(n + 1), name: `m${n + 1}` }));
const odd = [{ instanceId: machine(500), name: '=HYPERLINK("http://x")' }, { instanceId: machine(501), name: 'Doe, Jane; app' }, { instanceId: machine(502), name: 'twin' }, { instanceId: machine(503), name: 'twin' }, { instanceId: machine(504), name: "'=quoted" }];
const all = [...estate, ...odd];
const AMIR = { id: userIdFromActivity('00000000-0000-0000-0000-0000000000c1'), tenant: RITA.tenant, name: 'Amir Approver' };
const PEOPLE = [OLGA, RITA, AMIR];

const look: PlanLookups = {
  machine(text) {
    const found = all.filter((m) => m.instanceId === text.toLowerCase() || m.name.toLowerCase() === text.trim().toLowerCase());
    const [first] = found;
    if (first === undefined) return { kind: 'none', similar: ['m1'] };
    return found.length > 1 ? { kind: 'many', count: found.length } : { kind: 'one', ...first };
  },
  window: (text) => (text === 'sat 22:00..02:00 Europe/Rome' ? ok(WINDOW) : text === 'over' ? no({ code: 'window-over', detail: {} }) : no({ code: 'not-a-window', detail: {} })),
  // Of a window that is long over: only what was written out reads back.
  windowCells: (w) => ({ window: `${w.from}..${w.to}`, zone: w.zone }),
  person: (text) => PEOPLE.find((p) => text.includes(p.id) || p.name === text) ?? null,
  mayApprove: (id) => id === AMIR.id,
  target: (_, text) => (text.startsWith('/') || text === 'rg-shop' ? { id: text.startsWith('/') ? text : '/subscriptions/s/resourceGroups/rg-shop' } : { known: 'rg-shop', why: '' }),
};

function take(text: string, world: WaveWorld = worldOf([])) {
  const table = tables.read(text);
  if (!table.ok) throw new Error(table.error.why);
  const read = readPlan(table.value, { open: world.waves, closed: new Map([['9', 'W09']]), who: RITA, look });
  const compared = comparePlan(read.waves, { world, scope: 'weu', who: RITA, now: LATER, channel: null });
  const after = new Map(world.waves.map((w) => [w.id, w]));
  for (const e of compared.edited) after.set(e.wave.id, applied(after.get(e.wave.id) ?? null, e, { who: RITA, at: LATER }));
  return { ...compared, problems: [...read.problems, ...compared.problems], after: [...after.values()] };
}

const told = (text: string, world?: WaveWorld): readonly string[] => take(text, world).problems.map((p) => `${p.line} ${p.column} ${p.code}`);
const w7 = waveOf('W07', { members: [member(1), member(2, 2, [1]), member(3, 3)], window: WINDOW, note: 'shop' });
const w8 = waveOf('W08', { members: [member(11)] });

describe('what is wrong with a file', () => {
  test.each([
    { text: '', says: ['1  no-rows'], reason: 'nothing' },
    { text: 'wave,machine', says: ['1  no-rows'], reason: 'a header alone' },
    { text: 'wave,machin\nW07,m1', says: ['1 machin column-unknown', '1 machine column-missing'], reason: 'a column that nobody knows' },
    { text: 'wave,machine,Wave\nW07,m1,W07', says: ['1 wave column-twice'], reason: 'a column twice' },
    { text: 'wave,machine\nW07,m1,m2', says: ['2  cells'], reason: 'more cells than columns' },
    { text: 'wave,machine\n,m1\nnew,m2\nW07,', says: ['2 wave wave-missing', '3 wave wave-name'], reason: 'rows of no wave; a row of a wave alone is fine' },
    { text: 'wave,machine,group\n,nobody,9\nnew,m1,1\nW07,m1,1', says: ['2 wave wave-missing', '2 machine machine-unknown', '2 group group', '3 wave wave-name', '4 machine machine-twice'], reason: 'everything that is wrong with a row whose wave is wrong' },
    { text: 'wave,machine,group\nW07,,2', says: ['2 machine machine-missing'], reason: 'a group of nobody' },
    { text: 'wave,machine\nW07,m1\nW07,nobody\nW08,twin\nW08,m1', says: ['3 machine machine-unknown', '4 machine machine-many', '5 machine machine-twice'], reason: 'machines, all at once' },
    { text: `wave,machine,instance_id\nW07,m2,${machine(1)}`, says: ['2 machine machine-differs'], reason: 'a name that is another machine’s' },
    { text: 'wave,machine,group\nW07,m1,9\nW07,m2,x\nW07,m3,1.5', says: ['2 group group', '3 group group', '4 group group'], reason: 'groups' },
    { text: 'wave,machine,group,needs\nW07,m1,1,m9\nW07,m2,1,m3\nW07,m3,2,', says: ['2 needs need-unknown', '3 needs need-later'], reason: 'needs' },
    { text: 'wave,machine,needs\nW07,m1,m2\nW07,m2,m1', says: ['2 needs needs-cycle'], reason: 'a circle of machines' },
    { text: 'wave,machine,needs\nW07,m1,m2\nW07,m2,m1\nW07,m3,m4\nW07,m4,m3', says: ['2 needs needs-cycle', '4 needs needs-cycle'], reason: 'two circles at once' },
    { text: 'wave,machine,needs\nW07,nobody,\nW07,m2,nobody\nW07,m3,NOBODY', says: ['2 machine machine-unknown'], reason: 'one slip in a name is one problem, whoever needs that machine' },
    { text: 'wave,machine,after\nW1,m5,\nW10,m1,W11\nW11,m2,W10', says: ['3 after after-cycle'], reason: 'a circle is told where it is, not at a wave whose name is part of another' },
    { text: 'wave,machine,after\nW07,m1,W08\nW08,m2,W07', says: ['2 after after-cycle'], reason: 'a circle of waves' },
    { text: 'wave,machine,after\nW07,m1,W77', says: ['2 after after-unknown'], reason: 'a wave that is not there' },
    { text: 'wave,machine,note\nW07,m1,one\nW07,m2,\nW07,m3,two', says: ['4 note disagree'], reason: 'rows of a wave that disagree' },
    { text: 'wave,machine,window,owner,approvers,on_failure,start_by,target_network,size\nW07,m1,soon,Nobody,Rita Requester,maybe,luck,vnet,big', says: ['2 window window', '2 owner person', '2 approvers approver', '2 on_failure on-failure', '2 start_by start-by', '2 target_network target', '2 size size'], reason: 'everything of a wave' },
    { text: 'wave,machine\nW09,m1', says: ['2 wave wave-closed'], reason: 'a wave that was closed' },
    { text: `wave,machine\n${Array.from({ length: 101 }, (_, n) => `W07,m${n + 1}`).join('\n')}`, says: ['102 wave wave-full'], reason: 'one too many' },
  ])('$reason', ({ text, says }) => {
    expect([...told(text)].toSorted()).toEqual([...says].toSorted());
    for (const p of take(text).problems) {
      const said = en.plan.problem(p);
      expect(said.what).toMatch(/^\S.*[.]$/s);
      expect(said.fix).toMatch(/^\S.*[.]$/s);
    }
  });

  test('a need that no row has is told with the rows that may be meant', () => {
    const [p] = take('wave,machine,needs\nW07,m1,\nW07,m22,\nW07,m3,m2').problems;
    expect(p).toMatchObject({ code: 'need-unknown', value: 'm2', detail: { similar: 'm22' } });
    expect(en.plan.problem(p!).fix).toMatch(/Similar: m22\.$/);
    expect(en.plan.errors.lead(0)).toMatch(/no row was read; nothing was changed/);
  });

  test('what has begun stays where it is', () => {
    const past = worldOf([w7, w8], { past: new Map([[machine(1), 'moved'], [machine(3), 'moved'], [machine(50), 'moving']]) });
    expect(told('wave,machine,group\nW07,m1,2\nW07,m2,2\nW08,m50,1', past)).toEqual(['2 machine machine-past', '2 wave row-missing', '4 machine machine-past']);
    expect(told('wave,machine\nW07,m1\nW07,m2\nW07,m3\nW07,m60', worldOf([w7], { running: new Set([w7.id]) }))).toEqual(['2 wave wave-running']);
    // Taking out is another matter: the request says whether that may be.
    expect(told('wave,machine\nW07,m1\nW07,m2', worldOf([w7], { running: new Set([w7.id]) }))).toEqual([]);
  });
});

describe('what a file changes', () => {
  test('machines come, go and move; waves that it does not name stay, but for those that moved away', () => {
    const other = waveOf('W10', { members: [member(21), member(22, 2, [21])] });
    const t = take('wave,group,machine,needs\nW07,1,m1,\nW07,2,m2,m1\nW07,2,m21,\nW11,1,m40,', worldOf([w7, w8, other]));
    expect(t.problems).toEqual([]);
    expect(t.diff.counts).toEqual({ waves: 3, newWaves: 1, added: 1, moved: 1, removed: 1, changed: 1, unchanged: 2 });
    expect(t.diff.waves).toMatchObject([{ wave: 'W07', moved: [{ machine: 'm21', from: 'W10' }], removed: ['m3'] }, { wave: 'W11', isNew: true, added: ['m40'] }, { wave: 'W10', changed: ['m22'] }]);
    expect(t.after.find((w) => w.name === 'W10')?.members).toEqual([member(22, 2)]);
    expect(t.after.find((w) => w.name === 'W08')).toEqual(w8);
  });

  test('columns that are not there change nothing, empty ones take back', () => {
    expect(take('wave,machine\nw7,m1\nw-07,m2\n7,m3', worldOf([w7])).edited).toEqual([]);
    const t = take('wave,machine,window,note\nW07,m1,,\nW07,m2,,\nW07,m3,,', worldOf([w7]));
    expect(t.after[0]).toMatchObject({ window: null, note: '' });
    expect(t.diff.waves).toMatchObject([{ fields: [{ field: 'window', from: { window: WINDOW }, to: { window: null } }, { field: 'note', from: { text: 'shop' }, to: { text: '' } }] }]);
  });

  test('rows about a wave alone leave its machines where they are, unless the file puts them into another wave', () => {
    const t = take('wave,machine,note\nW07,,tonight\nW08,m11,\nW08,m1,', worldOf([w7, w8]));
    expect(t.problems).toEqual([]);
    expect(t.diff.waves).toMatchObject([{ wave: 'W07', removed: [], changed: ['m2'], fields: [{ field: 'note' }] }, { wave: 'W08', moved: [{ machine: 'm1', from: 'W07' }] }]);
    expect(t.after.find((w) => w.name === 'W07')?.members).toEqual([member(2, 2), member(3, 3)]);
  });

  test('two machines change places in one step', () => {
    const t = take('wave,machine\nW07,m11\nW07,m2\nW07,m3\nW08,m1', worldOf([w7, w8]));
    expect(t.problems).toEqual([]);
    expect(t.edited.map((e) => e.events.map((x) => x.type))).toEqual([['MachinesRemoved', 'MachinesAdded'], ['MachinesRemoved', 'MachinesAdded']]);
    expect(t.after.map((w) => w.members.map((m) => m.name))).toEqual([['m2', 'm3', 'm11'], ['m1']]);
  });

  test('a needed machine that leaves is needed no more', () => {
    const t = take('wave,machine\nW07,m2\nW07,m3', worldOf([w7]));
    expect(t.after[0]?.members).toEqual([member(2, 2), member(3, 3)]);
    expect(t.diff.waves[0]).toMatchObject({ removed: ['m1'], changed: ['m2'] });
  });
});

const names = new Map<string, string>(all.map((m) => [m.instanceId, m.name]));
const written = (waves: readonly Wave[]): string => toPlanCsv(writePlan(waves, { windowCells: look.windowCells, nameOf: (m) => names.get(m.instanceId) ?? m.name, waveName: (key) => waves.find((w) => waveKey(w.name) === key)?.name ?? key, personCell: (id, name) => `${name} (${id})` }));

const anyText = fc.string({ maxLength: 30, unit: 'grapheme' }).map((s) => s.trim());
const anyNote = fc.oneof(anyText, fc.constantFrom('=1+1', "'=x", '-5', '@cmd', 'a;b,c\t"d"', 'two\nlines', '"', '# not a comment'));
const wavesArb: fc.Arbitrary<readonly Wave[]> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    machines: fc.shuffledSubarray(all, { minLength: 24, maxLength: 24 }),
    groups: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 24, maxLength: 24 }),
    needs: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
    notes: fc.array(anyNote, { minLength: 4, maxLength: 4 }),
    sets: fc.array(fc.record({ window: fc.boolean(), approvers: fc.boolean(), target: fc.boolean(), goOn: fc.boolean(), after: fc.boolean(), drive: fc.constantFrom<Wave['policy']['drive'][]>('machines', 'kept', 'plan') }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ sizes, machines, groups, needs, notes, sets }) => {
    let from = 0;
    return sizes.map((size, n) => {
      const own = machines.slice(from, from + size).map((m, i) => ({ ...m, group: groups[from + i] ?? 1 }));
      const wants = needs.slice(from, from + size);
      from += size;
      const members = own.map((m, i): WaveMember => {
        const needed: readonly InstanceId[] = wants[i] === true ? own.slice(0, i).filter((o) => o.group <= m.group).map((o) => o.instanceId).toSorted() : [];
        return { instanceId: m.instanceId, name: m.name, group: m.group, needs: needed };
      });
      const set = sets[n];
      return waveOf(`W0${n + 1}`, {
        members, note: notes[n] ?? '', window: set?.window === true ? { ...WINDOW, from: WINDOW.from - n * 60_000 } : null, approvers: set?.approvers === true ? [AMIR.id] : null,
        target: { ...waveOf('x').target, ...(set?.target === true ? { resourceGroupId: '/subscriptions/s/resourceGroups/rg', size: 'Standard_D2s_v5' } : {}) },
        policy: { onFailure: set?.goOn === true ? 'go-on' : 'stop', drive: set?.drive ?? 'machines' }, after: set?.after === true && n > 0 ? [String(n)] : [],
      });
    });
  });

test('a plan that was written out reads back as no change, and into an empty store as the same waves', () => {
  fc.assert(
    fc.property(wavesArb, (waves) => {
      const csv = written(waves);
      const again = take(csv, worldOf(waves));
      expect(again.problems).toEqual([]);
      expect(again.edited).toEqual([]);
      const fresh = take(csv, worldOf([])).problems.filter((p) => p.code !== 'window');
      expect(fresh).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('whatever a file makes of the waves, when nothing is wrong with it the rules are kept', () => {
  let changed = 0;
  fc.assert(
    fc.property(wavesArb, wavesArb, (before, wanted) => {
      const t = take(written(wanted).replaceAll(/\d{13}\.\.\d{13}/g, 'sat 22:00..02:00'), worldOf(before));
      if (t.problems.length > 0) return;
      changed += t.edited.length;
      const everywhere = t.after.flatMap((w) => w.members.map((m) => m.instanceId));
      expect(new Set(everywhere).size).toBe(everywhere.length);
      for (const w of t.after) expect(whyUnsound(w.name, w.members)).toBeNull();
      expect(orderCycle(t.after)).toBeNull();
      expect(take(written(wanted).replaceAll(/\d{13}\.\.\d{13}/g, 'sat 22:00..02:00'), worldOf(t.after)).edited).toEqual([]);
    }),
    { numRuns: 80 },
  );
  expect(changed).toBeGreaterThan(40);
});
