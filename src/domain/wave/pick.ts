/** Finds machines by what people write: names, instance ids, patterns, tags. Never guesses. */
import type { InstanceId } from '../ids.ts';
import { no, ok, type Result } from '../result.ts';
import { waveKey } from '../waves.ts';

/** What machines are chosen from. */
export type Pickable = { readonly instanceId: InstanceId; readonly name: string; readonly tags?: Readonly<Record<string, string>> };
export type PickRefusal = { readonly kind: 'unknown'; readonly text: string; readonly similar: readonly string[] } | { readonly kind: 'many'; readonly text: string; readonly count: number } | { readonly kind: 'none'; readonly text: string };

const TAG = /^tag:([^=]+)=(.*)$/i;

/** All that the texts name, each once, in the order in which they are named. A text that fits nothing refuses all of them. */
export function pickMachines<T extends Pickable>(from: readonly T[], texts: readonly string[]): Result<readonly T[], PickRefusal> {
  const found = new Map<InstanceId, T>();
  for (const text of texts) {
    const picked = pickOne(from, text.trim());
    if (!picked.ok) return picked;
    for (const one of picked.value) found.set(one.instanceId, one);
  }
  return ok([...found.values()]);
}

function pickOne<T extends Pickable>(from: readonly T[], text: string): Result<readonly T[], PickRefusal> {
  const tag = TAG.exec(text);
  if (tag !== null || text.includes('*')) {
    const fits = tag === null ? byPattern(text) : byTag(tag[1] ?? '', tag[2] ?? '');
    const all = from.filter(fits);
    return all.length === 0 ? no({ kind: 'none', text }) : ok(all);
  }
  const wanted = text.toLowerCase();
  const all = from.filter((m) => m.instanceId === wanted || m.name.trim().toLowerCase() === wanted);
  if (all.length > 1) return no({ kind: 'many', text, count: all.length });
  return all.length === 1 ? ok(all) : no({ kind: 'unknown', text, similar: similar(from, wanted) });
}

function byPattern(text: string): (m: Pickable) => boolean {
  const pattern = new RegExp(`^${text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*')}$`, 'i');
  return (m) => pattern.test(m.name);
}

/** Values are compared as people write them: `7` is `W07`. */
function byTag(key: string, value: string): (m: Pickable) => boolean {
  const wanted = key.trim().toLowerCase();
  return (m) => Object.entries(m.tags ?? {}).some(([k, v]) => k.toLowerCase() === wanted && waveKey(v) === waveKey(value));
}

function similar(from: readonly Pickable[], wanted: string): readonly string[] {
  const start = wanted.replaceAll(/[^a-z0-9]/g, '').slice(0, 4);
  const near = from.filter((m) => start.length >= 2 && m.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '').startsWith(start));
  return [...new Set(near.map((m) => m.name))].slice(0, 3);
}

/** Words of a pasted list: parted by spaces, commas, semicolons or lines; a name with spaces stands in quotation marks. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|(tag:[^\s,;]+)|([^\s,;]+)/g)].map((m) => (m[1] ?? m[2] ?? m[3] ?? '').trim()).filter((name) => name !== '');
}

/** `1: db01 db02; 2: app*` by group; null when it is not written like that. Machines that nobody names come after the last group named. */
export function groupsIn(text: string, from: readonly Pickable[]): Result<ReadonlyMap<InstanceId, number>, PickRefusal> | null {
  const parts = text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '');
  const groups = new Map<InstanceId, number>();
  let last = 0;
  for (const part of parts) {
    const read = /^(?:group\s+)?(\d{1,3})\s*[:=]\s*(.+)$/i.exec(part);
    if (read === null) return null;
    const picked = pickMachines(from, namesIn(read[2] ?? ''));
    if (!picked.ok) return picked;
    last = Math.max(last, Number(read[1]));
    for (const m of picked.value) groups.set(m.instanceId, Number(read[1]));
  }
  for (const m of from) if (!groups.has(m.instanceId)) groups.set(m.instanceId, last + 1);
  return ok(groups);
}
