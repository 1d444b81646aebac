import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import { clockTurns } from '../domain/migration/clock-turns.ts';
import { requestEnds } from '../domain/migration/request-turns.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Calendar } from '../domain/window/gate.ts';
import type { ApprovalChange, Change, Store, Stored } from '../ports.ts';
import { approvalChange, migrationChange } from './record.ts';

/** What a machine goes through when the approval that it waits for moves. */
function approvalLeads(m: Migration, a: Approval, c: Calendar): readonly MigrationEvent[] {
  const isIts = 'approvalId' in m.position && m.position.approvalId === a.id;
  if (m.request?.approvalId === a.id) return requestEnds(m, a, c);
  return isIts ? clockTurns(m, a, c) : [];
}

type Moved = { readonly before: Stored<Approval>; readonly events: readonly ApprovalEvent[]; readonly at: Instant; readonly actor: Actor; readonly calendar: Calendar };

/** An approval and its migration move together, in one transaction. */
export async function withMigration(store: Pick<Store, 'migration'>, o: Moved): Promise<{ readonly approval: ApprovalChange; readonly all: readonly Change[] }> {
  const approval = approvalChange(o.before, o.events, o);
  const stored = await store.migration(o.before.state.migrationId);
  const follows = stored === null ? [] : approvalLeads(stored.state, approval.state, o.calendar);
  return { approval, all: stored === null || follows.length === 0 ? [approval] : [approval, migrationChange(stored, follows, o)] };
}
