// The Azure side's view of the machines, computed from the EC2 side whenever it is asked for.
import { attachmentTo, volumesOf, type AwsWorld } from './aws-world.ts';
import type { Instance } from './instance.ts';
import type { Clock } from './clock.ts';
import { instanceTypeOf } from './instance-types.ts';
import { nextChangeAt, settle, stateAt, stepAt } from './lifecycle.ts';
import { reaches } from './reachability.ts';
import type { SourceDisk, SourceMachine, Sources } from './sources.ts';

type View = {
  readonly revision: number;
  readonly validUntil: number;
  readonly byId: ReadonlyMap<string, SourceMachine>;
  readonly machines: readonly SourceMachine[];
};

/** Makes the view; it is computed anew only when something has changed, by a call or by time. */
export function makeSources(aws: AwsWorld, clock: Clock): Sources {
  let cached: View | null = null;

  function current(): View {
    const now = clock.now();
    if (cached && cached.revision === aws.revision && now < cached.validUntil) return cached;
    cached = computeView(aws, now);
    return cached;
  }

  const isInfrastructure = (id: string) => aws.instances.get(id)?.infrastructure === true;
  return {
    list: () => current().machines.filter((machine) => !isInfrastructure(machine.instanceId)),
    byInstanceId: (id) => current().byId.get(id) ?? null,
    byPrivateIp: (ip) => current().machines.filter((machine) => machine.privateIp === ip),
  };
}

function computeView(aws: AwsWorld, now: number): View {
  settle(aws, now);
  const instances = [...aws.instances.values()];
  const appliances = instances.filter((instance) => instance.infrastructure);
  const machines = instances.map((instance) => toSource(aws, instance, { now, appliances }));
  return {
    revision: aws.revision,
    validUntil: Math.min(...instances.map((instance) => nextChangeAt(instance, now))),
    byId: new Map(machines.map((machine) => [machine.instanceId, machine])),
    machines,
  };
}

function toSource(aws: AwsWorld, instance: Instance, at: { now: number; appliances: readonly Instance[] }): SourceMachine {
  const { now, appliances } = at;
  const state = stateAt(instance, now);
  const { guest } = instance;
  return {
    instanceId: instance.instanceId,
    name: instance.tags['Name'] ?? instance.instanceId,
    hostname: guest.hostname,
    privateIp: instance.privateIp,
    vpcId: instance.vpcId,
    // Site Recovery knows these two; it would take anything else for a Linux.
    osType: guest.type === 'Windows' ? 'Windows' : 'Linux',
    osName: guest.type === 'Windows' ? guest.name : `${guest.name} ${guest.version}`,
    running: state === 'running',
    terminated: state === 'terminated',
    stoppedAt: state === 'stopped' || state === 'terminated' ? stoppedSince(instance, now) : null,
    ...hardwareOf(instance),
    mac: instance.mac,
    disks: disksOf(aws, instance),
    reachesAppliance: appliances.some((appliance) => reaches(aws, instance, appliance)),
    ...instance.activity,
  };
}

function hardwareOf(instance: Instance): Pick<SourceMachine, 'cores' | 'memoryMb' | 'firmware'> {
  const type = instanceTypeOf(instance.instanceType);
  return { cores: type?.vcpus ?? 2, memoryMb: type?.memoryMb ?? 8192, firmware: instance.bootMode === 'uefi' ? 'UEFI' : 'BIOS' };
}

function stoppedSince(instance: Instance, now: number): number {
  const stop = instance.timeline.find((step) => step.state === 'stopped' && step.at <= now);
  return (stop ?? stepAt(instance, now)).at;
}

function disksOf(aws: AwsWorld, instance: Instance): readonly SourceDisk[] {
  return volumesOf(aws, instance).map((volume) => {
    const deviceName = attachmentTo(volume, instance)?.device ?? '';
    return { deviceName, volumeId: volume.volumeId, sizeGiB: volume.sizeGiB, isRoot: deviceName === instance.rootDeviceName };
  });
}
