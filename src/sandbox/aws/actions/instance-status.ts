// DescribeInstanceStatus: the system, instance and volume checks.
import type { Instance } from '../../world/aws-world.ts';
import { stateAt } from '../../world/lifecycle.ts';
import { listing, type Ec2Call } from '../action.ts';
import { stateOf, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { instanceIds, visibleInstances } from './instances.ts';

// The checks need a few minutes after a boot.
const initializingMs = 180_000;

/** DescribeInstanceStatus; without IncludeAllInstances only what runs. */
export const describeInstanceStatus = listing({
  set: 'instanceStatusSet',
  items(call) {
    const all = call.params.flag('IncludeAllInstances');
    const instances = visibleInstances(call.world.aws, call.now);
    const asked = new Set(call.params.list('InstanceId'));
    // An instance that is asked for by id but does not run is left out, and is not an error.
    const shown = all ? instances : instances.filter((instance) => stateAt(instance, call.now) === 'running' || asked.has(instance.instanceId));
    return shown.map((instance) => render(instance, call));
  },
  ids: [instanceIds],
  filters: {
    'availability-zone': 'availabilityZone',
    'availability-zone-id': 'availabilityZoneId',
    'event.code': 'eventsSet.code',
    'event.instance-event-id': 'eventsSet.instanceEventId',
    'instance-state-code': 'instanceState.code',
    'instance-state-name': 'instanceState.name',
    'instance-status.reachability': 'instanceStatus.details.status',
    'instance-status.status': 'instanceStatus.status',
    'system-status.reachability': 'systemStatus.details.status',
    'system-status.status': 'systemStatus.status',
    'attached-ebs-status.status': 'attachedEbsStatus.status',
  },
  pages: { min: 5, max: 1000, notWith: 'InstanceId' },
  params: ['IncludeAllInstances', 'IncludeManagedResources'],
});

function render(instance: Instance, { now }: Ec2Call): XmlObject {
  const state = stateAt(instance, now);
  const initializing = now - instance.bootedAt < initializingMs;
  const check = state === 'running' ? runningCheck(initializing) : { status: 'not-applicable' };
  return {
    instanceId: instance.instanceId,
    availabilityZone: instance.zone,
    availabilityZoneId: zoneId(instance.zone),
    instanceState: stateOf(state),
    systemStatus: check,
    instanceStatus: check,
    attachedEbsStatus: check,
  };
}

function runningCheck(initializing: boolean): XmlObject {
  return initializing
    ? { status: 'initializing', details: [{ name: 'reachability', status: 'initializing' }] }
    : { status: 'ok', details: [{ name: 'reachability', status: 'passed' }] };
}
