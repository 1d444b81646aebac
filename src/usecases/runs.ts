import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId, MigrationId } from '../domain/ids.ts';
import { clockTurns, frozenToTheEnd } from '../domain/migration/clock-turns.ts';
import { requestEnds } from '../domain/migration/request-turns.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import { turnOf } from '../domain/wave/gate.ts';
import { nextTurn, type Calendar } from '../domain/window/gate.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { approvalSide } from './approval-follows.ts';
import type { Deps } from './deps.ts';
import { freezesOf, governanceOf } from './freezes.ts';
import { migrationChange, runTimer, wakes } from './record.ts';
import { basisOf, standingOf } from './wave-stand.ts';

/** How soon the timer comes again when another writer was faster. */
const AGAIN_MS = 1_000;

/** The clock and the freezes, as they are now. */
export async function calendarOf(d: Pick<Deps, 'store' | 'scope' | 'clock' | 'policy'>): Promise<Calendar> {
  const { windowMarginMs } = d.policy;
  const held = ((await governanceOf(d)).state.holdAll ?? null) !== null;
  return { freezes: await freezesOf(d), now: d.clock.now(), held, ...(windowMarginMs === undefined ? {} : { marginMs: windowMarginMs }) };
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
  if (approval === null) return;
  let raced = false;
  for (const m of machinesOf(approval)) raced = (await settleOne(d, id, m)) === 'conflict' || raced;
  const calendar = await calendarOf(d);
  const jobs = raced ? [runTimer(id, AGAIN_MS)] : turnTimer(approval, calendar);
  if (jobs.length > 0) await d.store.commit({ at: calendar.now, changes: [], jobs });
}

/** Each machine by itself: one that is written at this moment does not keep the others back. */
async function settleOne(d: Deps, id: ApprovalId, machine: MigrationId): Promise<'saved' | 'conflict'> {
  const approval = await d.store.approval(id);
  const stored = await d.store.migration(machine);
  if (approval === null || stored === null || !isOf(stored.state, id)) return 'saved';
  const standing = await standingOf(d.store, approval.state);
  const calendar = await calendarOf(d);
  const events = endsOf(stored.state, approval.state, { ...calendar, turn: turnOf(approval.state, machine, standing) });
  if (events.length === 0) return 'saved';
  const at = { at: calendar.now, actor: FERRY };
  const side = await approvalSide(d.store, stored.state, { events, ...at });
  const basis = [{ id, version: approval.version }, ...basisOf(approval.state, machine, standing)];
  return d.store.commit({ at: at.at, changes: [migrationChange(stored, events, at), ...side.changes], jobs: [...wakes(machine), ...side.jobs], basis });
}
