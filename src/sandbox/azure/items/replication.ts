// The time model of replication: pure functions of what was recorded and the moment asked for.
import type { SourceMachine } from '../../world/sources.ts';
import { guidOf } from '../ids.ts';
import { hour, lastFullMinute, minute } from '../times.ts';

/** How the machine is connected: does its agent live, does data flow, and since when is it down. */
export type Link = { readonly alive: boolean; readonly flowing: boolean; readonly downSince: number | null };

/** A stretch of time in which recovery points were made. */
type Span = { readonly from: number; readonly to: number };

/** What is remembered of an item's replication. */
export type Replication = {
  readonly startedAt: number;
  readonly settledTo: number;
  readonly syncLasts: number;
  readonly flowed: number;
  readonly link: Link;
  readonly firstPointAt: number | null;
  readonly spans: readonly Span[];
  readonly lastHeartbeatAt: number;
  readonly resyncRequired: boolean;
  readonly resyncStartedAt: number | null;
  readonly resyncFlowed: number;
};

/** What a reader sees of the first synchronisation. */
type Stage = 'seeding' | 'waitingForPoint' | 'protected';

const pointEvery = 5 * minute;
const firstPointAfter = 5 * minute;
const resyncLasts = 15 * minute;
const retention = 24 * hour;
const gib = 2 ** 30;

/** Above this the agent cannot keep up, and its backlog never drains. */
export const highChurn = 200;

/** How long the first copy takes: 45 minutes for 40 GiB, and more disks take longer but never more than 65. */
export function syncTime(bytes: number): number {
  const minutes = 45 * (bytes / gib / 40) ** 0.3;
  return Math.round(Math.min(65, Math.max(30, minutes)) * minute);
}

/** The start of replication at a moment. */
export function startReplication(at: number, bytes: number, link: Link): Replication {
  return {
    startedAt: at,
    settledTo: at,
    syncLasts: syncTime(bytes),
    flowed: 0,
    link,
    firstPointAt: null,
    spans: [],
    lastHeartbeatAt: at,
    resyncRequired: false,
    resyncStartedAt: null,
    resyncFlowed: 0,
  };
}

/** How the source is connected now; a machine nobody knows is not connected. */
export function linkOf(source: SourceMachine | null): Link {
  if (source === null || !source.running || source.terminated) return { alive: false, flowing: false, downSince: source?.stoppedAt ?? null };
  return { alive: !source.agentStopped, flowing: !source.agentStopped && source.reachesAppliance, downSince: null };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

// Until when within an interval a condition held. What broke at an unknown moment is taken to have broken at its end:
// changes are made known at once, so the interval before them was still whole.
function heldUntil(condition: { readonly before: boolean; readonly now: boolean }, downSince: number | null, span: Span): number {
  if (condition.now) return span.to;
  if (downSince !== null) return clamp(downSince, span.from, span.to);
  return condition.before ? span.to : span.from;
}

function extend(spans: readonly Span[], from: number, to: number): readonly Span[] {
  const last = spans.at(-1);
  if (to <= from) return spans;
  return last?.to === from ? [...spans.slice(0, -1), { from: last.from, to }] : [...spans, { from, to }];
}

function withResync(state: Replication, flowed: number): Replication {
  if (state.resyncStartedAt === null) return state;
  const resyncFlowed = state.resyncFlowed + flowed;
  if (resyncFlowed < resyncLasts) return { ...state, resyncFlowed };
  return { ...state, resyncStartedAt: null, resyncFlowed: 0, resyncRequired: false };
}

/** Carries replication forward to a moment. */
export function advance(state: Replication, link: Link, to: number): Replication {
  const span = { from: state.settledTo, to };
  if (to <= span.from) return { ...state, link };
  const dataUntil = heldUntil({ before: state.link.flowing, now: link.flowing }, link.downSince, span);
  const aliveUntil = heldUntil({ before: state.link.alive, now: link.alive }, link.downSince, span);
  const needed = state.syncLasts + firstPointAfter;
  const flowed = state.flowed + (dataUntil - span.from);
  const arrivesAt = span.from + (needed - state.flowed);
  const firstPointAt = state.firstPointAt ?? (flowed >= needed ? arrivesAt : null);
  const spans = firstPointAt === null ? state.spans : extend(state.spans, Math.max(firstPointAt, span.from), dataUntil);
  // A dead agent sends nothing at the beginning of the interval either: its last heartbeat stays the last one.
  const lastHeartbeatAt = aliveUntil > span.from ? Math.max(state.lastHeartbeatAt, lastFullMinute(aliveUntil)) : state.lastHeartbeatAt;
  return withResync({ ...state, settledTo: to, flowed, firstPointAt, spans, lastHeartbeatAt, link }, dataUntil - span.from);
}

/** The stage of the first synchronisation. */
export function stageOf(state: Replication): Stage {
  if (state.firstPointAt !== null) return 'protected';
  return state.flowed >= state.syncLasts ? 'waitingForPoint' : 'seeding';
}

/** When the first copy was complete, if it is. */
export function syncEndedAt(state: Replication): number | null {
  return state.firstPointAt === null ? null : state.firstPointAt - firstPointAfter;
}

/** The share of the first copy that is done; it reaches one only when the copy is complete. */
export function syncShare(state: Replication): number {
  return Math.min(1, state.flowed / state.syncLasts);
}

/** The share of a resynchronisation that is done. */
export function resyncShare(state: Replication): number {
  return Math.min(1, state.resyncFlowed / resyncLasts);
}

function pointsIn(first: number, span: Span): readonly number[] {
  const points: number[] = [];
  const begin = Math.ceil((span.from - first) / pointEvery);
  for (let index = Math.max(0, begin); first + index * pointEvery <= span.to; index += 1) points.push(first + index * pointEvery);
  return points;
}

/** The moments of all recovery points still kept, newest first. */
export function recoveryTimes(state: Replication, now: number): readonly number[] {
  const first = state.firstPointAt;
  if (first === null) return [];
  const times = state.spans.flatMap((span) => pointsIn(first, span));
  const all = times.length === 0 ? [first] : times;
  const kept = all.filter((at) => at <= now && at >= now - retention);
  return (kept.length === 0 ? all.slice(-1) : kept).toReversed();
}

/** The newest recovery point, or null before the first. */
export function lastPointAt(state: Replication, now: number): number | null {
  const first = state.firstPointAt;
  if (first === null) return null;
  const end = Math.min(now, state.spans.at(-1)?.to ?? first);
  return first + Math.floor(Math.max(0, end - first) / pointEvery) * pointEvery;
}

/** The recovery point objective as last calculated: the age of the newest point, never below the service's own delay. */
export function rpoOf(state: Replication, now: number): { readonly seconds: number; readonly calculatedAt: number } | null {
  const point = lastPointAt(state, now);
  if (point === null) return null;
  const calculatedAt = Math.max(point, now - (now % (minute / 2)));
  return { seconds: Math.max(30, Math.round((calculatedAt - point) / 1000)), calculatedAt };
}

/** The id of the recovery point made at a moment. */
export function pointIdOf(itemId: string, at: number): string {
  return guidOf(`${itemId}/point/${at}`);
}

// Zero for the first minute after each point, then a hump that is gone when the next point comes.
function hump(sincePoint: number, peak: number): number {
  const share = (sincePoint - minute) / (pointEvery - minute);
  if (share <= 0) return 0;
  return Math.max(1, Math.round(peak * (share < 0.5 ? share * 2 : (1 - share) * 2)));
}

/** Megabytes that wait at the agent of the source. A stopped machine keeps the last figure it reported. */
export function pendingAtSource(state: Replication, source: SourceMachine | null, now: number): number {
  if (source === null || source.quiesced || state.firstPointAt === null) return 0;
  const link = linkOf(source);
  const at = link.downSince === null ? now : Math.min(now, link.downSince);
  const churn = Math.max(0, source.churnMbPerMinute);
  const since = at - (lastPointAt(state, at) ?? at);
  if (link.downSince === null && !link.flowing) return Math.min(8192, Math.round(5 + (churn * since) / minute));
  if (churn > highChurn) return Math.round(60 + (churn - highChurn) / 2 + hump(since, churn / 4));
  return churn === 0 ? 0 : hump(since, clamp(churn * 3, 5, 40));
}

/** Megabytes that wait in the cache account: a little whenever the agent has something to send. */
export function pendingInCache(atSource: number): number {
  return Math.ceil(atSource / 10);
}
