import { guardSource } from '../source-guard/guard.ts';
import type { Instant } from '../time.ts';
import type { Turn } from '../wave/turn.ts';
import { whilePaused } from './adoption.ts';
import { NOTHING, type Decision, type Patience } from './decision.ts';
import { findDrift, pausedBy } from './drift.ts';
import { resumeTurn } from './manual.ts';
import { turnIn, type Observation } from './observation.ts';
import { resolvePending } from './pending.ts';
import { advance } from './phases.ts';
import { caughtUp, isPlanStep } from './plan-doubt.ts';
import { awaitsRollback, requestTurns } from './request-turns.ts';
import { TERMINAL_PHASES, type ActKind, type Migration, type MigrationEvent } from './types.ts';

/** Decides from stored state and one look at the clouds. Pure; the same input gives the same answer. */
export function reconcile(m: Migration, o: Observation, at: { readonly now: Instant } & Patience): Decision {
  if (TERMINAL_PHASES.has(m.position.phase)) return NOTHING;
  if (m.pending !== null) return resumeTurn(m, o, at) ?? { events: resolvePending(m, o, at), act: null };
  const lost = lostSource(m, o, at.now);
  if (lost.length > 0) return { events: lost, act: null };
  if (m.drift !== null) return { events: whilePaused(m, o, at.now), act: null };
  const outside = changed(m, o);
  if (outside.length > 0) return { events: outside, act: null };
  const turned = requestTurns(m, o, { now: at.now, freezes: o.freezes, held: o.holdAll !== null, ...(at.marginMs === undefined ? {} : { marginMs: at.marginMs }) });
  if (turned.length > 0) return { events: turned, act: null };
  return m.stuck === null ? goOn(m, o, at) : NOTHING;
}

function goOn(m: Migration, o: Observation, at: { readonly now: Instant } & Patience): Decision {
  const next = advance(m, o, at);
  if ((m.hold ?? o.holdAll) !== null || awaitsRollback(m)) return whileHeld(next);
  if (WAITING.has(turnIn(o)) && next.events.some(isBeginning)) return NOTHING;
  return next.act !== null && (at.now < (m.notBefore ?? 0) || leftToPlan(m, o, next.act.kind)) ? NOTHING : next;
}

/** What the recovery plan of its wave did to it, or somebody outside. */
function changed(m: Migration, o: Observation): readonly MigrationEvent[] {
  const caught = caughtUp(m, o);
  if (caught.length > 0) return caught;
  const drift = findDrift(m, o);
  return drift === null ? [] : pausedBy(m, drift);
}

function leftToPlan(m: Migration, o: Observation, act: ActKind): boolean {
  return o.byPlan !== undefined && isPlanStep(m, act);
}

/** Steps that nobody has begun yet: they wait until the machine is released. What a cloud is doing goes on, and is told. */
export const BEGINNINGS: ReadonlySet<MigrationEvent['type']> = new Set(['CutoverApproved', 'DrainFinished']);

/** While it is not the machine's turn in its wave. */
const WAITING: ReadonlySet<Turn> = new Set(['waits', 'stopped']);

function whileHeld(next: Decision): Decision {
  return next.act !== null || next.events.some(isBeginning) ? NOTHING : next;
}

function isBeginning(e: MigrationEvent): boolean {
  return BEGINNINGS.has(e.type);
}

/** The next step must not wait for the observer's round: the last look before an act counts. */
function lostSource(m: Migration, o: Observation, now: Instant): readonly MigrationEvent[] {
  if (o.source === 'unread' || m.sourceLost !== undefined) return [];
  const { power, privateIp } = o.source;
  if (power !== 'gone' && power !== 'terminated' && power !== 'shutting-down') return [];
  const seen = { power, privateIp, instanceType: null, launchedAt: null, subnetId: null, autoScalingGroup: null, disks: null };
  const item = o.item === 'absent' || o.item === 'unread' ? null : o.item;
  return guardSource(m, { seen, now, copy: { lastRecoveryPointAt: item?.lastRecoveryPointAt ?? null, seenAt: o.asOf }, successor: null });
}
