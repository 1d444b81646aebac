// Defects of what is allowed in the target: locks, policies, rights, and names that others have.
import { change, put } from '../../world/plants/change.ts';
import type { Cure } from '../../world/plants/types.ts';
import type { SourceMachine } from '../../world/sources.ts';
import type { Vm } from '../compute/model.ts';
import type { Assignment, Estate, Lock } from '../estate/types.ts';
import { definitionNames, initiativeName } from '../governance/seed.ts';
import { groupId, guidOf, resourceId, subscription } from '../ids.ts';
import { networkId } from '../network/networks.ts';
import { onMachine, onScope, type Defect, type Ground } from './defect.ts';

const target = 'rg-migrated-weu';
const everything = `/subscriptions/${subscription}`;

function lock(name: string, rest: Pick<Lock, 'level' | 'scope'>): (ground: Ground) => Cure {
  return (ground) => put(ground.state.estate.locks, name, { name, ...rest });
}

function assign(name: string, rest: Pick<Assignment, 'definition' | 'scope'> & Partial<Assignment>): (ground: Ground) => Cure {
  return (ground) => put(ground.state.estate.assignments, name, { name, initiative: false, effect: null, enforced: true, ...rest });
}

// What a role no longer gives, it gives nobody.
function deny(actions: readonly string[]): (ground: Ground) => Cure {
  return (ground) => {
    const { rights } = ground.state.estate;
    const without = (list: Estate['rights']['everywhere']): Estate['rights']['everywhere'] => list.map((right) => ({ ...right, notActions: [...right.notActions, ...actions] }));
    return change(rights, { everywhere: without(rights.everywhere), onVaults: without(rights.onVaults) });
  };
}

function grantAll(ground: Ground): Cure {
  const { rights } = ground.state.estate;
  return change(rights, { everywhere: [...rights.everywhere, { actions: ['*'], notActions: [] }] });
}

function strangersVm(ground: Ground, name: string): Cure {
  const vm: Vm = {
    id: resourceId(target, 'Microsoft.Compute/virtualMachines', name),
    vmId: guidOf(`others/${name}`),
    name,
    group: target,
    size: 'Standard_B2s_v2',
    osType: 'Linux',
    licenseType: 'NoLicenseType',
    networkId: networkId('vnet-prod-weu'),
    subnet: 'app',
    privateIp: '10.20.2.200',
    diskIds: [],
    createdBy: 'others',
    createdAt: ground.state.startedAt,
    instanceId: null,
    itemName: '',
    power: { to: 'running', since: 0 },
  };
  return put(ground.state.vms, `${target}/${name}`.toLowerCase(), vm);
}

function nic(ground: Ground, machine: SourceMachine): Cure {
  return put(ground.state.estate.nics, machine.name, { group: target, name: machine.name, subnetId: null, address: null });
}

function disk(ground: Ground, machine: SourceMachine): Cure {
  return put(ground.state.estate.disks, machine.name, { group: target, name: machine.name });
}

/** Section 1G as far as somebody has to allow it. */
export const governanceDefects: readonly Defect[] = [
  onMachine('NAME_TAKEN_BY_VM', 'AZ-COLLIDE', (ground, machine) => strangersVm(ground, machine.name)),
  onMachine('NAME_TAKEN_FOR_TEST', 'AZ-COLLIDE', (ground, machine) => strangersVm(ground, `${machine.name}-test`)),
  onMachine('NAME_TAKEN_BY_NIC', 'AZ-COLLIDE', nic),
  onMachine('NAME_TAKEN_BY_DISK', 'AZ-COLLIDE', disk),
  onScope('LOCK_READ_ONLY', 'AZ-LOCK', lock('freeze', { level: 'ReadOnly', scope: groupId(target) })),
  onScope('LOCK_CAN_NOT_DELETE', 'AZ-LOCK', lock('keep', { level: 'CanNotDelete', scope: groupId(target) })),
  onScope('LOCK_INHERITED', 'AZ-LOCK', lock('keep-all', { level: 'CanNotDelete', scope: everything })),
  onScope('POLICY_DENIES', 'AZ-POLICY', assign('allowed-sizes', { definition: definitionNames.allowedSizes, scope: groupId(target) })),
  onScope('POLICY_DENIES_BY_PARAMETER', 'AZ-POLICY', assign('owner-tag', { definition: definitionNames.owned, scope: everything, effect: 'Deny' })),
  onScope('POLICY_INITIATIVE', 'AZ-POLICY', assign('security-benchmark', { definition: initiativeName, scope: everything, initiative: true })),
  onScope('RIGHTS_NO_COMPUTE_WRITE', 'AZ-RBAC', deny(['Microsoft.Compute/virtualMachines/write', 'Microsoft.Compute/disks/write'])),
  onScope('RIGHTS_NO_SUBNET_JOIN', 'AZ-RBAC', deny(['Microsoft.Network/virtualNetworks/subnets/join/action'])),
  onScope('RIGHTS_NONE_ON_VAULT', 'AZ-RBAC', (ground) => change(ground.state.estate.rights, { onVaults: [] })),
  onScope('RIGHTS_OWNER', 'AZ-RBAC', grantAll),
];
