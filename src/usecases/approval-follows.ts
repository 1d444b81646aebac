import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Change, Store } from '../ports.ts';
import { approvalChange } from './record.ts';

type Follows = (event: MigrationEvent) => ApprovalEvent | null;

const whenRunning: Follows = (e) => {
  switch (e.type) {
    case 'FailoverFinished':
      return { type: 'RunEnded', success: true, reason: 'the machine runs in Azure' };
    case 'RollbackRequested':
      return { type: 'RunEnded', success: false, reason: `rolled back: ${e.reason}` };
    case 'DriftAdopted':
      return { type: 'ApprovalVoided', reason: 'the machine was changed outside Ferry' };
    default:
      return null;
  }
};

/** Before anything was touched: the first act on the source starts the run; a denial voids it. */
const whenApproved: Follows = (e) => {
  if (e.type === 'ActIntended') return e.act === 'stopSource' || e.act === 'startFailover' ? { type: 'RunStarted' } : null;
  return e.type === 'CutoverDenied' ? { type: 'ApprovalVoided', reason: e.reason } : whenRunning(e);
};

/** What an approval goes through when its migration moves: it runs with the first act that touches the source, and ends with the failover. */
export function approvalFollows(a: Approval, event: MigrationEvent): readonly ApprovalEvent[] {
  if (a.status !== 'approved' && a.status !== 'running') return [];
  const next = a.status === 'approved' ? whenApproved(event) : whenRunning(event);
  return next === null ? [] : [next];
}

/** The change to the approval that belongs to these events of a migration; none when it does not move. */
export async function approvalSide(store: Pick<Store, 'approval'>, m: Migration, o: { readonly events: readonly MigrationEvent[]; readonly at: Instant; readonly actor: Actor }): Promise<readonly Change[]> {
  if (!('approvalId' in m.position)) return [];
  const stored = await store.approval(m.position.approvalId);
  if (stored === null) return [];
  const events = o.events.flatMap((e) => approvalFollows(stored.state, e));
  return events.length === 0 ? [] : [approvalChange(stored, events.slice(0, 1), o)];
}
