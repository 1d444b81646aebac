/** The blocks of the card of a check of many machines. */
import type { CauseGroup, CheckRun } from '../domain/check-run.ts';
import { isInTheWay, type Finding } from '../domain/finding.ts';
import type { Words } from '../text/en.ts';
import { clip, named } from '../text/neutral.ts';
import { fixesOf } from './finding-cell.ts';
import { raw, weigh, type Cell } from './render.ts';
import { localTime } from './times.ts';

const FRAME_BYTES = 760;
const NAMES_SHOWN = 10;
const LET_PASS_SHOWN = 5;

/** One cause: its text with the number of machines, an example, the step that cures all of them, and the names behind a button. */
export function groupCell(g: CauseGroup, index: number, words: Words): Cell {
  const w = words.cards.run;
  const inTheWay = isInTheWay(g.sample);
  const single = g.machines.length === 1;
  return {
    title: w.group(g.sample, clip(g.text, 240), inTheWay),
    color: raw(inTheWay ? 'Attention' : 'Default'),
    example: w.example(single ? null : (g.machines[0]?.name ?? null), clip(g.sample.evidence, 220)),
    fixes: fixesOf(g.sample, words),
    names: single ? [] : [{ id: groupId(index), text: w.names(g.machines.slice(0, NAMES_SHOWN).map((m) => clip(m.name, 40)), Math.max(0, g.machines.length - NAMES_SHOWN)) }],
  };
}

/** The id of the block with a group's names. */
export function groupId(index: number): string {
  return `names${index}`;
}

/** What a group weighs in the card. */
export function groupWeight(g: CauseGroup, words: Words): number {
  return weigh(groupCell(g, 0, words)) + FRAME_BYTES;
}

/** Shortages over all machines, each with what it lacks and the step that cures it. */
export function sumLines(short: readonly Finding[], words: Words): readonly Cell[] {
  return short.flatMap((f) => [`${words.cards.report.heading(f, isInTheWay(f))}: ${f.causeText === null || f.causeText === f.title ? '' : `${clip(f.causeText, 140)}. `}${clip(f.evidence, 220)}`, ...fixesOf(f, words).map((fix) => fix.text)]);
}

type LetPass = { readonly finding: Finding; readonly names: string[] };

/** Blocks that somebody let pass, one line for each decision of a person on a check. */
export function overrideLines(run: CheckRun, words: Words): readonly Cell[] {
  const all = new Map<string, LetPass>();
  for (const report of run.reports) {
    for (const finding of report.findings) {
      if (finding.override === null) continue;
      const key = `${finding.check}|${finding.override.by.id}|${finding.override.reason}`;
      const known = all.get(key);
      if (known === undefined) all.set(key, { finding, names: [report.name] });
      else known.names.push(report.name);
    }
  }
  const lines = [...all.values()].slice(0, LET_PASS_SHOWN).map((one) => letPassLine(one, words));
  return all.size > LET_PASS_SHOWN ? [...lines, words.cards.run.moreLetPass(all.size - LET_PASS_SHOWN)] : lines;
}

function letPassLine({ finding: f, names }: LetPass, words: Words): Cell {
  const shown = names.slice(0, 3).map((n) => named(clip(n, 40))).join(', ');
  const { override } = f;
  if (override === null) return '';
  return raw(words.cards.run.letPass({ check: f.check, names: names.length > 3 ? `${shown} +${names.length - 3}` : shown, by: clip(override.by.name, 60), until: localTime(override.until), reason: clip(override.reason, 160) }));
}
