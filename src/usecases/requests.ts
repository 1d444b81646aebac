import { may } from '../domain/access.ts';
import type { MigrationId } from '../domain/ids.ts';
import { decide, type MigrationCommand } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import { approvalSide } from './approval-follows.ts';
import type { Deps } from './deps.ts';
import { migrationChange, wakes } from './record.ts';
import { reject } from './rejections.ts';
import type { Outcome, UseCases } from './types.ts';

const RACES = 3;

/** Stores a person's command on a migration; reads again when another writer was faster. */
export async function command(d: Deps, o: { readonly id: MigrationId; readonly command: MigrationCommand; readonly who: Person }): Outcome<Migration> {
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.migration(o.id);
    if (before === null) return reject('no-migration', { machine: o.id });
    const now = d.clock.now();
    const decided = decide(before.state, o.command, { who: o.who, now, standsIn: may(d.access, o.who, 'approver') });
    if (!decided.ok) return decided;
    const actor = by(o.who);
    const change = migrationChange(before, decided.value, { at: now, actor });
    const side = await approvalSide(d.store, before.state, { events: decided.value, at: now, actor });
    if ((await d.store.commit({ at: now, changes: [change, ...side], jobs: wakes(o.id) })) === 'saved') return ok(change.state);
  }
  return reject('changed-meanwhile');
}

/** The use cases in which a person moves a migration on. */
export function makeRequests(d: Deps): Pick<UseCases, 'requestTest' | 'giveVerdict' | 'confirmQuiesce' | 'accept' | 'refuseAcceptance' | 'requestCompletion' | 'requestRollback' | 'retry' | 'adoptDrift'> {
  return {
    requestTest: (id, who) => command(d, { id, who, command: { type: 'request-test' } }),
    giveVerdict: (o) => command(d, { id: o.id, who: o.who, command: { type: 'give-verdict', works: o.works, reason: o.reason } }),
    confirmQuiesce: (id, who) => command(d, { id, who, command: { type: 'confirm-quiesce' } }),
    accept: (id, who) => command(d, { id, who, command: { type: 'accept' } }),
    refuseAcceptance: (o) => command(d, { id: o.id, who: o.who, command: { type: 'refuse-acceptance', reason: o.reason } }),
    requestCompletion: (id, who) => command(d, { id, who, command: { type: 'request-completion' } }),
    requestRollback: (o) => command(d, { id: o.id, who: o.who, command: { type: 'request-rollback', reason: o.reason } }),
    retry: (id, who) => command(d, { id, who, command: { type: 'retry' } }),
    adoptDrift: (id, who) => command(d, { id, who, command: { type: 'adopt-drift' } }),
  };
}
