import { isOurTenant } from '../access.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { holdsByGlass } from './break-glass.ts';
import { isPartial, rightsOf, stillCounting, type Electorate, type Right } from './electorate.ts';
import { answerUntil, isOpen, isSuspended } from './open.ts';
import { sharesPerson, standing } from './quorum.ts';
import type { Approval, ApprovalEvent, Decision } from './types.ts';

/** What a person may ask of an approval. `round` is that of the pressed card; null for typed words. */
export type ApprovalCommand =
  | { readonly type: 'approve'; readonly comment: string; readonly typed?: string; readonly round?: number | null; /** Said in so many words that it is meant once more. */ readonly again?: boolean; /** Of a wave machines are not taken out without asking again. */ readonly keepAll?: boolean }
  | { readonly type: 'reject'; readonly reason: string; readonly round?: number | null }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'ask'; readonly text: string };

export const APPROVAL_REFUSALS = ['already-decided', 'expired', 'requester-cannot-approve', 'not-an-approver', 'no-approvers', 'reason-needed', 'not-the-requester', 'confirmation-needed', 'asked-again', 'question-needed', 'quorum-met'] as const;
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
  return command.type === 'reject' ? reject(a, command.reason) : approve(a, command, asked);
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

function reject(a: Approval, reason: string): Answer {
  return reason.trim() === '' ? refuse(a, 'reason-needed') : ok([{ type: 'Rejected', reason }]);
}

function approve(a: Approval, c: Extract<ApprovalCommand, { type: 'approve' }>, asked: Asked): Answer {
  const given = answersOf(a);
  const counting = stillCounting(a, given, asked);
  const right = rights(a, asked).find((r) => !counting.some((d) => sharesPerson(d, voiceOf(asked.who, r))));
  if (right === undefined) return no({ code: 'already-decided', detail: { id: a.id, status: 'approved by you', by: asked.who.name } });
  const confirm = a.confirm ?? null;
  if (!isConfirmed(plain(c.typed ?? ''), a)) return no({ code: 'confirmation-needed', detail: { id: a.id, machine: confirm ?? a.machine } });
  const decision: Decision = { ...voiceOf(asked.who, right), at: asked.now, comment: c.comment, ...(right.seats.length === 0 ? {} : { seats: right.seats }), ...(confirm === null ? {} : { typed: confirm }) };
  const lost = given.filter((d) => !counting.some((k) => samePerson(k.by, d.by))).map((d) => d.by);
  const left: readonly ApprovalEvent[] = lost.length === 0 || isPartial(asked) ? [] : [{ type: 'ApproversLost', people: lost, reopened: false }];
  return ok([...left, ...keptAll(a, c, asked.who), { type: 'Approved', decision, reached: standing(a, [...counting, decision]).reached }]);
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
  const isOwn = (d: Decision): boolean => samePerson(d.by, asked.who);
  if (isOpen(a) && answersOf(a).some(isOwn)) return ok([{ type: 'DecisionTakenBack', by: asked.who }]);
  if (!a.approvals.some(isOwn)) return no({ code: 'not-the-requester', detail: { id: a.id, requester: a.requester.name } });
  return a.status === 'approved' ? refuse(a, 'quorum-met') : no({ code: 'already-decided', detail: closingDetail(a) });
}

/** At run: answers of people who may not approve any more do not count. Nothing when there are still enough, or while it is asked anew in any case. */
export function recheckQuorum(a: Approval, e: Electorate): readonly ApprovalEvent[] {
  if ((a.status !== 'approved' && a.status !== 'running') || isSuspended(a)) return [];
  if (holdsByGlass(a, e.policy)) return [];
  const counting = stillCounting(a, a.approvals, e);
  if (standing(a, counting).reached) return [];
  const people = a.approvals.filter((d) => !counting.some((k) => samePerson(k.by, d.by))).map((d) => d.by);
  return [{ type: 'ApproversLost', people, reopened: true }];
}

function refuse(a: Approval, code: ApprovalRefusal['code']): Answer {
  return no({ code, detail: { id: a.id, machine: a.machine } });
}

function closingDetail(a: Approval): Readonly<Record<string, string>> {
  const by = a.closing?.by?.name ?? a.approvals.at(-1)?.by.name ?? '';
  return { id: a.id, status: a.status, by };
}
