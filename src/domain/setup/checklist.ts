import { isInTheWay, type Finding } from '../finding.ts';
import type { PlanKind } from '../plans.ts';
import { waveKey } from '../waves.ts';
import { isWaiting, machinesStep } from './machines-step.ts';
import { stageStep } from './stages.ts';
import { SETUP_STEPS, type SetupFacts, type SetupState, type SetupStep, type SetupStepId } from './types.ts';

/** The whole way as one list: every step with its state and what the state rests on. Pure. */
export function checklist(facts: SetupFacts): readonly SetupStep[] {
  return SETUP_STEPS.map((id) => STEPS[id](facts));
}

/** The step that comes next: the first that somebody has to act on, else the first that is not done. */
export function nextStep(steps: readonly SetupStep[]): SetupStep | null {
  return steps.find((s) => s.state === 'todo') ?? steps.find((s) => s.state !== 'done') ?? null;
}

const STEPS: { readonly [S in SetupStepId]: (facts: SetupFacts) => SetupStep } = {
  'capacity-plan': (f) => planStep(f, 'capacity'),
  'network-plan': (f) => planStep(f, 'network'),
  vault: (f) => scopeStep(f, 'vault', ['ASR-VAULT', 'ASR-MODE']),
  'security-groups': (f) => machinesStep(f, 'security-groups', ['NET-SG-OUT', 'NET-SG-IN-APP', 'NET-NACL']),
  appliance: (f) => applianceStep(f),
  registered: (f) => scopeStep(f, 'registered', ['ASR-APPL']),
  reaches: (f) => machinesStep(f, 'reaches', ['ASR-DISC']),
  policy: (f) => scopeStep(f, 'policy', ['ASR-POLICY']),
  mobility: (f) => mobilityStep(f),
  replication: (f) => stageStep(f, 'replication'),
  test: (f) => stageStep(f, 'test'),
  failover: (f) => stageStep(f, 'failover'),
  complete: (f) => stageStep(f, 'complete'),
};

/** A plan counts as made when somebody saved it: for everything, or for each wave. */
function planStep({ plans, waves }: SetupFacts, kind: PlanKind): SetupStep {
  const made = plans.filter((p) => p.kind === kind);
  const all = made.some((p) => p.selection.kind === 'all');
  const missing = all ? [] : waves.filter((wave) => !made.some((p) => p.selection.kind === 'wave' && waveKey(p.selection.wave) === waveKey(wave)));
  const done = all || (waves.length > 0 && missing.length === 0);
  return { id: `${kind}-plan`, state: done ? 'done' : 'todo', evidence: { kind: 'plans', plans: made, missing }, curer: done ? null : 'ferry', remedy: null };
}

/** A step that concerns vault or appliance, by what the checks find just now. */
function scopeStep({ scopeFindings }: SetupFacts, id: SetupStepId, checks: readonly string[]): SetupStep {
  if (!scopeFindings.known) return { id, state: 'unknown', evidence: { kind: 'unread', why: scopeFindings.why }, curer: null, remedy: null };
  const findings = scopeFindings.value.filter((f) => checks.includes(f.check));
  const worst = findings.find((f) => isInTheWay(f) && !isWaiting(f)) ?? findings.find(isWaiting) ?? findings[0];
  if (worst === undefined) return { id, state: 'unknown', evidence: { kind: 'unread', why: `no check of ${checks.join(', ')} ran` }, curer: null, remedy: null };
  const state = stateOfFinding(worst);
  return { id, state, evidence: { kind: 'finding', finding: worst, at: scopeFindings.at }, curer: state === 'done' ? null : worst.curer, remedy: state === 'done' ? null : worst.remedy };
}

function stateOfFinding(f: Finding): SetupState {
  if (isWaiting(f)) return 'waiting';
  if (!isInTheWay(f)) return f.verdict === 'unknown' ? 'unknown' : 'done';
  return f.verdict === 'block' ? 'todo' : 'unknown';
}

/** The appliance's own machine first; where it is well, whether the machines' networks lead to it. */
function applianceStep(facts: SetupFacts): SetupStep {
  const own = scopeStep(facts, 'appliance', ['ASR-APPL-HW']);
  return own.state === 'done' ? machinesStep(facts, 'appliance', ['NET-VPC', 'NET-ROUTE', 'ASR-APPL-SELF']) : own;
}

/** How the service comes onto the machines, as long as something is in its way; then how many have it. */
function mobilityStep(facts: SetupFacts): SetupStep {
  const stage = stageStep(facts, 'mobility');
  if (stage.state === 'done') return stage;
  const ways = machinesStep(facts, 'mobility', ['ASR-ACCT', 'NET-PUSH', 'ASR-AGENT']);
  return ways.state === 'todo' ? ways : stage;
}
