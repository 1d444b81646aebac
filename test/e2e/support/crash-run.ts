/** One whole migration during which the bot is killed again and again, and what is left of it afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeLog } from '../../../src/adapters/log.ts';
import { openEmbedded } from '../../../src/adapters/store/open.ts';
import { migrationIdFor, type ApprovalId } from '../../../src/domain/ids.ts';
import type { Recorded } from '../../../src/ports/changes.ts';
import type { Store } from '../../../src/ports/store.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import type { JournalEntry } from '../../../src/sandbox/world/journal.ts';
import { CHAT, said, startChat, type Message } from './chat.ts';
import { makeKiller, makeRandom, type Kill } from './killer.ts';
import { DECISIONS, makePersistentPeople, newestRoot, openQuestions, type Ack, type DecisionName } from './persistent-people.ts';
import { makeBotProcess } from './process.ts';
import { settingsFor } from './world.ts';

export type CrashRun = {
  readonly kills: readonly Kill[];
  readonly acks: readonly Ack[];
  readonly moves: readonly string[];
  readonly journal: readonly JournalEntry[];
  readonly messages: readonly Message[];
  /** Questions that stood open at the end, before anybody pressed them. */
  readonly leftOpen: readonly Message[];
  /** Questions that still stand open after each of them was pressed once more. */
  readonly stillOpen: readonly Message[];
  readonly root: Message | undefined;
  readonly events: readonly Recorded[];
  /** Streams whose hash chain is broken. */
  readonly broken: readonly string[];
  readonly sourceRuns: boolean;
  readonly exitCode: number | null;
  readonly output: string;
};

/** The seed of this run: given, to see a run again, or new. */
export function crashSeed(): number {
  return Number(process.env['FERRY_CRASH_SEED'] ?? Date.now() % 1_000_000);
}

/** What happened, for whoever has to understand a failed run. */
export function storyOf(run: Pick<CrashRun, 'kills' | 'moves' | 'events'>): string {
  const lines = (title: string, all: readonly string[]): string => `${title}:\n${all.map((line) => `  ${line}`).join('\n')}`;
  const kills = run.kills.map((k) => `${new Date(k.at).toISOString()} ${k.stage}: ${k.moment}`);
  const events = run.events.map((e) => `${new Date(e.at).toISOString()} ${e.event.type}${'act' in e.event ? ` ${e.event.act}` : ''}`);
  return [lines('kills', kills), lines('moves', run.moves), lines('events', events)].join('\n');
}

const MACHINE = 'web-01';
/** After the end, the cards get this long to catch up. */
const CATCH_UP_MS = 4_000;

/** One kill around each write to a cloud, and none besides: the shortest run that still dies in every dangerous place. */
export const AROUND_EVERY_WRITE: Kills = { replicate: 1, test: 1, verdict: 1, cutover: 0, approve: 0, quiesce: 2, accept: 0, complete: 1 };
type Kills = { readonly [D in DecisionName]: number };

/** `kills` in all, spread evenly over the decisions of one migration, or so many after each; everything that is random comes from `seed`. */
export async function crashRun(o: { readonly seed: number; readonly kills: number | Kills; readonly seconds: number }): Promise<CrashRun> {
  const sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: 600 });
  const dir = await mkdtemp(join(tmpdir(), 'ferry-crash-'));
  const settings = { ...settingsFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir }), FERRY_SETTLE_SECONDS: '5', FERRY_OBSERVE_SECONDS: '1', FERRY_CARD_EDIT_SECONDS: '1', NODE_COMPILE_CACHE: join(tmpdir(), 'ferry-compile-cache') };
  const bot = await makeBotProcess(settings);
  const chat = await startChat({ url: bot.url });
  const killer = makeKiller({ bot, sandbox, chat, random: makeRandom(o.seed) }, typeof o.kills === 'number' ? spread(o.kills) : o.kills);
  const people = makePersistentPeople(chat, { machine: MACHINE, mayDecide: killer.mayDecide });
  let ended = false;
  try {
    const killing = killer.run(() => ended);
    await introduce(chat);
    await people.decideUntil(() => killer.isSpent() && isMigrated(chat.messages), o.seconds);
    ended = true;
    await killing;
    await pause(CATCH_UP_MS);
    const leftOpen = openQuestions(chat).filter((b) => b.verb !== 'form').map((b) => ({ ...b.message }));
    await people.decideUntil(soon(openQuestions(chat).length === 0 ? 0 : CATCH_UP_MS), 60);
    const stillOpen = openQuestions(chat).map((b) => b.message);
    const exitCode = await bot.stop();
    const web01 = sandbox.world.sources.list().find((m) => m.name === MACHINE);
    const kept = await read(dir, web01?.instanceId ?? '');
    return { kills: killer.kills, acks: people.acks, moves: people.moves, journal: sandbox.world.journal.list(), messages: chat.messages, leftOpen, stillOpen, root: newestRoot(chat, MACHINE), ...kept, sourceRuns: web01?.running ?? true, exitCode, output: bot.output() };
  } catch (error) {
    throw new Error(`seed ${o.seed}, kills:\n${killer.kills.map((k) => `${k.stage}: ${k.moment}`).join('\n')}\nthe bot said:\n${bot.output().slice(-4_000)}`, { cause: error });
  } finally {
    ended = true;
    await bot.kill();
    await chat.stop();
    await sandbox.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Ferry must have been added to the channel before it can post there; it is added again until it has answered. */
async function introduce(chat: Awaited<ReturnType<typeof startChat>>): Promise<void> {
  for (;;) {
    try {
      await chat.addBot();
      await chat.addBot(CHAT);
      return;
    } catch {
      await pause(100);
    }
  }
}

function spread(kills: number): { readonly [D in DecisionName]: number } {
  const shares = DECISIONS.map((name, i) => [name, Math.floor(((i + 1) * kills) / DECISIONS.length) - Math.floor((i * kills) / DECISIONS.length)] as const);
  return Object.fromEntries(shares) as { [D in DecisionName]: number };
}

function isMigrated(messages: readonly Message[]): boolean {
  return messages.some((m) => m.thread === null && /migrated, replication is off/i.test(said(m)));
}

function soon(ms: number): () => boolean {
  const end = Date.now() + ms;
  return () => Date.now() >= end;
}

/** What the store holds, read after the bot has let go of it. */
async function read(dir: string, instanceId: string): Promise<Pick<CrashRun, 'events' | 'broken'>> {
  const { store } = await openEmbedded({ dir, log: makeLog({ level: 'error' }) });
  try {
    const id = migrationIdFor(instanceId as Parameters<typeof migrationIdFor>[0], 1);
    const own = await store.events(id);
    const approvals = own.flatMap((e) => (e.event.type === 'CutoverRequested' ? [e.event.approvalId] : []));
    // Approved and carried out after the cutover: the chains count, the records are told by the migration itself.
    const requests = own.flatMap((e) => (e.event.type === 'OperationAsked' ? [e.event.approvalId] : []));
    return { events: [...own, ...(await eventsOf(store, approvals))], broken: await brokenAmong(store, [id, ...approvals, ...requests]) };
  } finally {
    await store.close();
  }
}

async function eventsOf(store: Store, approvals: readonly ApprovalId[]): Promise<readonly Recorded[]> {
  return (await Promise.all(approvals.map((id) => store.events(id)))).flat();
}

async function brokenAmong(store: Store, streams: readonly Parameters<Store['verify']>[0][]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const id of streams) if ((await store.verify(id)) !== null) broken.push(id);
  return broken;
}
