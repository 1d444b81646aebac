/** Waves as the tags of machines name them: people write one wave in many ways. */
import type { Machine } from './machine.ts';

/** A wave and its machines. */
export type Wave = { readonly name: string; readonly machines: readonly Machine[] };

const SHAPE = /^(?:wave|w)?[\s_-]*0*(\d+)$/;

/** `w7`, `7`, `W07` and `wave-7` are one wave; every other name is compared as it is, without case. */
export function waveKey(text: string): string {
  const plain = text.trim().toLowerCase();
  return SHAPE.exec(plain)?.[1] ?? plain;
}

/** The wave that a machine's tag names; null without one. */
export function waveOf(machine: Pick<Machine, 'tags'>, tag: string): string | null {
  const value = machine.tags[tag]?.trim() ?? '';
  return value === '' ? null : value;
}

const NAMES = new Intl.Collator('en', { numeric: true });

/** All waves, by name; where a wave is spelled in several ways, the most frequent one names it. */
export function wavesOf(machines: readonly Machine[], tag: string): readonly Wave[] {
  const found = new Map<string, Machine[]>();
  for (const machine of machines) {
    const value = waveOf(machine, tag);
    if (value === null) continue;
    const key = waveKey(value);
    const members = found.get(key) ?? [];
    members.push(machine);
    found.set(key, members);
  }
  return [...found.values()].map((members) => ({ name: usualName(members, tag), machines: members })).sort((a, b) => NAMES.compare(a.name, b.name));
}

function usualName(members: readonly Machine[], tag: string): string {
  const counts = new Map<string, number>();
  for (const m of members) {
    const name = waveOf(m, tag) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, n], [b, k]) => k - n || NAMES.compare(a, b));
  return most?.[0] ?? '';
}
