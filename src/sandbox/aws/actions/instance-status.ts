// DescribeInstanceStatus: the system, instance and volume checks, and what EC2 has scheduled.
import type { Checks, Instance } from '../../world/instance.ts';
import { instanceTypeOf } from '../../world/instance-types.ts';
import { stateAt } from '../../world/lifecycle.ts';
import { listing, type Ec2Call } from '../action.ts';
import { iso, stateOf, zoneId } from '../render/common.ts';
import type { XmlObject } from '../xml.ts';
import { instanceIds, shownInstances } from './instances.ts';

// The checks need a few minutes after a boot.
const initializingMs = 180_000;

/** DescribeInstanceStatus; without IncludeAllInstances only what runs. */
export const describeInstanceStatus = listing({
  set: 'instanceStatusSet',
  items(call) {
    const all = call.params.flag('IncludeAllInstances');
    const instances = shownInstances(call);
    const asked = new Set(call.params.list('InstanceId'));
    // An instance that is asked for by id but does not run is left out, and is not an error.
    const shown = all ? instances : instances.filter((instance) => stateAt(instance, call.now) === 'running' || asked.has(instance.instanceId));
    return shown.map((instance) => render(instance, call));
  },
  ids: [{ ...instanceIds, most: 100 }],
  filters: {
    'availability-zone': 'availabilityZone',
    'availability-zone-id': 'availabilityZoneId',
    'event.code': 'eventsSet.code',
    'event.description': 'eventsSet.description',
    'event.instance-event-id': 'eventsSet.instanceEventId',
    'event.not-before': 'eventsSet.notBefore',
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
  const check = (kind: 'system' | 'instance' | 'ebs') => (state === 'running' ? runningCheck(instance, kind, now) : { status: 'not-applicable' });
  return {
    instanceId: instance.instanceId,
    availabilityZone: instance.zone,
    availabilityZoneId: zoneId(instance.zone),
    instanceState: stateOf(state),
    systemStatus: check('system'),
    instanceStatus: check('instance'),
    // Volumes are checked on Nitro only.
    attachedEbsStatus: instanceTypeOf(instance.instanceType)?.hypervisor === 'xen' ? null : check('ebs'),
    eventsSet: (instance.checks?.events ?? []).map((event, index) => renderEvent(instance, event, index)),
  };
}

const reachability = { ok: 'passed', impaired: 'failed', 'insufficient-data': 'insufficient-data' } as const;

function runningCheck(instance: Instance, kind: 'system' | 'instance' | 'ebs', now: number): XmlObject {
  if (now - instance.bootedAt < initializingMs) return { status: 'initializing', details: [{ name: 'reachability', status: 'initializing' }] };
  const status = instance.checks?.[kind] ?? 'ok';
  const impairedSince = status === 'impaired' && instance.checks ? iso(instance.checks.since) : null;
  return { status, details: [{ name: 'reachability', status: reachability[status], impairedSince }] };
}

function renderEvent(instance: Instance, event: Checks['events'][number], index: number): XmlObject {
  const instanceEventId = `instance-event-0${index}${instance.instanceId.slice(-15)}`;
  return { instanceEventId, code: event.code, description: event.description, notBefore: iso(event.notBefore) };
}
