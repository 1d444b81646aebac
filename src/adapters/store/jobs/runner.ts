import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { QueueName } from '../../../ports/jobs.ts';
import type { Log } from '../../../ports/telemetry.ts';
import { makePump } from './pump.ts';

/** Runs the handlers of one queue in this process. */
export type Runner = {
  /** Takes what is due, as far as there are free slots. */
  pump(): void;
  /** Refreshes the claims of what is running; aborts what another process has taken over. */
  beat(): Promise<void>;
  /** Aborts what this process cannot prove to hold any more: the store has not answered for so long that another one may have taken it over. */
  fence(): void;
  /** Ids of the claimed jobs. */
  claimed(): readonly string[];
  /** Takes nothing new; resolves when everything running has ended. */
  drain(): Promise<void>;
  abortAll(): void;
};

/** What a runner works with. */
export type RunnerDeps = { readonly queue: QueueName; readonly slots: number; readonly boss: PgBoss; readonly log: Log; readonly handle: (key: string, signal: AbortSignal) => Promise<void> };

type Claim = { readonly id: string; readonly retryCount: number; readonly key: string; readonly abort: AbortController; readonly done: Promise<void>; /** When the last question went out whose answer confirmed the claim. */ provenAt: number };
type Fetched = Pick<Claim, 'id' | 'retryCount' | 'key'>;
type Batch = { readonly jobs: readonly Fetched[]; readonly askedAt: number };

const fetchedShape = z.object({ id: z.string(), retryCount: z.number().int(), data: z.object({ key: z.string() }) }).transform(({ id, retryCount, data }) => ({ id, retryCount, key: data.key }));

/** Shorter than the silence after which others take a job over, see `sweep`. */
export const PROOF_MS = 7_500;

const LOST = 'this job was taken over, because its holder was silent for too long';

/** pg-boss answers a touch with the ids it refreshed, though its types do not say so. */
const touchedShape = z.object({ settled: z.array(z.string()) });

/** A runner; nothing happens until it is pumped. */
export function makeRunner(deps: RunnerDeps): Runner {
  const claims = new Map<string, Claim>();
  const failures = makeFailureLog(deps);
  const pump = makePump(async () => {
    const { jobs, askedAt } = await take(deps, deps.slots - claims.size);
    for (const job of jobs) begin(job, askedAt);
  });
  const begin = (job: Fetched, provenAt: number): void => {
    // After a pause this process may still be in a run whose job was taken from it and given back: that one ends first.
    const before = [...claims.values()].filter((claim) => claim.key === job.key);
    for (const claim of before) claim.abort.abort(new Error(LOST));
    const abort = new AbortController();
    const done = Promise.all(before.map((claim) => claim.done))
      .then(() => run(deps, { job, failures, signal: abort.signal }))
      .finally(() => {
        claims.delete(claimKey(job));
        pump.wake();
      });
    claims.set(claimKey(job), { ...job, abort, done, provenAt });
  };
  return {
    pump: pump.wake,
    beat: () => beat(deps, claims),
    fence: () => fence(claims),
    claimed: () => [...claims.values()].map((claim) => claim.id),
    drain: async () => {
      await pump.stop();
      while (claims.size > 0) await Promise.all([...claims.values()].map((claim) => claim.done));
    },
    abortAll: () => claims.forEach((claim) => claim.abort.abort(new Error('Ferry is stopping'))),
  };
}

async function take({ boss, queue, log }: RunnerDeps, free: number): Promise<Batch> {
  const askedAt = performance.now();
  if (free <= 0) return { jobs: [], askedAt };
  try {
    return { jobs: (await boss.fetch(queue, { batchSize: free })).map((job) => fetchedShape.parse(job)), askedAt };
  } catch (error) {
    log.warn({ queue, error }, 'jobs could not be taken, trying again shortly');
    return { jobs: [], askedAt };
  }
}

/** A job that was taken over and came back has the same id, but another attempt. */
function claimKey(job: Fetched): string {
  return `${job.id}:${job.retryCount}`;
}

async function run({ queue, boss, log, handle }: RunnerDeps, o: { readonly job: Fetched; readonly failures: FailureLog; readonly signal: AbortSignal }): Promise<void> {
  const attempt = { id: o.job.id, retryCount: o.job.retryCount };
  const ended = await attemptTo(() => handle(o.job.key, o.signal));
  // Whoever was told to stop has not done all of it, even if he says nothing: the rest is somebody else's.
  const failure = ended ?? (o.signal.aborted ? { error: o.signal.reason as unknown } : null);
  try {
    // Both are fenced by the attempt: when another process has taken the job over, they change nothing.
    if (failure === null) await boss.deleteJob(queue, attempt);
    else await boss.fail(queue, attempt, { message: String(failure.error) });
    if (!o.signal.aborted) o.failures.note(o.job.key, failure);
  } catch (error) {
    log.warn({ queue, key: o.job.key, error }, 'a job could not be settled, it will be given out again');
  }
}

async function attemptTo(work: () => Promise<void>): Promise<{ readonly error: unknown } | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return { error };
  }
}

async function beat({ queue, boss }: RunnerDeps, claims: ReadonlyMap<string, Claim>): Promise<void> {
  const asked = [...claims.values()].filter((claim) => !claim.abort.signal.aborted);
  if (asked.length === 0) return;
  const askedAt = performance.now();
  const answer = await boss.touch(queue, asked.map(({ id, retryCount }) => ({ id, retryCount })));
  const held = new Set(touchedShape.parse(answer).settled);
  for (const claim of asked) {
    if (held.has(claim.id)) claim.provenAt = askedAt;
    // One that ended while the question was on its way is not held any more either, and needs no abort.
    if (!held.has(claim.id) && claims.has(claimKey(claim))) claim.abort.abort(new Error(LOST));
  }
}

function fence(claims: ReadonlyMap<string, Claim>): void {
  const now = performance.now();
  for (const claim of claims.values()) if (now - claim.provenAt > PROOF_MS) claim.abort.abort(new Error(LOST));
}

type FailureLog = { note(key: string, failure: { readonly error: unknown } | null): void };

/** A job that fails for ever is tried for ever; the log gets a line when the reason changes, not at every attempt. */
function makeFailureLog({ log, queue }: RunnerDeps): FailureLog {
  const last = new Map<string, string>();
  return {
    note: (key, failure) => {
      const text = failure === null ? null : String(failure.error);
      if (text === (last.get(key) ?? null)) return;
      if (failure === null || text === null) {
        last.delete(key);
        log.info({ queue, key }, 'a failing job succeeded');
        return;
      }
      last.set(key, text);
      log.error({ queue, key, error: failure.error }, 'a job failed, it is tried again');
    },
  };
}
