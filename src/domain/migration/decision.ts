import { isSuspended } from '../approval/open.ts';
import { covers } from '../approval/subject.ts';
import { DECIDED, type Approval, type VoidKind } from '../approval/types.ts';
import type { Item, JobFailure } from '../observation.ts';
import { runGate, type Calendar } from '../window/gate.ts';
import type { ActKind, MigrationEvent } from './types.ts';

/** What follows from a look: facts to store, then at most one cloud call. */
export type Decision = { readonly events: readonly MigrationEvent[]; readonly act: { readonly kind: ActKind; readonly comment: string | null } | null };

/** Limits that the decision depends on; milliseconds. */
export type Patience = { readonly settleMs: number; /** So long before the end of a window no source is stopped any more. */ readonly marginMs?: number };

export const NOTHING: Decision = { events: [], act: null };

/** Facts to store, and nothing to do for them. */
export function happened(...events: readonly MigrationEvent[]): Decision {
  return { events, act: null };
}

/** One cloud call to make. */
export function act(kind: ActKind, comment: string | null = null): Decision {
  return { events: [], act: { kind, comment } };
}

/** True when ASR shows that the machine has been failed over. */
export function isFailedOver(item: Item): boolean {
  return item.activeLocation === 'Recovery';
}

/** An approval that allows the cutover of exactly this content at this moment: approved or running, within its window, and no freeze. */
export function isLive(approval: Approval | null, content: string, calendar: Calendar): approval is Approval {
  return isGiven(approval, content) && runGate(approval, calendar) === 'open';
}

/** An approval for exactly this content that was given and has not ended; whether now is the time for it is another question. */
export function isGiven(approval: Approval | null, content: string): approval is Approval {
  if (approval === null || !covers(approval, content) || isSuspended(approval)) return false;
  return approval.status === 'approved' || approval.status === 'running';
}

/** True when the approval can never become live again. */
export function hasEnded(approval: Approval | null): boolean {
  return approval === null || (DECIDED.has(approval.status) && approval.status !== 'approved' && approval.status !== 'running');
}

/** The run of its wave is over, and the machine was not part of it any more. */
function isRunOver({ wave = null, status }: Approval): boolean {
  return wave !== null && (status === 'done' || status === 'failed');
}

type Ending = 'rejected' | 'expired' | 'withdrawn' | 'missed';
const ENDINGS: ReadonlySet<Approval['status']> = new Set<Ending>(['rejected', 'expired', 'withdrawn', 'missed']);

function isEnding(status: Approval['status']): status is Ending {
  return ENDINGS.has(status);
}

/** How a request ended that will not be carried out, for the migration's own log. */
export function denial(approval: Approval | null): { readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed'; readonly reason: string; readonly kind?: VoidKind; readonly left?: true } {
  if (approval === null) return { outcome: 'voided', reason: '' };
  const { status, closing } = approval;
  if (isRunOver(approval)) return { outcome: 'withdrawn', left: true, reason: closing?.reason ?? '' };
  return { outcome: isEnding(status) ? status : 'voided', reason: closing?.reason ?? '', ...(closing?.kind === undefined ? {} : { kind: closing.kind }) };
}

/** A `BecameStuck` event with the words that the failure card shows. */
export function stuck(code: Extract<MigrationEvent, { type: 'BecameStuck' }>['stuck']['code'], act: ActKind | null, words: Pick<JobFailure, 'code' | 'message' | 'causes' | 'advice'>): MigrationEvent {
  return { type: 'BecameStuck', stuck: { code, act, jobId: null, failure: { ...words, task: null, activityId: null } } };
}
