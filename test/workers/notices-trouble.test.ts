/** What people get when Teams is in trouble, and when Ferry is: nothing twice, nothing lost. */
import { describe, expect, test } from '@jest/globals';
import type { ConversationId } from '../../src/domain/ids.ts';
import type { MigrationEvent } from '../../src/domain/migration/types.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import { makeBoard } from '../../src/usecases/board.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { happens, machineAt, OWNER, waveOf } from './support/notice-room.ts';
import { failed, noticeStage, stuck } from './support/notice-stage.ts';

const s = noticeStage();
const { posts, inThread, name, gapsOf, live, machines, lone } = s;

/** How many urgent messages the board calls not known to have arrived. */
async function late(): Promise<number> {
  const board = makeBoard({ store: s.room.store, clock: s.room.clock, scope: { name: 'default' } as Deps['scope'], limits: { rpoSeconds: 900, testMaxAgeDays: 30 } });
  return (await board.fleet()).late ?? 0;
}

describe('trouble', () => {
  test('what Teams took but did not confirm is never posted twice; the card says it', async () => {
    const m = await lone();
    s.room.fake.state.fault = (c) => (c.kind === 'create' && c.content.includes('first copy is complete. Next') ? { status: 502, when: 'after' } : null);
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(2 * HOUR);
    expect(s.room.fake.calls.filter((c) => c.kind === 'create' && c.content.includes('first copy is complete. Next'))).toHaveLength(1);
    expect(inThread()[0]?.content).toContain('Teams did not confirm this message');
  });

  describe.each([{ status: 502, when: 'after' }, { status: 502, when: 'before' }, { status: 'drop', when: 'after' }, { status: 'drop', when: 'before' }] as const)('an urgent note that is in doubt ($status, $when)', (fault) => {
    const STOPPED: MigrationEvent = { type: 'RollbackStopped' };
    const part = 'the rollback was stopped';
    const tries = () => s.room.fake.calls.filter((c) => c.kind === 'create' && c.content.includes(part));

    test('is named on the card within two minutes where nobody has a chat; it is sent once', async () => {
      for (const id of ['a:owner', 'a:pager']) await s.room.store.forgetConversation(id as ConversationId);
      const m = await lone();
      s.room.fake.state.fault = (c) => (c.kind === 'create' && c.content.includes(part) ? fault : null);
      // An edit of a moment ago, so that the next one has to wait.
      await s.room.after(MINUTE);
      await happens(s.room, [m], { type: 'ProtectionReached' });
      await s.room.after(SECOND);
      await happens(s.room, [m], STOPPED);
      const at = s.room.now;
      const before = await late();
      const root = inThread()[0];
      await s.room.after(2 * MINUTE);
      expect(root?.content).toMatch(/Teams did not confirm this message, so it stands here too: ⛔ web-\d+: the rollback was stopped/);
      expect((s.room.fake.calls.find((c) => c.kind === 'edit' && c.content.includes(part))?.at ?? Infinity) - at).toBeLessThan(2 * MINUTE);
      await s.room.after(HOUR);
      // Nobody was called: the board says so.
      expect(await late()).toBe(before + 1);
      expect(tries()).toHaveLength(1);
      expect(Math.min(...gapsOf(root))).toBeGreaterThanOrEqual(MINUTE);
    });

    test('goes to the owner too after two minutes, and says why; nowhere twice', async () => {
      const chat = await s.room.chat('personal', 'a:owner');
      await s.room.store.forgetConversation('a:pager' as ConversationId);
      const m = await lone();
      s.room.fake.state.fault = (c) => (c.kind === 'create' && c.thread.startsWith('19:') && c.content.includes(part) ? fault : null);
      await happens(s.room, [m], STOPPED);
      const at = s.room.now;
      await s.room.after(HOUR);
      const got = s.room.fake.messages.filter((x) => x.thread === chat && x.content.includes(part));
      expect(got.map((x) => x.content)).toEqual([expect.stringContaining('Teams did not confirm this in 19:ops-')]);
      expect((got[0]?.at ?? Infinity) - at).toBeLessThan(2 * MINUTE + 5 * SECOND);
      expect(tries().map((c) => c.thread === chat)).toEqual([false, true]);
      expect(await s.room.store.undelivered(s.room.now, at)).toEqual([]);
    });
  });

  test('a question that Teams did not confirm, and that is answered meanwhile, takes no room from its thread: the card goes on', async () => {
    const m = await lone();
    const root = inThread()[0];
    s.room.fake.state.fault = (c) => (c.kind === 'create' && c.content.includes('Does the test machine') ? { status: 502, when: 'after' } : null);
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await happens(s.room, [m], { type: 'TestRequested' });
    await happens(s.room, [m], { type: 'TestVmReady', testVm: 'web-test' });
    await s.room.after(10 * SECOND);
    await happens(s.room, [m], { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OWNER, at: s.room.now } });
    await s.room.after(5 * MINUTE);
    await happens(s.room, [m], { type: 'TestCleanedUp' });
    await s.room.after(2 * MINUTE);
    expect(root?.content).toContain('tested, ready to ask for cutover');
    expect(s.room.fake.calls.filter((c) => c.kind === 'create' && c.content.includes('Does the test machine'))).toHaveLength(1);
    // Nothing is tried again and again.
    expect(s.room.due.size).toBe(0);
  });

  test('in a thread that is too busy for progress, an urgent note in doubt stands on the card within two minutes all the same', async () => {
    const m = await lone();
    const root = inThread()[0];
    // As many messages as Teams takes, for six minutes: what is left is kept for what is urgent.
    const thread = { name: `t:${s.channel};${root?.id}`, kind: 'thread' } as const;
    for (let n = 0; n < 500; n++) await s.room.store.spendBudget({ budgets: [thread], lane: 'N0', at: s.room.now + n * 750 });
    await s.room.after(375 * SECOND);
    const edits = root?.edits;
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(MINUTE);
    expect([posts('first copy is complete. Next').length, root?.edits]).toEqual([1, edits]);
    s.room.fake.state.fault = (c) => (c.kind === 'create' && c.content.includes('the rollback was stopped') ? { status: 'drop', when: 'before' } : null);
    await happens(s.room, [m], { type: 'RollbackStopped' });
    await s.room.after(2 * MINUTE);
    expect(root?.content).toContain('so it stands here too: ⛔');
  });

  test('where an urgent note was left behind by a crash, the card names it at once', async () => {
    const m = await lone();
    s.room.death.next = true;
    await s.room.after(2 * MINUTE);
    await happens(s.room, [m], { type: 'RollbackStopped' });
    await s.room.after(5 * SECOND);
    expect(s.room.death.next).toBe(false);
    expect(inThread()[0]?.content).toContain('the rollback was stopped');
    await s.room.after(HOUR);
    expect(s.room.fake.calls.filter((c) => c.kind === 'create' && c.thread.startsWith('19:') && c.content.includes('the rollback was stopped'))).toHaveLength(1);
  });

  test('what needs somebody and cannot be posted goes to the owner within two minutes, and nowhere twice', async () => {
    const chat = await s.room.chat('personal', 'a:owner');
    const m = await lone();
    s.room.fake.state.fault = (c) => (c.thread.startsWith('19:') ? { status: 503, when: 'before' } : null);
    // Nobody is paged for a test.
    await happens(s.room, [m], failed('startTestFailover'), stuck);
    const at = s.room.now;
    await s.room.after(5 * MINUTE);
    const got = s.room.fake.messages.filter((x) => x.thread === chat && x.content.includes('The failover failed'));
    expect(got).toHaveLength(1);
    expect((got[0]?.at ?? Infinity) - at).toBeLessThan(2 * MINUTE + 5 * SECOND);
    expect(await s.room.store.undelivered(s.room.now, at)).toEqual([]);
  });

  test('where Ferry was removed nothing is tried any more, the owner is told, and it is shown as dead', async () => {
    const chat = await s.room.chat('personal', 'a:owner');
    const m = await lone();
    s.room.fake.state.forbidden.add(s.channel);
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(30 * MINUTE);
    const tried = s.room.fake.calls.filter((c) => c.thread.startsWith(s.channel)).length;
    await s.room.after(25 * MINUTE);
    expect(s.room.fake.calls.filter((c) => c.thread.startsWith(s.channel)).length).toBe(tried);
    expect(s.room.fake.messages.filter((x) => x.thread === chat && x.content.includes('cannot post in'))).toHaveLength(1);
    expect((await s.room.store.deadConversations()).map((c) => c.id)).toContain(s.channel);
  });

  test('a channel that is not there any more counts as dead: its owner is told once for everything in it; when it takes messages again, it lives', async () => {
    const chat = await s.room.chat('personal', 'a:owner');
    const all = [await lone(), await lone(), await lone()];
    s.room.fake.state.deleted.add(s.channel);
    await happens(s.room, all, { type: 'ProtectionReached' });
    await s.room.after(30 * MINUTE);
    expect((await s.room.store.deadConversations()).map((c) => c.id)).toContain(s.channel);
    const told = s.room.fake.messages.filter((x) => x.thread === chat && x.content.includes('cannot post in')).map((x) => x.content);
    expect(told).toHaveLength(1);
    for (const m of all) expect(told[0]).toContain(m.name);
    s.room.fake.state.deleted.delete(s.channel);
    await s.room.after(2 * HOUR);
    expect((await s.room.store.deadConversations()).map((c) => c.id)).not.toContain(s.channel);
    expect(posts('first copy is complete. Next')).toHaveLength(3);
  });

  test('a token that Teams does not take is no removal: nothing is dead, and what was to be said comes once', async () => {
    const m = await lone();
    s.room.fake.state.fault = (c) => (c.thread.startsWith('19:') ? { status: 401, when: 'before' } : null);
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(3 * MINUTE);
    expect((await s.room.store.deadConversations()).map((c) => c.id)).not.toContain(s.channel);
    s.room.fake.state.fault = () => null;
    await s.room.after(3 * MINUTE);
    expect(posts('first copy is complete. Next')).toHaveLength(1);
  });

  test('a first card that Teams does not take for what it is keeps no failure back', async () => {
    const m = machineAt(s.room, s.next(), s.channel);
    s.room.fake.state.fault = (c) => (c.content.includes('"verb":"history"') ? { status: 400, when: 'before' } : null);
    await happens(s.room, [m], { type: 'SeedingStarted' });
    await happens(s.room, [m], failed('startTestFailover'), stuck);
    await s.room.after(5 * SECOND);
    expect(inThread().filter((x) => x.content.includes('The failover failed'))).toHaveLength(1);
  });

  test('health that changes twenty times is a note or two and one word about flapping', async () => {
    const m = await lone();
    await happens(s.room, [m], { type: 'ProtectionReached' });
    for (let i = 0; i < 20; i++) {
      await live([m], { health: i % 2 === 0 ? 'normal' : 'warning' });
      s.room.ask({ queue: 'notify', key: m.id });
      await s.room.after(MINUTE);
    }
    expect(posts('replication health keeps changing')).toHaveLength(1);
    expect(posts('replication health is')).toHaveLength(2);
  });

  test.each([{ status: 429, retryAfter: 37 }, { status: 429 }, { status: 412 }])('a refusal ($status, $retryAfter) is waited out, then the message comes once', async (fault) => {
    const m = await lone();
    let left = 3;
    const tries: number[] = [];
    s.room.fake.state.fault = (c) => {
      if (c.kind !== 'create') return null;
      tries.push(c.at);
      return left-- > 0 ? { when: 'before', ...fault } : null;
    };
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(4 * MINUTE);
    expect(posts('first copy is complete')).toHaveLength(1);
    const gaps = tries.slice(1).map((t, i) => t - (tries[i] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(fault.retryAfter === undefined ? SECOND : 37 * SECOND);
  });

  test('what was missed while Ferry was away is one message', async () => {
    const all = await machines(3);
    await waveOf(s.room, all, { channel: s.channel, name: name() });
    await s.room.after(MINUTE);
    const before = inThread().length;
    await happens(s.room, all, { type: 'MachineHeld', reason: 'away' }, { hold: { by: OWNER, at: s.room.now, reason: 'away' } });
    s.room.due.clear();
    await s.room.after(30 * MINUTE);
    await s.room.restart(all.map((m) => m.id));
    await s.room.after(2 * MINUTE);
    expect(inThread().length - before).toBe(1);
    expect(posts('While I could not post')).toHaveLength(1);
  });

  test('a deleted thread begins anew once and says so', async () => {
    const m = await lone();
    s.room.fake.remove(inThread()[0]?.id ?? '');
    await happens(s.room, [m], { type: 'ProtectionReached' });
    await s.room.after(3 * MINUTE);
    expect(inThread().filter((x) => x.thread.endsWith(x.id))).toHaveLength(1);
    expect(posts('was deleted; this one takes its place')).toHaveLength(1);
    expect(posts('first copy is complete. Next')).toHaveLength(1);
  });
});
