/** The buttons of the card of a check of many machines: at most five. */
import type { CauseGroup, CheckRun } from '../domain/check-run.ts';
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import { buttons, execute, type Button, type Press } from './button.ts';
import { groupId } from './check-run-cells.ts';
import type { Page } from './page.ts';
import { raw, type Cell } from './render.ts';
import { keyTag, sumCause, type RunParts } from './run-parts.ts';

/** `parts` is null while nothing is known yet; `groups` are those on the page, null on the list of machines. */
type Shown = { readonly run: CheckRun; readonly parts: RunParts | null; readonly page: Page<unknown>; readonly groups: readonly CauseGroup[] | null };

/** The parts of the template that hold buttons. */
export function runActions(s: Shown, words: Words): { readonly actions: Cell; readonly toggles: Cell; readonly more: Cell } {
  const { parts } = s;
  if (s.run.status === 'reading') return { actions: buttons(), toggles: togglesOf(s, words), more: [] };
  if (parts === null) return { actions: buttons(again(s, words, true)), toggles: [], more: [] };
  const more = moreOf(s, words);
  return { actions: buttons(...wholeActions(s, parts, words), ...(more.length === 0 ? plainActions(s, words) : [])), toggles: togglesOf(s, words), more };
}

function press(s: Shown, o: Omit<Press, 'verb' | 'id'>): Button {
  const { data = {}, ...rest } = o;
  return execute({ verb: 'check', id: s.run.id, ...rest, data: { run: true, ...data } });
}

function again(s: Shown, words: Words, leads: boolean): Button {
  return press(s, { title: words.cards.run.recheckAll, data: { act: 'all' }, withInputs: false, ...(leads ? { style: 'positive' as const } : {}) });
}

function wholeActions(s: Shown, parts: RunParts, words: Words): readonly (Button | null)[] {
  const w = words.cards.run;
  const n = parts.questions.all;
  const next = s.page.number < s.page.last ? s.page.number + 1 : 0;
  const list = s.groups === null ? 'machines' : 'causes';
  return [
    n === 0 ? null : execute({ verb: 'answer', id: s.run.id, title: words.cards.report.answer(n), style: 'positive', data: { run: true }, withInputs: false }),
    again(s, words, n === 0),
    s.page.last === 0 ? null : press(s, { title: w.page(next, s.page.last), data: { page: next, list }, withInputs: false }),
  ];
}

/** What stands behind the choice of a cause when there is one. */
function plainActions(s: Shown, words: Words): readonly (Button | null)[] {
  const w = words.cards.run;
  const other = s.groups === null ? press(s, { title: w.causesButton, data: { page: 0, list: 'causes' }, withInputs: false }) : press(s, { title: w.allMachines, data: { page: 0, list: 'machines' }, withInputs: false });
  return [s.run.machines.length === 0 ? null : other, exportButton(s, words)];
}

function exportButton(s: Shown, words: Words): Button {
  return execute({ verb: 'export', id: s.run.id, title: words.cards.report.export, data: { run: true }, withInputs: false });
}

function togglesOf(s: Shown, words: Words): readonly Cell[] {
  const targets = (s.groups ?? []).flatMap((g, i) => (g.machines.length > 1 ? [groupId(i)] : []));
  return targets.length === 0 ? [] : [{ title: words.cards.run.showNames, targets: raw(targets) }];
}

function moreOf(s: Shown, words: Words): readonly Cell[] {
  const w = words.cards.run;
  const causes = s.groups === null ? [] : [...(s.page.number === 0 ? (s.parts?.short ?? []) : []).map(sumCause), ...s.groups];
  if (causes.length === 0) return [];
  return [{
    title: w.choose,
    label: w.chooseLabel,
    missing: w.chooseMissing,
    choices: raw(causes.map((g) => ({ title: neutral(clip(g.text, 70)), value: keyTag(g.key) }))),
    actions: buttons(press(s, { title: w.recheckOne, data: { act: 'cause' } }), ...plainActions(s, words)),
  }];
}
