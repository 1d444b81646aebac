/** A small model of Azure and AWS for walks: it does what it is told when the rules allow, shows things late, loses answers, and counts. */
import type { Job, JobState, JobSummary, SourceState, TargetVm } from '../../../src/domain/observation.ts';
import { jobIdFromCloud, type JobId } from '../../../src/domain/ids.ts';
import type { ActKind, Migration } from '../../../src/domain/migration/types.ts';
import { item } from './fixtures.ts';

/** What others do behind Ferry's back. */
export type Press = 'portal-failover' | 'portal-test' | 'portal-clean' | 'portal-disable' | 'portal-complete' | 'portal-resize' | 'terminates-ec2' | 'adds-disk' | 'starts-vm';
const PRESSED: { readonly [P in Press]?: string } = { 'portal-failover': 'UnplannedFailover', 'portal-test': 'TestFailover', 'portal-clean': 'TestFailoverCleanup', 'portal-disable': 'DisableProtection', 'portal-complete': 'CompleteMigration' };

export type Answer = { readonly kind: 'accepted'; readonly jobId: JobId | null } | { readonly kind: 'refused' } | { readonly kind: 'lost' } | { readonly kind: 'not-sent' };
type ModelJob = { id: JobId; scenario: string; act: ActKind; startedAt: number; looksLeft: number; age: number; state: JobState; fails: boolean; byOthers: boolean };

const SCENARIO: { readonly [A in ActKind]?: string } = { enableReplication: 'EnableDr', startTestFailover: 'TestFailover', cleanUpTestFailover: 'TestFailoverCleanup', startFailover: 'UnplannedFailover', completeMigration: 'RemoveReplicationProtectedItem' };
const NEEDS: { readonly [A in ActKind]?: string } = { startTestFailover: 'TestFailover', cleanUpTestFailover: 'TestFailoverCleanup', startFailover: 'UnplannedFailover', completeMigration: 'CompleteMigration' };

export function makeModel() {
  const s = { exists: false, seeded: false, test: 'None', failedOver: false, removed: false, power: 'running' as SourceState['power'], vm: 'absent' as TargetVm['power'] | 'absent', jobs: [] as ModelJob[], size: 'Standard_D2s_v5', disks: 1, othersFailedOver: false, leftOn: false, backlog: 5, points: 0, lagLeft: 0, checksLeft: 0, bothOn: false };
  const accepted = new Map<ActKind, number>();

  function allowed(): readonly string[] {
    if (!s.exists || running() !== undefined) return [];
    if (s.failedOver) return ['CompleteMigration', 'Commit', 'DisableProtection'];
    if (!s.seeded) return ['DisableProtection'];
    return s.test === 'None' ? ['UnplannedFailover', 'TestFailover', 'DisableProtection'] : ['TestFailoverCleanup', 'UnplannedFailover'];
  }

  function running(): ModelJob | undefined {
    return s.jobs.find((j) => j.state === 'inProgress' || j.state === 'suspended');
  }

  function finish(job: ModelJob): void {
    job.state = job.fails ? 'failed' : 'succeeded';
    if (job.fails) return;
    if (job.act === 'enableReplication') s.exists = true;
    if (job.act === 'startTestFailover') s.test = 'WaitingForCompletion';
    if (job.act === 'cleanUpTestFailover') s.test = 'None';
    if (job.act === 'startFailover') { s.failedOver = true; s.vm = 'running'; }
    if (job.act === 'completeMigration') { s.exists = false; s.removed = true; }
  }

  /** Time passes: jobs go on, the first copy ends, power settles, recovery points appear. */
  function pass(now: number): void {
    for (const job of s.jobs) job.age += 1;
    for (const job of s.jobs.filter((j) => j.state === 'inProgress')) if (--job.looksLeft <= 0) finish(job);
    if (s.exists && !s.seeded && running() === undefined && ++s.lagLeft > 2) s.seeded = true;
    if (s.power === 'stopping') s.power = 'stopped';
    if (s.power === 'running' && s.checksLeft > 0) s.checksLeft -= 1;
    if (s.power === 'pending') { s.power = 'running'; s.checksLeft = 2; }
    if (s.vm === 'deallocating') s.vm = 'deallocated';
    s.backlog = Math.max(0, s.backlog - 2);
    if (s.power === 'running') s.points = now;
    // Others may switch both on; Ferry never does.
    if (s.failedOver && s.vm === 'running' && s.power === 'running' && !s.othersFailedOver && !s.leftOn) s.bothOn = true;
  }

  /** What somebody does in a portal or a console; nothing when it is not possible there now. */
  function press(what: Press, now: number): void {
    const need = PRESSED[what];
    if (need !== undefined && !allowed().includes(need)) return;
    if (what === 'portal-failover') { begin('startFailover', 'UnplannedFailover', now); s.othersFailedOver = true; }
    if (what === 'portal-test') begin('startTestFailover', 'TestFailover', now);
    if (what === 'portal-clean') begin('cleanUpTestFailover', 'TestFailoverCleanup', now);
    if (what === 'portal-disable' || what === 'portal-complete') begin('completeMigration', 'DisableDr', now);
    if (what === 'portal-resize' && s.exists && running() === undefined) s.size = s.size === 'Standard_D2s_v5' ? 'Standard_D8s_v5' : 'Standard_D2s_v5';
    if (what === 'terminates-ec2') s.power = 'terminated';
    if (what === 'adds-disk') s.disks += 1;
    if (what === 'starts-vm' && s.vm === 'deallocated') s.vm = 'running';
  }

  function begin(act: ActKind, scenario: string, now: number): void {
    s.jobs.push({ id: jobIdFromCloud(`job-${s.jobs.length}`), scenario, act, startedAt: now, looksLeft: 3, age: 0, state: 'inProgress', fails: false, byOthers: true });
  }

  function send(act: ActKind, o: { readonly now: number; readonly mode: 'ok' | 'refuse' | 'lose-before' | 'lose-after' | 'fail-job' | 'wait-job' }): Answer {
    if (o.mode === 'refuse') return { kind: 'refused' };
    if (o.mode === 'lose-before') return { kind: 'lost' };
    const done = take(act, o);
    if (done.kind !== 'accepted') return done;
    accepted.set(act, (accepted.get(act) ?? 0) + 1);
    return o.mode === 'lose-after' ? { kind: 'lost' } : done;
  }

  function take(act: ActKind, o: { readonly now: number; readonly mode: string }): Answer {
    if (act === 'stopSource') { if (s.power === 'running') s.power = 'stopping'; return { kind: 'accepted', jobId: null }; }
    if (act === 'startSource') { if (s.power === 'stopped') s.power = 'pending'; return { kind: 'accepted', jobId: null }; }
    if (act === 'deallocateTarget') { if (s.vm === 'running') s.vm = 'deallocating'; return { kind: 'accepted', jobId: null }; }
    if (act === 'resumeJob') return resume();
    const need = NEEDS[act];
    if (need !== undefined && !allowed().includes(need)) return { kind: 'refused' };
    if (act === 'enableReplication' && (s.exists || running() !== undefined)) return { kind: 'refused' };
    const id = jobIdFromCloud(`job-${s.jobs.length}`);
    s.jobs.push({ id, scenario: SCENARIO[act] ?? '', act, startedAt: o.now, looksLeft: 3, age: 0, state: o.mode === 'wait-job' ? 'suspended' : 'inProgress', fails: o.mode === 'fail-job', byOthers: false });
    return { kind: 'accepted', jobId: id };
  }

  function resume(): Answer {
    const job = s.jobs.find((j) => j.state === 'suspended');
    if (job === undefined) return { kind: 'refused' };
    job.state = 'inProgress';
    return { kind: 'accepted', jobId: null };
  }

  function summary(j: ModelJob): JobSummary {
    return { id: j.id, scenario: j.scenario, state: j.state, targetObjectName: 'web-01', targetObjectId: null, startedAt: j.startedAt, endedAt: null };
  }

  function look(m: Migration) {
    // Lists lag: a job is not shown in the first look after it began.
    const job = running()?.looksLeft === 2 ? undefined : running();
    const shown = s.exists
      ? item({
          allowedOperations: allowed(), protectionState: s.failedOver ? 'UnplannedFailoverCommitPendingStatesBegin' : s.seeded ? 'Protected' : 'InitialReplicationInProgress', activeLocation: s.failedOver ? 'Recovery' : 'Primary',
          testFailoverState: s.test, running: job === undefined ? null : { scenario: job.scenario, jobId: job.id }, backlogMb: s.backlog, lastRecoveryPointAt: s.points, target: { ...item().target, size: s.size },
        })
      : ('absent' as const);
    const wanted = s.jobs.find((j) => j.id === m.pending?.jobId);
    const whole: Job | 'absent' | 'unread' = (m.pending?.jobId ?? null) === null ? 'unread' : wanted === undefined ? 'absent' : { ...summary(wanted), tasks: [], failure: null, vmName: null };
    const vm: TargetVm | 'absent' = s.vm === 'absent' ? 'absent' : { armId: '/vm', name: 'web-01', power: s.vm, privateIp: null, size: 's' };
    return { item: shown, job: whole, jobs: s.jobs.filter((j) => j.looksLeft < 2 || (j.state === 'suspended' && j.age >= 1)).map(summary), source: { instanceId: m.instanceId, power: s.power, privateIp: null } as SourceState, vm, checks: s.checksLeft > 0 ? ('running' as const) : ('passed' as const) };
  }

  return { state: s, accepted, pass, press, send, look, allowed };
}

export type Model = ReturnType<typeof makeModel>;
