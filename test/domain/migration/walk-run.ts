/** One run of Ferry on one machine before the model of the clouds, with everything that must never happen told. */
import { approvalFollows } from '../../../src/usecases/approval-follows.ts';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import { clockTurns } from '../../../src/domain/migration/clock-turns.ts';
import { decide, isAskedToStop, mayRenew, type MigrationCommand } from '../../../src/domain/migration/decide.ts';
import { evolve, replay, type Happened } from '../../../src/domain/migration/evolve.ts';
import { needs, type Observation } from '../../../src/domain/migration/observation.ts';
import type { Freeze, Hold } from '../../../src/domain/governance/types.ts';
import { MINUTE } from '../../../src/domain/time.ts';
import { answerBy, type Calendar } from '../../../src/domain/window/gate.ts';
import type { Window } from '../../../src/domain/window/types.ts';
import { isLive } from '../../../src/domain/migration/decision.ts';
import { reconcile } from '../../../src/domain/migration/reconcile.ts';
import { cutoverContent, requestContent } from '../../../src/domain/migration/content.ts';
import { requestEnds } from '../../../src/domain/migration/request-turns.ts';
import { requestFollows } from '../../../src/usecases/request-follows.ts';
import { approvalIdOf } from '../../../src/domain/ids.ts';
import { keptStop, stopOf, type SourceStop } from '../../../src/domain/source-stop.ts';
import { guardSource, isOrphan } from '../../../src/domain/source-guard/guard.ts';
import { DESTRUCTIVE, TERMINAL_PHASES, type ActKind, type MigrationEvent } from '../../../src/domain/migration/types.ts';
import { by, FERRY, type Actor } from '../../../src/domain/person.ts';
import { ANA, approval, EVIDENCE, migration, OLA, T0 } from './fixtures.ts';
import type { Model, Press } from './model-azure.ts';

const SETTLE = 600_000;
const MARGIN = 10 * MINUTE;
export type Fault = 'ok' | 'refuse' | 'lose-before' | 'lose-after' | 'fail-job' | 'wait-job';
export type Choice = { readonly fault: Fault; readonly kill: 'no' | 'before-call' | 'after-call'; readonly person: 'works' | 'fails' | 'reject' | 'approve' | 'rollback' | 'retry' | 'hold' | 'resume' | 'nothing'; readonly outside: 'nothing' | 'starts-ec2' | 'approval-voided' | 'freeze' | 'hold-all' | 'resume-all' | Press; readonly window: 'none' | 'open' | 'later'; readonly stop: SourceStop; readonly minutes: number };

/** The night that people ask for: none, one that is open, or one that comes soon. */
function windowOf(c: Choice, now: number): Window | null {
  if (c.window === 'none') return null;
  return c.window === 'open' ? { from: now, to: now + 90 * MINUTE, zone: 'UTC' } : { from: now + 15 * MINUTE, to: now + 60 * MINUTE, zone: 'UTC' };
}

const PRESSES: ReadonlySet<string> = new Set<Press>(['portal-failover', 'portal-test', 'portal-clean', 'portal-disable', 'portal-complete', 'portal-resize', 'terminates-ec2', 'adds-disk', 'starts-vm']);

/** One run of Ferry on one machine: the store is `log` and `state`; everything else is forgotten at a kill. */
export function makeRun(model: Model) {
  const r = { now: T0, state: migration(), log: [] as Happened[], approval: null as Approval | null, request: null as Approval | null, asked: 0, freezes: [] as Freeze[], holdAll: null as Hold | null, acts: [] as ActKind[], violations: [] as string[], inDoubt: new Set<ActKind>() };
  store([{ type: 'MigrationStarted', migration: migration() }], FERRY);

  function store(events: readonly MigrationEvent[], actor: Actor): void {
    for (const event of events) {
      const h = { event, at: r.now, actor };
      if (event.type === 'RetryAsked') r.inDoubt.clear();
      if (event.type === 'JobFailed') r.inDoubt.delete(event.act);
      r.log.push(h);
      const follows: readonly ApprovalEvent[] = r.approval === null ? [] : approvalFollows(r.approval, event);
      for (const f of follows.slice(0, 1)) r.approval = evolveApproval(r.approval, { event: f, at: r.now, actor });
      const asks: readonly ApprovalEvent[] = r.request === null || r.state.request?.approvalId !== r.request.id ? [] : requestFollows(r.request, event);
      for (const f of asks.slice(0, 1)) r.request = evolveApproval(r.request, { event: f, at: r.now, actor });
      r.state = evolve(r.log.length === 1 ? null : r.state, h);
    }
  }

  function observe(): Observation {
    const n = needs(r.state);
    const seen = model.look(r.state);
    const hidden = 'unread' as const;
    return { asOf: r.now, item: n.item ? seen.item : hidden, job: n.job ? seen.job : hidden, jobs: n.jobs ? seen.jobs : hidden, source: n.source ? seen.source : hidden, vm: n.vm ? seen.vm : hidden, doer: n.doer ? { kind: 'found', caller: 'mara@contoso.example', operation: 'x', at: r.now } : hidden, approval: r.approval, request: r.state.request?.approvalId === r.request?.id ? r.request : null, requestHash: requestHash(), checks: n.checks ? seen.checks : hidden, freezes: r.freezes, holdAll: r.holdAll, contentHash: cutoverContent(r.state) };
  }

  function requestHash(): string {
    const asked = r.state.request ?? null;
    return asked === null ? '' : requestContent(r.state, asked.operation);
  }

  /** The hold and the approval of what comes after the failover, without the code under test. */
  function guardAsked(kind: ActKind): void {
    if (r.holdAll !== null || (r.state.hold ?? null) !== null) r.violations.push(`${kind} while held`);
    if (r.state.request?.begun === false && r.state.request.operation === 'rollback') r.violations.push(`${kind} while a rollback waits for its approval`);
    if (kind !== 'completeMigration' && kind !== 'deallocateTarget' && kind !== 'startSource') return;
    const given = r.request?.approvals.length === 1 && r.request.id === r.state.request?.approvalId && r.request.operation === (kind === 'completeMigration' ? 'complete' : 'rollback');
    if (!given || r.request?.status !== 'running') r.violations.push(`${kind} without its own approval (${r.request?.status ?? 'none'})`);
  }

  /** The time of the approval and the freezes, without the code under test. */
  function guardTime(kind: ActKind): void {
    const w = r.approval?.window ?? { from: 0, to: r.approval?.expiresAt ?? 0 };
    if (r.now < w.from || r.now >= w.to) r.violations.push(`${kind} outside of its time`);
    if (r.freezes.some((f) => f.from <= r.now && r.now < f.to)) r.violations.push(`${kind} in a freeze`);
    const first = kind === 'stopSource' || (stopOf(r.state) === 'none' && r.state.sourceLost === undefined);
    if (first && (r.approval?.window ?? null) !== null && r.now >= w.to - MARGIN) r.violations.push(`${kind} although it could not end in time`);
  }

  function guardResume(): void {
    if (!model.state.jobs.some((j) => j.state === 'suspended')) r.violations.push('a job is resumed that does not wait');
    if (r.state.manual?.status !== 'wanted') r.violations.push('a job is resumed that nobody answered for');
  }

  /** How the source comes to rest is what was approved. */
  function guardPolicy(kind: 'startFailover' | 'stopSource'): void {
    const stop = stopOf(r.state);
    if (kind === 'stopSource' && stop !== 'ferry') r.violations.push('Ferry stops a source that it must not stop');
    if (kind === 'stopSource') return;
    if (stop === 'none') model.state.leftOn = true;
    else if (model.state.power !== 'stopped') r.violations.push('failover while the source is not stopped');
  }

  function guard(kind: ActKind, o: Observation): void {
    guardAsked(kind);
    if (kind === 'resumeJob') {
      guardResume();
      return;
    }
    if (r.state.pending !== null) r.violations.push(`${kind} while ${r.state.pending.kind} is pending`);
    if (DESTRUCTIVE.has(kind) && r.inDoubt.has(kind)) r.violations.push(`${kind} sent again although its outcome is unknown and nobody asked`);
    if (kind !== 'startFailover' && kind !== 'stopSource') return;
    if (!isLive(r.approval, cutoverContent(r.state), { now: r.now, freezes: r.freezes })) r.violations.push(`${kind} without a live approval`);
    guardTime(kind);
    const lostAndKnown = model.state.power === 'terminated' && r.state.sourceLost !== undefined;
    if (!lostAndKnown) guardPolicy(kind);
    if (kind === 'startFailover' && model.state.failedOver) r.violations.push('a second failover');
    if (r.state.drift !== null) r.violations.push(`${kind} on a machine that is paused`);
    if (kind === 'startFailover' && (o.item === 'absent' || o.item === 'unread' || !o.item.allowedOperations.includes('UnplannedFailover'))) r.violations.push('failover that ASR does not offer');
  }

  function work(c: Choice): void {
    const o = observe();
    const d = reconcile(r.state, o, { now: r.now, settleMs: SETTLE, marginMs: MARGIN });
    if (TERMINAL_PHASES.has(r.state.position.phase) && (d.act !== null || d.events.length > 0)) r.violations.push('an ended migration is not silent');
    if (d.act !== null) guard(d.act.kind, o);
    store([...d.events, ...(d.act === null ? [] : [{ type: 'ActIntended', act: d.act.kind, comment: d.act.comment } as const])], FERRY);
    if (d.act !== null) r.inDoubt.add(d.act.kind);
    if (d.act === null || c.kill === 'before-call') return;
    r.acts.push(d.act.kind);
    const answer = model.send(d.act.kind, { now: r.now, mode: c.fault });
    if (c.kill === 'after-call') return;
    if (answer.kind === 'refused' || answer.kind === 'not-sent') r.inDoubt.delete(d.act.kind);
    if (answer.kind === 'accepted') store([{ type: 'ActAccepted', act: d.act.kind, jobId: answer.jobId, requestId: null }], FERRY);
    if (answer.kind === 'lost') store([{ type: 'ActUncertain', act: d.act.kind, message: 'lost' }], FERRY);
    const failure = { code: 'x', message: 'x', causes: '', advice: '', task: null, activityId: null };
    if (answer.kind === 'refused') store([{ type: 'ActRefused', act: d.act.kind, failure, requestId: null }, d.act.kind === 'resumeJob' ? { type: 'BecameStuck', stuck: { code: 'manual-action', act: r.state.pending?.kind ?? null, failure, jobId: r.state.pending?.jobId ?? null } } : { type: 'BecameStuck', stuck: { code: 'refused', act: d.act.kind, failure, jobId: null } }], FERRY);
  }

  function say(command: MigrationCommand): boolean {
    const answer = decide(r.state, command, { who: OLA, now: r.now, standsIn: false, holdAll: r.holdAll });
    if (answer.ok) store(answer.value, by(OLA));
    return answer.ok;
  }

  function decideApproval(c: Choice): void {
    if (decideRequest(c)) return;
    const renewed = r.state.position.phase === 'source-stopped' && r.state.stuck === null;
    if (r.approval?.status !== 'requested' || (r.state.position.phase !== 'awaiting-approval' && !renewed)) return;
    const event: ApprovalEvent = c.person === 'reject' ? { type: 'Rejected', reason: 'no' } : { type: 'Approved', decision: { by: ANA, at: r.now, comment: '' }, reached: true };
    r.approval = evolveApproval(r.approval, { event, at: r.now, actor: by(ANA) });
    store(clockTurns(r.state, r.approval, calendar()), by(ANA));
  }

  function calendar(): Calendar {
    return { now: r.now, freezes: r.freezes, held: r.holdAll !== null, marginMs: MARGIN };
  }

  /** Asks for a completion or a rollback; true when it was taken. */
  function ask(operation: 'complete' | 'rollback'): boolean {
    const contentHash = requestContent(r.state, operation);
    const approvalId = approvalIdOf(2000 + ++r.asked);
    const before = r.state.request ?? null;
    const taken = say({ type: operation === 'rollback' ? 'request-rollback' : 'request-completion', reason: 'broken', approvalId, contentHash });
    if (taken && before === null && (r.state.request ?? null) !== null) r.request = approval({ id: approvalId, operation, contentHash, requestedAt: r.now, expiresAt: r.now + 30 * MINUTE });
    return taken;
  }

  function decideRequest(c: Choice): boolean {
    if (r.request?.status !== 'requested' || r.state.request?.begun !== false || (c.person !== 'approve' && c.person !== 'reject')) return false;
    const event: ApprovalEvent = c.person === 'reject' ? { type: 'Rejected', reason: 'no' } : { type: 'Approved', decision: { by: ANA, at: r.now, comment: '' }, reached: true };
    r.request = evolveApproval(r.request, { event, at: r.now, actor: by(ANA) });
    store(requestEnds(r.state, r.request, calendar()), by(ANA));
    return true;
  }

  /** What the timers of a request do. */
  function timers(): void {
    if (r.request === null || r.state.request?.approvalId !== r.request.id) return;
    if (r.request.status === 'requested' && r.now >= r.request.expiresAt) r.request = evolveApproval(r.request, { event: { type: 'ApprovalExpired' }, at: r.now, actor: FERRY });
    store(requestEnds(r.state, r.request, calendar()), FERRY);
  }

  function outside(c: Choice): void {
    if (c.outside === 'starts-ec2' && model.state.power === 'stopped' && !model.state.jobs.some((j) => j.act === 'startFailover' && j.state !== 'failed')) model.state.power = 'running';
    if (c.outside === 'freeze') r.freezes.push({ number: r.freezes.length + 1, from: r.now, to: r.now + 20 * MINUTE, zone: 'UTC', reason: 'frozen', by: null });
    if (c.outside === 'hold-all') r.holdAll = { by: ANA, at: r.now, reason: 'incident' };
    if (c.outside === 'resume-all') r.holdAll = null;
    if (PRESSES.has(c.outside)) model.press(c.outside as Press, r.now);
    const live = r.approval?.status === 'approved' || r.approval?.status === 'running';
    if (c.outside === 'approval-voided' && r.approval !== null && live) r.approval = evolveApproval(r.approval, { event: { type: 'ApprovalVoided', reason: 'frozen' }, at: r.now, actor: FERRY });
  }

  /** The observer's own look at AWS, once a round. */
  function watch(): void {
    const seen = { power: model.state.power, instanceType: 'm5.large', launchedAt: 1, privateIp: '10.10.1.11', subnetId: 's', autoScalingGroup: null, disks: Array.from({ length: model.state.disks }, (_, i) => ({ volumeId: `vol-${i}`, sizeGiB: 60 })) };
    store(guardSource(r.state, { seen, now: r.now, copy: { lastRecoveryPointAt: model.state.points, seenAt: r.now }, successor: null }), FERRY);
  }

  function person(c: Choice): void {
    if (c.person === 'nothing') return;
    if (c.person === 'hold') return void say({ type: 'hold', reason: 'wait' });
    if (c.person === 'resume') return void say({ type: 'resume' });
    if (r.state.request?.begun === false && decideRequest(c)) return;
    if (r.state.stuck?.code === 'manual-action' && c.person !== 'retry') return void say({ type: 'answer-manual', done: c.person !== 'fails', note: c.person === 'fails' ? 'no key' : '' });
    if (mayRenew(r.state) && c.person === 'approve') {
      renew(c);
      return;
    }
    if (r.state.stuck !== null && c.person === 'retry') return void say({ type: 'retry' });
    if (c.person === 'rollback' && ask('rollback')) return;
    if (say({ type: 'give-verdict', works: c.person !== 'fails', reason: 'seen' })) return;
    goesOn(c);
  }

  function goesOn(c: Choice): void {
    if (r.state.drift !== null) return void say({ type: c.person === 'fails' ? 'keep-drift' : 'adopt-drift' });
    if (r.state.position.phase === 'tested' || (isOrphan(r.state) && r.state.position.phase === 'protected')) {
      request(c);
      return;
    }
    answers(c);
  }

  function request(c: Choice): void {
    const window = windowOf(c, r.now);
    const sourceStop = isOrphan(r.state) ? {} : keptStop(c.stop);
    r.approval = approval({ requestedAt: r.now, window, contentHash: cutoverContent({ ...r.state, ...sourceStop }), expiresAt: answerBy(window, { now: r.now, lifeMs: 86_400_000 }) });
    say({ type: 'request-cutover', approvalId: r.approval.id, evidence: EVIDENCE, contentHash: r.approval.contentHash, window, ...sourceStop });
  }

  function answers(c: Choice): void {
    if (isAskedToStop(r.state)) {
      stops(c);
      return;
    }
    decideApproval(c);
    for (const command of [{ type: 'request-test' }, { type: 'confirm-quiesce' }, { type: 'accept' }] as const) if (say(command)) return;
    ask('complete');
  }

  /** Somebody stops the machine in AWS, or only says so. */
  function stops(c: Choice): void {
    if (c.person !== 'works' && model.state.power === 'running') model.state.power = 'stopping';
    say({ type: 'confirm-stopped' });
  }

  /** Its time was over when the source was stopped: it is asked for once more. */
  function renew(c: Choice): void {
    const window = windowOf(c, r.now);
    const next = approval({ requestedAt: r.now, window, contentHash: cutoverContent(r.state), expiresAt: answerBy(window, { now: r.now, lifeMs: 86_400_000 }) });
    if (say({ type: 'request-cutover', approvalId: next.id, evidence: EVIDENCE, contentHash: next.contentHash, window })) r.approval = next;
  }

  function round(c: Choice): void {
    r.now += c.minutes * 60_000;
    model.pass(r.now);
    outside(c);
    timers();
    watch();
    work(c);
    person(c);
    if (JSON.stringify(replay(r.log)) !== JSON.stringify(r.state)) r.violations.push('the log does not fold to the state');
  }

  return { r, round };
}
