// The api versions of each resource type. Azure refuses one it does not know and names those it does.
import type { SandboxResponse } from '../http/server.ts';
import { armError } from './errors.ts';

type Family = { readonly type: string; readonly namespace: string; readonly path: RegExp; readonly versions: readonly string[] };

const network = ['2022-07-01', '2022-09-01', '2022-11-01', '2023-02-01', '2023-04-01', '2023-05-01', '2023-06-01', '2023-09-01', '2023-11-01', '2024-01-01', '2024-03-01', '2024-05-01', '2024-07-01', '2024-10-01', '2025-01-01'];
const compute = ['2022-08-01', '2022-11-01', '2023-03-01', '2023-07-01', '2023-09-01', '2024-03-01', '2024-07-01', '2024-11-01', '2025-04-01'];
const definitions = ['2019-09-01', '2020-09-01', '2021-06-01', '2023-04-01', '2024-05-01', '2025-01-01', '2025-03-01'];

// The first that fits counts: Site Recovery lies below the vaults of Recovery Services.
const families: readonly Family[] = [
  {
    type: 'vaults/replicationFabrics',
    namespace: 'Microsoft.RecoveryServices',
    path: /\/providers\/microsoft\.recoveryservices\/vaults\/[^/]+\/replication/,
    versions: ['2018-07-10', '2021-02-10', '2021-12-01', '2022-05-01', '2022-10-01', '2023-01-01', '2023-02-01', '2023-04-01', '2023-06-01', '2023-08-01', '2024-01-01', '2024-02-01', '2024-04-01', '2024-10-01', '2025-01-01', '2025-02-01', '2025-08-01', '2026-02-01'],
  },
  { type: 'locks', namespace: 'Microsoft.Authorization', path: /\/providers\/microsoft\.authorization\/locks/, versions: ['2015-01-01', '2016-09-01', '2017-04-01', '2020-05-01'] },
  {
    type: 'policyAssignments',
    namespace: 'Microsoft.Authorization',
    path: /\/providers\/microsoft\.authorization\/policyassignments/,
    versions: ['2019-09-01', '2020-03-01', '2020-09-01', '2021-06-01', '2022-06-01', '2023-04-01', '2024-04-01', '2024-05-01', '2025-01-01', '2025-03-01'],
  },
  { type: 'policyDefinitions', namespace: 'Microsoft.Authorization', path: /\/providers\/microsoft\.authorization\/policydefinitions/, versions: definitions },
  { type: 'policySetDefinitions', namespace: 'Microsoft.Authorization', path: /\/providers\/microsoft\.authorization\/policysetdefinitions/, versions: definitions },
  { type: 'permissions', namespace: 'Microsoft.Authorization', path: /\/providers\/microsoft\.authorization\/permissions/, versions: ['2015-07-01', '2018-07-01', '2022-04-01'] },
  {
    type: 'vaults',
    namespace: 'Microsoft.RecoveryServices',
    path: /\/providers\/microsoft\.recoveryservices\/vaults/,
    versions: ['2016-06-01', '2020-02-02', '2021-08-01', '2022-10-01', '2023-01-01', '2023-02-01', '2023-04-01', '2023-06-01', '2023-08-01', '2024-02-01', '2024-04-01', '2024-10-01', '2025-02-01', '2025-08-01'],
  },
  { type: 'serverSites', namespace: 'Microsoft.OffAzure', path: /\/providers\/microsoft\.offazure\/serversites/, versions: ['2020-01-01', '2020-07-07', '2023-06-06', '2023-10-01-preview', '2024-05-01-preview', '2024-12-01-preview'] },
  { type: 'eventtypes', namespace: 'Microsoft.Insights', path: /\/providers\/microsoft\.insights\/eventtypes\//, versions: ['2014-04-01', '2015-04-01', '2017-03-01-preview'] },
  { type: 'skus', namespace: 'Microsoft.Compute', path: /\/providers\/microsoft\.compute\/skus/, versions: ['2017-09-01', '2019-04-01', '2021-07-01'] },
  { type: 'disks', namespace: 'Microsoft.Compute', path: /\/providers\/microsoft\.compute\/disks/, versions: ['2022-07-02', '2023-01-02', '2023-04-02', '2023-10-02', '2024-03-02', '2025-01-02'] },
  { type: 'virtualMachines', namespace: 'Microsoft.Compute', path: /\/providers\/microsoft\.compute\//, versions: compute },
  { type: 'virtualNetworks', namespace: 'Microsoft.Network', path: /\/providers\/microsoft\.network\//, versions: network },
  { type: 'storageAccounts', namespace: 'Microsoft.Storage', path: /\/providers\/microsoft\.storage\//, versions: ['2021-09-01', '2022-05-01', '2022-09-01', '2023-01-01', '2023-04-01', '2023-05-01', '2024-01-01', '2025-01-01'] },
  {
    type: 'resourceGroups',
    namespace: '',
    path: /^\/subscriptions\/[^/]+\/resourcegroups(\/[^/]+)?\/?$/,
    versions: ['2018-05-01', '2019-05-01', '2019-10-01', '2020-06-01', '2020-10-01', '2021-01-01', '2021-04-01', '2022-09-01', '2023-07-01', '2024-03-01', '2024-07-01', '2024-11-01', '2025-03-01', '2025-04-01'],
  },
];

/** The refusal of a version that the type of resource does not have, or null. A path that nobody knows is for the router to refuse. */
export function unknownVersionRefusal(path: string, version: string): SandboxResponse | null {
  const lower = path.toLowerCase();
  const family = families.find((one) => one.path.test(lower));
  if (family === undefined || family.versions.includes(version)) return null;
  const supported = [...family.versions].toReversed().join(', ');
  if (family.namespace === '') return armError(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid. The supported versions are '${supported}'.`);
  return armError(400, 'InvalidResourceType', `The resource type '${family.type}' could not be found in the namespace '${family.namespace}' for api version '${version}'. The supported api-versions are '${supported}'.`);
}
