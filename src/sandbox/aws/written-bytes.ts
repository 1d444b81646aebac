// How much a machine has written to a volume: its present churn, spread over its volumes by their size, for as long as it ran.
import { volumesOf, type AwsWorld } from '../world/aws-world.ts';
import type { Instance } from '../world/instance.ts';

const minute = 60_000;
const mib = 1024 * 1024;

/** The bytes written in a span of time; null when nothing was measured, because the machine did not run. */
export function writtenBytes(aws: AwsWorld, volumeId: string, span: { readonly from: number; readonly until: number }): number | null {
  const writers = [...(aws.volumes.get(volumeId)?.attachments ?? [])].flatMap((attachment) => aws.instances.get(attachment.instanceId) ?? []);
  const parts = writers.flatMap((instance) => {
    const minutes = runningMs(instance, span) / minute;
    return minutes <= 0 ? [] : minutes * instance.activity.churnMbPerMinute * mib * shareOf(aws, instance, volumeId);
  });
  return parts.length === 0 ? null : Math.round(parts.reduce((sum, bytes) => sum + bytes, 0));
}

function shareOf(aws: AwsWorld, instance: Instance, volumeId: string): number {
  const volumes = volumesOf(aws, instance);
  const total = volumes.reduce((sum, volume) => sum + volume.sizeGiB, 0);
  return total === 0 ? 0 : (volumes.find((volume) => volume.volumeId === volumeId)?.sizeGiB ?? 0) / total;
}

// The timeline begins with the last change; before that the machine had been in the state that it left.
function runningMs(instance: Instance, { from, until }: { from: number; until: number }): number {
  const begin = Math.max(from, instance.createdAt);
  const steps = instance.timeline.map((step, index) => ({ ...step, until: instance.timeline[index + 1]?.at ?? Infinity }));
  const before = steps[0];
  const ranBefore = before?.state === 'stopping' || before?.state === 'running' ? overlap({ at: -Infinity, until: before.at }, begin, until) : 0;
  return steps.filter((step) => step.state === 'running').reduce((sum, step) => sum + overlap(step, begin, until), ranBefore);
}

function overlap(step: { readonly at: number; readonly until: number }, from: number, until: number): number {
  return Math.max(0, Math.min(step.until, until) - Math.max(step.at, from));
}
