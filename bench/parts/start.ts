/** From the start of the process to the first answer in the chat: the very first run on a machine, a new store, and every later start. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresServer } from '../../test/support/postgres.ts';
import { startBareBot, startClouds, startFerry, type Clouds, type StoreAt } from '../support/ferry.ts';
import { median, spread, type Line } from '../support/figures.ts';
import { firstAnswer } from '../support/load.ts';
import type { Connector } from '../support/connector.ts';
import { ROOT } from '../support/process.ts';

const ROUNDS = 5;
const WAIT_SECONDS = 30;
/** What Ferry keeps beside its packages to start faster. */
const CACHE = `${ROOT}node_modules/.cache/ferry`;

type World = { readonly clouds: Clouds; readonly connector: Connector; readonly postgres: PostgresServer | null };
type Ending = 'stop' | 'kill';

/** Every figure is a fresh process; the rounds go through all kinds of start in turn. */
export async function measureStarts(connector: Connector, postgres: PostgresServer | null): Promise<readonly Line[]> {
  const clouds = await startClouds({});
  const world: World = { clouds, connector, postgres };
  const figures = new Map<Kind, number[]>();
  const keep = (kind: Kind, ms: number): void => void figures.set(kind, [...(figures.get(kind) ?? []), ms]);
  try {
    for (let round = 0; round < ROUNDS; round++) await oneRound(world, keep);
  } finally {
    await clouds.measured.stop();
  }
  return [...figures].map(([kind, values]) => ({ what: `start to first answer: ${KINDS[kind].words}`, figure: median(values) / 1000, unit: 's', goal: KINDS[kind].goal, note: spread(values.map((ms) => ms / 1000), 2) }));
}

const KINDS = {
  bare: { words: 'bare bot', goal: null },
  ever: { words: 'first run after the installation, embedded store', goal: 3 },
  fresh: { words: 'new embedded store', goal: 3 },
  again: { words: 'embedded store, again', goal: 1.2 },
  crashed: { words: 'embedded store, again after kill -9', goal: 1.2 },
  database: { words: 'empty PostgreSQL database', goal: 3 },
  databaseAgain: { words: 'PostgreSQL, again', goal: 1.2 },
} as const;
type Kind = keyof typeof KINDS;

async function oneRound(world: World, keep: (kind: Kind, ms: number) => void): Promise<void> {
  keep('bare', await bareStart(world.connector));
  keep('ever', await withoutCaches(() => inNewFolder((dir) => ferryStart(world, { dir }, 'stop'))));
  await inNewFolder(async (dir) => {
    keep('fresh', await ferryStart(world, { dir }, 'stop'));
    keep('again', await ferryStart(world, { dir }, 'kill'));
    keep('crashed', await ferryStart(world, { dir }, 'stop'));
  });
  if (world.postgres === null) return;
  const url = await world.postgres.freshDatabase();
  keep('database', await ferryStart(world, { url }, 'stop'));
  keep('databaseAgain', await ferryStart(world, { url }, 'stop'));
}

async function bareStart(connector: Connector): Promise<number> {
  const since = performance.now();
  const bot = await startBareBot();
  const ms = await firstAnswer({ botUrl: bot.url, connector }, { since, text: 'help', seconds: WAIT_SECONDS });
  await bot.measured.stop();
  return ms;
}

async function ferryStart({ clouds, connector }: World, store: StoreAt, ending: Ending): Promise<number> {
  const since = performance.now();
  const { measured, url } = await startFerry({ clouds, store });
  const crashed = measured.ready.then(() => new Promise<never>(() => undefined));
  const ms = await Promise.race([firstAnswer({ botUrl: url, connector }, { since, text: 'help', seconds: WAIT_SECONDS }), crashed]);
  await measured.ready;
  await (ending === 'stop' ? measured.stop() : measured.kill());
  return ms;
}

async function inNewFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-bench-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As after `npm ci`: nothing is kept yet. What was kept comes back afterwards. */
async function withoutCaches<T>(work: () => Promise<T>): Promise<T> {
  const aside = `${CACHE}.${process.pid}`;
  const had = existsSync(CACHE);
  if (had) renameSync(CACHE, aside);
  try {
    return await work();
  } finally {
    if (had) {
      rmSync(CACHE, { recursive: true, force: true });
      renameSync(aside, CACHE);
    }
  }
}
