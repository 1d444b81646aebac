/** Traces and logs for Application Insights: its library is large, so it is loaded only where there is an address to send to, and after the start. */
import { maskSecrets } from '../../domain/secret.ts';

/** One line of the log, already free of secrets. */
export type LogLine = { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly message: string; readonly fields: object };

export type Tracing = {
  span<T>(name: string, fields: { readonly [field: string]: string }, work: () => Promise<T>): Promise<T>;
  /** Passes a line on; before the start has ended lines wait, a few hundred at most. */
  line(line: LogLine): void;
  /** Sends what is left, within a few seconds. */
  stop(): Promise<void>;
};

type Loaded = { readonly span: Tracing['span']; readonly line: Tracing['line']; readonly stop: () => Promise<void> };

const MOST_WAITING = 500;
const STOP_MS = 4_000;

/** Starts in the background; telemetry that cannot be sent stops nothing. */
export function makeTracing(o: { readonly connectionString: string; readonly trouble: (error: unknown) => void }): Tracing {
  const waiting: LogLine[] = [];
  let loaded: Loaded | null = null;
  const starting = load(o.connectionString).then(
    (ready) => {
      loaded = ready;
      for (const line of waiting.splice(0)) ready.line(line);
    },
    o.trouble,
  );
  return {
    span: (name, fields, work) => (loaded === null ? work() : loaded.span(name, fields, work)),
    line: (line) => {
      if (loaded !== null) loaded.line(line);
      else if (waiting.length < MOST_WAITING) waiting.push(line);
    },
    stop: () => within(STOP_MS, starting.then(() => loaded?.stop())),
  };
}

async function load(connectionString: string): Promise<Loaded> {
  const [{ useAzureMonitor, shutdownAzureMonitor }, { trace, SpanStatusCode }, { logs, SeverityNumber }] = await Promise.all([import('@azure/monitor-opentelemetry'), import('@opentelemetry/api'), import('@opentelemetry/api-logs')]);
  const none = { enabled: false };
  useAzureMonitor({
    azureMonitorExporterOptions: { connectionString },
    enableLiveMetrics: false,
    enableStandardMetrics: false,
    enablePerformanceCounters: false,
    samplingRatio: 1,
    // Ferry names its own spans: what the library would find by itself holds addresses with tokens in them.
    instrumentationOptions: { http: none, azureSdk: none, mongoDb: none, mySql: none, postgreSql: none, redis: none, redis4: none, bunyan: none, winston: none },
  });
  const tracer = trace.getTracer('ferry');
  const logger = logs.getLogger('ferry');
  const severity = { debug: SeverityNumber.DEBUG, info: SeverityNumber.INFO, warn: SeverityNumber.WARN, error: SeverityNumber.ERROR };
  return {
    span: (name, fields, work) => tracer.startActiveSpan(name, { attributes: { ...fields } }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? maskSecrets(`${error.name}: ${error.message}`) : 'failed' });
        throw error;
      } finally {
        span.end();
      }
    }),
    line: ({ level, message, fields }) => logger.emit({ severityNumber: severity[level], severityText: level, body: message, attributes: flat(fields) }),
    stop: shutdownAzureMonitor,
  };
}

function flat(fields: object): Record<string, string | number | boolean> {
  const plain = Object.entries(fields).map(([key, value]): [string, string | number | boolean] => [key, typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value ?? null)]);
  return Object.fromEntries(plain);
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.then(() => undefined, () => undefined), late]);
  clearTimeout(timer);
}
