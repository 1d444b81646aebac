// The source machine of an item, as it is right now.
import type { SourceMachine } from '../../world/sources.ts';
import type { World } from '../../world/types.ts';
import type { Item } from './model.ts';

/** The machine, or null when it is gone or never was one of ours. */
export function sourceOf(world: World, item: Item): SourceMachine | null {
  return item.facts.instanceId === null ? null : world.sources.byInstanceId(item.facts.instanceId);
}

/** The moment up to which replication is described: it ends with the failover. */
export function replicationMoment(item: Item, now: number): number {
  return item.phase === 'failedOver' || item.phase === 'committed' ? Math.min(now, item.lastFailoverAt ?? now) : now;
}
