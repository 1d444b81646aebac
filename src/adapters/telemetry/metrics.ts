/** Figures for Prometheus: the only place that knows prom-client, which is loaded when somebody wants figures. */
import type { Figure, MetricName } from '../../ports/telemetry.ts';

/** What is counted as it happens, and what is read when somebody looks. */
export type Metrics = {
  count(name: MetricName, labels: Labels): void;
  timed(name: MetricName, ms: number, labels: Labels): void;
  /** The page for Prometheus. */
  page(): Promise<{ readonly type: string; readonly body: string }>;
  /** Ends what watches the event loop. */
  stop(): void;
};

type Labels = { readonly [label: string]: string };
type What = { readonly help: string; readonly labels: readonly string[]; readonly timed: boolean };

const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const COUNTED: { readonly [N in MetricName]: What } = {
  http_requests: { help: 'Requests to Ferry', labels: ['method', 'route', 'status'], timed: true },
  turns: { help: 'Things that people typed or pressed', labels: ['input', 'outcome'], timed: true },
  turns_limited: { help: 'Turns that were not worked on because somebody sent too many', labels: [], timed: false },
  cloud_calls: { help: 'Questions and requests to AWS, Azure and Entra', labels: ['cloud', 'operation', 'outcome'], timed: true },
  notices: { help: 'Messages to Teams outside a turn', labels: ['act', 'outcome'], timed: true },
  jobs_run: { help: 'Jobs that ended in this process', labels: ['queue', 'outcome'], timed: true },
  rounds: { help: 'Looks at the vault and the machines', labels: ['outcome'], timed: true },
  log_lines: { help: 'Lines written to the log', labels: ['level'], timed: false },
};

/** `read` gives the figures of this moment; one that cannot be read leaves the others out, and says so in `ferry_figures_read`. */
export async function makeMetrics(read: () => Promise<readonly Figure[]>): Promise<Metrics> {
  const prom = await import('prom-client');
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = prom.default;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, InstanceType<typeof Counter>>();
  const times = new Map<string, InstanceType<typeof Histogram>>();
  for (const [name, { help, labels, timed }] of Object.entries(COUNTED)) {
    const common = { help, labelNames: [...labels], registers: [registry] };
    if (timed) times.set(name, new Histogram({ ...common, name: `ferry_${name}_seconds`, buckets: BUCKETS }));
    else counters.set(name, new Counter({ ...common, name: `ferry_${name}_total` }));
  }
  const figures = new Map<string, InstanceType<typeof Gauge>>();
  const gaugeOf = (f: Figure): InstanceType<typeof Gauge> => {
    const known = figures.get(f.name);
    if (known !== undefined) return known;
    const made = new Gauge({ name: `ferry_${f.name}`, help: f.help, labelNames: Object.keys(f.labels), registers: [registry] });
    figures.set(f.name, made);
    return made;
  };
  const wasRead = new Gauge({ name: 'ferry_figures_read', help: '1 when the figures of the store could be read just now', registers: [registry] });

  return {
    count: (name, labels) => counters.get(name)?.inc({ ...labels }),
    timed: (name, ms, labels) => times.get(name)?.observe({ ...labels }, ms / 1000),
    async page() {
      const now = await read().catch(() => null);
      // What is not there any more, for example the last machine of a phase, must not be shown for ever.
      for (const gauge of figures.values()) gauge.reset();
      for (const figure of now ?? []) gaugeOf(figure).set({ ...figure.labels }, figure.value);
      wasRead.set(now === null ? 0 : 1);
      return { type: registry.contentType, body: await registry.metrics() };
    },
    stop: () => registry.clear(),
  };
}
