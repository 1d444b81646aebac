/** `npm run bench [checks|plan|turns|round|start|demo|load …]`: Ferry's figures beside a bare bot's, and whether they reach the goals. It tells; it fails nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '../test/support/postgres.ts';
import { measureBoard } from './parts/board.ts';
import { measureChecks } from './parts/checks.ts';
import { measureDemo } from './parts/demo.ts';
import { measureLoad } from './parts/load.ts';
import { measureNotices } from './parts/notices.ts';
import { measurePlan } from './parts/plan.ts';
import { measureRounds } from './parts/round.ts';
import { measureStarts } from './parts/start.ts';
import { measureTurns } from './parts/turns.ts';
import { startConnector, type Connector } from './support/connector.ts';
import { makeEstate, MACHINES, type Estate } from './support/estate.ts';
import { startBareBot, startFerry, type Bot, type StoreAt } from './support/ferry.ts';
import { tableOf, type Line } from './support/figures.ts';
import { untilQuiet } from './support/process.ts';
import { untilAtRest } from './support/rounds.ts';

const PARTS = ['checks', 'plan', 'board', 'notices', 'turns', 'round', 'start', 'demo', 'load'] as const;
type Part = (typeof PARTS)[number];

/** Looking at each machine once after the start takes its time. */
const SETTLE_SECONDS = 180 * Math.max(1, MACHINES / 1_000);

const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !PARTS.some((part) => part === word));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}; the parts are ${PARTS.join(', ')}.\n`);
  process.exit(1);
}

const wanted: ReadonlySet<string> = new Set(asked.length === 0 ? PARTS : asked);
const connector = await startConnector();
const postgres = await startPostgres();
try {
  process.stdout.write(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB\n\n`);
  if (has('checks')) show(await measureChecks());
  if (has('board')) show(await measureBoard());
  if (has('notices')) show(await measureNotices());
  if (has('plan')) show(await measurePlan());
  if (has('demo')) show(await measureDemo());
  if (has('start')) show(await measureStarts(connector, postgres));
  if (has('load')) show(await measureLoad(connector, postgres));
  if (has('turns') || has('round')) show(await withThousand(connector, postgres));
} finally {
  await connector.close();
  await postgres?.stop();
}

function has(part: Part): boolean {
  return wanted.has(part);
}

function show(lines: readonly Line[]): void {
  process.stdout.write(`${tableOf(lines)}\n\n`);
}

/** Both stores hold the same thousand machines, each beside clouds of its own. */
async function withThousand(teams: Connector, server: PostgresServer | null): Promise<readonly Line[]> {
  if (server === null) throw new Error('this part needs PostgreSQL');
  const dir = mkdtempSync(join(tmpdir(), 'ferry-bench-'));
  const database = await server.freshDatabase();
  const running: (() => Promise<void>)[] = [];
  const run = async (store: StoreAt): Promise<{ readonly bot: Bot; readonly estate: Estate }> => {
    say(`making ${MACHINES} machines …`);
    const estate = await makeEstate(store, teams.serviceUrl);
    running.unshift(() => estate.measured.stop());
    const bot = await startFerry({ clouds: estate.clouds, store });
    running.unshift(() => bot.measured.stop());
    await bot.measured.ready;
    say('waiting until it has looked at all of them …');
    await untilAtRest(estate.clouds.azure, { seconds: SETTLE_SECONDS });
    await untilQuiet(bot.measured, { seconds: SETTLE_SECONDS });
    return { bot, estate };
  };
  try {
    const postgresSide = await run({ url: database });
    const rounds = has('round') ? await measureRounds({ ...postgresSide, database }) : [];
    if (!has('turns')) return rounds;
    const pgliteSide = await run({ dir });
    const bare = await startBareBot();
    running.unshift(() => bare.measured.stop());
    say('measuring turns …');
    return [...rounds, ...(await measureTurns({ bare, postgres: postgresSide.bot, pglite: pgliteSide.bot }, teams))];
  } finally {
    for (const stop of running) await stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function say(words: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(0)} s: ${words}\n`);
}
