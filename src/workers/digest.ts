import { digestCard, type DigestView } from '../cards/digest.ts';
import { costOf, due } from '../domain/cost/cost.ts';
import { governanceIdOf } from '../domain/governance/types.ts';
import type { ConversationId } from '../domain/ids.ts';
import { TERMINAL_PHASES, type Migration, type Phase } from '../domain/migration/types.ts';
import { dayOf, nextDigest, type Habit } from '../domain/notice/follow.ts';
import { HOUR, SECOND, type Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Zones } from '../ports/clock.ts';
import type { Conversation } from '../ports/conversations.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from '../usecases/deps.ts';
import { makeStatus } from '../usecases/status.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { leftNote, leftSince } from './left-to-digest.ts';
import { publish } from './publish.ts';
import type { PublishDeps } from './publish-work.ts';
import { riskText } from './risk-watch.ts';
import { toldWaves } from './threads.ts';

/** How the keys of digests begin; the rest is the conversation. */
export const DIGEST = 'digest:';

type DigestDeps = PublishDeps & Pick<Deps, 'zones' | 'limits'> & { readonly scopeName: string };

/** Older than this it is not posted any more: the next one is near. */
const LATE_MS = 6 * HOUR;

/** The job that posts the next digest of a conversation. */
export function digestJob(h: Habit, o: { readonly now: Instant; readonly zones: Zones }): readonly JobRequest[] {
  const due = dueAfter(h, o.now, o.zones);
  return due === null ? [] : [{ queue: 'notify', key: `${DIGEST}${h.conversation}`, afterMs: due - o.now }];
}

/** After a start: the next digest of every conversation that wants one. */
export async function wakeDigests(d: Pick<Deps, 'store' | 'clock' | 'zones'> & { readonly scope: Pick<Deps['scope'], 'name'> }): Promise<void> {
  const habits = (await d.store.governance(governanceIdOf(d.scope.name)))?.state.habits ?? [];
  const at = d.clock.now();
  // At once: one may have come due while nobody was there to post it.
  const jobs = habits.filter((h) => h.digest !== null).map((h): JobRequest => ({ queue: 'notify', key: `${DIGEST}${h.conversation}` }));
  if (jobs.length > 0) await d.store.commit({ at, changes: [], jobs });
}

function dueAfter(h: Habit, after: Instant, zones: Zones): Instant | null {
  return h.digest === null ? null : nextDigest(h.digest, { after, local: zones.at(after, h.zone).local, locate: (local) => zones.locate(local, h.zone) });
}

/** Posts the summaries that conversations asked for; with nothing to say there is none. */
export function makeDigests(d: DigestDeps): { post(key: string): Promise<void> } {
  async function post(key: string): Promise<void> {
    const id = key.slice(DIGEST.length) as ConversationId;
    const habit = ((await d.store.governance(governanceIdOf(d.scopeName)))?.state.habits ?? []).find((h) => h.conversation === id);
    const conversation = await d.store.conversation(id);
    if (habit === undefined || conversation === null) return;
    const waitMs = await postDue(d, habit, conversation);
    const next = digestJob(habit, { now: d.clock.now(), zones: d.zones });
    await d.store.commit({ at: d.clock.now(), changes: [], jobs: waitMs === null ? next : [{ queue: 'notify', key, afterMs: waitMs }] });
  }
  return { post };
}

/** The one that is due, once; how long to wait when it could not be posted just now. What was in none that arrived is in the next one. */
async function postDue(d: DigestDeps, habit: Habit, conversation: Conversation): Promise<number | null> {
  const now = d.clock.now();
  const note = `digest.since:${habit.conversation}`;
  const since = Math.max(Number((await d.store.note(note)) ?? habit.since), habit.since);
  const due = dueAfter(habit, since, d.zones);
  if (due === null || due > now) return null;
  if (now - due < LATE_MS) {
    const waitMs = await postOne(d, { habit, conversation, due, now });
    if (waitMs !== null) return waitMs;
  }
  await d.store.putNote(note, String(now));
  return null;
}

/** Since when nothing was summed up for a conversation. */
function fromNote(h: Habit): string {
  return `digest.from:${h.conversation}`;
}

async function postOne(d: DigestDeps, o: { readonly habit: Habit; readonly conversation: Conversation; readonly due: Instant; readonly now: Instant }): Promise<number | null> {
  const from = fromNote(o.habit);
  const since = Number((await d.store.note(from)) ?? o.habit.since);
  const view = await digestView(d, { conversation: o.conversation.id, since });
  if (view === null) {
    await d.store.putNote(from, String(o.now));
    return null;
  }
  const key = `${DIGEST}${o.habit.conversation}:${dayOf(d.zones.at(o.due, o.habit.zone).local)}`;
  const { waitMs } = await publish(d, { conversation: o.conversation, wanted: [{ key, role: 'note', lane: 'N2', kind: 'digest', at: o.due, content: { card: digestCard(view, d.words) } }] });
  if (waitMs !== null) return Math.max(waitMs, SECOND);
  if ((await d.store.post(key))?.status === 'sent') await d.store.putNote(from, String(o.now));
  return null;
}

/** What a conversation is told of, summed up; null when there is nothing to say. */
export async function digestView(d: Pick<DigestDeps, 'store' | 'clock' | 'limits' | 'scopeName'>, o: { readonly conversation: ConversationId; readonly since: Instant }): Promise<DigestView | null> {
  const [all, waves, governance] = await Promise.all([makeStatus(d).board(), d.store.waves(), d.store.governance(governanceIdOf(d.scopeName))]);
  const follows = new Set<string>((governance?.state.follows ?? []).filter((f) => f.conversation === o.conversation).map((f) => f.subject));
  const own = [...waves.values()].map((w) => w.state);
  const mine = all.filter((s) => isTold(s.migration, own, { ...o, follows }));
  const now = d.clock.now();
  const extra = await extras(d, { ...o, follows, machines: mine.map((s) => s.migration) });
  const view: DigestView = {
    since: o.since,
    done: DONE.map((phase) => ({ phase, machines: names(mine.filter(({ migration: m }) => m.position.phase === phase && m.positionSince > o.since)) })).filter((row) => row.machines.length > 0),
    atRisk: names(mine.filter((s) => isAtRisk(s, d.limits.rpoSeconds))),
    needsYou: mine.filter(({ migration: m }) => WAITS.has(m.position.phase) && m.stuck === null && m.drift === null).map(({ migration: m }) => ({ machine: m.name, phase: m.position.phase })),
    costs: names(mine.filter((s) => isCosting(s, now))),
    ...extra,
  };
  const isEmpty = [view.done, view.atRisk, view.risks, view.needsYou, view.costs, view.left].every((part) => part.length === 0);
  return isEmpty ? null : view;
}

type Told = { readonly conversation: ConversationId; readonly since: Instant; readonly follows: ReadonlySet<string>; readonly machines: readonly Migration[] };

/** What no state tells: why something is at risk, and what quiet hours left to the digest. */
async function extras({ store }: Pick<Deps, 'store'>, o: Told): Promise<Pick<DigestView, 'risks' | 'left'>> {
  const waves = (await Promise.all((await toldWaves(store)).map((id) => store.wave(id)))).flatMap((w) => (w !== null && (w.state.channel === o.conversation || o.follows.has(w.state.id)) ? [w.state] : []));
  const subjects: readonly string[] = [...waves.map((w) => w.id), ...o.machines.map((m) => m.id)];
  const risks = await Promise.all(subjects.map((id) => riskText({ store }, id)));
  const left = await Promise.all(subjects.map((id) => leftSince(store, leftNote(o.conversation, id), o.since)));
  return { risks: risks.filter((text) => text !== null), left: left.flat().toSorted((a, b) => a.at - b.at).map((one) => one.text) };
}

const DONE: readonly Phase[] = ['protected', 'tested', 'in-azure', 'accepted', 'migrated', 'rolled-back'];
const WAITS: ReadonlySet<Phase> = new Set(['test-review', 'awaiting-approval', 'quiescing', 'in-azure', 'accepted']);

/** Followed by itself or with its wave, or told here anyway. */
function isTold(m: Migration, waves: readonly Wave[], o: { readonly conversation: ConversationId; readonly follows: ReadonlySet<string> }): boolean {
  const wave = waves.find((w) => w.members.some((member) => member.instanceId === m.instanceId));
  const home = wave?.channel ?? m.home;
  return home === o.conversation || o.follows.has(m.instanceId) || (wave !== undefined && o.follows.has(wave.id));
}

function isAtRisk({ migration: m, live }: MachineStatus, rpoLimitSeconds: number): boolean {
  if (TERMINAL_PHASES.has(m.position.phase)) return false;
  const isBehind = m.sourceStoppedAt === null && live !== null && (live.health === 'critical' || (live.rpoSeconds ?? 0) > rpoLimitSeconds);
  return m.stuck !== null || m.drift !== null || m.sourceLost !== undefined || isBehind;
}

/** The free days of a machine that is still moved end soon, or are over. */
function isCosting({ migration }: MachineStatus, now: Instant): boolean {
  const cost = costOf({ migration, isReplicated: null, testUntil: null, price: null, now });
  return cost !== null && due(cost, migration, now).some((x) => x.kind === 'billing' || x.kind === 'billing-soon');
}

function names(all: readonly MachineStatus[]): readonly string[] {
  return all.map((s) => s.migration.name);
}
