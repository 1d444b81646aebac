// How an instance changes its state over time. Nothing ticks: a change writes down when each state begins.
import { attachmentTo, volumesOf, type AwsWorld } from './aws-world.ts';
import type { Instance, InstanceState, LifecycleStep } from './instance.ts';

const transitionMs = 25_000;
// An Auto Scaling group looks at its instances once in a while, and replaces one that does not run.
const healthCheckMs = 60_000;
// EC2 goes on showing a terminated instance for about an hour.
const terminatedVisibleMs = 3_600_000;

const userShutdown = { code: 'Client.UserInitiatedShutdown', message: 'Client.UserInitiatedShutdown: User initiated shutdown' };

/** The state of an instance at a virtual time. */
export function stateAt(instance: Instance, now: number): InstanceState {
  return stepAt(instance, now).state;
}

/** The step of its timeline that an instance is in. */
export function stepAt(instance: Instance, now: number): LifecycleStep {
  const reached = instance.timeline.findLast((step) => step.at <= now) ?? instance.timeline[0];
  if (!reached) throw new Error(`${instance.instanceId} has no timeline`);
  return reached;
}

/** Whether EC2 still shows the instance. */
export function isVisible(instance: Instance, now: number): boolean {
  const step = stepAt(instance, now);
  return step.state !== 'terminated' || now - step.at < terminatedVisibleMs;
}

/** When the instance will next change its state by itself; Infinity when it will not. */
export function nextChangeAt(instance: Instance, now: number): number {
  return instance.timeline.find((step) => step.at > now)?.at ?? Infinity;
}

/** Begins a stop; an instance of an Auto Scaling group is terminated afterwards, as the group does. */
export function stop(aws: AwsWorld, instance: Instance, now: number): void {
  const stopped = now + transitionMs;
  const timeline: LifecycleStep[] = [{ state: 'stopping', at: now }, { state: 'stopped', at: stopped }];
  if (instance.tags['aws:autoscaling:groupName'] !== undefined) {
    const noticed = stopped + healthCheckMs;
    timeline.push({ state: 'shutting-down', at: noticed }, { state: 'terminated', at: noticed + transitionMs });
  }
  instance.timeline = timeline;
  instance.stateReason = userShutdown;
  aws.revision += 1;
}

/** Begins a start. */
export function start(aws: AwsWorld, instance: Instance, now: number): void {
  const running = now + transitionMs;
  instance.timeline = [{ state: 'pending', at: now }, { state: 'running', at: running }];
  instance.launchedAt = now;
  instance.bootedAt = running;
  instance.stateReason = null;
  // Whatever was shut down inside for the cut-over comes up again with the machine.
  instance.activity = { ...instance.activity, quiesced: false };
  aws.revision += 1;
}

/** Puts an instance into a state at once, as something outside would have done. */
export function force(aws: AwsWorld, instance: Instance, change: { state: 'running' | 'stopped' | 'terminated'; now: number }): void {
  const { state, now } = change;
  if (state === 'running' && stateAt(instance, now) !== 'running') {
    instance.launchedAt = now;
    instance.bootedAt = now;
  }
  instance.timeline = [{ state, at: now }];
  instance.stateReason = state === 'running' ? null : userShutdown;
  aws.revision += 1;
}

/** Lets a running instance boot again. */
export function reboot(aws: AwsWorld, instance: Instance, now: number): void {
  instance.bootedAt = now;
  aws.revision += 1;
}

/** Carries out what follows from time having passed: the root volume goes with a terminated instance, the others come free. */
export function settle(aws: AwsWorld, now: number): void {
  for (const instance of aws.instances.values()) {
    if (instance.volumeIds.length === 0 || stateAt(instance, now) !== 'terminated') continue;
    for (const volume of volumesOf(aws, instance)) {
      if (attachmentTo(volume, instance)?.deleteOnTermination === true) aws.volumes.delete(volume.volumeId);
      volume.attachments = volume.attachments.filter((attachment) => attachment.instanceId !== instance.instanceId);
    }
    instance.volumeIds = [];
    aws.revision += 1;
  }
}
