// What a defect of the Azure side is made of: the ground it is planted in, and how it finds its machine and its item there.
import type { Cure } from '../../world/plants/types.ts';
import type { SourceMachine } from '../../world/sources.ts';
import type { World } from '../../world/types.ts';
import type { Item } from '../items/model.ts';
import type { State } from '../state.ts';

/** Where a defect is planted; the state is settled up to `now`. */
export type Ground = { readonly state: State; readonly world: World; readonly now: number; readonly instanceId: string | null };

/** One defect: `machine` needs a machine to be named, `scope` concerns all of them. */
export type Defect = { readonly name: string; readonly check: string; readonly on: 'machine' | 'scope'; readonly spoil: (ground: Ground) => Cure };

/** A defect of everything. */
export function onScope(name: string, check: string, spoil: Defect['spoil']): Defect {
  return { name, check, on: 'scope', spoil };
}

/** The machine that was named. */
export function machineOf(ground: Ground): SourceMachine {
  const machine = ground.instanceId === null ? null : ground.world.sources.byInstanceId(ground.instanceId);
  if (machine === null) throw new RangeError('This defect needs a machine that is there.');
  return machine;
}

/** A defect of one machine. */
export function onMachine(name: string, check: string, spoil: (ground: Ground, machine: SourceMachine) => Cure): Defect {
  return { name, check, on: 'machine', spoil: (ground) => spoil(ground, machineOf(ground)) };
}

function itemOf(ground: Ground, machine: SourceMachine): Item {
  const item = [...ground.state.items.values()].find((candidate) => candidate.facts.instanceId === machine.instanceId);
  if (item === undefined) throw new RangeError(`${machine.name} is not replicated; this defect is one of its replication.`);
  return item;
}

/** A defect of the replication of one machine, which has to be there. */
export function onItem(name: string, check: string, spoil: (ground: Ground, item: Item) => Cure): Defect {
  return onMachine(name, check, (ground, machine) => spoil(ground, itemOf(ground, machine)));
}
