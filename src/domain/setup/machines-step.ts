import { isInTheWay, type CheckReport, type Finding } from '../finding.ts';
import { stateOf } from './stages.ts';
import type { SetupFacts, SetupStep, SetupStepId, Tally } from './types.ts';

/** True for a finding that only asks for patience. */
export function isWaiting(f: Finding): boolean {
  return f.cause !== null && /(?:^|:)waiting(?::|$)/.test(f.cause);
}

type Seen = { readonly machine: string; readonly state: 'done' | 'waiting' | 'todo' | 'unknown'; readonly sample: { readonly machine: string; readonly at: number; readonly finding: Finding } | null };

/** What the last reports say of some checks, over all machines; a machine that was never checked is not known. */
export function machinesStep(facts: SetupFacts, id: SetupStepId, checks: readonly string[]): SetupStep {
  const seen = facts.machines.map((m) => look(m.name, facts.reports.get(m.instanceId), checks));
  const at = (state: Seen['state']): number => seen.filter((s) => s.state === state).length;
  const tally: Tally = { all: seen.length, done: at('done'), waiting: at('waiting'), todo: at('todo'), unknown: at('unknown') };
  const sample = (seen.find((s) => s.state === 'todo') ?? seen.find((s) => s.sample !== null))?.sample ?? null;
  return { id, state: stateOf(tally), evidence: { kind: 'machines', tally, sample }, curer: sample?.finding.curer ?? null, remedy: sample?.finding.remedy ?? null };
}

function look(machine: string, report: CheckReport | undefined, checks: readonly string[]): Seen {
  const findings = (report?.findings ?? []).filter((f) => checks.includes(f.check));
  if (report === undefined || findings.length === 0) return { machine, state: 'unknown', sample: null };
  const worst = findings.find((f) => f.verdict === 'block' && isInTheWay(f)) ?? findings.find(isInTheWay) ?? findings.find(isWaiting);
  if (worst === undefined) return { machine, state: 'done', sample: null };
  const sample = { machine, at: report.at, finding: worst };
  if (isWaiting(worst)) return { machine, state: 'waiting', sample };
  return { machine, state: worst.verdict === 'block' ? 'todo' : 'unknown', sample };
}
