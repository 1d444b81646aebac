import type { InstanceId, MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import { no, ok } from '../domain/result.ts';
import { isInAzure } from '../domain/wave/gate.ts';
import { parseSelector, select, type Selector, type SelectorProblem } from '../domain/wave/selectors.ts';
import type { Wave, WaveMember } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { BulkUseCases, Selected, SelectedMachine } from './bulk-types.ts';
import type { Deps } from './deps.ts';
import { makeInventory, newestOf } from './inventory.ts';
import type { Outcome, Rejection } from './outcome.ts';
import type { PrerequisiteUseCases } from './prerequisite-types.ts';
import { reject } from './rejections.ts';
import { watchedUntil } from './watched.ts';

/** Which machines a tag names as a wave. */
type TagWaves = Pick<PrerequisiteUseCases, 'selected' | 'waveNamed'>;

/** The use cases that answer "which machines does this text mean". Everything is read from the store. */
export function makeSelect(d: Deps, tagWaves: TagWaves): Pick<BulkUseCases, 'selectMachines' | 'dependants'> {
  const { inventory } = makeInventory(d);

  async function selectMachines(text: string): Outcome<Selected> {
    const parsed = parseSelector(text);
    if (!parsed.ok) return no(rejectionOf(parsed.error));
    const found = await waveIn(d, tagWaves, parsed.value);
    return found.ok ? among(found.value) : found;
  }

  async function among({ wave, tagged, selector }: Meant): Outcome<Selected> {
    const name = wave?.name ?? tagged;
    if (name === null && isOnlyWithout(selector)) return reject('selector-of-what');
    const all = await candidates({ wave, tagged });
    const hits = select(selector, all, await watchedUntil(d));
    return hits.ok ? ok({ wave, title: titleOf(name, hits.value, all.length), machines: hits.value }) : no(rejectionOf(hits.error, name));
  }

  async function candidates(o: { readonly wave: Wave | null; readonly tagged: string | null }): Promise<readonly SelectedMachine[]> {
    const [lives, known] = await Promise.all([d.store.lives(), knownMachines()]);
    const rowOf = (instanceId: InstanceId, member: WaveMember | null): SelectedMachine => selectedOf({ instanceId, member, ...(known.get(instanceId) ?? UNKNOWN) }, lives);
    if (o.wave !== null) return inOrder(o.wave.members).map((m) => rowOf(m.instanceId, m));
    const tagged = o.tagged === null ? null : new Set((await tagWaves.selected({ kind: 'wave', wave: o.tagged })).map((r) => r.machine.instanceId));
    return [...known.keys()].filter((id) => tagged === null || tagged.has(id)).map((id) => rowOf(id, null));
  }

  /** What AWS shows, and what only its migration remembers. */
  async function knownMachines(): Promise<ReadonlyMap<InstanceId, Known>> {
    const [{ rows }, migrations] = await Promise.all([inventory({ fresh: false }), d.store.migrations({ open: false })]);
    const known = new Map<InstanceId, Known>(rows.map(({ machine, migration }) => [machine.instanceId, { machine, migration }]));
    for (const migration of newestOf(migrations)) if (!known.has(migration.instanceId)) known.set(migration.instanceId, { machine: null, migration });
    return known;
  }

  return { selectMachines, dependants: (instances) => dependants(d, instances) };
}

/** Everything but one machine is much: whoever means that says `all`. */
function isOnlyWithout(s: Selector): boolean {
  return s.without.length > 0 && s.words.length === 0 && s.only.length === 0 && !s.all;
}

type Meant = { readonly wave: Wave | null; readonly tagged: string | null; readonly selector: Selector };

/** Takes the wave out of the words; a machine that bears the name of a wave is meant by its instance id. */
async function waveIn(d: Deps, tagWaves: TagWaves, s: Selector): Outcome<Meant> {
  const own = [...(await d.store.waves()).values()].map((w) => w.state);
  const named: Named[] = [];
  for (const word of s.words) named.push(...(await waveCalled(own, tagWaves, word)));
  if (named.length > 1) return reject('selector-waves', { waves: named.map(nameOf).join(', ') });
  const [first] = named;
  if (first !== undefined) return ok({ wave: first.wave, tagged: first.tagged, selector: { ...s, words: s.words.filter((word) => word !== first.word) } });
  return s.words.length === 1 && LIKE_A_WAVE.test(s.words[0] ?? '') ? reject('no-such-wave', { known: own.map((w) => w.name).slice(0, 20).join(', ') }) : ok({ wave: null, tagged: null, selector: s });
}

/** Ferry's own waves come first. */
async function waveCalled(own: readonly Wave[], tagWaves: TagWaves, word: string): Promise<readonly Named[]> {
  const wave = own.find((w) => waveKey(w.name) === waveKey(word)) ?? null;
  const tagged = wave === null ? await tagWaves.waveNamed(word) : null;
  return wave === null && tagged === null ? [] : [{ word, wave, tagged }];
}

/** What people mean as the name of a wave, even when there is none. */
const LIKE_A_WAVE = /^(?:wave[\s-]*|w)\d{1,4}$/i;

type Named = { readonly word: string; readonly wave: Wave | null; readonly tagged: string | null };

function nameOf({ wave, tagged }: Named): string {
  return wave?.name ?? tagged ?? '';
}

type Known = { readonly machine: Machine | null; readonly migration: Migration | null };
const UNKNOWN: Known = { machine: null, migration: null };

function selectedOf({ instanceId, member, machine, migration }: Known & { readonly instanceId: InstanceId; readonly member: WaveMember | null }, lives: ReadonlyMap<MigrationId, Live>): SelectedMachine {
  const [named] = [machine, migration, member].filter((one) => one !== null);
  const [placed] = [machine, migration].filter((one) => one !== null);
  return { instanceId, name: named?.name ?? instanceId, privateIp: placed?.privateIp ?? null, tags: machine?.tags ?? {}, group: member?.group ?? null, machine, migration, live: liveIn(lives, migration) };
}

function liveIn(lives: ReadonlyMap<MigrationId, Live>, m: Migration | null): Live | null {
  return m === null ? null : (lives.get(m.id) ?? null);
}

const NAMES = new Intl.Collator('en', { numeric: true });

function inOrder(members: readonly WaveMember[]): readonly WaveMember[] {
  return members.toSorted((a, b) => a.group - b.group || NAMES.compare(a.name, b.name));
}

/** What all of it is called; a part of a wave says how much of it. */
function titleOf(wave: string | null, hits: readonly SelectedMachine[], of: number): string {
  const [only] = hits;
  if (hits.length === 1 && only !== undefined) return wave === null ? only.name : `${wave}: ${only.name}`;
  if (wave === null) return `${hits.length} machines`;
  return hits.length === of ? wave : `${wave} (${hits.length} of ${of} machines)`;
}

const CODES: { readonly [C in SelectorProblem['code']]: Rejection['code'] } = { 'unreadable-term': 'selector-term', 'unknown-machines': 'selector-unknown', 'several-machines': 'selector-several', 'nothing-selected': 'selector-nothing' };

function rejectionOf(p: SelectorProblem, wave: string | null = null): Rejection {
  return { code: CODES[p.code], detail: { ...detailOf(p), ...(wave === null ? {} : { wave }) } };
}

function detailOf(p: SelectorProblem): Rejection['detail'] {
  const list = (items: readonly (string | number)[]): string => items.slice(0, 10).join(', ');
  switch (p.code) {
    case 'unreadable-term':
      return { place: String(p.place), known: p.known.slice(0, 16).join(', ') };
    case 'unknown-machines':
      return { places: list(p.places), similar: list(p.similar) };
    case 'several-machines':
      return { names: list(p.names) };
    case 'nothing-selected':
      return {};
  }
}

/** Whoever needs one of them, directly or by another one, and does not run in Azure yet; one that runs there keeps nobody back. */
async function dependants(d: Deps, instances: readonly InstanceId[]): Promise<readonly string[]> {
  const [waves, migrations] = await Promise.all([d.store.waves(), d.store.migrations({ open: false })]);
  const arrived = new Set(newestOf(migrations).flatMap((m) => (isInAzure(m.position.phase) ? [m.instanceId] : [])));
  const members = [...waves.values()].flatMap((w) => w.state.members).filter((m) => !arrived.has(m.instanceId));
  const out = new Set<string>(instances.filter((id) => !arrived.has(id)));
  const names: string[] = [];
  for (let grew = true; grew; ) {
    const next = members.filter((m) => !out.has(m.instanceId) && m.needs.some((n) => out.has(n)));
    for (const m of next) out.add(m.instanceId);
    names.push(...next.map((m) => m.name));
    grew = next.length > 0;
  }
  return names;
}
