import type { JobId, UserId } from '../domain/ids.ts';
import type { ActKind, Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { JobFailure } from '../domain/observation.ts';
import type { Instant } from '../domain/time.ts';
import type { Started } from '../ports/replication.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';

/** What came of one call, and how long to wait before the next look when the cloud asked for it. */
export type Performed = { readonly events: readonly MigrationEvent[]; readonly waitMs: number };

const NO_JOB: Started = { jobId: null, requestId: null };

type Call = (d: Deps, m: Migration, comment: string | null) => Promise<Started>;

/** Each act is exactly one cloud call. */
const CALLS: { readonly [A in ActKind]: Call } = {
  enableReplication: (d, m) => d.replication.enable(m.itemName, m.target),
  startTestFailover: (d, m) => d.replication.testFailover(m.itemName, m.target.testNetworkId),
  cleanUpTestFailover: (d, m, comment) => d.replication.cleanUpTestFailover(m.itemName, comment ?? ''),
  startFailover: (d, m) => d.replication.failover(m.itemName),
  completeMigration: (d, m) => d.replication.complete(m.itemName),
  stopSource: async (d, m) => ({ ...NO_JOB, ...(await d.source.stop(m.instanceId, { requester: requesterOf(m) })) }),
  startSource: async (d, m) => ({ ...NO_JOB, ...(await d.source.start(m.instanceId, { requester: requesterOf(m) })) }),
  deallocateTarget: async (d, m) => ({ ...NO_JOB, ...(await d.target.deallocate(m.target.resourceGroupId, m.target.vmName)) }),
  resumeJob: (d, m, comment) => d.replication.resumeJob(jobOf(m), comment ?? ''),
};

function jobOf(m: Migration): JobId {
  const id = m.manual?.jobId ?? null;
  if (id === null) throw new Error('a job is resumed that nobody answered for');
  return id;
}

function requesterOf(m: Migration): UserId | null {
  return m.owner.id;
}

/** Sends the one request of an act whose intent is stored. Never throws for trouble with a cloud; a bug still throws, and leaves the act in doubt. */
export async function perform(d: Deps, m: Migration, act: { readonly kind: ActKind; readonly comment: string | null }): Promise<Performed> {
  try {
    const started = await CALLS[act.kind](d, m, act.comment);
    return { events: [{ type: 'ActAccepted', act: act.kind, jobId: started.jobId, requestId: started.requestId }], waitMs: 0 };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ migrationId: m.id, act: act.kind, operation: error.operation, kind: error.kind, mayHaveHappened: error.mayHaveHappened, requestId: error.requestId }, 'act was not accepted');
    const after = afterError(act.kind, error, d.clock.now());
    return act.kind === 'resumeJob' ? { ...after, events: after.events.map((e) => asAnswered(m, e)) } : after;
  }
}

/** How long to leave a cloud alone that refused for want of capacity without saying for how long. */
const DEFAULT_WAIT_MS = 15_000;

/** What a failed request means for its act. */
export function afterError(act: ActKind, error: CloudError, now: Instant): Performed {
  const waitMs = error.retryAfterMs ?? DEFAULT_WAIT_MS;
  if (error.mayHaveHappened || error.kind === 'conflict') return { events: [{ type: 'ActUncertain', act, message: error.message, ...(error.requestId === null ? {} : { requestId: error.requestId }) }], waitMs: 1000 };
  if (error.kind === 'throttled' || error.kind === 'unavailable') return { events: [{ type: 'ActDropped', act, why: `${error.operation} was not taken: ${error.kind}`, notBefore: now + waitMs }], waitMs };
  const failure: JobFailure = { code: error.code ?? error.kind, message: error.message, causes: '', advice: error.advice ?? 'Correct the cause, then retry.', task: null, activityId: null };
  return { events: [{ type: 'ActRefused', act, failure, requestId: error.requestId }, { type: 'BecameStuck', stuck: { code: 'refused', act, failure, jobId: null, requestId: error.requestId } }], waitMs: 0 };
}

/** Azure would not resume the job: it still waits for a person, and that is asked again. */
function asAnswered(m: Migration, e: MigrationEvent): MigrationEvent {
  if (e.type !== 'BecameStuck') return e;
  const failure: JobFailure = { ...e.stuck.failure, message: `Azure did not resume the job: ${e.stuck.failure.message}` };
  return { ...e, stuck: { ...e.stuck, code: 'manual-action', act: m.pending?.kind ?? null, jobId: m.pending?.jobId ?? null, failure } };
}
