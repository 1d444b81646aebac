import type { AccessPolicy } from '../domain/access.ts';
import { decideApproval, type ApprovalCommand } from '../domain/approval/decide.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { Stored } from '../ports.ts';
import { wakesOf, withMigration } from './approval-leads.ts';
import type { Deps } from './deps.ts';
import { electorateOf, unreadable } from './electorate.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { approvalChange } from './record.ts';
import { reject } from './rejections.ts';
import { calendarOf, turnTimer } from './runs.ts';
import { cardBehind, withCard } from './shown.ts';

const RACES = 4;

type Decided = ReturnType<typeof decideApproval>;
type Answered = { readonly id: ApprovalId; readonly who: Person; readonly command: ApprovalCommand; readonly card?: string | null };

/** Takes an answer to a request, whatever it asks for; the loser of a race decides again on what is true then. */
export async function answer(d: Deps, o: Answered): Outcome<Approval> {
  const card = await cardBehind(d.store, o.id, o.card ?? null);
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.approval(o.id);
    if (before === null) return reject('no-such-approval', { id: o.id });
    const electorate = await electorateOf(d, before.state.operation);
    const calendar = await calendarOf(d);
    const { now } = calendar;
    const decided = unlessUnread(decideApproval(before.state, o.command, { ...electorate, who: o.who, now }), o.command, electorate.policy);
    if (!decided.ok) {
      await recordRefusal(d, { before, who: o.who, now, code: decided.error.code });
      return decided;
    }
    const { approval, all } = await withMigration(d.store, { before, events: withCard(decided.value, card), at: now, actor: by(o.who), calendar });
    const jobs = [...wakesOf(before.state), ...turnTimer(approval.state, calendar)];
    if ((await d.store.commit({ at: now, changes: all, jobs })) === 'saved') return ok(approval.state);
  }
  return reject('changed-meanwhile');
}

/** While a group of approvers cannot be read it is not known who may approve, nor whose answers count: nobody can approve then. Everything else that somebody may do stays possible. */
function unlessUnread(decided: Decided, command: ApprovalCommand, access: AccessPolicy): Result<readonly ApprovalEvent[], Rejection> {
  const unread = unreadable(access);
  if (unread === null) return decided;
  if (decided.ok) return command.type === 'approve' ? no(unread) : decided;
  return decided.error.code === 'not-an-approver' || decided.error.code === 'no-approvers' ? no(unread) : decided;
}

/** Who tried and was refused is kept; losing the race to keep it changes nothing for anyone. */
async function recordRefusal(d: Deps, o: { readonly before: Stored<Approval>; readonly who: Person; readonly now: Instant; readonly code: string }): Promise<void> {
  const change = approvalChange(o.before, [{ type: 'DecisionRefused', by: o.who, code: o.code }], { at: o.now, actor: by(o.who) });
  await d.store.commit({ at: o.now, changes: [change] });
}
