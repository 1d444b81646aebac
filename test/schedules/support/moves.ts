/** What can happen to one machine during its cutover: by its people, by others, by the clouds, by the clock, and by chance. */
import fc from 'fast-check';

export const NAMES = ['ola', 'ana', 'bob', 'cleo'] as const;
export type Name = (typeof NAMES)[number];

/** A replica dies at its n-th write to the store or a cloud. */
export type Kill = { readonly at: number; readonly when: 'before' | 'after' } | null;
export const FAULTS = ['busy', 'broken', 'dropped', 'done-but-500', 'done-but-dropped', 'reads-broken', 'store-broken'] as const;
/** How the clouds, or the store, answer the next writes, or the next read. */
export type Fault = (typeof FAULTS)[number] | null;

export const SAYINGS = ['approve', 'approve-again', 'reject', 'withdraw', 'ask', 'rollback', 'retry', 'hold', 'resume', 'adopt', 'keep', 'complete', 'quiesce', 'accept', 'refuse', 'cutover', 'stopped', 'done', 'cannot', 'delegate', 'delegate-end', 'break', 'break-confirm', 'review'] as const;
export const PRESSES = ['portalFailover', 'portalTest', 'portalTestCleanup', 'portalCommit', 'portalComplete', 'portalDisable', 'portalSettings'] as const;

type Does =
  /** A worker takes the job of the machine; jobs come twice, late, or at any moment. */
  | { readonly do: 'work'; readonly fault: Fault }
  /** Somebody does what the cards ask for next. */
  | { readonly do: 'next'; readonly who: Name; readonly window: 'none' | 'open' | 'soon'; readonly stop: 'ferry' | 'person' | 'none'; readonly twice: boolean }
  /** Somebody does what nobody asked for. */
  | { readonly do: 'say'; readonly who: Name; readonly what: (typeof SAYINGS)[number] }
  | { readonly do: 'look'; readonly fault: Fault }
  | { readonly do: 'timers' }
  | { readonly do: 'freeze'; readonly minutes: number }
  | { readonly do: 'thaw' }
  | { readonly do: 'hold-all' }
  | { readonly do: 'release-all' };
/** Done by one of the two replicas, which may die of it. */
export type Act = Does & { readonly replica: 0 | 1; readonly kill: Kill };
export type Move =
  | Act
  /** Both at the same time, each by another replica; or the other wholly between two of the first one's requests to the store and the clouds. */
  | { readonly do: 'race'; readonly one: Act; readonly other: Act; readonly after: number | null }
  /** Some minutes, what the cards ask for, and the work that follows from it: how it goes when nothing is in the way. */
  | { readonly do: 'forward'; readonly next: Extract<Act, { do: 'next' }>; readonly work: Extract<Act, { do: 'work' }> }
  | { readonly do: 'pass'; readonly minutes: number }
  | { readonly do: 'members'; /** Null: the group cannot be read. */ readonly names: readonly Name[] | null }
  | { readonly do: 'press'; readonly key: (typeof PRESSES)[number] }
  | { readonly do: 'ec2'; readonly state: 'running' | 'stopped' | 'terminated' }
  | { readonly do: 'job-waits'; readonly scenario: 'UnplannedFailover' }
  | { readonly do: 'job-fails'; readonly scenario: 'UnplannedFailover' | 'CompleteMigration' };

type Weighted<T> = { readonly weight: number; readonly arbitrary: fc.Arbitrary<T> };
const mostly = <T>(calm: number, usual: T, others: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: calm, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });

const who = fc.constantFrom(...NAMES);
const fault = mostly<Fault>(5, null, fc.constantFrom(...FAULTS));
const hands = { replica: fc.constantFrom<0 | 1>(0, 1), kill: mostly<Kill>(9, null, fc.record({ at: fc.integer({ min: 1, max: 5 }), when: fc.constantFrom<'before' | 'after'>('before', 'after') })) };

const work = fc.record({ do: fc.constant('work' as const), fault, ...hands });
const next = fc.record({ do: fc.constant('next' as const), who, window: mostly<'none' | 'open' | 'soon'>(5, 'none', fc.constantFrom('open', 'soon')), stop: mostly<'ferry' | 'person' | 'none'>(2, 'ferry', fc.constantFrom('person', 'none')), twice: fc.boolean(), ...hands });
const say = fc.record({ do: fc.constant('say' as const), who, what: fc.constantFrom(...SAYINGS), ...hands });
const releases = fc.record({ do: fc.constantFrom('thaw' as const, 'release-all' as const), ...hands });
const freeze = fc.record({ do: fc.constant('freeze' as const), minutes: fc.constantFrom(4, 20), ...hands });
const holdAll = fc.record({ do: fc.constant('hold-all' as const), ...hands });
const against = fc.record({ do: fc.constant('say' as const), who, what: fc.constantFrom('withdraw' as const, 'withdraw' as const, 'reject' as const, 'hold' as const, 'rollback' as const, 'approve' as const, 'break' as const, 'delegate-end' as const, 'cannot' as const), ...hands });
const besides = fc.oneof<Weighted<Act>[]>({ weight: 2, arbitrary: work }, { weight: 2, arbitrary: next }, { weight: 4, arbitrary: against }, { weight: 1, arbitrary: freeze }, { weight: 1, arbitrary: holdAll });

/** Moves of everybody who works with Ferry. */
const inside: Weighted<Move>[] = [
  { weight: 40, arbitrary: fc.record({ do: fc.constant('forward' as const), next, work }) },
  { weight: 10, arbitrary: work },
  { weight: 10, arbitrary: next },
  { weight: 4, arbitrary: say },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const), fault, ...hands }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('timers' as const), ...hands }) },
  { weight: 4, arbitrary: releases },
  { weight: 1, arbitrary: freeze },
  { weight: 1, arbitrary: holdAll },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('say' as const), who, what: fc.constantFrom('delegate' as const, 'break' as const, 'break-confirm' as const, 'review' as const), ...hands }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('job-waits' as const), scenario: fc.constant('UnplannedFailover' as const) }) },
  { weight: 14, arbitrary: fc.record({ do: fc.constant('race' as const), one: fc.record({ do: fc.constant('work' as const), fault: fc.constant(null), ...hands }), other: besides, after: fc.option(fc.integer({ min: 1, max: 70 }), { nil: null, freq: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 4, 12, 70) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('members' as const), names: mostly<readonly Name[] | null>(1, NAMES, fc.option(fc.subarray([...NAMES], { minLength: 1 }), { freq: 4 })) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('job-fails' as const), scenario: fc.constantFrom('UnplannedFailover' as const, 'CompleteMigration' as const) }) },
];
/** What others do in the portal and in the console. */
const outside: Weighted<Move>[] = [
  { weight: 3, arbitrary: fc.record({ do: fc.constant('press' as const), key: fc.constantFrom(...PRESSES) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ec2' as const), state: fc.constantFrom('running' as const, 'running' as const, 'stopped' as const, 'terminated' as const) }) },
];

const size = { minLength: 20, maxLength: 40 };
export const schedules = fc.oneof({ weight: 2, arbitrary: fc.array(fc.oneof(...inside), size) }, { weight: 1, arbitrary: fc.array(fc.oneof(...inside, ...outside), size) });
