/** Walks of a whole migration against a model of the clouds that loses answers, fails jobs and lags, with kills at any moment. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replay, type Happened } from '../../../src/domain/migration/evolve.ts';
import { TERMINAL_PHASES, type Migration, type MigrationEvent, type Phase } from '../../../src/domain/migration/types.ts';
import type { SourceStop } from '../../../src/domain/source-stop.ts';
import { makeModel, type Press } from './model-azure.ts';
import { makeRun, type Choice, type Fault } from './walk-run.ts';

const PRESSED: readonly Press[] = ['portal-failover', 'portal-test', 'portal-clean', 'portal-disable', 'portal-complete', 'portal-resize', 'terminates-ec2', 'adds-disk'];

const calm: Choice = { fault: 'ok', kill: 'no', person: 'approve', outside: 'nothing', window: 'none', stop: { kind: 'ferry' }, minutes: 5 };
/** Choices in which others act once in so many rounds. */
const choiceWith = (calmRounds: number, others: readonly Choice['outside'][]) => fc.record<Choice>({
  fault: fc.oneof({ weight: 6, arbitrary: fc.constant<Fault>('ok') }, { weight: 1, arbitrary: fc.constantFrom<Fault>('refuse', 'lose-before', 'lose-after', 'fail-job', 'wait-job') }),
  kill: fc.oneof({ weight: 6, arbitrary: fc.constant<Choice['kill']>('no') }, { weight: 1, arbitrary: fc.constantFrom<Choice['kill']>('before-call', 'after-call') }),
  // A machine that is held most of the time would come nowhere.
  person: fc.oneof({ weight: 24, arbitrary: fc.constantFrom<Choice['person']>('works', 'approve', 'approve', 'approve', 'fails', 'reject', 'rollback', 'rollback', 'retry', 'retry', 'resume', 'nothing') }, { weight: 1, arbitrary: fc.constant<Choice['person']>('hold') }),
  outside: fc.oneof({ weight: calmRounds, arbitrary: fc.constant<Choice['outside']>('nothing') }, { weight: 1, arbitrary: fc.constantFrom<Choice['outside']>(...others) }),
  window: fc.constantFrom<Choice['window']>('none', 'none', 'none', 'open', 'later'),
  stop: fc.constantFrom<SourceStop>({ kind: 'ferry' }, { kind: 'ferry' }, { kind: 'person' }, { kind: 'none', reason: 'read-only' }),
  minutes: fc.constantFrom(1, 3, 11),
});

const HINDERED: readonly Choice['outside'][] = ['starts-ec2', 'approval-voided', 'freeze', 'hold-all', 'resume-all', 'resume-all'];
const choice = choiceWith(30, HINDERED);

/** What a walk should have met, by name. */
function milestonesOf(e: MigrationEvent): readonly string[] {
  switch (e.type) {
    case 'MachineHeld': case 'MachineReleased':
      return [e.type];
    case 'RollbackRequested':
      return ['rollback begun'];
    case 'CompletionRequested':
      return ['complete begun'];
    case 'OperationDenied':
      return [`${e.operation} ${e.outcome}`];
    case 'CutoverDenied':
      return e.outcome === 'withdrawn' ? ['nothing to undo'] : e.outcome === 'missed' && e.reason.startsWith('fewer') ? ['too late'] : [];
    case 'BecameStuck':
      return [`stuck ${e.stuck.code}`];
    case 'SourceStopConfirmed': case 'CutoverRenewed':
      return [e.type];
    case 'ManualActionAnswered':
      return [e.done ? 'manual done' : 'manual cannot'];
    case 'ActAccepted':
      return e.act === 'resumeJob' ? ['job resumed'] : [];
    default:
      return [];
  }
}

/** Under which policy the source came to rest before a failover. */
function policiesRun(log: readonly Happened[]): readonly string[] {
  const asked = log.flatMap((h) => (h.event.type === 'CutoverRequested' ? [h.event.sourceStop?.kind ?? 'ferry'] : [])).at(-1);
  return log.some((h) => h.event.type === 'FailoverFinished') ? [`failed over: ${asked ?? ''}`] : [];
}

/** What a person does who wants it over: releases it, answers what waits, retries, and now and then gives up. */
function wish(m: Migration, i: number): Choice['person'] {
  if ((m.hold ?? null) !== null) return 'resume';
  if (m.stuck === null || m.request?.begun === false || m.stuck.code === 'manual-action') return 'approve';
  return i % 20 >= 18 ? 'rollback' : 'retry';
}

function settleDown(run: ReturnType<typeof makeRun>): void {
  for (let i = 0; i < 200 && !TERMINAL_PHASES.has(run.r.state.position.phase); i++) {
    // A person does what the card asks: here it is the only copy that is left.
    const outside = run.r.holdAll !== null ? 'resume-all' : run.r.state.stuck?.code === 'source-gone' ? 'starts-vm' : 'nothing';
    run.round({ ...calm, outside, minutes: 11, person: wish(run.r.state, i) });
  }
}

describe('a whole migration', () => {
  test('goes from enabling to migrated when nothing goes wrong', () => {
    const run = makeRun(makeModel());
    for (let i = 0; i < 120 && run.r.state.position.phase !== 'migrated'; i++) run.round(calm);
    const phases: Phase[] = run.r.log.map((_, i) => replay(run.r.log.slice(0, i + 1))?.position.phase ?? 'abandoned');
    expect(run.r.violations).toEqual([]);
    expect(phases).toEqual(expect.arrayContaining(['seeding', 'testing', 'test-review', 'awaiting-approval', 'quiescing', 'draining', 'failing-over', 'in-azure', 'completing', 'migrated']));
    expect(run.r.acts).toEqual(['enableReplication', 'startTestFailover', 'cleanUpTestFailover', 'stopSource', 'startFailover', 'completeMigration']);
  });

  test('never fails over twice, never without approval, never with both machines on, whatever is lost, killed or answered', () => {
    const reached = new Map<Phase, number>();
    const met = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(choice, { minLength: 20, maxLength: 90 }), (choices) => {
        const model = makeModel();
        const run = makeRun(model);
        for (const c of choices) run.round(c);
        expect(run.r.violations).toEqual([]);
        // A failed failover job may be begun again after a person asked; one that ended well never.
        expect(model.state.jobs.filter((j) => j.act === 'startFailover' && j.state !== 'failed').length).toBeLessThanOrEqual(1);
        expect(model.state.jobs.filter((j) => j.act === 'completeMigration' && j.state === 'succeeded' && !j.byOthers).length).toBeLessThanOrEqual(1);
        expect(model.state.bothOn).toBe(false);
        reached.set(run.r.state.position.phase, (reached.get(run.r.state.position.phase) ?? 0) + 1);
        for (const what of [...run.r.log.flatMap((h) => milestonesOf(h.event)), ...policiesRun(run.r.log)]) met.set(what, (met.get(what) ?? 0) + 1);
      }),
      { numRuns: 10_000 },
    );
    // Walks that never come to the dangerous part would prove nothing.
    for (const phase of ['failing-over', 'in-azure', 'migrated', 'rolled-back'] as const) expect(reached.get(phase) ?? 0).toBeGreaterThan(10);
    for (const what of ['MachineHeld', 'MachineReleased', 'rollback begun', 'rollback rejected', 'rollback expired', 'rollback missed', 'complete begun', 'complete rejected', 'stuck rollback-refused', 'nothing to undo', 'failed over: ferry', 'failed over: person', 'failed over: none', 'SourceStopConfirmed', 'CutoverRenewed', 'stuck manual-action', 'manual done', 'manual cannot', 'job resumed', 'too late']) {
      expect({ what, enough: (met.get(what) ?? 0) >= 10 }).toEqual({ what, enough: true });
    }
  });

  test('whatever others do behind its back is seen, pauses it, and never leads to a second failover', () => {
    const met = new Map<string, number>();
    const count = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(fc.array(choiceWith(6, [...HINDERED, ...PRESSED]), { minLength: 20, maxLength: 80 }), (choices) => {
        const model = makeModel();
        const run = makeRun(model);
        for (const c of choices) run.round(c);
        expect(run.r.violations).toEqual([]);
        expect(model.state.jobs.filter((j) => j.act === 'startFailover' && j.state !== 'failed').length).toBeLessThanOrEqual(1);
        expect(model.state.bothOn).toBe(false);
        for (const { event: e } of run.r.log) {
          if (e.type === 'Drifted') count(e.drift.code);
          if (e.type === 'DriftAdopted') count(`adopted: ${e.outcome?.to ?? ''}`);
          if (e.type === 'SourceLost' || e.type === 'RollbackStopped' || e.type === 'DriftKept' || e.type === 'DriftAttributed') count(e.type);
          if (e.type === 'CutoverApproved' && run.r.state.sourceLost !== undefined) count('last copy approved');
        }
        settleDown(run);
        // The log tells how it came there.
        expect({ log: run.r.log.slice(-30).map((h) => h.event.type), ended: TERMINAL_PHASES.has(run.r.state.position.phase) }).toMatchObject({ ended: true });
      }),
      { numRuns: 2_500 },
    );
    // What no walk has met, no walk has proved.
    for (const what of ['failed-over-outside', 'item-gone', 'test-outside', 'settings-changed', 'source-changed', 'adopted: in-azure', 'adopted: abandoned', 'adopted: test-review', 'adopted: stay', 'adopted: migrated', 'SourceLost', 'DriftKept', 'DriftAttributed', 'last copy approved']) {
      expect({ what, enough: (met.get(what) ?? 0) >= 10 }).toEqual({ what, enough: true });
    }
  });

  test('can still reach an end from wherever chance has led it', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 60 }), (choices) => {
        const run = makeRun(makeModel());
        for (const c of choices) run.round(c);
        settleDown(run);
        expect(TERMINAL_PHASES.has(run.r.state.position.phase)).toBe(true);
        expect(run.r.violations).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
