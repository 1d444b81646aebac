import type { CheckInput, Need } from '../../domain/checks/types.ts';
import type { DiscoveredMachine, Infrastructure, Permission, Vault } from '../../domain/infrastructure.ts';
import type { Read } from '../../domain/machine.ts';
import type { ItemSummary, JobSummary, Seen } from '../../domain/observation.ts';
import { DAY } from '../../domain/time.ts';
import type { Deps } from '../deps.ts';
import { NOT_ASKED, type Reader } from './reading.ts';

type Target = CheckInput['target'];

/** What is the same for every machine of a scope: read once, whatever the number of machines. */
export type Shared = {
  readonly vault: Read<Vault>;
  readonly infrastructure: Read<Seen<Infrastructure>>;
  readonly discovered: Read<readonly DiscoveredMachine[]>;
  readonly listed: Read<{ readonly items: readonly ItemSummary[]; readonly jobs: readonly JobSummary[] }>;
  readonly resourceGroups: Target['resourceGroups'];
  readonly networks: Target['networks'];
  readonly nsgs: Target['nsgs'];
  readonly sizes: Target['sizes'];
  readonly quotas: Target['quotas'];
  readonly vaultPermissions: Read<readonly Permission[]>;
};

/** How far back jobs are read: one that has run for longer than a day shows in its item. */
const JOB_WINDOW_MS = DAY;

type Reading = { readonly needs: ReadonlySet<Need>; readonly read: Reader };

/** Reads what is needed of vault and subscription, side by side. */
export async function readShared(d: Deps, o: Reading): Promise<Shared> {
  const [[vault, infrastructure, discovered, listed], [resourceGroups, networks, nsgs, sizes, quotas, vaultPermissions]] = await Promise.all([readVault(d, o), readTarget(d, o)]);
  return { vault, infrastructure, discovered, listed, resourceGroups, networks, nsgs, sizes, quotas, vaultPermissions };
}

function readVault(d: Deps, o: Reading) {
  return Promise.all([
    ifNeeded(o, 'vault', () => d.replication.vault()),
    ifNeeded(o, 'infrastructure', () => d.replication.infrastructure()),
    ifNeeded(o, 'discovered', () => d.replication.discovered()),
    readList(d, o),
  ]);
}

function readTarget(d: Deps, o: Reading) {
  return Promise.all([
    ifNeeded(o, 'resourceGroups', () => d.target.resourceGroups()),
    ifNeeded(o, 'networks', () => d.target.networks()),
    ifNeeded(o, 'nsgs', () => d.target.nsgs()),
    ifNeeded(o, 'sizes', () => d.target.sizes()),
    ifNeeded(o, 'quotas', () => d.target.quotas()),
    ifNeeded(o, 'permissions', () => d.target.permissions(vaultIdOf(d))),
  ]);
}

/** Items and jobs come with one call; jobs of the past are left out where nobody wants them. */
async function readList(d: Deps, o: Reading): Promise<Shared['listed']> {
  if (!o.needs.has('items') && !o.needs.has('jobs')) return NOT_ASKED;
  const since = d.clock.now() - (o.needs.has('jobs') ? JOB_WINDOW_MS : 0);
  return o.read(async () => (await d.replication.list(since)).value);
}

/** One part, when it is needed. */
export async function ifNeeded<T>(o: Reading, need: Need, read: () => Promise<T>): Promise<Read<T>> {
  return o.needs.has(need) ? o.read(read) : NOT_ASKED;
}

function vaultIdOf({ scope }: Deps): string {
  return `/subscriptions/${scope.subscriptionId}/resourceGroups/${scope.vaultResourceGroup}/providers/Microsoft.RecoveryServices/vaults/${scope.vaultName}`;
}
