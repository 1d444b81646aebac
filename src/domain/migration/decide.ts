import type { ApprovalId, JobId } from '../ids.ts';
import type { Evidence } from '../evidence.ts';
import type { Hold } from '../governance/types.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import { isOrphan } from '../source-guard/guard.ts';
import { keptStop, stopOf, type SourceStop } from '../source-stop.ts';
import type { Instant } from '../time.ts';
import type { Window } from '../window/types.ts';
import { TERMINAL_PHASES, type Migration, type MigrationEvent, type Phase } from './types.ts';

/** What a person may ask of a migration. */
export type MigrationCommand =
  | { readonly type: 'request-test' }
  | { readonly type: 'give-verdict'; readonly works: boolean; readonly reason: string }
  | { readonly type: 'request-cutover'; readonly approvalId: ApprovalId; readonly evidence: Evidence; readonly contentHash: string; readonly window?: Window | null; readonly sourceStop?: SourceStop }
  | { readonly type: 'set-window'; readonly window: Window | null }
  | { readonly type: 'confirm-quiesce' }
  /** The EC2 machine is stopped, says whoever had to stop it. */
  | { readonly type: 'confirm-stopped' }
  /** The answer to a job that waits for a person. */
  | { readonly type: 'answer-manual'; readonly done: boolean; readonly note: string }
  | { readonly type: 'accept' }
  | { readonly type: 'refuse-acceptance'; readonly reason: string }
  /** The reason is needed where the EC2 machine is gone: completing then ends the last way to another copy. */
  | { readonly type: 'request-completion'; readonly approvalId: ApprovalId; readonly contentHash: string; readonly reason?: string }
  | { readonly type: 'request-rollback'; readonly approvalId: ApprovalId; readonly contentHash: string; readonly reason: string }
  | { readonly type: 'hold'; readonly reason: string }
  | { readonly type: 'resume' }
  | { readonly type: 'retry' }
  | { readonly type: 'adopt-drift' }
  | { readonly type: 'keep-drift' };

/** Why a command is refused, with what its sentence needs. */
export type Refusal = { readonly code: 'wrong-phase' | 'busy' | 'stuck' | 'drifted' | 'verdict-needed' | 'reason-needed' | 'nothing-to-retry' | 'point-of-no-return' | 'not-the-owner' | 'source-gone' | 'nothing-outside' | 'held' | 'not-held' | 'ended' | 'nothing-to-undo' | 'request-open' | 'no-manual-action'; readonly detail: Readonly<Record<string, string>> };

type Asked = { readonly who: Person; readonly now: Instant; /** The person may stand in for the owner (an approver of the scope). */ readonly standsIn: boolean; /** A hold of the whole scope. */ readonly holdAll?: Hold | null };
type Answer = Result<readonly MigrationEvent[], Refusal>;

/** Decides a person's command from the stored state alone. Pure. */
export function decide(m: Migration, command: MigrationCommand, asked: Asked): Answer {
  if (command.type === 'hold' || command.type === 'resume') return aboutHold(m, command);
  const hold = m.hold ?? asked.holdAll ?? null;
  if (hold !== null && begins(m, command)) return no(heldBy(m, hold));
  return decideNow(m, command, asked);
}

function decideNow(m: Migration, command: Exclude<MigrationCommand, { type: 'hold' | 'resume' }>, asked: Asked): Answer {
  switch (command.type) {
    case 'retry':
      return retry(m);
    case 'adopt-drift': case 'keep-drift':
      return aboutDrift(m, command.type);
    case 'set-window':
      return inPhase(m, BEFORE_CUTOVER, [{ type: 'WindowSet', window: command.window }]);
    case 'request-rollback':
      return rollback(m, command);
    case 'answer-manual':
      return answerManual(m, command);
    case 'request-cutover':
      return mayRenew(m) ? renewed(m, command) : whenCalm(m, command, asked);
    default:
      return whenCalm(m, command, asked);
  }
}

function whenCalm(m: Migration, command: Ordinary, asked: Asked): Answer {
  if (m.drift !== null) return refuse(m, 'drifted');
  if (m.stuck !== null) return refuse(m, 'stuck');
  if (m.pending !== null) return refuse(m, 'busy');
  return ordinary(m, command, asked);
}

/** A request that is open is bound to its own window: whoever wants another one withdraws it first. */
const BEFORE_CUTOVER: readonly Phase[] = ['enabling', 'seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested'];

/** What would make a new step start; everything else is only said and recorded. */
const BEGINS: ReadonlySet<MigrationCommand['type']> = new Set(['request-test', 'request-cutover', 'confirm-quiesce', 'request-completion', 'request-rollback', 'retry', 'answer-manual']);

/** Ending a cutover for which nothing was stopped begins nothing. */
function begins(m: Migration, c: MigrationCommand): boolean {
  // Saying that something cannot be done begins nothing either.
  if (c.type === 'answer-manual') return c.done;
  return BEGINS.has(c.type) && !(c.type === 'request-rollback' && UNTOUCHED.has(m.position.phase));
}

/** The refusal of what would begin while it is held, with who holds it and why. */
function heldBy(m: Pick<Migration, 'name' | 'hold'>, hold: Hold): Refusal {
  const isOwn = (m.hold ?? null) !== null;
  return { code: 'held', detail: { machine: m.name, what: isOwn ? m.name : 'all', by: hold.by.name, reason: hold.reason } };
}

/** Holding acts at once and in every phase: what it keeps from starting need not be known. */
function aboutHold(m: Migration, c: Extract<MigrationCommand, { type: 'hold' | 'resume' }>): Answer {
  if (TERMINAL_PHASES.has(m.position.phase)) return refuse(m, 'ended');
  if (c.type === 'resume') return (m.hold ?? null) === null ? refuse(m, 'not-held') : ok([{ type: 'MachineReleased' }]);
  return blank(c.reason) ? refuse(m, 'reason-needed') : ok([{ type: 'MachineHeld', reason: c.reason.trim() }]);
}

type Ordinary = Exclude<MigrationCommand, { type: 'hold' | 'resume' | 'retry' | 'adopt-drift' | 'keep-drift' | 'request-rollback' | 'set-window' | 'answer-manual' }>;

function ordinary(m: Migration, c: Ordinary, asked: Asked): Answer {
  switch (c.type) {
    case 'request-test':
      return inPhase(m, ['protected', 'tested'], [{ type: 'TestRequested' }]);
    case 'give-verdict':
      return verdict(m, c, asked);
    case 'request-cutover':
      return requestCutover(m, c);
    case 'confirm-quiesce':
      return inPhase(m, ['quiescing'], [{ type: 'QuiesceConfirmed' }]);
    case 'confirm-stopped':
      return isAskedToStop(m) ? ok([{ type: 'SourceStopConfirmed' }]) : refuse(m, 'wrong-phase');
    case 'accept':
      return ownersAnswer(m, asked, [{ type: 'MachineAccepted' }]);
    case 'refuse-acceptance':
      return blank(c.reason) ? refuse(m, 'reason-needed') : ownersAnswer(m, asked, [{ type: 'AcceptanceRefused', reason: c.reason }]);
    case 'request-completion':
      return completion(m, c);
  }
}

function verdict(m: Migration, c: Extract<Ordinary, { type: 'give-verdict' }>, asked: Asked): Answer {
  if (!c.works && blank(c.reason)) return refuse(m, 'reason-needed');
  return inPhase(m, ['test-review'], [{ type: 'VerdictGiven', verdict: { works: c.works, reason: c.reason, by: asked.who, at: asked.now } }]);
}

function requestCutover(m: Migration, c: Extract<Ordinary, { type: 'request-cutover' }>): Answer {
  const orphan = isOrphan(m);
  // What may be the last copy is not refused for want of a test.
  if (m.position.phase === 'protected' && !orphan) return refuse(m, 'verdict-needed');
  return inPhase(m, orphan ? ['protected', 'tested'] : ['tested'], [{ type: 'CutoverRequested', approvalId: c.approvalId, evidence: c.evidence, contentHash: c.contentHash, window: c.window ?? null, ...(orphan ? {} : keptStop(c.sourceStop)) }]);
}

/** Its time was over when the source was stopped already: it may be asked for once more, from where it stands. */
export function mayRenew(m: Migration): boolean {
  const code = m.stuck?.code;
  return m.position.phase === 'source-stopped' && (code === 'window-missed' || code === 'approval-lapsed') && m.sourceStoppedAt !== null && m.sourceLost === undefined && m.drift === null && m.pending === null;
}

function renewed(m: Migration, c: Extract<MigrationCommand, { type: 'request-cutover' }>): Answer {
  if ((m.request ?? null) !== null) return openRequest(m);
  return ok([{ type: 'CutoverRenewed', approvalId: c.approvalId, evidence: c.evidence, contentHash: c.contentHash, window: c.window ?? null }]);
}

/** A person is to stop the EC2 machine, and has not said that it is done. */
export function isAskedToStop(m: Migration): boolean {
  return stopOf(m) === 'person' && m.position.phase === 'stopping-source' && m.position.confirmed === undefined;
}

/** The job that waits for a person. */
function waitingJob(m: Migration): JobId | null {
  return m.stuck?.code === 'manual-action' ? (m.pending?.jobId ?? null) : null;
}

function answerManual(m: Migration, c: Extract<MigrationCommand, { type: 'answer-manual' }>): Answer {
  const jobId = waitingJob(m);
  if (jobId === null) return refuse(m, 'no-manual-action');
  if (m.drift !== null) return refuse(m, 'drifted');
  if ((m.manual?.status ?? 'cannot') !== 'cannot') return refuse(m, 'busy');
  return !c.done && blank(c.note) ? refuse(m, 'reason-needed') : ok([{ type: 'ManualActionAnswered', done: c.done, note: c.note.trim(), jobId }]);
}

/** The owner answers for the application; an approver may stand in, by name. */
function ownersAnswer(m: Migration, asked: Asked, events: readonly MigrationEvent[]): Answer {
  if (!samePerson(m.owner, asked.who) && !asked.standsIn) return no({ code: 'not-the-owner', detail: { owner: m.owner.name } });
  return inPhase(m, ['in-azure'], events);
}

/** Something was stopped or failed over, and the way back is still open. */
const LEAVABLE: ReadonlySet<Phase> = new Set(['stopping-source', 'source-stopped', 'in-azure', 'accepted']);

/** A cutover is asked for or under way, and nothing has been stopped. */
const UNTOUCHED: ReadonlySet<Phase> = new Set(['awaiting-approval', 'quiescing', 'draining']);

function rollback(m: Migration, c: Extract<MigrationCommand, { type: 'request-rollback' }>): Answer {
  const p = m.position;
  if (blank(c.reason)) return refuse(m, 'reason-needed');
  if (p.phase === 'completing' || p.phase === 'migrated') return refuse(m, 'point-of-no-return');
  // Nothing to undo, so nothing to approve: the cutover ends here.
  if (UNTOUCHED.has(p.phase) && 'approvalId' in p) return ok([{ type: 'CutoverDenied', approvalId: p.approvalId, outcome: 'withdrawn', reason: `rolled back: ${c.reason}` }]);
  if (BEFORE_CUTOVER.includes(p.phase)) return refuse(m, 'nothing-to-undo');
  if (!LEAVABLE.has(p.phase)) return refuse(m, 'wrong-phase');
  return leaving(m) ?? ok([{ type: 'OperationAsked', operation: 'rollback', approvalId: c.approvalId, reason: c.reason, contentHash: c.contentHash }]);
}

function leaving(m: Migration): Answer | null {
  // The Azure VM would be switched off for a machine that cannot be started any more.
  if (m.sourceLost !== undefined) return refuse(m, 'source-gone');
  if (m.drift !== null) return refuse(m, 'drifted');
  if (m.pending !== null) return refuse(m, 'busy');
  return (m.request ?? null) === null ? null : openRequest(m);
}

function openRequest(m: Migration): Answer {
  return no({ code: 'request-open', detail: { machine: m.name, id: m.request?.approvalId ?? '', operation: m.request?.operation ?? '' } });
}

/** The truth about a machine is what the clouds show, so adopting waits for them; leaving it paused does not. */
function aboutDrift(m: Migration, type: 'adopt-drift' | 'keep-drift'): Answer {
  if (m.drift === null) return refuse(m, 'nothing-outside');
  if (type === 'keep-drift') return ok(m.drift.kept === undefined ? [{ type: 'DriftKept' }] : []);
  return ok(m.drift.adopting === undefined ? [{ type: 'AdoptionAsked' }] : []);
}

function completion(m: Migration, c: Extract<MigrationCommand, { type: 'request-completion' }>): Answer {
  const reason = c.reason ?? '';
  if ((m.request ?? null) !== null) return openRequest(m);
  if (m.sourceLost !== undefined && m.position.phase === 'accepted' && blank(reason)) return refuse(m, 'source-gone');
  return inPhase(m, ['accepted'], [{ type: 'OperationAsked', operation: 'complete', approvalId: c.approvalId, reason, contentHash: c.contentHash }]);
}

function retry(m: Migration): Answer {
  if (m.stuck === null || TERMINAL_PHASES.has(m.position.phase)) return refuse(m, 'nothing-to-retry');
  // A step that is tried again beside a rollback would change what the rollback undoes.
  if ((m.request ?? null) !== null && m.request?.begun !== true) return openRequest(m);
  return ok([{ type: 'RetryAsked' }]);
}

function inPhase(m: Migration, phases: readonly Phase[], events: readonly MigrationEvent[]): Answer {
  return phases.includes(m.position.phase) ? ok(events) : refuse(m, 'wrong-phase');
}

function refuse(m: Migration, code: Refusal['code']): Answer {
  return no({ code, detail: { machine: m.name, phase: m.position.phase, ...(stopOf(m) === 'ferry' ? {} : { stop: stopOf(m) }) } });
}

function blank(text: string): boolean {
  return text.trim() === '';
}
