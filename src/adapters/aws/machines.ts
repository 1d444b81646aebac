// Turns EC2's answers into machines.
import type { Instance } from '@aws-sdk/client-ec2';
import { instanceIdFromCloud } from '../../domain/ids.ts';
import type { Machine, PowerState } from '../../domain/machine.ts';
import type { SourceState } from '../../domain/observation.ts';

const POWERS: ReadonlySet<string> = new Set<PowerState>(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']);

function isPower(word: string): word is PowerState {
  return POWERS.has(word);
}

/** A state EC2 may invent one day counts as "between states": nothing is done then. */
export function powerOf(instance: Instance): PowerState {
  const word = instance.State?.Name ?? '';
  return isPower(word) ? word : 'pending';
}

/** The tags of a machine by key. */
export function tagsOf(instance: Instance): Readonly<Record<string, string>> {
  return Object.fromEntries((instance.Tags ?? []).flatMap((tag) => (tag.Key === undefined ? [] : [[tag.Key, tag.Value ?? '']])));
}

/** One line of the inventory; null for an answer without an id. */
export function machineOf(instance: Instance): Machine | null {
  const { InstanceId: id } = instance;
  if (id === undefined) return null;
  const tags = tagsOf(instance);
  return {
    instanceId: instanceIdFromCloud(id),
    name: tags['Name'] || id,
    ...addressesOf(instance),
    power: powerOf(instance),
    instanceType: instance.InstanceType ?? '',
    platformDetails: instance.PlatformDetails ?? '',
    launchedAt: instance.LaunchTime?.getTime() ?? null,
    tags,
    volumeIds: (instance.BlockDeviceMappings ?? []).flatMap((mapping) => mapping.Ebs?.VolumeId ?? []),
  };
}

/** Text or nothing: EC2 writes empty elements for what a machine does not have. */
export function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** Text, empty when there is none. */
export function orEmpty(text: string | undefined): string {
  return text ?? '';
}

function addressesOf(instance: Instance): Pick<Machine, 'privateIp' | 'publicIp' | 'vpcId' | 'subnetId'> {
  return { privateIp: orNull(instance.PrivateIpAddress), publicIp: orNull(instance.PublicIpAddress), vpcId: orNull(instance.VpcId), subnetId: orNull(instance.SubnetId) };
}

/** The source machine as a running migration needs it; null for an answer without an id. */
export function sourceStateOf(instance: Instance): SourceState | null {
  const { InstanceId: id } = instance;
  return id === undefined ? null : { instanceId: instanceIdFromCloud(id), power: powerOf(instance), privateIp: orNull(instance.PrivateIpAddress) };
}
