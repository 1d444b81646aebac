/** What a command would send, told before anything is sent. */
import type { ActKind } from '../migration/types.ts';

/** Where a vault keeps its machines; names as Azure writes them. */
export type VaultPlace = { readonly subscriptionId: string; readonly resourceGroup: string; readonly vault: string; readonly fabric: string; readonly container: string };

/** One request. Azure: method and path, as its Activity Log knows it, with what its body names. AWS: the action and what it is for. `permission` is what it needs in a role. */
export type Call =
  | { readonly cloud: 'azure'; readonly method: 'PUT' | 'POST'; readonly path: string; /** The part of the path that is the machine's own; the same call of another machine differs there only. */ readonly own: string; readonly body: readonly string[]; readonly permission: string }
  | { readonly cloud: 'aws'; readonly action: string; readonly own: string; readonly body: readonly string[]; readonly permission: string };

/** What is sent once for all machines of a recovery plan. */
export type PlanStepKind = 'savePlan' | 'testByPlan' | 'cleanUpByPlan' | 'failOverByPlan';

/** Everything that can be sent for a command: the acts of a machine, and the few requests that belong to none. */
export type StepKind = ActKind | PlanStepKind | 'createPolicy' | 'usePolicy' | 'askRule' | 'addRule';

/** What has to happen before a request is sent, which no cloud does by itself. */
export type Wait = 'approval' | 'window' | 'quiesce' | 'drain' | 'person-stops' | 'job' | 'plan-job' | 'verdicts' | 'all-stopped';

/** One request in its place. `after` is what lies between it and the one before. */
export type DryStep = { readonly kind: StepKind; readonly call: Call; readonly after: readonly Wait[] };

/** All requests for one machine, in order. `stop` is why it would come to rest before the end, in words; null for the usual end. `plan` names the recovery plan that makes its last step. */
export type DryMachine = { readonly name: string; readonly group: number | null; readonly steps: readonly DryStep[]; readonly stop: string | null; readonly plan?: string };

/** Machines of a group in a recovery plan. */
export type PlanGroup = { readonly group: number; readonly machines: readonly string[] };

/** One request for the machines of a plan, with those that it is for, group after group. */
export type DryPlanStep = DryStep & { readonly kind: PlanStepKind; readonly groups: readonly PlanGroup[] };

/** What keeps a plan from being run, or from being saved: somebody changed it in the vault, one machine keeps the others, or not all of its machines are protected. */
export type PlanBar = 'changed' | 'one-keeps-all' | 'not-protected';

/** What becomes of the recovery plan of a wave: `saves` make the vault's equal first, `run` starts it. */
export type DryPlan = { readonly wave: string; readonly name: string; readonly saves: readonly DryPlanStep[]; readonly run: DryPlanStep | null; readonly bar: PlanBar | null };

/** What a command would do. `refused` are machines that it would not take. */
export type DryRun = {
  readonly machines: readonly DryMachine[];
  /** Left out where no recovery plan has anything to do with it. */
  readonly plans?: readonly DryPlan[];
  /** Waves whose recovery plan is saved anew afterwards, with the machines that are left then. */
  readonly follows?: readonly string[];
  readonly refused: readonly { readonly machine: string; readonly why: { readonly code: string; readonly detail: Readonly<Record<string, string>> } }[];
  /** How many people must approve; 0 for nobody, null for an approval that is there already. */
  readonly approvals: number | null;
};
