import type { CacheAccount } from '../infrastructure.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { LINK, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const GENERAL: ReadonlySet<string> = new Set(['StorageV2', 'Storage']);

function createCommand({ scope }: CheckInput): string {
  return `az storage account create --resource-group ${scope.vaultResourceGroup} --name <a new name> --location ${scope.location} --kind StorageV2 --sku Standard_LRS`;
}

type Fault = { readonly key: string; readonly text: string };

function faults(account: CacheAccount, input: CheckInput): readonly Fault[] {
  const { location } = input.scope;
  return [
    ...(same(account.location, location) ? [] : [{ key: 'region', text: `is in ${account.location}, not in ${location}` }]),
    ...(account.softDelete === true ? [{ key: 'soft-delete', text: 'has soft delete for blobs switched on' }] : []),
    ...(account.hierarchical ? [{ key: 'hns', text: 'has a hierarchical namespace' }] : []),
    ...(GENERAL.has(account.kind) ? [] : [{ key: 'kind', text: `is of the kind ${account.kind}, not general purpose` }]),
  ];
}

function remedyFor(account: CacheAccount, found: readonly Fault[], input: CheckInput): string {
  const onlySoftDelete = found.every((f) => f.key === 'soft-delete');
  if (!onlySoftDelete) return `${createCommand(input)} (then name it in FERRY_CACHE_STORAGE_ACCOUNT)`;
  return `az storage account blob-service-properties update --resource-group ${resourceGroupOf(account.id)} --account-name ${account.name} --enable-delete-retention false`;
}

function judge(input: CheckInput): Judgement {
  const { cache } = input.target;
  if (!cache.known) return unreadable('The cache storage account', cache.why);
  const account = cache.value;
  if (account === null) return block({ evidence: 'No cache storage account is named.', remedy: `${createCommand(input)} (then name it in FERRY_CACHE_STORAGE_ACCOUNT)`, cause: 'none', causeText: 'No cache storage account is named' });
  const found = faults(account, input);
  const said = found.map((f) => f.text).join(', ');
  if (found.length > 0) return block({ evidence: `${account.name} ${said}.`, remedy: remedyFor(account, found, input), cause: found.map((f) => f.key).join('+'), causeText: `The cache account ${account.name} ${said}` });
  if (account.softDelete === null) return unsure({ evidence: `Whether ${account.name} has soft delete for blobs could not be read.`, remedy: 'Let Ferry read the account (Reader is enough), or look at its data protection settings.', cause: 'soft-delete-unread', causeText: `Whether ${account.name} has soft delete could not be read` });
  if (!account.openToAll) return warn({ evidence: `${account.name} lets in selected networks only; Microsoft's pages contradict each other on whether replication works so.`, remedy: 'Watch the first copy of one machine closely, or open the account to all networks.', cause: 'firewall', causeText: `The cache account ${account.name} has a firewall` });
  return pass(`${account.name} is in ${account.location}, of the kind ${account.kind}, without soft delete and without hierarchical namespace.`);
}

/** All changes pass through this account; soft delete would keep and bill every one of them. */
export const azCache = makeCheck({
  id: 'AZ-CACHE',
  title: 'Cache storage account',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['cache'],
  expected: ({ scope }) => `A general purpose storage account in ${scope.location}, soft delete off, no hierarchical namespace. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge,
});
