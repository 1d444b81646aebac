/** The meter of the core, over whatever is there to take figures and traces. */
import type { Meter } from '../../ports/telemetry.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

/** Nothing that is measured may break what is measured. */
export function makeMeter(to: { readonly metrics: Pick<Metrics, 'count' | 'timed'> | null; readonly tracing: Pick<Tracing, 'span'> | null }): Meter {
  const { metrics, tracing } = to;
  return {
    count: (name, labels) => quietly(() => metrics?.count(name, labels)),
    timed: (name, ms, labels) => quietly(() => metrics?.timed(name, ms, labels)),
    span: (name, fields, work) => (tracing === null ? work() : tracing.span(name, fields, work)),
  };
}

function quietly(measure: () => void): void {
  try {
    measure();
  } catch {
    // A label that nobody declared: the figure is lost, the work is not.
  }
}
