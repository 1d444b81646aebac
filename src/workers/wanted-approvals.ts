import { countedText } from '../cards/approval-facts.ts';
import { approvalSupersededCard } from '../cards/approval-superseded.ts';
import { approvalCard } from '../cards/approval.ts';
import { hasAnswered } from '../domain/approval/decide.ts';
import { isInForce } from '../domain/approval/electorate.ts';
import { answerUntil, isAnswerable } from '../domain/approval/open.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { Delegation } from '../domain/governance/types.ts';
import type { ApprovalId, ConversationId } from '../domain/ids.ts';
import { samePerson, type Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Conversation } from '../ports/conversations.ts';
import { utc } from '../text/format.ts';
import type { Words } from '../text/en.ts';
import type { Story, Wanted } from './story.ts';
import { isTonight } from './tonight.ts';

type Nudged = Extract<ApprovalEvent, { type: 'ApproversReminded' }>;
type Asked = Extract<ApprovalEvent, { type: 'QuestionAsked' }>;
type Why = Parameters<typeof approvalSupersededCard>[1];

/** The card of one asking. When the request was asked anew, only the newest one can be answered. */
export function roundPost(s: Story, o: { readonly id: ApprovalId; readonly round: number }, words: Words): readonly Wanted[] {
  const a = s.approvals.get(o.id);
  if (a === undefined) return [];
  const key = o.round === 0 ? `a:${a.id}` : `a:${a.id}:r${o.round}`;
  const isNewest = o.round >= (a.round ?? 0);
  const card = isNewest
    ? approvalCard({ approval: a, migration: s.status.migration, now: s.status.now, etag: a.approvals.length }, words)
    : approvalSupersededCard(a, whyAnew(s, a, o.round + 1), words);
  const isOpen = isNewest && isAnswerable(a, s.status.now);
  const called = isOpen ? callable(s, a) : [];
  return [{ key, role: 'question', ...(isOpen ? {} : { isOver: true }), lane: 'N1', kind: 'approval', at: askedAt(s, a, o.round), ...tonightOf(a, s.status.now), content: { card }, ...(called.length === 0 ? {} : { mentions: called }) }];
}

function askedAt(s: Story, a: Approval, round: number): Instant {
  return round === 0 ? a.requestedAt : (reopenings(s, a)[round - 1]?.at ?? a.requestedAt);
}

/** What may run, or ends, tonight. */
function tonightOf(a: Approval, now: Instant): Pick<Wanted, 'tonight'> {
  return isTonight(Math.min(a.window?.from ?? now, answerUntil(a)), now) ? { tonight: true } : {};
}

/** What the log of a request itself has people told: that it is asked anew, that it waits, what somebody wants to know. */
export function approvalEventPosts(s: Story, r: Recorded, words: Words): readonly Wanted[] {
  const a = s.approvals.get(r.stream as ApprovalId);
  if (a === undefined) return [];
  const event = r.event as ApprovalEvent;
  if (isAnew(event)) return roundPost(s, { id: a.id, round: reopenings(s, a).findIndex((one) => one.seq === r.seq) + 1 }, words);
  const key = `a:${a.id}:e${r.seq}`;
  const note = { key, role: 'note', lane: 'N1', kind: event.type, at: r.at, ...tonightOf(a, s.status.now) } as const;
  if (event.type === 'ApproversReminded') return [{ ...note, ...nudgeText(s, { a, nudges: event.nudges }, words) }];
  const glass = glassText(a, event, words);
  if (glass !== null) return [{ ...note, content: { text: glass } }];
  if (event.type === 'QuestionAsked') return [{ ...note, content: { text: questionText(a, event, words) }, mentions: [a.requester] }];
  return [];
}

/** Everybody sees that two admins passed without the approvers, and what became of it. */
function glassText(a: Approval, event: ApprovalEvent, words: Words): string | null {
  const w = words.cards.glass;
  if (event.type === 'GlassAsked') return w.asked({ id: a.id, machine: a.machine, who: event.by.name, reason: event.reason, until: utc(event.until) });
  if (event.type === 'GlassBroken') return w.broken({ id: a.id, machine: a.machine, who: event.people.map((p) => p.name), reason: event.reason, until: utc(event.reviewBy) });
  if (event.type === 'GlassReviewed') return w.reviewed({ id: a.id, who: a.glass?.reviewed?.by?.name ?? '', reason: event.reason });
  return event.type === 'GlassReviewOverdue' ? w.overdue(a.id, a.machine, utc(event.due)) : null;
}

function isAnew(event: ApprovalEvent): boolean {
  return event.type === 'EvidenceWorsened' || (event.type === 'ApproversLost' && event.reopened);
}

function reopenings(s: Story, a: Approval): readonly Recorded[] {
  return s.history.filter((r) => r.stream === a.id && isAnew(r.event as ApprovalEvent));
}

function whyAnew(s: Story, a: Approval, round: number): Why {
  const type = reopenings(s, a)[round - 1]?.event.type;
  if (type === undefined) return null;
  return type === 'EvidenceWorsened' ? 'evidence' : 'approvers';
}

function nudgeText(s: Story, { a, nudges }: { readonly a: Approval; readonly nudges: Nudged['nudges'] }, words: Words): Pick<Wanted, 'content' | 'mentions'> {
  const w = words.cards.approval;
  const nudge = nudges.at(-1) ?? 'quarter-left';
  const text = w.nudge[nudge]({ id: a.id, what: w.what(a.operation, a.machine), standing: countedText(a, words), until: utc(answerUntil(a)) });
  const backups = nudges.includes('escalated') ? knownOf(s, a.backups ?? []) : [];
  const called = [...callable(s, a), ...backups];
  return { content: { text }, ...(called.length === 0 ? {} : { mentions: called }) };
}

function questionText(a: Approval, event: Asked, words: Words): string {
  const w = words.cards.approval;
  return w.asks({ id: a.id, what: w.what(a.operation, a.machine), who: event.by.name, text: event.text, requester: a.requester.name });
}

/** Who asked, and whose approval counted. */
export function peopleOf(a: Approval): readonly Person[] {
  const others = a.approvals.map((d) => d.by).filter((p, i, all) => !samePerson(p, a.requester) && all.findIndex((q) => samePerson(q, p)) === i);
  return [a.requester, ...others].slice(0, MOST_CALLED);
}

/** More names than this are a crowd, not a call. */
const MOST_CALLED = 5;

/** Those who still have to answer and whom Ferry knows by name. */
function callable(s: Story, a: Approval): readonly Person[] {
  return knownOf(s, namedIn(a)).filter((p) => !samePerson(p, a.requester) && !hasAnswered(a, p)).slice(0, MOST_CALLED);
}

function knownOf(s: Story, ids: readonly string[]): readonly Person[] {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  return (s.people ?? []).filter((p) => wanted.has(p.id.toLowerCase()));
}

/** The people that a request names; where everybody may, nobody is named. */
function namedIn(a: Approval): readonly string[] {
  return [...a.approvers, ...(a.seats ?? []).flatMap((seat) => seat.holders)].filter((id) => id !== '*');
}

/** A chat, or a whole conversation, and what of the subject stands in it besides its home. */
export type Copies = { readonly conversation: Conversation; readonly wanted: readonly Wanted[] };

/** What requests are shown from: those of the subject, each with the story that tells it. */
type Requests = { readonly approvals: readonly Approval[]; readonly storyOf: (a: Approval) => Story | null; readonly now: Instant; readonly home: ConversationId | null };

/** The cards of the requests in the personal chats of those who may answer them: the same cards, which end together with the one in the channel. */
export function approvalCopies(s: Requests, o: { readonly conversations: readonly Conversation[]; readonly delegations: readonly Delegation[] }, words: Words): readonly Copies[] {
  const chats = o.conversations.filter((c) => c.kind === 'personal' && c.id !== s.home);
  return chats.flatMap((conversation) => {
    const wanted = s.approvals.filter((a) => isAskedOf(a, conversation.person, { delegations: o.delegations, now: s.now })).flatMap((a) => copiesOf(s.storyOf(a), a, words));
    return wanted.length === 0 ? [] : [{ conversation, wanted: wanted.map((w) => ({ ...w, key: `${w.key}@${conversation.id}` })) }];
  });
}

function isAskedOf(a: Approval, person: Person | undefined, o: { readonly delegations: readonly Delegation[]; readonly now: number }): boolean {
  if (person === undefined || samePerson(person, a.requester)) return false;
  const named = new Set(namedIn(a).map((id) => id.toLowerCase()));
  const standsIn = o.delegations.some((d) => isInForce(d, o.now) && samePerson(d.to, person) && named.has(d.from.id.toLowerCase()) && !samePerson(d.from, a.requester));
  return named.has(person.id.toLowerCase()) || standsIn;
}

/** An ended request is not told to anybody anew, but no card of it goes on asking. */
function copiesOf(s: Story | null, a: Approval, words: Words): readonly Wanted[] {
  if (s === null) return [];
  const rounds = Array.from({ length: (a.round ?? 0) + 1 }, (_, round) => round);
  const isNew = (round: number): boolean => round === (a.round ?? 0) && isAnswerable(a, s.status.now);
  return rounds.flatMap((round) => roundPost(s, { id: a.id, round }, words).map(({ mentions: _called, ...w }) => (isNew(round) ? w : { ...w, onlyEdit: true })));
}
