// Turns the further answers about one machine into facts: disks, rules, hardware, image, guest.
import type { Image, Instance, InstanceTypeInfo, SecurityGroupRule, Volume } from '@aws-sdk/client-ec2';
import type { InstanceInformation } from '@aws-sdk/client-ssm';
import type { Disk, GroupRule, GuestReport, MachineFacts } from '../../domain/machine.ts';

/** What a part of the facts is when it could be read. */
export type Value<K extends 'disks' | 'image' | 'guest' | 'rules' | 'hardware'> = Extract<MachineFacts[K], { readonly known: true }>['value'];

/** A volume as attached to the machine. */
export function diskOf(volume: Volume, instance: Instance): Disk {
  const attachment = (volume.Attachments ?? []).find((one) => one.InstanceId === instance.InstanceId);
  const deviceName = attachment?.Device ?? '';
  return {
    volumeId: volume.VolumeId ?? '',
    deviceName,
    sizeGiB: volume.Size ?? 0,
    isRoot: deviceName !== '' && deviceName === instance.RootDeviceName,
    encrypted: volume.Encrypted === true,
    volumeType: volume.VolumeType ?? '',
  };
}

/** A rule of a security group; null when it names no peer. */
export function ruleOf(rule: SecurityGroupRule): GroupRule | null {
  const peer = peerOf(rule);
  if (peer === null) return null;
  return { groupId: rule.GroupId ?? '', direction: rule.IsEgress === true ? 'out' : 'in', protocol: rule.IpProtocol ?? '-1', fromPort: portOf(rule, rule.FromPort), toPort: portOf(rule, rule.ToPort), peer };
}

function peerOf(rule: SecurityGroupRule): GroupRule['peer'] | null {
  const cidr = rule.CidrIpv4 || rule.CidrIpv6;
  if (cidr) return { kind: 'cidr', cidr };
  if (rule.ReferencedGroupInfo?.GroupId) return { kind: 'group', groupId: rule.ReferencedGroupInfo.GroupId };
  return rule.PrefixListId ? { kind: 'prefixList', id: rule.PrefixListId } : null;
}

// EC2 writes -1 for "every port", and leaves ports out where the protocol is "all".
function portOf(rule: SecurityGroupRule, port: number | undefined): number | null {
  return rule.IpProtocol === '-1' || port === undefined || port < 0 ? null : port;
}

// An instance with CPU options of its own has fewer vCPUs than its type.
function vcpusOf(type: InstanceTypeInfo, instance: Instance): number {
  const own = (instance.CpuOptions?.CoreCount ?? 0) * (instance.CpuOptions?.ThreadsPerCore ?? 1);
  return own > 0 ? own : (type.VCpuInfo?.DefaultVCpus ?? 0);
}

/** What the machine's hardware is, by its instance type and its own options. */
export function hardwareOf(type: InstanceTypeInfo, instance: Instance): Value<'hardware'> {
  return {
    vcpus: vcpusOf(type, instance),
    memoryMiB: type.MemoryInfo?.SizeInMiB ?? 0,
    // Only the type tells the truth: instances say "xen" on Nitro, too.
    hypervisor: type.Hypervisor ?? '',
    burstable: type.BurstablePerformanceSupported === true,
    instanceStore: type.InstanceStorageSupported === true,
    architectures: type.ProcessorInfo?.SupportedArchitectures ?? [],
  };
}

/** The image a machine was made from. */
export function imageOf(image: Image): NonNullable<Value<'image'>> {
  return { name: image.Name ?? '', description: image.Description ?? '' };
}

/** What SSM knows of the guest. */
export function guestOf(info: InstanceInformation): GuestReport {
  return {
    platformType: info.PlatformType ?? '',
    platformName: info.PlatformName ?? '',
    platformVersion: info.PlatformVersion ?? '',
    computerName: info.ComputerName || null,
    online: info.PingStatus === 'Online',
    lastPing: info.LastPingDateTime?.getTime() ?? null,
  };
}
