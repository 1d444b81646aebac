/** How long the steps of a cutover took, learnt from what machines have been through. */
import type { MigrationEvent } from '../migration/types.ts';
import { HOUR, type Instant } from '../time.ts';

/** Of one machine, in milliseconds; null for what it has not been through. */
export type Durations = {
  /** From the request of a test failover to its machine running: a failover takes as long. */
  readonly test: number | null;
  /** From there to the verdict; null when people let it rest. */
  readonly verdict: number | null;
  /** From the confirmed quiesce to the stopped source: the last changes and the stop. */
  readonly stop: number | null;
  readonly failover: number | null;
};

type Happened = { readonly at: Instant; readonly event: Pick<MigrationEvent, 'type'> };
type Type = MigrationEvent['type'];

/** Who takes longer had the verdict wait for the next day: that is no measure of a night. */
const LONGEST_VERDICT_MS = 4 * HOUR;

/** The last time of each step counts. */
export function durationsOf(events: readonly Happened[]): Durations {
  const verdict = between(events, 'TestVmReady', 'VerdictGiven');
  return {
    test: between(events, 'TestRequested', 'TestVmReady'),
    verdict: verdict !== null && verdict <= LONGEST_VERDICT_MS ? verdict : null,
    stop: between(events, 'QuiesceConfirmed', 'SourceStopped'),
    failover: between(events, 'SourceStopped', 'FailoverFinished'),
  };
}

/** From the last `from` before the last `to`. */
function between(events: readonly Happened[], from: Type, to: Type): number | null {
  const end = events.findLastIndex((e) => e.event.type === to);
  const begin = end < 0 ? -1 : events.findLastIndex((e, i) => i < end && e.event.type === from);
  const [a, b] = [events[begin], events[end]];
  return a === undefined || b === undefined ? null : Math.max(0, b.at - a.at);
}
