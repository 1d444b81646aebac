import template from '../../cards/choose-machine.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { MachineRow } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { identity, stateLine } from './machine-row.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';
import type { Verb } from './verbs.ts';

const card = layout(template);
const SHOWN = 10;

export type ChooseMachineView = { readonly rows: readonly MachineRow[]; readonly verb: Verb; /** What else was typed, for the press to go on with. */ readonly data?: { readonly [key: string]: string | number | boolean }; readonly now: Instant };

/** Several machines fit what was typed: one button each, never a guess. */
export function chooseMachineCard(view: ChooseMachineView, words: Words): Rendered {
  const w = words.cards.chooseMachine;
  const left = view.rows.length - SHOWN;
  return card(`${w.title} ${w.line(view.rows.length)}`, {
    title: w.title,
    lines: [w.line(view.rows.length)],
    notes: left > 0 ? [w.more(left)] : [],
    rows: view.rows.slice(0, SHOWN).map((row) => ({
      what: identity(row, words),
      state: stateLine(row, words),
      actions: buttons(execute({ verb: view.verb, id: row.machine.instanceId, title: w.choose(clip(row.machine.name, 30), row.machine.instanceId), ...(view.data === undefined ? {} : { data: view.data }) })),
    })),
  });
}
