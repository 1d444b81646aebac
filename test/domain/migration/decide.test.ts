import { describe, expect, test } from '@jest/globals';
import { approvalIdOf } from '../../../src/domain/ids.ts';
import type { Hold } from '../../../src/domain/governance/types.ts';
import { decide, type MigrationCommand } from '../../../src/domain/migration/decide.ts';
import type { Migration, Position } from '../../../src/domain/migration/types.ts';
import { ANA, EVIDENCE, migration, OLA, T0 } from './fixtures.ts';

const approvalId = approvalIdOf(1001);
const inAzure: Position = { phase: 'in-azure', failedOverAt: T0, vm: 'web-01' };
const failure = { code: 'x', message: 'x', causes: '', advice: '', task: null, activityId: null };
const stuck: Migration['stuck'] = { since: T0, code: 'job-failed', act: 'startFailover', failure, jobId: null };
const pending: Migration['pending'] = { kind: 'startFailover', intendedAt: T0, status: 'accepted', jobId: null, comment: null };
const cutover: MigrationCommand = { type: 'request-cutover', approvalId, evidence: EVIDENCE, contentHash: 'h' };
const ask = { approvalId: approvalIdOf(1002), contentHash: 'r' };
const rollback: MigrationCommand = { type: 'request-rollback', reason: 'broken', ...ask };
const completion: MigrationCommand = { type: 'request-completion', ...ask };
const hold: Hold = { by: ANA, at: T0, reason: 'incident' };
const request: Migration['request'] = { operation: 'rollback', approvalId, reason: 'broken', by: OLA, begun: false };
const accepted: Position = { phase: 'accepted', failedOverAt: T0, vm: 'web-01', by: OLA, at: T0 };

type Row = { readonly reason: string; readonly on: Partial<Migration>; readonly command: MigrationCommand; readonly who?: typeof OLA; readonly standsIn?: boolean; readonly holdAll?: Hold; readonly then: string };
const rows: readonly Row[] = [
  { reason: 'a protected machine can be tested', on: { position: { phase: 'protected' } }, command: { type: 'request-test' }, then: 'TestRequested' },
  { reason: 'a seeding machine cannot', on: { position: { phase: 'seeding' } }, command: { type: 'request-test' }, then: 'wrong-phase' },
  { reason: 'a cutover needs a good test', on: { position: { phase: 'protected' } }, command: cutover, then: 'verdict-needed' },
  { reason: 'a tested machine may ask for its cutover', on: { position: { phase: 'tested' } }, command: cutover, then: 'CutoverRequested' },
  { reason: 'not a second time while the first waits', on: { position: { phase: 'awaiting-approval', approvalId } }, command: cutover, then: 'wrong-phase' },
  { reason: 'a verdict that it does not work says why', on: { position: { phase: 'test-review', testVm: 'x', since: T0 } }, command: { type: 'give-verdict', works: false, reason: ' ' }, then: 'reason-needed' },
  { reason: 'a verdict ends the review', on: { position: { phase: 'test-review', testVm: 'x', since: T0 } }, command: { type: 'give-verdict', works: true, reason: '' }, then: 'VerdictGiven' },
  { reason: 'a second verdict comes too late', on: { position: { phase: 'cleaning-test' } }, command: { type: 'give-verdict', works: true, reason: '' }, then: 'wrong-phase' },
  { reason: 'nothing is quiesced before approval', on: { position: { phase: 'awaiting-approval', approvalId } }, command: { type: 'confirm-quiesce' }, then: 'wrong-phase' },
  { reason: 'the owner accepts', on: { position: inAzure }, command: { type: 'accept' }, then: 'MachineAccepted' },
  { reason: 'somebody else does not', on: { position: inAzure }, command: { type: 'accept' }, who: ANA, then: 'not-the-owner' },
  { reason: 'an approver may stand in', on: { position: inAzure }, command: { type: 'accept' }, who: ANA, standsIn: true, then: 'MachineAccepted' },
  { reason: 'a refusal says why', on: { position: inAzure }, command: { type: 'refuse-acceptance', reason: '' }, then: 'reason-needed' },
  { reason: 'nothing is completed before acceptance', on: { position: inAzure }, command: completion, then: 'wrong-phase' },
  { reason: 'a completion is asked for, not done', on: { position: accepted }, command: completion, then: 'OperationAsked' },
  { reason: 'not beside a rollback that waits', on: { position: accepted, request }, command: completion, then: 'request-open' },
  { reason: 'after failover a rollback is possible', on: { position: inAzure }, command: rollback, then: 'OperationAsked' },
  { reason: 'a rollback says why', on: { position: inAzure }, command: { ...rollback, reason: '' }, then: 'reason-needed' },
  { reason: 'a rollback out of a failed failover', on: { position: { phase: 'source-stopped', approvalId }, stuck }, command: rollback, then: 'OperationAsked' },
  { reason: 'not a second time while the first waits for its approval', on: { position: inAzure, request }, command: rollback, then: 'request-open' },
  { reason: 'nothing is tried again beside a rollback that waits', on: { position: { phase: 'source-stopped', approvalId }, stuck, request }, command: { type: 'retry' }, then: 'request-open' },
  { reason: 'before anything is stopped a rollback ends the cutover, and nobody approves it', on: { position: { phase: 'quiescing', approvalId } }, command: rollback, then: 'CutoverDenied' },
  { reason: 'also while its approval is waited for', on: { position: { phase: 'awaiting-approval', approvalId } }, command: rollback, then: 'CutoverDenied' },
  { reason: 'and while it is held: nothing begins by it', on: { position: { phase: 'draining', approvalId, quiescedAt: T0, drainFrom: null }, hold }, command: rollback, then: 'CutoverDenied' },
  { reason: 'before the cutover there is nothing to undo', on: { position: { phase: 'tested' } }, command: rollback, then: 'nothing-to-undo' },
  { reason: 'a hold needs its reason', on: {}, command: { type: 'hold', reason: ' ' }, then: 'reason-needed' },
  { reason: 'a hold acts in every phase, also while an act is under way', on: { position: { phase: 'failing-over', approvalId }, pending }, command: { type: 'hold', reason: 'wait' }, then: 'MachineHeld' },
  { reason: 'also where others did something', on: { drift: { since: T0, code: 'job-outside', jobId: null } }, command: { type: 'hold', reason: 'wait' }, then: 'MachineHeld' },
  { reason: 'what has ended is not held', on: { position: { phase: 'migrated', at: T0, vm: 'x' } }, command: { type: 'hold', reason: 'wait' }, then: 'ended' },
  { reason: 'a held machine is released', on: { hold }, command: { type: 'resume' }, then: 'MachineReleased' },
  { reason: 'one that is not held is not', on: {}, command: { type: 'resume' }, then: 'not-held' },
  { reason: 'a hold of everything is not lifted for one machine', on: {}, command: { type: 'resume' }, holdAll: hold, then: 'not-held' },
  { reason: 'a held machine begins no test', on: { position: { phase: 'protected' }, hold }, command: { type: 'request-test' }, then: 'held' },
  { reason: 'nor a cutover, when everything is held', on: { position: { phase: 'tested' } }, command: cutover, holdAll: hold, then: 'held' },
  { reason: 'nor another try', on: { stuck, hold }, command: { type: 'retry' }, then: 'held' },
  { reason: 'nor a rollback', on: { position: inAzure, hold }, command: rollback, then: 'held' },
  { reason: 'what was seen can still be said', on: { position: inAzure, hold }, command: { type: 'accept' }, then: 'MachineAccepted' },
  { reason: 'no rollback while the failover runs: there is no cancel', on: { position: { phase: 'failing-over', approvalId }, pending }, command: rollback, then: 'wrong-phase' },
  { reason: 'completing is the point of no return', on: { position: { phase: 'completing', failedOverAt: T0, vm: 'x' } }, command: rollback, then: 'point-of-no-return' },
  { reason: 'so is migrated', on: { position: { phase: 'migrated', at: T0, vm: 'x' } }, command: rollback, then: 'point-of-no-return' },
  { reason: 'one act at a time', on: { position: { phase: 'protected' }, pending }, command: { type: 'request-test' }, then: 'busy' },
  { reason: 'a stuck machine waits for retry', on: { position: { phase: 'protected' }, stuck }, command: { type: 'request-test' }, then: 'stuck' },
  { reason: 'a drifted machine waits for adoption', on: { position: { phase: 'tested' }, drift: { since: T0, code: 'failed-over-outside', jobId: null } }, command: cutover, then: 'drifted' },
  { reason: 'retry needs something to retry', on: { position: { phase: 'protected' } }, command: { type: 'retry' }, then: 'nothing-to-retry' },
  { reason: 'retry clears what is stuck', on: { stuck }, command: { type: 'retry' }, then: 'RetryAsked' },
];

describe('what a person may ask of a migration', () => {
  test.each(rows)('$reason', (row) => {
    const answer = decide(migration(row.on), row.command, { who: row.who ?? OLA, now: T0, standsIn: row.standsIn ?? false, holdAll: row.holdAll ?? null });
    expect(answer.ok ? answer.value[0]?.type : answer.error.code).toBe(row.then);
  });
});
