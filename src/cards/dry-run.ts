import template from '../../cards/dry-run.json' with { type: 'json' };
import { patternOf, rowsOf, type DryRow } from '../domain/dry-run/listing.ts';
import type { DryRun } from '../domain/dry-run/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { Rejection } from '../usecases/types.ts';
import { causeTexts } from './bulk-parts.ts';
import { fitLines } from './fit.ts';
import { layout, raw, weigh, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);
/** What everything but the head may weigh; the requests come first. */
const BODY_BYTES = 21_000;
const LEAST_REFUSED = 1_200;
/** What the blocks of one request weigh without their texts, beyond a plain line. */
const ROW_BYTES = 280;

/** `what` is the command in words; `notes` are lines of its own. */
export type DryRunView = { readonly what: string; readonly run: DryRun; readonly notes: readonly string[] };

/** What a command would send, in order, with what can be undone: nothing of it was done. */
export function dryRunCard({ what, run, notes }: DryRunView, words: Words): Rendered {
  const w = words.dryRun;
  const rows = rowsOf(run);
  const calls = rows.reduce((sum, row) => sum + row.calls.length, 0);
  const title = w.title(clip(what, 80), calls);
  const about = kinds(rows, words);
  const vault = rows.length > 1 ? vaultIn(rows) : null;
  const bars = (run.plans ?? []).flatMap((p) => (p.bar === null ? [] : [w.bar(p.bar, clip(p.wave, 60))]));
  const warnings = [...bars, ...run.machines.flatMap((m) => (m.stop === null ? [] : [w.stops(m.name, clip(m.stop, 200))]))].slice(0, 5);
  const space = BODY_BYTES - ROW_BYTES * rows.length - weigh(about) - weigh(warnings) - (run.refused.length === 0 ? 0 : LEAST_REFUSED);
  const fitted = fitLines(rows.map((row, n) => cellOf(row, n + 1, { words, vault })), space);
  return card(title, {
    title,
    lines: [w.nothing(calls), ...(calls === 0 ? [] : [w.approvals(run.approvals)]), ...followLines(run, words), ...notes.map((note) => clip(note, 300))],
    warnings,
    rows: fitted.lines,
    left: [...(vault === null ? [] : [w.vault(vault)]), ...(fitted.left === 0 ? [] : [w.left(fitted.left)])],
    sections: [...about, ...refused(run, { words, bytes: LEAST_REFUSED + space - weigh(fitted.lines) })],
  });
}

function followLines({ follows = [] }: DryRun, { dryRun: w }: Words): readonly string[] {
  return follows.length === 0 ? [] : [clip(w.follows(follows.slice(0, 5)), 300)];
}

const VAULT = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+(?=\/)/;

/** The beginning that all addresses in the vault share: told once instead of in every line. */
function vaultIn(rows: readonly DryRow[]): string | null {
  const calls = rows.flatMap((row) => row.calls.flatMap(({ call }) => (call.cloud === 'azure' ? [call.path] : [])));
  return calls.map((path) => VAULT.exec(path)?.[0]).find((found) => found !== undefined) ?? null;
}

function cellOf(row: DryRow, n: number, { words, vault }: { readonly words: Words; readonly vault: string | null }): Cell {
  const w = words.dryRun;
  return {
    title: row.groups === undefined ? w.row(n, row.kind, { group: row.group, machines: row.calls.length }) : w.planRow(n, row.kind, row.groups.reduce((sum, g) => sum + g.machines.length, 0)),
    after: row.after.length === 0 ? [] : [w.after(row.after)],
    call: clip(vault === null ? patternOf(row) : patternOf(row).replace(vault, '{vault}'), 800),
    notes: notesOf(row, words),
  };
}

/** Who it is for, where that does not stand in the request, and what it carries. */
function notesOf({ calls, groups }: DryRow, { dryRun: w }: Words): readonly Cell[] {
  if (calls.length > 1) return [raw(clip(w.names(calls.map((c) => ({ machine: clip(c.machine, 40), own: c.call.own }))), 6_000))];
  const body = calls[0]?.call.body ?? [];
  const of = groups === undefined ? [] : [raw(clip(w.groups(groups.map((g) => ({ ...g, machines: g.machines.map((m) => clip(m, 40)) }))), 6_000))];
  return [...of, ...(body.length === 0 ? [] : [w.carries(body)])];
}

function kinds(rows: readonly DryRow[], words: Words): readonly Cell[] {
  const all = [...new Set(rows.map((row) => row.kind))];
  return all.length === 0 ? [] : [{ title: words.dryRun.kindsTitle, lines: all.map((kind) => words.dryRun.kind(kind)) }];
}

function refused(run: DryRun, { words, bytes }: { readonly words: Words; readonly bytes: number }): readonly Cell[] {
  if (run.refused.length === 0) return [];
  const causes = causeTexts(run.refused.map(({ machine, why }) => ({ machine, why: why as Rejection })), words);
  const { lines, left } = fitLines(causes.map((text) => raw(text)), bytes);
  return [{ title: words.dryRun.refused(run.refused.length), lines: left === 0 ? lines : [...lines, words.cards.sections.left(left)] }];
}
