import template from '../../cards/board.json' with { type: 'json' };
import { HOUR, type Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { duration } from '../text/format.ts';
import { clip, named } from '../text/neutral.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { progressLines } from './live-facts.ts';
import { pageOf } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asksSomebody, icon, standing, urgentFirst } from './standing.ts';
import { asOf, localTime } from './times.ts';

const card = layout(template);

export type BoardView = { readonly rows: readonly MachineStatus[]; /** EC2 machines of the scope without a migration. */ readonly unmanaged: number; readonly page: number; readonly now: Instant };

/** All migrations: counts first, then those that need a person, ten a page. */
export function boardCard(view: BoardView, words: Words): Rendered {
  const w = words.cards.board;
  const page = pageOf(urgentFirst(view.rows), view.page);
  const title = w.title(view.rows.length);
  const counts = w.counts(count(view));
  return card(`${title}: ${counts}`, {
    title,
    counts: page.last > 0 ? `${counts} · ${words.cards.machines.page(page.number, page.last)}` : counts,
    notes: [...heldNote(view, words), view.rows.length === 0 ? w.none : w.hint],
    rows: page.rows.map((row) => rowOf(row, words)),
    asOf: raw(asOf(view.now - oldest(page.rows, view.now), view.now, words)),
    actions: buttons(...pagingButtons(page, { verb: 'status' }, words), execute({ verb: 'status', title: w.refresh, data: { page: page.number } })),
  });
}

/** One line above all rows: nothing of them moves. */
function heldNote({ rows }: BoardView, words: Words): readonly Cell[] {
  const all = rows[0]?.holdAll ?? null;
  return all === null ? [] : [raw(words.holds.line(all, true, localTime))];
}

function rowOf(row: MachineStatus, words: Words): Cell {
  const { migration: m, live } = row;
  const trouble = live?.trouble ?? null;
  return {
    name: `${icon(m)} ${named(m.name)}`,
    id: m.instanceId,
    lines: [
      [words.state.state(m), ...progressLines(live, m.position.phase, words), duration(row.now - m.positionSince)].join(' · '),
      ...(asksSomebody(m) ? [words.cards.board.next(clip(words.state.nextStep(m), 200))] : []),
      ...(trouble === null ? [] : [raw(words.cards.machine.unread(localTime(trouble.since), clip(trouble.why, 100)))]),
    ],
  };
}

/** The page is as old as its oldest look; machines that have ended are not looked at any more. */
function oldest(rows: readonly MachineStatus[], now: Instant): number {
  const ages = rows.flatMap((r) => (r.live === null || standing(r.migration) === 'ended' ? [] : [now - r.live.seenAt]));
  return Math.min(Math.max(0, ...ages), 999 * HOUR);
}

function count(view: BoardView): { readonly person: number; readonly working: number; readonly ended: number; readonly unmanaged: number } {
  const of = (...kinds: readonly string[]): number => view.rows.filter((r) => kinds.includes(standing(r.migration))).length;
  return { person: of('person', 'trouble'), working: of('working'), ended: of('ended'), unmanaged: view.unmanaged };
}
