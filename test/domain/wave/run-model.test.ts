/** Runs over a wave in which anything may happen to any machine at any moment: the order holds, nobody slips in, and every run comes to an end. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evolveApproval } from '../../../src/domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import { movedOn, waveEvents } from '../../../src/domain/approval/wave-side.ts';
import { clockTurns } from '../../../src/domain/migration/clock-turns.ts';
import { decide, type MigrationCommand } from '../../../src/domain/migration/decide.ts';
import { isGiven } from '../../../src/domain/migration/decision.ts';
import { pausedBy } from '../../../src/domain/migration/drift.ts';
import { isHeld } from '../../../src/domain/migration/held.ts';
import type { Migration, MigrationEvent } from '../../../src/domain/migration/types.ts';
import { by, FERRY, type Actor } from '../../../src/domain/person.ts';
import { standOf, turnOf } from '../../../src/domain/wave/gate.ts';
import { approval, OLA, T0 } from '../migration/fixtures.ts';
import { machineOf, waveApproval, type Line } from './support.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const FAILURE = { code: 'X', message: 'x', causes: '', advice: '', task: null, activityId: null };
const IN_AZURE = new Set(['in-azure', 'accepted', 'completing', 'migrated']);

type Do = 'step' | 'fail' | 'hold' | 'release' | 'retry' | 'rollback' | 'drift' | 'keep' | 'deny';
type Move = { readonly do: Do; readonly who: number };

const move = fc.record<Move>({ do: fc.constantFrom<Do[]>(...Array.from({ length: 24 }, (): Do => 'step'), 'fail', 'fail', 'fail', 'hold', 'release', 'retry', 'rollback', 'drift', 'keep', 'deny'), who: fc.nat({ max: NAMES.length - 1 }) });
/** Groups that grow, and needs that point at machines before. */
const plan = fc.record({ groups: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: NAMES.length, maxLength: NAMES.length }), needs: fc.array(fc.option(fc.nat({ max: 4 }), { nil: null, freq: 2 }), { minLength: NAMES.length, maxLength: NAMES.length }), onFailure: fc.constantFrom('stop' as const, 'go-on' as const), removals: fc.constant(true) });

function linesOf(p: { readonly groups: readonly number[]; readonly needs: readonly (number | null)[] }): readonly Line[] {
  const groups = p.groups.toSorted();
  return NAMES.map((name, i) => ({ name, group: groups[i] ?? 1, needs: i === 0 || p.needs[i] === null || p.needs[i] === undefined ? [] : [NAMES[p.needs[i] % i] ?? 'a'] }));
}

function makeRun(lines: readonly Line[], onFailure: 'stop' | 'go-on') {
  const first = waveApproval(lines, { onFailure, expiresAt: T0 + 86_400_000 });
  const r = { a: first, ms: lines.map((l) => machineOf(l.name, first)), log: [] as ApprovalEvent[], bad: [] as string[], begun: 0, seen: new Set<string>() };
  const stands = () => r.ms.map(standOf);

  function apply(i: number, events: readonly MigrationEvent[], actor: Actor = FERRY): void {
    const m = r.ms[i] as Migration;
    if (events.length === 0) return;
    if (events.some((e) => e.type === 'CutoverApproved' || e.type === 'DrainFinished')) check(i);
    const side = waveEvents(r.a, { m, events, at: T0, actor }, stands());
    r.ms[i] = movedOn({ m, events, at: T0, actor });
    for (const e of side) {
      r.a = evolveApproval(r.a, { event: e, at: T0, actor });
      r.seen.add(e.type);
    }
    r.log.push(...side);
  }

  /** Written anew, not with Ferry's own gate. */
  function check(i: number): void {
    r.begun += 1;
    const me = r.a.wave!.machines[i]!;
    const phase = (n: number) => r.ms[n]!.position.phase;
    const nameIs = (id: string) => r.a.wave!.machines.findIndex((m) => m.migrationId === id);
    const lost = (n: number, path: readonly number[] = []): boolean => {
      const line = r.a.wave!.machines[n]!;
      if (IN_AZURE.has(phase(n))) return false;
      if (line.state !== 'in' || path.includes(n)) return true;
      if (r.ms[n]!.stuck !== null && onFailure === 'go-on') return true;
      return line.needs.some((x) => lost(nameIs(x), [...path, n]));
    };
    if (me.state !== 'in') r.bad.push(`${me.machine} began although it had ${me.state}`);
    if (isHeld(r.ms[i]!)) r.bad.push(`${me.machine} began although it is held`);
    if (me.needs.some((n) => !IN_AZURE.has(phase(nameIs(n))))) r.bad.push(`${me.machine} began before what it needs`);
    r.a.wave!.machines.forEach((line, n) => {
      if (line.group < me.group && !IN_AZURE.has(phase(n)) && !lost(n)) r.bad.push(`${me.machine} began before ${line.machine}`);
      const later = line.group > me.group && line.state === 'in' && !['awaiting-approval', 'tested'].includes(phase(n));
      if (later || (line.group > me.group && line.state === 'done')) r.bad.push(`${me.machine} slipped in after ${line.machine}`);
      if (onFailure === 'stop' && line.state !== 'left' && line.state !== 'done' && !isHeld(r.ms[n]!) && r.ms[n]!.stuck !== null) r.bad.push(`${me.machine} began although ${line.machine} had failed`);
    });
  }

  function person(i: number, command: MigrationCommand): void {
    const m = r.ms[i] as Migration;
    const answer = decide(m, command, { who: OLA, now: T0, standsIn: true });
    if (answer.ok) apply(i, answer.value, by(OLA));
  }

  function step(i: number, fails: boolean): void {
    const events = next(r.ms[i] as Migration, fails);
    apply(i, events, events[0]?.type === 'QuiesceConfirmed' ? by(OLA) : FERRY);
  }

  /** What a machine goes through next when the clouds do as they are told. */
  function next(m: Migration, fails: boolean): readonly MigrationEvent[] {
    const p = m.position;
    if (!('approvalId' in p)) return [];
    const turn = turnOf(r.a, m.id, { stands: stands(), behind: false });
    const turned = clockTurns(m, r.a, { now: T0, freezes: [], turn });
    if (turned.length > 0) return turned;
    if (p.phase === 'failing-over') return fails ? [{ type: 'JobFailed', act: 'startFailover', jobId: 'j' as never, failure: FAILURE }] : [{ type: 'ActFinished', act: 'startFailover', jobId: null }, { type: 'FailoverFinished', vm: 'vm' }];
    if ((m.hold ?? null) !== null || m.stuck !== null || m.drift !== null) return [];
    const given = isGiven(r.a, `c-${m.name}`);
    if (p.phase === 'quiescing' && turn === 'go') return [{ type: 'QuiesceConfirmed' }];
    if (p.phase === 'draining' && turn === 'go' && given) return [{ type: 'DrainFinished', recoveryPointAt: T0 }];
    if (p.phase === 'stopping-source') return given ? [{ type: 'ActIntended', act: 'stopSource', comment: null }, { type: 'ActFinished', act: 'stopSource', jobId: null }, { type: 'SourceStopped' }] : [lapsed('stopSource')];
    if (p.phase !== 'source-stopped') return [];
    return given ? [{ type: 'ActIntended', act: 'startFailover', comment: null }] : [lapsed('startFailover')];
  }

  function lapsed(act: 'stopSource' | 'startFailover'): MigrationEvent {
    return { type: 'BecameStuck', stuck: { code: 'approval-lapsed', act, failure: FAILURE, jobId: null } };
  }

  function rollback(i: number): void {
    const m = r.ms[i] as Migration;
    if (!['source-stopped', 'in-azure'].includes(m.position.phase) || m.drift !== null || m.pending !== null) return;
    apply(i, [{ type: 'RollbackRequested', reason: 'broken' }], by(OLA));
    apply(i, [{ type: 'TargetDeallocated' }, { type: 'RolledBack' }]);
  }

  function doIt({ do: what, who }: Move): void {
    const m = r.ms[who] as Migration;
    if (what === 'step' || what === 'fail') step(who, what === 'fail');
    if (what === 'hold') person(who, { type: 'hold', reason: 'agent' });
    if (what === 'release') person(who, { type: 'resume' });
    if (what === 'retry') person(who, { type: 'retry' });
    if (what === 'keep') person(who, { type: 'keep-drift' });
    if (what === 'deny') person(who, m.position.phase === 'quiescing' ? { type: 'request-rollback', approvalId: approval().id, contentHash: '', reason: 'no' } : { type: 'keep-drift' });
    if (what === 'rollback') rollback(who);
    if (what === 'drift' && m.drift === null && m.pending === null && ['awaiting-approval', 'draining', 'source-stopped'].includes(m.position.phase)) apply(who, pausedBy(m, { code: 'settings-changed', jobId: null }));
  }

  /** Everybody who may still be cured is cured, and everything takes its course. */
  function settle(): void {
    for (let round = 0; round < 40; round++) {
      r.ms.forEach((_m, i) => {
        person(i, { type: 'resume' });
        if (r.ms[i]?.stuck?.code !== 'approval-lapsed') person(i, { type: 'retry' });
        person(i, { type: 'keep-drift' });
        step(i, false);
      });
    }
  }

  return { r, doIt, settle };
}

test('groups begin in order, what left never slips in, one failure stops what it should, and every run ends once', () => {
  const seen = new Set<string>();
  let begun = 0;
  fc.assert(
    fc.property(plan, fc.array(move, { minLength: 5, maxLength: 90 }), (p, moves) => {
      const lines = linesOf(p);
      const { r, doIt, settle } = makeRun(lines, p.onFailure);
      moves.forEach(doIt);
      settle();
      r.seen.forEach((e) => seen.add(e));
      begun += r.begun;
      expect(r.bad).toEqual([]);
      // The stored state is the fold of its log.
      const folded = r.log.reduce<Approval>((a, event) => evolveApproval(a, { event, at: T0, actor: FERRY }), waveApproval(lines, { onFailure: p.onFailure, expiresAt: T0 + 86_400_000 }));
      expect({ ...folded, closing: null }).toEqual({ ...r.a, closing: null });
      expect(r.log.filter((e) => e.type === 'RunStarted').length).toBeLessThanOrEqual(1);
      const ends = r.log.filter((e) => e.type === 'RunEnded' || e.type === 'ApprovalVoided' || e.type === 'ApprovalMissed' || e.type === 'ApprovalWithdrawn');
      const started = r.log.some((e) => e.type === 'RunStarted');
      expect(ends.length).toBeLessThanOrEqual(1);
      // A run that is over keeps nobody waiting; one that is not over still has somebody who can go, or whom only a person can help.
      if (ends.length === 1) expect(r.ms.filter((m) => ['awaiting-approval', 'quiescing', 'draining'].includes(m.position.phase) && m.drift === null)).toEqual([]);
      if (started && ends.length === 0) expect(r.ms.some((m) => 'approvalId' in m.position && (m.stuck !== null || m.drift !== null))).toBe(true);
    }),
    { numRuns: 800 },
  );
  expect([...seen].toSorted()).toEqual(['ApprovalVoided', 'MachineReturned', 'MachineSettled', 'RunEnded', 'RunStarted']);
  expect(begun).toBeGreaterThan(500);
}, 60_000);
