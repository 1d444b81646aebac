import template from '../../cards/subscriptions.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import type { Told } from '../usecases/notice-types.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type SubscriptionsView = { readonly told: Told };

/** Rows and buttons of one card; the rest is a command away. */
const MOST_ROWS = 20;
const MOST_BUTTONS = 4;

/** What a conversation is told of, and when not. */
export function subscriptionsCard({ told }: SubscriptionsView, words: Words): Rendered {
  const w = words.notices.subscriptions;
  const title = w.title(told.follows.length);
  const rows = [...told.home.map((name) => w.home(name)), ...told.follows.map((f) => w.follow(f.name, f.level))];
  return card(title, {
    title,
    lines: [...(rows.length === 0 ? [w.none] : rows.slice(0, MOST_ROWS)), ...(rows.length > MOST_ROWS ? [w.more(rows.length - MOST_ROWS)] : []), words.notices.habitIs(told.habit)],
    hint: w.hint,
    actions: buttons(...told.follows.slice(0, MOST_BUTTONS).map((f) => execute({ verb: 'unsubscribe', id: f.subject, title: w.end(f.name) }))),
  });
}
