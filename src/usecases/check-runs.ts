import type { CheckRun, Selection } from '../domain/check-run.ts';
import type { Finding } from '../domain/finding.ts';
import { groupByCause } from '../domain/group-by-cause.ts';
import type { InstanceId } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import { MINUTE } from '../domain/time.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { reject } from './rejections.ts';
import type { Outcome, UseCases } from './types.ts';
import { makeWaves } from './waves.ts';

/** A run that was begun this recently is not begun anew by a second press. */
const UNDER_WAY_MS = 15 * MINUTE;

/** The use cases around checks of many machines: they begin and show a run, a worker carries it out. */
export function makeCheckRuns(d: Deps): Pick<UseCases, 'startCheck' | 'recheck' | 'checkRun'> {
  const { selected, waves, waveNamed } = makeWaves(d);

  /** A wave goes by the name that its machines bear, however it was written: then it is one run with one card. */
  async function startCheck(asked: StartRequest): Outcome<CheckRun> {
    const wave = asked.selection.kind === 'wave' ? await waveNamed(asked.selection.wave) : null;
    const o = wave === null ? asked : { ...asked, selection: { kind: 'wave' as const, wave } };
    const machines = (await selected(o.selection)).map((r) => r.machine.instanceId);
    if (machines.length === 0 && o.selection.kind === 'wave') return reject('no-such-wave', { wave: o.selection.wave, known: (await waves()).map((w) => w.wave).join(', ') });
    const id = runId(d, o);
    const before = await d.store.checkRun(id);
    // Not written again: what the worker has written meanwhile must stand.
    if (before !== null && isUnderWay(before, d.clock.now())) return woken(d, before);
    if (o.fresh === true) await d.store.dropPost(`check:${id}`);
    return begin(d, newRun({ id, request: o, machines, turn: (before?.turn ?? 0) + 1, at: d.clock.now() }));
  }

  return { startCheck, recheck: (o) => recheck(d, o), checkRun: (id) => d.store.checkRun(id) };
}

type StartRequest = Parameters<UseCases['startCheck']>[0];

/** The same place and selection give the same run, so that its card is brought up to date. */
function runId(d: Pick<Deps, 'digest'>, o: StartRequest): string {
  return d.digest(JSON.stringify([o.here, o.thread, selectionKey(o.selection)])).slice(0, 16);
}

function selectionKey(selection: Selection): string {
  return selection.kind === 'all' ? 'all' : `wave:${selection.wave}`;
}

function isUnderWay(run: CheckRun, now: number): boolean {
  return run.status === 'reading' && run.only === null && now - run.askedAt < UNDER_WAY_MS;
}

function newRun(o: { readonly id: string; readonly request: StartRequest; readonly machines: readonly InstanceId[]; readonly turn: number; readonly at: number }): CheckRun {
  const { selection, who, here, thread } = o.request;
  return {
    ...{ id: o.id, selection, askedBy: who, home: here, thread, askedAt: o.at, turn: o.turn },
    ...{ status: 'reading', machines: o.machines, only: null, slowed: null, reports: [], sums: [], endedAt: null, failure: null },
  };
}

/** What wakes the worker, and what makes the card equal to the run. */
export function runJobs(id: string): readonly JobRequest[] {
  return [{ queue: 'check', key: id }, { queue: 'notify', key: `check:${id}` }];
}

async function begin(d: Deps, run: CheckRun): Outcome<CheckRun> {
  return (await d.store.putCheckRun(run)) ? woken(d, run) : reject('changed-meanwhile');
}

async function woken(d: Deps, run: CheckRun): Outcome<CheckRun> {
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: runJobs(run.id) });
  return ok(run);
}

async function recheck(d: Deps, o: Parameters<UseCases['recheck']>[0]): Outcome<CheckRun> {
  const run = await d.store.checkRun(o.run);
  if (run === null) return reject('unknown-choice', { field: 'check', check: o.run });
  const only = onlyOf(run, o.key);
  if (only === null) return reject('unknown-choice', { field: 'finding', check: o.key });
  d.log.info({ run: run.id, check: only.check, machines: only.machines.length, who: o.who.id }, 'a finding is looked at again');
  // What was found before stays on the card meanwhile, with the time it is from.
  return begin(d, { ...run, only, turn: run.turn + 1, status: 'reading', slowed: null, failure: null });
}

/** What a key of the card means: a cause group, or a sum by its cause or its check. */
function onlyOf(run: CheckRun, key: string): CheckRun['only'] {
  const group = groupByCause(run.reports).find((g) => g.key === key);
  if (group !== undefined) return { check: group.sample.check, machines: group.machines.map((m) => m.instanceId as InstanceId) };
  const sum = run.sums.find((s: Finding) => s.cause === key || s.check === key);
  return sum === undefined ? null : { check: sum.check, machines: run.machines };
}
