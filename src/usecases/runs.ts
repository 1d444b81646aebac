import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import { clockTurns, frozenToTheEnd } from '../domain/migration/clock-turns.ts';
import { requestEnds } from '../domain/migration/request-turns.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import { nextTurn, type Calendar } from '../domain/window/gate.ts';
import type { JobRequest } from '../ports.ts';
import { approvalSide } from './approval-follows.ts';
import type { Deps } from './deps.ts';
import { freezesOf, governanceOf } from './freezes.ts';
import { migrationChange, runTimer, wakes } from './record.ts';

/** How soon the timer comes again when another writer was faster. */
const AGAIN_MS = 1_000;

/** The clock and the freezes, as they are now. */
export async function calendarOf(d: Pick<Deps, 'store' | 'scope' | 'clock' | 'policy'>): Promise<Calendar> {
  const held = ((await governanceOf(d)).state.holdAll ?? null) !== null;
  return { freezes: await freezesOf(d), now: d.clock.now(), held };
}

/** Wakes whoever waits for the next turn of an approved request. */
export function turnTimer(a: Approval, c: Calendar): readonly JobRequest[] {
  const next = a.status === 'approved' || a.status === 'running' ? nextTurn(a, c) : null;
  return next === null ? [] : [runTimer(a.id, next - c.now)];
}

function isOf({ position: p, request }: Migration, id: ApprovalId): boolean {
  return request?.approvalId === id || ('approvalId' in p && p.approvalId === id);
}

function endsOf(m: Migration, a: Approval, c: Calendar): readonly MigrationEvent[] {
  if (m.request?.approvalId === a.id) return requestEnds(m, a, c);
  return [...clockTurns(m, a, c), ...frozenToTheEnd(m, a, c)];
}

/** Opens the window of an approved cutover, or ends it when its time is over; called by its timer, harmless at any other moment. Reads no cloud, so it works when they cannot be read. */
export async function settleRun(d: Deps, id: ApprovalId): Promise<void> {
  const approval = (await d.store.approval(id))?.state ?? null;
  const stored = approval === null ? null : await d.store.migration(approval.migrationId);
  if (approval === null || stored === null || !isOf(stored.state, id)) return;
  const calendar = await calendarOf(d);
  const events = endsOf(stored.state, approval, calendar);
  const at = { at: calendar.now, actor: FERRY };
  const changes = events.length === 0 ? [] : [migrationChange(stored, events, at), ...(await approvalSide(d.store, stored.state, { events, ...at }))];
  const jobs = [...(events.length === 0 ? [] : wakes(stored.state.id)), ...turnTimer(approval, calendar)];
  if ((await d.store.commit({ at: at.at, changes, jobs })) === 'conflict') await d.store.commit({ at: at.at, changes: [], jobs: [runTimer(id, AGAIN_MS)] });
}
