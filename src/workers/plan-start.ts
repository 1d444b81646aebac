/** Begins one run of a wave's recovery plan: the intent of every machine and of the wave in one commit, then one request. */
import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Observation } from '../domain/migration/observation.ts';
import { reconcile } from '../domain/migration/reconcile.ts';
import type { Migration } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { PlanActKind, Wave } from '../domain/wave/types.ts';
import type { Basis, Stored } from '../ports/changes.ts';
import type { Started } from '../ports/replication.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';
import { observe } from '../usecases/observe.ts';
import { preflight } from '../usecases/preflight.ts';
import { approvalChange, migrationChange, waveChange } from '../usecases/record.ts';
import { recordedOf } from '../usecases/recorded.ts';
import { inOrder } from './in-order.ts';
import { recordAnswer, recordTrouble } from './plan-answer.ts';

/** Everything that a run needs. `still` reads the rows again: true when exactly these machines would be run. */
export type PlanStart = {
  readonly stored: Stored<Wave>;
  readonly name: string;
  readonly act: PlanActKind;
  readonly members: readonly Stored<Migration>[];
  readonly approval: Stored<Approval> | null;
  readonly networkId: string;
  readonly comment: string;
  still(): Promise<boolean>;
};

/** Looks at a few machines at a time: the vault takes so many questions at once. */
const AT_ONCE = 8;

/** Looks at every machine, stores the intents, and sends one request. Does nothing when one of them would not go now; throws {@link CloudError} when one cannot be looked at. */
export async function startPlan(d: Deps, s: PlanStart, signal: AbortSignal | null): Promise<void> {
  const seen = await inOrder(s.members, AT_ONCE, (m) => observe(d, m.state));
  if (!s.members.every((m, n) => goes(d, s.act, { m: m.state, o: seen[n] }))) return;
  for (const m of s.members) if ((await preflight(d, m.state, s.act)) !== 'go') return;
  const basis = await standing(d, s, seen);
  if (basis === null || isAborted(signal)) return;
  const intended = await intend(d, s, basis);
  if (intended === null || isAborted(signal) || isOverdue(d, intended)) return;
  await send(d, s, intended);
}

function isAborted(signal: AbortSignal | null): boolean {
  return signal?.aborted ?? false;
}

/** The machine's own state machine decides, as if it were alone: what ASR allows, that nothing runs, the approval, the window, freezes and holds. */
function goes(d: Deps, kind: PlanActKind, { m, o }: { readonly m: Migration; readonly o: Observation | undefined }): boolean {
  if (o === undefined) return false;
  const { byPlan: _plan, ...alone } = o;
  const { events, act } = reconcile(m, alone, { now: d.clock.now(), settleMs: d.policy.settleMs, ...(d.policy.windowMarginMs === undefined ? {} : { marginMs: d.policy.windowMarginMs }) });
  return events.length === 0 && act?.kind === kind;
}

/** Looking took a while: everything that Ferry itself has decided is read again. Null when one of the machines would not go any more. */
async function standing(d: Deps, s: PlanStart, seen: readonly Observation[]): Promise<readonly Basis[] | null> {
  if (!(await s.still())) return null;
  const basis = new Map<string, Basis>();
  for (const [n, m] of s.members.entries()) {
    const before = seen[n];
    const { parts, basis: rows } = await recordedOf(d, m.state);
    if (before === undefined || parts.byPlan === undefined || !goes(d, s.act, { m: m.state, o: { ...before, ...parts } })) return null;
    for (const row of rows) basis.set(row.id, row);
  }
  const changed = new Set<string>([s.stored.state.id, ...s.members.map((m) => m.state.id), ...(s.approval === null ? [] : [s.approval.state.id])]);
  // What is changed in the same commit is compared there; but the approval is only changed when it begins with this run.
  const approval = s.approval === null ? [] : [{ id: s.approval.state.id, version: s.approval.version }];
  return [...[...basis.values()].filter((row) => !changed.has(row.id)), ...approval];
}

type Intended = { readonly id: string; readonly at: Instant };

/** One transaction: all of them are under way, or none. */
async function intend(d: Deps, s: PlanStart, basis: readonly Basis[]): Promise<Intended | null> {
  const at = d.clock.now();
  const said = { at, actor: FERRY };
  const wave = s.stored.state.id;
  const id = `${wave}:${s.act}:${s.stored.version}`;
  const plan = { wave, run: id };
  const run = { id, act: s.act, name: s.name, members: s.members.map((m) => m.state.id), approvalId: s.approval?.state.id ?? null };
  const begins = s.approval?.state.status === 'approved' ? [approvalChange(s.approval, [{ type: 'RunStarted' }], said)] : [];
  const machines = s.members.map((m) => migrationChange(m, [{ type: 'ActIntended', act: s.act, comment: s.act === 'cleanUpTestFailover' ? s.comment : null, plan }], said));
  const outcome = await d.store.commit({ at, changes: [waveChange(s.stored, [{ type: 'PlanRunIntended', run }], said), ...machines, ...begins], jobs: [{ queue: 'notify', key: wave }], basis });
  d.log.info({ wave, act: s.act, machines: run.members.length, outcome, ...(s.approval === null ? {} : { approval: s.approval.state.id, of: machinesOf(s.approval.state).length }) }, 'a run of a recovery plan is intended');
  return outcome === 'saved' ? { id, at } : null;
}

/** A process that was paused after it stored the intents must not send them when it wakes: by then people may have been asked about it. */
function isOverdue(d: Deps, { at }: Intended): boolean {
  return d.clock.now() - at >= d.policy.settleMs / 2;
}

/** Exactly one request, whatever becomes of its answer. */
async function send(d: Deps, s: PlanStart, { id }: Intended): Promise<void> {
  const of = { wave: s.stored.state.id, run: id, act: s.act };
  try {
    await recordAnswer(d, of, await call(d, s));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ ...of, operation: error.operation, kind: error.kind, mayHaveHappened: error.mayHaveHappened, requestId: error.requestId }, 'a run of a recovery plan was not accepted');
    await recordTrouble(d, of, error);
  }
}

function call(d: Deps, { act, name, networkId, comment }: PlanStart): Promise<Started> {
  if (act === 'startFailover') return d.replication.failoverPlan(name);
  return act === 'startTestFailover' ? d.replication.testFailoverPlan(name, networkId) : d.replication.cleanUpTestFailoverPlan(name, comment);
}
