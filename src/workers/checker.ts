import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { CheckRun } from '../domain/check-run.ts';
import type { Check, CheckInput } from '../domain/checks/types.ts';
import { isReady, type CheckReport, type Finding } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import { CloudError } from '../ports/trouble.ts';
import { cardsOf, storeReports } from '../usecases/check.ts';
import type { Deps } from '../usecases/deps.ts';
import type { Gathered } from '../usecases/gather.ts';
import type { ScopePatience } from '../usecases/gather/reading.ts';
import { reportOf } from '../usecases/looking.ts';
import { missingReport } from '../usecases/missing-report.ts';
import { whyWords } from '../usecases/rejections.ts';
import { gatherLook, lookOf, sumsOf, type Look } from '../usecases/selection.ts';

/** How long a run waits for clouds that ask for fewer requests. */
const PATIENCE_MS = 10 * MINUTE;
/** Machines that are judged before somebody else gets a turn, and reports that are written at once. */
const AT_ONCE = 20;
/** Machines after which the card shows how far the run is. */
const TELL_EVERY = 100;
/** A wait that grows by less than this is not told anew. */
const WORTH_TELLING_MS = 5 * SECOND;

type Pause = (ms: number, signal: AbortSignal) => Promise<void>;
type Work = { readonly d: Deps; readonly run: CheckRun; readonly signal: AbortSignal; readonly pause: Pause };

/** Carries out checks of many machines: reads once for all, judges each, keeps the reports, sums up. A run that is carried out again gives the same. */
export function makeChecker(d: Deps, o: { /** For tests that do not want to wait. */ readonly pause?: Pause } = {}): { check(id: string, signal: AbortSignal): Promise<void> } {
  const pause = o.pause ?? ((ms, signal) => wait(ms, undefined, { signal }));

  async function check(id: string, signal: AbortSignal): Promise<void> {
    const run = await d.store.checkRun(id);
    if (run === null || run.status !== 'reading') return;
    try {
      await carryOut({ d, run, signal, pause });
    } catch (error) {
      if (signal.aborted) throw error;
      await failed({ d, run, signal, pause }, error);
    }
  }
  return { check };
}

async function carryOut(w: Work): Promise<void> {
  const { d, run, signal } = w;
  const look = lookOf(run);
  const slow = makeSlowness(w);
  const ids = run.only?.machines ?? run.machines;
  const patience: ScopePatience = { until: d.clock.now() + PATIENCE_MS, slowed: slow.told, pause: (ms) => w.pause(ms, signal) };
  const gathered = await gatherLook(d, { ids, look, patience }).finally(slow.settled);
  if (!(await judge(w, gathered, look))) return;
  const notReady = await notReadyIn(w);
  const sums = await sumsOf(d, { run, gathered, sums: look.sums });
  await finish(w, { ...run, status: 'done', only: null, slowed: null, reports: [], sums: mergedSums(run, sums), endedAt: d.clock.now(), notReady, failure: null });
}

/** Kept with the run, because the reports themselves are too large to be read for a list of what waits. */
async function notReadyIn({ d, run }: Work): Promise<number> {
  let notReady = 0;
  for (let from = 0; from < run.machines.length; from += TELL_EVERY) notReady += (await d.store.reportsOf(run.machines.slice(from, from + TELL_EVERY))).filter((r) => !isReady(r)).length;
  return notReady;
}

/** Judges and keeps a few machines at a time, so that people who ask meanwhile are answered; false when another turn of the run has begun. */
async function judge(w: Work, gathered: Gathered, look: Look): Promise<boolean> {
  if (look.checks !== null && look.checks.length === 0) return true;
  for (let from = 0; from < gathered.inputs.length; from += AT_ONCE) {
    if (from % TELL_EVERY === 0 && !(await goesOn(w, from))) return false;
    await storeReports(w.d, await reportsOf(w, gathered.inputs.slice(from, from + AT_ONCE), look.checks));
    await nextTurn();
  }
  await storeReports(w.d, await missingReports(w, gathered));
  return true;
}

/** Tells how far the run is, unless nobody wants it any more. */
async function goesOn(w: Work, judged: number): Promise<boolean> {
  if (w.signal.aborted) throw new Error('the process is about to stop');
  if (!(await isCurrent(w))) return false;
  if (judged > 0) await tell(w.d, w.run.id);
  return true;
}

/** Another turn of the same run makes this one pointless. */
async function isCurrent({ d, run }: Work): Promise<boolean> {
  const now = (await d.store.checkRuns()).find((r) => r.id === run.id);
  return now?.turn === run.turn;
}

async function reportsOf({ d, run }: Work, inputs: readonly CheckInput[], checks: readonly Check[] | null): Promise<readonly CheckReport[]> {
  // The clock of another replica may be behind the one that asked.
  if (checks === null) return inputs.map((input) => reportOf({ ...input, now: Math.max(input.now, run.askedAt) }, null));
  const before = new Map((await d.store.reportsOf(inputs.map((i) => i.facts.instanceId))).map((r) => [r.instanceId, r]));
  return inputs.flatMap((input) => {
    const report = before.get(input.facts.instanceId);
    return report === undefined ? [] : [reportOf(input, { checks, before: report })];
  });
}

async function missingReports({ d, run }: Work, { missing, common }: Gathered): Promise<readonly CheckReport[]> {
  if (missing.length === 0) return [];
  const names = new Map((await d.store.inventory()).map((r) => [r.machine.instanceId, r.machine.name]));
  return missing.map((instanceId: InstanceId) => missingReport({ instanceId, name: names.get(instanceId) ?? instanceId, at: Math.max(common.now, run.askedAt), profile: common.profile.id }));
}

/** A look at one sum leaves the others as they were. */
function mergedSums(run: CheckRun, sums: readonly Finding[]): readonly Finding[] {
  if (run.only === null) return sums;
  return run.sums.map((before) => sums.find((s) => s.check === before.check) ?? before);
}

async function finish({ d, run }: Work, ended: CheckRun): Promise<void> {
  if (!(await d.store.putCheckRun(ended))) return;
  d.log.info({ run: run.id, machines: run.machines.length, status: ended.status, tookMs: d.clock.now() - run.askedAt }, 'check of many machines ended');
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: `check:${run.id}` }, ...(await cardsOf(d, run.machines))] });
}

async function tell(d: Deps, id: string): Promise<void> {
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: `check:${id}` }] });
}

/** A cloud that does not answer is told on the card; anything else is a bug, which is told too and then thrown. */
async function failed(w: Work, error: unknown): Promise<void> {
  const failure = error instanceof CloudError ? `${error.operation}: ${whyWords(error)}` : 'Something unexpected happened inside Ferry; its log tells what.';
  // Where one finding was to be looked at again, all that was found before still stands, as of its own time.
  const ended = w.run.only === null ? ({ status: 'failed', endedAt: w.d.clock.now() } as const) : ({ status: 'done' } as const);
  await finish(w, { ...w.run, ...ended, only: null, slowed: null, reports: [], failure });
  if (!(error instanceof CloudError)) throw error;
}

/** Tells that a cloud asks for fewer requests: on the card of the run, again only when the wait has grown. Calls come from several reads at once. */
function makeSlowness({ d, run }: Work): { told(o: { readonly who: string; readonly until: number }): void; settled(): Promise<void> } {
  let known: CheckRun['slowed'] = null;
  let writing: Promise<void> = Promise.resolve();
  const write = async (slowed: CheckRun['slowed']): Promise<void> => {
    if (await d.store.putCheckRun({ ...run, slowed, reports: [] })) await tell(d, run.id);
  };
  return {
    told: (o) => {
      if (known !== null && o.until < known.until + WORTH_TELLING_MS) return;
      known = o;
      d.log.warn({ run: run.id, who: o.who, until: o.until }, 'a cloud asks for fewer requests, the check waits');
      writing = writing.then(() => write(o));
    },
    settled: () => writing,
  };
}
