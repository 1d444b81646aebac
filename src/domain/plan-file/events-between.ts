import type { InstanceId, WaveId } from '../ids.ts';
import { evolveWave } from '../wave/evolve.ts';
import { FERRY } from '../person.ts';
import type { Wave, WaveEvent, WaveMember } from '../wave/types.ts';

/** The events that lead from one state of a wave to another; `homeOf` tells in which wave of the plan a machine is then. */
export function eventsBetween(before: Wave | null, after: Wave, homeOf: (id: InstanceId) => WaveId | null): readonly WaveEvent[] {
  if (before === null) return [{ type: 'WaveCreated', wave: after }];
  const moved = membersMoved(before, after, homeOf);
  return [...moved, ...regrouped(before, moved, after), ...fieldsChanged(before, after)];
}

function membersMoved(before: Wave, after: Wave, homeOf: (id: InstanceId) => WaveId | null): readonly WaveEvent[] {
  const now = new Set(after.members.map((m) => m.instanceId));
  const was = new Set(before.members.map((m) => m.instanceId));
  const gone = new Map<WaveId | null, InstanceId[]>();
  for (const m of before.members) {
    if (now.has(m.instanceId)) continue;
    const to = homeOf(m.instanceId);
    gone.set(to, [...(gone.get(to) ?? []), m.instanceId]);
  }
  const added = after.members.filter((m) => !was.has(m.instanceId));
  const removals = [...gone].map(([to, instanceIds]): WaveEvent => ({ type: 'MachinesRemoved', instanceIds, ...(to === null ? {} : { to }), reason: '' }));
  return added.length === 0 ? removals : [...removals, { type: 'MachinesAdded', members: added }];
}

/** What still differs once machines have come and gone. */
function regrouped(before: Wave, moved: readonly WaveEvent[], after: Wave): readonly WaveEvent[] {
  let now = before;
  for (const event of moved) now = evolveWave(now, { event, at: before.edited.at, actor: FERRY });
  const have = new Map(now.members.map((m) => [m.instanceId, m]));
  const members = after.members.filter((m) => !isSame(have.get(m.instanceId), m));
  return members.length === 0 ? [] : [{ type: 'MachinesRegrouped', members }];
}

function fieldsChanged(before: Wave, after: Wave): readonly WaveEvent[] {
  const differs = (key: keyof Wave): boolean => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const keys = (['owner', 'target', 'approvers', 'policy', 'note'] as const).filter(differs);
  const change = Object.fromEntries(keys.map((key) => [key, after[key]]));
  return [
    ...(differs('window') ? [{ type: 'WaveWindowSet', window: after.window } as const] : []),
    ...(differs('after') ? [{ type: 'WaveOrderSet', after: after.after } as const] : []),
    ...(keys.length > 0 ? [{ type: 'WaveChanged', change } as const] : []),
  ];
}

function isSame(a: WaveMember | undefined, b: WaveMember): boolean {
  return a !== undefined && a.group === b.group && JSON.stringify(a.needs) === JSON.stringify(b.needs);
}
