// Machines of the physical site: the ones the operator has added.
import type { SourceMachine } from '../../world/sources.ts';
import type { Call } from '../call.ts';
import { same } from '../fields.ts';
import { machineNameOf, siteId } from './paths.ts';

/** The ARM id of a machine of the site. */
export function machineId(instanceId: string): string {
  return `${siteId}/machines/${machineNameOf(instanceId)}`;
}

/** All machines the appliance knows. */
export function addedMachines(call: Pick<Call, 'state' | 'world'>): readonly SourceMachine[] {
  return call.world.sources.list().filter((machine) => call.state.added.has(machine.instanceId));
}

/** The machine with that ARM id, or null when the appliance does not know it. */
export function findAdded(call: Pick<Call, 'state' | 'world'>, id: string): SourceMachine | null {
  return addedMachines(call).find((machine) => same(machineId(machine.instanceId), id)) ?? null;
}
