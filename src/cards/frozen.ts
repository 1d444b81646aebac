import template from '../../cards/frozen.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** Each line of `text` is a paragraph. */
export type FrozenView = { readonly title: string; readonly text: string };

/** What is left of a form that has ended: its outcome, no buttons. All words come from the caller. */
export function frozenCard(view: FrozenView, _words: Words): Rendered {
  const title = clip(view.title, 160);
  return card(`${title}: ${clip(view.text, 200)}`, { title, lines: view.text.split(/\n+/).slice(0, 8).map((line) => clip(line, 400)) });
}
