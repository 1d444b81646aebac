import { describe, expect, test } from '@jest/globals';
import type { MigrationEvent, Phase } from '../../src/domain/migration/types.ts';
import { en } from '../../src/text/en.ts';
import { everyEvent } from '../cards/events.ts';
import { at, migrationOf, NOW, positions, stuckMigration, worksVerdict } from '../cards/fixtures.ts';

const HOSTILE = '<at>Bot</at> [x](http://evil.example) **bold** ${x}';
const MARKUP = /<at|\]\(|\*\*|\$\{/;
const PHASES = Object.keys(positions) as Phase[];
const CODES = [
  'not-allowed-here', 'no-such-machine', 'no-migration', 'already-migrating', 'already-migrated', 'not-ready', 'wrong-phase', 'busy', 'stuck', 'drifted', 'held', 'verdict-needed', 'reason-needed', 'unknown-choice', 'no-approvers',
  'requester-cannot-approve', 'not-an-approver', 'already-decided', 'expired', 'no-such-approval', 'not-the-requester', 'not-the-owner', 'point-of-no-return', 'no-cancel', 'evidence-worse', 'nothing-to-retry', 'ip-not-unique', 'cloud-unreadable', 'no-such-wave', 'not-overridable', 'nothing-to-override', 'nothing-missing', 'changed-meanwhile',
  'confirmation-needed', 'asked-again', 'question-needed', 'quorum-met', 'too-few-approvers', 'approval-waits', 'approval-void', 'no-such-person', 'delegate-self', 'delegate-without-role', 'delegation-too-long', 'no-delegation',
] as const;

describe.each(CODES)('the refusal %s', (code) => {
  test('says what happened and what to do, without a blank for a missing detail', () => {
    const text = en.rejection({ code, detail: {} });
    expect(text).toMatch(/[.:]/);
    expect(text).not.toMatch(/undefined|null|\(\)| {2}| [.:]/);
  });

  test('shows foreign details without their markup', () => {
    const keys = ['machine', 'name', 'phase', 'next', 'blocks', 'why', 'operation', 'status', 'by', 'id', 'owner', 'reason', 'similar', 'field', 'ip', 'role', 'act', 'code', 'known', 'check'];
    const text = en.rejection({ code, detail: Object.fromEntries(keys.map((k) => [k, HOSTILE])) });
    expect(text).not.toMatch(MARKUP);
    expect(text.length).toBeLessThan(1100);
  });
});

test('a refusal for the wrong step names the step in words', () => {
  expect(en.rejection({ code: 'wrong-phase', detail: { phase: 'seeding', next: 'Wait.' } })).toBe('That is not possible now: it is at "first copy running". Nothing was changed. Next step: Wait.');
});

describe.each(Object.values(everyEvent(HOSTILE)))('the event $type', (event) => {
  test('has one harmless sentence in the history', () => {
    const line = en.history(event);
    expect(line.length).toBeGreaterThan(10);
    expect(line).not.toMatch(/undefined|null|\n/);
    expect(line).not.toMatch(MARKUP);
  });
});

const MILESTONES = [
  'MigrationStarted', 'JobFailed', 'SeedingStarted', 'ProtectionReached', 'TestVmReady', 'VerdictGiven', 'TestCleanedUp', 'CutoverRequested', 'CutoverRenewed', 'ManualActionAnswered', 'SourceStopConfirmed', 'CutoverApproved', 'CutoverDenied', 'CutoverScheduled', 'CutoverSuspended', 'WindowSet', 'FreezeMet', 'OperationAsked', 'OperationDenied', 'MachineHeld', 'MachineReleased', 'QuiesceConfirmed', 'DrainFinished', 'SourceStopped',
  'FailoverFinished', 'MachineAccepted', 'AcceptanceRefused', 'MigrationCompleted', 'RollbackRequested', 'RolledBack', 'BecameStuck', 'Drifted', 'DriftAdopted', 'Abandoned', 'SourceChanged', 'SourceLost', 'RollbackStopped',
];

test('only what people wait for is a milestone, and foreign text in it is harmless', () => {
  const events = Object.values(everyEvent(HOSTILE)).filter((e) => isMigrationEvent(e));
  const told = events.flatMap((e) => { const text = en.milestone(e, migrationOf({ name: HOSTILE })); return text === null ? [] : [{ type: e.type, text }]; });
  expect(told.map((t) => t.type).toSorted()).toEqual(MILESTONES.toSorted());
  expect(told.filter((t) => MARKUP.test(t.text))).toEqual([]);
});

function isMigrationEvent(e: { readonly type: string }): e is MigrationEvent {
  return !/^Approv|^Rejected|^Run|^Decision|^Evidence|^Question|^Delegat|^Freeze(Added|Ended)|^Glass|^Review|^All(Held|Released)|^Machine(Settled|Returned)|^Removals|^(Unf|F)ollowed|^Habit/.test(e.type);
}

test.each(PHASES)('the phase %s has words, a next step and a way back', (phase) => {
  const m = at(phase, { verdict: worksVerdict });
  for (const text of [en.state.state(m), en.state.nextStep(m), en.ladder.parts(m).here, en.ladder.wayBack(m)]) expect(text.length).toBeGreaterThan(5);
});

describe('nothing claims more than the state proves', () => {
  test.each([
    ['a failover that was only intended', at('failing-over', { pending: { kind: 'startFailover', intendedAt: NOW, status: 'intended', jobId: null, comment: null } }), 'failover is being requested'],
    ['a failover without an answer', at('failing-over', { pending: { kind: 'startFailover', intendedAt: NOW, status: 'uncertain', jobId: null, comment: null } }), 'failover requested, the answer was lost'],
    ['a failover that runs', at('failing-over', { pending: { kind: 'startFailover', intendedAt: NOW, status: 'accepted', jobId: null, comment: null } }), 'failover running'],
    ['a failover whose VM is not there yet', at('failing-over', { finished: 'startFailover' }), 'failover job ended, waiting for the Azure VM'],
    ['a test that did not work', at('protected', { verdict: { ...worksVerdict, works: false } }), 'replicating; the last test did not work'],
    ['a stopped source', at('source-stopped'), 'EC2 machine stopped, failover not started yet'],
    ['trouble', stuckMigration, 'stuck: an Azure job failed'],
  ])('%s', (_reason, m, words) => {
    expect(en.state.state(m)).toBe(words);
  });

  test('after a failover the way back always says that there is no failback and what is lost', () => {
    for (const phase of ['in-azure', 'accepted'] as const) expect(en.ladder.wayBack(at(phase))).toMatch(/No failback to AWS exists; rollback discards the Azure VM and starts EC2 again\..*is lost/);
  });

  test('rungs that nobody saw are not ticked', () => {
    const { behind } = en.ladder.parts(at('in-azure', { sourceStoppedAt: null }));
    expect(behind).toContain('? 2 tested (not seen by Ferry) → ? 3 last delta in (not seen by Ferry) → ? 4 source stopped (not seen by Ferry)');
  });

  test.each([
    ['enabling', { behind: '', here: '● before step 1: you are here', ahead: /^→ 1 replicating → 2/ }],
    ['draining', { behind: '✔ 1 replicating', here: '● 2 tested: you are here', ahead: /^→ 3 last delta in → 4/ }],
    ['migrated', { behind: /7 accepted$/, here: '● 8 completed: you are here', ahead: '' }],
    ['abandoned', { behind: '', here: /^Left the ladder/, ahead: '' }],
  ] as const)('in phase %s one rung stands out, with what is behind it and ahead', (phase, parts) => {
    const shown = en.ladder.parts(at(phase, { verdict: worksVerdict }));
    for (const [key, text] of Object.entries(parts)) expect(shown[key as keyof typeof shown]).toMatch(typeof text === 'string' ? new RegExp(`^${text}$`) : text);
  });

  test('what was done outside, or is gone, is not called undoable', () => {
    const drifted = at('tested', { drift: { since: NOW, code: 'failed-over-outside', jobId: null } });
    expect(en.ladder.wayBack(drifted)).toMatch(/^Not known before somebody has looked/);
    expect(en.ladder.parts(drifted).here).toMatch(/the last that Ferry knows$/);
    expect(en.ladder.wayBack({ ...stuckMigration, stuck: { ...stuckMigration.stuck!, code: 'source-gone' } })).toMatch(/^None to AWS/);
  });

  test('a wait does not call itself a next thing to do', () => {
    for (const phase of PHASES) expect(en.state.nextStep(at(phase, { verdict: worksVerdict }))).not.toMatch(/^Nothing to do/);
  });

  test('a job is told in words, with the steps that are known', () => {
    const job = { what: en.state.scenario('EnableDr'), state: null, done: 1, total: 5, current: 'Installing' };
    expect(en.cards.machine.job(job)).toBe('Azure: turning replication on, 1 of 5 steps done, now: Installing');
    expect(en.cards.machine.job({ ...job, what: en.state.scenario('Odd'), state: 'failed', total: null, current: '' })).toBe('Azure: job Odd, failed, 1 step done');
  });
});

test.each([
  ['seeding', 1], ['tested', 2], ['draining', 2], ['stopping-source', 3], ['source-stopped', 4], ['failing-over', 5], ['in-azure', 6], ['accepted', 7], ['completing', 7], ['migrated', 8], ['rolled-back', null],
] as const)('in phase %s the ladder stands at %p', (phase, rung) => {
  expect(en.ladder.rung(at(phase, { verdict: worksVerdict }))).toBe(rung);
});

test('general answers never repeat what was typed without making it harmless', () => {
  for (const text of [en.answers.notYours(HOSTILE), en.answers.internalError(HOSTILE), en.answers.throttled(HOSTILE, 37_000), en.answers.throttled('Azure', null), en.answers.unavailable(HOSTILE, HOSTILE), en.answers.nothingFound([HOSTILE]), en.answers.started(HOSTILE), en.answers.answered(HOSTILE)]) expect(text).not.toMatch(MARKUP);
});
