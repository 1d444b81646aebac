import { describe, expect, test } from '@jest/globals';
import type { SourceMachine } from '../../../src/sandbox/world/sources.ts';
import { advance, lastPointAt, linkOf, pendingAtSource, recoveryTimes, rpoOf, stageOf, startReplication, syncShare, syncTime, type Link } from '../../../src/sandbox/azure/items/replication.ts';
import { hour, minute } from '../../../src/sandbox/azure/times.ts';

const gib = 2 ** 30;
const start = Date.UTC(2026, 0, 10);
const up: Link = { alive: true, flowing: true, downSince: null };

const machine: SourceMachine = {
  instanceId: 'i-1', name: 'web-01', hostname: 'web-01', privateIp: '10.0.0.4', vpcId: 'vpc-1', osType: 'Linux', osName: 'Ubuntu', running: true, terminated: false, stoppedAt: null,
  cores: 2, memoryMb: 4096, firmware: 'BIOS', mac: '0a:00', disks: [], reachesAppliance: true, churnMbPerMinute: 6, agentStopped: false, quiesced: false, healthError: null,
};

function protectedFor(time: number) {
  return advance(startReplication(start, 40 * gib, up), up, start + 50 * minute + time);
}

describe('the time model of replication', () => {
  test.each([
    { gibibytes: 40, minutes: 45, reason: 'the recorded case' },
    { gibibytes: 8, minutes: 30, reason: 'small disks do not finish at once' },
    { gibibytes: 4000, minutes: 65, reason: 'a whole migration must end within a hundred minutes' },
  ])('$gibibytes GiB take $minutes minutes: $reason', ({ gibibytes, minutes }) => {
    expect(Math.round(syncTime(gibibytes * gib) / minute)).toBe(minutes);
  });

  test('many small steps and one large one lead to the same place', () => {
    let stepped = startReplication(start, 40 * gib, up);
    for (let at = start; at <= start + 3 * hour; at += 7 * minute) stepped = advance(stepped, up, at);
    const jumped = advance(startReplication(start, 40 * gib, up), up, stepped.settledTo);
    expect(stepped).toEqual(jumped);
  });

  test('nothing arrives while the data port is closed', () => {
    const closed = linkOf({ ...machine, reachesAppliance: false });
    const state = advance(startReplication(start, 40 * gib, closed), closed, start + hour);
    expect(syncShare(state)).toBe(0);
    expect(state.lastHeartbeatAt).toBe(start + hour);
  });

  test('a machine that went down in the middle counts up to that moment', () => {
    const down = linkOf({ ...machine, running: false, stoppedAt: start + 20 * minute });
    const state = advance(startReplication(start, 40 * gib, up), down, start + hour);
    expect(state.flowed).toBe(20 * minute);
    expect(state.lastHeartbeatAt).toBe(start + 20 * minute);
    expect(stageOf(state)).toBe('seeding');
  });

  test('an agent that has died stays silent, however often somebody looks', () => {
    const dead = linkOf({ ...machine, agentStopped: true });
    let state = advance(startReplication(start, 40 * gib, up), dead, start + 20 * minute);
    for (const looked of [30, 60, 200]) state = advance(state, dead, start + looked * minute);
    expect(state.lastHeartbeatAt).toBe(start + 20 * minute);
    expect(state.flowed).toBe(20 * minute);
  });

  test('points come every five minutes, newest first, and none while nothing flows', () => {
    const before = protectedFor(20 * minute);
    const down = linkOf({ ...machine, running: false, stoppedAt: before.settledTo });
    const state = advance(before, down, before.settledTo + hour);
    const times = recoveryTimes(state, state.settledTo);
    expect(times).toHaveLength(5);
    expect((times[0] ?? 0) - (times[1] ?? 0)).toBe(5 * minute);
    expect(lastPointAt(state, state.settledTo)).toBe(before.settledTo);
    expect(rpoOf(state, state.settledTo)?.seconds).toBe(3600);
  });

  test.each([
    { changes: { quiesced: true }, since: 3 * minute, check: (value: number) => value === 0, reason: 'a quiet guest has nothing to send' },
    { changes: {}, since: 30_000, check: (value: number) => value === 0, reason: 'right after a point everything has been sent' },
    { changes: {}, since: 3 * minute, check: (value: number) => value > 4 && value <= 40, reason: 'between two points something waits' },
    { changes: { churnMbPerMinute: 400 }, since: 30_000, check: (value: number) => value > 0, reason: 'high churn never drains' },
    { changes: { agentStopped: true }, since: 30_000, check: (value: number) => value > 0, reason: 'a stopped agent sends nothing' },
  ])('backlog: $reason', ({ changes, since, check }) => {
    const state = protectedFor(since);
    expect(check(pendingAtSource(state, { ...machine, ...changes }, state.settledTo))).toBe(true);
  });
});
