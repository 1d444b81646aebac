// Reads everything the checks need of one machine: the instance first, then its parts side by side.
import {
  DescribeImagesCommand,
  DescribeInstanceTypesCommand,
  DescribeInstancesCommand,
  paginateDescribeSecurityGroupRules,
  paginateDescribeVolumes,
  type Instance,
  type SecurityGroupRule,
  type Volume,
} from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { InstanceId } from '../../domain/ids.ts';
import type { Machine, MachineFacts, Read } from '../../domain/machine.ts';
import { CloudError, type Clock } from '../../ports.ts';
import type { Readers } from './clients.ts';
import { cloudError } from './errors.ts';
import { machineOf, orEmpty, orNull } from './machines.ts';
import { diskOf, guestOf, hardwareOf, imageOf, ruleOf, type Value } from './parts.ts';

/** What reading facts needs; `signal` starts the deadline of one call. */
type FactReader = { readonly readers: Readers; readonly clock: Clock; readonly signal: () => AbortSignal };

/** One machine with everything that could be read of it. */
export async function readFacts(reader: FactReader, id: InstanceId): Promise<MachineFacts> {
  const readAt = reader.clock.now();
  const instance = await readInstance(reader, id);
  const machine = instance === null ? null : machineOf(instance);
  if (instance === null || machine === null) throw new CloudError({ kind: 'notFound', operation: 'ec2:DescribeInstances', message: `there is no instance ${id}`, code: 'InvalidInstanceID.NotFound' });
  const [disks, image, guest, rules, hardware] = await Promise.all([
    part('ec2:DescribeVolumes', () => readDisks(reader, instance)),
    part('ec2:DescribeImages', () => readImage(reader, instance)),
    part('ssm:DescribeInstanceInformation', () => readGuest(reader, id)),
    part('ec2:DescribeSecurityGroupRules', () => readRules(reader, instance)),
    part('ec2:DescribeInstanceTypes', () => readHardware(reader, instance)),
  ]);
  return { ...machine, readAt, ...ownFacts(instance), disks, image, guest, rules, hardware };
}

type OwnFacts = Omit<MachineFacts, 'readAt' | 'disks' | 'image' | 'guest' | 'rules' | 'hardware' | keyof Machine>;

function ownFacts(instance: Instance): OwnFacts {
  return {
    architecture: orEmpty(instance.Architecture),
    virtualization: orEmpty(instance.VirtualizationType),
    rootDeviceType: orEmpty(instance.RootDeviceType),
    rootDeviceName: orNull(instance.RootDeviceName),
    platform: orNull(instance.Platform),
    usageOperation: orNull(instance.UsageOperation),
    bootMode: orNull(instance.CurrentInstanceBootMode),
    imageId: orNull(instance.ImageId),
    networkInterfaces: instance.NetworkInterfaces?.length ?? 0,
    securityGroups: (instance.SecurityGroups ?? []).map((group) => ({ id: orEmpty(group.GroupId), name: orEmpty(group.GroupName) })),
    lifecycle: orNull(instance.InstanceLifecycle),
  };
}

async function readInstance(reader: FactReader, id: InstanceId): Promise<Instance | null> {
  try {
    const answer = await reader.readers.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }), { abortSignal: reader.signal() });
    return answer.Reservations?.flatMap((reservation) => reservation.Instances ?? [])[0] ?? null;
  } catch (error) {
    throw cloudError(error, { operation: 'ec2:DescribeInstances', write: false });
  }
}

// One part that cannot be read makes that part unknown, not the whole machine.
async function part<T>(operation: string, read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    return { known: false, why: wordsFor(cloudError(error, { operation, write: false })) };
  }
}

const WHY: { readonly [K in CloudError['kind']]: string } = {
  throttled: 'AWS asks for fewer requests',
  unavailable: 'AWS could not be reached',
  conflict: 'AWS refused the request',
  notFound: 'AWS does not know it',
  forbidden: 'Ferry is not allowed to read it',
  invalid: 'AWS refused the request',
};

function wordsFor(error: CloudError): string {
  return `${WHY[error.kind]} (${error.operation}${error.code === null ? '' : `: ${error.code}`})`;
}

async function readDisks(reader: FactReader, instance: Instance): Promise<Value<'disks'>> {
  const volumes: Volume[] = [];
  const filters = [{ Name: 'attachment.instance-id', Values: [instance.InstanceId ?? ''] }];
  for await (const page of paginateDescribeVolumes({ client: reader.readers.ec2 }, { Filters: filters }, { abortSignal: reader.signal() })) volumes.push(...(page.Volumes ?? []));
  return volumes.map((volume) => diskOf(volume, instance));
}

async function readRules(reader: FactReader, instance: Instance): Promise<Value<'rules'>> {
  const groups = (instance.SecurityGroups ?? []).map((group) => group.GroupId).filter((id) => id !== undefined);
  // Without a filter AWS would answer with the rules of the whole region.
  if (groups.length === 0) return [];
  const rules: SecurityGroupRule[] = [];
  const filters = [{ Name: 'group-id', Values: groups }];
  for await (const page of paginateDescribeSecurityGroupRules({ client: reader.readers.ec2 }, { Filters: filters }, { abortSignal: reader.signal() })) rules.push(...(page.SecurityGroupRules ?? []));
  return rules.map(ruleOf).filter((rule) => rule !== null);
}

async function readImage(reader: FactReader, instance: Instance): Promise<Value<'image'>> {
  if (!instance.ImageId) return null;
  try {
    // Images of old machines are often deprecated by now, and then hidden from a plain question.
    const answer = await reader.readers.ec2.send(new DescribeImagesCommand({ ImageIds: [instance.ImageId], IncludeDeprecated: true }), { abortSignal: reader.signal() });
    const image = answer.Images?.[0];
    return image === undefined ? null : imageOf(image);
  } catch (error) {
    const trouble = cloudError(error, { operation: 'ec2:DescribeImages', write: false });
    if (trouble.kind === 'notFound') return null;
    throw trouble;
  }
}

async function readGuest(reader: FactReader, id: InstanceId): Promise<Value<'guest'>> {
  const answer = await reader.readers.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }), { abortSignal: reader.signal() });
  const info = answer.InstanceInformationList?.[0];
  return info === undefined ? null : guestOf(info);
}

async function readHardware(reader: FactReader, instance: Instance): Promise<Value<'hardware'>> {
  const type = instance.InstanceType;
  if (type === undefined) throw new CloudError({ kind: 'notFound', operation: 'ec2:DescribeInstanceTypes', message: 'the instance has no type' });
  const answer = await reader.readers.ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: [type] }), { abortSignal: reader.signal() });
  const info = answer.InstanceTypes?.[0];
  if (info === undefined) throw new CloudError({ kind: 'notFound', operation: 'ec2:DescribeInstanceTypes', message: `AWS does not know the type ${type}` });
  return hardwareOf(info, instance);
}
