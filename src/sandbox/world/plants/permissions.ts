// Permissions that the role lacks: what cannot be read is unknown, and never a pass.
import { change } from './change.ts';
import type { Plant } from './types.ts';

function denied(check: string, ...actions: readonly string[]): readonly Plant[] {
  return actions.map((action) => ({
    name: `DENIED_${action.replace(/^.*:/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`,
    check,
    on: 'scope',
    plant: ({ world: { aws } }) => change(aws, { denied: new Set([...aws.denied, action]) }),
  }));
}

/** One for each action that Ferry may use; the check is one of those that then cannot tell. */
export const permissionPlants: readonly Plant[] = [
  ...denied('SRC-EXISTS', 'ec2:DescribeInstances'),
  ...denied('SRC-STATUS', 'ec2:DescribeInstanceStatus'),
  ...denied('SRC-TERMPROT', 'ec2:DescribeInstanceAttribute'),
  ...denied('SRC-ACCEL', 'ec2:DescribeInstanceTypes'),
  ...denied('OS-KNOWN', 'ec2:DescribeImages', 'ssm:DescribeInstanceInformation'),
  ...denied('OS-PVDRV', 'ssm:GetInventory', 'ssm:ListInventoryEntries'),
  ...denied('DSK-COUNT', 'ec2:DescribeVolumes'),
  ...denied('DSK-STATE', 'ec2:DescribeVolumesModifications'),
  ...denied('DSK-CHURN', 'cloudwatch:GetMetricData'),
  ...denied('NET-SG-OUT', 'ec2:DescribeSecurityGroupRules', 'ec2:GetManagedPrefixListEntries', 'ec2:AuthorizeSecurityGroupEgress'),
  ...denied('NET-SG-IN-APP', 'ec2:AuthorizeSecurityGroupIngress'),
  ...denied('NET-IPV6', 'ec2:DescribeSubnets'),
  ...denied('NET-ROUTE', 'ec2:DescribeRouteTables'),
  ...denied('NET-NACL', 'ec2:DescribeNetworkAcls'),
  ...denied('NET-VPC', 'ec2:DescribeVpcPeeringConnections'),
];
