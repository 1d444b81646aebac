/** The evidence of many machines as one: an approver reads the worst first, and each cause once. */
import type { Evidence } from '../evidence.ts';
import type { Health } from '../observation.ts';

/** One machine's part. */
export type Measured = { readonly machine: string; readonly evidence: Evidence };

const BADNESS: { readonly [H in Health]: number } = { normal: 0, warning: 1, critical: 2, none: 3 };
/** More names than this are a number. */
const MOST_NAMES = 6;

/** The worst of every figure; what is not known of one machine is not known of all. */
export function sumOf(all: readonly Measured[], now: number): Evidence {
  const each = all.map((m) => m.evidence);
  return {
    at: Math.min(now, ...each.map((e) => e.at)),
    rpoSeconds: known(each.map((e) => e.rpoSeconds), (n) => Math.max(...n)),
    replicationHealth: each.reduce<Health>((worst, e) => (BADNESS[e.replicationHealth] > BADNESS[worst] ? e.replicationHealth : worst), 'normal'),
    backlogMb: known(each.map((e) => e.backlogMb), (n) => n.reduce((a, b) => a + b, 0)),
    test: worstTest(each),
    warnings: byCause(all, (e) => e.warnings),
    blocks: byCause(all, (e) => e.blocks),
  };
}

function known(all: readonly (number | null)[], sum: (numbers: readonly number[]) => number): number | null {
  const numbers = all.filter((n) => n !== null);
  return numbers.length < all.length || numbers.length === 0 ? null : sum(numbers);
}

/** One that is missing or failed counts for all; else the oldest. */
function worstTest(each: readonly Evidence[]): Evidence['test'] {
  const tests = each.map((e) => e.test);
  if (tests.length === 0 || tests.includes(null)) return null;
  const failed = tests.find((t) => t?.works === false);
  return failed ?? tests.reduce((oldest, t) => (t !== null && oldest !== null && t.at < oldest.at ? t : oldest));
}

/** Each cause once, with the machines that it is about; the most frequent first. */
function byCause(all: readonly Measured[], textsOf: (e: Evidence) => readonly string[]): readonly string[] {
  const causes = new Map<string, { readonly text: string; same: boolean; readonly machines: string[] }>();
  for (const { machine, evidence } of all) {
    for (const text of textsOf(evidence)) {
      const cause = causes.get(causeOf(text)) ?? { text, same: true, machines: [] };
      causes.set(causeOf(text), cause);
      cause.same = cause.same && cause.text === text;
      if (!cause.machines.includes(machine)) cause.machines.push(machine);
    }
  }
  return [...causes.values()].toSorted((a, b) => b.machines.length - a.machines.length).map((c) => `${namesOf(c.machines)}: ${c.same ? c.text : `${c.text} (differs from machine to machine)`}`);
}

/** A finding begins with the title of its check; what follows carries figures. */
function causeOf(text: string): string {
  return text.startsWith('Let pass by ') ? text : (text.split(': ')[0] ?? text);
}

/** A few names, or how many there are. */
function namesOf(machines: readonly string[]): string {
  return machines.length <= MOST_NAMES ? machines.join(', ') : `${machines.length} machines (${machines.slice(0, 3).join(', ')} …)`;
}
