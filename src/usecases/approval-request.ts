import type { OperationPolicy } from '../domain/approval/policy.ts';
import { reachable } from '../domain/approval/quorum.ts';
import type { Approval, Operation } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { nextNudge } from '../domain/approval/nudges.ts';
import { approvalIdOf } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import { answerBy } from '../domain/window/gate.ts';
import type { Window } from '../domain/window/types.ts';
import type { JobRequest } from '../ports.ts';
import type { Deps } from './deps.ts';
import { policyOf, unreadable } from './electorate.ts';
import type { Rejection } from './outcome.ts';
import { expiryTimer, nudgeTimer } from './record.ts';

/** Somebody asks for an operation on a machine; `content` is what exactly is approved, as canonical text. */
export type Asking = { readonly operation: Operation; readonly m: Migration; readonly who: Person; readonly note: string; readonly content: string; readonly evidence: Evidence; readonly window: Window | null };

/** A request that nobody, or too few, could ever approve is not posted. */
export async function whyUnreachable(d: Deps, o: Pick<Asking, 'operation' | 'm' | 'who'>): Promise<Rejection | null> {
  const access = await d.access();
  const policy = policyOf(d, o.operation, access);
  const rule = { quorum: policy.approvals, seats: policy.seats, lastEditor: await lastEditorOf(d, o.m, policy) };
  const best = reachable({ rule, approvers: access.approvers, requester: o.who });
  if (!best.reached && unreadable(access) !== null) return unreadable(access);
  if (best.have === 0) return { code: 'no-approvers', detail: { machine: o.m.name } };
  return best.reached ? null : { code: 'too-few-approvers', detail: { machine: o.m.name, need: String(best.need), have: String(best.have) } };
}

/** A new request as its policy wants it, with a number of its own. */
export async function newApproval(d: Deps, o: Asking): Promise<Approval> {
  const now = d.clock.now();
  const access = await d.access();
  const policy = policyOf(d, o.operation, access);
  return {
    id: approvalIdOf(await d.store.nextApprovalNumber()),
    operation: o.operation,
    migrationId: o.m.id,
    machine: o.m.name,
    route: { awsRegion: d.scope.awsRegion, location: d.scope.location },
    requester: o.who,
    requestedAt: now,
    note: o.note,
    channel: o.m.home,
    contentHash: d.digest(o.content),
    evidence: o.evidence,
    quorum: policy.approvals,
    seats: policy.seats,
    confirm: policy.confirm === 'name' ? o.m.name : null,
    lastEditor: await lastEditorOf(d, o.m, policy),
    backups: access.backups ?? [],
    approvers: access.approvers,
    expiresAt: answerBy(o.window, { now, lifeMs: policy.expiresMs }),
    window: o.window,
    status: 'requested',
    approvals: [],
    closing: null,
  };
}

/** Whoever chose the target, or moved the window last; nobody where the policy lets an editor approve alone. */
async function lastEditorOf(d: Pick<Deps, 'store'>, m: Migration, policy: OperationPolicy): Promise<Person | null> {
  if (policy.fourEyes === false) return null;
  const edits = (await d.store.events(m.id)).filter((r) => r.event.type === 'MigrationStarted' || r.event.type === 'WindowSet');
  const actor = edits.at(-1)?.actor;
  return actor?.kind === 'person' ? actor.person : null;
}

/** The timers of a request that waits for answers; the row decides what they do. */
export function waitingTimers(a: Approval, now: number): readonly JobRequest[] {
  const next = nextNudge(a, now);
  return [expiryTimer(a.id, a.expiresAt - now), ...(next === null ? [] : [nudgeTimer(a.id, next - now)])];
}
