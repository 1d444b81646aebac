/** Everything Ferry is allowed to need: one line for each action of a cloud, with what it is for. Roles, docs and the doctor are made from it or compared with it. */

/** Where a permission has to be given. `vault`: the vault and the discovery site beside it; `target`: resource groups, networks and the cache account of the moved machines; `machine`: EC2 resources that carry the agreed tag. */
type PermissionScope = 'vault' | 'target' | 'subscription' | 'account' | 'machine' | 'tenant';

/** One permission. */
export type NeededPermission = {
  readonly cloud: 'azure' | 'aws' | 'graph';
  /** As the cloud writes it in a role. */
  readonly action: string;
  readonly scope: PermissionScope;
  readonly kind: 'read' | 'write';
  /** The commands that lead to it; `watch` is what Ferry does by itself. */
  readonly verbs: readonly string[];
  /** Never asked for by Ferry: Azure demands it of whoever asks for the action named here. */
  readonly comesWith?: string;
  /** Nothing breaks without it: what it would tell is shown as not known. */
  readonly optional?: true;
};

type Lines = Pick<NeededPermission, 'cloud' | 'scope' | 'kind' | 'verbs'> & Partial<Pick<NeededPermission, 'comesWith' | 'optional'>>;

const VAULT = 'Microsoft.RecoveryServices/vaults';
const CONTAINER = `${VAULT}/replicationFabrics/replicationProtectionContainers`;
const ITEM = `${CONTAINER}/replicationProtectedItems`;

/** Commands that look at machines against every prerequisite. */
const CHECKING = ['check', 'replicate', 'test', 'cutover'] as const;
/** Commands that look at where machines stand, and the watch that Ferry keeps. */
const LOOKING = ['discover', 'status', 'next', 'plan', 'wave', 'watch'] as const;
/** Commands that check, and commands that plan many machines. */
const PLANNING = [...CHECKING, 'capacity', 'network'] as const;

/** Every permission, by cloud and place. */
export const PERMISSIONS: readonly NeededPermission[] = [
  // The vault: looked at all the time, changed by few commands.
  ...each({ cloud: 'azure', scope: 'vault', kind: 'read', verbs: [...CHECKING, 'setup', 'policy', 'settings', 'watch'] }, [`${VAULT}/replicationFabrics/read`, `${CONTAINER}/read`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'read', verbs: [...CHECKING, ...LOOKING] }, [`${VAULT}/replicationProtectedItems/read`, `${ITEM}/read`, `${VAULT}/replicationJobs/read`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'read', verbs: [...CHECKING, 'setup', 'policy', 'settings'] }, [`${VAULT}/read`, `${CONTAINER}/replicationProtectionContainerMappings/read`, `${VAULT}/replicationPolicies/read`, 'Microsoft.OffAzure/ServerSites/runasaccounts/read']),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'read', verbs: CHECKING }, [`${CONTAINER}/replicationProtectableItems/read`, `${ITEM}/targetComputeSizes/read`, 'Microsoft.OffAzure/ServerSites/machines/read', 'Microsoft.Authorization/permissions/read']),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['policy'] }, [`${VAULT}/replicationPolicies/write`, `${CONTAINER}/replicationProtectionContainerMappings/write`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['replicate'] }, [`${ITEM}/write`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['test'] }, [`${ITEM}/testFailover/action`, `${ITEM}/testFailoverCleanup/action`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['cutover'] }, [`${ITEM}/unplannedFailover/action`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['complete'] }, [`${ITEM}/remove/action`]),
  // A job that waits for a person's own work goes on when he says that it is done.
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['done'] }, [`${VAULT}/replicationJobs/resume/action`]),

  // A wave that has a recovery plan in the vault; nothing else touches plans.
  ...each({ cloud: 'azure', scope: 'vault', kind: 'read', verbs: ['wave', 'watch'], optional: true }, [`${VAULT}/replicationRecoveryPlans/read`]),
  ...each({ cloud: 'azure', scope: 'vault', kind: 'write', verbs: ['wave'], optional: true }, [`${VAULT}/replicationRecoveryPlans/write`, `${VAULT}/replicationRecoveryPlans/testFailover/action`, `${VAULT}/replicationRecoveryPlans/testFailoverCleanup/action`, `${VAULT}/replicationRecoveryPlans/unplannedFailover/action`]),

  // Where the machines land.
  ...each({ cloud: 'azure', scope: 'target', kind: 'read', verbs: CHECKING }, ['Microsoft.Compute/disks/read', 'Microsoft.Storage/storageAccounts/read', 'Microsoft.Authorization/locks/read', 'Microsoft.Authorization/policyAssignments/read', 'Microsoft.Authorization/permissions/read']),
  ...each({ cloud: 'azure', scope: 'target', kind: 'read', verbs: CHECKING, optional: true }, ['Microsoft.Storage/storageAccounts/blobServices/read']),
  ...each({ cloud: 'azure', scope: 'target', kind: 'read', verbs: [...CHECKING, 'rollback', 'watch'] }, ['Microsoft.Compute/virtualMachines/read']),
  ...each({ cloud: 'azure', scope: 'target', kind: 'write', verbs: ['rollback'] }, ['Microsoft.Compute/virtualMachines/deallocate/action']),
  // Site Recovery makes and removes machines in the name of whoever starts a replication, and looks then whether he could.
  ...each({ cloud: 'azure', scope: 'target', kind: 'write', verbs: ['replicate', 'test', 'cutover'], comesWith: `${ITEM}/write` }, [
    ...['Microsoft.Compute/virtualMachines/write', 'Microsoft.Compute/virtualMachines/delete', 'Microsoft.Compute/disks/write'],
    ...['Microsoft.Network/networkInterfaces/write', 'Microsoft.Network/networkInterfaces/delete', 'Microsoft.Network/networkInterfaces/join/action'],
    ...['Microsoft.Network/virtualNetworks/subnets/read', 'Microsoft.Network/virtualNetworks/subnets/join/action', 'Microsoft.Storage/storageAccounts/listKeys/action'],
  ]),

  // What only the subscription knows.
  ...each({ cloud: 'azure', scope: 'subscription', kind: 'read', verbs: PLANNING }, ['Microsoft.Resources/subscriptions/resourceGroups/read', 'Microsoft.Network/virtualNetworks/read', 'Microsoft.Network/networkSecurityGroups/read', 'Microsoft.Network/networkInterfaces/read', 'Microsoft.Compute/skus/read', 'Microsoft.Compute/locations/usages/read']),
  ...each({ cloud: 'azure', scope: 'subscription', kind: 'read', verbs: CHECKING, optional: true }, ['Microsoft.Authorization/policyDefinitions/read', 'Microsoft.Authorization/policySetDefinitions/read']),
  ...each({ cloud: 'azure', scope: 'subscription', kind: 'read', verbs: ['watch'], optional: true }, ['Microsoft.Insights/eventtypes/values/read']),

  // AWS: every description is for the whole account, for AWS knows no narrower one.
  ...each({ cloud: 'aws', scope: 'account', kind: 'read', verbs: [...PLANNING, ...LOOKING] }, ['ec2:DescribeInstances', 'ec2:DescribeVolumes']),
  ...each({ cloud: 'aws', scope: 'account', kind: 'read', verbs: PLANNING }, [
    ...['ec2:DescribeInstanceStatus', 'ec2:DescribeInstanceAttribute', 'ec2:DescribeInstanceTypes', 'ec2:DescribeImages', 'ec2:DescribeVolumesModifications'],
    ...['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSubnets', 'ec2:DescribeNetworkAcls', 'ec2:DescribeRouteTables'],
  ]),
  ...each({ cloud: 'aws', scope: 'account', kind: 'read', verbs: CHECKING, optional: true }, ['ec2:GetManagedPrefixListEntries', 'ssm:DescribeInstanceInformation', 'ssm:GetInventory']),
  ...each({ cloud: 'aws', scope: 'account', kind: 'read', verbs: ['check', 'capacity'], optional: true }, ['cloudwatch:GetMetricData']),
  ...each({ cloud: 'aws', scope: 'machine', kind: 'write', verbs: ['cutover'] }, ['ec2:StopInstances']),
  ...each({ cloud: 'aws', scope: 'machine', kind: 'write', verbs: ['rollback'] }, ['ec2:StartInstances']),
  ...each({ cloud: 'aws', scope: 'machine', kind: 'write', verbs: ['fix'], optional: true }, ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress']),

  // Graph: only where the settings name a group.
  ...each({ cloud: 'graph', scope: 'tenant', kind: 'read', verbs: ['watch'], optional: true }, ['GroupMember.Read.All', 'Member.Read.Hidden', 'User.Read.All']),
];

function each(lines: Lines, actions: readonly string[]): readonly NeededPermission[] {
  return actions.map((action) => ({ ...lines, action }));
}
