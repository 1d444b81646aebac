import { decideGlass, nextReminder, overdueEvents, reviewDue } from '../domain/approval/break-glass.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { GovernanceEvent } from '../domain/governance/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { by, FERRY, type Person } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Change, Stored } from '../ports/changes.ts';
import { wakesOf, withMigration } from './approval-leads.ts';
import type { Deps } from './deps.ts';
import { governanceOf } from './freezes.ts';
import type { GlassAsked, GlassUseCases } from './governance-types.ts';
import type { Outcome } from './outcome.ts';
import { approvalChange, governanceChange, reviewTimer } from './record.ts';
import { reject } from './rejections.ts';
import { calendarOf, turnTimer } from './runs.ts';

const RACES = 4;
/** How soon a timer comes again when another writer was faster. */
const AGAIN_MS = 1_000;

/** The use cases of admins who must pass without the approvers, and of whoever reviews that. */
export function makeBreakGlass(d: Deps): GlassUseCases {
  return {
    breakGlass: (o) => breakGlass(d, o),
    openReviews: async () => ((await governanceOf(d)).state.reviews ?? []).toSorted((a, b) => a.due - b.due),
  };
}

async function breakGlass(d: Deps, o: GlassAsked): Outcome<Approval> {
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.approval(o.id);
    if (before === null) return reject('no-such-approval', { id: o.id });
    const policy = await d.access();
    const calendar = await calendarOf(d);
    const { now } = calendar;
    const decided = decideGlass(before.state, o.command, { who: o.who, now, policy });
    if (!decided.ok) {
      await recordRefusal(d, { before, who: o.who, now, code: decided.error.code });
      return decided;
    }
    const at = { at: now, actor: by(o.who) };
    const { approval, all } = await withMigration(d.store, { before, events: decided.value, ...at, calendar });
    const changes = [...all, ...(await reviewSide(d, before.state, { events: decided.value, ...at }))];
    const due = reviewDue(approval.state);
    const jobs = [...wakesOf(before.state), ...turnTimer(approval.state, calendar), ...(due === null ? [] : [reviewTimer(o.id, due - now)])];
    if ((await d.store.commit({ at: now, changes, jobs })) === 'saved') return ok(approval.state);
  }
  return reject('changed-meanwhile');
}

type Happened = { readonly events: readonly ApprovalEvent[]; readonly at: Instant; readonly actor: ReturnType<typeof by> };

/** The scope keeps the list of what has to be reviewed, in the same transaction. */
async function reviewSide(d: Deps, a: Approval, o: Happened): Promise<readonly Change[]> {
  const events = o.events.flatMap((event): readonly GovernanceEvent[] => {
    if (event.type === 'GlassBroken') return [{ type: 'ReviewOpened', review: { approvalId: a.id, machine: a.machine, people: event.people, reason: event.reason, due: event.reviewBy } }];
    return event.type === 'GlassReviewed' ? [{ type: 'ReviewClosed', approvalId: a.id, reason: event.reason }] : [];
  });
  return events.length === 0 ? [] : [governanceChange(await governanceOf(d), events, o)];
}

/** Who tried and was refused is kept; losing the race to keep it changes nothing for anyone. */
async function recordRefusal(d: Deps, o: { readonly before: Stored<Approval>; readonly who: Person; readonly now: Instant; readonly code: string }): Promise<void> {
  const change = approvalChange(o.before, [{ type: 'DecisionRefused', by: o.who, code: o.code }], { at: o.now, actor: by(o.who) });
  await d.store.commit({ at: o.now, changes: [change] });
}

/** Tells that nobody reviewed a break-glass in time, every day until somebody did; called by its timer, harmless at any other moment. */
export async function remindOfReview(d: Deps, id: ApprovalId): Promise<void> {
  const before = await d.store.approval(id);
  const due = before === null ? null : nextReminder(before.state);
  if (before === null || due === null) return;
  const now = d.clock.now();
  const events = overdueEvents(before.state, now);
  if (events.length === 0) {
    if (now < due) await d.store.commit({ at: now, changes: [], jobs: [reviewTimer(id, due - now)] });
    return;
  }
  const saved = await d.store.commit({ at: now, changes: [approvalChange(before, events, { at: now, actor: FERRY })], jobs: [{ queue: 'notify', key: before.state.migrationId }, reviewTimer(id, DAY)] });
  if (saved === 'conflict') await d.store.commit({ at: now, changes: [], jobs: [reviewTimer(id, AGAIN_MS)] });
}
