import type { PowerState } from '../machine.ts';
import type { SourceChange, SourceDisk, SourceSeen, SourceSnapshot } from './types.ts';

const GONE: ReadonlySet<SourceSeen['power']> = new Set(['shutting-down', 'terminated', 'gone']);

/** True when the EC2 machine is, or is about to be, no more. */
export function isGone(power: SourceSeen['power']): power is 'shutting-down' | 'terminated' | 'gone' {
  return GONE.has(power);
}

/** What is different from the snapshot. Pure; what one of the two does not tell is no change. */
export function sourceChanges(before: SourceSnapshot, now: SourceSeen): readonly SourceChange[] {
  return [...powerChange(before, now), ...shapeChanges(before, now), ...groupChange(before, now), ...diskChanges(before.disks, now.disks)];
}

/** States on the way to another one say nothing yet. */
const AT_REST: ReadonlySet<PowerState | 'gone'> = new Set(['running', 'stopped']);

function powerChange(before: SourceSnapshot, now: SourceSeen): readonly SourceChange[] {
  if (!AT_REST.has(now.power)) return [];
  if (before.power !== now.power && AT_REST.has(before.power)) return [{ kind: now.power === 'running' ? 'started' : 'stopped' }];
  const again = now.power === 'running' && now.launchedAt !== null && before.launchedAt !== null && now.launchedAt > before.launchedAt;
  return again ? [{ kind: 'restarted', at: now.launchedAt }] : [];
}

function shapeChanges(before: SourceSnapshot, now: SourceSeen): readonly SourceChange[] {
  const resized: readonly SourceChange[] = differ(before.instanceType, now.instanceType) ? [{ kind: 'resized', from: before.instanceType ?? '', to: now.instanceType ?? '' }] : [];
  const moved: readonly SourceChange[] = differ(before.privateIp, now.privateIp) ? [{ kind: 'moved', from: before.privateIp ?? '', to: now.privateIp ?? '' }] : [];
  return [...resized, ...moved];
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

function groupChange(before: SourceSnapshot, now: SourceSeen): readonly SourceChange[] {
  if (before.autoScalingGroup === now.autoScalingGroup) return [];
  if (now.autoScalingGroup !== null) return [{ kind: 'joined-group', group: now.autoScalingGroup }];
  return [{ kind: 'left-group', group: before.autoScalingGroup ?? '' }];
}

function diskChanges(before: readonly SourceDisk[] | null, now: readonly SourceDisk[] | null): readonly SourceChange[] {
  if (before === null || now === null) return [];
  const was = new Map(before.map((d) => [d.volumeId, d.sizeGiB]));
  const is = new Set(now.map((d) => d.volumeId));
  return [
    ...now.filter((d) => !was.has(d.volumeId)).map((disk): SourceChange => ({ kind: 'disk-added', disk })),
    ...before.filter((d) => !is.has(d.volumeId)).map((d): SourceChange => ({ kind: 'disk-removed', volumeId: d.volumeId })),
    ...now.flatMap((d): readonly SourceChange[] => {
      const from = was.get(d.volumeId);
      return from === undefined || from === d.sizeGiB ? [] : [{ kind: 'disk-resized', volumeId: d.volumeId, from, to: d.sizeGiB }];
    }),
  ];
}

/** The snapshot as it is with what was seen now; what the look did not tell stays. */
export function withSeen(before: SourceSnapshot, now: SourceSeen, at: number): SourceSnapshot {
  const rests = AT_REST.has(now.power);
  return {
    ...before,
    at,
    power: rests ? now.power : before.power,
    instanceType: now.instanceType ?? before.instanceType,
    launchedAt: now.launchedAt ?? before.launchedAt,
    privateIp: now.privateIp ?? before.privateIp,
    subnetId: now.subnetId ?? before.subnetId,
    autoScalingGroup: now.autoScalingGroup,
    disks: now.disks ?? before.disks,
  };
}

/** The snapshot with changes that somebody takes as the truth. */
export function withChanges(before: SourceSnapshot, changes: readonly SourceChange[]): SourceSnapshot {
  let after = before;
  for (const change of changes) after = changed(after, change);
  return after;
}

function changed(s: SourceSnapshot, c: SourceChange): SourceSnapshot {
  switch (c.kind) {
    case 'stopped':
      return { ...s, power: 'stopped' };
    case 'started':
      // When it was started is read in the next look.
      return { ...s, power: 'running', launchedAt: null };
    case 'restarted':
      return { ...s, launchedAt: c.at };
    case 'resized':
      return { ...s, instanceType: c.to };
    case 'moved':
      return { ...s, privateIp: c.to };
    case 'joined-group':
      return { ...s, autoScalingGroup: c.group };
    case 'left-group':
      return { ...s, autoScalingGroup: null };
    case 'disk-added':
      return { ...s, disks: [...(s.disks ?? []), c.disk] };
    case 'disk-removed':
      return { ...s, disks: (s.disks ?? []).filter((d) => d.volumeId !== c.volumeId) };
    case 'disk-resized':
      return { ...s, disks: (s.disks ?? []).map((d) => (d.volumeId === c.volumeId ? { ...d, sizeGiB: c.to } : d)) };
  }
}
