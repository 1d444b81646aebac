/** English words for what a command would send: each request with whether it can be undone, how, and what is looked at again before it. */
import type { StepKind, Wait } from '../../domain/dry-run/types.ts';
import { clip, named, quoted } from '../neutral.ts';

type About = { readonly title: string; readonly undo: string; readonly reads: string };

const FENCE = 'that Site Recovery offers the operation and runs no other job on the item';

const steps: { readonly [K in StepKind]: About } = {
  enableReplication: { title: 'Turn replication on', undo: 'Reversible: replication can be switched off in the vault. The EC2 machine runs on, unchanged but for the mobility service.', reads: 'every check, and that the vault has no such item yet' },
  startTestFailover: { title: 'Start a copy in the test network', undo: 'Reversible: the clean-up after the verdict removes the copy. The EC2 machine and its replication go on.', reads: FENCE },
  cleanUpTestFailover: { title: 'Remove the test machine', undo: 'Not reversible for the copy, which is deleted; a new test can be started at any time.', reads: FENCE },
  stopSource: { title: 'Stop the EC2 machine', undo: 'Reversible: rollback starts it again. Nothing is terminated.', reads: 'the approval, what it covers, its window, freezes, holds, whether the evidence got worse, and whether the machine runs' },
  startFailover: { title: 'Fail over to Azure', undo: 'NOT reversible by Site Recovery: no cancel, and no failback to AWS. Rollback discards the Azure VM and starts EC2; what was written in Azure is lost.', reads: `the approval, what it covers, its window, freezes, holds, how the EC2 machine stands, and ${FENCE}` },
  completeMigration: { title: 'Complete the migration', undo: 'NOT reversible: replication and its recovery points are removed. The EC2 machine stays stopped.', reads: `the approval, and ${FENCE}` },
  deallocateTarget: { title: 'Switch the Azure VM off', undo: 'Reversible: it can be started again in the portal. What was written in Azure stays on its disks and does not reach EC2.', reads: 'whether the Azure VM and the EC2 machine run' },
  startSource: { title: 'Start the EC2 machine', undo: 'Reversible: it can be stopped again.', reads: 'that the Azure VM is off, and whether the EC2 machine runs; afterwards its status checks' },
  resumeJob: { title: 'Let the Azure job go on', undo: 'Not reversible: the job goes on where it waited.', reads: 'that the job still waits' },
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
};

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
  after: (all: readonly Wait[]): string => `Only when ${all.map((w) => waits[w]).join('; ')}.`,
  carries: (body: readonly string[]): string => `With ${body.map((b) => clip(b, 200)).join(' · ')}`,
  names: (all: readonly { readonly machine: string; readonly own: string }[]): string => all.map((m) => `${named(m.machine)} = ${m.own}`).join(', '),
  kind: (kind: StepKind): string => `${steps[kind].title}. ${steps[kind].undo} Read again right before: ${steps[kind].reads}.`,
  kindsTitle: 'Can it be undone, and what is read again',
  stops: (machine: string, why: string): string => `⚠ ${named(machine)} would come to rest before the end: ${quoted(why)}`,
  refused: (n: number): string => `${n === 1 ? '1 machine' : `${n} machines`} would be refused`,
  byPlan: 'This wave is set to run by its recovery plan in the vault: where Ferry uses the plan, one request for it takes the place of those for its machines listed here.',
  vault: (path: string): string => `{vault} is ${path}`,
  left: (n: number): string => `… ${n === 1 ? 'one line' : `${n} lines`} did not fit on this card. Ask for one group after the other: 'dryrun cutover W07 group:2'.`,
  proposed: 'With what is proposed; the form lets you choose otherwise.',
  ownStore: (command: string): string => `Dry run of '${command}': no cloud call. It changes only what Ferry itself keeps, or lets Ferry go on with what was approved before. Nothing was done.`,
  verdictMissing: "Say which verdict: 'verdict MACHINE works --dry-run' or 'verdict MACHINE fails because REASON --dry-run'.",
  usage: "Say what to look ahead for: 'dryrun cutover W07', 'dryrun A-1042', or add --dry-run to a command.",
  isLook: (command: string): string => `'${command}' changes nothing: give it as it is.`,
};
