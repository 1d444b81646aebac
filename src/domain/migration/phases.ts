import { isOpen } from '../approval/open.ts';
import type { Item, SourceState } from '../observation.ts';
import { isGone } from '../source-guard/changes.ts';
import { stopOf } from '../source-stop.ts';
import { runGate } from '../window/gate.ts';
import { barred, calendarOf, lapsed, otherContent, type Timing } from './barred.ts';
import { clockTurns } from './clock-turns.ts';
import { act, denial, happened, isFailedOver, isGiven, isLive, NOTHING, stuck, type Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import { runsOn, stopping } from './stopping.ts';
import type { ActKind, Migration, MigrationEvent, Phase, Position } from './types.ts';

type Step = (m: Migration, o: Observation, t: Timing) => Decision;

/** What each phase waits for and does next; phases that wait for a person do nothing. */
const STEPS: { readonly [P in Phase]: Step } = {
  enabling,
  seeding: (_m, o) => (isProtected(o) ? happened({ type: 'ProtectionReached' }) : NOTHING),
  protected: () => NOTHING,
  testing,
  'test-review': () => NOTHING,
  'cleaning-test': cleaning,
  tested: () => NOTHING,
  'awaiting-approval': waiting,
  quiescing: waiting,
  draining,
  'stopping-source': stopping,
  'source-stopped': failover,
  'failing-over': failingOver,
  'in-azure': () => NOTHING,
  accepted: () => NOTHING,
  completing,
  migrated: () => NOTHING,
  'rolling-back': rollingBack,
  'rolled-back': () => NOTHING,
  abandoned: () => NOTHING,
};

/** The next step of a machine that has no act under way, is not stuck and has not drifted. */
export function advance(m: Migration, o: Observation, t: Timing): Decision {
  return STEPS[m.position.phase](m, o, t);
}

function seen(o: Observation): Item | null {
  return o.item === 'absent' || o.item === 'unread' ? null : o.item;
}

function isProtected(o: Observation): boolean {
  const item = seen(o);
  return item !== null && item.protectionState === 'Protected' && item.allowedOperations.includes('UnplannedFailover');
}

/** The fence: ASR offers the operation and runs nothing else on the item. */
function allows(item: Item, operation: string): boolean {
  return item.running === null && item.allowedOperations.includes(operation);
}

function enabling(m: Migration, o: Observation, t: Timing): Decision {
  if (o.item === 'absent') return m.finished === null ? act('enableReplication') : lateOr(m, t, 'The enable job ended well but the protected item is not there.');
  if (isProtected(o)) return happened({ type: 'ProtectionReached' });
  const item = seen(o);
  if (item === null || item.running !== null) return NOTHING;
  return /^(InitialReplication|Unprotected)/.test(item.protectionState) ? happened({ type: 'SeedingStarted' }) : NOTHING;
}

function testing(m: Migration, o: Observation, t: Timing): Decision {
  const item = seen(o);
  if (item === null || item.running !== null) return NOTHING;
  if (item.testFailoverState === 'WaitingForCompletion') return happened({ type: 'TestVmReady', testVm: `${m.target.vmName}-test` });
  if (m.finished === 'startTestFailover') return lateOr(m, t, 'The test failover ended well but ASR shows no test machine.');
  if (allows(item, 'TestFailover')) return act('startTestFailover');
  if (allows(item, 'TestFailoverCleanup')) return act('cleanUpTestFailover', 'clean-up of a failed test failover');
  return happened(stuck('not-allowed', 'startTestFailover', notAllowed('a test failover', item)));
}

function cleaning(m: Migration, o: Observation, t: Timing): Decision {
  const item = seen(o);
  if (item === null || item.running !== null) return NOTHING;
  if (item.testFailoverState === 'None') return happened({ type: 'TestCleanedUp' });
  if (m.finished === 'cleanUpTestFailover') return lateOr(m, t, 'The clean-up ended well but ASR still shows the test machine.');
  if (allows(item, 'TestFailoverCleanup')) return act('cleanUpTestFailover', verdictComment(m));
  return happened(stuck('not-allowed', 'cleanUpTestFailover', notAllowed('the clean-up', item)));
}

function verdictComment(m: Migration): string {
  const v = m.verdict;
  if (v === null) return 'no verdict recorded';
  return `${v.works ? 'works' : 'does not work'}: ${v.reason} (${v.by.name})`.slice(0, 900);
}

function waiting(m: Migration, o: Observation, t: Timing): Decision {
  return happened(...clockTurns(m, o.approval, calendarOf(o, t)));
}

function draining(m: Migration, o: Observation, t: Timing): Decision {
  const p = m.position as Extract<Position, { phase: 'draining' }>;
  const turned = clockTurns(m, o.approval, calendarOf(o, t));
  if (turned.length > 0) return happened(...turned);
  if (!isGiven(o.approval, o.contentHash)) return otherContent(p.approvalId);
  return isLive(o.approval, o.contentHash, calendarOf(o, t)) ? drained(p, o) : NOTHING;
}

function drained(p: Extract<Position, { phase: 'draining' }>, o: Observation): Decision {
  const item = seen(o);
  if (item === null) return NOTHING;
  if (p.drainFrom === null) return happened({ type: 'DrainObserved', cloudTime: o.asOf });
  const point = item.lastRecoveryPointAt;
  if (item.replicationHealth === 'critical' || item.resyncRequired) return NOTHING;
  if (item.backlogMb !== 0 || point === null || point <= p.drainFrom || !allows(item, 'UnplannedFailover')) return NOTHING;
  return happened({ type: 'DrainFinished', recoveryPointAt: point });
}

function failover(m: Migration, o: Observation, t: Timing): Decision {
  const item = seen(o);
  if (item === null || o.source === 'unread' || item.running !== null) return NOTHING;
  const turned = isLeftOn(m) ? runsOn(m, o, t) : null;
  if (turned !== null) return turned;
  if (!isLive(o.approval, o.contentHash, calendarOf(o, t))) return m.sourceLost === undefined ? barred(m, 'startFailover', { o, t }) : lastCopyBarred(m, o, t);
  if (!rests(m, o.source.power)) return happened(sourceRunsAgain());
  if (!allows(item, 'UnplannedFailover')) return happened(stuck('not-allowed', 'startFailover', notAllowed('a failover', item)));
  return act('startFailover');
}

function isLeftOn(m: Migration): boolean {
  return m.sourceLost === undefined && stopOf(m) === 'none';
}

/** Of a machine that is gone there is nothing to stop: its failover was approved as such; so was one of a machine that is left on. */
function rests(m: Migration, power: SourceState['power']): boolean {
  return isLeftOn(m) || power === 'stopped' || (m.sourceLost !== undefined && isGone(power));
}

function failingOver(m: Migration, o: Observation, t: Timing): Decision {
  const item = seen(o);
  if (item === null || item.running !== null || m.finished !== 'startFailover') return NOTHING;
  if (isFailedOver(item) && o.vm !== 'unread' && o.vm !== 'absent' && o.vm.power === 'running') return happened({ type: 'FailoverFinished', vm: o.vm.name });
  return lateOr(m, t, 'The failover job ended well but the Azure VM is not running.');
}

function completing(m: Migration, o: Observation, t: Timing): Decision {
  if (o.item === 'absent') return happened({ type: 'MigrationCompleted' });
  const item = seen(o);
  if (item === null || item.running !== null) return NOTHING;
  if (m.finished === 'completeMigration') return lateOr(m, t, 'Complete Migration ended well but the protected item is still there.');
  if (!isOnApproval(m, o)) return happened(lapsed('completeMigration'));
  if (allows(item, 'CompleteMigration')) return act('completeMigration');
  return happened(stuck('not-allowed', 'completeMigration', notAllowed('Complete Migration', item)));
}

/** A completion of an older Ferry had no approval of its own. */
function isOnApproval(m: Migration, o: Observation): boolean {
  return (m.request ?? null) === null || isGiven(o.request, o.requestHash);
}

function rollingBack(m: Migration, o: Observation, t: Timing): Decision {
  const p = m.position as Extract<Position, { phase: 'rolling-back' }>;
  if (o.vm === 'unread' || o.source === 'unread') return NOTHING;
  const vm = o.vm === 'absent' ? 'deallocated' : o.vm.power;
  if (isGone(o.source.power)) return nothingToGoBackTo(m, o, vm);
  if (vm !== 'deallocated') return switchOff(p, vm);
  if (p.step === 'deallocate') return happened({ type: 'TargetDeallocated' });
  if (o.source.power === 'running') return whenChecked(m, o, t);
  return whenSettled(o.source.power !== 'stopped', 'startSource');
}

/** EC2 calls a machine running long before it answers: its own checks count. */
function whenChecked(m: Migration, o: Observation, t: Timing): Decision {
  if (o.checks === 'passed') return happened({ type: 'RolledBack' });
  const isLate = t.now - (m.finishedAt ?? m.positionSince) >= t.settleMs;
  if (o.checks === 'unread' || (o.checks !== 'failed' && !isLate)) return NOTHING;
  const message = { failed: 'The EC2 machine runs, but it fails the status checks of AWS.', running: 'The EC2 machine runs, but its status checks have not passed in time.', unknown: 'The EC2 machine runs, but AWS does not tell its status checks.' }[o.checks];
  return happened(stuck('source-unchecked', 'startSource', { code: 'SourceNotChecked', message, causes: 'It may not boot, or Ferry may not read ec2:DescribeInstanceStatus.', advice: 'Look at the machine in the AWS console, then retry: Ferry reads the checks again. The Azure VM is off.' }));
}

/** The Azure VM is the only machine that is left: it is not switched off, and when it is off already a person has to start it. */
function nothingToGoBackTo(m: Migration, o: Observation, vm: string): Decision {
  const p = m.position as Extract<Position, { phase: 'rolling-back' }>;
  const item = seen(o);
  const power = o.source === 'unread' || !isGone(o.source.power) ? 'gone' : o.source.power;
  const lost: MigrationEvent = { type: 'SourceLost', loss: { power, lastRecoveryPointAt: item?.lastRecoveryPointAt ?? null, seenAt: o.asOf, successor: null, autoScalingGroup: m.source?.autoScalingGroup ?? null } };
  if (p.failedOverAt === null || vm === 'running') return happened(...(m.sourceLost === undefined ? [lost] : []), { type: 'RollbackStopped' });
  return happened(stuck('source-gone', 'startSource', { code: 'SourceGone', message: 'The EC2 instance does not exist any more: it cannot be started.', causes: '', advice: 'Start the Azure VM again in the portal: it is the only copy left. Then retry: Ferry goes back to where the rollback began.' }));
}

/** Never both running: the Azure VM is off before EC2 starts. A VM that Ferry has not failed over to is not Ferry's to switch off. */
function switchOff(p: Extract<Position, { phase: 'rolling-back' }>, power: string): Decision {
  if (p.failedOverAt === null) return happened(stuck('not-allowed', 'deallocateTarget', { code: 'UnknownVm', message: 'A VM with the target name is on in Azure although no failover has ended: Ferry does not know whose it is.', causes: 'A failover that failed half-way may have left it.', advice: 'Deallocate or delete it in the portal, then retry: only then is EC2 started.' }));
  return whenSettled(power === 'deallocating', 'deallocateTarget');
}

function whenSettled(moving: boolean, kind: ActKind): Decision {
  return moving ? NOTHING : act(kind);
}

/** Observations lag: wait for the settle time, then ask a person. It counts from the end of the act, which may itself take longer than that. */
function lateOr(m: Migration, t: Timing, message: string): Decision {
  if (t.now - (m.finishedAt ?? m.positionSince) < t.settleMs) return NOTHING;
  return happened(stuck('not-allowed', m.finished, { code: 'NotSeen', message, causes: 'Azure may be slow, or somebody changed the machine.', advice: 'Look at the machine in the portal, then retry.' }));
}

/** For a machine that is gone nothing was stopped: its failover goes back to where it was asked for, instead of waiting for a rollback that cannot be. */
function lastCopyBarred(m: Migration, o: Observation, t: Timing): Decision {
  const p = m.position as Extract<Position, { phase: 'source-stopped' }>;
  const a = o.approval;
  // Asked anew, before its window or in a freeze: it still may run.
  const waits = (a !== null && isOpen(a)) || (isGiven(a, o.contentHash) && runGate(a, calendarOf(o, t)) !== 'over');
  if (waits) return NOTHING;
  if (isGiven(a, o.contentHash)) return happened({ type: 'CutoverDenied', approvalId: p.approvalId, outcome: 'missed', reason: 'its time to run was over' });
  return happened({ type: 'CutoverDenied', approvalId: p.approvalId, ...denial(a) });
}

function sourceRunsAgain(): MigrationEvent {
  return stuck('source-running', 'startFailover', { code: 'SourceRunning', message: 'The EC2 instance is not stopped: somebody started it after Ferry had stopped it.', causes: 'Data written since would be lost by a failover now.', advice: 'Roll back and request a new cutover.' });
}

function notAllowed(what: string, item: Item): { code: string; message: string; causes: string; advice: string } {
  return { code: 'NotAllowed', message: `Site Recovery does not allow ${what} now. State: ${item.protectionText}.`, causes: `Allowed now: ${item.allowedOperations.join(', ') || 'nothing'}.`, advice: 'Look at the machine in the portal, then retry.' };
}
