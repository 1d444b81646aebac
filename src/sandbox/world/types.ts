// The one simulated world that both servers share.
import type { AwsWorld } from './aws-world.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Sources } from './sources.ts';

/** Everything there is: time, what was asked, what shall go wrong, and the machines. */
export type World = {
  clock: Clock;
  journal: Journal;
  faults: Faults;
  sources: Sources;
  /** The EC2 side's own state; opaque to the Azure side. */
  aws: AwsWorld;
  options: { speed: number; /** Azure list page size. */ pageSize: number; extraMachines: number };
};
