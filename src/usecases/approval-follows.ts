import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Change, Store } from '../ports.ts';
import { approvalChange } from './record.ts';

/** What an approval goes through when its migration moves: it runs with the first act that touches the source, and ends with the failover. */
export function approvalFollows(a: Approval, event: MigrationEvent): readonly ApprovalEvent[] {
  if (a.status === 'approved' && event.type === 'ActIntended' && (event.act === 'stopSource' || event.act === 'startFailover')) return [{ type: 'RunStarted' }];
  if (a.status === 'approved' && event.type === 'CutoverDenied') return [{ type: 'ApprovalVoided', reason: event.reason }];
  if (a.status !== 'running' && a.status !== 'approved') return [];
  if (event.type === 'FailoverFinished') return [{ type: 'RunEnded', success: true, reason: 'the machine runs in Azure' }];
  if (event.type === 'RollbackRequested') return [{ type: 'RunEnded', success: false, reason: `rolled back: ${event.reason}` }];
  if (event.type === 'DriftAdopted') return [{ type: 'ApprovalVoided', reason: 'the machine was changed outside Ferry' }];
  return [];
}

/** The change to the approval that belongs to these events of a migration; none when it does not move. */
export async function approvalSide(store: Pick<Store, 'approval'>, m: Migration, o: { readonly events: readonly MigrationEvent[]; readonly at: Instant; readonly actor: Actor }): Promise<readonly Change[]> {
  if (!('approvalId' in m.position)) return [];
  const stored = await store.approval(m.position.approvalId);
  if (stored === null) return [];
  const events = o.events.flatMap((e) => approvalFollows(stored.state, e));
  return events.length === 0 ? [] : [approvalChange(stored, events.slice(0, 1), o)];
}
