import template from '../../cards/machines.json' with { type: 'json' };
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { age } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import type { Inventory, MachineRow } from '../usecases/types.ts';
import { buttons } from './button.ts';
import { identity, make, replicationState } from './machine-row.ts';
import { pageOf } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

export type MachinesView = { readonly inventory: Inventory; readonly page: number; readonly now: Instant };

/** The EC2 machines of the scope with their replication, ten a page. */
export function machinesCard(view: MachinesView, words: Words): Rendered {
  const w = words.cards.machines;
  const { rows, asOf, trouble } = view.inventory;
  const page = pageOf(rows, view.page);
  const title = w.title(rows.length);
  return card(`${title}: ${w.counts(count(rows))}`, {
    title,
    counts: `${w.counts(count(rows))}${page.last > 0 ? ` · ${w.page(page.number, page.last)}` : ''}`,
    trouble: trouble === null ? [] : [words.common.trouble(clip(trouble, 200))],
    notes: rows.length === 0 ? [w.none] : [w.hint],
    rows: page.rows.map((row) => ({ name: identity(row, words), what: make(row, words), state: replicationState(row, words) })),
    asOf: raw(words.common.asOf(age(view.now - asOf), localTime(asOf))),
    actions: buttons(...pagingButtons(page, { verb: 'discover' }, words)),
  });
}

function count(rows: readonly MachineRow[]): { readonly migrating: number; readonly outside: number; readonly free: number } {
  const migrating = rows.filter((r) => r.migration !== null).length;
  const outside = rows.filter((r) => r.migration === null && r.item !== null).length;
  return { migrating, outside, free: rows.length - migrating - outside };
}
