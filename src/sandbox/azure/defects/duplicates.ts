// Defects of a machine that only the vault shows: it is replicated already, or a twin of it is.
import { all, put } from '../../world/plants/change.ts';
import type { Cure } from '../../world/plants/types.ts';
import type { SourceMachine } from '../../world/sources.ts';
import { protectablePath } from '../infrastructure/protectable-path.ts';
import { biosGuidOf, machineId } from '../offazure/machines.ts';
import { vaults, type ProviderKind, type Vault } from '../vault-list.ts';
import { onMachine, type Defect, type Ground } from './defect.ts';
import { addItem } from './items.ts';

function vaultOf(kind: ProviderKind): Vault {
  const vault = vaults.find((candidate) => candidate.kind === kind);
  if (vault === undefined) throw new RangeError(`There is no vault of ${kind}.`);
  return vault;
}

// The classic server knows its machines under ids of its own.
function discoveredIdIn(ground: Ground, vault: Vault, machine: SourceMachine): string {
  if (vault.kind === 'InMageRcm') return machineId(machine.instanceId);
  const known = [...ground.state.protectables.values()].find((entry) => entry.instanceId === machine.instanceId);
  return known === undefined ? '' : protectablePath(vault, known);
}

function protectIn(kind: ProviderKind): (ground: Ground, machine: SourceMachine) => Cure {
  return (ground, machine) => {
    const vault = vaultOf(kind);
    const { name: friendlyName, privateIp, instanceId } = machine;
    return addItem(ground, { vault, name: `portal-${instanceId}`, friendlyName, privateIp, discoveredId: discoveredIdIn(ground, vault, machine), instanceId });
  };
}

// A copy of the machine in another account that the same appliance serves.
function protectClone(ground: Ground, machine: SourceMachine): Cure {
  const id = `${machine.instanceId}/clone`;
  const name = `${machine.name}-clone`;
  const ipAddress = '172.16.0.10';
  const clone = { id, name, ipAddress, osName: machine.osName, biosGuid: biosGuidOf(machine.instanceId) };
  return all(
    put(ground.state.estate.discovery.others, id, clone),
    addItem(ground, { vault: vaultOf('InMageRcm'), name, friendlyName: name, privateIp: ipAddress, discoveredId: machineId(id), instanceId: null }),
  );
}

/** What the vault says against a machine of section 1A. */
export const duplicateDefects: readonly Defect[] = [
  onMachine('BIOS_ID_CLONE_PROTECTED', 'SRC-BIOSID', protectClone),
  onMachine('PROTECTED_BY_OTHER_ITEM', 'SRC-DUP', protectIn('InMageRcm')),
  onMachine('PROTECTED_IN_OTHER_VAULT', 'SRC-DUP', protectIn('InMageAzureV2')),
];
