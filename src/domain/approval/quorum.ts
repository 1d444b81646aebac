import type { UserId } from '../ids.ts';
import { samePerson, type Person } from '../person.ts';
import type { Approval, Decision, Seat } from './types.ts';

/** What a quorum is made of. */
export type Rule = Pick<Approval, 'quorum' | 'seats' | 'lastEditor'>;

/** How far a quorum is. */
export type Standing = {
  readonly have: number;
  readonly need: number;
  readonly seats: readonly { readonly name: string; readonly have: number; readonly need: number }[];
  /** Enough answers, but all of them in the right of whoever changed the plan last. */
  readonly editorAlone: boolean;
  readonly reached: boolean;
};

/** Counts answers. Each person counts once, and fills one seat at most. */
export function standing(rule: Rule, given: readonly Decision[]): Standing {
  const counted = oncePerPerson(given);
  const seats = rule.seats ?? [];
  const filled = fill(seats, counted);
  const need = Math.max(rule.quorum, filled.length);
  const byName = seats.map((s) => ({ name: s.name, have: filled.filter((f) => f.seat === s.name && f.taken).length, need: s.needed }));
  const editorAlone = counted.length > 0 && counted.every((d) => isEditor(rule, d));
  const reached = counted.length >= need && filled.every((f) => f.taken) && !editorAlone;
  return { have: counted.length, need, seats: byName, editorAlone, reached };
}

/** The same human by two roles, or an answer given twice in one person's right, is one answer. */
export function oncePerPerson(given: readonly Decision[]): readonly Decision[] {
  const counted: Decision[] = [];
  for (const d of given) if (!counted.some((c) => sharesPerson(c, d))) counted.push(d);
  return counted;
}

/** True when two answers come from one person, or were given in one person's right. */
export function sharesPerson(a: Pick<Decision, 'by' | 'for'>, b: Pick<Decision, 'by' | 'for'>): boolean {
  return peopleOf(a).some((p) => peopleOf(b).some((q) => samePerson(p, q)));
}

function peopleOf(d: Pick<Decision, 'by' | 'for'>): readonly Person[] {
  return d.for === undefined ? [d.by] : [d.by, d.for];
}

/** Whoever edited cannot send a stand-in either. */
function isEditor(rule: Rule, d: Decision): boolean {
  const editor = rule.lastEditor ?? null;
  return editor !== null && (samePerson(editor, d.by) || (d.for !== undefined && samePerson(editor, d.for)));
}

/** Seats as single places, as many as possible of them taken: people who could take several make room for those who cannot. */
function fill(seats: readonly Seat[], given: readonly Decision[]): readonly { readonly seat: string; readonly taken: boolean }[] {
  const places = seats.flatMap((s) => Array.from({ length: s.needed }, () => s.name));
  const sitter = new Map<number, number>();
  for (let person = 0; person < given.length; person++) sit(person, { places, given, sitter, tried: new Set() });
  return places.map((seat, i) => ({ seat, taken: sitter.has(i) }));
}

type Hall = { readonly places: readonly string[]; readonly given: readonly Decision[]; readonly sitter: Map<number, number>; readonly tried: Set<number> };

function sit(person: number, hall: Hall): boolean {
  const { places, given, sitter, tried } = hall;
  for (const [place, seat] of places.entries()) {
    if (tried.has(place) || given[person]?.seats?.includes(seat) !== true) continue;
    tried.add(place);
    const before = sitter.get(place);
    if (before !== undefined && !sit(before, hall)) continue;
    sitter.set(place, person);
    return true;
  }
  return false;
}

/** What a quorum could be reached with. */
export type Candidates = { readonly rule: Rule; readonly approvers: readonly (UserId | '*')[]; readonly requester: Person };

/** How many different people beside the requester may answer; infinite where everybody may. */
export function ableToAnswer({ rule, approvers, requester }: Candidates): number {
  const all = [...approvers, ...(rule.seats ?? []).flatMap((s) => s.holders)].map((id) => id.toLowerCase());
  return all.includes('*') ? Number.POSITIVE_INFINITY : new Set(all.filter((id) => id !== requester.id.toLowerCase())).size;
}

/** The best that could be reached if everybody but the requester approved: a request that can never be approved is not posted. */
export function reachable({ rule, approvers, requester }: Candidates): Standing {
  const seats = rule.seats ?? [];
  const named = new Map([...approvers, ...seats.flatMap((s) => s.holders)].flatMap((id) => (id === '*' ? [] : [[id.toLowerCase(), id] as const])));
  named.delete(requester.id.toLowerCase());
  const all = [...named.values()].map((id): Decision => decisionOf(id, seatsOfId(seats, id), requester));
  return standing(rule, [...all, ...anyones(rule, approvers, requester)]);
}

/** Where everybody may, there are as many people as are needed. */
function anyones(rule: Rule, approvers: readonly (UserId | '*')[], requester: Person): readonly Decision[] {
  const seats = rule.seats ?? [];
  const open = seats.filter((s) => s.holders.includes('*'));
  if (!approvers.includes('*') && open.length === 0) return [];
  const count = rule.quorum + seats.reduce((sum, s) => sum + s.needed, 0);
  return Array.from({ length: count }, (_, i) => decisionOf(`*${i}` as UserId, open.map((s) => s.name), requester));
}

function decisionOf(id: UserId, seats: readonly string[], requester: Person): Decision {
  return { by: { id, tenant: requester.tenant, name: '' }, at: 0, comment: '', seats };
}

function seatsOfId(seats: readonly Seat[], id: UserId): readonly string[] {
  return seats.filter((s) => s.holders.some((h) => h === '*' || h.toLowerCase() === id.toLowerCase())).map((s) => s.name);
}
