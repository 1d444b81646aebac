/** A line over the whole hours of the last day. Teams draws it; a client that cannot shows the same in signs and words. */
import type { HourPoint } from '../domain/forecast/sample.ts';
import { HOUR, MINUTE, SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { raw, type Cell } from './render.ts';

/** One dot is no line. */
const LEAST_POINTS = 2;
const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const NOTHING = '·';

type Kind = 'rpo' | 'percent';
type Dot = { readonly hour: number; readonly y: number };

/** The chart as data of a template: none, or one whose `items` go into a container. */
export function charts(hours: readonly HourPoint[], words: Words): readonly Cell[] {
  for (const kind of ['rpo', 'percent'] as const) {
    const dots = dotsOf(hours, kind);
    if (dots.length >= LEAST_POINTS) return [{ items: raw([chart(dots, kind, words)]) }];
  }
  return [];
}

function dotsOf(hours: readonly HourPoint[], kind: Kind): readonly Dot[] {
  return hours.flatMap((p) => {
    const value = kind === 'rpo' ? p.rpoSeconds : p.percent;
    return value === null ? [] : [{ hour: p.hour, y: kind === 'rpo' ? Math.ceil((value * SECOND) / MINUTE) : value }];
  });
}

function chart(dots: readonly Dot[], kind: Kind, words: Words): object {
  const w = words.forecast.chart;
  const { title, legend, unit, of } = w[kind];
  const values = dots.map((d) => d.y);
  const hours = ((dots.at(-1)?.hour ?? 0) - (dots[0]?.hour ?? 0)) / HOUR + 1;
  return {
    type: 'Chart.Line',
    title,
    xAxisTitle: w.axis,
    yAxisTitle: unit,
    data: [{ legend, values: dots.map((d) => ({ x: new Date(d.hour).toISOString().replace(':00.000Z', 'Z'), y: d.y })) }],
    fallback: { type: 'TextBlock', text: w.line(title, { hours, spark: sparkline(dots), range: of(Math.min(...values), Math.max(...values)) }), wrap: true, isSubtle: true, size: 'Small' },
  };
}

/** One sign for each hour, between the lowest and the highest; an hour of which nothing is known has a dot. */
function sparkline(dots: readonly Dot[]): string {
  const first = dots[0]?.hour ?? 0;
  const last = dots.at(-1)?.hour ?? 0;
  const byHour = new Map(dots.map((d) => [d.hour, d.y]));
  const [low, high] = [Math.min(...byHour.values()), Math.max(...byHour.values())];
  return Array.from({ length: (last - first) / HOUR + 1 }, (_, i) => signOf(byHour.get(first + i * HOUR) ?? null, low, high)).join('');
}

function signOf(y: number | null, low: number, high: number): string {
  if (y === null) return NOTHING;
  const place = high === low ? 0 : Math.round(((y - low) / (high - low)) * (SPARKS.length - 1));
  return SPARKS[place] ?? NOTHING;
}
