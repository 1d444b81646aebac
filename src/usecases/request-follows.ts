import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { MigrationEvent } from '../domain/migration/types.ts';

type Follows = (event: MigrationEvent) => ApprovalEvent | null;

/** Before it was answered: what ends the request ends its approval. Nothing sets it running. */
const whenAsked: Follows = (e) => {
  if (e.type !== 'OperationDenied') return null;
  return e.outcome === 'missed' ? { type: 'ApprovalMissed', reason: e.reason } : { type: 'ApprovalVoided', reason: e.reason, ...(e.kind === undefined ? {} : { kind: e.kind }) };
};

/** Given, it runs from when what it is for begins. */
const whenGiven: Follows = (e) => (e.type === 'RollbackRequested' || e.type === 'CompletionRequested' ? { type: 'RunStarted' } : whenAsked(e));

const whenRunning: Follows = (e) => {
  switch (e.type) {
    case 'RolledBack':
      return { type: 'RunEnded', success: true, reason: 'the EC2 machine runs again' };
    case 'MigrationCompleted':
      return { type: 'RunEnded', success: true, reason: 'replication is removed' };
    case 'RollbackStopped':
      return { type: 'RunEnded', success: false, reason: 'there is no EC2 machine to go back to' };
    case 'DriftAdopted':
      return e.outcome?.to === 'stay' ? null : { type: 'RunEnded', success: false, reason: 'what was done outside Ferry was taken as the truth' };
    default:
      return null;
  }
};

const BY_STATUS: { readonly [S in 'requested' | 'approved' | 'running']: Follows } = { requested: whenAsked, approved: whenGiven, running: whenRunning };

/** What the approval of a completion or a rollback goes through when its migration moves. */
export function requestFollows(a: Approval, event: MigrationEvent): readonly ApprovalEvent[] {
  if (a.status !== 'requested' && a.status !== 'approved' && a.status !== 'running') return [];
  const next = BY_STATUS[a.status](event);
  return next === null ? [] : [next];
}
