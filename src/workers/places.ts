import { quietEnd, type Follow, type Habit } from '../domain/notice/follow.ts';
import { isTold } from '../domain/notice/types.ts';
import type { ConversationId, UserId } from '../domain/ids.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import type { Delegation, Governance } from '../domain/governance/types.ts';
import type { Zones } from '../ports/clock.ts';
import type { Conversation } from '../ports/conversations.ts';
import type { Words } from '../text/en.ts';
import { leftNote } from './left-to-digest.ts';
import type { Place } from './publish-work.ts';
import type { Wanted } from './story.ts';
import type { Subject } from './subjects.ts';
import { approvalCopies } from './wanted-approvals.ts';

/** What decides where a subject is told. */
export type Around = {
  readonly conversations: readonly Conversation[];
  readonly governance: Pick<Governance, 'follows' | 'habits' | 'delegations'>;
  /** Who is paged. */
  readonly onCall: readonly UserId[];
  readonly zones: Zones;
  readonly words: Words;
  readonly now: Instant;
};

/** A failure that is older has been dealt with, or people know of it. */
const PAGED_FOR_MS = 24 * HOUR;

/** The home conversation as a place: everything is told there, milestones unless it wants none. */
export function homePlace(s: Subject, conversation: Conversation, a: Around): Place {
  const own = followOf(a, conversation.id, s.follows);
  // Questions are always asked at home: what only repeats them is left out.
  const wanted = s.wanted.filter((w) => w.echo !== true && (own === null || w.lane !== 'N2' || isTold(own.level, w.lane)));
  return { conversation, wanted, ...habitsOf(s, conversation, a) };
}

/** Everywhere else: those who follow it, those who are asked, those who are paged; each conversation once. */
export function otherPlaces(s: Subject, a: Around): readonly Place[] {
  const delegations: readonly Delegation[] = a.governance.delegations ?? [];
  const asked = approvalCopies(s, { conversations: a.conversations, delegations }, a.words);
  return a.conversations.flatMap((conversation) => {
    if (conversation.id === s.home) return [];
    const parts = [...followed(s, conversation, a), ...(asked.find((c) => c.conversation.id === conversation.id)?.wanted ?? []), ...paged(s, conversation, a)];
    const wanted = onceEach(parts);
    return wanted.length === 0 ? [] : [{ conversation, wanted, ...habitsOf(s, conversation, a) }];
  });
}

/** Whoever was told anew keeps the card up as well: what may be posted wins over what may only be edited. */
function onceEach(parts: readonly Wanted[]): readonly Wanted[] {
  const byKey = new Map<string, Wanted>();
  for (const w of parts) {
    const before = byKey.get(w.key);
    if (before === undefined || (before.onlyEdit === true && w.onlyEdit !== true)) byKey.set(w.key, w);
  }
  return [...byKey.values()];
}

function followOf(a: Around, conversation: ConversationId, subject: string): Follow | null {
  return (a.governance.follows ?? []).find((f) => f.conversation === conversation && f.subject === subject) ?? null;
}

/** From the moment it was asked for; what stood open then is told too. Only a channel, or a chat that wants everything, gets the card itself. */
function followed(s: Subject, conversation: Conversation, a: Around): readonly Wanted[] {
  const follow = followOf(a, conversation.id, s.follows);
  if (follow === null) return [];
  const withRoot = conversation.kind === 'channel' || follow.level === 'all';
  return s.wanted.flatMap((w) => {
    if (w.role === 'root') return withRoot ? [copyOf(w, conversation)] : [];
    if (!isTold(follow.level, w.lane) || (w.echo === true && isTold(follow.level, 'N1'))) return [];
    if (w.at >= follow.since || (w.role === 'question' && w.isOver !== true)) return [copyOf(w, conversation)];
    return w.role === 'question' ? [{ ...copyOf(w, conversation), onlyEdit: true }] : [];
  });
}

/** A failure goes to whoever is on call at once, also at night. */
function paged(s: Subject, conversation: Conversation, a: Around): readonly Wanted[] {
  if (!isChatOf(conversation, a.onCall)) return [];
  return s.wanted.filter((w) => w.lane === 'N0').map((w) => {
    const isNews = w.isOver !== true && a.now - w.at < PAGED_FOR_MS;
    return isNews ? copyOf(w, conversation) : { ...copyOf(w, conversation), onlyEdit: true };
  });
}

/** True for the personal chat of one of them. */
export function isChatOf(c: Conversation, people: readonly UserId[]): boolean {
  const id = c.person?.id.toLowerCase();
  return c.kind === 'personal' && id !== undefined && people.some((p) => p.toLowerCase() === id);
}

/** The same message somewhere else; only the home conversation calls people by name. */
export function copyOf({ mentions: _called, ...w }: Wanted, conversation: Pick<Conversation, 'id'>): Wanted {
  return { ...w, key: `${w.key}@${conversation.id}` };
}

function habitsOf(s: Pick<Subject, 'key'>, conversation: Conversation, a: Around): Pick<Place, 'quietUntil' | 'leftIn'> {
  const habit = (a.governance.habits ?? []).find((h) => h.conversation === conversation.id);
  if (habit === undefined) return {};
  return { quietUntil: quietUntil(habit, a), ...(habit.digest === null ? {} : { leftIn: leftNote(conversation.id, s.key) }) };
}

function quietUntil(h: Habit, { zones, now }: Pick<Around, 'zones' | 'now'>): Instant | null {
  return h.quiet === null ? null : quietEnd(h.quiet, { after: now, local: zones.at(now, h.zone).local, locate: (local) => zones.locate(local, h.zone) });
}
