import type { AuditTarget } from '../domain/audit/target.ts';
import type { SecurityEvent } from '../domain/audit/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { BrokenRecord } from '../ports/audit.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Outcome } from './outcome.ts';

/** What is wrong with one stream. `seq` and `at` are of its first wrong record, `after` of the last whole one before it; null when not known. */
export type AuditFault = {
  readonly stream: string;
  readonly seq: number | null;
  readonly at: Instant | null;
  readonly after: Instant | null;
  /** Beside what is wrong with a record: the whole stream is gone, its state is not what its records say, or the card that a decision was taken on is not there any more, or another one. */
  readonly what: BrokenRecord['what'] | 'gone' | 'state-differs' | 'card-gone' | 'card-changed';
};

/** What came of a walk; the earliest fault first. */
export type AuditVerdict = { readonly at: Instant; readonly streams: number; readonly records: number; readonly faults: readonly AuditFault[] };

/** The newest records of a target. `verdict` is null when there are too many records to walk them for one card. */
export type AuditView = { readonly target: AuditTarget; readonly streams: number; readonly total: number; readonly records: readonly Recorded[]; readonly verdict: AuditVerdict | null };

/** What an auditor can ask for; who may is asked before. */
export type AuditUseCases = {
  /** The target that a text names: everything, an approval, `wave` and its name, or a machine that Ferry has records of, there or gone. Null for none of them. */
  auditTarget(text: string): Promise<AuditTarget | null>;
  audit(target: AuditTarget): Outcome<AuditView>;
  verifyAudit(target: AuditTarget): Outcome<AuditVerdict>;
  /** Puts on record what was refused, or taken away. */
  recordSecurity(o: { readonly event: SecurityEvent; readonly who: Person }): Promise<void>;
};
