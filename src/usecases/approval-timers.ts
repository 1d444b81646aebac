import { nextNudge, nudgesDue } from '../domain/approval/nudges.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { FERRY } from '../domain/person.ts';
import { wakesOf, withMigration } from './approval-leads.ts';
import type { Deps } from './deps.ts';
import { approvalChange, expiryTimer, nudgeTimer } from './record.ts';
import { calendarOf } from './runs.ts';

/** How soon a timer comes again when another writer was faster. */
const AGAIN_MS = 1_000;

/** Ends an approval whose time is over; called by its timer, harmless at any other moment. */
export async function expireApproval(d: Deps, id: ApprovalId): Promise<void> {
  const before = await d.store.approval(id);
  if (before === null || before.state.status !== 'requested') return;
  const calendar = await calendarOf(d);
  const { now } = calendar;
  if (now < before.state.expiresAt) {
    await d.store.commit({ at: now, changes: [], jobs: [expiryTimer(id, before.state.expiresAt - now)] });
    return;
  }
  const { all } = await withMigration(d.store, { before, events: [{ type: 'ApprovalExpired' }], at: now, actor: FERRY, calendar });
  const saved = await d.store.commit({ at: now, changes: all, jobs: wakesOf(before.state) });
  if (saved === 'conflict') await d.store.commit({ at: now, changes: [], jobs: [expiryTimer(id, AGAIN_MS)] });
}

/** Tells the people who are asked that a request still waits, each thing once; harmless at any other moment. */
export async function remindApprovers(d: Deps, id: ApprovalId): Promise<void> {
  const before = await d.store.approval(id);
  if (before === null) return;
  const now = d.clock.now();
  const due = nudgesDue(before.state, now);
  const changes = due.length === 0 ? [] : [approvalChange(before, [{ type: 'ApproversReminded', nudges: due }], { at: now, actor: FERRY })];
  const next = nextNudge(changes[0]?.state ?? before.state, now);
  const jobs = [...(due.length === 0 ? [] : wakesOf(before.state)), ...(next === null ? [] : [nudgeTimer(id, next - now)])];
  if (jobs.length === 0) return;
  if ((await d.store.commit({ at: now, changes, jobs })) === 'conflict') await d.store.commit({ at: now, changes: [], jobs: [nudgeTimer(id, AGAIN_MS)] });
}
