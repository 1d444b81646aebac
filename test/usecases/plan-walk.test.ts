/** A wave of six machines in three groups that is driven by its recovery plan, over the real core, store and clouds, while Ferry is killed at any write and jobs fail. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Approval } from '../../src/domain/approval/types.ts';
import { waveIdOf, type WaveId } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import type { AnyEvent } from '../../src/ports/changes.ts';
import { waveChange } from '../../src/usecases/record.ts';
import { PEOPLE, startField, type Field, type Ready } from '../schedules/support/field.ts';
import { Killed, makeReplica, type Replica } from '../schedules/support/replica.ts';

const SIZE = 6;
/** Three at most, see below. */
const RUNS = 2;
const MINUTE = 60_000;
let f: Field;
let waves = 0;
// A field of its own for the property: the subnet of the sandbox takes no more machines than these.
const open = (cases: number) => async (): Promise<void> => {
  waves = 0;
  f = await startField({ machines: SIZE * cases });
};

type Case = { readonly name: string; readonly id: WaveId; readonly machines: readonly Ready[] };

async function makeWave(drive: Wave['policy']['drive'] = 'plan'): Promise<Case> {
  const n = ++waves;
  const machines = Array.from({ length: SIZE }, () => f.take()!);
  const [name, id, at] = [`W${n}`, waveIdOf(f.deps.scope.name, String(n)), f.deps.clock.now()];
  const members = machines.map((m, i) => ({ instanceId: m.instanceId, name: m.name, group: Math.floor(i / 2) + 1, needs: [] }));
  const wave: Wave = { id, scope: f.deps.scope.name, name, owner: PEOPLE.ola, members, window: null, target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: null, policy: { onFailure: 'stop', drive }, note: '', createdAt: at, edited: { by: PEOPLE.ola, at }, plan: null, closed: null };
  await f.eye.commit({ at, changes: [waveChange(null, [{ type: 'WaveCreated', wave }], { at, actor: by(PEOPLE.ola) })] });
  return { name, id, machines };
}

const migrationOf = async (m: Ready): Promise<Migration> => (await f.eye.migration(m.id))!.state;
const phases = async (c: Case): Promise<readonly string[]> => Promise.all(c.machines.map(async (m) => (await migrationOf(m)).position.phase));
const waveOf = async (c: Case): Promise<Wave> => (await f.eye.wave(c.id))!.state;
const logOf = async (c: Case): Promise<readonly AnyEvent[]> => (await f.eye.events(c.id)).map((r) => r.event);
const posts = (of: RegExp) => f.estate.sandbox.world.journal.list().filter((e) => e.method === 'POST' && of.test(e.path));
const planPosts = async (c: Case, verb: string) => posts(new RegExp(`/replicationRecoveryPlans/${(await waveOf(c)).plan!.name}/${verb}$`, 'i'));
const itemPosts = (m: Ready, verb: string) => posts(new RegExp(`/${m.itemName}/${verb}$`, 'i'));

/** Everybody does what they are to do once. */
async function round(r: Replica, c: Case): Promise<void> {
  for (const m of c.machines) {
    if ((await migrationOf(m)).position.phase === 'quiescing') await r.usecases.confirmQuiesce(m.id, PEOPLE.ola);
    await r.executor.step(m.id, new AbortController().signal);
  }
  await r.timers.fire(`plan:${c.id}`);
}

async function rounds(r: Replica, c: Case, o: { readonly until: () => Promise<boolean>; readonly most: number }): Promise<void> {
  for (let n = 0; n < o.most && !(await o.until()); n++) {
    f.pass(4 * MINUTE);
    await round(r, c);
  }
  expect([await phases(c), await o.until()]).toEqual([expect.anything(), true]);
}

async function ask(r: Replica, c: Case): Promise<Approval> {
  const asked = await r.usecases.requestWave({ id: c.id, operation: 'cutover', machines: c.machines.map((m) => m.id), note: '', who: PEOPLE.ola });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  for (const who of [PEOPLE.ana, PEOPLE.bob]) {
    const given = await r.usecases.approve({ id: asked.value.id, who, comment: '', typed: c.name });
    if (!given.ok) throw new Error(JSON.stringify(given.error));
  }
  return asked.value;
}

/** What an approval lets begin, by its listing. */
async function listed(r: Replica, id: Approval['id']): Promise<{ readonly plans: readonly object[]; readonly alone: readonly string[] }> {
  const run = await r.usecases.dryRunApproval({ id, who: PEOPLE.ola });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  const plans = (run.value.plans ?? []).map((p) => ({ wave: p.wave, saves: p.saves.length, run: p.run?.groups.flatMap((g) => g.machines).length ?? null, bar: p.bar }));
  return { plans, alone: run.value.machines.flatMap((m) => m.steps.map((s) => s.kind)) };
}

const inAzure = async (c: Case): Promise<boolean> => (await phases(c)).every((p) => p === 'in-azure');
const stopped = async (c: Case): Promise<boolean> => (await f.deps.source.power(c.machines.map((m) => m.instanceId))).every((s) => s.power === 'stopped');

describe('a wave by plan', () => {
  beforeAll(open(3), 60_000);
  afterAll(() => f.close());

  test('the plan is saved, tests all of them in one job, cleans up in one job, and fails them over in one job once all are stopped', async () => {
    const c = await makeWave();
    const down: boolean[] = [];
    const r = makeReplica(f.deps, f.eye, async (act) => {
      if (act === 'startFailover') down.push(await stopped(c));
    });
    await rounds(r, c, { until: async () => (await waveOf(c)).plan !== null, most: 5 });
    expect((await waveOf(c)).plan).toMatchObject({ trouble: null, jobId: expect.stringMatching(/-/) });
    expect((await logOf(c)).map((e) => e.type)).toEqual(['WaveCreated', 'RecoveryPlanIntended', 'RecoveryPlanSent', 'RecoveryPlanSaved']);
    await round(r, c);
    expect(f.estate.sandbox.world.journal.list().filter((e) => e.method === 'PUT' && /replicationRecoveryPlans/.test(e.path))).toHaveLength(1);

    const asked = await r.usecases.bulk({ act: { verb: 'test' }, machines: c.machines.map((m) => m.id), who: PEOPLE.ola });
    expect([asked.begun.length, asked.refused]).toEqual([SIZE, []]);
    await rounds(r, c, { until: async () => (await phases(c)).every((p) => p === 'test-review'), most: 20 });
    for (const m of c.machines) {
      expect(await phases(c)).not.toContain('tested');
      await r.usecases.giveVerdict({ id: m.id, works: true, reason: '', who: PEOPLE.ola });
      await round(r, c);
    }
    await rounds(r, c, { until: async () => (await phases(c)).every((p) => p === 'tested'), most: 20 });
    expect([(await planPosts(c, 'testFailover')).length, (await planPosts(c, 'testFailoverCleanup')).length]).toEqual([1, 1]);

    const approval = await ask(r, c);
    expect(approval.wave?.drive).toBe('plan');
    expect(await listed(r, approval.id)).toEqual({ plans: [{ wave: c.name, saves: 0, run: SIZE, bar: null }], alone: c.machines.map(() => 'stopSource') });
    await rounds(r, c, { until: () => inAzure(c), most: 40 });
    expect(await planPosts(c, 'unplannedFailover')).toHaveLength(1);
    expect(down).toEqual([true]);
    for (const m of c.machines) {
      for (const verb of ['testFailover', 'testFailoverCleanup', 'unplannedFailover']) expect(itemPosts(m, verb)).toEqual([]);
      expect(await f.eye.verify(m.id)).toBeNull();
    }
    expect((await f.eye.approval(approval.id))!.state.status).toBe('done');
    expect((await waveOf(c)).planRun).toMatchObject({ act: 'startFailover', status: 'ended', approvalId: approval.id });
    expect(await f.eye.verify(c.id)).toBeNull();
  });

  test('a plan that somebody changes in the portal is told; while a request is open it is neither written over nor run, and the machines can go by themselves', async () => {
    const c = await makeWave();
    const r = makeReplica(f.deps, f.eye, () => Promise.resolve());
    await rounds(r, c, { until: async () => (await waveOf(c)).plan !== null, most: 5 });
    const { name } = (await waveOf(c)).plan!;
    const { items } = (await f.deps.replication.list(0)).value;
    const own = items.filter((i) => c.machines.some((m) => m.itemName === i.name)).map((i) => ({ armId: i.armId, internalId: i.internalId! }));
    const asked = await ask(r, c);
    await f.deps.replication.savePlan({ name, groups: [own.slice(1)] });
    await rounds(r, c, { until: async () => (await phases(c)).every((p) => p === 'source-stopped'), most: 30 });
    for (let n = 0; n < 4; n++) {
      f.pass(4 * MINUTE);
      await round(r, c);
    }
    expect((await waveOf(c)).plan).toMatchObject({ trouble: 'changed' });
    expect((await f.deps.replication.plan(name)).value?.groups).toHaveLength(1);
    expect([await phases(c), (await planPosts(c, 'unplannedFailover')).length]).toEqual([Array.from({ length: SIZE }, () => 'source-stopped'), 0]);
    expect(await listed(r, asked.id)).toEqual({ plans: [{ wave: c.name, saves: 0, run: null, bar: 'changed' }], alone: [] });
    const changed = await r.usecases.editWave({ id: c.id, edit: { type: 'change', change: { policy: { onFailure: 'stop', drive: 'machines' } } }, who: PEOPLE.ola });
    expect(changed.ok).toBe(true);
    expect(await listed(r, asked.id)).toEqual({ plans: [], alone: c.machines.map(() => 'startFailover') });
    await rounds(r, c, { until: () => inAzure(c), most: 40 });
    for (const m of c.machines) expect(itemPosts(m, 'unplannedFailover')).toHaveLength(1);
    expect(await planPosts(c, 'unplannedFailover')).toEqual([]);
  });

  test('an answer that is lost while the vault cannot be listed: people are asked, nobody is failed over twice, and what the plan does later is nobody’s change from outside', async () => {
    const c = await makeWave();
    const r = makeReplica(f.deps, f.eye, () => Promise.resolve());
    await ask(r, c);
    const { faults } = f.estate.sandbox.world;
    faults.add({ match: { server: 'azure', method: 'POST', path: '/replicationRecoveryPlans/[^/]+/unplannedFailover$' }, effect: { status: 500, afterwards: true } });
    await rounds(r, c, { until: async () => ((await waveOf(c)).planRun ?? null) !== null, most: 40 });
    expect((await waveOf(c)).planRun?.status).toBe('uncertain');
    // Jobs cannot be listed, so neither the job of the plan nor those of its machines are found; it works through its groups meanwhile.
    faults.add({ match: { server: 'azure', method: 'GET', path: '/replicationJobs$' }, effect: { status: 403 }, count: 1_000 });
    for (let n = 0; n < 40 && !(await inAzure(c)); n++) {
      f.pass(n < 14 ? MINUTE : 5 * MINUTE);
      if (n === 14) faults.clear();
      for (const m of c.machines) if ((await migrationOf(m)).stuck !== null) await r.usecases.retry(m.id, PEOPLE.ola);
      await round(r, c);
    }
    expect((await Promise.all(c.machines.map(migrationOf))).map((m) => [m.position.phase, m.drift])).toEqual(c.machines.map(() => ['in-azure', null]));
    expect(await planPosts(c, 'unplannedFailover')).toHaveLength(1);
    const jobs = (await f.deps.replication.list(0)).value.jobs.filter((j) => j.scenario === 'UnplannedFailover');
    for (const m of c.machines) expect(jobs.filter((j) => j.targetObjectName.includes(m.name))).toHaveLength(1);
  });
});

type Move = { readonly do: 'work' | 'plan' | 'pass' | 'observe' | 'job-fails'; readonly who: number; readonly kill: { readonly at: number; readonly when: 'before' | 'after' } | null };
const move = fc.record<Move>({
  do: fc.constantFrom<Move['do'][]>('work', 'work', 'work', 'plan', 'plan', 'pass', 'observe', 'job-fails'),
  who: fc.nat({ max: SIZE - 1 }),
  kill: fc.option(fc.record({ at: fc.integer({ min: 1, max: 4 }), when: fc.constantFrom<('before' | 'after')[]>('before', 'after') }), { nil: null, freq: 3 }),
});

describe('a wave by plan while Ferry is killed', () => {
  beforeAll(open(RUNS + 1), 60_000);
  afterAll(() => f.close());

  test('a plan that is only kept: a machine whose replication somebody disables is told, and leaves it once that is taken as the truth', async () => {
    const c = await makeWave('kept');
    const r = makeReplica(f.deps, f.eye, () => Promise.resolve());
    const saves = () => f.estate.sandbox.world.journal.list().filter((e) => e.method === 'PUT' && /replicationRecoveryPlans/.test(e.path)).length;
    await rounds(r, c, { until: async () => (await waveOf(c)).plan !== null, most: 5 });
    const [gone] = c.machines;
    await fetch(`${f.estate.sandbox.azureUrl}/_sandbox/machines/${gone!.instanceId}`, { method: 'POST', body: JSON.stringify({ portalDisable: true }) });
    await rounds(r, c, { until: async () => (await migrationOf(gone!)).drift?.code === 'item-gone' && (await waveOf(c)).plan?.trouble === 'changed', most: 10 });
    await round(r, c);
    expect(saves()).toBe(1);
    expect((await r.usecases.adoptDrift(gone!.id, PEOPLE.ola)).ok).toBe(true);
    await rounds(r, c, { until: async () => (await migrationOf(gone!)).position.phase === 'abandoned' && (await waveOf(c)).plan?.trouble === null, most: 10 });
    expect((await f.deps.replication.plan((await waveOf(c)).plan!.name)).value?.groups.flat()).toEqual(c.machines.slice(1).map((m) => m.itemName).toSorted());
    // Driven by it from now on, and asked for a part of it: that is what the plan has first, then what is left.
    await r.usecases.editWave({ id: c.id, edit: { type: 'change', change: { policy: { onFailure: 'stop', drive: 'plan' } } }, who: PEOPLE.ola });
    const part = { ...c, machines: c.machines.slice(1, 4) };
    const approval = await ask(r, part);
    expect(await listed(r, approval.id)).toEqual({ plans: [{ wave: c.name, saves: 1, run: 3, bar: null }], alone: part.machines.map(() => 'stopSource') });
    await rounds(r, part, { until: () => inAzure(part), most: 40 });
    await rounds(r, part, { until: () => Promise.resolve(saves() === 3), most: 10 });
    const sent = f.estate.sandbox.world.journal.list().filter((e) => e.method !== 'GET' && /replicationRecoveryPlans/.test(e.path)).map((e) => (e.method === 'PUT' ? [...e.body.matchAll(/"virtualMachineId"/g)].length : e.path.split('/').at(-1)));
    expect(sent).toEqual([SIZE, 3, 'unplannedFailover', 2]);
  });

  test('wherever Ferry is killed, one intent sends one request at most, nobody is failed over twice, and all of them arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 40 }), async (moves) => {
        const c = await makeWave();
        const down: boolean[] = [];
        const fresh = (): Replica => makeReplica(f.deps, f.eye, async (act, subject) => {
          if (act === 'startFailover' && subject.startsWith('ferry-w')) down.push(await stopped(c));
        });
        let r = fresh();
        await ask(r, c);
        const DOES: { readonly [D in Move['do']]: (m: Ready) => Promise<unknown> } = {
          work: (m) => round(r, { ...c, machines: [m] }),
          plan: () => r.timers.fire(`plan:${c.id}`),
          observe: () => r.observer.tick('rsv-mig-weu'),
          pass: () => {
            f.pass(3 * MINUTE);
            return Promise.resolve();
          },
          'job-fails': async (m) => (await fetch(`${f.estate.sandbox.azureUrl}/_sandbox/machines/${m.instanceId}`, { method: 'POST', body: JSON.stringify({ failNextJob: { scenario: 'UnplannedFailover', code: '' } }) })).text(),
        };
        // As far as the source of the last one, then anything.
        await rounds(r, c, { until: async () => (await phases(c)).every((p) => p === 'source-stopped'), most: 40 }).catch(() => undefined);
        for (const m of moves) {
          r.prepare({ kill: m.kill, storeBreaks: 0, meanwhile: null });
          try {
            await DOES[m.do](c.machines[m.who]!);
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
          }
          if (r.isDead()) r = fresh();
          else r.prepare({ kill: null, storeBreaks: 0, meanwhile: null });
        }
        for (let n = 0; n < 60 && !(await inAzure(c)); n++) {
          f.pass(8 * MINUTE);
          for (const m of c.machines) if ((await migrationOf(m)).stuck !== null) await r.usecases.retry(m.id, PEOPLE.ola);
          await round(r, c);
        }
        const ends = await Promise.all(c.machines.map(migrationOf));
        expect(ends.map((m) => [m.position.phase, m.stuck?.code ?? null, m.drift, m.pending])).toEqual(c.machines.map(() => ['in-azure', null, null, null]));
        const log = await logOf(c);
        const sent = await planPosts(c, 'unplannedFailover');
        expect(sent.length).toBeLessThanOrEqual(log.filter((e) => e.type === 'PlanRunIntended').length);
        expect(log.filter((e) => e.type === 'PlanRunIntended').length).toBe(1);
        expect(down).toEqual(down.map(() => true));
        for (const m of c.machines) {
          const own = (await f.eye.events(m.id)).map((e) => e.event);
          const failed = own.filter((e) => e.type === 'JobFailed' && e.act === 'startFailover' && e.failure.code !== 'NotReached').length;
          const jobs = new Set(own.flatMap((e) => ((e.type === 'ActAdopted' || e.type === 'ActAccepted') && e.act === 'startFailover' && e.jobId !== null ? [e.jobId] : [])));
          expect(jobs.size - failed).toBeLessThanOrEqual(1);
          expect(await f.eye.verify(m.id)).toBeNull();
        }
        expect((await f.eye.approvals())[0]!.state.status).toMatch(/done|failed/);
      }),
      { numRuns: RUNS, endOnFailure: true, ...(process.env['FERRY_SEED'] === undefined ? {} : { seed: Number(process.env['FERRY_SEED']) }) },
    );
  }, 60_000 * (RUNS + 1));
});
