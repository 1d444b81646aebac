import { evolve } from '../domain/migration/evolve.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { evolveApproval } from '../domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId, MigrationId } from '../domain/ids.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { ApprovalChange, JobRequest, MigrationChange, Stored } from '../ports.ts';

type By = { readonly at: Instant; readonly actor: Actor };

/** The change that stores events of a migration together with the state they lead to. */
export function migrationChange(before: Stored<Migration> | null, events: readonly MigrationEvent[], by: By): MigrationChange {
  let state = before?.state ?? null;
  for (const event of events) state = evolve(state, { event, ...by });
  if (state === null) throw new Error('a change needs at least one event');
  return { kind: 'migration', id: state.id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** The change that stores events of an approval together with the state they lead to. */
export function approvalChange(before: Stored<Approval> | null, events: readonly ApprovalEvent[], by: By): ApprovalChange {
  let state = before?.state ?? null;
  for (const event of events) state = evolveApproval(state, { event, ...by });
  if (state === null) throw new Error('a change needs at least one event');
  return { kind: 'approval', id: state.id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** After a change: look at the clouds again, and make the cards equal to the new state. */
export function wakes(id: MigrationId): readonly JobRequest[] {
  return [{ queue: 'step', key: id }, { queue: 'notify', key: id }];
}

/** The timer that ends an approval nobody answered; the row decides, the job only wakes. */
export function expiryTimer(id: ApprovalId, inMs: number): JobRequest {
  return { queue: 'timer', key: `expire:${id}`, afterMs: Math.max(0, inMs) };
}
