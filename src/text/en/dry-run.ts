/** English words for what a command would send: each request with whether it can be undone, how, and what is looked at again before it. */
import type { PlanBar, PlanGroup, StepKind, Wait } from '../../domain/dry-run/types.ts';
import { clip, named, quoted } from '../neutral.ts';

type About = { readonly title: string; readonly undo: string; readonly reads: string };

const FENCE = 'that Site Recovery offers the operation and runs no other job on the item';
const PLAN_FENCE = `of every machine ${FENCE}; that the plan in the vault has exactly these machines and runs nothing`;
const FAILOVER_UNDO = 'NOT reversible by Site Recovery: no cancel, and no failback to AWS. Rollback discards the Azure VM and starts EC2; what was written in Azure is lost.';
const TEST_UNDO = 'Reversible: the clean-up after the verdict removes the copy. The EC2 machine and its replication go on.';
const CLEAN_UNDO = 'Not reversible for the copy, which is deleted; a new test can be started at any time.';

const steps: { readonly [K in StepKind]: About } = {
  enableReplication: { title: 'Turn replication on', undo: 'Reversible: replication can be switched off in the vault. The EC2 machine runs on, unchanged but for the mobility service.', reads: 'every check, and that the vault has no such item yet' },
  startTestFailover: { title: 'Start a copy in the test network', undo: TEST_UNDO, reads: FENCE },
  cleanUpTestFailover: { title: 'Remove the test machine', undo: CLEAN_UNDO, reads: FENCE },
  stopSource: { title: 'Stop the EC2 machine', undo: 'Reversible: rollback starts it again. Nothing is terminated.', reads: 'the approval, what it covers, its window, freezes, holds, whether the evidence got worse, and whether the machine runs' },
  startFailover: { title: 'Fail over to Azure', undo: FAILOVER_UNDO, reads: `the approval, what it covers, its window, freezes, holds, how the EC2 machine stands, and ${FENCE}` },
  completeMigration: { title: 'Complete the migration', undo: 'NOT reversible: replication and its recovery points are removed. The EC2 machine stays stopped.', reads: `the approval, and ${FENCE}` },
  deallocateTarget: { title: 'Switch the Azure VM off', undo: 'Reversible: it can be started again in the portal. What was written in Azure stays on its disks and does not reach EC2.', reads: 'whether the Azure VM and the EC2 machine run' },
  startSource: { title: 'Start the EC2 machine', undo: 'Reversible: it can be stopped again.', reads: 'that the Azure VM is off, and whether the EC2 machine runs; afterwards its status checks' },
  resumeJob: { title: 'Let the Azure job go on', undo: 'Not reversible: the job goes on where it waited.', reads: 'that the job still waits' },
  savePlan: { title: 'Save the recovery plan', undo: 'Reversible: it can be changed again. No machine is touched; steps and scripts that people added are kept.', reads: 'the plan in the vault, and that no job of it runs' },
  testByPlan: { title: 'Start a copy of each in the test network, by recovery plan', undo: TEST_UNDO, reads: PLAN_FENCE },
  cleanUpByPlan: { title: 'Remove the test machines, by recovery plan', undo: CLEAN_UNDO, reads: PLAN_FENCE },
  failOverByPlan: { title: 'Fail over to Azure, by recovery plan', undo: FAILOVER_UNDO, reads: `the approval, what it covers, its window, freezes, holds, how every EC2 machine stands, and ${PLAN_FENCE}` },
  createPolicy: { title: 'Create the replication policy', undo: 'Reversible: a policy that no machine uses can be deleted in the vault.', reads: 'the policies of the vault' },
  usePolicy: { title: 'Let the container use the policy', undo: 'Reversible while no machine uses it: the mapping can be removed in the vault.', reads: 'the policies of the vault' },
  askRule: { title: 'Ask AWS whether it would take the rule', undo: 'Changes nothing: AWS only answers.', reads: 'the check itself' },
  addRule: { title: 'Add the security group rule', undo: 'Reversible: the rule can be removed again in AWS.', reads: 'the check itself' },
};

const waits: { readonly [W in Wait]: string } = {
  approval: 'the approval is given',
  window: 'its window is open and no freeze is on',
  quiesce: 'a person confirms that the application is stopped',
  drain: 'nothing is left to copy and a newer recovery point exists',
  job: 'the job that Site Recovery runs on it now has ended well',
  'person-stops': 'a person stops the EC2 machine and AWS shows it',
  'plan-job': 'the job that the recovery plan runs now has ended',
  verdicts: 'every machine of the test has its verdict',
  'all-stopped': 'every EC2 machine named here is stopped, or left running as approved',
};

const bars: { readonly [B in PlanBar]: (wave: string) => string } = {
  changed: (wave) => `⚠ The recovery plan of ${named(wave)} was changed in the Azure portal. While a request for the wave is open Ferry neither runs it nor writes over it: have it put back first, or write 'wave ${named(wave)} drive machines'.`,
  'one-keeps-all': (wave) => `⚠ The recovery plan of ${named(wave)} does not begin as long as one of its machines is not ready for it: the others stay stopped until then.`,
  'not-protected': (wave) => `The recovery plan of ${named(wave)} is saved once all of its machines are protected and none of them is under way by itself.`,
};

const groups = (all: readonly PlanGroup[]): string => all.map((g) => `Group ${g.group}: ${g.machines.map(named).join(', ')}`).join(' · ');

const requests = (n: number): string => (n === 1 ? '1 request' : `${n} requests`);

function approvals(n: number | null): string {
  if (n === null) return 'No new approval: what was approved before counts, where one is needed.';
  if (n === 0) return 'No approval is needed. The command itself asks you to confirm first.';
  return `${n === 1 ? '1 person' : `${n} people`} must approve before the first of them.`;
}

export const dryRunWords = {
  steps,
  button: 'Dry run',
  detailsButton: 'Dry-run listing',
  title: (what: string, n: number): string => `Dry run of ${named(what)}: ${n === 0 ? 'no request to a cloud' : requests(n)}`,
  nothing: (n: number): string => (n === 0 ? 'Nothing was sent and nothing was stored. As things stand nothing would be sent either.' : 'Nothing was sent and nothing was stored. This would be sent, in this order, as things stand now:'),
  approvals,
  row: (n: number, kind: StepKind, o: { readonly group: number | null; readonly machines: number }): string => `${n}. ${o.group === null ? '' : `Group ${o.group}: `}${steps[kind].title}${o.machines === 1 ? '' : ` · ${o.machines} machines, side by side`}`,
  planRow: (n: number, kind: StepKind, machines: number): string => `${n}. ${steps[kind].title} · one request for ${machines === 1 ? '1 machine' : `${machines} machines`}`,
  groups,
  bar: (bar: PlanBar, wave: string): string => bars[bar](wave),
  after: (all: readonly Wait[]): string => `Only when ${all.map((w) => waits[w]).join('; ')}.`,
  carries: (body: readonly string[]): string => `With ${body.map((b) => clip(b, 200)).join(' · ')}`,
  names: (all: readonly { readonly machine: string; readonly own: string }[]): string => all.map((m) => `${named(m.machine)} = ${m.own}`).join(', '),
  kind: (kind: StepKind): string => `${steps[kind].title}. ${steps[kind].undo} Read again right before: ${steps[kind].reads}.`,
  kindsTitle: 'Can it be undone, and what is read again',
  stops: (machine: string, why: string): string => `⚠ ${named(machine)} would come to rest before the end: ${quoted(why)}`,
  refused: (n: number): string => `${n === 1 ? '1 machine' : `${n} machines`} would be refused`,
  kept: 'The recovery plan in the vault is not run by this.',
  follows: (waves: readonly string[]): string => `The recovery plan of ${waves.map(named).join(', ')} in the vault is saved anew afterwards, with the machines that are left in it then.`,
  vault: (path: string): string => `{vault} is ${path}`,
  left: (n: number): string => `… ${n === 1 ? 'one line' : `${n} lines`} did not fit on this card. Ask for one group after the other: 'dryrun cutover W07 group:2'.`,
  proposed: 'With what is proposed; the form lets you choose otherwise.',
  ownStore: (command: string): string => `Dry run of '${command}': no cloud call of its own. It changes only what Ferry itself keeps, or lets Ferry go on with what was approved before; the recovery plan of a wave that has one in the vault follows the wave. Nothing was done.`,
  verdictMissing: "Say which verdict: 'verdict MACHINE works --dry-run' or 'verdict MACHINE fails because REASON --dry-run'.",
  usage: "Say what to look ahead for: 'dryrun cutover W07', 'dryrun A-1042', or add --dry-run to a command.",
  isLook: (command: string): string => `'${command}' changes nothing: give it as it is.`,
};
