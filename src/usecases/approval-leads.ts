import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import { clockTurns } from '../domain/migration/clock-turns.ts';
import { requestEnds } from '../domain/migration/request-turns.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import { turnOf } from '../domain/wave/gate.ts';
import type { Calendar } from '../domain/window/gate.ts';
import type { ApprovalChange, Change, Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { approvalChange, migrationChange, wakes } from './record.ts';
import { standingOf, type WaveReads } from './wave-stand.ts';

/** What a machine goes through when the approval that it waits for moves. */
function approvalLeads(m: Migration, a: Approval, c: Calendar): readonly MigrationEvent[] {
  const isIts = 'approvalId' in m.position && m.position.approvalId === a.id;
  if (m.request?.approvalId === a.id) return requestEnds(m, a, c);
  return isIts ? clockTurns(m, a, c) : [];
}

type Moved = { readonly before: Stored<Approval>; readonly events: readonly ApprovalEvent[]; readonly at: Instant; readonly actor: Actor; readonly calendar: Calendar };

/** An approval and its migrations move together, in one transaction. */
export async function withMigration(store: WaveReads, o: Moved): Promise<{ readonly approval: ApprovalChange; readonly all: readonly Change[] }> {
  const approval = approvalChange(o.before, o.events, o);
  const standing = await standingOf(store, o.before.state);
  const led = standing.stored.flatMap((stored) => {
    const turn = turnOf(approval.state, stored.state.id, standing);
    const follows = approvalLeads(stored.state, approval.state, { ...o.calendar, turn });
    return follows.length === 0 ? [] : [migrationChange(stored, follows, o)];
  });
  return { approval, all: [approval, ...led] };
}

/** Everybody whom a request is about looks again, and their cards are made equal to it. */
export function wakesOf(a: Approval): readonly JobRequest[] {
  return machinesOf(a).flatMap(wakes);
}
