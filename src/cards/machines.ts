import template from '../../cards/machines.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { Inventory, MachineRow } from '../usecases/types.ts';
import { buttons } from './button.ts';
import { identity, stateLine } from './machine-row.ts';
import { pageOf } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asOf } from './times.ts';

const card = layout(template);

export type MachinesView = { readonly inventory: Inventory; readonly page: number; readonly now: Instant };

/** The EC2 machines of the scope with their replication, ten a page. */
export function machinesCard(view: MachinesView, words: Words): Rendered {
  const w = words.cards.machines;
  const { rows, trouble } = view.inventory;
  const page = pageOf(rows, view.page);
  const unread = rows.length === 0 && trouble !== null;
  const title = unread ? w.unreadTitle : w.title(rows.length);
  const counts = w.counts(count(rows));
  return card(unread ? title : `${title}: ${counts}`, {
    title,
    counts: unread ? [] : [page.last > 0 ? `${counts} · ${w.page(page.number, page.last)}` : counts],
    trouble: trouble === null ? [] : [words.common.trouble(clip(trouble, 200), rows.length > 0)],
    notes: unread ? [] : [rows.length === 0 ? w.none : w.hint],
    rows: page.rows.map((row) => ({ name: clip(row.machine.name, 60), what: identity(row, words), state: stateLine(row, words) })),
    asOf: unread ? [] : [raw(asOf(view.inventory.asOf, view.now, words))],
    actions: buttons(...pagingButtons(page, { verb: 'discover' }, words)),
  });
}

function count(rows: readonly MachineRow[]): { readonly migrating: number; readonly outside: number; readonly free: number } {
  const migrating = rows.filter((r) => r.migration !== null).length;
  const outside = rows.filter((r) => r.migration === null && r.item !== null).length;
  return { migrating, outside, free: rows.length - migrating - outside };
}
