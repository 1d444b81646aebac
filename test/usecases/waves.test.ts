/** Waves on the real store, with the machines of the sandbox: who wins, what becomes of requests, what counts as a wave. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Approval } from '../../src/domain/approval/types.ts';
import { approvalIdOf, migrationIdFor, type InstanceId } from '../../src/domain/ids.ts';
import { by } from '../../src/domain/person.ts';
import type { Wave, WaveMember } from '../../src/domain/wave/types.ts';
import { makeUseCases } from '../../src/usecases/use-cases.ts';
import type { NewWave } from '../../src/usecases/wave-types.ts';
import { approvalOf, machineOf, migrationOf } from '../cards/fixtures.ts';
import { ANA, HERE, OLA, startEstate, type Estate } from './support/estate.ts';

let e: Estate;
beforeAll(async () => {
  e = await startEstate();
  await e.usecases.inventory({ fresh: true });
}, 60_000);
afterAll(() => e.close());

const EMPTY: NewWave = { name: '', members: [], window: null, target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: HERE, policy: { onFailure: 'stop', drive: 'machines' }, note: '' };
const member = (name: string, group = 1): WaveMember => ({ instanceId: e.idOf(name), name, group, needs: [] });

async function made(name: string, members: readonly WaveMember[] = []): Promise<Wave> {
  const wave = await e.usecases.createWave({ wave: { ...EMPTY, name, members }, who: OLA });
  if (!wave.ok) throw new Error(wave.error.code);
  return wave.value;
}

async function seeded(wave: Wave, over: Partial<Approval>): Promise<Approval['id']> {
  const id = approvalIdOf(await e.store.nextApprovalNumber());
  const machines = wave.members.map((m) => ({ migrationId: migrationIdFor(m.instanceId, 1), machine: m.name, group: m.group, needs: [], content: 'c', evidence: approvalOf().evidence, state: 'in' as const }));
  const approval = approvalOf({ id, migrationId: machines[0]?.migrationId ?? migrationIdFor(machineOf().instanceId, 1), status: 'requested', wave: { id: wave.id, name: wave.name, machines, onFailure: 'stop', removals: true }, ...over });
  const migrations = wave.members.map((m) => migrationOf({ id: migrationIdFor(m.instanceId, 1), instanceId: m.instanceId, name: m.name, position: { phase: 'awaiting-approval', approvalId: id } }));
  await e.store.commit({ at: e.deps.clock.now(), changes: migrations.map((migration) => ({ kind: 'migration', id: migration.id, version: 0, state: migration, events: [{ actor: by(OLA), event: { type: 'MigrationStarted', migration } }] })) });
  await e.store.commit({ at: e.deps.clock.now(), changes: [{ kind: 'approval', id, version: 0, state: approval, events: [{ actor: by(OLA), event: { type: 'ApprovalRequested', approval } }] }] });
  return id;
}

test('of people who take one machine into different waves at the same moment, one gets it, whether the wave is new or not', async () => {
  const [a, b] = [await made('R1'), await made('R2')];
  const add = (wave: Wave) => e.usecases.editWave({ id: wave.id, edit: { type: 'add', members: [member('web-01')] }, who: OLA });
  const create = (name: string) => e.usecases.createWave({ wave: { ...EMPTY, name, members: [member('web-01')] }, who: ANA });
  const outcomes = await Promise.all([add(a), add(b), create('R3'), create('R4')]);
  expect(outcomes.filter((o) => o.ok)).toHaveLength(1);
  expect(outcomes.flatMap((o) => (o.ok ? [] : [o.error.code]))).toEqual(['wave-taken', 'wave-taken', 'wave-taken']);
  const homes = (await e.usecases.waveList()).filter((w) => w.members.some((m) => m.instanceId === e.idOf('web-01')));
  expect(homes).toHaveLength(1);
  expect((await e.usecases.waveOfMachine(e.idOf('web-01')))?.id).toBe(homes[0]?.id);
});

test('of two who each put one wave after the other, one makes the circle and is refused by name', async () => {
  const [a, b] = [await made('C1'), await made('C2')];
  const outcomes = await Promise.all([e.usecases.editWave({ id: a.id, edit: { type: 'after', after: ['C2'] }, who: OLA }), e.usecases.editWave({ id: b.id, edit: { type: 'after', after: ['C1'] }, who: ANA })]);
  expect(outcomes.filter((o) => o.ok)).toHaveLength(1);
  expect(outcomes.find((o) => !o.ok)).toMatchObject({ error: { code: 'wave-cycle', detail: { of: 'waves', cycle: expect.stringMatching(/^C[12] → C[12] → C[12]$/) } } });
});

describe('what is no machine or person for a wave', () => {
  test('Ferry’s own appliance, and what AWS does not list', async () => {
    const wave = await made('X1');
    const appliance = e.deps.scope.applianceInstanceId as InstanceId;
    for (const instanceId of [appliance, machineOf().instanceId]) {
      expect(await e.usecases.editWave({ id: wave.id, edit: { type: 'add', members: [{ instanceId, name: 'stray', group: 1, needs: [] }] }, who: OLA })).toMatchObject({ ok: false, error: { code: 'wave-machine' } });
    }
  });

  test('an approver who is none of the scope’s', async () => {
    const wave = await made('X2');
    expect(await e.usecases.editWave({ id: wave.id, edit: { type: 'change', change: { approvers: [OLA.id] } }, who: OLA })).toMatchObject({ ok: false, error: { code: 'wave-approver' } });
    expect(await e.usecases.editWave({ id: wave.id, edit: { type: 'change', change: { approvers: [ANA.id] } }, who: OLA })).toMatchObject({ ok: true, value: { approvers: [ANA.id], edited: { by: OLA } } });
  });
});

test('a change and what it does to a request are one commit: adding voids it, taking out leaves the others in it', async () => {
  const wave = await made('A1', [member('app-01'), member('app-02'), member('app-03')]);
  const id = await seeded(wave, { status: 'approved' });
  await e.usecases.editWave({ id: wave.id, edit: { type: 'remove', instanceIds: [e.idOf('app-02')], reason: 'not ready' }, who: OLA });
  const after = await e.store.approval(id);
  expect(after?.state).toMatchObject({ status: 'approved', wave: { machines: [{ state: 'in' }, { state: 'left', why: 'taken out of A1' }, { state: 'in' }] } });
  await e.usecases.editWave({ id: wave.id, edit: { type: 'add', members: [member('app-02')] }, who: OLA });
  expect((await e.store.approval(id))?.state).toMatchObject({ status: 'voided', closing: { kind: 'content', reason: 'machines were added to A1' } });
  const [event] = (await e.store.lastRecords([wave.id], 1));
  expect(event?.event.type).toBe('MachinesAdded');
  expect((await e.usecases.waveView(wave.id))?.approval).toBeNull();
});

test('whatever changes a wave wakes its card in the same commit, also where much else is woken', async () => {
  type Commit = Parameters<typeof e.store.commit>[0];
  const commits: Commit[] = [];
  const commit = (c: Commit) => (commits.push(c), e.store.commit(c));
  const usecases = makeUseCases({ ...e.deps, store: { ...e.store, commit } });
  /** The waves that a step changed, and those whose card it did not wake with that. */
  const changed = async (step: Promise<{ readonly ok: boolean }>): Promise<{ readonly waves: number; readonly silent: readonly string[] }> => {
    commits.length = 0;
    expect(await step).toMatchObject({ ok: true });
    const of = commits.map((c) => ({ ids: c.changes.filter((x) => x.kind === 'wave').map((x) => x.id as string), woken: (c.jobs ?? []).filter((j) => j.queue === 'notify').map((j) => j.key) }));
    return { waves: of.flatMap((c) => c.ids).length, silent: of.flatMap((c) => c.ids.filter((id) => !c.woken.includes(id))) };
  };
  const edit = (id: Wave['id'], change: Parameters<typeof usecases.editWave>[0]['edit']) => changed(usecases.editWave({ id, edit: change, who: OLA }));
  const [a, b] = [await made('N1', [member('web-03')]), await made('N2')];
  await seeded(a, { status: 'approved' });
  expect(await edit(a.id, { type: 'change', change: { note: 'read this' } })).toEqual({ waves: 1, silent: [] });
  expect(await edit(a.id, { type: 'move', instanceIds: [e.idOf('web-03')], to: b.id, group: 1 })).toEqual({ waves: 2, silent: [] });
  expect(await edit(b.id, { type: 'remove', instanceIds: [e.idOf('web-03')], reason: '' })).toEqual({ waves: 1, silent: [] });
  expect(await edit(b.id, { type: 'close', reason: 'a trial' })).toEqual({ waves: 1, silent: [] });
  expect(await edit(b.id, { type: 'reopen', reason: 'not a trial' })).toEqual({ waves: 1, silent: [] });
  expect(await changed(usecases.createWave({ wave: { ...EMPTY, name: 'N3' }, who: OLA }))).toEqual({ waves: 1, silent: [] });
  const read = await usecases.readPlan({ text: 'wave,machine,group\nN1,web-03,2\nN2,,\nN4,,\nN5,,', who: OLA, channel: HERE });
  if (!read.ok) throw new Error(read.error.code);
  expect(read.value.problems).toEqual([]);
  expect(await changed(usecases.applyPlan({ hash: read.value.hash, seal: read.value.seal, who: OLA, channel: HERE }))).toEqual({ waves: 3, silent: [] });
});

test('a machine whose cutover has begun is neither moved nor taken out, and its wave is not closed', async () => {
  const wave = await made('P1', [member('db-01')]);
  const other = await made('P2');
  const migration = migrationOf({ id: migrationIdFor(e.idOf('db-01'), 1), instanceId: e.idOf('db-01'), name: 'db-01', position: { phase: 'failing-over', approvalId: approvalIdOf(1) } });
  await e.store.commit({ at: e.deps.clock.now(), changes: [{ kind: 'migration', id: migration.id, version: 0, state: migration, events: [{ actor: by(OLA), event: { type: 'MigrationStarted', migration } }] }] });
  const edits = [{ type: 'move', instanceIds: [e.idOf('db-01')], to: other.id, group: null }, { type: 'remove', instanceIds: [e.idOf('db-01')], reason: '' }, { type: 'close', reason: 'done' }] as const;
  for (const edit of edits) expect((await e.usecases.tryEdit({ id: wave.id, edit })).ok).toBe(false);
  expect((await e.usecases.waveView(wave.id))?.rows[0]).toMatchObject({ machine: { name: 'db-01' }, status: { migration: { position: { phase: 'failing-over' } } } });
});

test('waves of Ferry come before tags; a wave that only tags name can be checked still', async () => {
  const before = await e.usecases.waves();
  expect(before.find((w) => w.wave === 'W07')?.machines).toBeGreaterThan(15);
  expect(await e.usecases.waveByName('w7')).toBeNull();
  const wave = await made('wave-07', [member('web-02')]);
  expect(await e.usecases.selected({ kind: 'wave', wave: 'W07' })).toHaveLength(1);
  expect((await e.usecases.waveByName('W7'))?.id).toBe(wave.id);
  expect(await e.usecases.auditTarget('w7')).toEqual({ kind: 'wave', wave: 'wave-07', id: wave.id, instances: [e.idOf('web-02')] });
  await e.usecases.editWave({ id: wave.id, edit: { type: 'close', reason: 'a trial' }, who: OLA });
  expect(await e.usecases.selected({ kind: 'wave', wave: 'W07' })).not.toHaveLength(1);
  expect(await e.usecases.createWave({ wave: { ...EMPTY, name: 'W07' }, who: OLA })).toMatchObject({ ok: false, error: { code: 'wave-exists', detail: { closed: 'yes' } } });
});

test('where a wave lands is read by name, and a name that Azure does not have is refused with those it has', async () => {
  const before = EMPTY.target;
  expect(await e.usecases.readTarget({ text: 'group=nowhere', before })).toMatchObject({ ok: false, error: { code: 'wave-target', detail: { known: expect.stringMatching(/\w/) } } });
  const [group] = await e.deps.target.resourceGroups();
  expect(await e.usecases.readTarget({ text: `group=${group?.name} size=Standard_D2s_v5`, before })).toEqual({ ok: true, value: { ...before, resourceGroupId: group?.id, size: 'Standard_D2s_v5' } });
  expect(await e.usecases.readTarget({ text: 'colour=red', before })).toMatchObject({ ok: false });
});

describe('a plan file that touches what people were asked for', () => {
  const read = async (text: string) => {
    const reading = await e.usecases.readPlan({ text, who: OLA, channel: HERE });
    if (!reading.ok) throw new Error(reading.error.code);
    expect(reading.value.problems).toEqual([]);
    return reading.value;
  };
  const apply = (r: { readonly hash: string; readonly seal: string }) => e.usecases.applyPlan({ ...r, who: OLA, channel: HERE });

  test('tells by number what becomes of each request, and that happens', async () => {
    const [a, b] = [await made('Q1', [member('db-02')]), await made('Q2', [member('db-03'), member('db-04')])];
    const [first, second] = [await seeded(a, { status: 'approved' }), await seeded(b, { status: 'requested' })];
    const reading = await read('wave,machine\nQ1,db-02\nQ1,app-03\nQ2,db-03');
    expect(reading.requests).toEqual([{ id: first, voided: true, without: [] }, { id: second, voided: false, without: ['db-04'] }]);
    expect(await apply(reading)).toMatchObject({ ok: true, value: { kind: 'applied' } });
    expect([(await e.store.approval(first))?.state.status, (await e.store.approval(second))?.state.status]).toEqual(['voided', 'requested']);
    expect((await e.store.approval(second))?.state.wave?.machines.map((m) => m.state)).toEqual(['in', 'left']);
  });

  test('does not end a request that was made after it was shown: it is shown anew', async () => {
    const wave = await made('Q3', [member('db-05')]);
    const reading = await read('wave,machine\nQ3,db-05\nQ3,app-02');
    expect(reading.requests).toEqual([]);
    const id = await seeded(wave, { status: 'approved' });
    const stale = await apply(reading);
    expect(stale).toMatchObject({ ok: true, value: { kind: 'stale', reading: { requests: [{ id, voided: true }] } } });
    expect((await e.store.approval(id))?.state.status).toBe('approved');
    expect((await e.usecases.waveByName('Q3'))?.members).toHaveLength(1);
    expect(await apply(stale.ok ? stale.value.reading : reading)).toMatchObject({ ok: true, value: { kind: 'applied' } });
    expect((await e.store.approval(id))?.state.status).toBe('voided');
  });
});

describe('which machines a text means', () => {
  const meant = async (text: string): Promise<readonly string[] | string> => {
    const selected = await e.usecases.selectMachines(text);
    return selected.ok ? selected.value.machines.map((m) => m.name) : selected.error.code;
  };

  test.each([
    { text: 'S1', is: ['app-05', 'app-06', 'web-05'], reason: 'a wave, by group and name' },
    { text: 's-01 GROUP: 2', is: 'selector-unknown', reason: 'a name that is not that of the wave' },
    { text: 's1, group: 2', is: ['web-05'], reason: 'odd spacing and case' },
    { text: 'S1 without app-05 and web-05', is: ['app-06'], reason: 'what is left out in words is never what is taken' },
    { text: 'the machines of S1 except group 2', is: ['app-05', 'app-06'], reason: 'a whole group left out' },
    { text: 'S1 tag:wave=w7 -app-06 group:1', is: ['app-05'], reason: 'a tag, a group, and a machine left out' },
    { text: 'S1 state:failed', is: 'selector-nothing', reason: 'nobody is in that state' },
    { text: 'S1 app-01', is: 'selector-unknown', reason: 'a machine of another wave' },
    { text: '-app-05', is: 'selector-of-what', reason: 'everything but one is not meant by that' },
    { text: 'S1 S2', is: 'selector-waves', reason: 'two waves' },
  ])('$text: $reason', async ({ text, is }) => {
    if ((await e.usecases.waveByName('S1')) === null) {
      await made('S1', [member('app-05'), member('app-06'), member('web-05', 2)]);
      await made('S2');
    }
    expect(await meant(text)).toEqual(is);
  });

  test('everything but one machine is asked for with `all`', async () => {
    const all = await meant('all -app-05');
    expect(all).not.toContain('app-05');
    expect(all).toEqual(expect.arrayContaining(['app-06', 'db-01']));
  });

  test('who waits as well when a machine is held: whoever needs it, not whoever runs in Azure', async () => {
    const [db, app, web] = [member('db-06'), { ...member('app-07', 2), needs: [e.idOf('db-06')] }, { ...member('web-04', 3), needs: [e.idOf('app-07')] }];
    await made('D1', [db, app, web]);
    expect(await e.usecases.dependants([db.instanceId])).toEqual(['app-07', 'web-04']);
    expect(await e.usecases.dependants([web.instanceId])).toEqual([]);
    const migration = migrationOf({ id: migrationIdFor(app.instanceId, 1), instanceId: app.instanceId, name: 'app-07', position: { phase: 'in-azure', failedOverAt: 0, vm: 'v' } });
    await e.store.commit({ at: e.deps.clock.now(), changes: [{ kind: 'migration', id: migration.id, version: 0, state: migration, events: [{ actor: by(OLA), event: { type: 'MigrationStarted', migration } }] }] });
    expect([await e.usecases.dependants([db.instanceId]), await e.usecases.dependants([app.instanceId])]).toEqual([[], []]);
  });
});

test('the board is in the order in which people are needed, then by window, then by name', async () => {
  const from = e.deps.clock.now() + 86_400_000;
  await e.usecases.createWave({ wave: { ...EMPTY, name: 'Z2', window: { from, to: from + 3_600_000, zone: 'UTC' } }, who: OLA });
  await e.usecases.createWave({ wave: { ...EMPTY, name: 'Z1', window: { from: from + 1, to: from + 3_600_000, zone: 'UTC' } }, who: OLA });
  const trouble = await made('Z9', [member('web-06')]);
  const stuck = migrationOf({ id: migrationIdFor(e.idOf('web-06'), 1), instanceId: e.idOf('web-06'), name: 'web-06', stuck: { since: 0, code: 'job-failed', act: null, jobId: null, failure: { code: 'x', message: 'x', causes: '', advice: '', task: null, activityId: null } } });
  await e.store.commit({ at: e.deps.clock.now(), changes: [{ kind: 'migration', id: stuck.id, version: 0, state: stuck, events: [{ actor: by(OLA), event: { type: 'MigrationStarted', migration: stuck } }] }] });
  const { waves } = await e.usecases.fleet();
  expect(waves[0]?.wave.id).toBe(trouble.id);
  expect(waves.map((w) => w.urgency)).toEqual(waves.map((w) => w.urgency).toSorted());
  const resting = waves.filter((w) => w.urgency === 3).map((w) => w.wave.name);
  expect(resting.slice(0, 2)).toEqual(['Z2', 'Z1']);
  expect(resting.slice(2)).toEqual(resting.slice(2).toSorted(new Intl.Collator('en', { numeric: true }).compare));
});
