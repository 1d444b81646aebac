import template from '../../cards/wave-asks.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** What machines of a wave can be asked about together. */
export const WAVE_ASKS = ['verdict', 'quiesce', 'accept'] as const;
export type WaveAsk = (typeof WAVE_ASKS)[number];

/** One machine of the question; `answer` is what became of it, null while it waits. */
export type WaveAskRow = { readonly machine: string; readonly about: string; readonly answer: string | null };

/** `group` is null for a question about machines of any group. */
export type WaveAsksView = { readonly kind: WaveAsk; readonly wave: string; readonly group: number | null; readonly owner: string; readonly rows: readonly WaveAskRow[] };

/** Lines of one card; the others are a command away. */
const MOST_ROWS = 25;

/** Asks about all machines of a wave that wait for the same answer, in one card; those that have it stay on it until all have. */
export function waveAsksCard(view: WaveAsksView, words: Words): Rendered {
  const w = words.notices.asks[view.kind];
  const waiting = view.rows.filter((r) => r.answer === null);
  const heading = words.notices.asks.title({ ask: w.ask, wave: view.wave, group: view.group, open: waiting.length, of: view.rows.length });
  // A name is text that a person chose; also where it stands for the wave.
  const wave = neutral(clip(view.wave, 60));
  const selector = view.group === null ? wave : `${wave} group:${view.group}`;
  return card(heading, {
    title: heading,
    lines: w.lines(clip(view.owner, 60)),
    machines: machineLines(view, words),
    typed: w.typed(selector, waiting[0]?.machine ?? view.wave),
    actions: buttons(
      waiting.length === 0 ? null : execute({ verb: view.kind, id: selector, title: w.button(waiting.length), style: 'positive', ...(view.kind === 'verdict' ? { data: { works: true } } : {}) }),
      execute({ verb: 'status', id: wave, title: words.cards.machine.status }),
    ),
  });
}

/** Those that wait come first. */
function machineLines({ rows, wave }: WaveAsksView, words: Words): readonly string[] {
  const { row, more } = words.notices.asks;
  const shown = [...rows.filter((r) => r.answer === null), ...rows.filter((r) => r.answer !== null)].slice(0, MOST_ROWS);
  const lines = shown.map((r) => row({ machine: clip(r.machine, 60), about: clip(r.about, 60), answer: r.answer === null ? null : clip(r.answer, 100) }));
  return rows.length > MOST_ROWS ? [...lines, more(rows.length - MOST_ROWS, wave)] : lines;
}
