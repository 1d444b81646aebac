// Changes one machine from outside, as somebody at the AWS console or in the machine itself would.
import type { Activity, Instance, Volume } from '../world/aws-world.ts';
import { instanceTypeOf } from '../world/instance-types.ts';
import { force, reboot } from '../world/lifecycle.ts';
import { dataDevice } from '../world/seed.ts';
import type { World } from '../world/types.ts';
import { compact, onlyKeys, optionalFlag, optionalNumber, optionalText, refuse, type Fields } from './json.ts';

/** What the Azure side reads from the same patch. */
const azureKeys = ['failNextJob', 'resyncRequired', 'portalFailover', 'portalDisable'];
const known = ['state', 'reboot', 'churnMbPerMinute', 'agentStopped', 'healthError', 'instanceType', 'quiesced', 'addVolumeGiB', ...azureKeys];

type Patch = {
  readonly state: 'running' | 'stopped' | 'terminated' | undefined;
  readonly reboot: boolean | undefined;
  readonly instanceType: string | undefined;
  readonly addVolumeGiB: number | undefined;
  readonly activity: Partial<Activity>;
};

/** Applies a patch to a machine; nothing is changed when any part of it is wrong. */
export function changeMachine(world: World, id: string, body: Fields): void {
  const instance = world.aws.instances.get(id);
  if (!instance) throw refuse(`There is no machine ${id}.`, 404);
  const patch = readPatch(body);
  const now = world.clock.now();

  instance.activity = { ...instance.activity, ...patch.activity };
  if (patch.instanceType !== undefined) instance.instanceType = patch.instanceType;
  if (patch.addVolumeGiB !== undefined) addVolume(world, instance, patch.addVolumeGiB);
  if (patch.state !== undefined) force(world.aws, instance, { state: patch.state, now });
  if (patch.reboot === true) reboot(world.aws, instance, now);
  world.aws.revision += 1;
}

function readPatch(body: Fields): Patch {
  onlyKeys(body, known, 'A machine');
  const instanceType = optionalText(body, 'instanceType');
  if (instanceType !== undefined && !instanceTypeOf(instanceType)) throw refuse(`There is no instance type ${instanceType} here.`);
  return {
    state: optionalText(body, 'state', ['running', 'stopped', 'terminated']) as Patch['state'],
    reboot: optionalFlag(body, 'reboot'),
    instanceType,
    addVolumeGiB: optionalNumber(body, 'addVolumeGiB', { min: 1, max: 65_536, whole: true }),
    activity: readActivity(body),
  };
}

function readActivity(body: Fields): Partial<Activity> {
  return compact({
    churnMbPerMinute: optionalNumber(body, 'churnMbPerMinute', { min: 0, max: 1_000_000 }),
    agentStopped: optionalFlag(body, 'agentStopped'),
    quiesced: optionalFlag(body, 'quiesced'),
    healthError: body['healthError'] === null ? null : optionalText(body, 'healthError'),
  });
}

function addVolume(world: World, instance: Instance, sizeGiB: number): void {
  const { aws } = world;
  const now = world.clock.now();
  const index = instance.volumeIds.length + (instance.rootDeviceType === 'ebs' ? 0 : 1);
  const volume: Volume = {
    volumeId: `vol-f${String(aws.volumes.size).padStart(5, '0')}${instance.instanceId.slice(-11)}`,
    sizeGiB,
    type: 'gp3',
    iops: 3000,
    throughput: 125,
    encrypted: false,
    zone: instance.zone,
    createdAt: now,
    snapshotId: '',
    tags: {},
    attachment: { instanceId: instance.instanceId, device: dataDevice(instance, index), deleteOnTermination: false, at: now },
  };
  aws.volumes.set(volume.volumeId, volume);
  instance.volumeIds = [...instance.volumeIds, volume.volumeId];
}
