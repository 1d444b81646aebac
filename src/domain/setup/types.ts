import type { CheckReport, Curer, Finding } from '../finding.ts';
import type { Migration } from '../migration/types.ts';
import type { SavedPlan } from '../plans.ts';
import type { Instant } from '../time.ts';

/** The steps in the order in which they are taken. */
export const SETUP_STEPS = ['capacity-plan', 'network-plan', 'vault', 'security-groups', 'appliance', 'registered', 'reaches', 'policy', 'mobility', 'replication', 'test', 'failover', 'complete'] as const;
export type SetupStepId = (typeof SETUP_STEPS)[number];

/** `waiting`: time alone brings it on. `unknown`: nobody can tell from what was read. */
export type SetupState = 'done' | 'waiting' | 'todo' | 'unknown';

/** How many machines of the scope are how far in a step. */
export type Tally = { readonly all: number; readonly done: number; readonly waiting: number; readonly todo: number; readonly unknown: number };

/** What the step's state rests on. */
export type SetupEvidence =
  | { readonly kind: 'plans'; readonly plans: readonly SavedPlan[]; /** Waves without a plan. */ readonly missing: readonly string[] }
  /** Of the findings that stand in the way, the first. */
  | { readonly kind: 'finding'; readonly finding: Finding; readonly at: Instant }
  | { readonly kind: 'machines'; readonly tally: Tally; readonly sample: { readonly machine: string; readonly at: Instant; readonly finding: Finding } | null }
  | { readonly kind: 'stage'; readonly tally: Tally; /** Machines that are stuck or paused before the end of this step. */ readonly troubled: readonly string[] }
  | { readonly kind: 'unread'; readonly why: string };

export type SetupStep = { readonly id: SetupStepId; readonly state: SetupState; readonly evidence: SetupEvidence; /** Who has to act; null when nobody has to. */ readonly curer: Curer | null; readonly remedy: string | null };

/** Everything the checklist is made from. */
export type SetupFacts = {
  readonly now: Instant;
  /** The machines of the scope by id, without the appliance. */
  readonly machines: readonly { readonly instanceId: string; readonly name: string }[];
  readonly waves: readonly string[];
  readonly plans: readonly SavedPlan[];
  /** Findings about vault and appliance, made just now; or why they could not be made. */
  readonly scopeFindings: { readonly known: true; readonly value: readonly Finding[]; readonly at: Instant } | { readonly known: false; readonly why: string };
  readonly reports: ReadonlyMap<string, CheckReport>;
  /** The newest migration of each machine. */
  readonly migrations: ReadonlyMap<string, Migration>;
};
