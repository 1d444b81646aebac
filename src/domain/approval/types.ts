import type { Evidence } from '../evidence.ts';
import type { ApprovalId, ConversationId, MigrationId, UserId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Instant } from '../time.ts';

export type ApprovalStatus = 'requested' | 'approved' | 'running' | 'done' | 'failed' | 'rejected' | 'expired' | 'withdrawn' | 'voided';

/** Statuses in which nobody can decide any more. */
export const DECIDED: ReadonlySet<ApprovalStatus> = new Set(['approved', 'running', 'done', 'failed', 'rejected', 'expired', 'withdrawn', 'voided']);

/** One person's recorded answer. */
export type Decision = { readonly by: Person; readonly at: Instant; readonly comment: string };

/** A request to do one operation on one machine, bound to its content and to the evidence shown. */
export type Approval = {
  readonly id: ApprovalId;
  readonly operation: 'cutover';
  readonly migrationId: MigrationId;
  readonly machine: string;
  /** From where to where, for the first line that the approver reads. */
  readonly route?: { readonly awsRegion: string; readonly location: string };
  readonly requester: Person;
  readonly requestedAt: Instant;
  readonly note: string;
  readonly channel: ConversationId;
  /** SHA-256 of the content that was approved: machine, target, recovery point policy, source stop policy. */
  readonly contentHash: string;
  readonly evidence: Evidence;
  readonly quorum: number;
  /** Who may approve, frozen at the request; checked again at the click. `*` means anyone of the tenant but the requester. */
  readonly approvers: readonly (UserId | '*')[];
  readonly expiresAt: Instant;
  readonly status: ApprovalStatus;
  readonly approvals: readonly Decision[];
  readonly closing: { readonly at: Instant; readonly by: Person | null; readonly reason: string } | null;
};

export type ApprovalEvent =
  | { readonly type: 'ApprovalRequested'; readonly approval: Approval }
  | { readonly type: 'Approved'; readonly decision: Decision; readonly reached: boolean }
  | { readonly type: 'Rejected'; readonly reason: string }
  | { readonly type: 'ApprovalExpired' }
  | { readonly type: 'ApprovalWithdrawn'; readonly reason: string }
  | { readonly type: 'ApprovalVoided'; readonly reason: string }
  | { readonly type: 'RunStarted' }
  | { readonly type: 'RunEnded'; readonly success: boolean; readonly reason: string }
  /** A refusal is a fact too: the auditor sees who tried. */
  | { readonly type: 'DecisionRefused'; readonly by: Person; readonly code: string };

export type ApprovalEventType = ApprovalEvent['type'];
