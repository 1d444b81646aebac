import { decideApproval, type ApprovalCommand } from '../domain/approval/decide.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import { runChecks } from '../domain/checks/index.ts';
import type { Evidence } from '../domain/evidence.ts';
import { cutoverEvidence } from '../domain/gate.ts';
import { approvalIdOf, type ApprovalId, type MigrationId } from '../domain/ids.ts';
import { cutoverContent } from '../domain/migration/content.ts';
import { decide } from '../domain/migration/decide.ts';
import { denial, hasEnded } from '../domain/migration/decision.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { by, FERRY, type Actor, type Person } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { Change, Stored } from '../ports.ts';
import type { Deps } from './deps.ts';
import { gather } from './check.ts';
import { approvalChange, expiryTimer, migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import type { Outcome, UseCases } from './types.ts';

const RACES = 4;

/** Measures a machine for its cutover: the item, the checks, the test verdict. Throws {@link CloudError}. */
export async function measure(d: Deps, m: Migration): Promise<Evidence> {
  const [item, input] = await Promise.all([d.replication.item(m.itemName), gather(d, m.instanceId, m)]);
  return cutoverEvidence({ migration: m, item: item.value, asOf: item.asOf, now: d.clock.now(), findings: runChecks({ ...input, phase: 'failover' }).findings, limits: d.limits });
}

/** The use cases around approvals. */
export function makeApprovals(d: Deps): Pick<UseCases, 'cutoverEvidence' | 'requestCutover' | 'approve' | 'reject' | 'withdraw' | 'approval'> {
  return {
    cutoverEvidence: (id) => evidenceFor(d, id),
    requestCutover: (o) => requestCutover(d, o),
    approve: (o) => answer(d, { ...o, command: { type: 'approve', comment: o.comment } }),
    reject: (o) => answer(d, { ...o, command: { type: 'reject', reason: o.reason } }),
    withdraw: (o) => answer(d, { ...o, command: { type: 'withdraw', reason: o.reason } }),
    approval: async (id) => (await d.store.approval(id))?.state ?? null,
  };
}

async function evidenceFor(d: Deps, id: MigrationId): Outcome<Evidence> {
  return withCloud(async () => {
    const stored = await d.store.migration(id);
    return stored === null ? reject('no-migration', { machine: id }) : ok(await measure(d, stored.state));
  });
}

type CutoverRequest = Parameters<UseCases['requestCutover']>[0];

async function requestCutover(d: Deps, o: CutoverRequest): Outcome<Approval> {
  return withCloud(async () => {
    const stored = await d.store.migration(o.id);
    if (stored === null) return reject('no-migration', { machine: o.id });
    if (!someoneElseMayApprove(d, o.who)) return reject('no-approvers', { machine: stored.state.name });
    const evidence = await measure(d, stored.state);
    const approval = await newApproval(d, { m: stored.state, o, evidence });
    const decided = decide(stored.state, { type: 'request-cutover', approvalId: approval.id, evidence, contentHash: approval.contentHash }, { who: o.who, now: approval.requestedAt, standsIn: false });
    if (!decided.ok) return decided;
    if (evidence.blocks.length > 0) return reject('not-ready', { machine: stored.state.name, blocks: evidence.blocks.join('; ') });
    const at = { at: approval.requestedAt, actor: by(o.who) };
    const changes = [approvalChange(null, [{ type: 'ApprovalRequested', approval }], at), migrationChange(stored, decided.value, at)];
    const saved = await d.store.commit({ at: at.at, changes, jobs: [...wakes(o.id), expiryTimer(approval.id, approval.expiresAt - at.at)] });
    return saved === 'saved' ? ok(approval) : reject('changed-meanwhile');
  });
}

/** An approval that only the requester could give can never be given. */
function someoneElseMayApprove(d: Deps, requester: Person): boolean {
  return d.access.approvers.some((a) => a === '*' || a.toLowerCase() !== requester.id.toLowerCase());
}

async function newApproval(d: Deps, x: { readonly m: Migration; readonly o: CutoverRequest; readonly evidence: Evidence }): Promise<Approval> {
  const now = d.clock.now();
  return {
    id: approvalIdOf(await d.store.nextApprovalNumber()),
    operation: 'cutover',
    migrationId: x.m.id,
    machine: x.m.name,
    route: { awsRegion: d.scope.awsRegion, location: d.scope.location },
    requester: x.o.who,
    requestedAt: now,
    note: x.o.note,
    channel: x.m.home,
    contentHash: d.digest(cutoverContent(x.m)),
    evidence: x.evidence,
    quorum: d.policy.quorum,
    approvers: d.access.approvers,
    expiresAt: now + d.policy.approvalMs,
    status: 'requested',
    approvals: [],
    closing: null,
  };
}

async function answer(d: Deps, o: { readonly id: ApprovalId; readonly who: Person; readonly command: ApprovalCommand }): Outcome<Approval> {
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.approval(o.id);
    if (before === null) return reject('no-such-approval', { id: o.id });
    const now = d.clock.now();
    const decided = decideApproval(before.state, o.command, { who: o.who, now, policy: d.access });
    if (!decided.ok) {
      await recordRefusal(d, { before, who: o.who, now, code: decided.error.code });
      return decided;
    }
    const changes = await withMigration(d, { before, events: decided.value, at: now, actor: by(o.who) });
    if ((await d.store.commit({ at: now, changes, jobs: wakes(before.state.migrationId) })) === 'saved') return ok(stateOf(changes, before.state));
  }
  return reject('changed-meanwhile');
}

function stateOf(changes: readonly Change[], fallback: Approval): Approval {
  return changes.find((c) => c.kind === 'approval')?.state ?? fallback;
}

/** Who tried and was refused is kept; losing the race to keep it changes nothing for anyone. */
async function recordRefusal(d: Deps, o: { readonly before: Stored<Approval>; readonly who: Person; readonly now: Instant; readonly code: string }): Promise<void> {
  const change = approvalChange(o.before, [{ type: 'DecisionRefused', by: o.who, code: o.code }], { at: o.now, actor: by(o.who) });
  await d.store.commit({ at: o.now, changes: [change] });
}

/** An approval and its migration move together, in one transaction. */
async function withMigration(d: Deps, o: { readonly before: Stored<Approval>; readonly events: readonly ApprovalEvent[]; readonly at: Instant; readonly actor: Actor }): Promise<readonly Change[]> {
  const approval = approvalChange(o.before, o.events, o);
  const stored = await d.store.migration(o.before.state.migrationId);
  const follows = stored === null ? [] : migrationFollows(stored.state, approval.state);
  return stored === null || follows.length === 0 ? [approval] : [approval, migrationChange(stored, follows, o)];
}

const WAITING: ReadonlySet<Migration['position']['phase']> = new Set(['awaiting-approval', 'quiescing', 'draining']);

function migrationFollows(m: Migration, a: Approval): readonly MigrationEvent[] {
  const p = m.position;
  if (!('approvalId' in p) || p.approvalId !== a.id || !WAITING.has(p.phase)) return [];
  if (a.status === 'approved') return p.phase === 'awaiting-approval' ? [{ type: 'CutoverApproved', approvalId: a.id }] : [];
  return hasEnded(a) ? [{ type: 'CutoverDenied', approvalId: a.id, ...denial(a) }] : [];
}

/** Ends an approval whose time is over; called by its timer, harmless at any other moment. */
export async function expireApproval(d: Deps, id: ApprovalId): Promise<void> {
  const before = await d.store.approval(id);
  if (before === null || before.state.status !== 'requested') return;
  const now = d.clock.now();
  if (now < before.state.expiresAt) {
    await d.store.commit({ at: now, changes: [], jobs: [expiryTimer(id, before.state.expiresAt - now)] });
    return;
  }
  const changes = await withMigration(d, { before, events: [{ type: 'ApprovalExpired' }], at: now, actor: FERRY });
  await d.store.commit({ at: now, changes, jobs: wakes(before.state.migrationId) });
}
