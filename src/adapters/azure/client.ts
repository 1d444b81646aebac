// The clients of this folder: Site Recovery's own SDK once for reads and once for writes.
import { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import type { TokenCredential } from '@azure/identity';
import type { ArmAccess } from './access.ts';
import { preparePipeline, type Mode } from './policies.ts';

// The SDK demands a credential even where our own policy signs the requests.
const NO_CREDENTIAL: TokenCredential = { getToken: () => Promise.resolve(null) };

/** A Site Recovery client whose requests end in time; one for `writes` sends each request exactly once. */
export function makeSiteRecoveryClient(access: ArmAccess, subscriptionId: string, mode: Mode): SiteRecoveryManagementClient {
  const client = new SiteRecoveryManagementClient(access.credential ?? NO_CREDENTIAL, subscriptionId, {
    endpoint: access.endpoint,
    allowInsecureConnection: access.loopback,
    retryOptions: { maxRetries: 0 },
  });
  preparePipeline(client.pipeline, access, mode);
  return client;
}
