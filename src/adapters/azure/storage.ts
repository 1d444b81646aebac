// Reads the storage account that replication uses as cache.
import { z } from 'zod';
import type { CacheAccount } from '../../domain/infrastructure.ts';
import { API_VERSIONS } from './api-versions.ts';
import { scopePath } from './arm-ids.ts';
import { unlessRefused } from './errors.ts';
import { flag, words } from './fields.ts';
import type { RawArm } from './raw-arm.ts';

const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  location: words,
  kind: words,
  properties: z.object({ isHnsEnabled: flag, publicNetworkAccess: words, networkAcls: z.object({ defaultAction: words }).nullish().catch(null) }),
});
const retention = z.object({ enabled: flag }).nullish().catch(null);
const blobsSchema = z.object({ properties: z.object({ deleteRetentionPolicy: retention }) });

/** The account; whether deleted blobs are kept is told by its blob service, which may be closed to Ferry. */
export async function readCacheAccount(arm: RawArm, accountId: string): Promise<CacheAccount> {
  const path = scopePath(accountId);
  const account = (await arm.get({ path, apiVersion: API_VERSIONS.storage, operation: 'storageAccounts.get' }, accountSchema)).value;
  const blobs = await unlessRefused(arm.get({ path: `${path}/blobServices/default`, apiVersion: API_VERSIONS.storage, operation: 'blobServices.get' }, blobsSchema));
  const { id, name, location, kind, properties } = account;
  return {
    id,
    name,
    location,
    kind,
    // An account that was never asked to keep deleted blobs has no such field.
    softDelete: blobs === null ? null : (blobs.value.properties.deleteRetentionPolicy?.enabled ?? false),
    hierarchical: properties.isHnsEnabled,
    openToAll: !/^deny$/i.test(properties.networkAcls?.defaultAction ?? '') && !/^(disabled|securedbyperimeter)$/i.test(properties.publicNetworkAccess),
  };
}
