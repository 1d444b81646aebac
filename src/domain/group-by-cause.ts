/** Turns many reports into the few lines that people read: one per cause, with all the machines that the same step cures. */
import type { CauseGroup } from './check-run.ts';
import { isInTheWay, type CheckReport, type Finding, type Verdict } from './finding.ts';

type Found = { readonly finding: Finding; readonly machine: CauseGroup['machines'][number] };

/** Every finding that is no pass, in groups: the worst first, then the largest. A finding that somebody let pass is never in one group with one that still stands. */
export function groupByCause(reports: readonly CheckReport[]): readonly CauseGroup[] {
  const buckets = new Map<string, Found[]>();
  for (const found of reports.flatMap(foundIn)) {
    const key = bucketOf(found.finding);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [found]);
    else bucket.push(found);
  }
  const groups = [...buckets.values()].map(groupOf).sort(inOrder);
  return withKeys(groups);
}

function foundIn(report: CheckReport): readonly Found[] {
  const machine = { instanceId: report.instanceId, name: report.name };
  return report.findings.filter((f) => f.verdict !== 'pass').map((finding) => ({ finding, machine }));
}

/** What belongs together: the same cause, or the same check where it names none, as long as it weighs the same. */
function bucketOf(f: Finding): string {
  return JSON.stringify([baseKey(f), f.verdict, f.override !== null]);
}

function baseKey(f: Finding): string {
  return f.cause ?? f.check;
}

function groupOf(found: readonly Found[]): CauseGroup {
  const sorted = [...found].sort((a, b) => compare(a.machine.name, b.machine.name) || compare(a.machine.instanceId, b.machine.instanceId));
  const sample = (sorted[0] as Found).finding;
  const machines = sorted.map((f) => f.machine);
  return { key: baseKey(sample), text: textOf(sample, machines), sample, machines };
}

function textOf(f: Finding, machines: CauseGroup['machines']): string {
  const who = machines.length === 1 ? (machines[0]?.name ?? '') : `${machines.length} machines`;
  return `${who}: ${f.causeText ?? f.title}`;
}

const ORDER: { readonly [V in Verdict]: number } = { block: 0, unknown: 3, warn: 2, info: 4, pass: 6 };
const UNKNOWN_IN_THE_WAY = 1;
const LET_PASS = 5;

function weight(f: Finding): number {
  if (f.override !== null) return LET_PASS;
  return f.verdict === 'unknown' && isInTheWay(f) ? UNKNOWN_IN_THE_WAY : ORDER[f.verdict];
}

function inOrder(a: CauseGroup, b: CauseGroup): number {
  return weight(a.sample) - weight(b.sample) || b.machines.length - a.machines.length || compare(a.key, b.key);
}

/** Keys are the causes themselves; where one cause weighs differently on different machines, the lighter groups are told apart. */
function withKeys(groups: readonly CauseGroup[]): readonly CauseGroup[] {
  const taken = new Set<string>();
  return groups.map((g) => {
    const key = taken.has(g.key) ? `${g.key}~${g.sample.verdict}${g.sample.override === null ? '' : '~let-pass'}` : g.key;
    taken.add(g.key);
    return { ...g, key };
  });
}

// Not by locale: the order has to be the same on every machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
