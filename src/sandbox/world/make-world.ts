// Puts the simulated world together.
import { makeClock } from './clock.ts';
import { makeFaults } from './faults.ts';
import { makeJournal } from './journal.ts';
import { reseedAws, seedAws } from './seed.ts';
import { makeSources } from './sources-view.ts';
import type { World } from './types.ts';

/** A fresh world. */
export function makeWorld(options: { speed: number; pageSize: number; extraMachines: number }): World {
  const clock = makeClock({ speed: options.speed });
  const aws = seedAws({ now: clock.now(), extraMachines: options.extraMachines });
  return { clock, journal: makeJournal(), faults: makeFaults(), aws, sources: makeSources(aws, clock), options: { ...options } };
}

/** Brings a world back to its first state; the clock goes on, because time that ran backwards would be a fault of its own. */
export function resetWorld(world: World, extraMachines: number | null): void {
  if (extraMachines !== null) world.options.extraMachines = extraMachines;
  world.journal.clear();
  world.faults.clear();
  reseedAws(world.aws, { now: world.clock.now(), extraMachines: world.options.extraMachines });
}
