import { recheckQuorum } from '../domain/approval/decide.ts';
import { recheckPolicy } from '../domain/approval/stricter.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { ActKind, Migration } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import type { Stored } from '../ports/changes.ts';
import { CloudError } from '../ports/trouble.ts';
import { wakesOf, withMigration } from './approval-leads.ts';
import { waitingTimers } from './approval-request.ts';
import type { Deps } from './deps.ts';
import { electorateOf, policyOf, unreadable } from './electorate.ts';
import { calendarOf } from './runs.ts';
import { worsened } from './worsened.ts';

/** Acts that nothing brings back without loss: before each of them the approval is tested once more. */
const TOUCHING: ReadonlySet<ActKind> = new Set(['stopSource', 'startFailover']);

/** `go`: the approval holds as it was given. `changed`: it is asked anew, which is stored; nothing may begin. */
export type Preflight = 'go' | 'changed';

/** Tests an approval at run: its people must still be approvers, and what they saw must not have got worse. Throws {@link CloudError} when something cannot be measured: then nothing begins. */
export async function preflight(d: Deps, m: Migration, act: ActKind): Promise<Preflight> {
  if (!TOUCHING.has(act) || !('approvalId' in m.position)) return 'go';
  const before = await d.store.approval(m.position.approvalId);
  if (before === null) return 'go';
  const lost = await lostPeople(d, before.state);
  const events = lost.length > 0 ? lost : await worsened(d, { m, a: before.state, act });
  if (events.length === 0) return 'go';
  await askAnew(d, before, events);
  return 'changed';
}

/** The same for a completion or a rollback that is about to begin: it was approved for what it is, not for figures. */
export async function preflightRequest(d: Deps, m: Migration): Promise<Preflight> {
  const before = m.request?.begun === false ? await d.store.approval(m.request.approvalId) : null;
  const lost = before === null ? [] : await lostPeople(d, before.state);
  if (before === null || lost.length === 0) return 'go';
  await askAnew(d, before, lost);
  return 'changed';
}

/** Nobody has left a group because it cannot be read for a moment; but nothing may begin for people who may have. */
async function lostPeople(d: Deps, a: Approval): Promise<readonly ApprovalEvent[]> {
  const electorate = await electorateOf(d, a.operation);
  const stricter = recheckPolicy(a, policyOf(d, a.operation, electorate.policy));
  if (stricter.length > 0) return stricter;
  const lost = recheckQuorum(a, electorate);
  if (lost.length > 0 && unreadable(electorate.policy) !== null) throw new CloudError({ kind: 'unavailable', operation: 'graph:groups/transitiveMembers', message: 'the approver group could not be read' });
  return lost;
}

/** The same for its people alone, which needs no cloud: for a moment at which nothing is begun yet. True when the approval is asked anew now, or is void. */
export async function quorumLost(d: Deps, id: ApprovalId): Promise<boolean> {
  const before = await d.store.approval(id);
  if (before === null) return false;
  const electorate = await electorateOf(d, before.state.operation);
  const stricter = recheckPolicy(before.state, policyOf(d, before.state.operation, electorate.policy));
  const lost = unreadable(electorate.policy) === null ? recheckQuorum(before.state, electorate) : [];
  const events = stricter.length > 0 ? stricter : lost;
  if (events.length === 0) return false;
  await askAnew(d, before, events);
  return true;
}

/** The loser of a race changes nothing: whoever was faster is looked at next. */
async function askAnew(d: Deps, before: Stored<Approval>, events: readonly ApprovalEvent[]): Promise<void> {
  const calendar = await calendarOf(d);
  const { approval, all } = await withMigration(d.store, { before, events, at: calendar.now, actor: FERRY, calendar });
  await d.store.commit({ at: calendar.now, changes: all, jobs: [...wakesOf(before.state), ...waitingTimers(approval.state, calendar.now)] });
  d.log.info({ approval: before.state.id, migrationId: before.state.migrationId, events: events.map((e) => e.type) }, 'an approval does not hold any more as it was given');
}
