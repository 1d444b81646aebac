/** Replication health that keeps changing is told once, not each time. */
import type { Health } from '../observation.ts';
import { MINUTE, type Instant } from '../time.ts';

/** Changes within {@link WITHIN_MS} that make it flapping. */
const TIMES = 3;
const WITHIN_MS = 30 * MINUTE;
/** It is calm again when it has not changed for this long. */
const CALM_MS = 30 * MINUTE;

/** The last health that was told or passed over, when it changed lately, and since when nothing is said of it. */
export type Pulse = { readonly health: Health; readonly changes: readonly Instant[]; readonly flappingSince: Instant | null };

/** What a new look means; `says` is null for silence. */
export type Beat = { readonly pulse: Pulse; readonly says: null | { readonly what: 'changed'; readonly was: Health; readonly is: Health } | { readonly what: 'flapping' } };

/** Takes one look at the health. Pure; the same look again says nothing. */
export function beat(before: Pulse | null, o: { readonly health: Health; readonly now: Instant }): Beat {
  if (before === null) return { pulse: { health: o.health, changes: [], flappingSince: null }, says: null };
  if (before.health === o.health) return { pulse: calmed(before, o.now), says: null };
  const calm = calmed(before, o.now);
  const changes = [...calm.changes.filter((at) => o.now - at < WITHIN_MS), o.now];
  if (calm.flappingSince !== null) return { pulse: { ...calm, health: o.health, changes }, says: null };
  if (changes.length >= TIMES) return { pulse: { health: o.health, changes, flappingSince: o.now }, says: { what: 'flapping' } };
  return { pulse: { health: o.health, changes, flappingSince: null }, says: { what: 'changed', was: before.health, is: o.health } };
}

function calmed(p: Pulse, now: Instant): Pulse {
  const last = p.changes.at(-1) ?? -Infinity;
  return p.flappingSince !== null && now - last >= CALM_MS ? { ...p, flappingSince: null, changes: [] } : p;
}
