/** What a round leaves behind, over the real store and the sandbox clouds; nobody takes the steps that it asks for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrationIdFor } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import { HOUR } from '../../src/domain/time.ts';
import type { JobRequest } from '../../src/ports/jobs.ts';
import type { Store } from '../../src/ports/store.ts';
import { migrationChange } from '../../src/usecases/record.ts';
import { makeObserver } from '../../src/workers/observer.ts';
import { planFor } from '../contracts/azure-support.ts';
import { HERE, OLA, startEstate, type Estate } from '../usecases/support/estate.ts';

let e: Estate;
let tick: () => Promise<void>;
/** The jobs that rounds asked for since the last look. */
const jobs: JobRequest[] = [];
beforeAll(async () => {
  e = await startEstate({ extraMachines: 1 });
  const store: Store = { ...e.store, endRound: (o) => (jobs.push(...o.jobs), e.store.endRound(o)) };
  const observer = makeObserver({ ...e.deps, store }, { everyMs: 1_000 });
  tick = () => observer.tick(e.deps.scope.vaultName);
}, 60_000);
afterAll(() => e.close());

/** Its replication is turned on for real; Ferry's record says that the first copy runs. */
async function copying(machine: string): Promise<Migration> {
  const instanceId = e.idOf(machine);
  const id = migrationIdFor(instanceId, 1);
  const target = await planFor(e.deps.replication, machine);
  await e.deps.replication.enable(`ferry-${id}`, target);
  const at = e.deps.clock.now();
  const migration: Migration = {
    ...{ id, scope: e.deps.scope.name, instanceId, name: machine, privateIp: '', itemName: `ferry-${id}`, target, owner: OLA, home: HERE },
    ...{ startedAt: at, position: { phase: 'seeding' }, positionSince: at, pending: null, finished: null, knownJobs: [], verdict: null, stuck: null, drift: null, sourceStoppedAt: null },
  };
  await e.store.commit({ at, changes: [migrationChange(null, [{ type: 'MigrationStarted', migration }], { at, actor: by(OLA) })] });
  return migration;
}

test('a first copy that went on while Ferry was down is not called stalled, neither before the first look nor after it', async () => {
  const m = await copying('bulk-0001');
  const percent = async (): Promise<number> => (await e.store.live(m.id))?.percent ?? -1;
  const isCalledStalled = async (): Promise<readonly boolean[]> => [(await e.usecases.selectMachines('state:stalled')).ok, (await e.usecases.fleet()).lone.length > 0 && (await e.usecases.status(m.id))?.outlook?.copy?.kind === 'stalled'];
  for (let turns = 0; turns < 200 && (await percent()) < 10; turns++) {
    e.sandbox.world.clock.advance(60);
    await tick();
  }
  const before = await percent();
  expect(before).toBeGreaterThanOrEqual(10);
  // Ferry is down for a night, and the copy goes on.
  e.sandbox.world.clock.advance(120);
  e.pass(9 * HOUR);
  expect(await isCalledStalled()).toEqual([false, false]);
  await tick();
  expect(await percent()).toBeGreaterThan(before);
  expect(await isCalledStalled()).toEqual([false, false]);
  await tick();
  expect(await isCalledStalled()).toEqual([false, false]);
  // Nothing moves any more, and somebody looks.
  e.sandbox.world.faults.clear();
  await fetch(`${e.sandbox.azureUrl}/_sandbox/machines/${m.instanceId}`, { method: 'POST', body: JSON.stringify({ agentStopped: true }) });
  await tick();
  // The list tells whole percents only: before it is called stalled after so long, its own bytes are read.
  e.pass(2 * HOUR);
  jobs.length = 0;
  await tick();
  expect(await isCalledStalled()).toEqual([false, false]);
  expect(jobs).toContainEqual({ queue: 'step', key: m.id });
  jobs.length = 0;
  await tick();
  expect(await isCalledStalled()).toEqual([true, true]);
  // Its card is made to say so, once.
  expect(jobs).toContainEqual({ queue: 'notify', key: m.id });
  jobs.length = 0;
  await tick();
  expect(jobs).not.toContainEqual({ queue: 'notify', key: m.id });
  // Azure cannot be read any more: what was seen before stays true.
  e.sandbox.world.faults.add({ match: { server: 'azure' }, effect: { status: 403 }, count: 500 });
  await tick();
  expect(await isCalledStalled()).toEqual([true, true]);
}, 60_000);

test('while Azure cannot be read nothing is called stalled by that', async () => {
  e.sandbox.world.faults.clear();
  const [stored] = await e.store.migrations({ open: true });
  await fetch(`${e.sandbox.azureUrl}/_sandbox/machines/${stored!.state.instanceId}`, { method: 'POST', body: JSON.stringify({ agentStopped: false }) });
  e.sandbox.world.clock.advance(120);
  await tick();
  expect((await e.usecases.selectMachines('state:stalled')).ok).toBe(false);
  e.sandbox.world.faults.add({ match: { server: 'azure' }, effect: { status: 403 }, count: 500 });
  await tick();
  e.pass(3 * HOUR);
  await tick();
  expect((await e.usecases.selectMachines('state:stalled')).ok).toBe(false);
}, 60_000);
