/** Turns under load: Ferry on both stores beside the bare bot, in turn, in one run. */
import type { Bot } from '../support/ferry.ts';
import { median, spread, type Line } from '../support/figures.ts';
import { runLoad, type Load, type Talk } from '../support/load.ts';
import type { Connector } from '../support/connector.ts';

const USERS = 32;
const ROUNDS = 5;
const WARM_UP = 400;
const TURNS = 1_000;

type Name = 'bare' | 'postgres' | 'pglite';
type Run = Load & { readonly cpuMs: number };

const GOALS = { postgres: { cpuMs: 1, p99: 100 }, pglite: { cpuMs: 3, p99: 180 } } as const;

/** Each round measures every bot once, so that whatever else the machine does falls on all of them. */
export async function measureTurns(bots: { readonly [N in Name]: Bot }, connector: Connector): Promise<readonly Line[]> {
  const names = ['bare', 'postgres', 'pglite'] as const;
  for (const name of names) await load({ bot: bots[name], connector }, WARM_UP);
  const runs: { readonly [N in Name]: Run[] } = { bare: [], postgres: [], pglite: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) runs[name].push(await load({ bot: bots[name], connector }, TURNS));
  }
  return [...bareLines(runs.bare), ...ferryLines('postgres', runs.postgres, runs.bare), ...ferryLines('pglite', runs.pglite, runs.bare)];
}

async function load(o: { readonly bot: Bot; readonly connector: Connector }, turns: number): Promise<Run> {
  const talk: Talk = { botUrl: o.bot.url, connector: o.connector };
  const before = await o.bot.measured.usage();
  const seen = await runLoad(talk, { users: USERS, turns, text: 'status' });
  const after = await o.bot.measured.usage();
  return { ...seen, cpuMs: (after.cpuUs - before.cpuUs) / 1000 / turns };
}

function bareLines(runs: readonly Run[]): readonly Line[] {
  return [
    line('bare bot: CPU per turn', { values: runs.map((r) => r.cpuMs), unit: 'ms', goal: null, digits: 2 }),
    line('bare bot: p99 of a turn', { values: runs.map((r) => r.doneP99), unit: 'ms', goal: null, digits: 0 }),
    line('bare bot: p50 of a turn', { values: runs.map((r) => r.doneP50), unit: 'ms', goal: null, digits: 0 }),
    line('bare bot: turns per second', { values: runs.map((r) => r.perSecond), unit: '', goal: null, digits: 0 }),
  ];
}

function ferryLines(name: 'postgres' | 'pglite', runs: readonly Run[], bare: readonly Run[]): readonly Line[] {
  const times = (of: (run: Run) => number): string => `${(median(runs.map(of)) / median(bare.map(of))).toFixed(1)} times the bare bot's`;
  const above = runs.map((run, n) => run.cpuMs - (bare[n]?.cpuMs ?? Number.NaN));
  const p99 = line(`${name}: p99 of a turn`, { values: runs.map((r) => r.doneP99), unit: 'ms', goal: GOALS[name].p99, digits: 0 });
  const p50 = line(`${name}: p50 of a turn`, { values: runs.map((r) => r.doneP50), unit: 'ms', goal: null, digits: 0 });
  return [
    line(`${name}: CPU per turn above the bare bot`, { values: above, unit: 'ms', goal: GOALS[name].cpuMs, digits: 2 }),
    { ...p99, note: `${p99.note}; ${times((r) => r.doneP99)}` },
    { ...p50, note: `${p50.note}; ${times((r) => r.doneP50)}` },
    line(`${name}: turns per second`, { values: runs.map((r) => r.perSecond), unit: '', goal: null, digits: 0 }),
  ];
}

function line(what: string, o: { readonly values: readonly number[]; readonly unit: string; readonly goal: number | null; readonly digits: number }): Line {
  return { what, figure: median(o.values), unit: o.unit, goal: o.goal, note: spread(o.values, o.digits) };
}
