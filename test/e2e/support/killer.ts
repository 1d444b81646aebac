/** Kills the bot at moments drawn from a seed, a fixed number of times between one decision of the people and the next. */
import { setTimeout as pause } from 'node:timers/promises';
import type { startSandbox } from '../../../src/sandbox/start.ts';
import type { Chat } from './chat.ts';
import { DECISIONS, type DecisionName } from './persistent-people.ts';
import type { BotProcess } from './process.ts';

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
type Where = { readonly bot: BotProcess; readonly sandbox: Sandbox; readonly chat: Chat; readonly random: Random };

/** A number from 0 up to, not including, 1; the same seed gives the same row. */
export type Random = () => number;

/** One kill: when it happened and in the middle of what. */
export type Kill = { readonly at: number; readonly stage: DecisionName; readonly moment: string };

/** Small, fast and good enough to choose moments (mulberry32). */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The writes to the clouds that each decision leads to: the bot is killed around every one of them. */
const WRITES: { readonly [D in DecisionName]: readonly Write[] } = {
  replicate: [{ method: 'PUT', path: '/replicationProtectedItems/[^/]+$' }],
  test: [{ method: 'POST', path: '/testFailover$' }],
  verdict: [{ method: 'POST', path: '/testFailoverCleanup$' }],
  cutover: [],
  approve: [],
  quiesce: [{ action: 'StopInstances' }, { method: 'POST', path: '/unplannedFailover$' }],
  accept: [],
  complete: [{ method: 'POST', path: '/remove$' }],
};
type Write = { readonly method: string; readonly path: string } | { readonly action: string };

/** How long a moment is waited for before the bot is killed anyway. */
const PATIENCE_MS = 6_000;
const LOOK_MS = 4;
/** How long a request is held while the bot is killed. */
const HELD_MS = 250;

/** `each` kills after each decision; `mayDecide` is for the people, who come to the next decision only after the kills of the last. */
export function makeKiller(where: Where, each: { readonly [D in DecisionName]: number }) {
  const kills: Kill[] = [];
  let stage: DecisionName | null = null;
  let left = 0;
  let waiting = false;

  function mayDecide(name: DecisionName): boolean {
    if (stage === name || DECISIONS.indexOf(name) < DECISIONS.indexOf(stage ?? 'replicate')) return true;
    waiting = true;
    if (left > 0) return false;
    [stage, left, waiting] = [name, each[name], false];
    return true;
  }

  async function run(isOver: () => boolean): Promise<void> {
    await where.bot.start();
    const done = new Set<DecisionName>();
    while (!isOver()) {
      if (left === 0 || stage === null) {
        await pause(LOOK_MS);
        continue;
      }
      const writes = done.has(stage) ? [] : WRITES[stage];
      done.add(stage);
      left -= await killAround(writes, stage);
      if (left > 0) left -= await killOnce(stage);
    }
  }

  /** Kills around each of the writes, which come one after the other. */
  async function killAround(writes: readonly Write[], now: DecisionName): Promise<number> {
    for (const write of writes) await end(`${JSON.stringify(write)} ${await aroundWrite(where, write, () => waiting)}`, now);
    return writes.length;
  }

  async function killOnce(now: DecisionName): Promise<number> {
    await end(await anyMoment(where), now);
    return 1;
  }

  async function end(moment: string, now: DecisionName): Promise<void> {
    await where.bot.kill();
    kills.push({ at: Date.now(), stage: now, moment });
    if (where.random() < 0.2) await killBooting(where.random, now);
    await where.bot.start();
  }

  /** A start that is killed itself comes on top of the count. */
  async function killBooting(random: Random, now: DecisionName): Promise<void> {
    void where.bot.start();
    await pause(100 + random() * 1_400);
    await where.bot.kill();
    kills.push({ at: Date.now(), stage: now, moment: 'while starting' });
  }

  return { kills, mayDecide, run, isSpent: () => left === 0 };
}

/** Resolves in the middle of the next such request, or when it seems not to come. */
async function aroundWrite({ sandbox, random }: Where, write: Write, isLate: () => boolean): Promise<string> {
  const { faults, journal } = sandbox.world;
  const choice = Math.floor(random() * 3);
  if (choice === 2) {
    const count = journal.list().length;
    const isAnswered = () => journal.list().slice(count).some((e) => ('action' in write ? e.action === write.action : e.method === write.method && new RegExp(write.path, 'i').test(e.path)));
    const seen = await waitFor(isAnswered, isLate);
    await pause(random() * 60);
    return seen ? 'answered just now' : 'did not come';
  }
  const id = faults.add({ match: write, effect: choice === 0 ? { delayMs: HELD_MS, drop: true } : { delayMs: HELD_MS } });
  const seen = await waitFor(() => faults.list().every((f) => f.id !== id), isLate);
  if (!seen) faults.clear();
  await pause(random() * 40);
  if (!seen) return 'did not come';
  return choice === 0 ? 'sent, but never arrived' : 'sent, carried out after the kill';
}

async function anyMoment({ chat, random }: Where): Promise<string> {
  if (random() < 0.65) {
    const ms = Math.round(50 + random() * 1_500);
    await pause(ms);
    return `${ms} ms after the start`;
  }
  const kind = random() < 0.6 ? 'create' : 'edit';
  const held: string[] = [];
  chat.faults.of = (call) => {
    if (held.length > 0 || call.kind !== kind) return null;
    held.push(call.path);
    return { delayMs: HELD_MS };
  };
  const end = Date.now() + 1_500;
  while (held.length === 0 && Date.now() < end) await pause(LOOK_MS);
  chat.faults.of = () => null;
  return held.length > 0 ? `in the middle of a Teams ${kind}` : `no Teams ${kind} came`;
}

async function waitFor(look: () => boolean, isLate: () => boolean): Promise<boolean> {
  const end = Date.now() + PATIENCE_MS * 3;
  while (Date.now() < end) {
    if (look()) return true;
    if (isLate()) return false;
    await pause(LOOK_MS);
  }
  return false;
}
