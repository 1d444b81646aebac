// The list of replication providers; one more is one file and one line here.
import { inMageAzureV2 } from './in-mage-azure-v2.ts';
import { inMageRcm } from './in-mage-rcm.ts';
import type { ProviderAdapter } from './provider.ts';

/** Every provider Ferry can work with; the first whose fabric a vault has is the vault's. */
export const PROVIDERS: readonly ProviderAdapter[] = [inMageRcm, inMageAzureV2];
