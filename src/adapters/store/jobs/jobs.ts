import type { PgBoss } from 'pg-boss';
import type { Jobs, JobRequest, QueueName } from '../../../ports/jobs.ts';
import type { Log } from '../../../ports/telemetry.ts';
import type { Database } from '../database.ts';
import { depths } from './depths.ts';
import { enqueueAlone, makeEnqueue, type Enqueue } from './enqueue.ts';
import { QUEUE_NAMES, SLOTS } from './queues.ts';
import { makeRunner, type Runner } from './runner.ts';
import { sweep } from './sweep.ts';

type Deps = { readonly db: Database; readonly boss: PgBoss; readonly log: Log };
type Handlers = Parameters<Jobs['start']>[0];
type Runners = { readonly [Q in QueueName]: Runner };
type Timers = { add(timer: NodeJS.Timeout): void; clear(): void };

/** Finds what nobody announced: retries that are due, jobs of other processes, jobs of dead ones. */
const SWEEP_MS = 1_500;
const BEAT_MS = 3_000;
const FENCE_MS = 500;
/** A delayed job gets its own alarm up to here; the sweep finds the later ones. */
const ALARM_MAX_MS = 3_600_000;
/** What is running when Ferry stops gets this long to end by itself, and half of it again after being told to stop. */
const DRAIN_MS = 2_000;

/** The job engine on pg-boss, and the way into it for the store's own transactions. */
export function makeJobs(deps: Deps): { readonly jobs: Jobs; readonly enqueue: Enqueue } {
  let runners: Runners | null = null;
  const alarms = makeTimers();
  const work = (queue: QueueName, afterMs: number): void => {
    if (runners === null || afterMs > ALARM_MAX_MS) return;
    if (afterMs <= 0) runners[queue].pump();
    else alarms.add(setTimeout(() => runners?.[queue].pump(), afterMs + 1));
  };
  const enqueue = makeEnqueue(deps.boss, work);
  const jobs: Jobs = {
    start: async (handlers) => {
      if (runners !== null) throw new Error('The job engine is already running');
      const started = makeRunners(deps, handlers);
      runners = started;
      alarms.add(repeat(() => sweepOnce(deps.db, started), { everyMs: SWEEP_MS, log: deps.log }));
      alarms.add(repeat(() => beatAll(started), { everyMs: BEAT_MS, log: deps.log }));
      // Apart from the beats, which wait for a store that does not answer.
      alarms.add(setInterval(() => fenceAll(started), FENCE_MS));
      await sweepOnce(deps.db, started);
    },
    enqueue: (requests: readonly JobRequest[]) => enqueueAlone(deps.db, enqueue, requests),
    depths: () => depths(deps.db.read),
    stop: async () => {
      const stopping = runners;
      runners = null;
      if (stopping !== null) await drain(stopping);
      alarms.clear();
    },
  };
  return { jobs, enqueue };
}

function makeRunners({ boss, log }: Deps, handlers: Handlers): Runners {
  const runner = (queue: QueueName): Runner => makeRunner({ queue, boss, log, slots: SLOTS[queue], handle: handlers[queue] });
  return { step: runner('step'), tick: runner('tick'), notify: runner('notify'), timer: runner('timer'), check: runner('check'), enable: runner('enable') };
}

async function sweepOnce(db: Database, runners: Runners): Promise<void> {
  const mine = QUEUE_NAMES.flatMap((queue) => runners[queue].claimed());
  for (const queue of await sweep(db.read, mine)) runners[queue].pump();
}

async function beatAll(runners: Runners): Promise<void> {
  for (const queue of QUEUE_NAMES) await runners[queue].beat();
}

function fenceAll(runners: Runners): void {
  for (const queue of QUEUE_NAMES) runners[queue].fence();
}

/** The beats go on meanwhile: a job that is still ending must not be taken over. */
async function drain(runners: Runners): Promise<void> {
  const all = QUEUE_NAMES.map((queue) => runners[queue]);
  const ended = Promise.all(all.map((runner) => runner.drain()));
  if (await endsWithin(ended, DRAIN_MS)) return;
  for (const runner of all) runner.abortAll();
  await endsWithin(ended, DRAIN_MS / 2);
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs the work again and again, never twice at once. What is in its way is told when it begins, not every second: the log may be on the disk that is full. */
function repeat(work: () => Promise<void>, o: { readonly everyMs: number; readonly log: Log }): NodeJS.Timeout {
  let busy = false;
  let failing = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    work()
      .then(() => {
        failing = false;
      }, (error: unknown) => {
        if (!failing) o.log.warn({ error }, 'the job engine cannot use the store, it tries again every few seconds');
        failing = true;
      })
      .finally(() => {
        busy = false;
      });
  }, o.everyMs);
}

function makeTimers(): Timers {
  const timers = new Set<NodeJS.Timeout>();
  return {
    add: (timer) => timers.add(timer),
    clear: () => {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}
