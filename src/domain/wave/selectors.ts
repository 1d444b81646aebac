/** Selectors: `W07 group:2 -web07 state:failed tag:App=shop name:web*`. Kinds are joined by "and", several of one kind by "or", whatever has a minus is left out. */
import { isStalled } from '../copy.ts';
import type { Live } from '../live.ts';
import { isHeld } from '../migration/held.ts';
import type { Migration, Phase } from '../migration/types.ts';
import { nearAny } from '../near-names.ts';
import { no, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { hasTag } from './pick.ts';
import { isSmall, partsIn } from './selector-parts.ts';

/** What `state:` can ask for. */
export const SELECTOR_STATES = ['waiting', 'copying', 'stalled', 'protected', 'review', 'tested', 'ready', 'held', 'failed', 'drifted', 'cutover', 'quiescing', 'in-azure', 'accepted', 'migrated', 'rolled-back'] as const;
export type SelectorState = (typeof SELECTOR_STATES)[number];

export type SelectorTerm =
  /** A machine by name, instance id or private IP. */
  | { readonly kind: 'machine'; readonly text: string }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'state'; readonly state: SelectorState }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string }
  /** A name with `*` for any letters. */
  | { readonly kind: 'name'; readonly pattern: string };

/** `words` are those without a colon and without a minus, in their order: machines, or the name of a wave. */
export type Selector = { readonly words: readonly string[]; readonly only: readonly SelectorTerm[]; readonly without: readonly SelectorTerm[]; /** Somebody said so. */ readonly all: boolean };

export type SelectorProblem =
  /** `place` counts the parts of the text from 1: what was typed is never repeated to people, it may hold a secret. */
  | { readonly code: 'unreadable-term'; readonly place: number; readonly known: readonly string[] }
  /** `places` count the names from 1, those that are left out after those that are taken. */
  | { readonly code: 'unknown-machines'; readonly names: readonly string[]; readonly places: readonly number[]; readonly similar: readonly string[] }
  | { readonly code: 'several-machines'; readonly names: readonly string[] }
  | { readonly code: 'nothing-selected' };

/** A machine as a selector sees it. */
export type Selectable = { readonly instanceId: string; readonly name: string; readonly privateIp: string | null; readonly tags: Readonly<Record<string, string>>; readonly group: number | null; readonly migration: Migration | null; readonly live: Live | null };

const ALL = /^(?:all|everything)$/i;

/** Takes a text apart; a quoted name is one word, commas part words as blanks do. */
export function parseSelector(text: string): Result<Selector, SelectorProblem> {
  const words: string[] = [];
  const only: SelectorTerm[] = [];
  const without: SelectorTerm[] = [];
  let all = false;
  for (const [i, part] of partsIn(text).entries()) {
    const term = termOf(part.text);
    if (term === null) return no({ code: 'unreadable-term', place: i + 1, known: knownFor(part.text) });
    if (part.out) without.push(term);
    else if (term.kind !== 'machine') only.push(term);
    else if (ALL.test(term.text)) all = true;
    else if (!isSmall(term.text)) words.push(term.text);
  }
  return ok({ words, only, without, all });
}

const PREFIXES = ['group:', 'state:', 'tag:', 'name:'] as const;

/** What would have been understood in the place of a term that was not. */
function knownFor(body: string): readonly string[] {
  if (/^group:/i.test(body)) return ['group:1', 'group:7'];
  return /^state:/i.test(body) ? SELECTOR_STATES.map((s) => `state:${s}`) : ['group:2', 'state:failed', 'tag:App=shop', 'name:web*', '-web07'];
}

function termOf(body: string): SelectorTerm | null {
  const prefix = PREFIXES.find((p) => body.toLowerCase().startsWith(p));
  const value = unquoted(prefix === undefined ? body : body.slice(prefix.length));
  switch (prefix) {
    case undefined:
      return value === '' || /^[a-z]+:/i.test(body) ? null : value.includes('*') ? { kind: 'name', pattern: value } : { kind: 'machine', text: value };
    case 'group:':
      return /^[1-7]$/.test(value) ? { kind: 'group', group: Number(value) } : null;
    case 'state:':
      return stateTerm(value.toLowerCase());
    case 'tag:':
      return tagTerm(value);
    case 'name:':
      return value === '' ? null : { kind: 'name', pattern: value };
  }
}

function unquoted(text: string): string {
  return text.replaceAll('"', '').trim();
}

function stateTerm(text: string): SelectorTerm | null {
  const state = SELECTOR_STATES.find((s) => s === text);
  return state === undefined ? null : { kind: 'state', state };
}

function tagTerm(text: string): SelectorTerm | null {
  const at = text.indexOf('=');
  return at < 1 || at === text.length - 1 ? null : { kind: 'tag', key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

/** The machines that a selector means, in the order given. Names that nobody bears are refused by name, in what is taken as in what is left out. */
export function select<T extends Selectable>(s: Selector, all: readonly T[], watched: Instant): Result<readonly T[], SelectorProblem> {
  const terms: readonly SelectorTerm[] = [...s.words.map((text) => ({ kind: 'machine' as const, text })), ...s.only];
  const unclear = unclearNames([...terms, ...s.without], all);
  if (unclear !== null) return no(unclear);
  const kinds = [...new Set(terms.map((t) => t.kind))].map((kind) => terms.filter((t) => t.kind === kind));
  const hits = all.filter((m) => kinds.every((some) => some.some((t) => fits(t, m, watched))) && !s.without.some((t) => fits(t, m, watched)));
  return hits.length === 0 ? no({ code: 'nothing-selected' }) : ok(hits);
}

function unclearNames(terms: readonly SelectorTerm[], all: readonly Selectable[]): SelectorProblem | null {
  const named = terms.flatMap((t) => (t.kind === 'machine' ? [{ text: t.text, hits: all.filter((m) => isNamed(m, t.text)) }] : []));
  const unknown = named.filter((n) => n.hits.length === 0).map((n) => n.text);
  const places = named.flatMap((n, i) => (n.hits.length === 0 ? [i + 1] : []));
  if (unknown.length > 0) return { code: 'unknown-machines', names: [...new Set(unknown)], places, similar: nearAny(all.map((m) => m.name), unknown) };
  const several = named.flatMap((n) => (n.hits.length > 1 ? n.hits.slice(0, 1).map((m) => m.name) : []));
  return several.length === 0 ? null : { code: 'several-machines', names: [...new Set(several)] };
}

function isNamed(m: Selectable, text: string): boolean {
  const wanted = text.toLowerCase();
  return m.name.toLowerCase() === wanted || m.instanceId === wanted || m.privateIp === wanted;
}

function fits(t: SelectorTerm, m: Selectable, watched: Instant): boolean {
  switch (t.kind) {
    case 'machine':
      return isNamed(m, t.text);
    case 'group':
      return m.group === t.group;
    case 'state':
      return isIn(t.state, m, watched);
    case 'tag':
      return hasTag(m.tags, t.key, t.value);
    case 'name':
      return matches(m.name, t.pattern);
  }
}

/** `*` stands for any letters; everything else for itself. */
function matches(name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? '';
  return text.length - last.length >= at && text.endsWith(last);
}

const BY_PHASE: { readonly [P in Phase]: SelectorState | null } = {
  enabling: 'copying', seeding: 'copying', protected: 'protected', testing: null, 'test-review': 'review', 'cleaning-test': null, tested: 'tested',
  'awaiting-approval': 'cutover', quiescing: 'cutover', draining: 'cutover', 'stopping-source': 'cutover', 'source-stopped': 'cutover', 'failing-over': 'cutover',
  'in-azure': 'in-azure', accepted: 'accepted', completing: 'accepted', migrated: 'migrated', 'rolling-back': null, 'rolled-back': 'rolled-back', abandoned: 'rolled-back',
};

function isIn(state: SelectorState, m: Selectable, watched: Instant): boolean {
  if (m.migration === null) return state === 'waiting';
  const { stuck, drift, position } = m.migration;
  switch (state) {
    case 'failed':
      return stuck !== null;
    case 'drifted':
      return drift !== null;
    case 'held':
      return isHeld(m.migration);
    case 'stalled':
      return isStalled(m.migration, m.live, watched);
    case 'quiescing':
      return position.phase === 'quiescing';
    case 'ready':
      return position.phase === 'tested' && stuck === null && drift === null && !isHeld(m.migration);
    default:
      return BY_PHASE[position.phase] === state;
  }
}
