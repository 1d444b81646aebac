import type { Evidence } from './evidence.ts';
import { isInTheWay, type Finding, type Override } from './finding.ts';
import type { Migration } from './migration/types.ts';
import type { Item } from './observation.ts';
import type { Instant } from './time.ts';

/** Limits of the cutover gate; the checks before a failover judge by them. */
export type GateLimits = { readonly rpoSeconds: number; readonly testMaxAgeDays: number };

/** Everything the gate looks at: it judges nothing itself, the checks before a failover do. */
export type GateInput = {
  readonly migration: Migration;
  readonly item: Item | null;
  readonly now: Instant;
  /** Findings of the checks that matter before a failover. */
  readonly findings: readonly Finding[];
  /** All that anybody has let pass for this machine: also blocks that stood before replication are still shown. */
  readonly overrides: readonly Override[];
};

/** Measures whether a cutover may be asked for, and what an approver is to see. What is in the way refuses; the rest is shown. Pure. */
export function cutoverEvidence(g: GateInput): Evidence {
  const { item, findings } = g;
  const v = g.migration.verdict;
  const shown = findings.filter((f) => !isInTheWay(f) && f.override === null && (f.verdict === 'warn' || f.verdict === 'unknown'));
  return {
    at: g.now,
    rpoSeconds: item?.rpoSeconds ?? null,
    replicationHealth: item?.replicationHealth ?? 'none',
    backlogMb: item?.backlogMb ?? null,
    test: v === null ? null : { works: v.works, at: v.at, by: v.by.name },
    warnings: [...letPass(g), ...shown.map(line)],
    blocks: findings.filter(isInTheWay).map(line),
  };
}

function line(f: Finding): string {
  return `${f.title}: ${f.evidence}`;
}

// Whoever approves has to know what somebody let pass, whether it was found just now or before the replication began.
function letPass({ findings, overrides, now }: GateInput): readonly string[] {
  const found = findings.flatMap((f) => (f.override === null ? [] : [`${byWhom(f.override)} ${line(f)}`]));
  const looked = new Set(findings.map((f) => f.check));
  const before = overrides.filter((o) => o.until > now && !looked.has(o.check)).map((o) => `${byWhom(o)} ${o.check}, before the replication`);
  return [...found, ...before];
}

function byWhom(o: Override): string {
  return `Let pass by ${o.by.name} ("${o.reason}"):`;
}
