import { isOurTenant } from '../access.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { holdsByGlass } from './break-glass.ts';
import { isPartial, rightsOf, stillCounting, type Electorate, type Right } from './electorate.ts';
import { answerUntil, isOpen, isSuspended } from './open.ts';
import { sharesPerson, standing } from './quorum.ts';
import { approvalsStanding, countingRejections, giversLost, isRejected, rejectionAgainst, rejectionsNeeded, rejectionsOf } from './rejections.ts';
import type { Approval, ApprovalEvent, Decision } from './types.ts';

/** What a person may ask of an approval. `round` is that of the pressed card; null for typed words. */
export type ApprovalCommand =
  | { readonly type: 'approve'; readonly comment: string; readonly typed?: string; readonly round?: number | null; /** Said in so many words that it is meant once more. */ readonly again?: boolean; /** Of a wave machines are not taken out without asking again. */ readonly keepAll?: boolean }
  | { readonly type: 'reject'; readonly reason: string; readonly round?: number | null }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'ask'; readonly text: string };

export const APPROVAL_REFUSALS = ['already-decided', 'expired', 'requester-cannot-approve', 'not-an-approver', 'no-approvers', 'reason-needed', 'not-the-requester', 'confirmation-needed', 'asked-again', 'question-needed', 'quorum-met', 'rejection-stands'] as const;
export type ApprovalRefusal = { readonly code: (typeof APPROVAL_REFUSALS)[number]; readonly detail: Readonly<Record<string, string>> };

type Asked = Electorate & { readonly who: Person; readonly now: Instant };
type Answer = Result<readonly ApprovalEvent[], ApprovalRefusal>;

/** Decides one answer to a request. The requester never approves; who may is checked as it was at the request and as it is now. Pure. */
export function decideApproval(a: Approval, command: ApprovalCommand, asked: Asked): Answer {
  if (command.type === 'withdraw') return withdraw(a, command.reason, asked);
  const shut = whyShut(a, asked.now);
  if (shut !== null) return no(shut);
  const barred = whyBarred(a, asked);
  if (barred !== null) return no(barred);
  if (command.type === 'ask') return command.text.trim() === '' ? refuse(a, 'question-needed') : ok([{ type: 'QuestionAsked', by: asked.who, text: command.text.trim() }]);
  if (isOfAnotherRound(a, command)) return refuse(a, 'asked-again');
  return command.type === 'reject' ? reject(a, command.reason, asked) : approve(a, command, asked);
}

function whyShut(a: Approval, now: Instant): ApprovalRefusal | null {
  if (!isOpen(a)) return { code: 'already-decided', detail: closingDetail(a) };
  return now >= answerUntil(a) ? { code: 'expired', detail: { id: a.id } } : null;
}

function whyBarred(a: Approval, asked: Asked): ApprovalRefusal | null {
  if (nobodyMay(a.approvers, a.seats) || nobodyMay(asked.policy.approvers, asked.seats ?? a.seats)) return { code: 'no-approvers', detail: { id: a.id } };
  if (samePerson(a.requester, asked.who)) return { code: 'requester-cannot-approve', detail: { id: a.id, requester: a.requester.name } };
  const may = isOurTenant(asked.policy, asked.who) && rights(a, asked).length > 0;
  return may ? null : { code: 'not-an-approver', detail: { id: a.id } };
}

function nobodyMay(approvers: Approval['approvers'], seats: Approval['seats']): boolean {
  return approvers.length === 0 && (seats ?? []).every((s) => s.holders.length === 0);
}

function rights(a: Approval, asked: Asked): readonly Right[] {
  return rightsOf(a, asked.who, { electorate: asked, now: asked.now });
}

/** A card from before the evidence got worse shows other evidence; typed words must say that they are meant for what is shown now. */
function isOfAnotherRound(a: Approval, c: Extract<ApprovalCommand, { type: 'approve' | 'reject' }>): boolean {
  if (c.round !== undefined && c.round !== null) return c.round !== (a.round ?? 0);
  return c.type === 'approve' && isSuspended(a) && c.again !== true;
}

function reject(a: Approval, reason: string, asked: Asked): Answer {
  if (reason.trim() === '') return refuse(a, 'reason-needed');
  return rejectionsNeeded(a) === 1 ? ok([{ type: 'Rejected', reason }]) : rejectByOneOf(a, reason, asked);
}

/** One of several that it takes: counted once for each person, as approvals are. */
function rejectByOneOf(a: Approval, reason: string, asked: Asked): Answer {
  const counting = countingRejections(a, asked);
  const right = rights(a, asked).find((r) => !counting.some((d) => sharesPerson(d, voiceOf(asked.who, r))));
  if (right === undefined) return no(stands(a, counting.find((d) => sharesPerson(d, { by: asked.who })) ?? counting.at(-1) ?? null));
  const decision: Decision = { ...voiceOf(asked.who, right), at: asked.now, comment: reason };
  return ok([...lostRejections(a, counting), { type: 'Rejected', reason, decision, reached: isRejected(a, [...counting, decision]) }]);
}

/** Whoever may not answer any more does not count as one of those who rejected. */
function lostRejections(a: Approval, counting: readonly Decision[]): readonly ApprovalEvent[] {
  const people = giversLost(rejectionsOf(a), counting);
  return people.length === 0 ? [] : [{ type: 'ApproversLost', people, reopened: false, rejected: true }];
}

function stands(a: Approval, rejection: Decision | null): ApprovalRefusal {
  return { code: 'rejection-stands', detail: { id: a.id, machine: a.machine, by: rejection?.by.name ?? '' } };
}

function approve(a: Approval, c: Extract<ApprovalCommand, { type: 'approve' }>, asked: Asked): Answer {
  const given = answersOf(a);
  const counting = stillCounting(a, given, asked);
  const found = rightToApprove(a, counting, asked);
  if (!found.ok) return found;
  const right = found.value;
  const confirm = a.confirm ?? null;
  if (!isConfirmed(plain(c.typed ?? ''), a)) return no({ code: 'confirmation-needed', detail: { id: a.id, machine: confirm ?? a.machine } });
  const decision: Decision = { ...voiceOf(asked.who, right), at: asked.now, comment: c.comment, ...(right.seats.length === 0 ? {} : { seats: right.seats }), ...(confirm === null ? {} : { typed: confirm }) };
  const lost = giversLost(given, counting);
  const left: readonly ApprovalEvent[] = lost.length === 0 || isPartial(asked) ? [] : [{ type: 'ApproversLost', people: lost, reopened: false }];
  return ok([...left, ...lostRejections(a, countingRejections(a, asked)), ...keptAll(a, c, asked.who), { type: 'Approved', decision, reached: standing(a, [...counting, decision]).reached }]);
}

/** In a right in which nobody has approved yet, and in which nobody else is against it. */
function rightToApprove(a: Approval, counting: readonly Decision[], asked: Asked): Result<Right, ApprovalRefusal> {
  const open = rights(a, asked).filter((r) => !counting.some((d) => sharesPerson(d, voiceOf(asked.who, r))));
  const against = (r: Right): Decision | null => rejectionAgainst(voiceOf(asked.who, r), rejectionsOf(a));
  const right = open.find((r) => against(r) === null);
  if (right !== undefined) return ok(right);
  const [first] = open;
  return no(first === undefined ? { code: 'already-decided', detail: { id: a.id, status: 'approved by you', by: asked.who.name } } : stands(a, against(first)));
}

/** One approver who does not allow it is enough. */
function keptAll(a: Approval, c: Extract<ApprovalCommand, { type: 'approve' }>, who: Person): readonly ApprovalEvent[] {
  return c.keepAll === true && a.wave?.removals === true ? [{ type: 'RemovalsForbidden', by: who }] : [];
}

/** Words that are neither the name nor nothing may mean anything, also the opposite of an approve. */
function isConfirmed(typed: string, a: Approval): boolean {
  const confirm = a.confirm ?? null;
  return confirm === null ? typed === '' || typed === plain(a.machine) : typed === plain(confirm);
}

/** The answers that count in this round. */
export function answersOf(a: Approval): readonly Decision[] {
  return isSuspended(a) ? (a.suspended?.again ?? []) : a.approvals;
}

/** True while a yes or a no of the person stands. */
export function hasAnswered(a: Approval, who: Person): boolean {
  return [...answersOf(a), ...rejectionsOf(a)].some((d) => samePerson(d.by, who));
}

function voiceOf(who: Person, right: Right): Pick<Decision, 'by' | 'for'> {
  return right.for === null ? { by: who } : { by: who, for: right.for };
}

function plain(text: string): string {
  return text.trim().replace(/^["']|["']$/g, '').trim().toLowerCase();
}

/** The requester withdraws the request; anybody else takes back the own answer, until there are enough. */
function withdraw(a: Approval, reason: string, asked: Asked): Answer {
  if (!samePerson(a.requester, asked.who)) return takeBack(a, asked);
  const mayGo = a.status === 'requested' || a.status === 'approved';
  return mayGo ? ok([{ type: 'ApprovalWithdrawn', reason }]) : no({ code: 'already-decided', detail: closingDetail(a) });
}

function takeBack(a: Approval, asked: Asked): Answer {
  if (isOpen(a) && hasAnswered(a, asked.who)) return ok([{ type: 'DecisionTakenBack', by: asked.who }]);
  if (!a.approvals.some((d) => samePerson(d.by, asked.who))) return no({ code: 'not-the-requester', detail: { id: a.id, requester: a.requester.name } });
  return a.status === 'approved' ? refuse(a, 'quorum-met') : no({ code: 'already-decided', detail: closingDetail(a) });
}

/** At run: answers of people who may not approve any more do not count. Nothing when there are still enough, or while it is asked anew in any case. */
export function recheckQuorum(a: Approval, e: Electorate): readonly ApprovalEvent[] {
  if ((a.status !== 'approved' && a.status !== 'running') || isSuspended(a)) return [];
  if (holdsByGlass(a, e.policy)) return [];
  // Whoever said no since is no approver, whatever was said before.
  const counting = stillCounting(a, approvalsStanding(a), e);
  if (standing(a, counting).reached) return [];
  return [{ type: 'ApproversLost', people: giversLost(a.approvals, counting), reopened: true }];
}

function refuse(a: Approval, code: ApprovalRefusal['code']): Answer {
  return no({ code, detail: { id: a.id, machine: a.machine } });
}

function closingDetail(a: Approval): Readonly<Record<string, string>> {
  const by = a.closing?.by?.name ?? a.approvals.at(-1)?.by.name ?? '';
  return { id: a.id, status: a.status, by };
}
