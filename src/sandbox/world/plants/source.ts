// Defects of the instance itself: its state, its kind, who runs it, and how it is guarded.
import { account, volumesOf } from '../aws-world.ts';
import { usualOptions, type Checks, type Instance } from '../instance.ts';
import { force } from '../lifecycle.ts';
import { cardsBeside, idFrom, members, onMachine, rootOf, tagged, untagged } from './at.ts';
import { all, change, keeping, put, take } from './change.ts';
import type { Cure, Plant, PlantContext } from './types.ts';

const hour = 3_600_000;
const day = 24 * hour;

function inState(state: 'stopped' | 'terminated') {
  return (instance: Instance, { world }: PlantContext): Cure => {
    const { timeline, stateReason, launchedAt, bootedAt } = instance;
    force(world.aws, instance, { state, now: world.clock.now() });
    return () => void Object.assign(instance, { timeline, stateReason, launchedAt, bootedAt });
  };
}

// Time takes the volumes of a terminated instance away, and the cure has to bring them back.
function terminated(instance: Instance, ctx: PlantContext): Cure {
  const { aws } = ctx.world;
  const { volumeIds } = instance;
  const attached = volumesOf(aws, instance).map((volume) => change(volume, { attachments: volume.attachments }));
  return all(keeping(aws.volumes, volumeIds), ...attached, change(instance, { volumeIds }), inState('terminated')(instance, ctx));
}

function ill(name: string, illness: Partial<Checks>): Plant {
  return onMachine(name, 'SRC-STATUS', (instance, { world }) => {
    const well: Checks = { system: 'ok', instance: 'ok', ebs: 'ok', since: world.clock.now() - hour, events: [] };
    return change(instance, { checks: { ...well, ...illness } });
  });
}

function scheduled(name: string, event: Omit<Checks['events'][number], 'notBefore'>): Plant {
  return onMachine(name, 'SRC-STATUS', (instance, { world }) => {
    const now = world.clock.now();
    return change(instance, { checks: { system: 'ok', instance: 'ok', ebs: 'ok', since: now, events: [{ ...event, notBefore: now + 3 * day }] } });
  });
}

// Other machines of the same name, as after a careless copy: a name then means as many machines.
function namesakes(count: number) {
  return (instance: Instance, { world }: PlantContext): Cure => {
    const now = world.clock.now();
    const copies = cardsBeside(instance, count, 12).map((card, index): Instance => {
      const instanceId = idFrom('i', instance.instanceId, 'namesake', index);
      const timeline = [{ state: 'stopped', at: now - day }] as const;
      return { ...instance, ...usualOptions, ...card, instanceId, reservationId: idFrom('r', instanceId), volumeIds: [], moreCards: [], timeline };
    });
    return all(...copies.map((copy) => put(world.aws.instances, copy.instanceId, copy)));
  };
}

function instanceStoreRoot(instance: Instance, ctx: PlantContext): Cure {
  const root = rootOf(instance, ctx);
  const volumeIds = instance.volumeIds.filter((id) => id !== root.volumeId);
  return all(take(ctx.world.aws.volumes, root.volumeId), change(instance, { rootDeviceType: 'instance-store', instanceType: 'm3.large', volumeIds }));
}

const hostId = 'h-0a1b2c3d4e5f60001';

/** Defects that the checks SRC-* find. */
export const sourcePlants: readonly Plant[] = [
  onMachine('INSTANCE_GONE', 'SRC-EXISTS', (instance, { world }) => take(world.aws.instances, instance.instanceId)),
  onMachine('INSTANCE_TERMINATED', 'SRC-EXISTS', terminated),
  onMachine('NAME_MATCHES_THREE', 'SRC-EXISTS', namesakes(2)),
  onMachine('MACHINE_STOPPED', 'SRC-STATE', inState('stopped')),
  ill('SYSTEM_STATUS_IMPAIRED', { system: 'impaired' }),
  ill('INSTANCE_STATUS_IMPAIRED', { instance: 'impaired' }),
  ill('EBS_STATUS_IMPAIRED', { ebs: 'impaired' }),
  ill('STATUS_DATA_MISSING', { system: 'insufficient-data', instance: 'insufficient-data' }),
  onMachine('STATUS_INITIALIZING', 'SRC-STATUS', (instance, { world }) => change(instance, { bootedAt: world.clock.now() })),
  scheduled('RETIREMENT_SCHEDULED', { code: 'instance-retirement', description: 'The instance is running on degraded hardware' }),
  scheduled('REBOOT_SCHEDULED', { code: 'system-reboot', description: 'scheduled reboot' }),
  onMachine('INSTANCE_STORE_ROOT', 'SRC-ROOT', instanceStoreRoot),
  members('SPOT_INSTANCE', 'SRC-SPOT', { lifecycle: 'spot', spotRequestId: 'sir-0a1b2c3d' }),
  members('CAPACITY_BLOCK', 'SRC-SPOT', { lifecycle: 'capacity-block' }),
  members('INTERRUPTIBLE_RESERVATION', 'SRC-SPOT', { lifecycle: 'interruptible-capacity-reservation' }),
  tagged('IN_AUTO_SCALING_GROUP', 'SRC-ASG', { 'aws:autoscaling:groupName': 'planted-asg' }),
  members('OPERATED_BY_AWS', 'SRC-MANAGED', { operator: { principal: 'eks.amazonaws.com', hidden: false } }),
  members('OPERATED_AND_HIDDEN', 'SRC-MANAGED', { operator: { principal: 'workspaces.amazonaws.com', hidden: true } }),
  tagged('EKS_NODE', 'SRC-MANAGED', { 'eks:cluster-name': 'shop', 'eks:nodegroup-name': 'shop-blue', 'kubernetes.io/cluster/shop': 'owned' }),
  tagged('EMR_NODE', 'SRC-MANAGED', { 'aws:elasticmapreduce:job-flow-id': 'j-1A2B3C4D5E6F7', 'aws:elasticmapreduce:instance-group-role': 'CORE' }),
  tagged('BEANSTALK_MACHINE', 'SRC-MANAGED', { 'elasticbeanstalk:environment-name': 'shop-prod' }),
  tagged('OWNED_BY_STACK', 'SRC-IAC', { 'aws:cloudformation:stack-name': 'shop-web', 'aws:cloudformation:logical-id': 'WebServer' }),
  members('DEDICATED_HOST', 'SRC-TENANCY', { tenancy: 'host', hostId }),
  members('DEDICATED_TENANCY', 'SRC-TENANCY', { tenancy: 'dedicated' }),
  members('HOST_RESOURCE_GROUP', 'SRC-TENANCY', { tenancy: 'host', hostId, hostResourceGroupArn: `arn:aws:resource-groups:eu-west-1:${account}:group/windows-hosts` }),
  members('LICENCE_CONFIGURATION', 'SRC-TENANCY', { licenseArns: [`arn:aws:license-manager:eu-west-1:${account}:license-configuration:lic-0a1b2c3d4e5f60718293a4b5c6d7e8f9`] }),
  members('MARKETPLACE_CODE', 'SRC-MARKET', { productCodes: [{ code: '8lmhjpcb2rv3hxrq9yf6q1a2b', type: 'marketplace' }] }),
  members('DEVPAY_CODE', 'SRC-MARKET', { productCodes: [{ code: '774F4FF8', type: 'devpay' }] }),
  members('TERMINATION_PROTECTION_OFF', 'SRC-TERMPROT', { terminationProtected: false }),
  members('STOP_PROTECTION_ON', 'SRC-STOPPROT', { stopProtected: true }),
  members('SHUTDOWN_TERMINATES', 'SRC-SHUTDOWN', { shutdownBehavior: 'terminate' }),
  members('INSTANCE_ROLE', 'SRC-ROLE', { instanceProfile: 'shop-web' }),
  members('HIBERNATION_ON', 'SRC-HIBERNATE', { hibernation: true }),
  members('ENCLAVE_ON', 'SRC-ENCLAVE', { enclave: true, instanceType: 'm5.xlarge' }),
  members('GPU_TYPE', 'SRC-ACCEL', { instanceType: 'g4dn.xlarge' }),
  members('FPGA_TYPE', 'SRC-ACCEL', { instanceType: 'f2.6xlarge' }),
  members('INFERENCE_TYPE', 'SRC-ACCEL', { instanceType: 'inf1.xlarge' }),
  members('NEURON_TYPE', 'SRC-ACCEL', { instanceType: 'inf2.xlarge' }),
  members('EFA_CARD', 'SRC-ACCEL', { instanceType: 'c5n.18xlarge', kind: 'efa' }),
  members('BARE_METAL', 'SRC-METAL', { instanceType: 'c5.metal' }),
  untagged('OPT_IN_TAG_MISSING', 'SRC-TAGS', 'asr-migrate'),
  untagged('WAVE_TAG_MISSING', 'SRC-TAGS', 'Wave'),
  untagged('OWNER_TAG_MISSING', 'SRC-TAGS', 'Owner'),
];
