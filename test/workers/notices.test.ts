/** What people get when much happens, and in the thread of a wave: on the real store and adapter, against a Teams that counts. */
import { describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/domain/time.ts';
import { happens, machineAt, OWNER, PAGER, waveOf } from './support/notice-room.ts';
import { FAILED, noticeStage, stuck } from './support/notice-stage.ts';

const s = noticeStage();
const { posts, inThread, name, gapsOf, machines, lone } = s;

describe('much at once', () => {
  test('500 machines become protected within ten minutes, with three restarts and a failure in the middle', async () => {
    const pager = await s.room.chat('personal', 'a:pager', PAGER);
    const all = Array.from({ length: 500 }, () => machineAt(s.room, s.next(), s.channel));
    const wave = await waveOf(s.room, all, { channel: s.channel, name: name() });
    await happens(s.room, all, { type: 'SeedingStarted' });
    await s.room.after(5 * SECOND);
    const began = s.room.now;
    let failedAt = 0;
    // Ten at a time, every twelve seconds; of the 251st the failover fails.
    for (let i = 0; i < 500; i += 10) s.room.at(i * 1_200, () => happens(s.room, all.slice(i, i + 10).filter((m) => m !== all[250]), { type: 'ProtectionReached' }));
    s.room.at(300_500, async () => {
      failedAt = s.room.now;
      await happens(s.room, all.slice(250, 251), FAILED, stuck);
    });
    for (const dies of [false, true, false]) {
      await s.room.after(170 * SECOND);
      s.room.death.next = dies;
      await s.room.restart([wave.id, ...all.slice(0, 50).map((m) => m.id)]);
    }
    await s.room.run(began + 11 * MINUTE);
    const thread = inThread();
    expect(thread.length).toBeLessThanOrEqual(15);
    expect(new Set(thread.map((m) => m.content)).size).toBe(thread.length);
    const failure = s.room.fake.messages.filter((m) => m.content.includes('The failover failed') && !m.thread.endsWith(m.id));
    expect(failure.map((m) => m.thread === pager).toSorted()).toEqual([false, true]);
    for (const m of failure) expect(m.at - failedAt).toBeLessThan(5 * SECOND);
    // One edit a minute at most.
    const root = thread.find((m) => m.thread.endsWith(m.id));
    expect(root?.edits).toBeGreaterThan(3);
    expect(Math.min(...gapsOf(root))).toBeGreaterThanOrEqual(MINUTE);
  });

  test('a hundred machines that are held at once are one message', async () => {
    const all = await machines(100);
    await waveOf(s.room, all, { channel: s.channel, name: name() });
    await s.room.after(MINUTE);
    const before = inThread().length;
    await happens(s.room, all, { type: 'MachineHeld', reason: 'network work' }, { hold: { by: OWNER, at: s.room.now, reason: 'network work' } });
    await s.room.after(3 * MINUTE);
    expect(inThread().length - before).toBe(1);
    expect(posts('100 at once: held')).toHaveLength(1);
  });
});

describe('a wave', () => {
  test('is one thread: one card for each question of a group, one word for each stage, answers on the same card', async () => {
    const all = Array.from({ length: 4 }, () => machineAt(s.room, s.next(), s.channel));
    await waveOf(s.room, all, { channel: s.channel, name: name(), perGroup: 2 });
    await happens(s.room, all, { type: 'SeedingStarted' });
    await s.room.after(10 * SECOND);
    await happens(s.room, all, { type: 'ProtectionReached' });
    await s.room.after(10 * SECOND);
    await happens(s.room, all, { type: 'TestRequested' });
    await happens(s.room, all, { type: 'TestVmReady', testVm: 'web-test' });
    await s.room.after(10 * SECOND);
    expect(inThread().map((m) => m.thread.endsWith(m.id))).toEqual([true, false, false]);
    expect(posts('do the test machines work?')).toHaveLength(1);
    expect(posts('All 4 work')).toHaveLength(1);
    await happens(s.room, all.slice(0, 3), { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OWNER, at: s.room.now } });
    await s.room.after(10 * SECOND);
    expect(posts('1 of 4 still wait')).toHaveLength(1);
    await happens(s.room, all.slice(3), { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OWNER, at: s.room.now } });
    await happens(s.room, all, { type: 'TestCleanedUp' });
    await s.room.after(2 * MINUTE);
    expect(posts(`${name()}: answered`)).toHaveLength(1);
    expect(posts('tested, the test machines are removed')).toHaveLength(1);
    expect(inThread()).toHaveLength(4);
  });

  test('a machine that comes into a wave keeps its own card up, and says everything new in the thread of the wave', async () => {
    const m = await lone();
    const own = inThread()[0];
    await waveOf(s.room, [m], { channel: s.channel, name: name() });
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(2 * MINUTE);
    expect(own?.edits).toBeGreaterThan(0);
    expect(posts(`${name()}: the first copies are complete`)).toHaveLength(1);
    expect(inThread().filter((x) => x.thread.endsWith(own?.id ?? '')).length).toBe(2);
  });
});
