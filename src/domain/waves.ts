/** Which wave a machine is in: Ferry's own waves first, then what the tags of machines say. People write one wave in many ways. */
import type { InstanceId } from './ids.ts';
import type { Machine } from './machine.ts';

/** A wave and its machines. */
export type Wave = { readonly name: string; readonly machines: readonly Machine[] };

const SHAPE = /^(?:wave|w)?[\s_-]*0*(\d+)$/;

/** `w7`, `7`, `W07` and `wave-7` are one wave; every other name is compared as it is, without case. */
export function waveKey(text: string): string {
  const plain = text.trim().toLowerCase();
  return SHAPE.exec(plain)?.[1] ?? plain;
}

/** A wave that Ferry keeps, as far as naming goes. */
export type OwnWave = { readonly name: string; readonly members: readonly { readonly instanceId: InstanceId }[] };

/** Where waves come from: the tag that names one, and the open waves that Ferry keeps. */
export type WaveSources = { readonly tag: string; readonly own: readonly OwnWave[] };

/** The wave that a machine's tag names; null without one. */
export function taggedWave(machine: Pick<Machine, 'tags'>, tag: string): string | null {
  const value = machine.tags[tag]?.trim() ?? '';
  return value === '' ? null : value;
}

/** Tells the wave of a machine. One that is planned in a wave counts there whatever its tag says; a tag that names a wave of Ferry's own puts nobody into it. */
export function waveNames({ tag, own }: WaveSources): (machine: Pick<Machine, 'instanceId' | 'tags'>) => string | null {
  const planned = new Map(own.flatMap((w) => w.members.map((m) => [m.instanceId, w.name] as const)));
  const keys = new Set(own.map((w) => waveKey(w.name)));
  return (machine) => {
    const name = planned.get(machine.instanceId) ?? null;
    const tagged = name === null ? taggedWave(machine, tag) : null;
    return tagged === null || keys.has(waveKey(tagged)) ? name : tagged;
  };
}

const NAMES = new Intl.Collator('en', { numeric: true });

/** All waves, by name; where a tag is spelled in several ways, the most frequent one names the wave. A wave of Ferry's own is there without machines as well. */
export function wavesOf(machines: readonly Machine[], sources: WaveSources): readonly Wave[] {
  const nameOf = waveNames(sources);
  const found = new Map<string, Machine[]>(sources.own.map((w) => [waveKey(w.name), []]));
  for (const machine of machines) {
    const value = nameOf(machine);
    if (value === null) continue;
    const key = waveKey(value);
    const members = found.get(key) ?? [];
    members.push(machine);
    found.set(key, members);
  }
  const own = new Map(sources.own.map((w) => [waveKey(w.name), w.name]));
  return [...found].map(([key, members]) => ({ name: own.get(key) ?? usualName(members, sources.tag), machines: members })).sort((a, b) => NAMES.compare(a.name, b.name));
}

function usualName(members: readonly Machine[], tag: string): string {
  const counts = new Map<string, number>();
  for (const m of members) {
    const name = taggedWave(m, tag) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, n], [b, k]) => k - n || NAMES.compare(a, b));
  return most?.[0] ?? '';
}
