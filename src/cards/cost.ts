import { due, type Cost } from '../domain/cost/cost.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { CostRow, Costs } from '../usecases/forecast-types.ts';
import { execute, type Button } from './button.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard, type Section } from './sections.ts';

type Kind = 'paid' | 'soon' | 'tests' | 'leftOn' | 'free';
type Test = { readonly row: CostRow; readonly test: NonNullable<Cost['test']> };

/** What replication costs: what is paid already first, then what soon will be, test machines that are left up, and what is not needed any more. */
export function costCard(view: Costs, words: Words): Rendered {
  const w = words.costs;
  const { rows, now, price } = view;
  const of = (kind: ReturnType<typeof due>[number]['kind']): readonly CostRow[] => rows.filter((r) => due(r.cost, r.migration, now).some((d) => d.kind === kind));
  const [paid, soon, leftOn] = [of('billing'), of('billing-soon'), rows.filter((r) => r.cost.leftOn !== null && r.migration.position.phase !== 'completing')];
  const tests = rows.flatMap((row): readonly Test[] => (row.cost.test === null ? [] : [{ row, test: row.cost.test }])).toSorted((a, b) => a.test.since - b.test.since);
  const overdue = tests.filter((t) => t.test.isOverdue);
  const free = rows.filter((r) => !paid.includes(r) && !soon.includes(r));
  const total = rows.reduce((sum, r) => sum + (r.cost.amount ?? 0), 0);
  return sectionsCard({
    title: w.title(view.title),
    verdict: w.verdict({ all: rows.length, paid: paid.length, soon: soon.length, tests: overdue.length, leftOn: leftOn.length }),
    lead: [price === null ? w.noPrice : w.price(price, total)],
    sections: [section('paid', dayLines(paid, words), words), section('soon', dayLines(soon, words), words), section('tests', tests.map((t) => w.test({ name: t.row.migration.name, wave: t.row.wave, upMs: now - t.test.since, until: t.test.until })), words), section('leftOn', leftLines(leftOn, now, words), words), section('free', freeLines(free, words), words)].flat(),
    foot: [...footOf(tests, leftOn, words), w.days],
    actions: [...actionsFor(overdue[0] ?? null, leftOn.find((r) => r.migration.position.phase === 'accepted') ?? null, words), execute({ verb: 'cost', id: (view.title ?? '').replaceAll('${', '$'), title: w.refresh })],
  }, words);
}

function section(kind: Kind, lines: readonly string[], words: Words): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading: words.costs.headings[kind], lines: lines.map((text) => ({ text })) }];
}

/** Machines of one wave that began on one day are one line. */
function dayLines(rows: readonly CostRow[], words: Words): readonly string[] {
  const groups = Map.groupBy(rows, (r) => `${r.wave ?? ''}|${r.cost.day}`);
  return [...groups.values()].flatMap((g) => g.slice(0, 1).map(({ wave, cost }) => words.costs.day({ names: namesOf(g), day: cost.day, wave, until: cost.freeUntil })));
}

function leftLines(rows: readonly CostRow[], now: number, words: Words): readonly string[] {
  const groups = Map.groupBy(rows, (r) => `${r.wave ?? ''}|${r.cost.leftOn?.after ?? ''}`);
  return [...groups.values()].flatMap((g) => {
    const [first] = g.toSorted((a, b) => (a.cost.leftOn?.since ?? 0) - (b.cost.leftOn?.since ?? 0));
    const left = first?.cost.leftOn ?? null;
    return first === undefined || left === null ? [] : [words.costs.leftOn({ names: namesOf(g), wave: first.wave, sinceMs: now - left.since, after: left.after })];
  });
}

function freeLines(rows: readonly CostRow[], words: Words): readonly string[] {
  const oldest = rows.toSorted((a, b) => b.cost.day - a.cost.day)[0];
  return oldest === undefined ? [] : [words.costs.free({ names: namesOf(rows), day: oldest.cost.day, until: oldest.cost.freeUntil })];
}

function namesOf(rows: readonly CostRow[]): readonly string[] {
  return rows.map((r) => r.migration.name);
}

/** The same in words, for whoever cannot press. */
function footOf(tests: readonly Test[], leftOn: readonly CostRow[], words: Words): readonly string[] {
  const done = leftOn.find((r) => r.migration.position.phase === 'accepted') ?? null;
  const text = words.costs.typed(nameIn(tests[0]?.row ?? null), nameIn(done));
  return text === '' ? [] : [text];
}

function nameIn(row: CostRow | null): string | null {
  return row === null ? null : clip(row.migration.name, 60);
}

/** Each leads to the question, except the note that somebody wants it longer. */
function actionsFor(test: Test | null, accepted: CostRow | null, words: Words): readonly Button[] {
  const w = words.costs;
  const about = (row: CostRow): { readonly id: string; readonly name: string } => ({ id: row.migration.instanceId, name: clip(row.migration.name, 30) });
  const [up, done] = [test === null ? null : about(test.row), accepted === null ? null : about(accepted)];
  return [
    ...(up === null ? [] : [execute({ verb: 'verdict', id: up.id, title: w.clean(up.name) }), execute({ verb: 'extend', id: up.id, title: w.extend(up.name) })]),
    ...(done === null ? [] : [execute({ verb: 'complete', id: done.id, title: w.complete(done.name) })]),
  ];
}
