// Protected items: list, read, enable, update, and what hangs below an item.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, query, type Call, type Route } from '../call.ts';
import type { VmSize } from '../compute/size.ts';
import { armError, missing } from '../errors.ts';
import { same } from '../fields.ts';
import { nameIn } from '../ids.ts';
import { page } from '../paging.ts';
import { stamp } from '../times.ts';
import { findVault, type Vault } from '../vault-list.ts';
import { containerRoute, vaultRoute } from '../vault-routes.ts';
import { actionRoutes } from './actions.ts';
import { enableItem } from './enable.ts';
import { findPoint, itemRoute, pointsOf } from './find.ts';
import type { Item, Point } from './model.ts';
import { itemPath } from './paths.ts';
import { updateItem } from './update.ts';
import { itemView } from './view.ts';

function planMembers(call: Call, vault: Vault, planName: string): ReadonlySet<string> {
  const plan = [...call.state.plans.values()].find((candidate) => candidate.vault === vault.name && same(candidate.name, planName));
  return new Set(plan?.groups.flatMap((group) => group.members));
}

function listItems(call: Call, vault: Vault): SandboxResponse {
  const filter = query(call, '$filter');
  const planName = filter === null ? null : (/^RecoveryPlanName eq '([^']*)'$/i.exec(filter.trim())?.[1] ?? null);
  if (filter !== null && planName === null) return armError(400, 'BadRequest', `The filter '${filter}' is not supported.`);
  const members = planName === null ? null : planMembers(call, vault, planName);
  const rows = [...call.state.items.values()].filter((item) => item.vault === vault.name && (members === null || members.has(item.key)));
  return page(call, { rows, view: (item) => itemView(call, item, { now: call.now, full: false }), tokenName: 'skipToken' });
}

function pointView(item: Item, point: Point): unknown {
  return {
    id: point.id,
    name: nameIn(point.id),
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/recoveryPoints',
    properties: {
      recoveryPointTime: stamp(point.at),
      recoveryPointType: 'CrashConsistent',
      providerSpecificDetails: { instanceType: findVault(item.vault)?.kind ?? 'InMageRcm', isMultiVmSyncPoint: 'false' },
    },
  };
}

function readPoint(call: Call, item: Item): SandboxResponse {
  const point = findPoint(item, param(call, 'point'), call.now);
  return point === null ? missing(call.req, param(call, 'point')) : ok(pointView(item, point));
}

function sizeErrors(item: Item, size: VmSize): readonly unknown[] {
  const dataDisks = item.disks.length - 1;
  const generation = item.facts.firmware === 'UEFI' ? 'V2' : 'V1';
  const { sizeError } = item.troubles;
  const messages = [
    ...(dataDisks > size.maxDataDisks ? [`The size allows ${size.maxDataDisks} data disks, the machine has ${dataDisks}.`] : []),
    ...(item.nics.length > size.maxNics ? [`The size allows ${size.maxNics} network interfaces, the machine has ${item.nics.length}.`] : []),
    ...(size.generations.includes(generation) ? [] : [`The size does not support machines of generation ${generation.slice(1)}.`]),
    ...(size.diskControllers === 'NVMe' ? ['The size offers disks by NVMe only, which the machine is not prepared for.'] : []),
    ...(sizeError !== null && same(size.name, item.target.vmSize) ? [sizeError] : []),
  ];
  return messages.map((message) => ({ message, severity: 'Error' }));
}

function sizeView(item: Item, size: VmSize): unknown {
  return {
    id: `${itemPath(item)}/targetComputeSizes/${size.name}`,
    name: size.name,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/targetComputeSizes',
    properties: {
      name: size.name,
      friendlyName: size.name,
      cpuCoresCount: size.cores,
      vCPUsAvailable: size.cores,
      memoryInGB: size.memoryGiB,
      maxDataDiskCount: size.maxDataDisks,
      maxNicsCount: size.maxNics,
      errors: sizeErrors(item, size),
      highIopsSupported: 'Yes',
      hyperVGenerations: size.generations,
    },
  };
}

function listSizes(call: Call, item: Item): SandboxResponse {
  const rows = [...call.state.estate.sizes.values()].filter((size) => !size.restricted);
  return page(call, { rows, view: (size) => sizeView(item, size) });
}

/** Everything about protected items. */
export const itemRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationProtectedItems', listItems),
  containerRoute('GET', '/replicationProtectedItems', listItems),
  itemRoute('GET', '', (call, item) => ok(itemView(call, item, { now: call.now, full: true }))),
  containerRoute('PUT', '/replicationProtectedItems/{item}', enableItem),
  itemRoute('PATCH', '', updateItem),
  itemRoute('GET', '/recoveryPoints', (call, item) => page(call, { rows: pointsOf(item, call.now), view: (point) => pointView(item, point) })),
  itemRoute('GET', '/recoveryPoints/{point}', readPoint),
  itemRoute('GET', '/targetComputeSizes', listSizes),
  ...actionRoutes,
];
