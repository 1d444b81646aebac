// The figures of an item: what its replication comes to, and what is planted on top of it.
import type { SourceMachine } from '../../world/sources.ts';
import { minute } from '../times.ts';
import type { Item } from './model.ts';
import * as replicated from './replication.ts';

/** How the item's machine is connected. */
export function linkOf(item: Item, source: SourceMachine | null): replicated.Link {
  return item.elsewhere ? { alive: true, flowing: true, downSince: null } : replicated.linkOf(source);
}

/** The newest recovery point, or null when there is none. */
export function newestPointAt(item: Item, now: number): number | null {
  if (item.troubles.noPoints) return null;
  return item.troubles.rpo?.pointAt ?? replicated.lastPointAt(item.replication, now);
}

/** The moments of all recovery points still kept, newest first. */
export function pointTimes(item: Item, now: number): readonly number[] {
  const { noPoints, rpo } = item.troubles;
  if (noPoints) return [];
  const all = replicated.recoveryTimes(item.replication, now);
  if (rpo === null) return all;
  return [rpo.pointAt, ...all.filter((at) => at < rpo.pointAt)];
}

/** The recovery point objective as last calculated. */
export function rpoOf(item: Item, now: number): { readonly seconds: number; readonly calculatedAt: number } | null {
  const { noPoints, rpo } = item.troubles;
  if (noPoints) return null;
  if (rpo === null) return replicated.rpoOf(item.replication, now);
  const calculatedAt = rpo.calculatedAt ?? now - (now % (minute / 2));
  return { seconds: Math.round((calculatedAt - rpo.pointAt) / 1000), calculatedAt };
}

/** Megabytes that wait at the agent of the source. */
export function pendingOf(item: Item, source: SourceMachine | null, now: number): number {
  return item.troubles.backlogMb ?? replicated.pendingAtSource(item.replication, source, now);
}

/** The last heartbeat of the agent. */
export function agentHeartbeatOf(item: Item): number {
  return item.agent.silentSince ?? item.replication.lastHeartbeatAt;
}
