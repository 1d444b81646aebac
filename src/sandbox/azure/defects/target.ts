// Defects of the place in Azure: groups, networks, sizes, quotas and the cache account.
import { all, change, put, take } from '../../world/plants/change.ts';
import type { Cure } from '../../world/plants/types.ts';
import { coresUsed } from '../compute/quota.ts';
import type { VmSize } from '../compute/size.ts';
import { findSize } from '../compute/sizes.ts';
import { cacheAccount } from '../estate/seed.ts';
import type { StorageAccount } from '../estate/types.ts';
import { usableAddresses } from '../network/addresses.ts';
import type { Network, Subnet } from '../network/model.ts';
import { onScope, type Defect, type Ground } from './defect.ts';

const production = 'vnet-prod-weu';
const test = 'vnet-test-weu';
const target = 'rg-migrated-weu';

function entry<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new RangeError(`${name} is not there; cure the defect that took it away first.`);
  return found;
}

function networkOf(ground: Ground, name: string): Network {
  return entry(ground.state.estate.networks, name);
}

// The subnet that machines land in when nobody says otherwise.
function webSubnet(ground: Ground): Subnet {
  const subnet = networkOf(ground, production).subnets.find((candidate) => candidate.name === 'web');
  if (subnet === undefined) throw new RangeError('The subnet web is not there.');
  return subnet;
}

function leaveFree(free: number): (ground: Ground) => Cure {
  return (ground) => change(webSubnet(ground), { taken: usableAddresses(webSubnet(ground)) - free });
}

// Both ends of a peering show it.
function peer(ground: Ground): Cure {
  const join = (from: string, to: string): Cure => put(networkOf(ground, from).peerings, to, 'Connected');
  return all(join(test, production), join(production, test));
}

function lackSubnet(ground: Ground): Cure {
  const network = networkOf(ground, test);
  return change(network, { subnets: network.subnets.filter((subnet) => subnet.name !== 'web') });
}

function onSizes(patch: Partial<VmSize>): (ground: Ground) => Cure {
  return (ground) => all(...[...ground.state.estate.sizes.values()].map((size) => change(size, patch)));
}

// The size in question: that of the machine's vCPU in the family most machines map to.
function commonSize(ground: Ground): VmSize {
  const cores = ground.instanceId === null ? 2 : (ground.world.sources.byInstanceId(ground.instanceId)?.cores ?? 2);
  const size = findSize(ground.state, `Standard_D${Math.max(2, cores)}s_v5`);
  if (size === null) throw new RangeError(`There is no DSv5 size of ${cores} vCPU.`);
  return size;
}

// One vCPU is left of each: less than any machine needs.
function shorten(ground: Ground, families: readonly string[]): Cure {
  const limits = Object.fromEntries(families.map((family) => [family, coresUsed(ground.state, family) + 1]));
  return change(ground.state.estate.limits.families, limits);
}

// Room for the machine itself and not for the test machine beside it.
function shortForTest(ground: Ground): Cure {
  const { family, cores } = commonSize(ground);
  return change(ground.state.estate.limits.families, { [family]: coresUsed(ground.state, family) + 2 * cores - 1 });
}

function onCache(patch: Partial<StorageAccount>): (ground: Ground) => Cure {
  return (ground) => change(entry(ground.state.estate.accounts, cacheAccount), patch);
}

/** Section 1G as far as it is a matter of the place. */
export const targetDefects: readonly Defect[] = [
  onScope('RESOURCE_GROUP_ABSENT', 'AZ-RG', (ground) => take(ground.state.estate.groups, target)),
  onScope('RESOURCE_GROUP_IN_OTHER_REGION', 'AZ-RG', (ground) => change(entry(ground.state.estate.groups, target), { location: 'northeurope' })),
  onScope('NETWORK_ABSENT', 'AZ-VNET', (ground) => take(ground.state.estate.networks, production)),
  onScope('NETWORK_IN_OTHER_REGION', 'AZ-VNET', (ground) => change(networkOf(ground, production), { location: 'northeurope' })),
  onScope('SUBNET_FULL', 'AZ-VNET', leaveFree(0)),
  onScope('SUBNET_1_FREE', 'SUM-ADDRESSES', leaveFree(1)),
  onScope('SUBNET_20_FREE', 'SUM-ADDRESSES', leaveFree(20)),
  onScope('SUBNET_DELEGATED', 'AZ-VNET', (ground) => change(webSubnet(ground), { delegatedTo: 'Microsoft.Web/serverFarms' })),
  onScope('SUBNET_WITHOUT_NSG', 'AZ-VNET', (ground) => change(webSubnet(ground), { nsg: null })),
  onScope('TEST_NETWORK_ABSENT', 'AZ-TFONET', (ground) => take(ground.state.estate.networks, test)),
  onScope('TEST_NETWORK_PEERED', 'AZ-TFONET', peer),
  onScope('TEST_NETWORK_LACKS_SUBNET', 'AZ-TFONET', lackSubnet),
  onScope('SIZE_RESTRICTED', 'AZ-SIZE', (ground) => change(commonSize(ground), { restricted: true })),
  onScope('SIZE_RESTRICTED_IN_ZONES', 'AZ-SIZE', (ground) => change(commonSize(ground), { restrictedZones: ['1', '2'] })),
  onScope('SIZES_ALL_RESTRICTED', 'AZ-SIZE', onSizes({ restricted: true })),
  onScope('SIZES_GENERATION_2_ONLY', 'AZ-GEN', onSizes({ generations: ['V2'] })),
  onScope('SIZES_NVME_ONLY', 'AZ-GEN', onSizes({ diskControllers: 'NVMe' })),
  onScope('ACCELERATED_NETWORKING_OFF', 'AZ-ACCELNET', onSizes({ acceleratedNetworking: false })),
  onScope('QUOTA_FAMILY_SHORT', 'AZ-QUOTA', (ground) => shorten(ground, [commonSize(ground).family])),
  onScope('QUOTA_SHORT_FOR_TEST', 'AZ-QUOTA', shortForTest),
  onScope('QUOTA_ALL_FAMILIES_SHORT', 'AZ-QUOTA', (ground) => shorten(ground, Object.keys(ground.state.estate.limits.families))),
  onScope('QUOTA_REGION_SHORT', 'AZ-QUOTA', (ground) => change(ground.state.estate.limits, { regional: coresUsed(ground.state, null) + 1 })),
  onScope('CACHE_ABSENT', 'AZ-CACHE', (ground) => take(ground.state.estate.accounts, cacheAccount)),
  onScope('CACHE_IN_OTHER_REGION', 'AZ-CACHE', onCache({ location: 'northeurope' })),
  onScope('CACHE_SOFT_DELETE', 'AZ-CACHE', onCache({ softDelete: true })),
  onScope('CACHE_HIERARCHICAL', 'AZ-CACHE', onCache({ hierarchical: true })),
  onScope('CACHE_FIREWALLED', 'AZ-CACHE', onCache({ openToAll: false })),
  onScope('CACHE_WRONG_KIND', 'AZ-CACHE', onCache({ kind: 'BlobStorage' })),
];
