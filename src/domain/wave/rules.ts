/** What must hold of every wave, whoever changes it: in chat, by a form or by a file. */
import type { InstanceId } from '../ids.ts';
import { waveKey } from '../waves.ts';
import { cycleIn, cyclesIn } from './cycles.ts';
import type { WaveRefusal } from './edit.ts';
import { MOST_GROUPS, MOST_MACHINES, type Wave, type WaveMember } from './types.ts';

/** Between the names of a circle. */
export const ARROW = ' → ';
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;
/** Words that mean something else where a wave is named. */
const RESERVED = /^(?:new|all|everything|none|tag|wave|waves|group)$/i;

/** True for a name that people can type without quotes going wrong. */
export function isWaveName(text: string): boolean {
  return NAME.test(text) && !RESERVED.test(text.trim());
}

/** Why these machines cannot be one wave; null when they can. */
export function whyUnsound(wave: string, members: readonly WaveMember[]): WaveRefusal | null {
  if (members.length > MOST_MACHINES) return { code: 'wave-full', detail: { wave, machines: String(members.length), most: String(MOST_MACHINES) } };
  const byId = new Map(members.map((m) => [m.instanceId, m]));
  for (const m of members) {
    if (!isGroup(m.group)) return { code: 'wave-group', detail: { machine: m.name, group: String(m.group), most: String(MOST_GROUPS) } };
    const wrong = whyWrongNeed(m, byId);
    if (wrong !== null) return wrong;
  }
  return needCycle(members);
}

/** True for the number of a group that a recovery plan may have. */
export function isGroup(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= MOST_GROUPS;
}

function whyWrongNeed(m: WaveMember, byId: ReadonlyMap<InstanceId, WaveMember>): WaveRefusal | null {
  for (const id of m.needs) {
    const need = byId.get(id);
    if (need === undefined) return { code: 'wave-need', detail: { machine: m.name, need: id } };
    if (need.group > m.group) return { code: 'wave-need-later', detail: { machine: m.name, group: String(m.group), need: need.name, needGroup: String(need.group) } };
  }
  return null;
}

function needCycle(members: readonly WaveMember[]): WaveRefusal | null {
  const names = new Map<string, string>(members.map((m) => [m.instanceId, m.name]));
  const cycle = cycleIn(new Map(members.map((m) => [m.instanceId, m.needs])));
  return cycle === null ? null : { code: 'wave-cycle', detail: { of: 'machines', cycle: cycle.map((id) => names.get(id) ?? id).join(ARROW) } };
}

/** Why waves cannot come after one another like this; null when they can. */
export function orderCycle(waves: readonly Pick<Wave, 'name' | 'after'>[]): WaveRefusal | null {
  const [first] = orderCycles(waves);
  return first === undefined ? null : { code: 'wave-cycle', detail: { of: 'waves', cycle: first.join(ARROW) } };
}

/** Every circle of waves, as the names along it. */
export function orderCycles(waves: readonly Pick<Wave, 'name' | 'after'>[]): readonly (readonly string[])[] {
  const names = new Map(waves.map((w) => [waveKey(w.name), w.name]));
  return cyclesIn(new Map(waves.map((w) => [waveKey(w.name), w.after]))).map((cycle) => cycle.map((key) => names.get(key) ?? key));
}

/** The open wave that has one of the machines already; null when all are free. */
export function whyTaken(members: readonly WaveMember[], others: readonly Wave[]): WaveRefusal | null {
  const homes = new Map(others.flatMap((w) => w.members.map((m) => [m.instanceId, w.name] as const)));
  for (const m of members) {
    const home = homes.get(m.instanceId);
    if (home !== undefined) return { code: 'wave-taken', detail: { machine: m.name, wave: home } };
  }
  return null;
}
