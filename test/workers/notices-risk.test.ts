/** That something may miss its window is told before, once, and to whoever can do something about it. */
import { describe, expect, test } from '@jest/globals';
import { HOUR, SECOND } from '../../src/domain/time.ts';
import { happens, waveOf, type Machine } from './support/notice-room.ts';
import { noticeStage } from './support/notice-stage.ts';

const s = noticeStage();
const { posts, name, live, watched, machines, lone, governs, quietFor } = s;

describe('a wave at risk', () => {
  const said = (): readonly string[] => posts(`${name()} is at risk`);
  test('a copy that stands still is told once, with its owner, though nothing changes but the time; a restart says nothing', async () => {
    const all = await machines(2);
    const wave = await waveOf(s.room, all, { channel: s.channel, name: name() });
    await live(all, { percent: 40 });
    await s.room.after(10 * SECOND);
    await watched(55);
    expect(said()).toEqual([]);
    await watched(20);
    expect(said()).toEqual([expect.stringMatching(/the first copy of web-\d+, web-\d+ stands still\. Nothing was changed/)]);
    expect(s.room.fake.messages.find((m) => m.content.includes('is at risk'))?.thread.startsWith(s.channel)).toBe(true);
    expect(said()[0]).toContain('<at>Olive Owner</at>');
    await s.room.restart([wave.id]);
    await watched(120);
    expect(said()).toHaveLength(1);
    expect(await s.room.store.undelivered(s.room.now)).toEqual([]);
  });

  test('a window at risk is told again only after it was fine for half an hour', async () => {
    const all = await machines(1);
    await happens(s.room, all, { type: 'ProtectionReached' });
    await waveOf(s.room, all, { channel: s.channel, name: name(), window: { from: s.room.now + 10 * HOUR, to: s.room.now + 14 * HOUR, zone: 'UTC' } });
    const rpo = (rpoSeconds: number) => () => live(all, { rpoSeconds });
    await watched(10, rpo(60));
    expect(said()).toHaveLength(0);
    await watched(10, rpo(1_000));
    expect(said()).toEqual([expect.stringMatching(/the recovery point of web-\d+ is older than allowed\. Its window opens /)]);
    await watched(25, rpo(60));
    await watched(10, rpo(1_000));
    expect(said()).toHaveLength(1);
    await watched(35, rpo(60));
    await watched(10, rpo(1_000));
    expect(said()).toHaveLength(2);
  });

  test('what could not be said goes to its owner, and is owed to nobody once it is over', async () => {
    const chat = await s.room.chat('personal', 'a:owner');
    const all = await machines(1);
    await happens(s.room, all, { type: 'ProtectionReached' });
    await waveOf(s.room, all, { channel: s.channel, name: name(), window: { from: s.room.now + 10 * HOUR, to: s.room.now + 14 * HOUR, zone: 'UTC' } });
    await watched(5, () => live(all, {}));
    s.room.fake.state.fault = (c) => (c.thread.startsWith('19:') ? { status: 429, when: 'before' } : null);
    await watched(10, () => live(all, { rpoSeconds: 1_000 }));
    expect(s.room.fake.messages.filter((m) => m.thread === chat && m.content.includes('is at risk'))).toHaveLength(1);
    expect(await s.room.store.undelivered(s.room.now)).toEqual([]);
    await watched(40, () => live(all, {}));
    s.room.fake.state.fault = (c) => (c.kind === 'create' ? { status: 429, when: 'before' } : null);
    await watched(10, () => live(all, { rpoSeconds: 1_000 }));
    expect((await s.room.store.undelivered(s.room.now)).length).toBeGreaterThan(0);
    await watched(40, () => live(all, {}));
    expect(await s.room.store.undelivered(s.room.now)).toEqual([]);
  });
});

describe('a machine of no wave at risk', () => {
  const said = (m: Machine): readonly string[] => posts(`${m.name} is at risk`);
  const window = () => ({ from: s.room.now + 10 * HOUR, to: s.room.now + 14 * HOUR, zone: 'UTC' });
  /** What a move does that has no event of its own here. */
  const become = (m: Machine, over: Partial<Machine['stored']['state']>): Promise<void> => happens(s.room, [m], { type: 'WindowSet', window: over.window ?? null }, over);

  test('is told once that its first copy stands still, in its own thread, with its owner; a restart says nothing', async () => {
    const m = await lone();
    await live([m], { percent: 40 });
    await watched(55);
    expect(said(m)).toEqual([]);
    await watched(20);
    expect(said(m)).toEqual([expect.stringMatching(/is at risk: its first copy stands still\. Nothing was changed\. Why: 'status web-\d+'\./)]);
    expect(said(m)[0]).toContain('<at>Olive Owner</at>');
    expect(s.room.fake.messages.find((x) => x.content.includes('is at risk'))?.thread.startsWith(`${s.channel};messageid=`)).toBe(true);
    await s.room.restart([m.id]);
    await watched(60);
    expect(said(m)).toHaveLength(1);
    // Its loss of bytes is over once it is given up: nothing is owed any more, and nobody looks at it.
    await happens(s.room, [m], { type: 'Abandoned', reason: 'moved by hand' }, { position: { phase: 'abandoned', at: s.room.now, reason: 'moved by hand' } });
    await watched(10);
    expect(await s.room.store.note(`risk:${m.id}`)).toBe('null');
  });

  test('is told of an old recovery point again only after it was fine for half an hour, also in quiet hours before a window of tonight', async () => {
    const m = await lone();
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await become(m, { window: window() });
    await governs({ type: 'HabitSet', habit: { conversation: s.channel, zone: 'UTC', quiet: quietFor(6), digest: null, since: s.room.now } });
    const rpo = (rpoSeconds: number) => () => live([m], { rpoSeconds });
    await watched(10, rpo(60));
    expect(said(m)).toEqual([]);
    await watched(10, rpo(1_000));
    expect(said(m)).toEqual([expect.stringMatching(/its recovery point is older than allowed\. Its window opens [-0-9: ]+UTC\. .* Another window: 'window web-\d+ …'/)]);
    await watched(25, rpo(60));
    await watched(10, rpo(1_000));
    expect(said(m)).toHaveLength(1);
    await watched(35, rpo(60));
    await watched(10, rpo(1_000));
    expect(said(m)).toHaveLength(2);
  });

  test('is told in the thread of its wave once it is in one, and not twice', async () => {
    const m = await lone();
    await live([m], { percent: 40 });
    await waveOf(s.room, [m], { channel: s.channel, name: name() });
    await watched(90);
    expect(said(m)).toEqual([]);
    expect(posts(`${name()} is at risk: the first copy of ${m.name} stands still`)).toHaveLength(1);
    expect(posts('is at risk')).toHaveLength(1);
  });
});
