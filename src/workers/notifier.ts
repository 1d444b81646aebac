import type { ConversationId, MigrationId, UserId, WaveId } from '../domain/ids.ts';
import { HOUR } from '../domain/time.ts';
import { governanceIdOf } from '../domain/governance/types.ts';
import type { Conversation, DeadConversation } from '../ports/conversations.ts';
import type { Deps } from '../usecases/deps.ts';
import { makeForecaster } from '../usecases/forecast.ts';
import { DIGEST, makeDigests } from './digest.ts';
import { homePlace, otherPlaces, type Around } from './places.ts';
import { publish } from './publish.ts';
import type { PublishDeps } from './publish-work.ts';
import { relieve } from './relief.ts';
import { machineSubject, waveSubject, type Subject, type SubjectDeps } from './subjects.ts';
import { hadOwnThread, threadOf } from './threads.ts';
import { CHECK_RUN, wantedRunPost } from './wanted-run.ts';

export type NotifierDeps = PublishDeps & Omit<SubjectDeps, 'forecaster'> & Pick<Deps, 'zones'> & { /** The scope whose settings hold. */ readonly scopeName: string; /** Who is paged about failures, in the personal chat. */ readonly onCall: readonly UserId[] };

/** With what it has learnt of machines, which is worth keeping. */
type Works = NotifierDeps & Pick<SubjectDeps, 'forecaster'>;

/** How the ids of waves begin. */
const WAVE = 'w-';
/** Machines of a wave that change at the same time are told with one look at the wave. */
const TOGETHER_MS = 400;
const DEAD_AGAIN_MS = HOUR;

/** Makes Teams equal to what should stand there about one wave, one machine, one check of many machines or one digest, through the ledger of posts. Creations are recorded before they are sent; edits may be repeated. */
export function makeNotifier(deps: NotifierDeps): { notify(key: string): Promise<void> } {
  const d: Works = { ...deps, forecaster: makeForecaster(deps) };
  const digests = makeDigests(d);
  async function notify(key: string): Promise<void> {
    if (key.startsWith(CHECK_RUN)) return notifyRun(d, key);
    if (key.startsWith(DIGEST)) return digests.post(key);
    if (key.startsWith(WAVE)) return notifyWave(d, key as WaveId);
    return notifyMachine(d, key as MigrationId);
  }
  return { notify };
}

async function notifyWave(d: Works, id: WaveId): Promise<void> {
  const subject = await waveSubject(d, id);
  if (subject !== null) await tellEverywhere(d, subject);
}

/** A machine of a wave is told in the wave's thread; one of its own, from before, is kept up. */
async function notifyMachine(d: Works, id: MigrationId): Promise<void> {
  const stored = await d.store.migration(id);
  if (stored === null) return;
  const wave = await threadOf(d.store, stored.state);
  if (wave !== null) await comeBack(d, wave.id, TOGETHER_MS);
  if (wave !== null && !(await hadOwnThread(d.store, stored.state))) return;
  const subject = await machineSubject(d, id, { isAlone: wave === null });
  if (subject === null) return;
  await tellEverywhere(d, wave === null ? subject : keptUp(subject));
}

/** Nothing new is said in it. */
function keptUp(s: Subject): Subject {
  return { ...s, wanted: s.wanted.map((w) => ({ ...w, onlyEdit: true })) };
}

async function tellEverywhere(d: NotifierDeps, s: Subject): Promise<void> {
  const [conversations, governance, dead] = await Promise.all([d.store.conversations(), d.store.governance(governanceIdOf(s.scope)), d.store.deadConversations()]);
  const around: Around = { conversations, governance: governance?.state ?? {}, onCall: d.onCall, zones: d.zones, words: d.words, now: s.now };
  const waits = [await tellHome(d, s, { around, dead })];
  for (const place of otherPlaces(s, around)) waits.push((await publish(d, place, { dead: isDead(dead, place.conversation.id, s.now) })).waitMs);
  await comeBack(d, s.key, sooner(waits));
}

async function tellHome(d: NotifierDeps, s: Subject, o: { readonly around: Around; readonly dead: readonly DeadConversation[] }): Promise<number | null> {
  const { around } = o;
  if (s.home === null) return null;
  const home = around.conversations.find((c) => c.id === s.home) ?? null;
  const place = homePlace(s, home ?? nowhere(s.home, o.dead), around);
  if (home === null) await lost(d, s, o.dead);
  const done = await publish(d, place, { dead: home === null || isDead(o.dead, s.home, s.now) });
  const dead = (await d.store.deadConversations()).find((c) => c.id === s.home) ?? null;
  const relieved = await relieve(d, s, { home: { conversation: place.conversation, dead }, overdue: done.overdue, around });
  return sooner([done.waitMs, relieved, dead === null ? null : Math.max(dead.again - s.now, 1_000)]);
}

/** Until the time has come to try again. */
function isDead(all: readonly DeadConversation[], id: ConversationId, now: number): boolean {
  return all.some((c) => c.id === id && now < c.again);
}

/** Ferry was removed there, and remembers only the name. */
function nowhere(id: ConversationId, all: readonly DeadConversation[]): Conversation {
  const known = all.find((c) => c.id === id);
  return { id, kind: known?.kind ?? 'channel', name: known?.name ?? '', reference: null, welcomed: true };
}

async function lost(d: NotifierDeps, s: Subject, all: readonly DeadConversation[]): Promise<void> {
  if (s.home === null || all.some((c) => c.id === s.home)) return;
  d.log.warn({ key: s.key }, 'the home conversation is gone; its machines are told elsewhere');
  await d.store.markDead({ id: s.home, kind: 'channel', name: '', since: s.now, again: s.now + DEAD_AGAIN_MS, why: 'removed' });
}

/** The one card of a check of many machines. */
async function notifyRun(d: NotifierDeps, key: string): Promise<void> {
  const run = await d.store.checkRun(key.slice(CHECK_RUN.length));
  if (run === null) return;
  const gone = `check.threadGone:${run.id}`;
  const thread = run.thread === null || (await d.store.note(gone)) === run.thread ? null : run.thread;
  const wanted = wantedRunPost({ ...run, thread }, d.clock.now(), d.words);
  const conversation = await d.store.conversation(run.home);
  if (conversation === null) return;
  const done = await publish(d, { conversation, wanted: [wanted], threadGone: () => d.store.putNote(gone, thread ?? '') });
  await comeBack(d, key, done.waitMs);
}

function sooner(all: readonly (number | null)[]): number | null {
  const waits = all.filter((w) => w !== null);
  return waits.length === 0 ? null : Math.min(...waits);
}

async function comeBack(d: NotifierDeps, key: string, afterMs: number | null): Promise<void> {
  if (afterMs !== null) await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key, afterMs }] });
}
