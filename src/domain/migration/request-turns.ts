import { isOpen } from '../approval/open.ts';
import type { Approval, VoidKind } from '../approval/types.ts';
import { runGate, type Calendar } from '../window/gate.ts';
import { denial, hasEnded, isGiven, stuck } from './decision.ts';
import type { Migration, MigrationEvent, Phase, Request } from './types.ts';

/** Where a machine may stand while a completion or a rollback waits for its approval. */
const STANDS: { readonly [O in Request['operation']]: ReadonlySet<Phase> } = {
  complete: new Set(['accepted']),
  rollback: new Set(['stopping-source', 'source-stopped', 'in-azure', 'accepted']),
};

/** True while the request fits where the machine stands: it waits there, or it runs. */
export function requestFits(r: Request, phase: Phase): boolean {
  if (!r.begun) return STANDS[r.operation].has(phase);
  return phase === (r.operation === 'complete' ? 'completing' : 'rolling-back');
}

/** A rollback that waits for its approval: no step of the cutover begins beside it. */
export function awaitsRollback(m: Migration): boolean {
  return m.request?.operation === 'rollback' && !m.request.begun;
}

/** What the end of its approval and the clock do to a request that has not begun. Pure; needs no cloud. */
export function requestEnds(m: Migration, a: Approval | null, c: Calendar): readonly MigrationEvent[] {
  const r = m.request ?? null;
  if (r === null || r.begun) return [];
  if (a === null || hasEnded(a)) return denied(m, r, denial(a));
  if (r.operation === 'rollback' && m.sourceLost !== undefined) return denied(m, r, { outcome: 'voided', kind: 'drift', reason: 'the EC2 machine is gone: there is nothing to go back to' });
  // One that nobody has answered yet is ended by its own timer.
  const isOver = a.status !== 'requested' && gateOf(r, a, c) === 'over';
  return isOver ? denied(m, r, { outcome: 'missed', reason: 'its time to run was over before it could begin' }) : [];
}

/** The same with what the clouds show: an approved request begins. */
export function requestTurns(m: Migration, o: { readonly request: Approval | null; readonly requestHash: string }, c: Calendar): readonly MigrationEvent[] {
  const r = m.request ?? null;
  const a = o.request;
  const ends = requestEnds(m, a, c);
  if (r === null || r.begun || a === null || ends.length > 0 || isOpen(a)) return ends;
  if (!isGiven(a, o.requestHash)) return denied(m, r, { outcome: 'voided', kind: 'content', reason: 'what was approved is not what would be done' });
  return gateOf(r, a, c) === 'open' && mayBegin(m, r, c) ? [begin(r)] : [];
}

/** A machine that is stuck can be rolled back, but not completed. */
function mayBegin(m: Migration, r: Request, c: Calendar): boolean {
  const held = c.held === true || (m.hold ?? null) !== null;
  return !held && (r.operation === 'rollback' || m.stuck === null);
}

/** A freeze is about changes that can wait. The way back is none of them. */
function gateOf(r: Request, a: Approval, c: Calendar): ReturnType<typeof runGate> {
  return runGate(a, r.operation === 'rollback' ? { ...c, freezes: [] } : c);
}

function begin(r: Request): MigrationEvent {
  if (r.operation === 'rollback') return { type: 'RollbackRequested', reason: r.reason, approvalId: r.approvalId };
  return { type: 'CompletionRequested', approvalId: r.approvalId, ...(r.reason === '' ? {} : { reason: r.reason }) };
}

type Denial = { readonly outcome: 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed'; readonly reason: string; readonly kind?: VoidKind };

/** A cutover that a rollback was asked for does not go on by itself when nobody approved it: a person decides. */
function denied(m: Migration, r: Request, d: Denial): readonly MigrationEvent[] {
  const event: MigrationEvent = { type: 'OperationDenied', operation: r.operation, approvalId: r.approvalId, ...d };
  const { phase } = m.position;
  const isHalfway = r.operation === 'rollback' && (phase === 'stopping-source' || phase === 'source-stopped');
  return isHalfway && m.stuck === null && m.drift === null && m.sourceLost === undefined ? [event, waits(m, r)] : [event];
}

function waits(m: Migration, r: Request): MigrationEvent {
  return stuck('rollback-refused', m.sourceStoppedAt === null ? 'stopSource' : 'startFailover', {
    code: 'RollbackNotApproved',
    message: `A rollback was asked for (${r.approvalId}) and was not approved. The cutover does not go on by itself.`,
    causes: '',
    advice: 'Retry goes on with the cutover, if its approval still holds. Or ask for the rollback again.',
  });
}
