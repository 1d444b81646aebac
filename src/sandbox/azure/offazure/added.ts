// Which machines the operator has added to the appliance: nearly all, so that "not visible yet" can be met as well.
import type { SourceMachine } from '../../world/sources.ts';

const notAdded = new Set(['web-08', 'app-07', 'app-08']);
/** True when the appliance knew the machine from the start; one that did not run could not be added. */
export function isAddedToAppliance(machine: SourceMachine): boolean {
  if (notAdded.has(machine.name) || machine.privateIp === '') return false;
  return machine.running && !machine.terminated;
}
