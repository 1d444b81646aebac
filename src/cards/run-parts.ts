/** What a check of many machines found, put apart for its card. */
import type { CauseGroup, CheckRun } from '../domain/check-run.ts';
import { isInTheWay, isReady, type CheckReport, type Finding } from '../domain/finding.ts';
import { groupByCause } from '../domain/group-by-cause.ts';
import { isAsked, isToLookAt } from './findings.ts';

/** The lines that people read, and what stands in one line of its own. */
export type RunParts = {
  readonly inTheWay: readonly CheckReport[];
  readonly look: readonly CheckReport[];
  readonly ready: readonly CheckReport[];
  /** Machines that the run was to read and of which it has no report. */
  readonly unread: readonly string[];
  /** Sums over all machines that do not fit, or that nobody could work out. */
  readonly short: readonly Finding[];
  readonly fitting: number;
  readonly questions: { readonly all: number; readonly inTheWay: number };
  readonly groups: readonly CauseGroup[];
};

/** Puts a run apart. Open questions are one line together: they are answered on one form, not cured one by one. */
export function runParts(run: CheckRun): RunParts {
  const { reports } = run;
  const asked = reports.flatMap((r) => r.findings).filter(isAsked);
  const known = new Set<string>(reports.map((r) => r.instanceId));
  const notReady = reports.filter((r) => !isReady(r));
  const look = reports.filter((r) => isReady(r) && r.findings.some(isToLookAt));
  const short = run.sums.filter((f) => f.verdict === 'block' || f.verdict === 'unknown' || f.verdict === 'warn');
  return {
    inTheWay: notReady,
    look,
    ready: reports.filter((r) => isReady(r) && !look.includes(r)),
    unread: run.machines.filter((id) => !known.has(id)),
    short,
    fitting: run.sums.length - short.length,
    questions: { all: new Set(asked.map((f) => f.check)).size, inTheWay: new Set(asked.filter(isInTheWay).map((f) => f.check)).size },
    groups: groupByCause(reports).filter(isShown),
  };
}

function isShown(g: CauseGroup): boolean {
  const f = g.sample;
  return f.override === null && !isAsked(f) && (f.verdict === 'block' || f.verdict === 'unknown' || f.verdict === 'warn');
}

/** What can be looked at again by itself: a cause, or a sum. */
export type Cause = Pick<CauseGroup, 'key' | 'text'> & { readonly check: string };

/** A sum as something to look at again. */
export function sumCause(f: Finding): Cause {
  return { key: f.cause ?? f.check, text: f.title, check: f.check };
}

/** Everything on the card that can be looked at again by itself. */
export function causesOf(parts: RunParts): readonly Cause[] {
  return [...parts.short.map(sumCause), ...parts.groups.map((g) => ({ key: g.key, text: g.text, check: g.sample.check }))];
}

/** A short name for a group's key, as the value of a choice; keys hold text of all lengths. Two lanes, because one of 32 bits meets itself among a few thousand. */
export function keyTag(key: string): string {
  let [a, b] = [5381, 2_166_136_261];
  for (const char of key) {
    const code = char.codePointAt(0) ?? 0;
    a = (Math.imul(a, 33) ^ code) >>> 0;
    b = Math.imul(b ^ code, 16_777_619) >>> 0;
  }
  return `${a.toString(36)}.${b.toString(36)}`;
}
