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
