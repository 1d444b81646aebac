/** Cards around a source that is not stopped by Ferry, and around Azure jobs that wait for a person. */
import { approvalCard } from '../../src/cards/approval.ts';
import { machineCard } from '../../src/cards/machine.ts';
import { quiesceCard } from '../../src/cards/quiesce.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { stopSourceCard } from '../../src/cards/stop-source.ts';
import { troubleCard } from '../../src/cards/trouble.ts';
import { jobIdFromCloud } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { stopWarnings, type SourceStop } from '../../src/domain/source-stop.ts';
import { en } from '../../src/text/en.ts';
import { approvalOf, at, liveOf, NOW, person, statusOf, worksVerdict } from './fixtures.ts';

const JOB = jobIdFromCloud('33333333-3333-3333-3333-333333333333');
const LEFT_ON: SourceStop = { kind: 'none', reason: 'it only serves files' };
const BY_PERSON: SourceStop = { kind: 'person' };
const OLA = person('Ola Operator');

function waiting(over: Partial<Migration> = {}): Migration {
  const failure = { code: 'ManualAction', message: 'The UnplannedFailover job waits for a person: "Manual action".', causes: '', advice: 'Do what the step asks for, then answer here.', task: 'Manual action', activityId: '44444444-4444 ActivityId: 55555555-5555' };
  return at('failing-over', { sourceStoppedAt: NOW - 60_000, pending: { kind: 'startFailover', intendedAt: NOW - 50_000, status: 'accepted', jobId: JOB, comment: null, requestId: '66666666-6666' }, stuck: { since: NOW - 30_000, code: 'manual-action', act: 'startFailover', jobId: JOB, failure, requestId: '66666666-6666' }, ...over });
}

const answered = (note: string, status: 'cannot' | 'wanted'): Migration => waiting({ manual: { jobId: JOB, note, by: OLA, at: NOW, status } });

export const ordinaryStops = {
  'quiesce.left-on': () => quiesceCard({ status: statusOf(at('quiescing', { sourceStop: LEFT_ON }), liveOf(), approvalOf({ status: 'approved', sourceStop: LEFT_ON })), etag: 9 }, en),
  'stop-source': () => stopSourceCard({ status: statusOf(at('stopping-source', { sourceStop: BY_PERSON }), liveOf(), approvalOf({ status: 'approved', sourceStop: BY_PERSON })), etag: 10 }, en),
  'approval.by-person': () => approvalCard({ approval: approvalOf({ sourceStop: BY_PERSON }), migration: at('awaiting-approval'), now: NOW, etag: 3 }, en),
  'approval.left-on': () => approvalCard({ approval: approvalOf({ sourceStop: LEFT_ON, evidence: { ...approvalOf().evidence, warnings: stopWarnings(LEFT_ON) } }), migration: at('awaiting-approval'), now: NOW, etag: 3 }, en),
  'machine.left-on': () => machineCard({ status: statusOf(at('source-stopped', { sourceStop: LEFT_ON, sourceStoppedAt: null, verdict: worksVerdict })) }, en),
  'machine.by-person': () => machineCard({ status: statusOf(at('stopping-source', { sourceStop: BY_PERSON, sourceStoppedAt: null, verdict: worksVerdict })) }, en),
  'trouble.manual': () => troubleCard({ status: statusOf(waiting()), etag: 11 }, en),
  'trouble.manual-cannot': () => troubleCard({ status: statusOf(answered('The gateway is locked.', 'cannot')), etag: 11 }, en),
  'trouble.manual-done': () => troubleCard({ status: statusOf(answered('The gateway is open.', 'wanted')), etag: 11 }, en),
} satisfies Readonly<Record<string, () => Rendered>>;

/** The same with any text in it. */
export function stopsWithText(text: string): Readonly<Record<string, () => Rendered>> {
  const left: SourceStop = { kind: 'none', reason: text };
  return {
    'stop-source': () => stopSourceCard({ status: statusOf({ ...at('stopping-source', { sourceStop: BY_PERSON }), name: text }), etag: 1 }, en),
    'approval.left-on': () => approvalCard({ approval: approvalOf({ sourceStop: left, evidence: { ...approvalOf().evidence, warnings: stopWarnings(left) } }), migration: at('awaiting-approval'), now: NOW, etag: 3 }, en),
    'trouble.manual-cannot': () => troubleCard({ status: statusOf({ ...answered(text, 'cannot'), name: text }), etag: 1 }, en),
  };
}
