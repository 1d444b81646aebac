/** Lays a wanted plan beside the waves there are: what would be stored, how people read it, and what is in the way. */
import { waveIdOf, type InstanceId, type WaveId } from '../ids.ts';
import { by, type Person } from '../person.ts';
import type { Instant } from '../time.ts';
import type { WaveEdited, WaveWorld } from '../wave/edit.ts';
import { evolveWave } from '../wave/evolve.ts';
import { ARROW, orderCycles } from '../wave/rules.ts';
import type { Wave, WaveMember } from '../wave/types.ts';
import { waveKey } from '../waves.ts';
import { differenceOf, type PlanDiff } from './difference.ts';
import { eventsBetween } from './events-between.ts';
import { BLANK, type WantedWave } from './read.ts';
import type { PlanProblem } from './types.ts';

type Ground = { readonly world: WaveWorld; readonly scope: string; readonly who: Person; readonly now: Instant; readonly channel: Wave['channel'] };
export type Compared = { readonly edited: readonly WaveEdited[]; readonly diff: PlanDiff; readonly problems: readonly PlanProblem[] };

/** One wave before and after; `wanted` is null for a wave that the file does not name and that only loses machines to others. */
type Pair = { readonly before: Wave | null; readonly after: Wave; readonly wanted: WantedWave | null };

/** Machines in no row any more leave only waves of which the file names machines. */
export function comparePlan(wanted: readonly WantedWave[], g: Ground): Compared {
  const pairs = pairsOf(wanted, g);
  const homes = new Map<InstanceId, Wave>(pairs.flatMap((p) => p.after.members.map((m) => [m.instanceId, p.after] as const)));
  const edited = pairs.flatMap((p): readonly WaveEdited[] => {
    const events = eventsBetween(p.before, p.after, (id) => homes.get(id)?.id ?? null);
    return events.length === 0 ? [] : [{ wave: p.before ?? p.after, events }];
  });
  const problems = [...pairs.flatMap((p) => hindered(p, { g, homes })), ...ordered(pairs, g)];
  return { edited, diff: differenceOf(pairs, g.world.waves), problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** The waves as they would be stored: the events applied to what there is. */
export function applied(before: Wave | null, e: WaveEdited, said: { readonly who: Person; readonly at: Instant }): Wave {
  let state = before;
  for (const event of e.events) state = evolveWave(state, { event, at: said.at, actor: by(said.who) });
  return state ?? e.wave;
}

function pairsOf(wanted: readonly WantedWave[], g: Ground): readonly Pair[] {
  const taken = new Set(wanted.flatMap((w) => w.members.map((m) => m.instanceId)));
  const named = wanted.map((w): Pair => {
    const before = g.world.waves.find((o) => waveKey(o.name) === w.key) ?? null;
    return { before, after: { ...(before ?? blank(w, g)), ...w.fields, members: w.keeps ? left(before?.members ?? [], taken) : inPlace(before, w.members) }, wanted: w };
  });
  const keys = new Set(wanted.map((w) => w.key));
  const others = g.world.waves.filter((o) => !keys.has(waveKey(o.name)) && o.members.some((m) => taken.has(m.instanceId)));
  return [...named, ...others.map((o): Pair => ({ before: o, after: { ...o, members: left(o.members, taken) }, wanted: null }))];
}

function blank(w: WantedWave, g: Ground): Wave {
  return { ...BLANK, id: waveIdOf(g.scope, w.key), scope: g.scope, name: w.name, owner: g.who, members: [], channel: g.channel, createdAt: g.now, edited: { by: g.who, at: g.now }, plan: null, closed: null };
}

/** Members that stay keep their place and their known name: the order of rows says nothing. */
function inPlace(before: Wave | null, members: readonly WaveMember[]): readonly WaveMember[] {
  const wanted = new Map(members.map((m) => [m.instanceId, m]));
  const stay = (before?.members ?? []).flatMap((m) => {
    const now = wanted.get(m.instanceId);
    return now === undefined ? [] : [{ ...now, name: m.name }];
  });
  const ids = new Set(stay.map((m) => m.instanceId));
  return [...stay, ...members.filter((m) => !ids.has(m.instanceId))];
}

function left(members: readonly WaveMember[], gone: ReadonlySet<InstanceId>): readonly WaveMember[] {
  return members.filter((m) => !gone.has(m.instanceId)).map((m) => ({ ...m, needs: m.needs.filter((n) => !gone.has(n)) }));
}

/** What has begun stays where it is: a machine whose cutover began, and a wave whose run is under way. */
function hindered({ before, after, wanted }: Pair, o: { readonly g: Ground; readonly homes: ReadonlyMap<InstanceId, Wave> }): readonly PlanProblem[] {
  const { world } = o.g;
  const line = wanted?.line ?? 1;
  const old = new Map(before?.members.map((m) => [m.instanceId, m]));
  const now = new Set(after.members.map((m) => m.instanceId));
  const changed = wanted === null ? [] : after.members.filter((m) => !isSame(old.get(m.instanceId), m));
  const past = changed.filter((m) => world.past.has(m.instanceId)).map((m): PlanProblem => ({ line: wanted?.lines.get(m.instanceId) ?? line, column: 'machine', value: m.name, code: 'machine-past', detail: { wave: before?.name ?? '' } }));
  const missing = [...old.values()].filter((m) => !now.has(m.instanceId) && !o.homes.has(m.instanceId) && world.past.has(m.instanceId)).map((m): PlanProblem => ({ line, column: 'wave', value: after.name, code: 'row-missing', detail: { machine: m.name, wave: after.name } }));
  const isRunning = before !== null && world.running.has(before.id) && (changed.length > 0 || JSON.stringify(before.target) !== JSON.stringify(after.target));
  return [...past, ...missing, ...(isRunning ? [{ line, column: 'wave', value: after.name, code: 'wave-running', detail: { wave: after.name } } as const] : [])];
}

function isSame(a: WaveMember | undefined, b: WaveMember): boolean {
  return a !== undefined && a.group === b.group && JSON.stringify(a.needs) === JSON.stringify(b.needs);
}

/** Waves that a file names must exist, be made by it, or have been there before. */
function ordered(pairs: readonly Pair[], g: Ground): readonly PlanProblem[] {
  const touched = new Set<WaveId>(pairs.map((p) => p.after.id));
  const all = [...g.world.waves.filter((w) => !touched.has(w.id)), ...pairs.map((p) => p.after)];
  const keys = new Set(all.map((w) => waveKey(w.name)));
  const unknown = pairs.flatMap(({ before, after, wanted }) => after.after.filter((key) => !keys.has(key) && before?.after.includes(key) !== true).map((key): PlanProblem => ({ line: wanted?.line ?? 1, column: 'after', value: key, code: 'after-unknown', detail: { known: all.map((w) => w.name).join(', ') } })));
  return [...unknown, ...orderCycles(all).map((cycle): PlanProblem => ({ line: lineOf(pairs, cycle), column: 'after', value: '', code: 'after-cycle', detail: { cycle: cycle.join(ARROW) } }))];
}

/** Of the first wave of a circle that the file names. */
function lineOf(pairs: readonly Pair[], cycle: readonly string[]): number {
  return pairs.find((p) => p.wanted !== null && cycle.includes(p.after.name))?.wanted?.line ?? 1;
}
