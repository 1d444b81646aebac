import type { Person } from './person.ts';
import type { Instant } from './time.ts';

/** How a check ended. `unknown` is never a pass: what could not be read cannot be confirmed. */
export type Verdict = 'pass' | 'info' | 'warn' | 'unknown' | 'block';

/** The worst a check can say: an unknown of a `block` check has to be cleared up, an unknown of a `warn` check is shown. */
export type Severity = 'info' | 'warn' | 'block';

/** Who can cure a finding. */
export type Curer = 'aws' | 'azure' | 'guest' | 'owner' | 'ferry';

/** What somebody answered to a question that no cloud can answer. */
export type Attested = { readonly answer: 'yes' | 'no' | 'skip'; readonly note: string; readonly by: Person; readonly at: Instant; readonly until: Instant };

/** A block that an allowed person let pass, with the reason; it counts as long as the cause is the same and `until` has not come. */
export type Override = { readonly check: string; /** The finding's cause at that time; null for one without. */ readonly cause: string | null; readonly reason: string; readonly by: Person; readonly at: Instant; readonly until: Instant };

/** A question to a person. "Yes" always means that the prerequisite is met. */
export type Question = { readonly text: string; readonly validDays: number };

/** A security group rule that is missing, exactly as it would be added; `description` goes on the rule. */
export type MissingRule = { readonly groupId: string; readonly direction: 'in' | 'out'; readonly ports: readonly number[]; readonly peer: { readonly kind: 'cidr'; readonly cidr: string } | { readonly kind: 'group'; readonly groupId: string }; readonly description: string };

/** What one check found on one machine, in words a person can act on. */
export type Finding = {
  /** The check's id, for example `NET-SG-OUT`. */
  readonly check: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** What was seen, and when. */
  readonly evidence: string;
  /** What was expected, and which list of which date says so. */
  readonly expected: string;
  /** Where that list can be read; null for Ferry's own rules. */
  readonly link: string | null;
  /** One step that cures it; empty for a pass. */
  readonly remedy: string;
  readonly curer: Curer;
  /** Same cause on several machines gives the same key; null when it concerns one machine only. */
  readonly cause: string | null;
  /** The cause in words, the same for all its machines: `9443 closed in sg-…`; null without a cause. */
  readonly causeText: string | null;
  /** Set when only a person can tell. */
  readonly question: Question | null;
  readonly attested: Attested | null;
  readonly override: Override | null;
  /** False for what nobody may let pass. */
  readonly overridable: boolean;
  /** A rule that Ferry offers to add. */
  readonly missingRule: MissingRule | null;
};

/** All findings of one machine at one moment. */
export type CheckReport = { readonly instanceId: string; readonly name: string; readonly at: Instant; readonly profile: string; readonly findings: readonly Finding[] };

/** True for a finding that keeps a machine from going on: a block, or an unknown of a check that could block, which nobody has let pass. */
export function isInTheWay(f: Finding): boolean {
  if (f.override !== null) return false;
  return f.verdict === 'block' || (f.verdict === 'unknown' && f.severity === 'block');
}

/** True when nothing is in the way. */
export function isReady(report: CheckReport): boolean {
  return !report.findings.some(isInTheWay);
}
