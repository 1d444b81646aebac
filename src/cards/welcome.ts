import template from '../../cards/welcome.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type WelcomeView = { readonly botName: string; readonly channelName: string | null };

/** Posted once when Ferry comes to a channel or chat. */
export function welcomeCard(view: WelcomeView, words: Words): Rendered {
  const w = words.cards.welcome;
  const title = w.title(view.botName);
  return card(title, {
    title,
    lines: w.lines(view.channelName),
    actions: buttons(execute({ verb: 'discover', title: w.discover, style: 'positive' }), execute({ verb: 'status', title: w.status }), execute({ verb: 'help', title: w.help })),
  });
}
