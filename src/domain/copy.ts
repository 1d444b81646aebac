/** Whether the first copy of a machine moves. */
import type { Live } from './live.ts';
import type { Migration } from './migration/types.ts';
import { HOUR, type Instant } from './time.ts';

/** A first copy without a new byte for that long does not go slowly: it does not go. */
export const STALLED_AFTER_MS = HOUR;

/** True for a first copy whose figures have stood still; what is not known to stand still is not called stalled. `watched` is until when somebody looked. */
export function isStalled(m: Migration, live: Live | null, watched: Instant): boolean {
  if (m.position.phase !== 'seeding' || m.stuck !== null) return false;
  const since = stalledSince(m, live);
  // While the cloud cannot be read nobody knows whether it moves.
  const known = Math.min(watched, live?.trouble?.since ?? watched);
  return since !== null && known - since >= STALLED_AFTER_MS;
}

/** Since when the figures of the first copy have not moved; null when it was not noted. */
export function stalledSince(m: Migration, live: Live | null): Instant | null {
  const moved = live?.movedAt ?? null;
  return moved === null ? null : Math.max(moved, m.positionSince);
}
