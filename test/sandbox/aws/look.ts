// Reads everything that AWS shows of one machine and of what is around it, through the unmodified clients.
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as sdk from '@aws-sdk/client-ec2';
import * as ssm from '@aws-sdk/client-ssm';
import { ids, type Aws } from './support.ts';

const aDay = 86_400_000;

/** All that can be read; a part that is refused is the name of the refusal. */
export async function look(aws: Aws, id: string) {
  const found = await part(instanceOf(aws, id));
  const instance = typeof found === 'string' ? undefined : found;
  const parts = {
    instance: found,
    namesakes: await part(namesakes(aws, instance)),
    ...(await attributes(aws, id)),
    status: await part(aws.ec2.send(new sdk.DescribeInstanceStatusCommand({ InstanceIds: [id], IncludeAllInstances: true, IncludeManagedResources: true }))),
    types: await part(typeOf(aws, instance)),
    image: await part(aws.ec2.send(new sdk.DescribeImagesCommand({ Filters: [{ Name: 'image-id', Values: [instance?.ImageId ?? ''] }] }))),
    ...(await disks(aws, id)),
    ...(await guest(aws, id)),
    ...(await network(aws, instance)),
  };
  return JSON.parse(JSON.stringify(parts, (key, value: unknown) => (key === '$metadata' ? undefined : value))) as typeof parts;
}

async function part<T>(call: Promise<T>): Promise<T | string> {
  try {
    return await call;
  } catch (error) {
    return (error as Error).name;
  }
}

async function instanceOf(aws: Aws, id: string): Promise<sdk.Instance> {
  const answer = await aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [id], IncludeManagedResources: true }));
  return answer.Reservations?.[0]?.Instances?.[0] ?? {};
}

function namesakes(aws: Aws, instance: sdk.Instance | undefined) {
  const name = instance?.Tags?.find((tag) => tag.Key === 'Name')?.Value ?? '';
  const filters = [['tag:Name', name], ['private-ip-address', instance?.PrivateIpAddress ?? '']] as const;
  return Promise.all(filters.map(([Name, value]) => aws.ec2.send(new sdk.DescribeInstancesCommand({ Filters: [{ Name, Values: [value] }] })).then((answer) => answer.Reservations?.length)));
}

async function attributes(aws: Aws, InstanceId: string) {
  const read = (Attribute: sdk.InstanceAttributeName) => part(aws.ec2.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId, Attribute })));
  return { termination: await read('disableApiTermination'), stop: await read('disableApiStop'), shutdown: await read('instanceInitiatedShutdownBehavior') };
}

function typeOf(aws: Aws, instance: sdk.Instance | undefined) {
  return aws.ec2.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: [instance?.InstanceType ?? 'm5.large'] }));
}

async function disks(aws: Aws, id: string) {
  const volumes = await part(aws.ec2.send(new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] })));
  const ofMachine = typeof volumes === 'string' ? [] : (volumes.Volumes ?? []).map((volume) => volume.VolumeId ?? '');
  return {
    volumes,
    modifications: await part(aws.ec2.send(new sdk.DescribeVolumesModificationsCommand({ Filters: [{ Name: 'volume-id', Values: ofMachine }] }))),
    written: await part(written(aws, ofMachine)),
  };
}

function written(aws: Aws, volumes: readonly string[]) {
  const end = Math.floor(aws.world.clock.now() / aDay) * aDay;
  const queries = volumes.slice(0, 3).map((Value, index) => ({ Id: `v${index}`, MetricStat: { Metric: { Namespace: 'AWS/EBS', MetricName: 'VolumeWriteBytes', Dimensions: [{ Name: 'VolumeId', Value }] }, Period: 86_400, Stat: 'Sum' } }));
  return aws.cloudWatch.send(new cloudWatch.GetMetricDataCommand({ StartTime: new Date(end - aDay), EndTime: new Date(end), MetricDataQueries: queries }));
}

async function guest(aws: Aws, id: string) {
  const filters = [{ Key: 'AWS:InstanceInformation.InstanceId', Values: [id], Type: ssm.InventoryQueryOperatorType.EQUAL }];
  return {
    agent: await part(aws.ssm.send(new ssm.DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }))),
    software: await part(aws.ssm.send(new ssm.GetInventoryCommand({ Filters: filters, ResultAttributes: [{ TypeName: 'AWS:Application' }] }))),
    entries: await part(aws.ssm.send(new ssm.ListInventoryEntriesCommand({ InstanceId: id, TypeName: 'AWS:Application' }))),
  };
}

async function network(aws: Aws, instance: sdk.Instance | undefined) {
  const subnets = [instance?.SubnetId ?? '', 'subnet-0a1b2c3d4e5f60000'];
  const groups = [...(instance?.SecurityGroups ?? []).map((group) => group.GroupId ?? ''), 'sg-0a1b2c3d4e5f60a01'];
  const at = (Name: string, Values: string[]) => ({ Filters: [{ Name, Values }] });
  return {
    rules: await part(aws.ec2.send(new sdk.DescribeSecurityGroupRulesCommand(at('group-id', groups)))),
    list: await part(aws.ec2.send(new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-0a1b2c3d4e5f60001' }))),
    subnets: await part(aws.ec2.send(new sdk.DescribeSubnetsCommand(at('subnet-id', subnets)))),
    routes: await part(aws.ec2.send(new sdk.DescribeRouteTablesCommand(at('association.subnet-id', subnets)))),
    acls: await part(aws.ec2.send(new sdk.DescribeNetworkAclsCommand(at('association.subnet-id', subnets)))),
    peerings: await part(aws.ec2.send(new sdk.DescribeVpcPeeringConnectionsCommand({}))),
    out: await part(mayAdd(aws, true)),
    in: await part(mayAdd(aws, false)),
  };
}

function mayAdd(aws: Aws, egress: boolean) {
  const rule = { GroupId: ids.legacyGroup, DryRun: true, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 9443, ToPort: 9443, IpRanges: [{ CidrIp: '10.10.0.10/32' }] }] };
  return egress ? aws.ec2.send(new sdk.AuthorizeSecurityGroupEgressCommand(rule)) : aws.ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand(rule));
}
