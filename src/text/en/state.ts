/** English words for where a migration stands and what comes next. */
import { isHeld } from '../../domain/migration/held.ts';
import type { ActKind, Drift, Migration, Phase, Stuck } from '../../domain/migration/types.ts';
import type { Health, JobState } from '../../domain/observation.ts';
import type { PowerState } from '../../domain/machine.ts';
import { isAskedToStop } from '../../domain/migration/decide.ts';
import { isOrphan } from '../../domain/source-guard/guard.ts';
import { stopOf } from '../../domain/source-stop.ts';
import { named } from '../neutral.ts';
import { windowTextOf } from '../window.ts';
import { outsideWords } from './outside.ts';
import { stopWords } from './stops.ts';

type PhaseWords = { readonly [P in Phase]: string };

const phases: PhaseWords = {
  enabling: 'turning replication on',
  seeding: 'first copy running',
  protected: 'replicating, not tested yet',
  testing: 'test failover running',
  'test-review': 'test machine created, verdict needed',
  'cleaning-test': 'removing the test machine',
  tested: 'tested, ready to ask for cutover',
  'awaiting-approval': 'cutover waits for approval',
  quiescing: 'cutover approved, waiting until the application is stopped',
  draining: 'last changes are being copied',
  'stopping-source': 'stopping the EC2 machine',
  'source-stopped': 'EC2 machine stopped, failover not started yet',
  'failing-over': 'failover running',
  'in-azure': 'failed over to Azure, acceptance needed',
  accepted: 'accepted in Azure, completion open',
  completing: 'completing: replication is being removed',
  migrated: 'migrated, replication is off',
  'rolling-back': 'rolling back',
  'rolled-back': 'rolled back, the EC2 machine was started again',
  abandoned: 'given up',
};

const noWork = 'Nothing to do until then.';

const nextSteps: { readonly [P in Phase]: (name: string) => string } = {
  enabling: () => `The first copy starts when Azure has set up the replication agent. ${noWork}`,
  seeding: () => `The test can start when the first copy is complete. ${noWork}`,
  protected: (n) => `Start a test failover: 'test ${n}'.`,
  testing: () => `A card asks for your verdict when the test machine is there. ${noWork}`,
  'test-review': (n) => `Try the test machine, then answer on its card or type 'verdict ${n} works' or 'verdict ${n} fails because …'.`,
  'cleaning-test': () => `The next step is open when the test machine is removed. ${noWork}`,
  tested: (n) => `Ask for the cutover: 'cutover ${n}'.`,
  'awaiting-approval': () => 'An approver must answer on the approval card. Until then nothing runs.',
  quiescing: (n) => `Stop the application, then confirm on the card or type 'quiesce ${n}'. The EC2 machine is stopped after that.`,
  draining: () => `The EC2 machine is stopped when nothing is left to copy and a newer recovery point exists. ${noWork}`,
  'stopping-source': () => `The failover starts when AWS reports the machine as stopped. ${noWork}`,
  'source-stopped': () => 'Ferry starts the failover. Nothing to do for you.',
  'failing-over': () => 'Wait. A failover cannot be cancelled: it stops replication, which would not resume.',
  'in-azure': (n) => `The owner checks the machine in Azure, then types 'accept ${n}' or 'refuse ${n} because …'.`,
  accepted: (n) => `Complete the migration: 'complete ${n}'. It removes replication and cannot be undone.`,
  completing: () => `The migration is complete when replication is removed. ${noWork}`,
  migrated: () => 'Nothing more. Ferry never terminates the EC2 machine.',
  'rolling-back': () => `The EC2 machine is started when the Azure VM, if there is one, is off. ${noWork}`,
  'rolled-back': (n) => `Check the application in AWS. To try again, replicate it anew: 'replicate ${n}'.`,
  abandoned: (n) => `To try again: 'replicate ${n}'.`,
};

const stuckWords: { readonly [C in Stuck['code']]: string } = {
  'job-failed': 'an Azure job failed',
  refused: 'the cloud refused a step',
  'outcome-unknown': 'a call was sent and nobody knows whether it worked',
  'source-gone': 'the EC2 machine is gone',
  'manual-action': 'Azure waits for something only a person can do',
  'not-allowed': 'Azure does not allow the next step now',
  'approval-lapsed': 'the approval does not hold any more',
  'source-running': 'the EC2 machine is running although it must be stopped',
  'window-missed': 'the time of the cutover is over',
  frozen: 'a freeze began during the cutover',
  'rollback-refused': 'a rollback was asked for and not approved',
  'source-unchecked': 'the EC2 machine runs, but its status checks have not passed',
};

const stuckAdvice: { readonly [C in Stuck['code']]: string } = {
  'job-failed': 'Cure the cause, then retry: Ferry reads the clouds first and starts one new job.',
  refused: 'Cure the cause, then retry.',
  'outcome-unknown': 'Look at the machine in the Azure portal. Ferry does not send this call again by itself; Retry reads the clouds first.',
  'source-gone': 'Do not remove replication: the copy in Azure may be the last one. Decide with the owner what to do with it.',
  'manual-action': "Do what the step asks for, then answer on the card, or type 'done MACHINE' or 'cannot MACHINE because …'. Ferry has Azure go on; resumed in the Azure portal it goes on as well.",
  'not-allowed': 'Look at the replication health in the Azure portal, cure it, then press Retry.',
  'approval-lapsed': 'Ask for a new approval, when the EC2 machine is stopped already; or roll back: it starts the EC2 machine again if it was stopped.',
  'window-missed': 'Ask for a new approval, when the EC2 machine is stopped already; or roll back: it starts the EC2 machine again if it was stopped.',
  frozen: 'Retry when the freeze is over and the approval still holds, or roll back: it starts the EC2 machine again if it was stopped.',
  'rollback-refused': 'Retry goes on with the cutover if its approval still holds; or ask for the rollback again.',
  'source-unchecked': 'Look at the machine in the AWS console; Retry reads its checks again. The Azure VM is off.',
  'source-running': 'Roll back and ask for a new cutover: what was written since would be lost by a failover now.',
};

const driftWords: { readonly [C in Drift['code']]: string } = {
  'failed-over-outside': 'failed over outside Ferry',
  'item-gone': 'replication was removed outside Ferry',
  'test-outside': 'a test failover was started outside Ferry',
  'job-outside': 'a job was started outside Ferry',
  'source-started': 'the EC2 machine was started outside Ferry, so both machines may be on',
  'settings-changed': 'its target settings were changed outside Ferry',
  'source-changed': 'the EC2 machine was changed',
};

const acts: { readonly [A in ActKind]: string } = {
  enableReplication: 'turn replication on',
  startTestFailover: 'start the test failover',
  cleanUpTestFailover: 'remove the test machine',
  stopSource: 'stop the EC2 machine',
  startFailover: 'start the failover',
  completeMigration: 'complete the migration (remove replication)',
  deallocateTarget: 'power off the Azure VM (deallocate)',
  startSource: 'start the EC2 machine',
  resumeJob: 'resume the Azure job that waited for a person',
};

const health: { readonly [H in Health]: string } = { none: 'not reported', normal: '✔ normal', warning: '⚠ warning', critical: '✖ critical' };

const jobs: { readonly [S in JobState]: string } = { notStarted: 'not started', inProgress: 'running', succeeded: 'succeeded', failed: 'failed', cancelled: 'cancelled', suspended: 'suspended', other: 'state unclear' };

const power: { readonly [P in PowerState]: string } = { pending: 'starting', running: 'running', stopping: 'stopping', stopped: 'stopped', 'shutting-down': 'terminating', terminated: 'terminated' };

const scenarios: ReadonlyMap<string, string> = new Map([
  ['EnableDr', 'turning replication on'], ['IrCompletion', 'finishing the first copy'], ['TestFailover', 'test failover'], ['TestFailoverCleanup', 'removing the test machine'],
  ['UnplannedFailover', 'failover'], ['CommitFailover', 'committing the failover'], ['DisableDr', 'removing replication'], ['RepairReplication', 'starting a resynchronisation'],
]);

/** What an Azure job does; one that Ferry does not know keeps the name that Azure gives it. */
function scenario(name: string): string {
  return scenarios.get(name) ?? `job ${name}`;
}

/** Phase in words, with what the verdict or the step changes about it; ignores trouble. */
function step(m: Migration): string {
  const p = m.position;
  if (p.phase === 'protected' && m.verdict?.works === false) return 'replicating; the last test did not work';
  if (p.phase === 'awaiting-approval' && p.approvedAt !== undefined) return approvedAhead(m);
  if (p.phase === 'failing-over') return failingOver(m);
  if (p.phase === 'rolling-back') return p.step === 'deallocate' ? 'rolling back: powering the Azure VM off' : 'rolling back: starting the EC2 machine and waiting for its status checks';
  return stepByStop(m) ?? phases[p.phase];
}

/** Where the policy for the source makes the step another one. */
function stepByStop(m: Migration): string | null {
  const p = m.position;
  if (p.phase === 'stopping-source' && stopOf(m) === 'person') return p.confirmed === undefined ? stopWords.phases.asked : stopWords.phases.confirmed;
  if (!stopWords.leftOn(m)) return null;
  return p.phase === 'source-stopped' ? stopWords.phases.leftOn : p.phase === 'rolled-back' ? 'rolled back, the EC2 machine runs' : null;
}

function approvedAhead(m: Migration): string {
  if ((m.hold ?? null) !== null) return 'cutover approved';
  if (windowTextOf(m.window) === null && m.freezeMet === undefined) return 'cutover approved, waits until it may begin';
  return windowTextOf(m.window) === null ? 'cutover approved, held by a freeze' : 'cutover approved, waits for its window';
}

/** The phase begins before the call is sent, and lasts until the VM is seen: neither is a running failover. */
function failingOver(m: Migration): string {
  if (m.finished === 'startFailover') return 'failover job ended, waiting for the Azure VM';
  if (m.pending?.status === 'intended') return 'failover is being requested';
  return m.pending?.status === 'uncertain' ? 'failover requested, the answer was lost' : phases['failing-over'];
}

/** A completion or a rollback that waits for its approval. */
function asked({ request }: Migration): string {
  if ((request ?? null) === null || request?.begun === true) return '';
  return request?.operation === 'rollback' ? '; rollback waits for approval' : '; completion waits for approval';
}

/** Where the machine stands, trouble first. */
function state(m: Migration): string {
  if (m.stuck !== null) return `stuck: ${stuckWords[m.stuck.code]}${asked(m)}`;
  if (m.drift !== null) return `paused: ${driftWords[m.drift.code]}`;
  if (isHeld(m)) return `held; ${isOrphan(m) ? 'the EC2 machine is gone' : step(m)}${asked(m)}`;
  return isOrphan(m) ? `the EC2 machine is gone; ${step(m)}` : `${step(m)}${asked(m)}`;
}

/** Approved, but not yet allowed to begin. */
function scheduled(m: Migration): string {
  const window = windowTextOf(m.window);
  const when = window === null ? 'no freeze and no hold is in the way' : `its window is open: ${window}`;
  return `A card asks to stop the application when ${when}. Nothing runs before.`;
}

function paused(drift: Drift, name: string): string {
  if (drift.adopting !== undefined) return outsideWords.standing(drift);
  return `Look at what was done outside. 'adopt ${name}' takes it as the truth and goes on; 'keep ${name}' leaves it paused. Until then Ferry does nothing with this machine.`;
}

/** What somebody, or nobody, has to do now. */
function nextStep(m: Migration): string {
  if (isHeld(m)) return `Nothing starts while it is held. 'resume ${named(m.name)}' lets it go on.`;
  if (asked(m) !== '') return `An approver must answer ${m.request?.approvalId ?? 'the request'} on its card. Until then nothing runs.`;
  if (m.stuck !== null) return stuckAdvice[m.stuck.code];
  return m.drift === null ? onward(m) : paused(m.drift, named(m.name));
}

function onward(m: Migration): string {
  const name = named(m.name);
  if (isOrphan(m)) return outsideWords.wayOn(m);
  if (m.position.phase === 'protected' && m.verdict?.works === false) return `Cure what the test showed, then test again: 'test ${name}'.`;
  const p = m.position;
  if (p.phase === 'awaiting-approval' && p.approvedAt !== undefined) return scheduled(m);
  return byStop(m, name) ?? nextSteps[p.phase](name);
}

/** Where the policy for the source makes the next step another one. */
function byStop(m: Migration, name: string): string | null {
  const w = stopWords.next;
  switch (m.position.phase) {
    case 'quiescing':
      return `Stop the application, then confirm on the card or type 'quiesce ${name}'. ${w.quiescing(m)}`;
    case 'draining':
      return `${w.draining(m)} ${noWork}`;
    case 'stopping-source':
      return stopOf(m) !== 'person' ? null : isAskedToStop(m) ? w.asked(name) : w.confirmed;
    default:
      return null;
  }
}

export const stateWords = { phases, stuck: stuckWords, drift: driftWords, stuckAdvice, acts, health, jobs, power, scenario, step, state, nextStep };
