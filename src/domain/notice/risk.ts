/** That a wave becomes at risk is told once, and again only after it was fine for a while. */
import type { Risk, WaveForecast } from '../forecast/wave.ts';
import { TERMINAL_PHASES, type Migration, type Phase } from '../migration/types.ts';
import { MINUTE, type Instant } from '../time.ts';

/** What is at risk again sooner has not been fine in between. */
const FINE_MS = 30 * MINUTE;

/** Since when it is at risk; `fineSince` while it is not, but has not been for long enough to forget it. */
export type Alarm = { readonly since: Instant; readonly fineSince: Instant | null };

/** What one more look means; a new `since` is news. Null when there is nothing to remember. Pure; the same look again changes nothing. */
export function alarm(before: Alarm | null, o: { readonly isAtRisk: boolean; readonly now: Instant }): Alarm | null {
  const fineSince = before?.fineSince ?? null;
  const isOver = before === null || (fineSince !== null && o.now - fineSince >= FINE_MS);
  if (o.isAtRisk) return isOver ? { since: o.now, fineSince: null } : { ...before, fineSince: null };
  return isOver ? null : { ...before, fineSince: fineSince ?? o.now };
}

const COPYING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding']);

/** Without a window ahead only a first copy can be at risk: of others nothing need be read. */
export function mayBeAtRisk(m: Migration, now: Instant): boolean {
  if (TERMINAL_PHASES.has(m.position.phase)) return false;
  return COPYING.has(m.position.phase) || (m.window?.to ?? now) > now;
}

/** What puts a wave at risk; a first copy that stands still does so without a window as well. */
export function risksOf({ risks, stalled }: Pick<WaveForecast, 'risks' | 'stalled'>): readonly Risk[] {
  const machines = stalled.filter((s) => s.held !== true).map((s) => s.name);
  return risks.length > 0 || machines.length === 0 ? risks : [{ code: 'stalled', machines }];
}
