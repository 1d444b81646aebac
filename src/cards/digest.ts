import template from '../../cards/digest.json' with { type: 'json' };
import type { Phase } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** What happened since the last one, and what is open now; names of machines. */
export type DigestView = {
  readonly since: Instant;
  readonly done: readonly { readonly phase: Phase; readonly machines: readonly string[] }[];
  readonly atRisk: readonly string[];
  /** Why a wave or a machine may miss its window, each in a sentence. */
  readonly risks: readonly string[];
  readonly needsYou: readonly { readonly machine: string; readonly phase: Phase }[];
  readonly costs: readonly string[];
  /** Milestones that quiet hours left to it, oldest first. */
  readonly left: readonly string[];
};

/** The card says what is open; of what was left it tells the newest. */
const MOST_RISKS = 5;
const MOST_LEFT = 10;

/** A summary that a conversation asked for: what needs somebody first. */
export function digestCard(view: DigestView, words: Words): Rendered {
  const w = words.notices.digest;
  const title = w.title({ done: view.done.reduce((n, row) => n + row.machines.length, 0), atRisk: view.atRisk.length + view.risks.length, needsYou: view.needsYou.length });
  const waiting = Map.groupBy(view.needsYou, (one) => one.phase);
  return card(title, {
    title,
    lines: [
      ...[...waiting].map(([phase, ones]) => w.needsYou(phase, ones.map((one) => one.machine))),
      ...(view.atRisk.length === 0 ? [] : [w.atRisk(view.atRisk)]),
      ...view.risks.slice(0, MOST_RISKS),
      ...(view.risks.length > MOST_RISKS ? [w.more(view.risks.length - MOST_RISKS)] : []),
      ...view.done.map((row) => w.done(row.phase, row.machines)),
      ...(view.costs.length === 0 ? [] : [w.costs(view.costs)]),
      ...(view.left.length === 0 ? [] : [w.left(view.left.length), ...view.left.slice(-MOST_LEFT)]),
    ],
    hint: w.hint,
    actions: buttons(execute({ verb: 'status', title: words.cards.machine.status })),
  });
}
