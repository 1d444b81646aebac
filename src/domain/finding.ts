import type { Instant } from './time.ts';

/** How a check ended. `unknown` is never a pass: what could not be read cannot be confirmed. */
export type Verdict = 'pass' | 'info' | 'warn' | 'unknown' | 'block';

/** What one check found on one machine, in words a person can act on. */
export type Finding = {
  /** The check's id, for example `NET-SG-OUT`. */
  readonly check: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** What was seen. */
  readonly evidence: string;
  /** What was expected, and which list of which date says so. */
  readonly expected: string;
  /** One step that cures it; empty for a pass. */
  readonly remedy: string;
  /** Same cause on several machines gives the same key; null when it concerns one machine only. */
  readonly cause: string | null;
};

/** All findings of one machine at one moment. */
export type CheckReport = { readonly instanceId: string; readonly name: string; readonly at: Instant; readonly profile: string; readonly findings: readonly Finding[] };

/** True when nothing blocks and nothing that could block is unknown. */
export function isReady(report: CheckReport): boolean {
  return report.findings.every((f) => f.verdict !== 'block' && f.verdict !== 'unknown');
}
