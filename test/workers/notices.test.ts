/** What people get when much happens, when Teams is in trouble, and when Ferry is: on the real store and adapter, against a Teams that counts. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { governanceIdOf, type GovernanceEvent } from '../../src/domain/governance/types.ts';
import { emptyGovernance, evolveGovernance } from '../../src/domain/governance/evolve.ts';
import { jobIdFromCloud, type ConversationId } from '../../src/domain/ids.ts';
import type { ActKind, MigrationEvent } from '../../src/domain/migration/types.ts';
import type { Live } from '../../src/domain/live.ts';
import { by } from '../../src/domain/person.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import { makeRiskWatch } from '../../src/workers/risk-watch.ts';
import { liveOf } from '../cards/fixtures.ts';
import { happens, machineAt, openRoom, OWNER, PAGER, waveOf, type Machine, type NoticeRoom } from './support/notice-room.ts';

const failed = (act: ActKind): MigrationEvent => ({ type: 'JobFailed', act, jobId: jobIdFromCloud('33333333-3333-3333-3333-333333333333'), failure: { code: '539', message: 'The failover failed.', causes: '', advice: '', task: '', activityId: '' } });
const FAILED = failed('startFailover');
const stuck = { stuck: { since: 0, code: 'job-failed', act: 'startFailover', failure: { code: '539', message: 'The failover failed.', causes: '', advice: '', task: '', activityId: '' }, jobId: null } } as const;

let room: NoticeRoom;
let channel: ConversationId;
let tests = 0;
let made = 0;
beforeAll(async () => { room = await openRoom(); }, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  tests += 1;
  room.clear();
  channel = await room.chat('channel', `19:ops-${tests}@thread.tacv2`);
});
// Whatever happens: Teams never has to say that it was too fast.
afterEach(() => expect(room.fake.tooFast).toEqual([]));

const posts = (part: string): readonly string[] => room.fake.messages.filter((m) => m.content.includes(part)).map((m) => m.content);
const inThread = () => room.fake.messages.filter((m) => m.thread.startsWith(channel));
const name = (): string => `W${tests}`;

/** Machines that are being copied; `begun` false for those that begin later. */
async function machines(n: number): Promise<readonly Machine[]> {
  const all = Array.from({ length: n }, () => machineAt(room, ++made, channel));
  await happens(room, all, { type: 'SeedingStarted' });
  return all;
}

async function lone(): Promise<Machine> {
  const [m] = await machines(1);
  await room.after(10 * SECOND);
  if (m === undefined) throw new Error('no machine');
  return m;
}

async function governs(...events: readonly GovernanceEvent[]): Promise<void> {
  const id = governanceIdOf('default');
  const before = await room.store.governance(id);
  let state = before?.state ?? emptyGovernance('default');
  for (const event of events) state = evolveGovernance(state, { event, at: room.now, actor: by(OWNER) });
  await room.store.commit({ at: room.now, changes: [{ kind: 'governance', id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by(OWNER), event })) }] });
}

describe('much at once', () => {
  test('500 machines become protected within ten minutes, with three restarts and a failure in the middle', async () => {
    const pager = await room.chat('personal', 'a:pager', PAGER);
    const all = Array.from({ length: 500 }, () => machineAt(room, ++made, channel));
    const wave = await waveOf(room, all, { channel, name: name() });
    await happens(room, all, { type: 'SeedingStarted' });
    await room.after(5 * SECOND);
    const began = room.now;
    let failedAt = 0;
    // Ten at a time, every twelve seconds; of the 251st the failover fails.
    for (let i = 0; i < 500; i += 10) room.at(i * 1_200, () => happens(room, all.slice(i, i + 10).filter((m) => m !== all[250]), { type: 'ProtectionReached' }));
    room.at(300_500, async () => {
      failedAt = room.now;
      await happens(room, all.slice(250, 251), FAILED, stuck);
    });
    for (const dies of [false, true, false]) {
      await room.after(170 * SECOND);
      room.death.next = dies;
      await room.restart([wave.id, ...all.slice(0, 50).map((m) => m.id)]);
    }
    await room.run(began + 11 * MINUTE);
    const thread = inThread();
    expect(thread.length).toBeLessThanOrEqual(15);
    expect(new Set(thread.map((m) => m.content)).size).toBe(thread.length);
    const failure = room.fake.messages.filter((m) => m.content.includes('The failover failed') && !m.thread.endsWith(m.id));
    expect(failure.map((m) => m.thread === pager).toSorted()).toEqual([false, true]);
    for (const m of failure) expect(m.at - failedAt).toBeLessThan(5 * SECOND);
    // One edit a minute at most.
    expect(thread.find((m) => m.thread.endsWith(m.id))?.edits).toBeLessThanOrEqual(12);
  }, 120_000);

  test('a hundred machines that are held at once are one message', async () => {
    const all = await machines(100);
    await waveOf(room, all, { channel, name: name() });
    await room.after(MINUTE);
    const before = inThread().length;
    await happens(room, all, { type: 'MachineHeld', reason: 'network work' }, { hold: { by: OWNER, at: room.now, reason: 'network work' } });
    await room.after(3 * MINUTE);
    expect(inThread().length - before).toBe(1);
    expect(posts('100 machines at once')).toHaveLength(1);
  }, 60_000);
});

describe('a wave', () => {
  test('is one thread: one card for each question of a group, one word for each stage, answers on the same card', async () => {
    const all = Array.from({ length: 4 }, () => machineAt(room, ++made, channel));
    await waveOf(room, all, { channel, name: name(), perGroup: 2 });
    await happens(room, all, { type: 'SeedingStarted' });
    await room.after(10 * SECOND);
    await happens(room, all, { type: 'ProtectionReached' });
    await room.after(10 * SECOND);
    await happens(room, all, { type: 'TestRequested' });
    await happens(room, all, { type: 'TestVmReady', testVm: 'web-test' });
    await room.after(10 * SECOND);
    expect(inThread().map((m) => m.thread.endsWith(m.id))).toEqual([true, false, false]);
    expect(posts('do the test machines work?')).toHaveLength(1);
    expect(posts('All 4 work')).toHaveLength(1);
    await happens(room, all.slice(0, 3), { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OWNER, at: room.now } });
    await room.after(10 * SECOND);
    expect(posts('1 of 4 still wait')).toHaveLength(1);
    await happens(room, all.slice(3), { type: 'VerdictGiven', verdict: { works: true, reason: '', by: OWNER, at: room.now } });
    await happens(room, all, { type: 'TestCleanedUp' });
    await room.after(2 * MINUTE);
    expect(posts(`${name()}: answered`)).toHaveLength(1);
    expect(posts('tested, the test machines are removed')).toHaveLength(1);
    expect(inThread()).toHaveLength(4);
  }, 60_000);

  test('a machine that comes into a wave keeps its own card up, and says everything new in the thread of the wave', async () => {
    const m = await lone();
    const own = inThread()[0];
    await waveOf(room, [m], { channel, name: name() });
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(2 * MINUTE);
    expect(own?.edits).toBeGreaterThan(0);
    expect(posts(`${name()}: the first copies are complete`)).toHaveLength(1);
    expect(inThread().filter((x) => x.thread.endsWith(own?.id ?? '')).length).toBe(2);
  }, 60_000);
});

describe('a wave at risk', () => {
  const said = (): readonly string[] => posts(`${name()} is at risk`);
  const live = async (all: readonly Machine[], over: Partial<Live>): Promise<void> => {
    for (const m of all) await room.store.putLive(m.id, liveOf({ health: 'normal', rpoSeconds: 60, seenAt: room.now, movedAt: room.now, ...over }));
  };
  /** As long as nothing but the observer looks; `between` happens before each look. */
  async function watched(minutes: number, between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const watch = makeRiskWatch({ store: room.store, clock: room.clock, limits: { rpoSeconds: 900, testMaxAgeDays: 30 } });
    for (let i = 0; i < minutes / 5; i++) {
      await between();
      (await watch.due()).forEach((job) => room.ask(job));
      await room.after(5 * MINUTE);
    }
  }

  test('a copy that stands still is told once, with its owner, though nothing changes but the time; a restart says nothing', async () => {
    const all = await machines(2);
    const wave = await waveOf(room, all, { channel, name: name() });
    await live(all, { percent: 40 });
    await room.after(10 * SECOND);
    await watched(55);
    expect(said()).toEqual([]);
    await watched(20);
    expect(said()).toEqual([expect.stringMatching(/the first copy of web-\d+, web-\d+ stands still\. Nothing was changed/)]);
    expect(room.fake.messages.find((m) => m.content.includes('is at risk'))?.thread.startsWith(channel)).toBe(true);
    expect(said()[0]).toContain('<at>Olive Owner</at>');
    await room.restart([wave.id]);
    await watched(120);
    expect(said()).toHaveLength(1);
    expect(await room.store.undelivered(room.now)).toEqual([]);
  }, 60_000);

  test('a window at risk is told again only after it was fine for half an hour', async () => {
    const all = await machines(1);
    await happens(room, all, { type: 'ProtectionReached' });
    await waveOf(room, all, { channel, name: name(), window: { from: room.now + 10 * HOUR, to: room.now + 14 * HOUR, zone: 'UTC' } });
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
  }, 60_000);

  test('what could not be said goes to its owner, and is owed to nobody once it is over', async () => {
    const chat = await room.chat('personal', 'a:owner');
    const all = await machines(1);
    await happens(room, all, { type: 'ProtectionReached' });
    await waveOf(room, all, { channel, name: name(), window: { from: room.now + 10 * HOUR, to: room.now + 14 * HOUR, zone: 'UTC' } });
    await watched(5, () => live(all, {}));
    room.fake.state.fault = (c) => (c.thread.startsWith('19:') ? { status: 429, when: 'before' } : null);
    await watched(10, () => live(all, { rpoSeconds: 1_000 }));
    expect(room.fake.messages.filter((m) => m.thread === chat && m.content.includes('is at risk'))).toHaveLength(1);
    expect(await room.store.undelivered(room.now)).toEqual([]);
    await watched(40, () => live(all, {}));
    room.fake.state.fault = (c) => (c.kind === 'create' ? { status: 429, when: 'before' } : null);
    await watched(10, () => live(all, { rpoSeconds: 1_000 }));
    expect((await room.store.undelivered(room.now)).length).toBeGreaterThan(0);
    await watched(40, () => live(all, {}));
    expect(await room.store.undelivered(room.now)).toEqual([]);
  }, 60_000);
});

describe('trouble', () => {
  test('what Teams took but did not confirm is never posted twice; the card says it', async () => {
    const m = await lone();
    room.fake.state.fault = (c) => (c.kind === 'create' && c.content.includes('first copy is complete. Next') ? { status: 502, when: 'after' } : null);
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(2 * HOUR);
    expect(room.fake.calls.filter((c) => c.kind === 'create' && c.content.includes('first copy is complete. Next'))).toHaveLength(1);
    expect(inThread()[0]?.content).toContain('Teams did not confirm this message');
  }, 60_000);

  test('what needs somebody and cannot be posted goes to the owner within two minutes, and nowhere twice', async () => {
    const chat = await room.chat('personal', 'a:owner');
    const m = await lone();
    room.fake.state.fault = (c) => (c.thread.startsWith('19:') ? { status: 503, when: 'before' } : null);
    // Nobody is paged for a test.
    await happens(room, [m], failed('startTestFailover'), stuck);
    const at = room.now;
    await room.after(5 * MINUTE);
    const got = room.fake.messages.filter((x) => x.thread === chat && x.content.includes('The failover failed'));
    expect(got).toHaveLength(1);
    expect((got[0]?.at ?? Infinity) - at).toBeLessThan(2 * MINUTE + 5 * SECOND);
    expect(await room.store.undelivered(room.now)).toEqual([]);
  }, 60_000);

  test('where Ferry was removed nothing is tried any more, the owner is told, and it is shown as dead', async () => {
    const chat = await room.chat('personal', 'a:owner');
    const m = await lone();
    room.fake.state.forbidden.add(channel);
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(30 * MINUTE);
    const tried = room.fake.calls.filter((c) => c.thread.startsWith(channel)).length;
    await room.after(25 * MINUTE);
    expect(room.fake.calls.filter((c) => c.thread.startsWith(channel)).length).toBe(tried);
    expect(room.fake.messages.filter((x) => x.thread === chat && x.content.includes('cannot post in'))).toHaveLength(1);
    expect((await room.store.deadConversations()).map((c) => c.id)).toContain(channel);
  }, 60_000);

  test.each([{ status: 429, retryAfter: 37 }, { status: 429 }, { status: 412 }])('a refusal ($status, $retryAfter) is waited out, then the message comes once', async (fault) => {
    const m = await lone();
    let left = 3;
    const tries: number[] = [];
    room.fake.state.fault = (c) => {
      if (c.kind !== 'create') return null;
      tries.push(c.at);
      return left-- > 0 ? { when: 'before', ...fault } : null;
    };
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(4 * MINUTE);
    expect(posts('first copy is complete')).toHaveLength(1);
    const gaps = tries.slice(1).map((t, i) => t - (tries[i] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(fault.retryAfter === undefined ? SECOND : 37 * SECOND);
  }, 60_000);

  test('what was missed while Ferry was away is one message', async () => {
    const all = await machines(3);
    await waveOf(room, all, { channel, name: name() });
    await room.after(MINUTE);
    const before = inThread().length;
    await happens(room, all, { type: 'MachineHeld', reason: 'away' }, { hold: { by: OWNER, at: room.now, reason: 'away' } });
    room.due.clear();
    await room.after(30 * MINUTE);
    await room.restart(all.map((m) => m.id));
    await room.after(2 * MINUTE);
    expect(inThread().length - before).toBe(1);
    expect(posts('While I could not post')).toHaveLength(1);
  }, 60_000);

  test('a deleted thread begins anew once and says so', async () => {
    const m = await lone();
    room.fake.remove(inThread()[0]?.id ?? '');
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(3 * MINUTE);
    expect(inThread().filter((x) => x.thread.endsWith(x.id))).toHaveLength(1);
    expect(posts('was deleted; this one takes its place')).toHaveLength(1);
    expect(posts('first copy is complete. Next')).toHaveLength(1);
  }, 60_000);
});

/** From an hour ago until so many hours from now, in UTC. */
function quietFor(hours: number): { readonly from: number; readonly to: number } {
  const minute = Math.floor(room.now / MINUTE) % 1440;
  return { from: (minute + 1440 - 60) % 1440, to: (minute + hours * 60) % 1440 };
}

describe('who wants what', () => {
  const follow = (conversation: ConversationId, subject: string, level: 'failures' | 'milestones'): GovernanceEvent => ({ type: 'Followed', follow: { conversation, subject, name: 'x', level, since: room.now } });

  test('a follower gets its level from then on, quiet hours hold milestones back, and a failure comes all the same', async () => {
    const m = await lone();
    const group = await room.chat('group', '19:group@unq.gbl.spaces');
    const chat = await room.chat('personal', 'a:ann');
    // It is night in UTC: two quiet hours from now on.
    await governs(follow(group, m.instanceId, 'failures'), follow(chat, m.instanceId, 'milestones'), { type: 'HabitSet', habit: { conversation: chat, zone: 'UTC', quiet: quietFor(2), digest: null, since: room.now } });
    await happens(room, [m], { type: 'ProtectionReached' });
    await happens(room, [m], FAILED, stuck);
    await room.after(MINUTE);
    const told = (thread: string): readonly string[] => room.fake.messages.filter((x) => x.thread === thread).map((x) => x.content);
    expect(told(group)).toHaveLength(1);
    expect(told(group)[0]).toContain('The failover failed');
    expect(told(chat).map((c) => c.includes('The failover failed'))).toEqual([true]);
    await room.after(3 * HOUR);
    expect(told(chat).filter((c) => c.includes('first copy is complete'))).toHaveLength(1);
  }, 60_000);

  test('a digest comes at its time in its zone, once; with nothing to say there is none', async () => {
    const chat = await room.chat('personal', 'a:ann');
    const habit = { conversation: chat, zone: 'Europe/Rome', quiet: null, digest: { at: 8 * 60 + 30, days: 'daily' }, since: room.now } as const;
    await governs({ type: 'HabitSet', habit });
    room.ask({ queue: 'notify', key: `digest:${chat}` });
    await room.after(8 * HOUR);
    expect(room.fake.messages.filter((x) => x.thread === chat)).toEqual([]);
    const m = await lone();
    await governs(follow(chat, m.instanceId, 'failures'));
    await happens(room, [m], { type: 'ProtectionReached' });
    await room.after(24 * HOUR);
    const digests = room.fake.messages.filter((x) => x.thread === chat);
    expect(digests).toHaveLength(1);
    expect(new Date(digests[0]?.at ?? 0).toISOString()).toMatch(/T07:30/);
    await room.restart([`digest:${chat}`]);
    await room.after(HOUR);
    expect(room.fake.messages.filter((x) => x.thread === chat)).toHaveLength(1);
  }, 60_000);
});
