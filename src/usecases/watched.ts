import type { Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** When the figures of all machines were last made equal to what the vault shows. */
export const LOOKED_AT = 'lives.lookedAt';

/** Until when it is known whether a copy moved: after a night in which Ferry was down nobody can call one stalled before the next look. */
export async function watchedUntil(d: Pick<Deps, 'store' | 'clock'>): Promise<Instant> {
  const looked = await d.store.note(LOOKED_AT);
  return looked === null ? d.clock.now() : Math.min(d.clock.now(), Number(looked));
}
