// The state of an untouched subscription.
import type { World } from '../world/types.ts';
import { seedEstate } from './estate/seed.ts';
import { isAddedToAppliance } from './offazure/added.ts';
import type { State } from './state.ts';

/** An untouched subscription. */
export function makeState(world: World, salt: string): State {
  const startedAt = world.clock.now();
  return {
    startedAt,
    salt,
    items: new Map(),
    jobs: new Map(),
    running: new Set(),
    vms: new Map(),
    policies: new Map(),
    mappings: new Map(),
    protectables: new Map(),
    plans: new Map(),
    alerts: new Map(),
    events: [],
    activity: [],
    orderedFailures: new Map(),
    orderedWaits: new Map(),
    powerOperations: new Map(),
    added: new Set(world.sources.list().filter((machine) => isAddedToAppliance(machine)).map((machine) => machine.instanceId)),
    estate: seedEstate(startedAt),
    itemsSettledTo: startedAt,
    sequence: 0,
  };
}
