/** The queue of machines that are to be replicated: real store, real adapters, the sandbox clouds. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dossierIdOf } from '../../src/domain/dossier/types.ts';
import type { InstanceId } from '../../src/domain/ids.ts';
import { FERRY } from '../../src/domain/person.ts';
import { HOUR } from '../../src/domain/time.ts';
import { startWaiting, waitingNow } from '../../src/usecases/bulk-start.ts';
import type { ReadyMachine } from '../../src/usecases/bulk-types.ts';
import { migrationChange } from '../../src/usecases/record.ts';
import { makeUseCases } from '../../src/usecases/use-cases.ts';
import { makeEnabler } from '../../src/workers/enabler.ts';
import { liveOf } from '../cards/fixtures.ts';
import { HERE, OLA, startEstate, type Estate } from '../usecases/support/estate.ts';

let e: Estate;
let ready: readonly ReadyMachine[];
beforeAll(async () => {
  e = await startEstate({ extraMachines: 12 });
  await e.usecases.inventory({ fresh: true });
  ready = await readyMachines();
}, 60_000);
afterAll(() => e.close());

async function readyMachines(): Promise<readonly ReadyMachine[]> {
  // What is chosen for the target brings up one more question.
  for (let round = 0; round < 3; round++) {
    const selected = await e.usecases.selectMachines('name:bulk*');
    if (!selected.ok) throw new Error(selected.error.code);
    const plan = await e.usecases.planReplication(selected.value);
    if (!plan.ok) throw new Error(plan.error.code);
    if (plan.value.barred.length === 0) return plan.value.ready;
    const machines = selected.value.machines.map((m) => m.instanceId);
    const answers = (await e.usecases.openQuestions(machines)).map((q) => ({ check: q.check, answer: 'yes' as const, note: '' }));
    await e.usecases.answerQuestions({ machines, answers, who: OLA });
  }
  throw new Error('the machines never became ready');
}

const queue = (machines: readonly ReadyMachine[], batch: number) => e.usecases.queueReplication({ machines, batch, wave: null, who: OLA, here: HERE });
const turn = (): Promise<void> => makeEnabler(e.deps, { everyMs: 1_000 }).enable('waiting', new AbortController().signal);
const begun = async (): Promise<readonly string[]> => (await e.store.migrations({ open: true })).map((s) => s.state.name).toSorted();
const waiting = async (): Promise<readonly string[]> => (await waitingNow(e.deps)).map((w) => ready.find((m) => m.instanceId === w.instanceId)?.name ?? '');
const endOf = async (id: InstanceId) => (await e.store.dossier(dossierIdOf(id)))?.state.lastQueued;

describe('the queue', () => {
  test('refuses a number at once that no appliance carries', async () => {
    for (const batch of [0, 51, 1.5]) expect(await queue(ready, batch)).toMatchObject({ ok: false, error: { code: 'figure-out-of-range' } });
    expect(await waiting()).toEqual([]);
  });

  test('the most at once is the deployer’s to say', async () => {
    const few = makeUseCases({ ...e.deps, policy: { ...e.deps.policy, copiesAtOnce: 3 } });
    expect(await few.queueReplication({ machines: ready, batch: 4, wave: null, who: OLA, here: HERE })).toMatchObject({ ok: false, error: { code: 'figure-out-of-range', detail: { range: 'from 1 to 3' } } });
    expect((await few.settings()).copiesAtOnce).toBe(3);
    expect(await waiting()).toEqual([]);
  });

  test('begins as many as may copy at once, with exactly what was confirmed, in its order', async () => {
    expect(await queue(ready.slice(0, 6), 2)).toMatchObject({ ok: true, value: { machines: 6, batch: 2 } });
    await turn();
    await turn();
    expect([await begun(), await waiting()]).toEqual([['bulk-0001', 'bulk-0002'], ['bulk-0003', 'bulk-0004', 'bulk-0005', 'bulk-0006']]);
    const first = await e.store.migrationOf(ready[0]?.instanceId as InstanceId);
    expect(first?.state).toMatchObject({ owner: OLA, home: HERE, target: { vmName: ready[0]?.choices.vmName, size: ready[0]?.choices.size, subnet: ready[0]?.choices.subnet } });
    expect(await endOf(ready[0]?.instanceId as InstanceId)).toMatchObject({ outcome: 'started' });
  });

  test('counts those that are begun or wait as under way: they are not offered a second time', async () => {
    const selected = await e.usecases.selectMachines('name:bulk-000*');
    const plan = selected.ok ? await e.usecases.planReplication(selected.value) : selected;
    expect(plan.ok && plan.value.under.length).toBe(6);
  });

  test('waits while everything is held', async () => {
    await e.usecases.holdAll({ reason: 'the line is down', who: OLA });
    await stick('bulk-0001');
    await turn();
    expect(await waiting()).toHaveLength(4);
    await e.usecases.resumeAll(OLA);
  });

  test('goes on past a machine that failed: it keeps nobody back', async () => {
    await turn();
    expect(await begun()).toEqual(['bulk-0001', 'bulk-0002', 'bulk-0003']);
  });

  test('begins nothing that was called off, and nothing twice when two replicas work at once', async () => {
    const off = await e.usecases.callOffReplication({ instances: [ready[5]?.instanceId as InstanceId], reason: 'agent', who: OLA });
    expect(off).toEqual({ ok: true, value: ['bulk-0006'] });
    const next = await waitingNow(e.deps);
    const counts = await Promise.all([startWaiting(e.deps, next), startWaiting(e.deps, next)]);
    expect(counts.map((c) => (c.ok ? c.value.begun : -1)).reduce((a, b) => a + b)).toBe(2);
    expect([await begun(), await waiting()]).toEqual([['bulk-0001', 'bulk-0002', 'bulk-0003', 'bulk-0004', 'bulk-0005'], []]);
    const started = (await e.store.events(`m-${(ready[3]?.instanceId ?? '').slice(2)}-1` as never)).filter((r) => r.event.type === 'MigrationStarted');
    expect(started).toHaveLength(1);
    expect(await endOf(ready[5]?.instanceId as InstanceId)).toMatchObject({ outcome: 'called-off', detail: { reason: 'agent' } });
  });

  test('leaves out what is not on offer any more, tells it, and goes on with the others', async () => {
    const [bad, good] = ready.slice(6, 8);
    if (bad === undefined || good === undefined) throw new Error('too few machines');
    await queue([{ ...bad, choices: { ...bad.choices, size: 'Standard_Gone_v1' } }, good], 50);
    await turn();
    expect(await waiting()).toEqual([]);
    expect((await begun()).at(-1)).toBe(good.name);
    expect(await endOf(bad.instanceId)).toMatchObject({ outcome: 'refused', code: 'unknown-choice' });
    const inbox = await e.usecases.inbox({ who: OLA, access: await e.deps.access(), all: false });
    expect(inbox.waits.map((w) => [w.kind, w.machines.map((m) => m.name)])).toContainEqual(['not-started', [bad.name]]);
  });
});

describe('first copies that stand still', () => {
  const names = (from: number, to: number): readonly string[] => ready.slice(from, to).map((m) => m.name);

  test('have the others begin one at a time where as many stand still as may copy at once', async () => {
    await standStill('bulk-0002', 'bulk-0003', 'bulk-0004', 'bulk-0005', 'bulk-0008');
    await queue(ready.slice(8, 11), 2);
    await turn();
    await turn();
    expect(await waiting()).toEqual(names(9, 11));
    await standStill('bulk-0009');
    await turn();
    await turn();
    expect(await waiting()).toEqual(names(10, 11));
  });

  test('keep no place otherwise: six that stand still leave seven of eight to others', async () => {
    await e.usecases.callOffReplication({ instances: ready.slice(10, 11).map((m) => m.instanceId), reason: 'x', who: OLA });
    await queue(ready.slice(10, 12), 8);
    await makeEnabler({ ...e.deps, policy: { ...e.deps.policy, copiesAtOnce: 1 } }, { everyMs: 1_000 }).enable('waiting', new AbortController().signal);
    expect(await waiting()).toHaveLength(2);
    await turn();
    expect(await waiting()).toEqual([]);
    expect((await begun()).slice(-2)).toEqual(names(10, 12));
  });
});

/** No byte of their first copy has come for two hours. */
async function standStill(...machines: readonly string[]): Promise<void> {
  const own = (await e.store.migrations({ open: true })).filter((s) => machines.includes(s.state.name));
  for (const stored of own) await e.store.commit({ at: e.deps.clock.now(), changes: [migrationChange(stored, [{ type: 'SeedingStarted' }], { at: e.deps.clock.now(), actor: FERRY })] });
  for (const { state } of own) await e.store.putLive(state.id, liveOf({ percent: 61, movedAt: e.deps.clock.now() }));
  e.pass(2 * HOUR);
}

/** A machine whose step failed. */
async function stick(name: string): Promise<void> {
  const stored = (await e.store.migrations({ open: true })).find((s) => s.state.name === name);
  if (stored === undefined) throw new Error(`no ${name}`);
  const failure = { code: 'x', message: 'x', causes: '', advice: '', task: null, activityId: null };
  await e.store.commit({ at: e.deps.clock.now(), changes: [migrationChange(stored, [{ type: 'BecameStuck', stuck: { code: 'refused', act: 'enableReplication', failure, jobId: null } }], { at: e.deps.clock.now(), actor: FERRY })] });
}
