import type { ApprovalId } from '../ids.ts';
import type { Evidence } from '../evidence.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import type { Migration, MigrationEvent, Phase } from './types.ts';

/** What a person may ask of a migration. */
export type MigrationCommand =
  | { readonly type: 'request-test' }
  | { readonly type: 'give-verdict'; readonly works: boolean; readonly reason: string }
  | { readonly type: 'request-cutover'; readonly approvalId: ApprovalId; readonly evidence: Evidence; readonly contentHash: string }
  | { readonly type: 'confirm-quiesce' }
  | { readonly type: 'accept' }
  | { readonly type: 'refuse-acceptance'; readonly reason: string }
  | { readonly type: 'request-completion' }
  | { readonly type: 'request-rollback'; readonly reason: string }
  | { readonly type: 'retry' }
  | { readonly type: 'adopt-drift' };

/** Why a command is refused, with what its sentence needs. */
export type Refusal = { readonly code: 'wrong-phase' | 'busy' | 'stuck' | 'drifted' | 'verdict-needed' | 'reason-needed' | 'nothing-to-retry' | 'point-of-no-return' | 'not-the-owner'; readonly detail: Readonly<Record<string, string>> };

type Asked = { readonly who: Person; readonly now: Instant; /** The person may stand in for the owner (an approver of the scope). */ readonly standsIn: boolean };
type Answer = Result<readonly MigrationEvent[], Refusal>;

/** Decides a person's command from the stored state alone. Pure. */
export function decide(m: Migration, command: MigrationCommand, asked: Asked): Answer {
  if (command.type === 'retry') return retry(m);
  if (command.type === 'adopt-drift') return m.drift === null ? refuse(m, 'nothing-to-retry') : ok([{ type: 'DriftAdopted' }]);
  if (command.type === 'request-rollback') return rollback(m, command.reason);
  if (m.drift !== null) return refuse(m, 'drifted');
  if (m.stuck !== null) return refuse(m, 'stuck');
  if (m.pending !== null) return refuse(m, 'busy');
  return ordinary(m, command, asked);
}

type Ordinary = Exclude<MigrationCommand, { type: 'retry' | 'adopt-drift' | 'request-rollback' }>;

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
    case 'accept':
      return ownersAnswer(m, asked, [{ type: 'MachineAccepted' }]);
    case 'refuse-acceptance':
      return blank(c.reason) ? refuse(m, 'reason-needed') : ownersAnswer(m, asked, [{ type: 'AcceptanceRefused', reason: c.reason }]);
    case 'request-completion':
      return inPhase(m, ['accepted'], [{ type: 'CompletionRequested' }]);
  }
}

function verdict(m: Migration, c: Extract<Ordinary, { type: 'give-verdict' }>, asked: Asked): Answer {
  if (!c.works && blank(c.reason)) return refuse(m, 'reason-needed');
  return inPhase(m, ['test-review'], [{ type: 'VerdictGiven', verdict: { works: c.works, reason: c.reason, by: asked.who, at: asked.now } }]);
}

function requestCutover(m: Migration, c: Extract<Ordinary, { type: 'request-cutover' }>): Answer {
  if (m.position.phase === 'protected') return refuse(m, 'verdict-needed');
  return inPhase(m, ['tested'], [{ type: 'CutoverRequested', approvalId: c.approvalId, evidence: c.evidence, contentHash: c.contentHash }]);
}

/** The owner answers for the application; an approver may stand in, by name. */
function ownersAnswer(m: Migration, asked: Asked, events: readonly MigrationEvent[]): Answer {
  if (!samePerson(m.owner, asked.who) && !asked.standsIn) return no({ code: 'not-the-owner', detail: { owner: m.owner.name } });
  return inPhase(m, ['in-azure'], events);
}

function rollback(m: Migration, reason: string): Answer {
  const p = m.position;
  if (blank(reason)) return refuse(m, 'reason-needed');
  if (p.phase === 'completing' || p.phase === 'migrated') return refuse(m, 'point-of-no-return');
  const mayLeave = p.phase === 'in-azure' || p.phase === 'accepted' || p.phase === 'source-stopped' || p.phase === 'stopping-source';
  if (!mayLeave) return refuse(m, 'wrong-phase');
  if (m.drift !== null) return refuse(m, 'drifted');
  if (m.pending !== null) return refuse(m, 'busy');
  return ok([{ type: 'RollbackRequested', reason }]);
}

function retry(m: Migration): Answer {
  if (m.stuck === null) return refuse(m, 'nothing-to-retry');
  return ok([{ type: 'RetryAsked' }]);
}

function inPhase(m: Migration, phases: readonly Phase[], events: readonly MigrationEvent[]): Answer {
  return phases.includes(m.position.phase) ? ok(events) : refuse(m, 'wrong-phase');
}

function refuse(m: Migration, code: Refusal['code']): Answer {
  return no({ code, detail: { machine: m.name, phase: m.position.phase } });
}

function blank(text: string): boolean {
  return text.trim() === '';
}
