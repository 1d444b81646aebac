/** One round of observation over a thousand machines: what it asks of the clouds, what it writes, what it costs. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { MACHINES, type Estate } from '../support/estate.ts';
import type { Bot } from '../support/ferry.ts';
import type { Line } from '../support/figures.ts';
import { isItemPage, isItemRead, lastRound, nextRound } from '../support/rounds.ts';
import { changeMachine, journalAfter, type Entry } from '../support/sandbox-control.ts';

const IDLE_ROUNDS = 3;
const CHANGED = 7;
/** A round over many machines takes long on a machine that has other work. */
const WAIT_MS = 90_000 * Math.max(1, MACHINES / 2_000);
/** PostgreSQL shows what an idle connection wrote after ten seconds at most; the rounds are further apart than that. */
const STATISTICS_MS = 11_500;

type Subject = { readonly bot: Bot; readonly estate: Estate; readonly database: string };
type Rows = ReadonlyMap<string, number>;
type Moment = { readonly seq: number; readonly rows: Rows; readonly cpuUs: number };

/** Needs Ferry on PostgreSQL, because only a server can be asked from outside what was written. */
export async function measureRounds(s: Subject): Promise<readonly Line[]> {
  const before = await momentAfter(s, await lastRound(s.estate.clouds.azure));
  const idle = await over(s, before, IDLE_ROUNDS);
  const changed = s.estate.machines.slice(0, CHANGED);
  for (const id of changed) await changeMachine(s.estate.clouds.azure, id, { healthError: 'the disk is slow' });
  const after = await over(s, idle.end, 2);
  const memory: Line = { what: 'memory of the process', figure: Math.round((await s.bot.measured.usage()).rss / 2 ** 20), unit: 'MB', goal: null, note: `${MACHINES} machines` };
  return [...idleLines(idle), ...changedLines(after), memory];
}

type Span = { readonly entries: readonly Entry[]; readonly end: Moment; readonly rounds: number; readonly cpuUs: number; readonly rows: Rows };

async function over(s: Subject, start: Moment, rounds: number): Promise<Span> {
  let seq = start.seq;
  for (let round = 1; round < rounds; round++) seq = await nextRound(s.estate.clouds.azure, { seq, withinMs: WAIT_MS });
  const end = await momentAfter(s, seq);
  const entries = (await journalAfter(s.estate.clouds.azure, start.seq)).filter((entry) => entry.seq <= end.seq);
  return { entries, end, rounds, cpuUs: end.cpuUs - start.cpuUs, rows: difference(start.rows, end.rows) };
}

/** The moment when the next round is over, which ends with its list of jobs, and the database has counted it. */
async function momentAfter(s: Subject, seq: number): Promise<Moment> {
  const { azure } = s.estate.clouds;
  const round = await nextRound(azure, { seq, withinMs: WAIT_MS });
  await pause(STATISTICS_MS);
  return { seq: round, rows: await rowsWritten(s.database), cpuUs: (await s.bot.measured.usage()).cpuUs };
}

function idleLines({ entries, rounds, cpuUs, rows }: Span): readonly Line[] {
  const arm = entries.filter((entry) => entry.server === 'azure').length / rounds;
  const pages = entries.filter(isItemPage).length / rounds;
  const note = `${rounds} rounds, ${rounds} job lists`;
  return [
    { what: 'ARM reads per round, nothing changed', figure: arm, unit: '', goal: pages + 1, note: `${note}, ${pages} list pages` },
    { what: 'reads of one machine per round, nothing changed', figure: entries.filter(isItemRead).length / rounds, unit: '', goal: 0, note },
    { what: 'rows about machines written, nothing changed', figure: total(rows, isAboutMachines), unit: '', goal: 0, note },
    { what: 'other rows written per round', figure: total(rows, (table) => !isAboutMachines(table)) / rounds, unit: '', goal: null, note: named(rows) },
    { what: 'EC2 requests per round', figure: entries.filter((entry) => entry.server === 'ec2').length / rounds, unit: '', goal: null, note },
    { what: 'CPU per round and machine, idle time included', figure: cpuUs / rounds / MACHINES, unit: 'µs', goal: null, note },
  ];
}

function changedLines({ entries, rows }: Span): readonly Line[] {
  const note = `${CHANGED} machines became unhealthy, two rounds`;
  return [
    { what: 'reads of one machine after a change', figure: entries.filter(isItemRead).length, unit: '', goal: CHANGED, note },
    { what: 'rows about machines written after a change', figure: total(rows, isAboutMachines), unit: '', goal: null, note: named(rows) },
  ];
}

const ABOUT_MACHINES = ['public.stream', 'public.event', 'public.live', 'public.inventory', 'public.report', 'public.post'];

function isAboutMachines(table: string): boolean {
  return ABOUT_MACHINES.includes(table);
}

function total(rows: Rows, counts: (table: string) => boolean): number {
  return [...rows].filter(([table]) => counts(table)).reduce((sum, [, n]) => sum + n, 0);
}

function named(rows: Rows): string {
  return [...rows].map(([table, n]) => `${table} ${n}`).join(', ');
}

function difference(before: Rows, after: Rows): Rows {
  return new Map([...after].map(([table, n]) => [table, n - (before.get(table) ?? 0)] as const).filter(([, n]) => n > 0));
}

async function rowsWritten(database: string): Promise<Rows> {
  const client = new Client({ connectionString: database });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; n: string }>('select schemaname || \'.\' || relname as name, n_tup_ins + n_tup_upd + n_tup_del as n from pg_stat_user_tables');
    return new Map(rows.map((row) => [row.name, Number(row.n)]));
  } finally {
    await client.end();
  }
}
