/** Finds machines by what people write: names, instance ids, patterns, tags. Never guesses. */
import type { InstanceId } from '../ids.ts';
import { nearNames } from '../near-names.ts';
import { no, ok, type Result } from '../result.ts';
import { waveKey } from '../waves.ts';

/** What machines are chosen from. */
export type Pickable = { readonly instanceId: InstanceId; readonly name: string; readonly tags?: Readonly<Record<string, string>> };
/** `taken` counts machines that would fit, but are not free. */
export type PickRefusal =
  | { readonly kind: 'unknown'; readonly unknown: readonly { readonly text: string; readonly similar: readonly string[] }[] }
  | { readonly kind: 'many'; readonly text: string; readonly count: number }
  | { readonly kind: 'none'; readonly text: string; readonly taken: number };

const TAG = /^tag:([^=]+)=(.*)$/i;
/** `-web07`: without it. */
const OUT = /^\s*[-\u2010-\u2015\u2212]\S/;

/** All that the texts name, each once, in the order in which they are named. A text that fits nothing refuses all of them; names that nobody bears are told together. Tags and patterns mean machines that are `free`, a name means that machine. */
export function pickMachines<T extends Pickable>(from: readonly T[], texts: readonly string[], free: readonly T[] = from): Result<readonly T[], PickRefusal> {
  const taken = pickAll({ from, free }, texts.filter((text) => !OUT.test(text)));
  const out = pickAll({ from, free: from }, texts.filter((text) => OUT.test(text)).map((text) => text.trim().slice(1)));
  const refused = [taken, out].flatMap((r) => (r.ok ? [] : [r.error]));
  const [first] = refused;
  if (first !== undefined) return no(together(refused) ?? first);
  const gone = new Set((out.ok ? out.value : []).map((m) => m.instanceId));
  return ok((taken.ok ? taken.value : []).filter((m) => !gone.has(m.instanceId)));
}

/** Names that nobody bears, in what is taken and what is left out; null when something else is wrong. */
function together(refused: readonly PickRefusal[]): PickRefusal | null {
  const unknown = refused.flatMap((r) => (r.kind === 'unknown' ? r.unknown : []));
  return refused.every((r) => r.kind === 'unknown') ? { kind: 'unknown', unknown } : (refused.find((r) => r.kind !== 'unknown') ?? null);
}

type Choices<T> = { readonly from: readonly T[]; readonly free: readonly T[] };

function pickAll<T extends Pickable>(choices: Choices<T>, texts: readonly string[]): Result<readonly T[], PickRefusal> {
  const found = new Map<InstanceId, T>();
  const refused: PickRefusal[] = [];
  for (const text of texts) {
    const picked = pickOne(choices, text.trim());
    if (!picked.ok) refused.push(picked.error);
    else for (const one of picked.value) found.set(one.instanceId, one);
  }
  const [first] = refused;
  return first === undefined ? ok([...found.values()]) : no(together(refused) ?? first);
}

function pickOne<T extends Pickable>({ from, free }: Choices<T>, text: string): Result<readonly T[], PickRefusal> {
  const tag = TAG.exec(text);
  if (tag !== null || text.includes('*')) {
    const fits = tag === null ? byPattern(text) : (m: Pickable): boolean => hasTag(m.tags ?? {}, tag[1] ?? '', tag[2] ?? '');
    const all = free.filter(fits);
    return all.length === 0 ? no({ kind: 'none', text, taken: from.filter(fits).length }) : ok(all);
  }
  const wanted = text.toLowerCase();
  const all = from.filter((m) => m.instanceId === wanted || m.name.trim().toLowerCase() === wanted);
  if (all.length > 1) return no({ kind: 'many', text, count: all.length });
  return all.length === 1 ? ok(all) : no({ kind: 'unknown', unknown: [{ text, similar: nearNames(from.map((m) => m.name), wanted) }] });
}

function byPattern(text: string): (m: Pickable) => boolean {
  const pattern = new RegExp(`^${text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*')}$`, 'i');
  return (m) => pattern.test(m.name);
}

/** Whether one of the tags says so. Case says nothing, and values are compared as people write waves: `7` is `W07`. */
export function hasTag(tags: Readonly<Record<string, string>>, key: string, value: string): boolean {
  const wanted = key.trim().toLowerCase();
  return Object.entries(tags).some(([k, v]) => k.toLowerCase() === wanted && waveKey(v) === waveKey(value));
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
