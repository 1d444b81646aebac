import type { PolicyWish } from './dossier/types.ts';
import type { Policy } from './infrastructure.ts';
import { HOUR, MINUTE } from './time.ts';

const MINUTES_AN_HOUR = HOUR / MINUTE;

/** The policy that replication uses: the named one when the container knows it, else the first one that it knows. */
export function policyInUse(policies: readonly Policy[], name: string | null): Policy | null {
  return policies.find((p) => p.mapped && (name === null || p.name.toLowerCase() === name.toLowerCase())) ?? null;
}

type Problem = { readonly field: string; readonly range: string };

/** What is wrong with a policy that somebody wants; null when Azure would take it. */
export function wishProblem(p: PolicyWish, longestRetentionHours: number): Problem | null {
  return RULES.map((rule) => rule(p, longestRetentionHours)).find((problem) => problem !== null) ?? null;
}

const RULES: readonly ((p: PolicyWish, longest: number) => Problem | null)[] = [
  ({ name }) => (/^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(name) ? null : { field: 'The name', range: 'it must have up to 63 letters, digits and hyphens, and begin with a letter or a digit' }),
  ({ retentionMinutes: m }, longest) => (isWhole(m / MINUTES_AN_HOUR) && m >= MINUTES_AN_HOUR && m <= longest * MINUTES_AN_HOUR ? null : { field: 'The retention', range: `it must be between 1 and ${longest} whole hours` }),
  ({ appConsistentMinutes: m }) => (m === 0 || (isWhole(m / MINUTES_AN_HOUR) && m >= MINUTES_AN_HOUR) ? null : { field: 'The interval of application-consistent points', range: 'it must be 0 (off) or at least 1 whole hour' }),
  ({ appConsistentMinutes: a, retentionMinutes: r }) => (a <= r ? null : { field: 'The interval of application-consistent points', range: 'it must not be longer than the retention' }),
  ({ rpoThresholdMinutes: m }) => (isWhole(m) && m >= 5 && m <= 1_440 ? null : { field: 'The RPO threshold', range: 'it must be between 5 and 1440 minutes' }),
];

function isWhole(n: number): boolean {
  return Number.isInteger(n);
}
