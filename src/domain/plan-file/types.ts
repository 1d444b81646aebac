/** A plan as a table: one row per machine, and what concerns its whole wave beside it. */
import type { InstanceId, UserId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { Result } from '../result.ts';
import type { Window } from '../window/types.ts';

/** In the order in which they are written. */
export const PLAN_COLUMNS = ['wave', 'group', 'machine', 'instance_id', 'needs', 'window', 'zone', 'owner', 'approvers', 'after', 'on_failure', 'start_by', 'target_resource_group', 'target_network', 'target_subnet', 'size', 'note'] as const;
export type PlanColumn = (typeof PLAN_COLUMNS)[number];

/** Columns that say something of the whole wave: they may stand on any of its rows, but must agree. */
export const WAVE_COLUMNS = ['window', 'zone', 'owner', 'approvers', 'after', 'on_failure', 'start_by', 'target_resource_group', 'target_network', 'target_subnet', 'size', 'note'] as const satisfies readonly PlanColumn[];
export type WaveColumn = (typeof WAVE_COLUMNS)[number];

/** A line of a file, taken apart; counted from 1 as an editor counts. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** A row with its columns named; columns that the file does not have are left out. */
export type PlanRow = { readonly line: number; readonly cells: { readonly [C in PlanColumn]?: string } };

export const PROBLEM_CODES = [
  'no-rows', 'column-unknown', 'column-twice', 'column-missing', 'cells',
  'wave-missing', 'wave-name', 'wave-closed', 'wave-full', 'wave-running',
  'machine-missing', 'machine-unknown', 'machine-many', 'machine-differs', 'machine-twice', 'machine-past', 'row-missing',
  'group', 'need-unknown', 'need-later', 'needs-cycle', 'disagree',
  'window', 'person', 'approver', 'after-unknown', 'after-cycle', 'on-failure', 'start-by', 'target', 'size', 'note',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One thing that is wrong with a file; `detail` fills the blanks of the sentence and of the advice. */
export type PlanProblem = { readonly line: number; readonly column: string; readonly value: string; readonly code: ProblemCode; readonly detail: Readonly<Record<string, string>> };

/** What a cell may mean, looked up where Ferry knows it. Plain data in, plain data out: reading a file asks no cloud. */
export type PlanLookups = {
  /** By instance id, or by name; several of one name stay several. */
  machine(text: string): { readonly kind: 'one'; readonly instanceId: InstanceId; readonly name: string } | { readonly kind: 'many'; readonly count: number } | { readonly kind: 'none'; readonly similar: readonly string[] };
  window(text: string): Result<Window | null, { readonly code: string; readonly detail: Readonly<Record<string, string>> }>;
  /** A window in the form that `window` reads back, and its zone. */
  windowCells(window: Window): { readonly window: string; readonly zone: string };
  person(text: string): Person | null;
  mayApprove(id: UserId): boolean;
  /** The id of something in Azure from its name, or from the id itself; otherwise the names there are, or why they could not be read. */
  target(column: 'target_resource_group' | 'target_network', text: string): { readonly id: string } | { readonly known: string; readonly why: string };
};
