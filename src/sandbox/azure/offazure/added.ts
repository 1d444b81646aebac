// Which machines the operator has added to the appliance: nearly all, so that "not visible yet" can be met as well.
import type { SourceMachine } from '../../world/sources.ts';
import type { World } from '../../world/types.ts';

const notAdded = new Set(['web-08', 'app-07', 'app-08']);
const waveSize = 25;

/** The machines of the wave, without the extra ones of a load test. */
export function machinesOfWave(world: World): readonly SourceMachine[] {
  const machines = world.sources.list();
  return machines.slice(0, Math.max(waveSize, machines.length - world.options.extraMachines));
}

/** True when the appliance knew the machine from the start; one that did not run could not be added. */
export function isAddedToAppliance(machine: SourceMachine): boolean {
  if (notAdded.has(machine.name) || machine.privateIp === '') return false;
  return machine.running && !machine.terminated;
}
