// The Azure side that machines land in, read with plain ARM calls; `deallocate` is the only one that changes something.
import type { TokenCredential } from '@azure/identity';
import type { TargetVm } from '../../domain/observation.ts';
import { CloudError, type Clock, type TargetCloud } from '../../ports.ts';
import { makeArmAccess } from './access.ts';
import { makeRawArm, type Question, type RawArm } from './raw-arm.ts';
import { mainNicOf, networkSchema, nicSchema, powerOf, quotaSchema, resourceGroupSchema, sizeSchema, vmNameSchema, vmSchema } from './target-schemas.ts';

const VERSIONS = { resources: '2021-04-01', network: '2023-09-01', compute: '2024-03-01', skus: '2021-07-01' } as const;

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
  return {
    resourceGroups: () => arm.list({ path: `${root}/resourceGroups`, apiVersion: VERSIONS.resources, operation: 'resourceGroups.list' }, resourceGroupSchema),
    networks: () => arm.list({ path: `${root}/providers/Microsoft.Network/virtualNetworks`, apiVersion: VERSIONS.network, operation: 'virtualNetworks.list' }, networkSchema),
    async sizes() {
      const all = await arm.list({ path: `${compute}/skus`, apiVersion: VERSIONS.skus, query: { $filter: `location eq '${o.location}'` }, operation: 'skus.list' }, sizeSchema);
      return all.filter((size) => size !== null);
    },
    quotas: () => arm.list({ path: `${compute}/locations/${encodeURIComponent(o.location)}/usages`, apiVersion: VERSIONS.compute, operation: 'usages.list' }, quotaSchema),
    async vmNames(resourceGroupId) {
      const vms = await arm.list({ path: machines(resourceGroupId), apiVersion: VERSIONS.compute, operation: 'virtualMachines.list' }, vmNameSchema);
      return vms.map((vm) => vm.name);
    },
    vm: async (resourceGroupId, name) => readVm(arm, machine(resourceGroupId, name)),
    deallocate: async (resourceGroupId, name) =>
      arm.post({ path: `${machine(resourceGroupId, name)}/deallocate`, apiVersion: VERSIONS.compute, operation: 'virtualMachines.deallocate' }),
  };
}

const GROUP_ID = /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+$/i;

function machines(resourceGroupId: string): string {
  if (!GROUP_ID.test(resourceGroupId)) throw new CloudError({ kind: 'invalid', operation: 'virtualMachines', message: 'this is not the id of a resource group' });
  return `${resourceGroupId}/providers/Microsoft.Compute/virtualMachines`;
}

function machine(resourceGroupId: string, name: string): string {
  return `${machines(resourceGroupId)}/${encodeURIComponent(name)}`;
}

async function readVm(arm: RawArm, path: string): Promise<TargetVm | null> {
  const question: Question = { path, apiVersion: VERSIONS.compute, query: { $expand: 'instanceView' }, operation: 'virtualMachines.get' };
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
    return (await arm.get({ path: nicId, apiVersion: VERSIONS.network, operation: 'networkInterfaces.get' }, nicSchema)).value;
  } catch (error) {
    if (error instanceof CloudError) return null;
    throw error;
  }
}
