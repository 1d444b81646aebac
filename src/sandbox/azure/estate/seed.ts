// The subscription as it is before anything is planted in it.
import { seedLimits } from '../compute/limits.ts';
import { seedSizes } from '../compute/sizes.ts';
import { seedAssignments, seedDefinitions } from '../governance/seed.ts';
import { seedRights } from '../governance/rights.ts';
import { homeGroup, location } from '../ids.ts';
import { seedNetworkGroups } from '../network/groups.ts';
import { seedNetworks } from '../network/networks.ts';
import { minute } from '../times.ts';
import { vaults, type ProviderKind } from '../vault-list.ts';
import type { Estate, ServerFacts, StorageAccount, VaultFacts } from './types.ts';

/** The cache storage account of both vaults. */
export const cacheAccount = 'stasrcacheweu';

const groupNames = ['rg-asr-weu', 'rg-migrated-weu', 'rg-legacy-weu', 'rg-net-weu'] as const;

const registeredBefore = 6 * minute;

// The old server was set up anew six minutes before the sandbox started; the appliance has been there for long.
function serverFacts(kind: ProviderKind, startedAt: number): ServerFacts {
  return {
    present: true,
    registeredAt: kind === 'InMageAzureV2' ? startedAt - registeredBefore : null,
    silentSince: null,
    ailment: null,
    certificateDays: 1080,
    versionStatus: 'Supported',
    load: { freeSpacePercent: 95, processorPercent: 7, memoryPercent: 18.75, pendingBytes: 0, throughputBytes: null, protectedItems: null },
  };
}

function seedVaults(startedAt: number): Map<string, VaultFacts> {
  return new Map(vaults.map((vault) => [vault.name, { location, accounts: vault.accounts, server: serverFacts(vault.kind, startedAt) }]));
}

function seedAccounts(): Map<string, StorageAccount> {
  const cache: StorageAccount = { name: cacheAccount, group: homeGroup, location, kind: 'StorageV2', softDelete: false, hierarchical: false, openToAll: true };
  return new Map([[cache.name, cache]]);
}

/** A subscription nobody has tampered with. */
export function seedEstate(startedAt: number): Estate {
  return {
    groups: new Map(groupNames.map((name) => [name, { name, location }])),
    networks: seedNetworks(),
    nsgs: seedNetworkGroups(),
    accounts: seedAccounts(),
    sizes: seedSizes(),
    limits: seedLimits(),
    locks: new Map(),
    definitions: seedDefinitions(),
    assignments: seedAssignments(),
    rights: seedRights(),
    nics: new Map(),
    disks: new Map(),
    vaults: seedVaults(startedAt),
    discovery: { deleted: new Set(), others: new Map() },
  };
}
