/** The state machine of a request, looked at as a whole: what has ended stays ended, whatever anybody says and whatever happens to its machine. */
import { describe, expect, test } from '@jest/globals';
import { decideGlass, type GlassCommand } from '../../../src/domain/approval/break-glass.ts';
import { decideApproval, recheckQuorum, type ApprovalCommand } from '../../../src/domain/approval/decide.ts';
import { nudgesDue } from '../../../src/domain/approval/nudges.ts';
import { isOpen } from '../../../src/domain/approval/open.ts';
import { OPERATIONS, type Approval, type ApprovalEvent, type ApprovalStatus } from '../../../src/domain/approval/types.ts';
import { approvalFollows } from '../../../src/usecases/approval-follows.ts';
import { requestFollows } from '../../../src/usecases/request-follows.ts';
import { EVENTS } from '../migration/commands.ts';
import { ANA, approval, EVIDENCE, OLA, person, T0 } from '../migration/fixtures.ts';
import { after, electorate } from './support.ts';

/** What each status can still become; complete by type. */
const LEADS_TO: { readonly [S in ApprovalStatus]: readonly ApprovalStatus[] } = {
  requested: ['approved', 'rejected', 'expired', 'withdrawn', 'voided'],
  approved: ['requested', 'running', 'done', 'failed', 'withdrawn', 'voided', 'missed'],
  // Asked anew and then given up before anything was stopped, it is withdrawn.
  running: ['requested', 'done', 'failed', 'withdrawn', 'voided', 'missed'],
  ...{ done: [], failed: [], rejected: [], expired: [], withdrawn: [], voided: [], missed: [] },
};
const ENDS = (Object.keys(LEADS_TO) as ApprovalStatus[]).filter((s) => LEADS_TO[s].length === 0);

/** One way to each status. */
const WAY: { readonly [S in ApprovalStatus]: readonly ApprovalEvent[] } = {
  requested: [],
  approved: [given()],
  running: [given(), { type: 'RunStarted' }],
  done: [given(), { type: 'RunStarted' }, { type: 'RunEnded', success: true, reason: '' }],
  failed: [given(), { type: 'RunStarted' }, { type: 'RunEnded', success: false, reason: '' }],
  rejected: [{ type: 'Rejected', reason: 'no' }],
  expired: [{ type: 'ApprovalExpired' }],
  withdrawn: [{ type: 'ApprovalWithdrawn', reason: '' }],
  voided: [{ type: 'ApprovalVoided', reason: '', kind: 'drift' }],
  missed: [given(), { type: 'ApprovalMissed', reason: '' }],
};

function given(): ApprovalEvent {
  return { type: 'Approved', decision: { by: ANA, at: T0, comment: '' }, reached: true };
}

const COMMANDS: { readonly [C in ApprovalCommand['type']]: Extract<ApprovalCommand, { type: C }> } = {
  approve: { type: 'approve', comment: '', again: true }, reject: { type: 'reject', reason: 'no' }, withdraw: { type: 'withdraw', reason: 'not now' }, ask: { type: 'ask', text: 'why?' },
};
const GLASS: readonly GlassCommand[] = [{ type: 'break', reason: 'everybody is on one flight' }, { type: 'confirm' }];
/** What follows for it from what happens to its machine. */
const followsOf = (a: Approval) => (a.operation === 'cutover' ? approvalFollows : requestFollows);
const ADMINS = { tenants: electorate(['*']).policy.tenants, viewers: [], operators: [], approvers: ['*' as const], admins: ['*' as const] };

const at = (status: ApprovalStatus, change: Partial<Approval> = {}): Approval => after(approval(change), WAY[status]);

describe('a request that has ended', () => {
  test.each(ENDS)('as %s takes no answer from anybody, and is never asked anew', (status) => {
    const a = at(status);
    expect(a.status).toBe(status);
    expect(isOpen(a)).toBe(false);
    for (const who of [OLA, ANA, person('bob')]) {
      for (const command of Object.values(COMMANDS)) expect({ command: command.type, ok: decideApproval(a, command, { ...electorate(['*']), who, now: T0 }).ok }).toEqual({ command: command.type, ok: false });
      for (const command of GLASS) expect(decideGlass(a, command, { who, now: T0, policy: ADMINS }).ok).toBe(false);
    }
    expect(recheckQuorum(a, electorate([]))).toEqual([]);
    expect(nudgesDue(a, a.expiresAt - 1)).toEqual([]);
  });

  test.each(ENDS)('as %s is moved by nothing that happens to its machine', (status) => {
    for (const operation of OPERATIONS) for (const event of Object.values(EVENTS).flat()) expect({ event: event.type, follows: followsOf(at(status, { operation }))(at(status, { operation }), event) }).toEqual({ event: event.type, follows: [] });
  });
});

describe('a request that has not ended', () => {
  test.each((Object.keys(LEADS_TO) as ApprovalStatus[]).filter((s) => !ENDS.includes(s)))('as %s becomes only what it may, by whatever happens to its machine or is said', (status) => {
    for (const operation of OPERATIONS) {
      const a = at(status, { operation });
      const happened = Object.values(EVENTS).flat().flatMap((event) => followsOf(a)(a, event).map((follows) => ({ event: event.type, follows })));
      const said = [ANA, OLA].flatMap((who) => Object.values(COMMANDS).flatMap((command) => {
        const answer = decideApproval(a, command, { ...electorate(['*']), who, now: T0 });
        return answer.ok ? answer.value.map((follows) => ({ event: `${command.type} by ${who.name}`, follows })) : [];
      }));
      for (const { event, follows } of [...happened, ...said]) {
        const next = after(a, [follows]).status;
        expect({ event, from: status, to: next, may: next === status || LEADS_TO[status].includes(next) }).toEqual({ event, from: status, to: next, may: true });
      }
    }
  });

  test('goes back to being asked in each way that there is', () => {
    expect(after(at('running'), [{ type: 'ApproversLost', people: [ANA], reopened: true }])).toMatchObject({ status: 'requested', approvals: [] });
    expect(isOpen(after(at('running'), [{ type: 'EvidenceWorsened', evidence: EVIDENCE, changes: [] }]))).toBe(true);
  });

  test('has an end from every status', () => {
    const ends = (s: ApprovalStatus): boolean => LEADS_TO[s].some((to) => ENDS.includes(to));
    expect((['requested', 'approved', 'running'] as const).filter((s) => !ends(s))).toEqual([]);
  });
});
