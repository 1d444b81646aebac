/** What the findings of a report are to a reader: in the way, asked, to look at, or done. Decides nothing. */
import { CHECKS } from '../domain/checks/index.ts';
import type { Topic } from '../domain/checks/types.ts';
import { isInTheWay, type CheckReport, type Finding, type Verdict } from '../domain/finding.ts';
import type { Instant } from '../domain/time.ts';

/** What a report card shows. */
export type CheckReportView = {
  readonly report: CheckReport;
  readonly now: Instant;
  /** Only this check is shown, in full. */
  readonly only?: string | null;
  /** A check that was just looked at again: its outcome is said first, wherever it stands now. */
  readonly rechecked?: string | null;
  readonly topic?: Topic | null;
  readonly page?: number;
  /** Where a ready machine goes on: replication, or the card of its migration when it has begun. */
  readonly next?: 'replicate' | 'status';
  /** What has just been done, in words. */
  readonly notes?: readonly string[];
};

const ORDER: readonly Verdict[] = ['block', 'unknown', 'warn', 'info', 'pass'];

/** True for a question that somebody still has to answer. */
export function isAsked(f: Finding): boolean {
  return f.question !== null && f.verdict === 'unknown' && f.override === null;
}

/** True for what an answer could still clear up: an open question, or a no that keeps the machine from going on. */
export function isAnswerable(f: Finding): boolean {
  return isAsked(f) || (f.question !== null && f.attested !== null && f.attested.answer !== 'yes' && isInTheWay(f));
}

/** True when the verdict rests on somebody's word. */
export function isAttested(f: Finding): boolean {
  return f.attested !== null && f.verdict === 'pass';
}

/** True for what keeps nobody from going on but should be read. */
export function isToLookAt(f: Finding): boolean {
  return !isInTheWay(f) && (f.verdict === 'block' || f.verdict === 'unknown' || f.verdict === 'warn');
}

/** What is in the way first, then by how bad it is; the order of the checks among equals. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = (f: Finding): number => (isInTheWay(f) ? 0 : ORDER.length) + ORDER.indexOf(f.verdict);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** The part of the list that a check belongs to; null for a check that Ferry no longer has. */
export function topicOf(check: string): Topic | null {
  return CHECKS.find((c) => c.id === check)?.topic ?? null;
}

/** A report's findings, put apart. */
export type Parts = { readonly problems: readonly Finding[]; readonly asked: readonly Finding[]; readonly infos: readonly Finding[]; readonly passes: readonly Finding[]; readonly attested: readonly Finding[] };

/** Puts the findings apart; with a topic only those of that part. */
export function partsOf(report: CheckReport, topic: Topic | null): Parts {
  const all = worstFirst(topic === null ? report.findings : report.findings.filter((f) => topicOf(f.check) === topic));
  return {
    problems: all.filter((f) => !isAsked(f) && f.verdict !== 'pass' && f.verdict !== 'info'),
    asked: all.filter(isAsked),
    infos: all.filter((f) => f.verdict === 'info'),
    passes: all.filter((f) => f.verdict === 'pass' && !isAttested(f)),
    attested: all.filter(isAttested),
  };
}
