/** The report as a table: one row for each machine. */
import { DECIDED, type Approval } from '../domain/approval/types.ts';
import { FREE_DAYS } from '../domain/cost/cost.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Moment, StandReport, StandRow } from '../domain/stand-report.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from './en.ts';

const TIMES: readonly Moment[] = ['protected', 'verdict', 'begun', 'stopped', 'inAzure', 'accepted', 'completed', 'rolledBack'];

/** All rows, the heading first; times are ISO 8601 in UTC. */
export function standTable(report: StandReport, words: Words): readonly (readonly string[])[] {
  return [words.report.columns, ...report.rows.map((row) => cells(row, report.currency, words))];
}

/** What stands over the table. */
export function standHead({ title, at, rows }: StandReport, words: Words): { readonly title: string; readonly lines: readonly string[] } {
  const done = rows.filter((r) => r.migration?.position.phase === 'migrated').length;
  const troubled = rows.filter((r) => r.migration !== null && (r.migration.stuck !== null || r.migration.drift !== null)).length;
  return { title: words.report.title(title), lines: [words.report.counts(rows.length, done, troubled), words.report.asOf(iso(at))] };
}

function cells(row: StandRow, currency: string, words: Words): readonly string[] {
  const { migration: m, moments } = row;
  const place = [row.wave ?? '', row.group === null ? '' : String(row.group), row.name, row.instanceId];
  if (m === null) return [...place, words.report.notBegun, ...words.report.columns.slice(place.length + 1).map(() => '')];
  const times = [iso(m.startedAt), ...TIMES.map((t) => iso(moments[t] ?? null))];
  return [...place, words.state.state(m), iso(m.positionSince), troubleOf(m), ...verdictOf(m, words), row.approvals.map((a) => approvalText(a, words)).join('; '), ...times, 'vm' in m.position ? m.position.vm : '', ...costOf(row, currency, words)];
}

function troubleOf(m: Migration): string {
  return m.stuck?.failure.message ?? m.drift?.code ?? m.hold?.reason ?? '';
}

function verdictOf({ verdict: v }: Migration, words: Words): readonly string[] {
  return v === null ? ['', '', ''] : [v.works ? words.report.works : words.report.fails, v.by.name, v.reason];
}

function approvalText(a: Approval, words: Words): string {
  return words.report.approval({ id: a.id, operation: a.operation, status: a.status, by: DECIDED.has(a.status) ? a.approvals.map((d) => d.by.name) : [] });
}

function costOf({ cost }: StandRow, currency: string, words: Words): readonly string[] {
  if (cost === null) return ['', ''];
  return [cost.isPaid ? `${FREE_DAYS} + ${cost.day - FREE_DAYS} ${words.report.paid}` : String(cost.day), cost.amount === null ? '' : `${cost.amount.toFixed(2)} ${currency}`];
}

function iso(at: Instant | null): string {
  return at === null ? '' : new Date(at).toISOString();
}
