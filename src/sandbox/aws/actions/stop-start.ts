// StopInstances and StartInstances: all instances of a call, or none.
import type { Instance, InstanceState } from '../../world/instance.ts';
import { isVisible, start, stateAt, stop } from '../../world/lifecycle.ts';
import { refuseDryRun, type Action, type Ec2Call, type Ec2Result } from '../action.ts';
import { refusal, unauthorized } from '../errors.ts';
import { stateOf } from '../render/common.ts';
import { instanceArn } from './arns.ts';
import { instanceIds } from './instances.ts';

/** StopInstances, for instances with the opt-in tag. */
export const stopInstances: Action = {
  params: ['DryRun', 'InstanceId', 'Force', 'Hibernate', 'SkipOsShutdown'],
  run(call) {
    const instances = chosen(call, 'StopInstances');
    if (call.params.flag('Hibernate')) {
      throw refusal('UnsupportedHibernationConfiguration', 'The instance is not configured for hibernation.');
    }
    for (const instance of instances) checkStop(instance, stateAt(instance, call.now));
    return change(call, instances, { from: 'running', act: stop });
  },
};

/** StartInstances, for instances with the opt-in tag. */
export const startInstances: Action = {
  params: ['DryRun', 'InstanceId', 'AdditionalInfo'],
  run(call) {
    const instances = chosen(call, 'StartInstances');
    for (const instance of instances) {
      const state = stateAt(instance, call.now);
      if (state === 'stopping') throw wrongState(instance, 'started');
      checkAlive(instance, state, 'started');
    }
    return change(call, instances, { from: 'stopped', act: start });
  },
};

function chosen(call: Ec2Call, action: string): readonly Instance[] {
  const ids = [...new Set(call.params.list('InstanceId'))];
  if (ids.length === 0) throw refusal('MissingParameter', 'The request must contain the parameter InstanceId');
  const { malformed, missing } = instanceIds;
  const bad = ids.find((id) => malformed && !malformed.pattern.test(id));
  if (malformed && bad !== undefined) throw refusal(malformed.code, `Invalid id: "${bad}"`);

  const instances = ids.flatMap((id) => visible(call, id) ?? []);
  const absent = ids.filter((id) => !visible(call, id));
  if (absent.length > 0) throw refusal(missing.code, missing.message(absent.join(', ')));

  const foreign = instances.find((instance) => instance.tags['asr-migrate'] !== 'true');
  if (foreign) throw unauthorized(action, instanceArn(foreign.instanceId));
  refuseDryRun(call);
  return instances;
}

function visible(call: Ec2Call, id: string): Instance | null {
  const instance = call.world.aws.instances.get(id);
  return instance && isVisible(instance, call.now) ? instance : null;
}

function checkStop(instance: Instance, state: InstanceState): void {
  checkAlive(instance, state, 'stopped');
  if (state === 'pending') throw wrongState(instance, 'stopped');
  if (instance.rootDeviceType === 'instance-store') {
    throw refusal('UnsupportedOperation', `The instance '${instance.instanceId}' does not have an 'ebs' root device type and cannot be stopped.`);
  }
  if (instance.stopProtected) {
    const id = instance.instanceId;
    throw refusal('OperationNotPermitted', `The instance '${id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`);
  }
}

function checkAlive(instance: Instance, state: InstanceState, verb: 'started' | 'stopped'): void {
  if (state === 'terminated' || state === 'shutting-down') throw wrongState(instance, verb);
}

function wrongState(instance: Instance, verb: 'started' | 'stopped') {
  return refusal('IncorrectInstanceState', `The instance '${instance.instanceId}' is not in a state from which it can be ${verb}.`);
}

type Change = { readonly from: InstanceState; readonly act: typeof stop };

// An instance that is already there, or on its way, is answered as it is and nothing happens to it.
function change(call: Ec2Call, instances: readonly Instance[], { from, act }: Change): Ec2Result {
  let accepted = false;
  const instancesSet = instances.map((instance) => {
    const previous = stateAt(instance, call.now);
    if (previous === from) {
      act(call.world.aws, instance, call.now);
      accepted = true;
    }
    return {
      instanceId: instance.instanceId,
      currentState: stateOf(stateAt(instance, call.now)),
      previousState: stateOf(previous),
    };
  });
  return { fields: { instancesSet }, accepted };
}
