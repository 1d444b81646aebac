import type { Approval } from '../domain/approval/types.ts';
import { freezeAt } from '../domain/governance/freezes.ts';
import { approvalIdOf, type ApprovalId, type MigrationId } from '../domain/ids.ts';
import { requestContent } from '../domain/migration/content.ts';
import { decide, type MigrationCommand } from '../domain/migration/decide.ts';
import { requestEvidence } from '../domain/migration/request-evidence.ts';
import type { Migration, MigrationEvent, Request } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import type { Stored } from '../ports/changes.ts';
import { newApproval, waitingTimers, whyUnreachable } from './approval-request.ts';
import type { Deps } from './deps.ts';
import { freezesOf, frozenBy } from './freezes.ts';
import { holdAllOf } from './holds.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { approvalChange, migrationChange, wakes } from './record.ts';
import { reject } from './rejections.ts';
import { command } from './requests.ts';
import type { UseCases } from './types.ts';

/** The use cases that ask for the approval of a completion or a rollback. */
export function makeOperations(d: Deps): Pick<UseCases, 'requestCompletion' | 'requestRollback'> {
  return {
    requestCompletion: async (id, who, reason) => {
      const asked = await requestOperation(d, { operation: 'complete', id, reason: reason ?? '', who });
      if (!asked.ok) return asked;
      return asked.value === null ? reject('changed-meanwhile') : ok(asked.value);
    },
    requestRollback: ({ id, reason, who }) => requestOperation(d, { operation: 'rollback', id, reason, who }),
  };
}

type Asked = { readonly operation: Request['operation']; readonly id: MigrationId; readonly reason: string; readonly who: Person };

/** Asks for the approval of a completion or a rollback. Null when there was nothing to undo, and the cutover has ended by that. */
async function requestOperation(d: Deps, o: Asked): Outcome<Approval | null> {
  const stored = await d.store.migration(o.id);
  if (stored === null) return reject('no-migration', { machine: o.id });
  const m = stored.state;
  const asked = { who: o.who, now: d.clock.now(), standsIn: false, holdAll: await holdAllOf(d) };
  // Refused before anybody is asked whether approvers can be found at all.
  const first = decide(m, commandOf(o, { approvalId: approvalIdOf(0), contentHash: '' }), asked);
  if (!first.ok) return first;
  if (!first.value.some(isAsked)) return ended(d, o);
  const refused = (await whyUnreachable(d, { operation: o.operation, m, who: o.who })) ?? (await whyFrozen(d, m, o));
  if (refused !== null) return no(refused);
  const approval = await newApproval(d, { operation: o.operation, m, who: o.who, note: o.reason, content: requestContent(m, o.operation), evidence: requestEvidence(m, o.operation, asked.now), window: null });
  const decided = decide(m, commandOf(o, { approvalId: approval.id, contentHash: approval.contentHash }), asked);
  return decided.ok ? save(d, { stored, approval, events: decided.value, who: o.who }) : decided;
}

function commandOf({ operation, reason }: Asked, bound: { readonly approvalId: ApprovalId; readonly contentHash: string }): MigrationCommand {
  return operation === 'rollback' ? { type: 'request-rollback', reason, ...bound } : { type: 'request-completion', reason, ...bound };
}

function isAsked(e: MigrationEvent): boolean {
  return e.type === 'OperationAsked';
}

async function ended(d: Deps, o: Asked): Outcome<null> {
  const done = await command(d, { id: o.id, who: o.who, command: commandOf(o, { approvalId: approvalIdOf(0), contentHash: '' }) });
  return done.ok ? ok(null) : done;
}

/** The way back is open in a freeze too. */
async function whyFrozen(d: Deps, m: Migration, o: Asked): Promise<Rejection | null> {
  const freeze = o.operation === 'rollback' ? null : freezeAt(await freezesOf(d), d.clock.now());
  return freeze === null ? null : frozenBy(freeze, m.name);
}

type Saving = { readonly stored: Stored<Migration>; readonly approval: Approval; readonly events: readonly MigrationEvent[]; readonly who: Person };

async function save(d: Deps, { stored, approval, events, who }: Saving): Outcome<Approval> {
  const at = { at: approval.requestedAt, actor: by(who) };
  const changes = [approvalChange(null, [{ type: 'ApprovalRequested', approval }], at), migrationChange(stored, events, at)];
  const saved = await d.store.commit({ at: at.at, changes, jobs: [...wakes(stored.state.id), ...waitingTimers(approval, at.at)] });
  return saved === 'saved' ? ok(approval) : reject('changed-meanwhile');
}
