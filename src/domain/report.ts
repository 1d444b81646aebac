/** What happens to a report when some of its findings are looked at again. */
import type { CheckReport, Finding, Override } from './finding.ts';

/** The report with these findings in place of those of the same checks; the others stay as they were seen. */
export function withFindings(report: CheckReport, findings: readonly Finding[]): CheckReport {
  const fresh = new Map(findings.map((f) => [f.check, f]));
  return { ...report, findings: report.findings.map((f) => fresh.get(f.check) ?? f) };
}

/** The report with an override put on the finding it was given for, or taken off; another cause is not let pass by it. */
export function withOverride(report: CheckReport, check: string, override: Override | null): CheckReport {
  return { ...report, findings: report.findings.map((f) => (f.check === check && (override === null || f.cause === override.cause) ? { ...f, override } : f)) };
}

/** The finding of one check; null when the report has none. */
export function findingOf(report: CheckReport, check: string): Finding | null {
  return report.findings.find((f) => f.check === check) ?? null;
}
