/** Waves whose machines are replicated and tested already: replication is turned on for real, that the first copy was made and the test was good is on record. */
import { setTimeout as pause } from 'node:timers/promises';
import { conversationIdFromActivity, userIdFromActivity, waveIdOf } from '../../../src/domain/ids.ts';
import { by, type Person } from '../../../src/domain/person.ts';
import type { Wave } from '../../../src/domain/wave/types.ts';
import { waveKey } from '../../../src/domain/waves.ts';
import { waveChange } from '../../../src/usecases/record.ts';
import { makeReady } from '../../schedules/support/field.ts';
import { depsOver } from '../../usecases/support/estate.ts';
import { CHANNEL, OLA, TENANT } from './chat.ts';
import type { World } from './world.ts';
import { makeClock } from '../../../src/adapters/clock.ts';

const THREE_HOURS_S = 3 * 3_600;

/** By name of the wave its groups; the machines are the first of the extra ones, `bulk-0001` and on. Somebody else than Ola planned them. */
export async function readyWaves(w: World, waves: Readonly<Record<string, readonly (readonly string[])[]>>): Promise<void> {
  const ola: Person = { id: userIdFromActivity(OLA.oid), tenant: TENANT, name: OLA.name };
  const count = Object.values(waves).flat(2).length;
  await w.look(async (store) => {
    const deps = depsOver({ sandbox: w.sandbox, store, clock: makeClock(), pause: (ms) => pause(ms) });
    const ready = await makeReady(deps, count, () => w.sandbox.world.clock.advance(THREE_HOURS_S), { owner: ola, home: conversationIdFromActivity(CHANNEL.id) });
    const at = deps.clock.now();
    for (const [name, groups] of Object.entries(waves)) {
      const members = groups.flatMap((group, n) => group.map((machine) => ({ instanceId: ready.find((r) => r.name === machine)!.instanceId, name: machine, group: n + 1, needs: [] })));
      const wave: Wave = {
        ...{ id: waveIdOf(deps.scope.name, waveKey(name)), scope: deps.scope.name, name, owner: ola, members, window: null, target: { resourceGroupId: null, networkId: null, subnet: null, size: null } },
        ...{ approvers: null, after: [], channel: conversationIdFromActivity(CHANNEL.id), policy: { onFailure: 'stop', drive: 'machines' }, note: '', createdAt: at, edited: { by: ola, at }, plan: null, closed: null },
      };
      await store.commit({ at, changes: [waveChange(null, [{ type: 'WaveCreated', wave }], { at, actor: by(ola) })] });
    }
  });
}
