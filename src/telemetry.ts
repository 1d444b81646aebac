/** The wiring of figures, traces and the lines that go with them. */
import type { Config } from './config.ts';
import { makeMeter } from './adapters/telemetry/meter.ts';
import { makeMetrics, type Metrics } from './adapters/telemetry/metrics.ts';
import { makeTracing, type LogLine } from './adapters/telemetry/tracing.ts';
import type { Clock } from './ports/clock.ts';
import type { QueueName } from './ports/jobs.ts';
import type { Figure, Log, Meter } from './ports/telemetry.ts';

/** What measures Ferry. */
export type Telemetry = {
  readonly meter: Meter;
  /** Gets every line of the log. */
  readonly line: (line: LogLine) => void;
  /** The page for Prometheus; null where figures are not shown. */
  readonly page: Metrics['page'] | null;
  /** From when on figures of the store can be read. */
  readonly show: (read: () => Promise<readonly Figure[]>) => void;
  readonly stop: () => Promise<void>;
};

type Settings = Config['telemetry'];

/** Makes it; `log` is asked for when there is trouble only, for the log itself is made with this. */
export async function makeTelemetry({ metrics: shown, applicationInsights }: Settings, log: () => Log): Promise<Telemetry> {
  let read = (): Promise<readonly Figure[]> => Promise.resolve([]);
  const metrics = shown ? await makeMetrics(() => read()) : null;
  const tracing = applicationInsights === null ? null : makeTracing({ connectionString: applicationInsights.reveal(), trouble: (error) => log().warn({ error }, 'Application Insights could not be started; Ferry goes on without it') });
  const meter = makeMeter({ metrics, tracing });
  return {
    meter,
    line: (line) => {
      meter.count('log_lines', { level: line.level });
      tracing?.line(line);
    },
    page: metrics === null ? null : metrics.page,
    show: (from) => {
      read = from;
    },
    stop: async () => {
      metrics?.stop();
      await tracing?.stop();
    },
  };
}

type Handlers = { readonly [Q in QueueName]: (key: string, signal: AbortSignal) => Promise<void> };
type By = { readonly meter: Meter; readonly clock: Pick<Clock, 'now'> };

/** The same handlers; every job is measured and stands in a trace of its own. */
export function measuredHandlers(handlers: Handlers, { meter, clock }: By): Handlers {
  const measured = (queue: QueueName) => async (key: string, signal: AbortSignal): Promise<void> => {
    const begun = clock.now();
    const tell = (outcome: string): void => {
      meter.timed('jobs_run', clock.now() - begun, { queue, outcome });
      if (queue === 'tick') meter.timed('rounds', clock.now() - begun, { outcome });
    };
    try {
      await meter.span(`job ${queue}`, { key }, () => handlers[queue](key, signal));
      tell('ok');
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
  return { step: measured('step'), tick: measured('tick'), notify: measured('notify'), timer: measured('timer'), check: measured('check'), enable: measured('enable') };
}

type AnyTurn = { readonly input: { readonly kind: string }; readonly activityId: string };

/** The same turn; every one is measured. The words of people stay out of it. */
export function measuredTurn<T extends AnyTurn, R>(turn: (t: T) => Promise<R>, { meter, clock }: By): (t: T) => Promise<R> {
  return async (t) => {
    const begun = clock.now();
    const tell = (outcome: string): void => meter.timed('turns', clock.now() - begun, { input: t.input.kind, outcome });
    try {
      const answer = await meter.span(`turn ${t.input.kind}`, {}, () => turn(t));
      tell('answered');
      return answer;
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
}
