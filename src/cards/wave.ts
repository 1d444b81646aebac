import template from '../../cards/wave.json' with { type: 'json' };
import type { Migration } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import { lastPart } from '../text/format.ts';
import { clip, named } from '../text/neutral.ts';
import { windowTextOf } from '../text/window.ts';
import type { WaveRow, WaveView } from '../usecases/wave-types.ts';
import { buttons, execute } from './button.ts';
import { charts } from './chart.ts';
import { fact, facts } from './fact.ts';
import { pageOf, type Page } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asksSomebody, icon, standing } from './standing.ts';
import { localTime } from './times.ts';
import { nextButtons } from './wave-next.ts';
import { outlookFacts, outlookLines } from './wave-outlook.ts';
import { planLines } from './wave-plan-lines.ts';
import { countsOf, groupsOf, inAzure, waveState } from './wave-state.ts';

const card = layout(template);

/** `page` is that of the list of machines. */
type WaveCardOptions = { readonly page?: number };

/** One wave: state, ladder by group, window, who is needed, then its machines ten a page. It stands for hours as the root of a thread, so it says nothing that a later minute makes wrong. */
export function waveCard(view: WaveView, words: Words, o: WaveCardOptions = {}): Rendered {
  const { wave, rows } = view;
  const w = words.waves.card;
  const counts = countsOf(rows);
  const title = w.title(named(wave.name), w.states[waveState(view)](inAzure(counts), counts.all));
  const lead = w.counts(counts);
  const page = pageOf(rows, o.page ?? 0);
  const id = wave.name.replaceAll('${', '$');
  return card(`${title}. ${lead}`, {
    title,
    lead: [lead, windowTextOf(wave.window) ?? w.noWindow],
    needed: neededLines(view, words),
    groups: groupsOf(rows).map((g) => w.group(g.group, countsOf(g.rows))),
    facts: [{ list: facts(...waveFacts(view, words), ...outlookFacts(view, words)) }],
    lists: page.rows.length === 0 ? [] : [{ heading: headingOf(page, words), rows: page.rows.map((row) => rowLine(row, words)) }],
    charts: charts(view.outlook?.hours ?? [], words),
    asOf: raw(words.common.asOf(localTime(view.asOf))),
    actions: buttons(...nextButtons(view, words), ...pagingButtons(page, { verb: 'wave', id }, words), execute({ verb: 'wave', id, title: words.cards.board.refresh, data: { page: page.number } })),
  });
}

/** Whoever has to do something, those in trouble first; the request for the wave, and waves that it waits for. */
function neededLines({ rows, approval, after, wave, queued = [], ...view }: WaveView, words: Words): readonly Cell[] {
  const w = words.waves.card;
  const waiting = rows.flatMap((r) => (r.status !== null && asksSomebody(r.status.migration) ? [r.status.migration] : [])).toSorted((a, b) => rank(a) - rank(b));
  const [first] = waiting;
  const open = after.filter((a) => !a.done).map((a) => named(a.name));
  return [
    ...(wave.closed === null ? [] : [w.closed(named(wave.closed.by.name), clip(wave.closed.reason, 200))]),
    ...outlookLines(view, words),
    ...(approval === null ? [] : [w.approval(approval)]),
    ...planLines({ ...view, rows, approval, after, wave }, words),
    ...(open.length === 0 ? [] : [w.waits(open)]),
    ...(queued.length === 0 ? [] : [words.bulk.inQueue(queued.map((q) => q.name), { of: rows.length, batch: queued[0]?.batch ?? 1 })]),
    ...(first === undefined ? [] : [w.needed(waiting.map((m) => named(m.name)), clip(words.state.nextStep(asOne(waiting, first, wave.name)), 200))]),
  ];
}

/** Where several wait for the same step, the command for all of them is told. */
function asOne(waiting: readonly Migration[], first: Migration, wave: string): Migration {
  const isAlike = waiting.length > 1 && waiting.every((m) => standing(m) !== 'trouble' && m.position.phase === first.position.phase);
  return isAlike ? { ...first, name: wave } : first;
}

function rank(m: Parameters<typeof standing>[0]): number {
  return standing(m) === 'trouble' ? 0 : 1;
}

function waveFacts({ wave, after }: WaveView, words: Words): readonly ReturnType<typeof fact>[] {
  const { facts: t, policy } = words.waves.card;
  const { target } = wave;
  const place = [target.resourceGroupId, target.networkId, target.subnet, target.size].flatMap((id) => (id === null ? [] : [clip(lastPart(id), 64)]));
  return [
    fact(t.owner, clip(wave.owner.name, 60)),
    fact(t.after, after.map((a) => `${named(a.name)} ${a.done ? '✔' : '…'}`).join(', ')),
    fact(t.policy, wave.policy.drive === 'machines' ? policy[wave.policy.onFailure] : `${policy[wave.policy.onFailure]}; ${words.waves.recoveryPlan.drive[wave.policy.drive]}`),
    fact(t.target, place.join(' · ')),
    fact(t.approvers, wave.approvers === null ? null : words.waves.card.approvers(wave.approvers.length)),
    fact(t.plan, clipped(words.waves.recoveryPlan.fact(wave))),
    fact(t.note, clip(wave.note, 300)),
  ];
}

function clipped(text: string | null): string | null {
  return text === null ? null : clip(text, 280);
}

function headingOf(page: Page<WaveRow>, words: Words): string {
  return page.last === 0 ? words.waves.card.machines(page.total) : `${words.waves.card.machines(page.total)} · ${words.cards.machines.page(page.number, page.last)}`;
}

function rowLine({ member, machine, status }: WaveRow, words: Words): string {
  const w = words.waves.card;
  const state = status === null ? (machine === null ? w.unseen : words.cards.machines.notReplicated) : words.state.state(status.migration);
  return `${status === null ? '·' : icon(status.migration)} ${named(member.name)} (${member.group}) · ${clip(state, 120)}`;
}
