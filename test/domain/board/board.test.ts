import { describe, expect, test } from '@jest/globals';
import { oldestFirst, waitsOf, type Asking, type WaitKind } from '../../../src/domain/board/inbox.ts';
import { progressOf, tallyOf, urgencyOf, type Standing } from '../../../src/domain/board/tally.ts';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import { DAY, HOUR } from '../../../src/domain/time.ts';
import { at, liveOf, NOW, person, positions, stuckMigration } from '../../cards/fixtures.ts';

const on = (phase: keyof typeof positions, n = 1, over: Partial<Migration> = {}): readonly Standing[] => Array.from({ length: n }, () => ({ migration: at(phase, over), live: null, queued: false }));
const waiting = (n: number, queued = false): readonly Standing[] => Array.from({ length: n }, () => ({ migration: null, live: null, queued }));

describe('a wave on the board', () => {
  test.each([
    { reason: 'nothing begun', machines: waiting(3), progress: { stage: 'replicating', done: 0, of: 3 }, urgency: 3 },
    { reason: 'some wait for their turn', machines: [...waiting(3, true), ...on('seeding')], progress: { stage: 'replicating', done: 0, of: 4 }, urgency: 2 },
    { reason: 'some replicate', machines: [...on('protected', 2), ...on('seeding')], progress: { stage: 'replicating', done: 2, of: 3 }, urgency: 2 },
    { reason: 'the first one is tested', machines: [...on('tested'), ...on('test-review'), ...on('protected')], progress: { stage: 'ready', done: 1, of: 3 }, urgency: 1 },
    { reason: 'some are in Azure', machines: [...on('in-azure'), ...on('migrated'), ...on('failing-over')], progress: { stage: 'in-azure', done: 2, of: 3 }, urgency: 1 },
    { reason: 'all are in Azure, some for good', machines: [...on('accepted'), ...on('migrated', 2)], progress: { stage: 'migrated', done: 2, of: 3 }, urgency: 1 },
    { reason: 'all are migrated', machines: on('migrated', 3), progress: { stage: 'migrated', done: 3, of: 3 }, urgency: 4 },
    { reason: 'one failed', machines: [...on('tested', 2), { migration: stuckMigration, live: null, queued: false }], progress: { stage: 'ready', done: 3, of: 3 }, urgency: 0 },
    { reason: 'no machine yet', machines: [], progress: { stage: 'replicating', done: 0, of: 0 }, urgency: 3 },
  ] as const)('$reason', ({ machines, progress, urgency }) => {
    const tally = tallyOf(machines, NOW);
    expect([progressOf(tally), urgencyOf(tally, 0)]).toEqual([progress, urgency]);
  });

  test('counts every machine once by its step, and its troubles beside', () => {
    const stalled: Standing = { migration: at('seeding', { positionSince: NOW - 9 * HOUR }), live: liveOf({ movedAt: NOW - 2 * HOUR }), queued: false };
    const tally = tallyOf([stalled, ...on('tested', 1, { hold: { by: person('Ola'), at: NOW, reason: 'agent' } }), ...waiting(2)], NOW);
    expect(tally).toMatchObject({ total: 4, copying: 1, stalled: 1, tested: 1, held: 1, waiting: 2, failed: 0 });
    expect([urgencyOf(tally, 0), urgencyOf(tallyOf(on('tested'), NOW), 1)]).toEqual([0, 1]);
  });
});

describe('the inbox', () => {
  const ola = person('Ola Owner');
  const viewer = { who: ola, isOperator: true, now: NOW };
  const asking = (migration: Migration, wave: string | null = null, over: Partial<Asking> = {}): Asking => ({ migration, wave, isReplicated: false, testUntil: null, ...over });
  const kindsOf = (m: Migration, v = viewer): readonly (readonly [WaitKind, boolean])[] => waitsOf([asking(m)], v).map((w) => [w.kind, w.mine]);
  const young = { startedAt: NOW - DAY };
  const drift = { since: NOW, code: 'job-outside', jobId: null } as const;

  test.each([
    { reason: 'what rests or runs asks nobody', m: at('tested', young), is: [] },
    { reason: 'a test machine', m: at('test-review', young), is: [['verdict', true]] },
    { reason: 'an application to stop', m: at('quiescing', young), is: [['quiesce', true]] },
    { reason: 'its owner accepts', m: at('in-azure', { ...young, owner: ola }), is: [['accept', true]] },
    { reason: 'the acceptance of another owner', m: at('in-azure', { ...young, owner: { ...ola, id: userIdFromActivity('another') } }), is: [['accept', false]] },
    { reason: 'accepted: replication still costs', m: at('accepted', young), is: [['complete', true]] },
    { reason: 'a completion that was asked for waits for its approvers', m: at('accepted', { ...young, request: { operation: 'complete', approvalId: 'A-1' as never, reason: '', by: ola, begun: false } }), is: [] },
    { reason: 'failed', m: { ...stuckMigration, ...young }, is: [['failed', true]] },
    { reason: 'a step that only a person can do', m: { ...stuckMigration, ...young, stuck: { ...(stuckMigration.stuck as NonNullable<Migration['stuck']>), code: 'manual-action' as const } }, is: [['manual', true]] },
    { reason: 'changed outside', m: at('tested', { ...young, drift }), is: [['drift', true]] },
    { reason: 'changed outside, and somebody leaves it paused', m: at('tested', { ...young, drift: { ...drift, kept: { by: { kind: 'person', person: ola }, at: NOW } } }), is: [] },
    { reason: 'held before anything else', m: { ...stuckMigration, ...young, hold: { by: ola, at: NOW, reason: 'x' } }, is: [['held', true]] },
    { reason: 'day 25 of the free 31', m: at('protected', { startedAt: NOW - 25 * DAY }), is: [['billing', true]] },
    { reason: 'day 24', m: at('protected', { startedAt: NOW - 25 * DAY + 1 }), is: [] },
    { reason: 'over: it asks nobody any more', m: at('migrated', { startedAt: NOW - 90 * DAY }), is: [] },
  ] as const)('$reason', ({ m, is }) => {
    expect(kindsOf(m)).toEqual(is);
  });

  test('puts together what belongs to one wave and one kind, and nothing else; the oldest comes first', () => {
    const review = (since: number) => at('test-review', { ...young, position: { ...positions['test-review'], since } });
    const waits = oldestFirst(waitsOf([asking(review(NOW - HOUR), 'W07'), asking(review(NOW - 3 * DAY), 'W07'), asking(at('quiescing', young), 'W07'), asking(review(NOW - 2 * HOUR), 'W08')], viewer));
    expect(waits.map((w) => [w.kind, w.wave, w.machines.length, w.days])).toEqual(expect.arrayContaining([['verdict', 'W07', 2, 3], ['verdict', 'W08', 1, null], ['quiesce', 'W07', 1, null]]));
    expect(waits).toHaveLength(3);
    expect(waits[0]).toMatchObject({ kind: 'verdict', wave: 'W07', since: NOW - 3 * DAY });
    expect(waits.map((w) => w.since)).toEqual(waits.map((w) => w.since).toSorted((a, b) => a - b));
  });

  test('asks whoever only looks for nothing', () => {
    expect(kindsOf(at('test-review', young), { ...viewer, isOperator: false })).toEqual([['verdict', false]]);
  });

  describe('costs are told as `cost` tells them', () => {
    const review = (ageMs: number, over: Partial<Migration> = {}): Migration => at('test-review', { ...young, position: { ...positions['test-review'], since: NOW - ageMs }, ...over });
    const accepted = at('accepted', { ...young, position: { ...positions.accepted, failedOverAt: NOW - 4 * DAY } });
    const back = at('rolled-back', { ...young, positionSince: NOW - 4 * DAY });
    const hold = { by: ola, at: NOW, reason: 'x' };
    const soon = { startedAt: NOW - 26 * DAY };

    test.each([
      { reason: 'a test machine of two days is said on its verdict', of: asking(review(49 * HOUR)), is: [['verdict', 2]] },
      { reason: 'not yet', of: asking(review(47 * HOUR)), is: [['verdict', null]] },
      { reason: 'not while somebody wants it longer', of: asking(review(4 * DAY), null, { testUntil: NOW + HOUR }), is: [['verdict', null]] },
      { reason: 'again after that', of: asking(review(4 * DAY), null, { testUntil: NOW - HOUR }), is: [['verdict', 4]] },
      { reason: 'a test machine of a held machine goes on costing', of: asking(review(4 * DAY, { hold })), is: [['held', null], ['test-up', 4]] },
      { reason: 'unless somebody wants it longer', of: asking(review(4 * DAY, { hold }), null, { testUntil: NOW + HOUR }), is: [['held', null]] },
      { reason: 'what is accepted is asked for once', of: asking(accepted), is: [['complete', null]] },
      { reason: 'held, its replication goes on costing', of: asking({ ...accepted, hold }), is: [['held', null], ['left-on', 4]] },
      { reason: 'gone back, and the vault still has it', of: asking(back, null, { isReplicated: true }), is: [['left-on', 4]] },
      { reason: 'gone back, and it has not', of: asking(back), is: [] },
      { reason: 'day 26', of: asking(at('tested', soon)), is: [['billing', 26]] },
      { reason: 'day 40', of: asking(at('tested', { startedAt: NOW - 40 * DAY })), is: [['billing', 40]] },
      { reason: 'its costs end by themselves', of: asking(at('completing', { startedAt: NOW - 40 * DAY })), is: [] },
    ] as const)('$reason', ({ of, is }) => {
      expect(waitsOf([of], viewer).map((w) => [w.kind, w.days])).toEqual(is);
    });
  });
});
