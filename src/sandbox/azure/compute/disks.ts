// Microsoft.Compute/disks: disks of machines in Azure, the seed disks that replication writes to, and those of others.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import { groupIn, guidOf, location, nameIn, resourceId } from '../ids.ts';
import type { Item, ItemDisk } from '../items/model.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import type { State } from '../state.ts';

const diskType = 'Microsoft.Compute/disks';
const gib = 2 ** 30;

/** A managed disk as it is shown. */
type Disk = { readonly id: string; readonly type: string; readonly sizeGiB: number; readonly owner: string | null; readonly state: string };

/** The id of the disk that replication writes to; it lies where the machine will be. */
export function seedDiskId(item: Item, disk: ItemDisk): string {
  return resourceId(groupIn(item.target.groupId), diskType, `asrseeddisk-${item.facts.name}-${guidOf(item.id + disk.id).slice(0, 8)}`);
}

function seedDisks(item: Item): readonly Disk[] {
  if (item.phase === 'enabling' || item.phase === 'enableFailed') return [];
  return item.disks.map((disk) => ({ id: seedDiskId(item, disk), type: disk.type, sizeGiB: Math.ceil(disk.sizeBytes / gib), owner: null, state: 'ActiveSAS' }));
}

function machineDisks(state: State): readonly Disk[] {
  const byName = new Map([...state.items.values()].map((item) => [item.name, item]));
  return [...state.vms.values()].flatMap((vm) => {
    const source = byName.get(vm.itemName);
    return vm.diskIds.map((id, index): Disk => {
      const disk = source?.disks[index];
      return { id, type: disk?.type ?? 'StandardSSD_LRS', sizeGiB: Math.ceil((disk?.sizeBytes ?? 30 * gib) / gib), owner: vm.id, state: 'Attached' };
    });
  });
}

/** All managed disks of the subscription. */
export function allDisks(state: State): readonly Disk[] {
  const strangers = [...state.estate.disks.values()].map((disk): Disk => ({ id: resourceId(disk.group, diskType, disk.name), type: 'Premium_LRS', sizeGiB: 64, owner: null, state: 'Unattached' }));
  return [...machineDisks(state), ...[...state.items.values()].flatMap(seedDisks), ...strangers];
}

function diskView(disk: Disk): unknown {
  return {
    id: disk.id,
    name: nameIn(disk.id),
    type: diskType,
    location,
    ...(disk.owner === null ? {} : { managedBy: disk.owner }),
    sku: { name: disk.type, tier: disk.type.startsWith('Premium') ? 'Premium' : 'Standard' },
    tags: {},
    properties: { provisioningState: 'Succeeded', diskSizeGB: disk.sizeGiB, diskState: disk.state, creationData: { createOption: 'Upload' } },
  };
}

function listDisks(call: Call, group: string | null): SandboxResponse {
  const rows = allDisks(call.state).filter((disk) => group === null || same(groupIn(disk.id), group));
  return page(call, { rows, view: diskView });
}

function readDisk(call: Call): SandboxResponse {
  const id = resourceId(param(call, 'group'), diskType, param(call, 'disk'));
  const found = allDisks(call.state).find((disk) => same(disk.id, id));
  return found === undefined ? resourceNotFound(diskType, param(call, 'disk'), param(call, 'group')) : ok(diskView(found));
}

/** Managed disks. */
export const diskRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/providers/${diskType}`, (call) => listDisks(call, null)),
  groupRoute('GET', `/providers/${diskType}`, (call) => listDisks(call, param(call, 'group'))),
  groupRoute('GET', `/providers/${diskType}/{disk}`, readDisk),
];
