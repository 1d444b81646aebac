/** The tables that people download: the plan as it is, one to fill in, and what is wrong with a file. */
import { userIdFromActivity } from '../domain/ids.ts';
import { PLAN_COLUMNS, type PlanColumn, type PlanProblem } from '../domain/plan-file/types.ts';
import { writePlan } from '../domain/plan-file/write.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { windowCells } from './plan-lookups.ts';
import { readText, uploadOf } from './plan-files.ts';
import { ownWaves } from './waves.ts';

/** `isPlan`: it is read back, so that every cell must come back as it is. */
export type PlanTable = { readonly suffix: string; readonly isPlan: boolean; readonly rows: readonly (readonly string[])[] };

/** The words that such tables need. */
export type PlanWords = {
  readonly columns: { readonly [C in PlanColumn]: string };
  readonly example: readonly { readonly [C in PlanColumn]?: string }[];
  readonly errorColumns: readonly string[];
  problem(p: PlanProblem): { readonly what: string; readonly fix: string };
};

const NAMES = new Intl.Collator('en', { numeric: true });

/** The table that a link names; null when there is nothing of it any more. */
export async function planTable(d: Deps, what: string, words: PlanWords): Promise<PlanTable | null> {
  if (what === 'now') return { suffix: '', isPlan: true, rows: await planRows(d) };
  if (what === 'template') return { suffix: '-template', isPlan: true, rows: templateRows(words) };
  const [, hash = '', user = ''] = /^errors:([0-9a-f]{12}):(.+)$/.exec(what) ?? [];
  return hash === '' ? null : errorTable(d, { hash, user }, words);
}

/** All open waves with their machines, named as AWS names them now. */
export async function planRows(d: Deps): Promise<readonly (readonly string[])[]> {
  const [waves, inventory] = await Promise.all([ownWaves(d), d.store.inventory()]);
  const names = new Map<string, string>(inventory.map((r) => [r.machine.instanceId, r.machine.name.trim()]));
  const waveNames = new Map(waves.map((w) => [waveKey(w.name), w.name]));
  return writePlan(waves.toSorted((a, b) => NAMES.compare(a.name, b.name)), {
    windowCells: (window) => windowCells(d, window),
    nameOf: (m) => names.get(m.instanceId) ?? m.name,
    waveName: (key) => waveNames.get(key) ?? key,
    personCell: (id, name) => (name === id ? id : `${name} (${id})`),
  });
}

/** Explained by lines that are left out when the file is read. */
function templateRows(words: PlanWords): readonly (readonly string[])[] {
  const explained = PLAN_COLUMNS.map((c) => [`# ${c}: ${words.columns[c]}`]);
  return [...explained, PLAN_COLUMNS, ...words.example.map((row) => PLAN_COLUMNS.map((c) => row[c] ?? ''))];
}

async function errorTable(d: Deps, o: { readonly hash: string; readonly user: string }, words: PlanWords): Promise<PlanTable | null> {
  const id = userIdFromActivity(o.user);
  const text = await uploadOf(d, { id }, o.hash);
  const read = text === null ? null : await readText(d, { text, who: { id, tenant: '', name: '' }, channel: null });
  if (read?.ok !== true) return null;
  const rows = read.value.problems.map((p) => {
    const { what, fix } = words.problem(p);
    return [String(p.line), p.column, p.value, what, fix];
  });
  return { suffix: '-errors', isPlan: false, rows: [words.errorColumns, ...rows] };
}
