// Machines of the physical site: the ones the operator has added, and those that are not in this AWS account.
import type { SourceMachine } from '../../world/sources.ts';
import type { Call } from '../call.ts';
import { same } from '../fields.ts';
import { guidOf } from '../ids.ts';
import { machineNameOf, siteId } from './paths.ts';

type Around = Pick<Call, 'state' | 'world'>;

/** The ARM id of a machine of the site. */
export function machineId(instanceId: string): string {
  return `${siteId}/machines/${machineNameOf(instanceId)}`;
}

/** The BIOS id of an instance; EC2 gives each its own. */
export function biosGuidOf(instanceId: string): string {
  return guidOf(`bios/${instanceId}`);
}

/** All machines of this account that the appliance knows. */
export function addedMachines(call: Around): readonly SourceMachine[] {
  return call.world.sources.list().filter((machine) => call.state.added.has(machine.instanceId));
}

/** The machine with that ARM id, or null when the appliance does not know it or has lost it. */
export function findAdded(call: Around, id: string): SourceMachine | null {
  const found = addedMachines(call).find((machine) => same(machineId(machine.instanceId), id)) ?? null;
  return found !== null && call.state.estate.discovery.deleted.has(found.instanceId) ? null : found;
}
