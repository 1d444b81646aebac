import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId, ConversationId, MigrationId, WaveId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Store } from '../ports/store.ts';
import type { Words } from '../text/en.ts';
import type { Deps } from '../usecases/deps.ts';
import type { Forecaster } from '../usecases/forecast.ts';
import { makeStatus } from '../usecases/status.ts';
import type { MachineStatus } from '../usecases/types.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import type { Story, Wanted, WaveStory } from './story.ts';
import { costNotes } from './cost-watch.ts';
import { handoverNote } from './handover-note.ts';
import { watchHealth } from './health-watch.ts';
import { riskOfMachine, riskOfWave } from './risk-watch.ts';
import { remember, wasTold } from './threads.ts';
import { wantedWavePosts, storyOf } from './wanted-wave.ts';
import { wantedPosts } from './wanted.ts';

/** What subjects are read with. */
export type SubjectDeps = Pick<Deps, 'store' | 'clock' | 'limits'> & { readonly words: Words; readonly waveView: (id: WaveId) => Promise<WaveView | null>; readonly forecaster: Forecaster };

/** What has a thread of its own: a wave, or a machine that is in none. */
export type Subject = {
  /** The key of its notify job. */
  readonly key: string;
  /** What conversations follow: the wave's id, or the instance. */
  readonly follows: string;
  readonly name: string;
  readonly scope: string;
  readonly home: ConversationId | null;
  readonly owner: Person;
  readonly wanted: readonly Wanted[];
  readonly approvals: readonly Approval[];
  /** What a request is told with. */
  readonly storyOf: (a: Approval) => Story | null;
  readonly now: Instant;
};

/** More records than this are not read for one wave; a hundred machines have some thousands. */
const MOST_RECORDS = 50_000;

/** A machine by itself; null when nobody knows it. In the thread that it had before it came into a wave nothing is expected of it. */
export async function machineSubject(d: SubjectDeps, id: MigrationId, o: { readonly isAlone: boolean }): Promise<Subject | null> {
  const story = await tell(d, id);
  if (story === null) return null;
  const m = story.status.migration;
  const costs = costNotes({ key: `m:${m.id}`, name: m.name, owner: m.owner, machines: [m], now: story.status.now }, d.words);
  const wanted = [...wantedPosts(story, d.words), ...(await watchHealth(d, story.status)), ...(await riskOfMachine(d, story.status, o)), ...costs];
  return { key: id, follows: m.instanceId, name: m.name, scope: m.scope, home: m.home, owner: m.owner, wanted: await since(d, m, wanted), approvals: [...story.approvals.values()], storyOf: () => story, now: story.status.now };
}

/** The thread of a wave. Null before any of its machines is replicated: a plan alone is nobody's news. */
export async function waveSubject(d: SubjectDeps, id: WaveId): Promise<Subject | null> {
  const view = await d.waveView(id);
  if (view === null) return null;
  const story = await tellWave(d, view);
  if (story === null) return null;
  const { wave } = view;
  await remember(d.store, id, story.machines.map((one) => one.story.status.migration.instanceId));
  const health = (await Promise.all(story.machines.map((one) => watchHealth(d, one.story.status)))).flat();
  const costs = costNotes({ key: id, name: wave.name, owner: wave.owner, machines: story.machines.map((one) => one.story.status.migration), now: view.now }, d.words);
  const home = wave.channel ?? story.machines[0]?.story.status.migration.home ?? null;
  return { key: id, follows: id, name: wave.name, scope: wave.scope, home, owner: wave.owner, wanted: [...wantedWavePosts(story, d.words), ...(await riskOfWave(d, view)), ...(await handoverNote(d.store, id)), ...health, ...costs], approvals: [...story.approvals.values()], storyOf: (a) => storyOf(story, a), now: view.now };
}

/** A machine that was taken out of a wave begins a thread of its own with what comes from now on. */
async function since(d: SubjectDeps, m: Migration, wanted: readonly Wanted[]): Promise<readonly Wanted[]> {
  const key = `alone:${m.id}`;
  const known = await d.store.note(key);
  if (known === null && !(await wasTold(d.store, m))) return wanted;
  const from = known === null ? d.clock.now() : Number(known);
  if (known === null) await d.store.putNote(key, String(from));
  return wanted.filter((w) => w.role === 'root' || w.at >= from || (w.role === 'question' && w.isOver !== true));
}

// --- their stories

async function tell(d: SubjectDeps, id: MigrationId): Promise<Story | null> {
  const { status: read, history } = makeStatus(d);
  const status = await read(id);
  if (status === null) return null;
  const events = await d.store.events(id);
  const approvals = new Map<ApprovalId, Approval>();
  for (const r of events) {
    const found = 'approvalId' in r.event ? await d.store.approval(r.event.approvalId) : null;
    if (found !== null) approvals.set(found.state.id, found.state);
  }
  return { status, events, history: await history(id), approvals, people: approvals.size === 0 ? [] : await peopleOf(d.store) };
}

async function tellWave(d: SubjectDeps, view: WaveView): Promise<WaveStory | null> {
  const begun = view.rows.flatMap((row) => (row.status === null ? [] : [{ member: row.member, status: row.status }]));
  if (begun.length === 0) return null;
  const ids = new Set<string>(begun.map((b) => b.status.migration.id));
  const approvals = new Map((await d.store.approvals()).filter((a) => machinesOf(a.state).some((id) => ids.has(id))).map((a) => [a.state.id, a.state]));
  const records = await d.store.lastRecords([...ids, ...approvals.keys()], MOST_RECORDS);
  const people = approvals.size === 0 ? [] : await peopleOf(d.store);
  const history = records.filter((r) => approvals.has(r.stream as ApprovalId));
  const byStream = Map.groupBy(records, (r) => r.stream);
  const machines = begun.map(({ member, status }) => ({ member, story: storyIn({ status: withApproval(status, approvals), approvals, history, people }, byStream) }));
  return { view, machines, approvals, history };
}

function storyIn(s: Omit<Story, 'events'>, byStream: ReadonlyMap<string, readonly Recorded[]>): Story {
  const events = byStream.get(s.status.migration.id) ?? [];
  return { ...s, events, history: [...events, ...s.history] };
}

/** A board's row has no request; a card about the machine shows it. */
function withApproval(status: MachineStatus, approvals: ReadonlyMap<ApprovalId, Approval>): MachineStatus {
  const { position: p, request } = status.migration;
  const id = request?.approvalId ?? ('approvalId' in p ? p.approvalId : null);
  return { ...status, approval: id === null ? null : (approvals.get(id) ?? null) };
}

async function peopleOf(store: Store): Promise<readonly Person[]> {
  return (await store.conversations()).flatMap((c) => (c.person === undefined ? [] : [c.person]));
}
