// The Azure side that machines land in, read with plain ARM calls; `deallocate` is the only one that changes something.
import type { TokenCredential } from '@azure/identity';
import type { TakenNames } from '../../domain/infrastructure.ts';
import type { TargetVm } from '../../domain/observation.ts';
import { MINUTE } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TargetCloud } from '../../ports/target.ts';
import { CloudError } from '../../ports/trouble.ts';
import { makeArmAccess } from './access.ts';
import { API_VERSIONS } from './api-versions.ts';
import { groupPath } from './arm-ids.ts';
import { readLocks, readPermissions } from './governance.ts';
import { keep } from './keep.ts';
import { readNetworks } from './networks.ts';
import { nsgSchema } from './nsgs.ts';
import { makePolicyReader } from './policy-assignments.ts';
import { makeRawArm, type Question, type RawArm } from './raw-arm.ts';
import { sizeSchema } from './size-schema.ts';
import { makeSizes } from './sizes.ts';
import { readCacheAccount } from './storage.ts';
import { mainNicOf, nameSchema, nicSchema, powerOf, quotaSchema, resourceGroupSchema, vmSchema } from './target-schemas.ts';

/** What {@link makeTargetCloud} needs. */
type TargetOptions = {
  readonly subscriptionId: string;
  /** The region that machines are moved to. */
  readonly location: string;
  readonly endpoint: string;
  /** Null only for a loopback endpoint. */
  readonly credential: TokenCredential | null;
  readonly deadlineMs: number;
  readonly clock: Clock;
};

/** One subscription and region. */
export function makeTargetCloud(o: TargetOptions): TargetCloud {
  const arm = makeRawArm(makeArmAccess(o));
  const root = `/subscriptions/${encodeURIComponent(o.subscriptionId)}`;
  const compute = `${root}/providers/Microsoft.Compute`;
  const usages: Question = { path: `${compute}/locations/${encodeURIComponent(o.location)}/usages`, apiVersion: API_VERSIONS.compute, operation: 'usages.list' };
  return {
    resourceGroups: () => arm.list({ path: `${root}/resourceGroups`, apiVersion: API_VERSIONS.resources, operation: 'resourceGroups.list' }, resourceGroupSchema),
    networks: () => readNetworks(arm, root),
    nsgs: () => arm.list({ path: `${root}/providers/Microsoft.Network/networkSecurityGroups`, apiVersion: API_VERSIONS.network, operation: 'networkSecurityGroups.list' }, nsgSchema),
    sizes: makeSizes({
      location: o.location,
      clock: o.clock,
      async read() {
        const all = await arm.list({ path: `${compute}/skus`, apiVersion: API_VERSIONS.skus, query: { $filter: `location eq '${o.location}'` }, operation: 'skus.list' }, sizeSchema);
        return all.filter((size) => size !== null);
      },
    }),
    quotas: keep(() => arm.list(usages, quotaSchema), { forMs: MINUTE, clock: o.clock }),
    names: (resourceGroupId) => readNames(arm, resourceGroupId),
    cacheAccount: (id) => readCacheAccount(arm, id),
    locks: (resourceGroupId) => readLocks(arm, resourceGroupId),
    policies: makePolicyReader(arm, o.clock),
    permissions: (scopeId) => readPermissions(arm, scopeId),
    vm: async (resourceGroupId, name) => readVm(arm, machine(resourceGroupId, name)),
    deallocate: async (resourceGroupId, name) =>
      arm.post({ path: `${machine(resourceGroupId, name)}/deallocate`, apiVersion: API_VERSIONS.compute, operation: 'virtualMachines.deallocate' }),
  };
}

async function readNames(arm: RawArm, resourceGroupId: string): Promise<TakenNames> {
  const providers = `${groupPath(resourceGroupId)}/providers`;
  const [machines, networkCards, disks] = await Promise.all([
    arm.list({ path: `${providers}/Microsoft.Compute/virtualMachines`, apiVersion: API_VERSIONS.compute, operation: 'virtualMachines.list' }, nameSchema),
    arm.list({ path: `${providers}/Microsoft.Network/networkInterfaces`, apiVersion: API_VERSIONS.network, operation: 'networkInterfaces.list' }, nameSchema),
    arm.list({ path: `${providers}/Microsoft.Compute/disks`, apiVersion: API_VERSIONS.disks, operation: 'disks.list' }, nameSchema),
  ]);
  return { machines, networkCards, disks };
}

function machine(resourceGroupId: string, name: string): string {
  return `${groupPath(resourceGroupId)}/providers/Microsoft.Compute/virtualMachines/${encodeURIComponent(name)}`;
}

async function readVm(arm: RawArm, path: string): Promise<TargetVm | null> {
  const question: Question = { path, apiVersion: API_VERSIONS.compute, query: { $expand: 'instanceView' }, operation: 'virtualMachines.get' };
  const vm = await orNull(arm.get(question, vmSchema));
  if (vm === null) return null;
  const { value } = vm;
  return { armId: value.id, name: value.name, power: powerOf(value), privateIp: await addressOf(arm, mainNicOf(value)), size: value.properties.hardwareProfile?.vmSize ?? '' };
}

// A missing group is a wrong setting, not a missing machine.
async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof CloudError && error.kind === 'notFound' && error.code === 'ResourceNotFound') return null;
    throw error;
  }
}

// The address is only shown; the machine's power state must not depend on another resource being readable.
async function addressOf(arm: RawArm, nicId: string | null): Promise<string | null> {
  if (nicId === null) return null;
  try {
    return (await arm.get({ path: nicId, apiVersion: API_VERSIONS.network, operation: 'networkInterfaces.get' }, nicSchema)).value;
  } catch (error) {
    if (error instanceof CloudError) return null;
    throw error;
  }
}
