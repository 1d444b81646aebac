// The Describe actions, read by the unmodified EC2 client: every element arrives under its member name.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as sdk from '@aws-sdk/client-ec2';
import { ids, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.close());

async function instance(id: string): Promise<sdk.Instance> {
  const answer = await aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0] ?? {};
}

describe('DescribeInstances', () => {
  test('shows a clean Windows machine with network, disks, groups and tags', async () => {
    const web01 = await instance(ids.web01);
    expect(web01).toMatchObject({
      InstanceId: ids.web01,
      State: { Code: 16, Name: 'running' },
      InstanceType: 'm5.large',
      Platform: 'windows',
      PlatformDetails: 'Windows',
      UsageOperation: 'RunInstances:0002',
      Architecture: 'x86_64',
      Hypervisor: 'xen',
      VirtualizationType: 'hvm',
      RootDeviceType: 'ebs',
      RootDeviceName: '/dev/sda1',
      CurrentInstanceBootMode: 'legacy-bios',
      PrivateIpAddress: '10.10.1.11',
      VpcId: 'vpc-0a1b2c3d4e5f60001',
      SourceDestCheck: true,
      EbsOptimized: true,
      SecurityGroups: [{ GroupId: 'sg-0a1b2c3d4e5f60b01', GroupName: 'web-tier' }],
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
      MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' },
      Placement: { AvailabilityZone: 'eu-west-1a', Tenancy: 'default' },
    });
    expect(web01.LaunchTime).toBeInstanceOf(Date);
    expect(web01.PublicIpAddress).toBeUndefined();
    expect(web01.StateReason).toBeUndefined();
    expect(web01.BlockDeviceMappings).toHaveLength(2);
    expect(web01.BlockDeviceMappings?.[0]).toMatchObject({ DeviceName: '/dev/sda1', Ebs: { Status: 'attached', DeleteOnTermination: true } });
    expect(web01.NetworkInterfaces?.[0]).toMatchObject({ PrivateIpAddress: '10.10.1.11', Attachment: { DeviceIndex: 0 }, PrivateIpAddresses: [{ Primary: true }] });
    expect(web01.Tags).toContainEqual({ Key: 'asr-migrate', Value: 'true' });
  });

  test('gives an elastic address and a stop reason where there is one', async () => {
    expect(await instance(ids.web08)).toMatchObject({ PublicIpAddress: '52.16.10.18', NetworkInterfaces: [{ Association: { PublicIp: '52.16.10.18' } }] });
    expect(await instance(ids.app08)).toMatchObject({ State: { Code: 80, Name: 'stopped' }, StateReason: { Code: 'Client.UserInitiatedShutdown' } });
  });

  test('puts machines launched together into one reservation', async () => {
    const answer = await aws.ec2.send(new sdk.DescribeInstancesCommand({ Filters: [{ Name: 'tag:Name', Values: ['web-09'] }] }));
    expect(answer.Reservations).toHaveLength(1);
    expect(answer.Reservations?.[0]).toMatchObject({ OwnerId: '111122223333', ReservationId: 'r-0a100000000000009' });
    expect(answer.Reservations?.[0]?.Instances).toHaveLength(2);
    expect(answer.NextToken).toBeUndefined();
  });

  test('carries the request id in the metadata', async () => {
    const answer = await aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [ids.web01] }));
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('filters', () => {
  const cases: readonly { filters: sdk.Filter[]; count: number; reason: string }[] = [
    { filters: [{ Name: 'tag:Wave', Values: ['W07'] }], count: 25, reason: 'the wave holds 25 machines' },
    { filters: [{ Name: 'tag:Name', Values: ['web-*'] }], count: 10, reason: 'a star stands for any text' },
    { filters: [{ Name: 'tag:Name', Values: ['web-0?'] }], count: 10, reason: 'a question mark stands for one character' },
    { filters: [{ Name: 'tag:Name', Values: ['web-0\\?'] }], count: 0, reason: 'an escaped wildcard is itself' },
    { filters: [{ Name: 'tag:Name', Values: ['WEB-01'] }], count: 0, reason: 'values are case-sensitive' },
    { filters: [{ Name: 'private-ip-address', Values: ['10.10.2.15'] }], count: 2, reason: 'two VPCs share an address' },
    { filters: [{ Name: 'private-ip-address', Values: ['10x10x2x15'] }], count: 0, reason: 'a dot in a pattern is a dot' },
    { filters: [{ Name: 'private-ip-address', Values: ['10.10.2.15'] }, { Name: 'vpc-id', Values: ['vpc-0a1b2c3d4e5f60001'] }], count: 1, reason: 'filters add up' },
    { filters: [{ Name: 'tag:Group', Values: ['web', 'db'] }], count: 17, reason: 'values are alternatives' },
    { filters: [{ Name: 'instance-state-name', Values: ['stopped'] }], count: 1, reason: 'app-08 is stopped' },
    { filters: [{ Name: 'instance-state-code', Values: ['80'] }], count: 1, reason: 'numbers compare as text' },
    { filters: [{ Name: 'tag-key', Values: ['aws:autoscaling:groupName'] }], count: 1, reason: 'app-06 belongs to a group' },
    { filters: [{ Name: 'tag:aws:autoscaling:groupName', Values: ['*'] }], count: 1, reason: 'a tag key may hold colons' },
    { filters: [{ Name: 'instance.group-id', Values: [ids.legacyGroup] }], count: 11, reason: 'the closed group is used by eleven' },
    { filters: [{ Name: 'architecture', Values: ['arm64'] }], count: 1, reason: 'app-07 is Graviton' },
    { filters: [{ Name: 'root-device-type', Values: ['instance-store'] }], count: 1, reason: 'db-05 boots from instance store' },
    { filters: [{ Name: 'virtualization-type', Values: ['paravirtual'] }], count: 1, reason: 'db-06 is paravirtual' },
    { filters: [{ Name: 'block-device-mapping.delete-on-termination', Values: ['true'] }, { Name: 'tag:Group', Values: ['db'] }], count: 6, reason: 'the instance-store root is no volume' },
  ];
  test.each(cases)('$reason', async ({ filters, count }) => {
    const answer = await aws.ec2.send(new sdk.DescribeInstancesCommand({ Filters: filters }));
    expect((answer.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? [])).toHaveLength(count);
  });
});

describe('the other resources', () => {
  test('instance status tells running machines from the rest', async () => {
    const running = await aws.ec2.send(new sdk.DescribeInstanceStatusCommand({}));
    const all = await aws.ec2.send(new sdk.DescribeInstanceStatusCommand({ IncludeAllInstances: true, InstanceIds: [ids.app08, ids.web01] }));
    expect(running.InstanceStatuses).toHaveLength(26);
    expect(all.InstanceStatuses).toMatchObject([
      { InstanceId: ids.web01, SystemStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] }, AttachedEbsStatus: { Status: 'ok' } },
      { InstanceId: ids.app08, InstanceState: { Name: 'stopped' }, InstanceStatus: { Status: 'not-applicable' } },
    ]);
  });

  test('attributes', async () => {
    const ask = (Attribute: sdk.InstanceAttributeName, InstanceId: string = ids.db03) => aws.ec2.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
    expect(await ask('disableApiTermination')).toMatchObject({ InstanceId: ids.db03, DisableApiTermination: { Value: true } });
    expect(await ask('disableApiStop')).toMatchObject({ DisableApiStop: { Value: true } });
    expect(await ask('disableApiStop', ids.web01)).toMatchObject({ DisableApiStop: { Value: false } });
    expect(await ask('instanceInitiatedShutdownBehavior')).toMatchObject({ InstanceInitiatedShutdownBehavior: { Value: 'stop' } });
  });

  test('instance types', async () => {
    const answer = await aws.ec2.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: ['m5.large', 't2.medium', 'm6g.large'] }));
    const byName = new Map(answer.InstanceTypes?.map((type) => [String(type.InstanceType), type]));
    expect(byName.get('m5.large')).toMatchObject({
      Hypervisor: 'nitro',
      VCpuInfo: { DefaultVCpus: 2, DefaultCores: 1, DefaultThreadsPerCore: 2 },
      MemoryInfo: { SizeInMiB: 8192 },
      ProcessorInfo: { SupportedArchitectures: ['x86_64'], SustainedClockSpeedInGhz: 3.1 },
      EbsInfo: { NvmeSupport: 'required', EbsOptimizedInfo: { BaselineBandwidthInMbps: 650 } },
      NetworkInfo: { MaximumNetworkInterfaces: 3, EnaSupport: 'required' },
      SupportedBootModes: ['legacy-bios', 'uefi'],
      InstanceStorageSupported: false,
      BareMetal: false,
    });
    expect(byName.get('t2.medium')).toMatchObject({ Hypervisor: 'xen', EbsInfo: { NvmeSupport: 'unsupported' } });
    expect(byName.get('m6g.large')).toMatchObject({ ProcessorInfo: { SupportedArchitectures: ['arm64'] } });
  });

  test('images by owner and by id', async () => {
    const self = await aws.ec2.send(new sdk.DescribeImagesCommand({ Owners: ['self'] }));
    expect(self.Images).toMatchObject([{ Name: 'import-RHEL-5.1-x86_64-hvm', OwnerId: '111122223333', Public: false, State: 'available' }]);
    const web01 = await instance(ids.web01);
    const byId = await aws.ec2.send(new sdk.DescribeImagesCommand({ ImageIds: [String(web01.ImageId)], IncludeDeprecated: true }));
    expect(byId.Images?.[0]?.Name).toMatch(/^Windows_Server-2019-English/);
    expect(byId.Images?.[0]?.BlockDeviceMappings?.[0]).toMatchObject({ DeviceName: '/dev/sda1', Ebs: { VolumeSize: 30, VolumeType: 'gp2' } });
  });

  test('volumes of a machine', async () => {
    const answer = await aws.ec2.send(new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [ids.db01] }] }));
    expect(answer.Volumes?.map((volume) => volume.Size)).toEqual([80, 200, 200]);
    expect(answer.Volumes?.[1]).toMatchObject({ State: 'in-use', Encrypted: true, VolumeType: 'gp3', Throughput: 125, MultiAttachEnabled: false });
    expect(answer.Volumes?.[1]?.Attachments).toMatchObject([{ InstanceId: ids.db01, Device: 'xvdf', State: 'attached', DeleteOnTermination: false }]);
  });

  test('security groups leave the ports of an open rule out, their rules say -1', async () => {
    const groups = await aws.ec2.send(new sdk.DescribeSecurityGroupsCommand({ GroupIds: ['sg-0a1b2c3d4e5f60b02'] }));
    const rules = await aws.ec2.send(new sdk.DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: ['sg-0a1b2c3d4e5f60b02'] }] }));
    const open = groups.SecurityGroups?.[0]?.IpPermissionsEgress?.[0];
    expect(open).toMatchObject({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], UserIdGroupPairs: [] });
    expect(open?.FromPort).toBeUndefined();
    expect(groups.SecurityGroups?.[0]?.IpPermissions?.[0]).toMatchObject({ FromPort: 8080, UserIdGroupPairs: [{ GroupId: 'sg-0a1b2c3d4e5f60b01', UserId: '111122223333' }] });
    expect(rules.SecurityGroupRules?.slice(0, 2)).toMatchObject([
      { IsEgress: false, FromPort: 8080, ToPort: 8080, ReferencedGroupInfo: { GroupId: 'sg-0a1b2c3d4e5f60b01' } },
      { IsEgress: true, IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0' },
    ]);
    const pushed = rules.SecurityGroupRules?.slice(2).map((rule) => [rule.FromPort, rule.ToPort, rule.ReferencedGroupInfo?.GroupId === 'sg-0a1b2c3d4e5f60a01']);
    expect(pushed).toEqual([[135, 135, true], [139, 139, true], [445, 445, true], [49_152, 65_535, true], [22, 22, true]]);
  });

  test('networks', async () => {
    const vpcs = await aws.ec2.send(new sdk.DescribeVpcsCommand({}));
    expect(vpcs.Vpcs).toMatchObject([{ CidrBlock: '10.10.0.0/16', IsDefault: false, State: 'available' }, { CidrBlock: '10.10.0.0/16' }]);
    const subnets = await aws.ec2.send(new sdk.DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: ['web'] }] }));
    expect(subnets.Subnets).toMatchObject([{ CidrBlock: '10.10.1.0/24', AvailableIpAddressCount: 241, MapPublicIpOnLaunch: false, Ipv6Native: false }]);
    const tables = await aws.ec2.send(new sdk.DescribeRouteTablesCommand({ Filters: [{ Name: 'association.subnet-id', Values: [String(subnets.Subnets?.[0]?.SubnetId)] }] }));
    expect(tables.RouteTables?.[0]?.Routes).toMatchObject([{ GatewayId: 'local' }, { DestinationCidrBlock: '0.0.0.0/0', State: 'active', Origin: 'CreateRoute' }]);
    const acls = await aws.ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: ['vpc-0a1b2c3d4e5f60001'] }] }));
    expect(acls.NetworkAcls?.[0]).toMatchObject({ IsDefault: true });
    expect(acls.NetworkAcls?.[0]?.Entries).toContainEqual({ CidrBlock: '0.0.0.0/0', Egress: true, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 });
  });

  test('addresses, tags and regions', async () => {
    const addresses = await aws.ec2.send(new sdk.DescribeAddressesCommand({}));
    expect(addresses.Addresses).toMatchObject([{ PublicIp: '52.16.10.18', InstanceId: ids.web08, PrivateIpAddress: '10.10.1.18', Domain: 'vpc' }]);
    const tags = await aws.ec2.send(new sdk.DescribeTagsCommand({ Filters: [{ Name: 'resource-type', Values: ['instance'] }, { Name: 'key', Values: ['Wave'] }] }));
    expect(tags.Tags).toHaveLength(25);
    const regions = await aws.ec2.send(new sdk.DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }));
    expect(regions.Regions).toMatchObject([{ RegionName: 'eu-west-1', Endpoint: 'ec2.eu-west-1.amazonaws.com', OptInStatus: 'opt-in-not-required' }]);
  });
});
