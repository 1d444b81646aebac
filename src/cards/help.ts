import template from '../../cards/help.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type HelpView = {
  readonly place: 'personal' | 'channel';
  readonly groups: readonly { readonly title: string; readonly lines: readonly { readonly usage: string; readonly about: string }[] }[];
  /** Commands that somebody most likely meant; each becomes a button that says it. */
  readonly didYouMean: readonly string[] | null;
};

/** What can be done here; also the answer to a typo, with the likely commands as buttons. */
export function helpCard(view: HelpView, words: Words): Rendered {
  const w = words.cards.help;
  const guesses = view.didYouMean ?? [];
  const title = guesses.length > 0 ? w.didYouMean : w.title(view.place);
  return card(title, {
    title,
    notes: [w.hint(view.place)],
    groups: view.groups.map((g) => ({ title: g.title, lines: g.lines.map((l) => ({ usage: clip(l.usage, 80), about: clip(l.about, 160) })) })),
    actions: buttons(...guesses.slice(0, 3).map((text, i) => execute({ verb: 'say', title: text, data: { text: clip(text, 200).replaceAll('${', '$') }, style: i === 0 ? 'positive' : undefined }))),
  });
}
