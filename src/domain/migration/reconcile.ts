import { DECIDED, type Approval } from '../approval/types.ts';
import type { Item, JobFailure } from '../observation.ts';
import type { Instant } from '../time.ts';
import type { Observation } from './observation.ts';
import { resolvePending } from './pending.ts';
import { advance } from './phases.ts';
import { TERMINAL_PHASES, type ActKind, type Migration, type MigrationEvent, type Phase } from './types.ts';

/** What follows from a look: facts to store, then at most one cloud call. */
export type Decision = { readonly events: readonly MigrationEvent[]; readonly act: { readonly kind: ActKind; readonly comment: string | null } | null };

/** Limits that the decision depends on; milliseconds. */
export type Patience = { readonly settleMs: number };

export const NOTHING: Decision = { events: [], act: null };

/** Decides from stored state and one look at the clouds. Pure; the same input gives the same answer. */
export function reconcile(m: Migration, o: Observation, at: { readonly now: Instant } & Patience): Decision {
  if (TERMINAL_PHASES.has(m.position.phase)) return NOTHING;
  if (m.pending !== null) return { events: resolvePending(m, o, at), act: null };
  if (m.drift !== null || m.stuck !== null) return NOTHING;
  const drift = findDrift(m, o);
  if (drift !== null) return { events: [drift], act: null };
  const lost = findLostSource(m, o);
  if (lost !== null) return { events: [lost], act: null };
  return advance(m, o, at);
}

const BEFORE_FAILOVER: ReadonlySet<Phase> = new Set(['seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);
const HAS_ITEM: ReadonlySet<Phase> = new Set([...BEFORE_FAILOVER, 'in-azure', 'accepted']);
const NEEDS_SOURCE: ReadonlySet<Phase> = new Set(['protected', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);

/** True when ASR shows that the machine has been failed over. */
export function isFailedOver(item: Item): boolean {
  return item.activeLocation === 'Recovery';
}

function findDrift(m: Migration, o: Observation): MigrationEvent | null {
  const phase = m.position.phase;
  if (o.item === 'unread') return null;
  if (o.item === 'absent') return HAS_ITEM.has(phase) ? { type: 'Drifted', drift: { code: 'item-gone', jobId: null } } : null;
  if (!BEFORE_FAILOVER.has(phase)) return null;
  const running = o.item.running;
  const failover = isFailedOver(o.item) || (running !== null && /Failover$/.test(running.scenario) && !/Test/.test(running.scenario));
  return failover ? { type: 'Drifted', drift: { code: 'failed-over-outside', jobId: running?.jobId ?? null } } : null;
}

function findLostSource(m: Migration, o: Observation): MigrationEvent | null {
  if (!NEEDS_SOURCE.has(m.position.phase) || o.source === 'unread') return null;
  if (o.source.power !== 'gone' && o.source.power !== 'terminated' && o.source.power !== 'shutting-down') return null;
  return stuck('source-gone', null, { code: 'SourceGone', message: 'The EC2 instance does not exist any more.', causes: 'It was terminated, by a person, a stack or an Auto Scaling group.', advice: 'Do not disable replication: the last recovery point in Azure may be the only copy.' });
}

/** An approval that still allows the cutover of exactly this content: approved or running, not past its time. */
export function isLive(approval: Approval | null, content: string, now: Instant): boolean {
  if (approval === null || approval.contentHash !== content || now >= approval.expiresAt) return false;
  return approval.status === 'approved' || approval.status === 'running';
}

/** True when the approval can never become live again. */
export function hasEnded(approval: Approval | null): boolean {
  return approval === null || (DECIDED.has(approval.status) && approval.status !== 'approved' && approval.status !== 'running');
}

/** A `BecameStuck` event with the words that the failure card shows. */
export function stuck(code: Extract<MigrationEvent, { type: 'BecameStuck' }>['stuck']['code'], act: ActKind | null, words: Pick<JobFailure, 'code' | 'message' | 'causes' | 'advice'>): MigrationEvent {
  return { type: 'BecameStuck', stuck: { code, act, jobId: null, failure: { ...words, task: null, activityId: null } } };
}
