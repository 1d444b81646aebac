/** A busy day on three replicas: two hundred people, fifty messages a second, beside echo bots of the three SDKs, one after the other in one run. */
import type { PostgresServer } from '../../test/support/postgres.ts';
import { startBareBot, startClouds, startEchoBot, startFerry, type Bot } from '../support/ferry.ts';
import type { Connector } from '../support/connector.ts';
import type { Line } from '../support/figures.ts';
import { runSteady, type Steady, type Talk } from '../support/load.ts';

const USERS = 200;
const PER_SECOND = 50;
/** Two minutes, or what FERRY_LOAD_SECONDS says. */
const SECONDS = Number(process.env['FERRY_LOAD_SECONDS'] ?? 120);
const WARM_UP_SECONDS = 10;
const REPLICAS = 3;
const P99_MS = 500;
/** Memory may breathe by this share between the middle of the run and its end. */
const FLAT_PERCENT = 15;

type Run = Steady & { readonly cpuMs: number; readonly grewPercent: number; readonly rssMb: number };

/** The same load on each; a bot runs only while it is measured. */
export async function measureLoad(connector: Connector, server: PostgresServer | null): Promise<readonly Line[]> {
  if (server === null) throw new Error('this part needs PostgreSQL');
  const clouds = await startClouds({});
  const url = await server.freshDatabase();
  try {
    const ferry = await measured({ connector, right: isStatus }, () => Promise.all(Array.from({ length: REPLICAS }, () => startFerry({ clouds, store: { url } }))));
    const bare = await measured({ connector, right: isEcho }, async () => [await startBareBot()]);
    const agents = await measured({ connector, right: isEcho }, async () => [await startEchoBot('bench/echo-agents.ts')]);
    const teams = await measured({ connector, right: isEcho }, async () => [await startEchoBot('bench/echo-teams.ts')]);
    return [...linesOf(`Ferry, ${REPLICAS} replicas`, ferry, true), ...linesOf('bare botbuilder bot', bare, false), ...linesOf('Microsoft 365 Agents SDK bot', agents, false), ...linesOf('Teams SDK bot', teams, false)];
  } finally {
    await clouds.measured.stop();
  }
}

/** What Ferry says to `status`, and nothing else that it may say. */
const isStatus = (body: string): boolean => body.includes('"summary":"0 migrations: ');
const isEcho = (body: string): boolean => body.includes('status');

async function measured(teams: Omit<Talk, 'botUrl'>, start: () => Promise<readonly Bot[]>): Promise<Run> {
  const bots = await start();
  try {
    await Promise.all(bots.map((bot) => bot.measured.ready));
    const talks = bots.map((bot) => ({ botUrl: bot.url, ...teams }));
    const load = (seconds: number): Promise<Steady> => runSteady(talks, { users: USERS, perSecond: PER_SECOND, seconds, text: 'status' });
    await load(WARM_UP_SECONDS);
    const before = await usageOf(bots);
    const first = await load(SECONDS / 2);
    const middle = await usageOf(bots);
    const second = await load(SECONDS / 2);
    const after = await usageOf(bots);
    const sent = first.sent + second.sent;
    return {
      ...{ sent, errors: [...first.errors, ...second.errors], p50: (first.p50 + second.p50) / 2, p99: Math.max(first.p99, second.p99), worst: Math.max(first.worst, second.worst) },
      ...{ cpuMs: (after.cpuUs - before.cpuUs) / 1000 / sent, grewPercent: (100 * (after.rss - middle.rss)) / middle.rss, rssMb: after.rss / 2 ** 20 / bots.length },
    };
  } finally {
    await Promise.all(bots.map((bot) => bot.measured.stop()));
  }
}

async function usageOf(bots: readonly Bot[]): Promise<{ readonly cpuUs: number; readonly rss: number }> {
  const all = await Promise.all(bots.map((bot) => bot.measured.usage()));
  return { cpuUs: all.reduce((sum, u) => sum + u.cpuUs, 0), rss: all.reduce((sum, u) => sum + u.rss, 0) };
}

/** How many went which way, the commonest first. */
function ways(errors: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const error of errors) counts.set(error, (counts.get(error) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([way, count]) => `${count} × ${way}`).join('; ');
}

function linesOf(name: string, run: Run, hasGoals: boolean): readonly Line[] {
  const line = (what: string, o: { readonly figure: number; readonly unit: string; readonly goal?: number; readonly note?: string }): Line => ({ what: `${name}: ${what}`, figure: o.figure, unit: o.unit, goal: hasGoals ? (o.goal ?? null) : null, note: o.note ?? '' });
  return [
    line('messages without a right answer', { figure: run.errors.length, unit: '', goal: 0, note: `of ${run.sent}${run.errors.length === 0 ? '' : `: ${ways(run.errors)}`}` }),
    line('p50 until the answer', { figure: run.p50, unit: 'ms' }),
    line('p99 until the answer', { figure: run.p99, unit: 'ms', goal: P99_MS, note: `worst ${Math.round(run.worst)} ms` }),
    line('CPU per message', { figure: run.cpuMs, unit: 'ms' }),
    line('memory of one process at the end', { figure: run.rssMb, unit: 'MB' }),
    line('growth of it in the second half', { figure: run.grewPercent, unit: '%', goal: FLAT_PERCENT }),
  ];
}
