import { describe, expect, test } from '@jest/globals';
import { stateDiffers } from '../../../src/domain/audit/essence.ts';
import { referencesIn } from '../../../src/domain/audit/references.ts';
import { emptySecurityLog, evolveSecurity, MOST_A_DAY, securityEvents } from '../../../src/domain/audit/security.ts';
import { streamsOf, targetKey, targetName, type AuditTarget } from '../../../src/domain/audit/target.ts';
import type { SecurityEvent, SecurityLog } from '../../../src/domain/audit/types.ts';
import { emptyGovernance, evolveGovernance } from '../../../src/domain/governance/evolve.ts';
import { conversationIdFromActivity, userIdFromActivity } from '../../../src/domain/ids.ts';
import { by, FERRY, type Person } from '../../../src/domain/person.ts';
import { approvalOf, at, FREEZE, migrationOf, NOW, person } from '../../cards/fixtures.ts';

const HEADS = [
  { id: 'A-1', kind: 'approval', subject: 'm-a-1' }, { id: 'A-2', kind: 'approval', subject: 'm-b-1' }, { id: 'd-i-a', kind: 'dossier', subject: 'i-a' }, { id: 'd-scope', kind: 'dossier', subject: 'scope' },
  { id: 'g-default', kind: 'governance', subject: 'default' }, { id: 'm-a-1', kind: 'migration', subject: 'i-a' }, { id: 'm-a-2', kind: 'migration', subject: 'i-a' }, { id: 'm-b-1', kind: 'migration', subject: 'i-b' },
];

describe('what belongs to a target', () => {
  test.each<{ target: AuditTarget; ids: readonly string[] | null; key: string; reason: string }>([
    { target: { kind: 'all' }, ids: null, key: 'all', reason: 'everything' },
    { target: { kind: 'approval', id: 'a-2' }, ids: ['A-2'], key: 'a-2', reason: 'one approval, in any case' },
    { target: { kind: 'approval', id: 'A-9' }, ids: [], key: 'A-9', reason: 'an approval that is not there' },
    { target: { kind: 'machine', name: 'web', instance: 'i-a' }, ids: ['A-1', 'd-i-a', 'm-a-1', 'm-a-2'], key: 'i-a', reason: 'a machine: every attempt, its approvals, its answers' },
    { target: { kind: 'wave', wave: 'W7', instances: ['i-a', 'i-b'] }, ids: ['A-1', 'A-2', 'd-i-a', 'm-a-1', 'm-a-2', 'm-b-1'], key: 'wave W7', reason: 'the machines of a wave' },
  ])('$reason', ({ target, ids, key }) => {
    expect(streamsOf(target, HEADS)).toEqual(ids);
    expect(targetKey(target)).toBe(key);
    expect(targetName(target).length).toBeGreaterThan(2);
  });

  test('records name the streams that must exist', () => {
    const records = [
      { stream: 'm-a-1', at: 5, event: { type: 'CutoverRequested', approvalId: 'A-1' } }, { stream: 'A-2', at: 6, event: { type: 'ApprovalRequested', approval: { migrationId: 'm-b-1' } } }, { stream: 'm-a-1', at: 7, event: { type: 'SeedingStarted' } },
    ];
    expect(referencesIn(records)).toEqual([{ stream: 'A-1', at: 5, from: 'm-a-1' }, { stream: 'm-b-1', at: 6, from: 'A-2' }]);
  });
});

describe('a state beside its records', () => {
  const approval = approvalOf();
  const asked = { at: NOW, actor: by(approval.requester), event: { type: 'ApprovalRequested', approval } as const };
  const terms = approvalOf({ approvers: [person('Amir').id], seats: [{ name: 'owner', needed: 1, holders: [person('Amir').id] }], confirm: 'web-01', lastEditor: person('Olga'), window: { from: NOW, to: NOW + 60_000, zone: 'UTC' } });
  const freezes = { at: NOW, actor: by(person('Ada')), event: { type: 'FreezeAdded', freeze: FREEZE } as const };
  const frozen = evolveGovernance(emptyGovernance('weu'), freezes);
  const rejected = { at: NOW, actor: by(person('Amir')), event: { type: 'Rejected', reason: 'no' } as const };
  const started = { at: NOW, actor: FERRY, event: { type: 'MigrationStarted', migration: migrationOf() } as const };

  test.each([
    { kind: 'approval', state: approval, records: [asked], differs: false, reason: 'it is what the records say' },
    { kind: 'approval', state: { ...approval, status: 'approved' }, records: [asked], differs: true, reason: 'somebody wrote approved into the state' },
    { kind: 'approval', state: approval, records: [asked, rejected], differs: true, reason: 'the state is behind its records' },
    { kind: 'approval', state: { ...approval, quorum: 0 }, records: [asked], differs: true, reason: 'fewer approvals are needed than were asked for' },
    { kind: 'approval', state: { ...approval, laterField: 1 }, records: [asked], differs: false, reason: 'a field that an other version of Ferry kept' },
    { kind: 'approval', state: null, records: [asked], differs: true, reason: 'the state cannot be read' },
    { kind: 'approval', state: approval, records: [rejected], differs: true, reason: 'the records do not begin' },
    { kind: 'approval', state: { ...terms, rejectQuorum: 2 }, records: [{ ...asked, event: { type: 'ApprovalRequested', approval: { ...terms, rejectQuorum: 2 } } as const }, { ...rejected, event: { ...rejected.event, decision: { by: person('Amir'), at: NOW, comment: 'no' }, reached: false } }], differs: true, reason: 'somebody took a rejection out of the state' },
    { kind: 'migration', state: migrationOf(), records: [started], differs: false, reason: 'a migration as it began' },
    { kind: 'migration', state: at('in-azure'), records: [started], differs: true, reason: 'a phase that no record leads to' },
    { kind: 'migration', state: { ...migrationOf(), target: { ...migrationOf().target, resourceGroupId: '/other' } }, records: [started], differs: true, reason: 'another target' },
    ...[
      { state: { approvers: ['*'] }, reason: 'others may approve than were asked' },
      { state: { seats: [] }, reason: 'a seat less is needed' },
      { state: { rejectQuorum: 9 }, reason: 'more must reject it than was asked for' },
      { state: { rejections: [{ by: person('Eve'), at: NOW, comment: 'no' }] }, reason: 'somebody is against it who never said so' },
      { state: { confirm: null }, reason: 'nothing has to be typed' },
      { state: { lastEditor: null }, reason: 'the editor may approve alone' },
      { state: { window: { from: NOW, to: NOW + 9e9, zone: 'UTC' } }, reason: 'it may run at another time' },
      { state: { glass: { asked: { by: person('Eve'), at: NOW, reason: '', round: 0 }, broken: { people: [person('Eve'), person('Eva')], at: NOW, reason: '', round: 0 } } }, reason: 'two stand in who never said so' },
    ].map(({ state, reason }) => ({ kind: 'approval', state: { ...terms, ...state }, records: [{ ...asked, event: { type: 'ApprovalRequested', approval: terms } as const }], differs: true, reason })),
    { kind: 'governance', state: frozen, records: [freezes], differs: false, reason: 'a freeze as it was added' },
    { kind: 'governance', state: emptyGovernance('weu'), records: [freezes], differs: true, reason: 'a freeze that is gone' },
    { kind: 'governance', state: { ...frozen, delegations: [{ from: person('Amir'), to: person('Eve'), at: NOW, until: NOW + 9e9 }] }, records: [freezes], differs: true, reason: 'somebody stands in whom nobody named' },
    { kind: 'governance', state: { ...frozen, habits: [] }, records: [freezes], differs: false, reason: 'how people are told starts nothing' },
    { kind: 'dossier', state: 'anything', records: [], differs: false, reason: 'a kind that starts nothing' },
  ])('$reason: $kind', ({ kind, state, records, differs }) => {
    expect(stateDiffers({ kind, state, records })).toBe(differs);
  });
});

describe('refusals of one day', () => {
  const event: SecurityEvent = { type: 'StrangerRefused', conversation: conversationIdFromActivity('19:x') };
  const eve = person('Eve');

  function record(log: SecurityLog, who: Person, times: number): { readonly log: SecurityLog; readonly kept: readonly SecurityEvent[] } {
    const kept: SecurityEvent[] = [];
    let state = log;
    for (let n = 0; n < times; n++) {
      const events = securityEvents(state, event, who);
      kept.push(...events);
      for (const e of events) state = evolveSecurity(state, { event: e, at: NOW, actor: by(who) });
    }
    return { log: state, kept };
  }

  test('one person fills the audit up to a limit and is told of once; others are still recorded', () => {
    const flood = record(emptySecurityLog(NOW), eve, MOST_A_DAY + 50);
    expect(flood.kept.filter((e) => e.type === 'StrangerRefused')).toHaveLength(MOST_A_DAY);
    expect(flood.kept.filter((e) => e.type === 'MoreNotRecorded')).toEqual([{ type: 'MoreNotRecorded', recorded: MOST_A_DAY }]);
    expect(record(flood.log, { ...eve, name: 'somebody else' }, 1).kept).toEqual([]);
    expect(record(flood.log, { ...eve, tenant: 'another' }, 1).kept).toEqual([event]);
    expect(record(flood.log, { ...eve, id: userIdFromActivity('another') }, 2).kept).toHaveLength(2);
  });

  test('days are those of UTC', () => {
    expect(emptySecurityLog(Date.parse('2026-11-21T23:59:59.999Z'))).toEqual({ id: 's-2026-11-21', day: '2026-11-21', people: {} });
  });
});
