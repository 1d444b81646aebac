import template from '../../cards/confirm.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { step, type Form } from './form.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type ConfirmView = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  /** What the confirming button says: the act itself, never just "OK". */
  readonly confirmTitle: string;
  readonly danger: boolean;
  /** Whether the form can tell what it would send. */
  readonly dryRun?: true;
  readonly form: Form;
};

/** The last look before something happens. */
export function confirmCard(view: ConfirmView, words: Words): Rendered {
  const w = words.cards.form;
  const title = clip(view.title, 160);
  return card(title, {
    title,
    lines: view.lines.slice(0, 20).map((l) => clip(l, 300)),
    warnings: view.warnings.slice(0, 10).map((l) => words.cards.confirm.warning(clip(l, 300))),
    actions: buttons(
      step(view.form, 'confirm', { title: view.confirmTitle, style: view.danger ? 'destructive' : 'positive' }),
      view.dryRun === true ? execute({ verb: 'dryrun', id: '', title: words.dryRun.button, withInputs: false }) : null,
      step(view.form, 'back', { title: w.back }),
      step(view.form, 'cancel', { title: w.cancel }),
    ),
  });
}
