import type { AccessPolicy } from '../domain/access.ts';
import { decideApproval, type ApprovalCommand } from '../domain/approval/decide.ts';
import { rightsOf, type Electorate } from '../domain/approval/electorate.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { Stored } from '../ports/changes.ts';
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
      return no(await withNames(d, before.state, { refused: decided.error, electorate, now }));
    }
    const { approval, all } = await withMigration(d.store, { before, events: withCard(decided.value, card), at: now, actor: by(o.who), calendar });
    const jobs = [...wakesOf(before.state), ...turnTimer(approval.state, calendar)];
    if ((await d.store.commit({ at: now, changes: all, jobs })) === 'saved') return ok(approval.state);
  }
  return reject('changed-meanwhile');
}

const NAMED: ReadonlySet<string> = new Set(['requester-cannot-approve', 'not-an-approver']);
const MOST_NAMES = 5;

/** Whoever may not answer learns who may, as far as Ferry knows their names. */
async function withNames(d: Deps, a: Approval, o: { readonly refused: Rejection; readonly electorate: Electorate; readonly now: Instant }): Promise<Rejection> {
  const { refused } = o;
  // Where everyone may, nobody is named: Ferry does not know them all.
  const isAnyones = [a.approvers, ...(a.seats ?? []).map((s) => s.holders)].some((list) => list.includes('*'));
  if (!NAMED.has(refused.code) || isAnyones) return refused;
  const people = (await d.store.conversations()).flatMap((c) => (c.person === undefined ? [] : [c.person]));
  const able = people.filter((p) => rightsOf(a, p, o).length > 0).map((p) => p.name);
  return able.length === 0 ? refused : { ...refused, detail: { ...refused.detail, able: [...new Set(able)].slice(0, MOST_NAMES).join(', ') } };
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
