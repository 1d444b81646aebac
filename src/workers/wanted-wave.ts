import { waveCard } from '../cards/wave.ts';
import type { Approval } from '../domain/approval/types.ts';
import { machinesOf } from '../domain/approval/subject.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { MigrationEventType } from '../domain/migration/types.ts';
import { waveRoot } from '../domain/notice/roots.ts';
import { BY_GROUP, reached, STAGES, type Stage, type Traveller } from '../domain/notice/stages.ts';
import type { Words } from '../text/en.ts';
import type { Story, Wanted, WaveStory } from './story.ts';
import { approvalEventPosts, roundPost } from './wanted-approvals.ts';
import { planSteps } from './wanted-plan-step.ts';
import { waveAsks } from './wanted-wave-asks.ts';
import { waveEnds } from './wanted-wave-ends.ts';
import { entriesOf, notePost, ownQuestions } from './wanted.ts';

/** What a single machine adds to the thread of its wave; everything else is told for the wave as a whole. */
const OWN_NOTES: ReadonlySet<MigrationEventType> = new Set([
  'AcceptanceRefused', 'RollbackRequested', 'RolledBack', 'RollbackStopped', 'SourceChanged', 'SuccessorSeen', 'DriftAdopted', 'MachineHeld', 'MachineReleased', 'Abandoned',
]);

/** The messages that the thread of a wave should have, in the order in which they came up. Pure: the same story gives the same set. */
export function wantedWavePosts(s: WaveStory, words: Words): readonly Wanted[] {
  const { wave } = s.view;
  const root: Wanted = { key: waveRoot(wave.id), role: 'root', lane: 'N3', kind: 'root', at: wave.createdAt, content: { card: waveCard(s.view, words) } };
  const parts = [...planSteps(s.view, words), ...waveAsks(s, words), ...approvalPosts(s, words), ...waveEnds(s, words), ...s.machines.flatMap(({ story }) => [...ownQuestions(story, words), ...ownNotes(story, words)]), ...milestones(s, words)];
  return [root, ...parts.toSorted((a, b) => a.at - b.at)];
}

/** One card for each request, whether it is for the wave or for one of its machines. */
function approvalPosts(s: WaveStory, words: Words): readonly Wanted[] {
  const asked = [...s.approvals.values()].flatMap((a) => {
    const story = storyOf(s, a);
    return story === null ? [] : roundPost(story, { id: a.id, round: 0 }, words);
  });
  const later = s.history.flatMap((r) => {
    const a = s.approvals.get(r.stream as ApprovalId);
    const story = a === undefined ? null : storyOf(s, a);
    return story === null ? [] : approvalEventPosts(story, r, words);
  });
  return [...asked, ...later];
}

/** The story that a request is told with: that of its first machine which the wave still has. */
export function storyOf(s: WaveStory, a: Approval): Story | null {
  const ids = new Set<string>(machinesOf(a));
  return s.machines.find(({ story }) => ids.has(story.status.migration.id))?.story ?? null;
}

function ownNotes(story: Story, words: Words): readonly Wanted[] {
  return entriesOf(story).flatMap((entry) => {
    const isOwn = OWN_NOTES.has(entry.event.type) || (entry.event.type === 'VerdictGiven' && !entry.event.verdict.works);
    // What was adopted may ask for something: then it stands among the questions.
    const asks = entry.event.type === 'DriftAdopted' && (entry.event.outcome?.to === 'in-azure' || entry.event.outcome?.to === 'test-review');
    const note = isOwn && !asks ? notePost(story, entry, words) : null;
    return note === null ? [] : [note];
  });
}

function milestones(s: WaveStory, words: Words): readonly Wanted[] {
  const { wave } = s.view;
  const byInstance = new Map(s.machines.map(({ story }) => [story.status.migration.instanceId, story.status.migration]));
  const all: readonly Traveller[] = wave.members.map((m) => ({ name: m.name, group: m.group, migration: byInstance.get(m.instanceId) ?? null }));
  const groups = [...new Set(wave.members.map((m) => m.group))].toSorted((a, b) => a - b);
  return STAGES.flatMap((stage) => {
    const parts = BY_GROUP.has(stage) && groups.length > 1 ? groups : [null];
    return parts.flatMap((group) => milestone(s, { stage, group, all }, words));
  });
}

/** A larger number of machines that got there is news; how the others left is not. */
function milestone(s: WaveStory, o: { readonly stage: Stage; readonly group: number | null; readonly all: readonly Traveller[] }, words: Words): readonly Wanted[] {
  const { wave, queued = [] } = s.view;
  // Those that wait for their turn are on their way: a batch of a wave is no news by itself.
  if (o.stage === 'protected' && queued.length > 0) return [];
  const machines = o.all.filter((m) => o.group === null || m.group === o.group);
  const got = reached(machines, o.stage);
  if (got === null) return [];
  const at = Math.max(...machines.flatMap((m) => (m.migration === null ? [] : [m.migration.positionSince])));
  const text = words.notices.stage[o.stage]({ wave: wave.name, group: o.group, ...got });
  return [{ key: `${wave.id}:${o.stage}${o.group === null ? '' : `:g${o.group}`}:${got.n}`, role: 'note', lane: 'N2', kind: o.stage, at, content: { text }, ...(o.stage === 'in-azure' ? { echo: true } : {}) }];
}
