import { acceptanceCard } from '../cards/acceptance.ts';
import { frozenCard } from '../cards/frozen.ts';
import { machineCard } from '../cards/machine.ts';
import { quiesceCard } from '../cards/quiesce.ts';
import type { Rendered } from '../cards/rendered.ts';
import { stopSourceCard } from '../cards/stop-source.ts';
import { summaryCard } from '../cards/summary.ts';
import { testVerdictCard } from '../cards/test-verdict.ts';
import { troubleCard } from '../cards/trouble.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { laneOf } from '../domain/notice/lanes.ts';
import { machineRoot } from '../domain/notice/roots.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import { isAskedToStop } from '../domain/migration/decide.ts';
import type { MigrationEvent, MigrationEventType } from '../domain/migration/types.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Words } from '../text/en.ts';
import type { Story, Wanted } from './story.ts';
import { approvalEventPosts, peopleOf, roundPost } from './wanted-approvals.ts';

export type { Story, Wanted };

/** One event of a machine's own log. */
export type Entry = { readonly seq: number; readonly event: MigrationEvent; readonly record: Recorded };
type Asks = { readonly isOpen: (s: Story) => boolean; readonly card: (s: Story, w: Words) => Rendered };

const TROUBLE: Asks = { isOpen: (s) => s.status.migration.stuck !== null || s.status.migration.drift !== null || isOrphan(s.status.migration), card: (s, w) => troubleCard({ status: s.status, etag: s.status.migration.positionSince }, w) };

/** Asked where it was approved that a person stops the EC2 machine. */
const STOP: Asks = { isOpen: (s) => s.status.migration.stuck === null && isAskedToStop(s.status.migration), card: (s, w) => stopSourceCard({ status: s.status, etag: s.status.migration.positionSince }, w) };

/** Events that ask a person something: the card stays open while the state still asks. */
const QUESTIONS: { readonly [E in MigrationEventType]?: Asks } = {
  TestVmReady: { isOpen: (s) => s.status.migration.position.phase === 'test-review', card: (s, w) => testVerdictCard({ status: s.status, etag: s.status.migration.positionSince }, w) },
  CutoverApproved: { isOpen: (s) => s.status.migration.position.phase === 'quiescing', card: (s, w) => quiesceCard({ status: s.status, etag: s.status.migration.positionSince }, w) },
  FailoverFinished: { isOpen: (s) => s.status.migration.position.phase === 'in-azure', card: (s, w) => acceptanceCard({ status: s.status, vm: s.status.migration.target.vmName, etag: s.status.migration.positionSince }, w) },
  BecameStuck: TROUBLE,
  JobFailed: TROUBLE,
  Drifted: TROUBLE,
};

/** What an event asks: what was adopted asks for what Ferry's own act would have asked for. */
function asksOf({ entry, entries }: Told): Asks | undefined {
  const { event } = entry;
  if (event.type === 'DriftAdopted') return asksAdopted(event);
  if (event.type === 'DrainFinished') return stopAsked(entries, entry.seq);
  // Without its EC2 machine there is nothing to stop first.
  if (event.type === 'CutoverApproved' && entries.some((e) => e.seq < entry.seq && e.event.type === 'SourceLost')) return undefined;
  // Once the machine runs in Azure its loss asks nobody for anything.
  if (event.type === 'SourceLost') return entries.some((e) => e.seq < entry.seq && runsInAzure(e.event)) ? undefined : TROUBLE;
  return QUESTIONS[event.type];
}

function asksAdopted({ outcome }: Extract<MigrationEvent, { type: 'DriftAdopted' }>): Asks | undefined {
  return outcome?.to === 'in-azure' ? QUESTIONS.FailoverFinished : outcome?.to === 'test-review' ? QUESTIONS.TestVmReady : undefined;
}

/** Only where the request says that a person stops the machine. */
function stopAsked(entries: readonly Entry[], seq: number): Asks | undefined {
  const event = entries.findLast((e) => e.seq < seq && e.event.type === 'CutoverRequested')?.event;
  return event?.type === 'CutoverRequested' && event.sourceStop?.kind === 'person' ? STOP : undefined;
}

function runsInAzure(event: MigrationEvent): boolean {
  return event.type === 'FailoverFinished' || (event.type === 'DriftAdopted' && event.outcome?.to === 'in-azure');
}

/** The set of messages that a migration should have in its home conversation, in order. Pure: the same story gives the same set. */
export function wantedPosts(s: Story, words: Words): readonly Wanted[] {
  const { id, startedAt } = s.status.migration;
  const root: Wanted = { key: machineRoot(id), role: 'root', lane: 'N3', kind: 'root', at: startedAt, content: { card: machineCard({ status: s.status }, words) } };
  const entries = entriesOf(s);
  const own = entries.map((e) => ({ at: e.record.position, wanted: () => forEvent(s, { entry: e, entries }, words) }));
  const others = s.history.filter((r) => s.approvals.has(r.stream as ApprovalId)).map((r) => ({ at: r.position, wanted: () => approvalEventPosts(s, r, words) }));
  return [root, ...[...own, ...others].toSorted((a, b) => a.at - b.at).flatMap((one) => one.wanted())];
}

/** The own log of a machine, as its messages are made from it. */
export function entriesOf(s: Story): readonly Entry[] {
  return s.events.map((record) => ({ seq: record.seq, event: record.event as MigrationEvent, record }));
}

type Told = { readonly entry: Entry; readonly entries: readonly Entry[] };

function forEvent(s: Story, x: Told, words: Words): readonly Wanted[] {
  const { event } = x.entry;
  const asks = asksOf(x);
  if (asks !== undefined) return [questionPost(s, x, asks, words)];
  if (event.type === 'CutoverRequested' || event.type === 'CutoverRenewed' || event.type === 'OperationAsked') return roundPost(s, { id: event.approvalId, round: 0 }, words);
  const note = notePost(s, x.entry, words);
  return note === null ? [] : [note];
}

// eslint-disable-next-line max-params -- what is asked, of what, and in whose words
function questionPost(s: Story, x: Told, asks: Asks, words: Words): Wanted {
  const isOpen = isLast(x) && asks.isOpen(s);
  return { ...postOf(s, x.entry), ...(asks === STOP ? { lane: 'N1' as const } : {}), role: 'question', ...(isOpen ? mentioned(s, x.entry.event) : { isOver: true }), content: { card: isOpen ? asks.card(s, words) : answered(s, x, words) } };
}

/** The one message that tells of an event of a machine that asks nobody for anything; null when nobody waits for it. */
export function notePost(s: Story, entry: Entry, words: Words): Wanted | null {
  if (entry.event.type === 'MigrationCompleted') return { ...postOf(s, entry), role: 'note', content: { card: summaryCard({ status: s.status, events: s.history }, words) } };
  const text = words.milestone(entry.event, s.status.migration);
  return text === null ? null : { ...postOf(s, entry), role: 'note', ...(laneOf(entry.event) === 'N0' ? mentioned(s, entry.event) : missedMentions(s, entry.event)), content: { text } };
}

function postOf(s: Story, { seq, event, record }: Entry): Omit<Wanted, 'role' | 'content'> {
  return { key: `m:${s.status.migration.id}:e${seq}`, lane: laneOf(event), at: record.at, kind: event.type };
}

/** What only one machine can be asked: what went wrong with it, or that its EC2 machine is to be stopped by hand. It stays a card of its own, also in the thread of a wave. */
export function ownQuestions(s: Story, words: Words): readonly Wanted[] {
  const entries = entriesOf(s);
  return entries.flatMap((entry) => {
    const asks = asksOf({ entry, entries });
    return asks === TROUBLE || asks === STOP ? [questionPost(s, { entry, entries }, asks, words)] : [];
  });
}

/** True for the newest question of its kind; all kinds of trouble are one kind. */
function isLast(x: Told): boolean {
  const kind = asksOf(x);
  return !x.entries.some((e) => e.seq > x.entry.seq && asksOf({ ...x, entry: e }) === kind);
}

/** Whoever owns the machine is called when it was changed behind Ferry's back, is gone, or fails where that hurts. */
function mentioned(s: Story, event: MigrationEvent): Pick<Wanted, 'mentions'> {
  const missed = missedMentions(s, event);
  if (missed.mentions !== undefined) return missed;
  return laneOf(event) === 'N0' || event.type === 'DrainFinished' ? { mentions: [s.status.migration.owner] } : {};
}

/** What one of them cannot have seen happen: nobody rejected it and nobody took it back. */
const UNSEEN: ReadonlySet<string> = new Set(['missed', 'expired', 'voided']);

/** A night that was missed, and a request that came to nothing by itself, concern those who asked for it and those who approved it. */
function missedMentions(s: Story, event: MigrationEvent): Pick<Wanted, 'mentions'> {
  const id = missedOf(s, event);
  const a = id === null ? undefined : s.approvals.get(id);
  return a === undefined ? {} : { mentions: peopleOf(a) };
}

function missedOf(s: Story, event: MigrationEvent): ApprovalId | null {
  if (event.type === 'CutoverDenied' && UNSEEN.has(event.outcome)) return event.approvalId;
  const p = s.status.migration.position;
  return event.type === 'BecameStuck' && event.stuck.code === 'window-missed' && 'approvalId' in p ? p.approvalId : null;
}

/** What comes between a question and what became of it. */
const ASIDE: ReadonlySet<MigrationEventType> = new Set(['DriftAttributed', 'AdoptionAsked', 'DriftKept']);

/** What became of a question: the first later event, in the words of the history. */
function answered(s: Story, x: Told, words: Words): Rendered {
  const later = x.entries.filter((e) => e.seq > x.entry.seq && !ASIDE.has(e.event.type)).map((e) => words.history(e.record.event));
  const machine = s.status.migration.name;
  return frozenCard({ title: words.answers.answered(machine), text: [words.history(x.entry.record.event), ...later.slice(0, 1)].join('\n\n') }, words);
}
