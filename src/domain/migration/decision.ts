import { DECIDED, type Approval } from '../approval/types.ts';
import type { Item, JobFailure } from '../observation.ts';
import type { Instant } from '../time.ts';
import type { ActKind, MigrationEvent } from './types.ts';

/** What follows from a look: facts to store, then at most one cloud call. */
export type Decision = { readonly events: readonly MigrationEvent[]; readonly act: { readonly kind: ActKind; readonly comment: string | null } | null };

/** Limits that the decision depends on; milliseconds. */
export type Patience = { readonly settleMs: number };

export const NOTHING: Decision = { events: [], act: null };

/** True when ASR shows that the machine has been failed over. */
export function isFailedOver(item: Item): boolean {
  return item.activeLocation === 'Recovery';
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

/** How a request ended that will not be carried out, for the migration's own log. */
export function denial(approval: Approval | null): { readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided'; readonly reason: string } {
  const reason = approval?.closing?.reason ?? '';
  const status = approval?.status;
  return { outcome: status === 'rejected' || status === 'expired' || status === 'withdrawn' ? status : 'voided', reason };
}

/** A `BecameStuck` event with the words that the failure card shows. */
export function stuck(code: Extract<MigrationEvent, { type: 'BecameStuck' }>['stuck']['code'], act: ActKind | null, words: Pick<JobFailure, 'code' | 'message' | 'causes' | 'advice'>): MigrationEvent {
  return { type: 'BecameStuck', stuck: { code, act, jobId: null, failure: { ...words, task: null, activityId: null } } };
}
