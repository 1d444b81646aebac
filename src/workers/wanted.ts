import { acceptanceCard } from '../cards/acceptance.ts';
import { frozenCard } from '../cards/frozen.ts';
import { machineCard } from '../cards/machine.ts';
import { quiesceCard } from '../cards/quiesce.ts';
import type { Rendered } from '../cards/rendered.ts';
import { summaryCard } from '../cards/summary.ts';
import { testVerdictCard } from '../cards/test-verdict.ts';
import { troubleCard } from '../cards/trouble.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { MigrationEvent, MigrationEventType } from '../domain/migration/types.ts';
import type { Recorded } from '../ports.ts';
import type { Words } from '../text/en.ts';
import type { Story, Wanted } from './story.ts';
import { approvalEventPosts, roundPost } from './wanted-approvals.ts';

export type { Story, Wanted };

type Entry = { readonly seq: number; readonly event: MigrationEvent; readonly record: Recorded };
type Asks = { readonly isOpen: (s: Story) => boolean; readonly card: (s: Story, w: Words) => Rendered };

const TROUBLE: Asks = { isOpen: (s) => s.status.migration.stuck !== null || s.status.migration.drift !== null || isOrphan(s.status.migration), card: (s, w) => troubleCard({ status: s.status, etag: s.status.migration.positionSince }, w) };

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
function asksOf({ entry, entries }: { readonly entry: Entry; readonly entries: readonly Entry[] }): Asks | undefined {
  const { event } = entry;
  if (event.type === 'DriftAdopted') return event.outcome?.to === 'in-azure' ? QUESTIONS.FailoverFinished : event.outcome?.to === 'test-review' ? QUESTIONS.TestVmReady : undefined;
  // Without its EC2 machine there is nothing to stop first.
  if (event.type === 'CutoverApproved' && entries.some((e) => e.seq < entry.seq && e.event.type === 'SourceLost')) return undefined;
  // Once the machine runs in Azure its loss asks nobody for anything.
  if (event.type === 'SourceLost') return entries.some((e) => e.seq < entry.seq && runsInAzure(e.event)) ? undefined : TROUBLE;
  return QUESTIONS[event.type];
}

function runsInAzure(event: MigrationEvent): boolean {
  return event.type === 'FailoverFinished' || (event.type === 'DriftAdopted' && event.outcome?.to === 'in-azure');
}

/** The set of messages that a migration should have in its home conversation, in order. Pure: the same story gives the same set. */
export function wantedPosts(s: Story, words: Words): readonly Wanted[] {
  const id = s.status.migration.id;
  const root: Wanted = { key: `m:${id}:root`, role: 'root', content: { card: machineCard({ status: s.status }, words) } };
  const entries = s.events.map((record) => ({ seq: record.seq, event: record.event as MigrationEvent, record }));
  const own = entries.map((e) => ({ at: e.record.position, wanted: () => forEvent(s, { entry: e, entries }, words) }));
  const others = s.history.filter((r) => s.approvals.has(r.stream as ApprovalId)).map((r) => ({ at: r.position, wanted: () => approvalEventPosts(s, r, words) }));
  return [root, ...[...own, ...others].toSorted((a, b) => a.at - b.at).flatMap((one) => one.wanted())];
}

function forEvent(s: Story, x: { readonly entry: Entry; readonly entries: readonly Entry[] }, words: Words): readonly Wanted[] {
  const { entry } = x;
  const key = `m:${s.status.migration.id}:e${entry.seq}`;
  const asks = asksOf(x);
  if (asks !== undefined) return [{ key, role: 'question', ...mentioned(s, entry.event), content: { card: isLast(x) && asks.isOpen(s) ? asks.card(s, words) : answered(s, x, words) } }];
  if (entry.event.type === 'CutoverRequested' || entry.event.type === 'OperationAsked') return roundPost(s, { id: entry.event.approvalId, round: 0 }, words);
  if (entry.event.type === 'MigrationCompleted') return [{ key, role: 'note', content: { card: summaryCard({ status: s.status, events: s.history }, words) } }];
  const text = words.milestone(entry.event, s.status.migration);
  return text === null ? [] : [{ key, role: 'note', content: { text } }];
}

/** True for the newest question of its kind; all kinds of trouble are one kind. */
function isLast(x: { readonly entry: Entry; readonly entries: readonly Entry[] }): boolean {
  const kind = asksOf(x);
  return !x.entries.some((e) => e.seq > x.entry.seq && asksOf({ ...x, entry: e }) === kind);
}

/** Whoever owns the machine is called when it was changed behind Ferry's back, or is gone. */
function mentioned(s: Story, event: MigrationEvent): Pick<Wanted, 'mentions'> {
  return event.type === 'Drifted' || event.type === 'SourceLost' ? { mentions: [s.status.migration.owner] } : {};
}

/** What comes between a question and what became of it. */
const ASIDE: ReadonlySet<MigrationEventType> = new Set(['DriftAttributed', 'AdoptionAsked', 'DriftKept']);

/** What became of a question: the first later event, in the words of the history. */
function answered(s: Story, x: { readonly entry: Entry; readonly entries: readonly Entry[] }, words: Words): Rendered {
  const later = x.entries.filter((e) => e.seq > x.entry.seq && !ASIDE.has(e.event.type)).map((e) => words.history(e.record.event));
  const machine = s.status.migration.name;
  return frozenCard({ title: words.answers.answered(machine), text: [words.history(x.entry.record.event), ...later.slice(0, 1)].join('\n\n') }, words);
}
