/** Views of the audit, with the given text wherever a person or a cloud writes freely. */
import { DAY } from '../../src/domain/time.ts';
import type { AuditVerdict, AuditView } from '../../src/usecases/audit-types.ts';
import { everyEvent } from './events.ts';
import { NOW, person, recorded } from './fixtures.ts';

/** Ten records of one machine. */
export function auditViewOf(name: string, text: string): AuditView {
  const e = everyEvent(text);
  const records = recorded([e.MigrationStarted, e.ActIntended, e.ActAccepted, e.VerdictGiven, e.CutoverRequested, e.Approved, e.Rejected, e.ActRefused, e.JobFailed, e.AcceptanceRefused], person(text));
  return { target: { kind: 'machine', name, instance: 'i-0123456789abcdef0' }, streams: 3, total: 41, records, verdict: { at: NOW, streams: 3, records: 41, faults: [] } };
}

/** Everything that can be wrong. */
export function damagedVerdict(stream = 'm-0123456789abcdef0-1'): AuditVerdict {
  const one = { stream, seq: 7, at: NOW, after: NOW - DAY };
  const faults = (['changed', 'missing', 'cut-off', 'extra', 'no-stream', 'state-differs'] as const).map((what, n) => ({ ...one, what, stream: n === 0 ? stream : `A-${n}`, at: what === 'missing' || what === 'cut-off' ? null : NOW }));
  return { at: NOW, streams: 14, records: 410, faults: [...faults, { stream: 'A-1099', seq: null, at: null, after: NOW - DAY, what: 'gone' }, ...Array.from({ length: 6 }, (_, n) => ({ ...one, stream: `m-${n}`, what: 'changed' as const }))] };
}
