/** Which messages a migration should have: a pure function of its story, so that nothing is said twice and nothing is forgotten. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Approval, ApprovalEvent } from '../../src/domain/approval/types.ts';
import type { Migration, MigrationEvent, MigrationEventType } from '../../src/domain/migration/types.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { firstLine } from '../../src/workers/outbox.ts';
import { waveEnds } from '../../src/workers/wanted-wave-ends.ts';
import { wantedPosts, type Story, type Wanted } from '../../src/workers/wanted.ts';
import { waveOf } from '../cards/approval-wave-views.ts';
import { everyEvent } from '../cards/events.ts';
import { approvalOf, at, liveOf, migrationOf, NOW, person, recorded, statusOf, stuckMigration } from '../cards/fixtures.ts';

const EVENTS = everyEvent('words of somebody');
const A = approvalOf();

function story(m: Migration, events: readonly MigrationEvent[], o: { readonly now?: number; readonly approval?: Approval } = {}): Story {
  const records = recorded(events);
  const approval = o.approval ?? A;
  return { status: { ...statusOf(m, liveOf(), approval), now: o.now ?? NOW }, events: records, history: records, approvals: new Map([[approval.id, approval]]) };
}

const posts = (s: Story): readonly Wanted[] => wantedPosts(s, en);
const words = (w: Wanted | undefined): string => (w === undefined ? '' : JSON.stringify(w.content));
const of = (...types: readonly (keyof typeof EVENTS)[]): readonly MigrationEvent[] => types.map((type) => EVENTS[type] as MigrationEvent);

/** What each event adds to the thread; `silent` ones are steps that nobody waits for, shown on the machine's card and in its history. */
const SAYS: { readonly [T in MigrationEventType]: 'note' | 'question' | 'silent' } = {
  MigrationStarted: 'note', ActIntended: 'silent', ActAccepted: 'silent', ActRefused: 'silent', ActUncertain: 'silent', ActAdopted: 'silent', ActDropped: 'silent', ActFinished: 'silent',
  JobFailed: 'question', SeedingStarted: 'note', ProtectionReached: 'note', TestRequested: 'silent', TestVmReady: 'question', VerdictGiven: 'note', TestCleanedUp: 'note',
  CutoverRequested: 'question', CutoverApproved: 'question', CutoverDenied: 'note', QuiesceConfirmed: 'note', DrainObserved: 'silent', DrainFinished: 'note', SourceStopped: 'note', SourceStopConfirmed: 'note', CutoverRenewed: 'question', ManualActionAnswered: 'note',
  FailoverFinished: 'question', MachineAccepted: 'note', AcceptanceRefused: 'note', CompletionRequested: 'silent', MigrationCompleted: 'note', RollbackRequested: 'note', TargetDeallocated: 'silent',
  RolledBack: 'note', BecameStuck: 'question', RetryAsked: 'silent', WindowSet: 'note', CutoverScheduled: 'note', CutoverSuspended: 'note', FreezeMet: 'note', OperationAsked: 'question', OperationDenied: 'note', MachineHeld: 'note', MachineReleased: 'note', Drifted: 'question', DriftAdopted: 'note', Abandoned: 'note',
  SuccessorSeen: 'silent', RollbackStopped: 'note', AdoptionAsked: 'silent', DriftKept: 'silent', DriftAttributed: 'silent', SourceRecorded: 'silent', SourceChanged: 'note', SourceLost: 'question',
};
const TYPES = Object.keys(SAYS) as readonly MigrationEventType[];

describe('every event', () => {
  test.each(TYPES.map((type) => ({ type, says: SAYS[type] })))('$type: $says', ({ type, says }) => {
    const [root, ...rest] = posts(story(migrationOf(), of(type)));
    expect(root?.role).toBe('root');
    expect(rest.map((w) => w.role)).toEqual(says === 'silent' ? [] : [says]);
    for (const w of rest) expect(words(w).length).toBeGreaterThan(30);
  });
});

describe('a story told again', () => {
  const log = fc.array(fc.constantFrom(...TYPES), { maxLength: 12 }).map((types) => of(...types));
  const phase = fc.constantFrom('protected', 'test-review', 'tested', 'awaiting-approval', 'quiescing', 'in-azure', 'migrated', 'rolled-back').map((p) => at(p as 'protected'));

  test('gives the same keys and contents, and no key twice', () => {
    fc.assert(fc.property(log, phase, (events, m) => {
      const once = posts(story(m, events));
      expect(JSON.stringify(posts(story(m, events)))).toBe(JSON.stringify(once));
      const approvals = once.filter((w) => w.key.startsWith('a:'));
      // The same request in the log twice is one card; a real log has each request once.
      const keys = once.map((w) => w.key).filter((k) => !k.startsWith('a:'));
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(approvals.map((w) => w.key)).size).toBeLessThanOrEqual(1);
    }));
  });

  test('keeps its keys and their order when it goes on', () => {
    fc.assert(fc.property(log, phase, fc.constantFrom(...TYPES), (events, m, next) => {
      const before = posts(story(m, events)).map((w) => w.key);
      expect(posts(story(m, [...events, ...of(next)])).map((w) => w.key).slice(0, before.length)).toEqual(before);
    }));
  });

  test('is not said anew only because time has passed', () => {
    for (const m of [at('seeding'), at('protected'), at('test-review'), at('tested'), at('awaiting-approval'), at('quiescing'), at('failing-over'), at('in-azure'), at('migrated'), stuckMigration]) {
      const events = of('MigrationStarted', 'SeedingStarted', 'ProtectionReached', 'TestVmReady', 'CutoverRequested', 'CutoverApproved', 'FailoverFinished', 'BecameStuck');
      expect(posts(story(m, events, { now: NOW + 7 * MINUTE }))).toEqual(posts(story(m, events)));
    }
  });
});

describe('questions', () => {
  const buttons = (w: Wanted | undefined): readonly string[] => [...words(w).matchAll(/"verb":"([a-z]+)"/g)].map((m) => m[1] ?? '');

  test.each([
    { event: 'TestVmReady', open: at('test-review'), over: at('tested'), verb: 'verdict', later: 'VerdictGiven' },
    { event: 'CutoverApproved', open: at('quiescing'), over: at('draining'), verb: 'quiesce', later: 'QuiesceConfirmed' },
    { event: 'FailoverFinished', open: at('in-azure'), over: at('accepted'), verb: 'accept', later: 'MachineAccepted' },
    { event: 'BecameStuck', open: stuckMigration, over: at('source-stopped'), verb: 'retry', later: 'RetryAsked' },
  ] as const)('$event asks with buttons while it is open, and says afterwards what became of it', ({ event, open, over, verb, later }) => {
    const asked = posts(story(open, of(event)))[1];
    expect(buttons(asked)).toContain(verb);
    const closed = posts(story(over, of(event, later)))[1];
    expect(closed?.key).toBe(asked?.key);
    expect(buttons(closed)).toEqual([]);
    expect(words(closed)).toContain(en.history(EVENTS[later]).slice(0, 20));
  });

  test('of two test failovers only the newer one is asked about', () => {
    const [, first, , , second] = posts(story(at('test-review'), of('TestVmReady', 'VerdictGiven', 'TestCleanedUp', 'TestVmReady')));
    expect(buttons(first)).toEqual([]);
    expect(buttons(second)).toContain('verdict');
  });

  test('trouble that was followed by other trouble asks once', () => {
    const [, failed, stuck] = posts(story(stuckMigration, of('JobFailed', 'BecameStuck')));
    expect(buttons(failed)).toEqual([]);
    expect(buttons(stuck)).toContain('retry');
  });

  test('an approval has one card under its own number, which ends with the approval', () => {
    const asked = posts(story(at('awaiting-approval'), of('CutoverRequested')))[1];
    expect(asked?.key).toBe('a:A-1042');
    expect(buttons(asked)).toEqual(expect.arrayContaining(['approve', 'reject']));
    const rejected = approvalOf({ status: 'rejected', closing: { at: NOW, by: A.requester, reason: 'freeze' } });
    const closed = posts(story(at('tested'), of('CutoverRequested', 'CutoverDenied'), { approval: rejected }))[1];
    expect([closed?.key, buttons(closed).includes('approve')]).toEqual(['a:A-1042', false]);
    expect(words(closed)).toContain('freeze');
  });

  test('a request whose approval cannot be read is left out, the rest stands', () => {
    const s = story(at('awaiting-approval'), of('MigrationStarted', 'CutoverRequested', 'ProtectionReached'));
    expect(wantedPosts({ ...s, approvals: new Map() }, en).map((w) => w.role)).toEqual(['root', 'note', 'note']);
  });
});

describe('what a phone shows, and who is called', () => {
  test.each(TYPES.filter((type) => SAYS[type] !== 'silent'))('%s names its machine or its request in the first line', (type) => {
    for (const w of posts(story(migrationOf(), of(type))).slice(1)) {
      const summary = 'text' in w.content ? firstLine(w.content.text) : w.content.card.summary;
      expect(summary).toMatch(/web-01/);
      expect(summary).not.toMatch(/sent a card|\n/i);
    }
  });

  const OWNER = migrationOf().owner.name;
  const approver = person('Ada Approver', '00000000-0000-0000-0000-0000000000a1');
  const asked = approvalOf({ approvers: [approver.id, A.requester.id] });
  const MISSED: MigrationEvent = { ...EVENTS.CutoverDenied, outcome: 'missed' };

  test.each<{ reason: string; m: Migration; events: readonly MigrationEvent[]; called: readonly string[] }>([
    { reason: 'a milestone calls nobody', m: at('protected'), events: of('SeedingStarted', 'ProtectionReached'), called: [] },
    { reason: 'a verdict is anybody\'s who may give it', m: at('test-review'), events: of('TestVmReady'), called: [] },
    { reason: 'a failure that hurts calls the owner', m: stuckMigration, events: of('JobFailed'), called: [OWNER] },
    { reason: 'so does what was done outside', m: migrationOf({ position: at('protected').position, drift: { since: NOW, code: 'failed-over-outside', jobId: null } }), events: of('Drifted'), called: [OWNER] },
    { reason: 'and a rollback that was stopped', m: at('in-azure'), events: of('RollbackStopped'), called: [OWNER] },
    { reason: 'what was answered calls nobody any more', m: at('tested'), events: of('JobFailed', 'TestCleanedUp'), called: [] },
    { reason: 'a request calls those who may approve it, not who asked', m: at('awaiting-approval'), events: of('CutoverRequested'), called: [approver.name] },
    { reason: 'a night that was missed calls who asked, and who had approved', m: at('tested'), events: [MISSED], called: [A.requester.name, 'Amir Approver'] },
    { reason: 'a rejection was seen by who gave it', m: at('tested'), events: of('CutoverDenied'), called: [] },
  ])('$reason', ({ m, events, called }) => {
    const told = posts({ ...story(m, events, { approval: asked }), people: [approver, A.requester, person('Otto Other', '00000000-0000-0000-0000-0000000000a2')] });
    expect(told.flatMap((w) => (w.mentions ?? []).map((p) => p.name))).toEqual(called);
  });
});

describe('the end of a request in the thread of a wave', () => {
  const a = waveOf(24);
  const ends = (event: ApprovalEvent, of: Approval = a): readonly Wanted[] => waveEnds({ approvals: new Map([[of.id, of]]), history: recorded([EVENTS.ApprovalRequested, event]).map((r) => ({ ...r, stream: of.id })) }, en);
  const [requester, approver] = [a.requester.name, 'Amir Approver'];

  test.each<{ event: ApprovalEvent; of?: Approval; says: RegExp; called: readonly string[] }>([
    { event: { type: 'ApprovalExpired' }, says: /^✖ Expired: cutover of W07, 24 machines \(A-1042\)\. No failover runs on this request\./, called: [requester, approver] },
    { event: { type: 'Rejected', reason: 'the shop is open' }, says: /^✖ Rejected: .* Reason: the shop is open\. No failover runs/, called: [requester] },
    { event: { type: 'Rejected', reason: 'no backup', decision: { by: A.requester, at: NOW, comment: 'no backup' }, reached: false }, says: /^$/, called: [] },
    { event: { type: 'Rejected', reason: 'the shop is open', decision: { by: A.requester, at: NOW, comment: 'the shop is open' }, reached: true }, of: { ...a, closing: { at: NOW, by: null, reason: 'Ben: no backup; Cleo: the shop is open' } }, says: /^✖ Rejected: .* Reason: Ben: no backup; Cleo: the shop is open\. No failover runs/, called: [requester] },
    { event: { type: 'ApprovalVoided', reason: 'it was changed' }, says: /^✖ Voided: .* Reason: it was changed\. Nothing more runs/, called: [requester, approver] },
    { event: { type: 'ApprovalMissed', reason: 'a freeze' }, says: /its time to run passed: .* Nothing more runs on it/, called: [requester, approver] },
    { event: { type: 'ApprovalWithdrawn', reason: 'not today' }, says: /^✖ Withdrawn: /, called: [] },
    { event: EVENTS.Approved, of: { ...a, window: { from: NOW + 1, to: NOW + 2, zone: 'UTC' } }, says: /^✔ Approved: cutover of W07, 24 machines .* Nothing runs before its window/, called: [] },
    { event: { ...EVENTS.Approved, reached: false }, says: /^$/, called: [] },
    { event: EVENTS.DecisionRefused, says: /^$/, called: [] },
  ])('$event.type is one reply', ({ event, of: request = a, says, called }) => {
    const told = ends(event, request);
    expect(told.map((w) => ('text' in w.content ? w.content.text : '')).join('')).toMatch(says);
    expect(told.flatMap((w) => (w.mentions ?? []).map((p) => p.name))).toEqual(called);
    expect(told.every((w) => w.lane === 'N2')).toBe(true);
  });
});
