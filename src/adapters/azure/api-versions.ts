/** The ARM API versions of the plain calls, by what they read; Site Recovery's SDK brings its own. */
export const API_VERSIONS = {
  vaults: '2024-04-01',
  offAzure: '2020-01-01',
  resources: '2021-04-01',
  network: '2023-09-01',
  compute: '2024-03-01',
  disks: '2023-04-02',
  skus: '2021-07-01',
  storage: '2023-01-01',
  locks: '2016-09-01',
  policyAssignments: '2022-06-01',
  policyDefinitions: '2021-06-01',
  permissions: '2022-04-01',
  activityLog: '2015-04-01',
} as const;
