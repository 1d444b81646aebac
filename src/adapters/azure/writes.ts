// The operations that change something: one request each, the job id out of its answer, nothing polled.
import type { DisableProtectionInputProperties, DisableProtectionProviderSpecificInputUnion, SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import type { Clock } from '../../ports/clock.ts';
import type { Replication, Started } from '../../ports/replication.ts';
import type { Log } from '../../ports/telemetry.ts';
import { CloudError } from '../../ports/trouble.ts';
import { cloudError } from './errors.ts';
import type { Places } from './place.ts';
import type { Place } from './providers/provider.ts';
import { makeReceipt, type Receipt } from './watch.ts';

/** What the writes need; `client` must be one that sends each request once. */
export type WriteDeps = { readonly client: SiteRecoveryManagementClient; readonly places: Places; readonly clock: Clock; readonly log: Log };

type Writes = Pick<Replication, 'createPolicy' | 'usePolicy' | 'enable' | 'testFailover' | 'cleanUpTestFailover' | 'failover' | 'complete' | 'resumeJob'>;
type Begin = (place: Place, options: Receipt['options']) => Promise<unknown>;

// Neither provider has an input of its own here; the service accepts the base type's name, which the SDK's types do not list.
const NO_PROVIDER_INPUT = { instanceType: 'DisableProtectionProviderSpecificInput' } as unknown as DisableProtectionProviderSpecificInputUnion;

/** The writing half of the port. */
export function makeWrites(deps: WriteDeps): Writes {
  const { replicationProtectedItems: items, replicationJobs: jobs } = deps.client;
  return {
    ...policyWrites(deps),
    enable: (name, plan) =>
      sendOnce(deps, { name, operation: 'replicationProtectedItems.create' }, (p, options) =>
        items.beginCreate(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties: { policyId: plan.policyId, ...p.provider.enableInput(plan) } }, options),
      ),
    testFailover: (name, networkId) =>
      sendOnce(deps, { name, operation: 'replicationProtectedItems.testFailover' }, (p, options) => {
        const properties = { failoverDirection: 'PrimaryToRecovery', networkType: 'VmNetworkAsInput', networkId, providerSpecificDetails: p.provider.testFailoverInput(networkId) };
        return items.beginTestFailover(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties }, options);
      }),
    cleanUpTestFailover: (name, comment) =>
      sendOnce(deps, { name, operation: 'replicationProtectedItems.testFailoverCleanup' }, (p, options) =>
        items.beginTestFailoverCleanup(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties: { comments: comment } }, options),
      ),
    failover: (name) =>
      sendOnce(deps, { name, operation: 'replicationProtectedItems.unplannedFailover' }, (p, options) => {
        // Without a recovery point id the latest one is taken, after all pending data has been processed.
        const properties = { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: p.provider.failoverInput() };
        return items.beginUnplannedFailover(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties }, options);
      }),
    complete: (name) =>
      sendOnce(deps, { name, operation: 'replicationProtectedItems.remove' }, (p, options) => {
        const properties: DisableProtectionInputProperties = { disableProtectionReason: 'MigrationComplete', replicationProviderInput: NO_PROVIDER_INPUT };
        return items.beginDelete(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties }, options);
      }),
    resumeJob: (jobId, comment) =>
      sendOnce(deps, { name: jobId, operation: 'replicationJobs.resume' }, (p, options) => jobs.beginResume(p.vault, p.resourceGroup, jobId, { properties: { comments: comment } }, options)),
  };
}

// Site Recovery's name for its own side of every mapping.
const AZURE_SIDE = 'Microsoft Azure';

function policyWrites(deps: WriteDeps): Pick<Writes, 'createPolicy' | 'usePolicy'> {
  const { replicationPolicies: policies, replicationProtectionContainerMappings: mappings } = deps.client;
  return {
    createPolicy: (policy) =>
      sendOnce(deps, { name: policy.name, operation: 'replicationPolicies.create' }, (p, options) =>
        policies.beginCreate(p.vault, p.resourceGroup, policy.name, { properties: { providerSpecificInput: p.provider.policyInput(policy) } }, options),
      ),
    usePolicy: (policyId) => {
      // The name derives from the policy's: the same request again meets its own mapping.
      const name = `ferry-${policyId.slice(policyId.lastIndexOf('/') + 1)}`;
      return sendOnce(deps, { name, operation: 'replicationProtectionContainerMappings.create' }, (p, options) =>
        mappings.beginCreate(p.vault, p.resourceGroup, p.fabric, p.container, name, { properties: { targetProtectionContainerId: AZURE_SIDE, policyId } }, options),
      );
    },
  };
}

/** Sends one request that changes something, and takes nothing but its first answer. */
export async function sendOnce(deps: WriteDeps, what: { readonly name: string; readonly operation: string }, begin: Begin): Promise<Started> {
  const place = await deps.places.get();
  const receipt = makeReceipt();
  try {
    await begin(place, receipt.options);
  } catch (error) {
    // After the cloud said yes only the SDK's own question for the status can fail, and that decides nothing.
    if (receipt.started() === null) throw refused(deps, cloudError(error, { operation: what.operation, write: true, clock: deps.clock }));
  }
  const started = receipt.started();
  if (started === null) throw new Error(`${what.operation} ended without an answer`);
  deps.log.debug({ name: what.name, operation: what.operation, jobId: started.jobId, requestId: started.requestId }, 'Site Recovery accepted a request');
  return started;
}

function refused(deps: WriteDeps, error: CloudError): CloudError {
  if (error.kind === 'notFound') deps.places.forget();
  return error;
}
