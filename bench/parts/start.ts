/** From the start of the process to the first answer in the chat: the first run after the installation, and every later start. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresServer } from '../../test/support/postgres.ts';
import type { Connector } from '../support/connector.ts';
import { startBareBot, startClouds, startFerry, type Bot, type Clouds, type StoreAt } from '../support/ferry.ts';
import { median, spread, type Line } from '../support/figures.ts';
import { firstAnswer } from '../support/load.ts';
import { ROOT } from '../support/process.ts';

const ROUNDS = 5;
const WAIT_SECONDS = 40;
/** What Ferry keeps beside its packages to start faster. */
const CACHE = `${ROOT}node_modules/.cache/ferry`;

type World = { readonly clouds: Clouds; readonly connector: Connector; readonly postgres: PostgresServer | null };
type Ending = 'stop' | 'kill';

const KINDS = {
  bare: { words: 'bare bot', goal: null },
  unprepared: { words: 'first run, not even the installation had made a template', goal: null },
  installed: { words: 'first run after the installation', goal: 3 },
  again: { words: 'later run', goal: 1.2 },
  crashed: { words: 'later run, after kill -9', goal: 1.2 },
  database: { words: 'first run on an empty PostgreSQL database', goal: 3 },
  databaseAgain: { words: 'later run on PostgreSQL', goal: 1.2 },
} as const;
type Kind = keyof typeof KINDS;
type Started = { readonly seconds: number; readonly cpuSeconds: number };
type Keep = (kind: Kind, started: Started) => void;

/** Every figure is a fresh process; the rounds go through all kinds of start in turn. */
export async function measureStarts(connector: Connector, postgres: PostgresServer | null): Promise<readonly Line[]> {
  const clouds = await startClouds({});
  const world: World = { clouds, connector, postgres };
  const figures = new Map<Kind, Started[]>();
  const keep: Keep = (kind, started) => void figures.set(kind, [...(figures.get(kind) ?? []), started]);
  try {
    await unprepared(world, keep);
    makeTemplate();
    for (let round = 0; round < ROUNDS; round++) await oneRound(world, keep);
  } finally {
    await clouds.measured.stop();
  }
  const bare = median((figures.get('bare') ?? []).map((one) => one.seconds));
  return [...figures].map(([kind, starts]) => lineOf(kind, starts, bare));
}

/** Processor time is told too, because it says the same on a busy machine; the background threads that compile are in it. */
function lineOf(kind: Kind, starts: readonly Started[], bare: number): Line {
  const seconds = starts.map((one) => one.seconds);
  const figure = median(seconds);
  const note = `${spread(seconds, 2)}; ${(figure / bare).toFixed(1)} times the bare bot's; ${median(starts.map((one) => one.cpuSeconds)).toFixed(2)} s of processor time`;
  return { what: `start to first answer: ${KINDS[kind].words}`, figure, unit: 's', goal: KINDS[kind].goal, note };
}

async function oneRound(world: World, keep: Keep): Promise<void> {
  keep('bare', await bareStart(world.connector));
  await inNewFolder(async (dir) => {
    rmSync(`${CACHE}/compiled`, { recursive: true, force: true });
    keep('installed', await ferryStart(world, { dir }, 'stop'));
    keep('again', await ferryStart(world, { dir }, 'kill'));
    keep('crashed', await ferryStart(world, { dir }, 'stop'));
  });
  if (world.postgres === null) return;
  const url = await world.postgres.freshDatabase();
  rmSync(`${CACHE}/compiled`, { recursive: true, force: true });
  keep('database', await ferryStart(world, { url }, 'stop'));
  keep('databaseAgain', await ferryStart(world, { url }, 'stop'));
}

async function bareStart(connector: Connector): Promise<Started> {
  const since = performance.now();
  const bot = await startBareBot();
  const started = await answered(bot, connector, since);
  await bot.measured.stop();
  return started;
}

async function ferryStart({ clouds, connector }: World, store: StoreAt, ending: Ending): Promise<Started> {
  const since = performance.now();
  const bot = await startFerry({ clouds, store });
  const failed = bot.measured.ready.then(() => new Promise<never>(() => undefined));
  const started = await Promise.race([answered(bot, connector, since), failed]);
  await bot.measured.ready;
  await (ending === 'stop' ? bot.measured.stop() : bot.measured.kill());
  return started;
}

async function answered(bot: Bot, connector: Connector, since: number): Promise<Started> {
  const ms = await firstAnswer({ botUrl: bot.url, connector }, { since, text: 'help', seconds: WAIT_SECONDS });
  return { seconds: ms / 1000, cpuSeconds: (await bot.measured.usage()).cpuUs / 1_000_000 };
}

async function inNewFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-bench-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As after an installation that was not allowed to run scripts. What was kept comes back afterwards. */
async function unprepared(world: World, keep: Keep): Promise<void> {
  const aside = `${CACHE}.${process.pid}`;
  const had = existsSync(CACHE);
  if (had) renameSync(CACHE, aside);
  try {
    keep('unprepared', await inNewFolder((dir) => ferryStart(world, { dir }, 'stop')));
  } finally {
    if (had) {
      rmSync(CACHE, { recursive: true, force: true });
      renameSync(aside, CACHE);
    }
  }
}

/** What the installation does at its end; quick when it was done before. */
function makeTemplate(): void {
  const { status } = spawnSync(process.execPath, [`${ROOT}scripts/after-install.mjs`], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the template was not made');
}
