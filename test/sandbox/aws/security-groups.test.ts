// Opening a port, and what that does to the machines behind it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.close());

const appliance = 'sg-0a1b2c3d4e5f60a01';
const port9443: IpPermission = { IpProtocol: 'tcp', FromPort: 9443, ToPort: 9443, UserIdGroupPairs: [{ GroupId: appliance, Description: 'Replication data' }] };
const open = (permission: IpPermission, GroupId: string = ids.legacyGroup) => aws.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [permission] }));
const reaching = () => aws.world.sources.list().filter((machine) => machine.reachesAppliance).length;

test('one rule lets eleven machines reach the appliance', async () => {
  expect(reaching()).toBe(13);
  const answer = await open(port9443);
  expect(answer).toMatchObject({ Return: true, SecurityGroupRules: [{ IsEgress: true, FromPort: 9443, ReferencedGroupInfo: { GroupId: appliance }, Description: 'Replication data' }] });
  expect(reaching()).toBe(24);
  const group = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [ids.legacyGroup] }));
  expect(group.SecurityGroups?.[0]?.IpPermissionsEgress).toHaveLength(2);
  expect(aws.world.journal.list().filter((entry) => entry.accepted)).toHaveLength(1);
});

test('the same rule twice is a duplicate', async () => {
  await open(port9443);
  expect((await refusalOf(open(port9443))).name).toBe('InvalidPermission.Duplicate');
});

test('an ingress rule by CIDR, in the short form', async () => {
  const flat = { GroupId: appliance, IpProtocol: 'tcp', FromPort: 445, ToPort: 445, CidrIp: '10.10.1.0/24' };
  const answer = await aws.ec2.send(new AuthorizeSecurityGroupIngressCommand(flat));
  expect(answer.SecurityGroupRules).toMatchObject([{ IsEgress: false, CidrIpv4: '10.10.1.0/24' }]);
});

const refused: readonly { permission: IpPermission; code: string; reason: string }[] = [
  { permission: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: '10.10.0.0/33' }] }, code: 'InvalidParameterValue', reason: 'a malformed CIDR' },
  { permission: { IpProtocol: 'tcp', FromPort: 2, ToPort: 1, IpRanges: [{ CidrIp: '10.10.0.0/16' }] }, code: 'InvalidParameterValue', reason: 'ports the wrong way round' },
  { permission: { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.10.0.0/16' }] }, code: 'InvalidParameterValue', reason: 'no ports' },
  { permission: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2 }, code: 'MissingParameter', reason: 'no peer' },
  { permission: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: 'sg-0a1b2c3d4e5f60c01' }] }, code: 'InvalidGroup.NotFound', reason: 'a peer in another VPC' },
];
test.each(refused)('$reason is refused', async ({ permission, code }) => {
  expect((await refusalOf(open(permission))).name).toBe(code);
});

test('an unknown group is refused, and a dry run adds nothing', async () => {
  expect((await refusalOf(open(port9443, 'sg-0ffffffffffffffff'))).name).toBe('InvalidGroup.NotFound');
  const dry = new AuthorizeSecurityGroupEgressCommand({ GroupId: ids.legacyGroup, IpPermissions: [port9443], DryRun: true });
  expect((await refusalOf(aws.ec2.send(dry))).name).toBe('DryRunOperation');
  expect(reaching()).toBe(13);
});
