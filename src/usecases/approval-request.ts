import type { OperationPolicy } from '../domain/approval/policy.ts';
import { ableToAnswer, reachable, type Rule } from '../domain/approval/quorum.ts';
import type { Approval, ApprovedMachine, Operation, Seat } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { nextNudge } from '../domain/approval/nudges.ts';
import { approvalIdOf, type UserId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import { keptStop } from '../domain/source-stop.ts';
import type { FailurePolicy, Wave } from '../domain/wave/types.ts';
import { answerBy } from '../domain/window/gate.ts';
import type { Window } from '../domain/window/types.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { policyOf, unreadable } from './electorate.ts';
import type { Rejection } from './outcome.ts';
import { expiryTimer, nudgeTimer } from './record.ts';

/** Somebody asks for an operation on a machine; `content` is what exactly is approved, as canonical text. */
export type Asking = { readonly operation: Operation; readonly m: Migration; readonly who: Person; readonly note: string; readonly content: string; readonly evidence: Evidence; readonly window: Window | null; /** Asked for many machines at once; `m` is the first of them. */ readonly wave?: WaveAsking };

/** The machines of a wave, as they are asked for together. */
export type WaveAsking = { readonly wave: Wave; readonly machines: readonly ApprovedMachine[]; readonly onFailure: FailurePolicy; readonly drive?: 'plan' };

/** A request that nobody, or too few, could ever approve is not posted. */
export async function whyUnreachable(d: Deps, o: Pick<Asking, 'operation' | 'm' | 'who'> & { readonly wave?: Pick<WaveAsking, 'wave'> }): Promise<Rejection | null> {
  const { access, policy, ...who } = await askedOf(d, o);
  const machine = o.wave?.wave.name ?? o.m.name;
  const best = reachable({ rule: { quorum: policy.approvals, ...who }, approvers: who.approvers, requester: o.who });
  if (!best.reached && unreadable(access) !== null) return unreadable(access);
  if (best.have === 0) return { code: 'no-approvers', detail: { machine } };
  return best.reached ? null : { code: 'too-few-approvers', detail: { machine, need: String(best.need), have: String(best.have) } };
}

/** A new request as its policy wants it, with a number of its own. */
export async function newApproval(d: Deps, o: Asking): Promise<Approval> {
  const now = d.clock.now();
  const { access, policy, seats, lastEditor, approvers } = await askedOf(d, o);
  const rule: Rule = { quorum: policy.approvals, seats, lastEditor };
  return {
    id: approvalIdOf(await d.store.nextApprovalNumber()),
    operation: o.operation,
    migrationId: o.m.id,
    machine: o.wave?.wave.name ?? o.m.name,
    ...waveOf(o.wave),
    route: { awsRegion: d.scope.awsRegion, location: d.scope.location },
    requester: o.who,
    requestedAt: now,
    note: o.note,
    channel: o.wave?.wave.channel ?? o.m.home,
    contentHash: d.digest(o.content),
    evidence: o.evidence,
    ...rule,
    ...rejectQuorum(policy, ableToAnswer({ rule, approvers, requester: o.who })),
    confirm: confirmOf(policy, o),
    backups: access.backups ?? [],
    approvers,
    expiresAt: answerBy(o.window, { now, lifeMs: policy.expiresMs }),
    window: o.window,
    ...keptStop(o.m.sourceStop),
    status: 'requested',
    approvals: [],
    closing: null,
  };
}

/** Never more than there are people who could reject it: then nobody could end it by that. */
function rejectQuorum({ rejections = 1 }: OperationPolicy, able: number): Pick<Approval, 'rejectQuorum'> {
  const needed = Math.min(rejections, able);
  return needed > 1 ? { rejectQuorum: needed } : {};
}

/** Who is asked, as it stands now. A wave may name fewer of the scope's approvers, never others. */
async function askedOf(d: Deps, o: Pick<Asking, 'operation' | 'm'> & { readonly wave?: Pick<WaveAsking, 'wave'> }) {
  const access = await d.access();
  const policy = policyOf(d, o.operation, access);
  const wave = o.wave?.wave ?? null;
  const only = wave?.approvers ?? null;
  const seats = policy.seats.map((s): Seat => ({ ...s, holders: among(s.holders, only) }));
  const lastEditor = wave === null ? await lastEditorOf(d, o.m, policy) : policy.fourEyes === false ? null : wave.edited.by;
  return { access, policy, seats, lastEditor, approvers: among(access.approvers, only) };
}

function among(all: readonly (UserId | '*')[], only: readonly UserId[] | null): readonly (UserId | '*')[] {
  if (only === null) return all;
  const known = new Set(all.map((id) => id.toLowerCase()));
  return only.filter((id) => known.has('*') || known.has(id.toLowerCase()));
}

function waveOf(o: WaveAsking | undefined): Pick<Approval, 'wave'> {
  return o === undefined ? {} : { wave: { id: o.wave.id, name: o.wave.name, machines: o.machines, onFailure: o.onFailure, removals: true, ...(o.drive === undefined ? {} : { drive: o.drive }) } };
}

/** A wave is confirmed by its name, or by how many machines it is about. */
function confirmOf({ confirm }: OperationPolicy, o: Asking): string | null {
  if (confirm === 'none') return null;
  return o.wave !== undefined && confirm === 'count' ? String(o.wave.machines.length) : (o.wave?.wave.name ?? o.m.name);
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
