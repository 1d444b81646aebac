// What a planted defect is. Both sides list theirs in this shape: the AWS side in this folder, the Azure side in ../../azure/plants.ts.
import type { World } from '../types.ts';

/** Where a defect is planted. `azure` is the Azure side that the control surface steers; only that side looks into it. */
export type PlantContext = {
  readonly world: World;
  readonly azure: unknown;
  /** The machine that was named; null when none was. */
  readonly instanceId: string | null;
};

/** Takes a defect away again, and touches nothing but what the defect had changed. */
export type Cure = () => void;

/** One defect. `plant` changes the world and gives back its cure; it throws a RangeError, in words, where it cannot be planted. */
export type Plant = {
  /** Upper case with underscores: what is wrong, for example `GROUP_9443_CLOSED`. */
  readonly name: string;
  /** The id of the check that has to find it. */
  readonly check: string;
  /** `machine` needs a machine to be named; `scope` concerns all of them, and one that is named only helps to choose. */
  readonly on: 'machine' | 'scope';
  plant(ctx: PlantContext): Cure;
};
