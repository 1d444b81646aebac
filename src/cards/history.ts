import template from '../../cards/history.json' with { type: 'json' };
import type { Recorded } from '../ports/changes.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { pageOf } from './page.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);
const A_PAGE = 15;

/** `page` 0 holds the newest events. */
export type HistoryView = { readonly machine: { readonly name: string; readonly instanceId: string }; readonly events: readonly Recorded[]; readonly page: number };

/** Who did what and when, newest last, fifteen a page; times in UTC as in the audit. */
export function historyCard(view: HistoryView, words: Words): Rendered {
  const w = words.cards.history;
  const page = pageOf(view.events.toReversed(), view.page, A_PAGE);
  const title = w.title(view.machine.name);
  const counts = view.events.length === 0 ? w.none : w.counts(page.total, page.number, page.last);
  const press = { verb: 'history', id: view.machine.instanceId } as const;
  return card(`${title}: ${counts}`, {
    title,
    counts,
    rows: page.rows.toReversed().map((r) => ({
      head: `${utc(r.at)} · ${r.actor.kind === 'ferry' ? w.ferry : clip(r.actor.person.name, 60)}`,
      what: clip(words.history(r.event), 360),
    })),
    actions: buttons(
      page.number < page.last ? execute({ ...press, title: w.older, data: { page: page.number + 1 } }) : null,
      page.number > 0 ? execute({ ...press, title: w.newer, data: { page: page.number - 1 } }) : null,
      execute({ verb: 'status', id: view.machine.instanceId, title: words.cards.machine.status }),
    ),
  });
}
