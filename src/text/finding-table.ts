/** The findings of a check as a table: one row for each machine and finding, then the sums over all machines. */
import { isInTheWay, type Attested, type CheckReport, type Finding, type Override } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from './en.ts';

/** What the table is made of; one report for the file of a single machine. */
export type FindingTable = { readonly reports: readonly CheckReport[]; readonly sums: readonly Finding[] };

/** All rows, the heading first. Times are ISO 8601 in UTC, texts as they were found: the file is for reading on, not for a card. */
export function findingTable({ reports, sums }: FindingTable, words: Words): readonly (readonly string[])[] {
  const w = words.cards.table;
  const machines = reports.flatMap((r) => r.findings.map((f) => [r.name, r.instanceId, iso(r.at), r.profile, ...cells(f, words)]));
  return [w.columns, ...machines, ...sums.map((f) => [w.sum, '', '', '', ...cells(f, words)])];
}

function cells(f: Finding, words: Words): readonly string[] {
  const w = words.cards.table;
  return [
    ...[f.check, f.title, f.verdict, f.severity, isInTheWay(f) ? w.yes : w.no, f.evidence, f.expected, f.link ?? '', f.remedy, words.cards.report.curers[f.curer], f.question?.text ?? ''],
    ...attestedCells(f.attested),
    ...overrideCells(f.override),
    f.causeText ?? '',
  ];
}

function attestedCells(a: Attested | null): readonly string[] {
  return a === null ? ['', '', '', '', ''] : [a.answer, a.by.name, iso(a.at), iso(a.until), a.note];
}

function overrideCells(o: Override | null): readonly string[] {
  return o === null ? ['', '', ''] : [o.by.name, iso(o.until), o.reason];
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
