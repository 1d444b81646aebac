/** What a look at the EC2 machines writes about many of them at once, over the real store and the sandbox clouds. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrationIdFor } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import type { Stored } from '../../src/ports/changes.ts';
import type { Store } from '../../src/ports/store.ts';
import { migrationChange } from '../../src/usecases/record.ts';
import { makeSourceWatch } from '../../src/workers/source-watch.ts';
import { planFor } from '../contracts/azure-support.ts';
import { HERE, OLA, startEstate, type Estate } from '../usecases/support/estate.ts';

const MACHINES = 120;
const MOVED_ON = 60;

let e: Estate;
beforeAll(async () => { e = await startEstate({ extraMachines: MACHINES }); }, 60_000);
afterAll(() => e.close());

const nameOf = (n: number): string => `bulk-${String(n + 1).padStart(4, '0')}`;

async function begun(): Promise<readonly Stored<Migration>[]> {
  const target = await planFor(e.deps.replication, nameOf(0));
  const at = e.deps.clock.now();
  const changes = Array.from({ length: MACHINES }, (_, n) => {
    const instanceId = e.idOf(nameOf(n));
    const id = migrationIdFor(instanceId, 1);
    const migration: Migration = {
      ...{ id, scope: e.deps.scope.name, instanceId, name: nameOf(n), privateIp: '', itemName: `ferry-${id}`, target, owner: OLA, home: HERE },
      ...{ startedAt: at, position: { phase: 'seeding' }, positionSince: at, pending: null, finished: null, knownJobs: [], verdict: null, stuck: null, drift: null, sourceStoppedAt: null },
    };
    return migrationChange(null, [{ type: 'MigrationStarted', migration }], { at, actor: by(OLA) });
  });
  await e.store.commit({ at, changes });
  return e.store.migrations({ open: true });
}

test('the first look at many machines takes few writes; one that has moved on meanwhile keeps no other back, and is looked at again', async () => {
  const open = await begun();
  const stale = open[MOVED_ON]!;
  const now = e.deps.clock.now();
  await e.store.commit({ at: now, changes: [migrationChange(stale, [{ type: 'MachineHeld', reason: 'somebody was faster' }], { at: now, actor: by(OLA) })] });
  let commits = 0;
  const store: Store = { ...e.store, commit: (o) => { commits += 1; return e.store.commit(o); } };
  const watch = makeSourceWatch({ ...e.deps, store });
  const look = async (stored: readonly Stored<Migration>[]): Promise<void> => watch.round({ open: stored, machines: await e.deps.source.list(), items: [], asOf: e.deps.clock.now() });
  const unknown = async (): Promise<readonly string[]> => (await e.store.migrations({ open: true })).flatMap((s) => (s.state.source === undefined ? [s.state.id] : []));

  await look(open);
  expect(await unknown()).toEqual([stale.state.id]);
  // Three of fifty at most, and the fifty of the one that had moved on each by itself.
  expect(commits).toBe(3 + 50);
  commits = 0;
  await look(await e.store.migrations({ open: true }));
  expect(await unknown()).toEqual([]);
  expect(commits).toBe(1);
}, 60_000);
