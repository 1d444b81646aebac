import { acceptanceCard } from '../cards/acceptance.ts';
import { approvalCard } from '../cards/approval.ts';
import { frozenCard } from '../cards/frozen.ts';
import { machineCard } from '../cards/machine.ts';
import { quiesceCard } from '../cards/quiesce.ts';
import type { Rendered } from '../cards/rendered.ts';
import { summaryCard } from '../cards/summary.ts';
import { testVerdictCard } from '../cards/test-verdict.ts';
import { troubleCard } from '../cards/trouble.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { MigrationEvent, MigrationEventType } from '../domain/migration/types.ts';
import type { Recorded } from '../ports.ts';
import type { Words } from '../text/en.ts';
import type { MachineStatus } from '../usecases/types.ts';

/** One message that should stand in Teams. `root` starts the machine's thread; `question` is edited until it is answered; `note` is said once. */
export type Wanted = { readonly key: string; readonly role: 'root' | 'question' | 'note'; readonly content: { readonly card: Rendered } | { readonly text: string } };

/** A migration with everything that its messages are made from. */
export type Story = { readonly status: MachineStatus; readonly events: readonly Recorded[]; /** The events of its approvals too, in the order of the store. */ readonly history: readonly Recorded[]; readonly approvals: ReadonlyMap<ApprovalId, Approval> };

type Entry = { readonly seq: number; readonly event: MigrationEvent; readonly record: Recorded };
type Asks = { readonly isOpen: (s: Story) => boolean; readonly card: (s: Story, w: Words) => Rendered };

const TROUBLE: Asks = { isOpen: (s) => s.status.migration.stuck !== null || s.status.migration.drift !== null, card: (s, w) => troubleCard({ status: s.status, etag: s.status.migration.positionSince }, w) };

/** Events that ask a person something: the card stays open while the state still asks. */
const QUESTIONS: { readonly [E in MigrationEventType]?: Asks } = {
  TestVmReady: { isOpen: (s) => s.status.migration.position.phase === 'test-review', card: (s, w) => testVerdictCard({ status: s.status, etag: s.status.migration.positionSince }, w) },
  CutoverApproved: { isOpen: (s) => s.status.migration.position.phase === 'quiescing', card: (s, w) => quiesceCard({ status: s.status, etag: s.status.migration.positionSince }, w) },
  FailoverFinished: { isOpen: (s) => s.status.migration.position.phase === 'in-azure', card: (s, w) => acceptanceCard({ status: s.status, vm: s.status.migration.target.vmName, etag: s.status.migration.positionSince }, w) },
  BecameStuck: TROUBLE,
  JobFailed: TROUBLE,
  Drifted: TROUBLE,
};

/** The set of messages that a migration should have in its home conversation, in order. Pure: the same story gives the same set. */
export function wantedPosts(s: Story, words: Words): readonly Wanted[] {
  const id = s.status.migration.id;
  const root: Wanted = { key: `m:${id}:root`, role: 'root', content: { card: machineCard({ status: s.status }, words) } };
  const entries = s.events.map((record) => ({ seq: record.seq, event: record.event as MigrationEvent, record }));
  return [root, ...entries.flatMap((e) => forEvent(s, { entry: e, entries }, words))];
}

function forEvent(s: Story, x: { readonly entry: Entry; readonly entries: readonly Entry[] }, words: Words): readonly Wanted[] {
  const { entry } = x;
  const key = `m:${s.status.migration.id}:e${entry.seq}`;
  const asks = QUESTIONS[entry.event.type];
  if (asks !== undefined) return [{ key, role: 'question', content: { card: isLast(x) && asks.isOpen(s) ? asks.card(s, words) : answered(s, x, words) } }];
  if (entry.event.type === 'CutoverRequested') return approvalPost(s, { key, id: entry.event.approvalId }, words);
  if (entry.event.type === 'MigrationCompleted') return [{ key, role: 'note', content: { card: summaryCard({ status: s.status, events: s.history }, words) } }];
  const text = words.milestone(entry.event, s.status.migration);
  return text === null ? [] : [{ key, role: 'note', content: { text } }];
}

/** True for the newest question of its kind; all kinds of trouble are one kind. */
function isLast(x: { readonly entry: Entry; readonly entries: readonly Entry[] }): boolean {
  const kind = QUESTIONS[x.entry.event.type];
  return !x.entries.some((e) => e.seq > x.entry.seq && QUESTIONS[e.event.type] === kind);
}

/** What became of a question: the first later event, in the words of the history. */
function answered(s: Story, x: { readonly entry: Entry; readonly entries: readonly Entry[] }, words: Words): Rendered {
  const later = x.entries.filter((e) => e.seq > x.entry.seq).map((e) => words.history(e.record.event));
  const machine = s.status.migration.name;
  return frozenCard({ title: words.answers.answered(machine), text: [words.history(x.entry.record.event), ...later.slice(0, 1)].join('\n\n') }, words);
}

function approvalPost(s: Story, a: { readonly key: string; readonly id: ApprovalId }, words: Words): readonly Wanted[] {
  const stored = s.approvals.get(a.id);
  if (stored === undefined) return [];
  return [{ key: `a:${a.id}`, role: 'question', content: { card: approvalCard({ approval: stored, migration: s.status.migration, now: s.status.now, etag: stored.approvals.length }, words) } }];
}
