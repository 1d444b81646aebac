// Opening a port, and what that does to the machines behind it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
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
  { permission: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: appliance, UserId: '999988887777' }] }, code: 'InvalidGroup.NotFound', reason: 'a peer of somebody else' },
  { permission: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, PrefixListIds: [{ PrefixListId: 'pl-0ffffffffffffffff' }] }, code: 'InvalidPrefixListID.NotFound', reason: 'a prefix list that is not there' },
  { permission: { ...port9443, UserIdGroupPairs: [{ GroupId: appliance, Description: 'für 9443' }] }, code: 'InvalidParameterValue', reason: 'a description with letters that AWS does not take' },
  { permission: { ...port9443, UserIdGroupPairs: [{ GroupId: appliance }, { GroupId: appliance }] }, code: 'InvalidParameterValue', reason: 'the same peer twice in one request' },
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

test('several permissions are added together, with the tags and descriptions they came with', async () => {
  const answer = await aws.ec2.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId: ids.legacyGroup,
      IpPermissions: [port9443, { IpProtocol: 'tcp', FromPort: 8443, ToPort: 8443, IpRanges: [{ CidrIp: '10.10.0.0/24', Description: 'Second' }], Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }] }],
      TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'made-by', Value: 'ferry' }] }],
    }),
  );
  expect(answer.SecurityGroupRules).toMatchObject([
    { FromPort: 9443, ReferencedGroupInfo: { GroupId: appliance }, Tags: [{ Key: 'made-by', Value: 'ferry' }] },
    { FromPort: 8443, CidrIpv4: '10.10.0.0/24', Description: 'Second' },
    { FromPort: 8443, CidrIpv6: '2001:db8::/32' },
  ]);
  const rules = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: (answer.SecurityGroupRules ?? []).map((rule) => rule.SecurityGroupRuleId ?? '') }));
  expect(rules.SecurityGroupRules).toHaveLength(3);
});

test('one duplicate among several permissions refuses all of them', async () => {
  await open(port9443);
  const both = aws.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: ids.legacyGroup, IpPermissions: [port9443, { ...port9443, FromPort: 8443, ToPort: 8443 }] }));
  expect((await refusalOf(both)).name).toBe('InvalidPermission.Duplicate');
  const group = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [ids.legacyGroup] }));
  expect(group.SecurityGroups?.[0]?.IpPermissionsEgress?.map((permission) => permission.FromPort)).toEqual([443, 9443]);
});

test('a dry run says that a rule is there already', async () => {
  await open(port9443);
  const dry = new AuthorizeSecurityGroupEgressCommand({ GroupId: ids.legacyGroup, IpPermissions: [port9443], DryRun: true });
  expect((await refusalOf(aws.ec2.send(dry))).name).toBe('InvalidPermission.Duplicate');
});

test('a group holds sixty rules in each direction', async () => {
  const ranges = (from: number, count: number) => ({ ...port9443, UserIdGroupPairs: [], IpRanges: Array.from({ length: count }, (_, index) => ({ CidrIp: `10.99.${from + index}.0/24` })) });
  await open(ranges(0, 59));
  expect((await refusalOf(open(ranges(100, 1)))).name).toBe('RulesPerSecurityGroupLimitExceeded');
  const ingress = new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.legacyGroup, IpPermissions: [ranges(0, 50)] });
  expect((await aws.ec2.send(ingress)).SecurityGroupRules).toHaveLength(50);
});

test('a group of a peered VPC can be named, until the peering is gone', async () => {
  const peers = [{ GroupId: 'sg-0a1b2c3d4e5f60c01' }];
  aws.world.aws.peerings = [{ peeringId: 'pcx-0a1b2c3d4e5f60009', requesterVpcId: 'vpc-0a1b2c3d4e5f60002', accepterVpcId: 'vpc-0a1b2c3d4e5f60001', state: 'active' }];
  expect((await open({ ...port9443, UserIdGroupPairs: peers })).SecurityGroupRules).toMatchObject([{ ReferencedGroupInfo: { GroupId: 'sg-0a1b2c3d4e5f60c01', VpcId: 'vpc-0a1b2c3d4e5f60002' } }]);
  aws.world.aws.peerings = [];
  expect((await refusalOf(open({ ...port9443, FromPort: 8443, ToPort: 8443, UserIdGroupPairs: peers }))).name).toBe('InvalidGroup.NotFound');
});

test('a role that may not add rules is refused, dry or not', async () => {
  aws.world.aws.denied = new Set(['ec2:AuthorizeSecurityGroupEgress']);
  expect(await refusalOf(open(port9443))).toMatchObject({ name: 'UnauthorizedOperation', status: 403 });
  const dry = new AuthorizeSecurityGroupEgressCommand({ GroupId: ids.legacyGroup, IpPermissions: [port9443], DryRun: true });
  expect(await refusalOf(aws.ec2.send(dry))).toMatchObject({ name: 'UnauthorizedOperation', status: 403 });
  expect(reaching()).toBe(13);
});
