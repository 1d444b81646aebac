// The whole routing table.
import type { SandboxResponse } from '../http/server.ts';
import type { Call, Route } from './call.ts';
import { activityLogRoutes } from './activity-log/routes.ts';
import { diskRoutes } from './compute/disks.ts';
import { machineRoutes } from './compute/machines.ts';
import { skuRoutes } from './compute/skus.ts';
import { lockRoutes } from './governance/locks.ts';
import { policyAssignmentRoutes } from './governance/policies.ts';
import { rightRoutes } from './governance/right-routes.ts';
import { eventRoutes } from './infrastructure/events.ts';
import { fabricRoutes } from './infrastructure/fabrics.ts';
import { operatingSystemRoutes } from './infrastructure/operating-systems.ts';
import { policyRoutes } from './infrastructure/policies.ts';
import { protectableRoutes } from './infrastructure/protectables.ts';
import { vaultRoutes } from './infrastructure/vault-overview.ts';
import { itemRoutes } from './items/routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { operationRoutes } from './lro.ts';
import { cardRoutes } from './network/cards.ts';
import { networkRoutes } from './network/routes.ts';
import { offAzureRoutes } from './offazure/routes.ts';
import { planRoutes } from './plans/routes.ts';
import { resourceRoutes } from './resources.ts';
import { makeRouter, type Router } from './router.ts';

const container = '/replicationFabrics/{fabric}/replicationProtectionContainers/{container}';

// Below each of these stands the address at which the result of an operation is read.
const operationParents = [
  container,
  `${container}/replicationProtectedItems/{item}`,
  `${container}/replicationProtectionContainerMappings/{mapping}`,
  '/replicationPolicies/{policy}',
  '/replicationRecoveryPlans/{plan}',
  '/replicationJobs/{job}',
  '/replicationVaultHealth',
];

const resources: readonly Route[] = [
  ...resourceRoutes,
  ...lockRoutes,
  ...policyAssignmentRoutes,
  ...rightRoutes,
  ...networkRoutes,
  ...cardRoutes,
  ...skuRoutes,
  ...machineRoutes,
  ...diskRoutes,
  ...offAzureRoutes,
  ...vaultRoutes,
  ...fabricRoutes,
  ...policyRoutes,
  ...protectableRoutes,
  ...operatingSystemRoutes,
  ...itemRoutes,
  ...jobRoutes,
  ...planRoutes,
  ...eventRoutes,
  ...activityLogRoutes,
];

/** The router of the Azure side. */
export function makeAzureRouter(): Router {
  const plain = makeRouter(resources);
  const readResource = (call: Call, path: string): SandboxResponse => plain({ ...call, req: { ...call.req, method: 'GET', path } });
  return makeRouter([...operationRoutes(readResource, operationParents), ...resources]);
}
