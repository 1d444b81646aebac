/** A room with a channel for each test, and what tests of notices do in it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { emptyGovernance, evolveGovernance } from '../../../src/domain/governance/evolve.ts';
import { governanceIdOf, type GovernanceEvent } from '../../../src/domain/governance/types.ts';
import { jobIdFromCloud, type ConversationId } from '../../../src/domain/ids.ts';
import type { Live } from '../../../src/domain/live.ts';
import type { ActKind, MigrationEvent } from '../../../src/domain/migration/types.ts';
import { by } from '../../../src/domain/person.ts';
import { MINUTE, SECOND } from '../../../src/domain/time.ts';
import { makeRiskWatch } from '../../../src/workers/risk-watch.ts';
import { liveOf } from '../../cards/fixtures.ts';
import { happens, machineAt, openRoom, OWNER, type Machine, type NoticeRoom } from './notice-room.ts';

const failure = { code: '539', message: 'The failover failed.', causes: '', advice: '', task: '', activityId: '' };
export const failed = (act: ActKind): MigrationEvent => ({ type: 'JobFailed', act, jobId: jobIdFromCloud('33333333-3333-3333-3333-333333333333'), failure });
export const FAILED = failed('startFailover');
export const stuck = { stuck: { since: 0, code: 'job-failed', act: 'startFailover', failure, jobId: null } } as const;

/** Opens the room for all tests of a file. */
export function noticeStage() {
  const held: { room: NoticeRoom | null; channel: ConversationId | null } = { room: null, channel: null };
  const count = { tests: 0, machines: 0 };
  const room = (): NoticeRoom => held.room!;
  const channel = (): ConversationId => held.channel!;

  beforeAll(async () => { held.room = await openRoom(); }, 60_000);
  afterAll(() => room().close());
  beforeEach(async () => {
    count.tests += 1;
    room().clear();
    held.channel = await room().chat('channel', `19:ops-${count.tests}@thread.tacv2`);
  });
  // Whatever happens: Teams never has to say that it was too fast, and every phone shows one line that says what it is.
  afterEach(() => {
    expect(room().fake.tooFast).toEqual([]);
    for (const m of room().fake.messages) expect(m.summary).toMatch(/^[^\n]{12,200}$/u);
  });

  return { get room() { return room(); }, get channel() { return channel(); }, get tests() { return count.tests; }, /** The number of the next machine. */ next: () => ++count.machines, ...makeSteps({ room, channel, count }) };
}

type Stage = { readonly room: () => NoticeRoom; readonly channel: () => ConversationId; readonly count: { readonly tests: number; machines: number } };

function makeSteps({ room, channel, count }: Stage) {
  /** Machines that are being copied. */
  async function machines(n: number): Promise<readonly Machine[]> {
    const all = Array.from({ length: n }, () => machineAt(room(), ++count.machines, channel()));
    await happens(room(), all, { type: 'SeedingStarted' });
    return all;
  }

  async function lone(): Promise<Machine> {
    const [m] = await machines(1);
    await room().after(10 * SECOND);
    return m!;
  }

  /** As long as nothing but the observer looks; `between` happens before each look. */
  async function watched(minutes: number, between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const watch = makeRiskWatch({ store: room().store, clock: room().clock, limits: { rpoSeconds: 900, testMaxAgeDays: 30 } });
    for (let i = 0; i < minutes / 5; i++) {
      await between();
      (await watch.due()).forEach((job) => room().ask(job));
      await room().after(5 * MINUTE);
    }
  }

  async function governs(...events: readonly GovernanceEvent[]): Promise<void> {
    const id = governanceIdOf('default');
    const before = await room().store.governance(id);
    let state = before?.state ?? emptyGovernance('default');
    for (const event of events) state = evolveGovernance(state, { event, at: room().now, actor: by(OWNER) });
    await room().store.commit({ at: room().now, changes: [{ kind: 'governance', id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by(OWNER), event })) }] });
  }

  /** What was seen of these machines in the clouds. */
  async function live(all: readonly Machine[], over: Partial<Live>): Promise<void> {
    for (const m of all) await room().store.putLive(m.id, liveOf({ health: 'normal', rpoSeconds: 60, seenAt: room().now, movedAt: room().now, ...over }));
  }
  return { machines, lone, watched, governs, live, ...makeLooks({ room, channel, count }) };
}

function makeLooks({ room, channel, count }: Stage) {
  return {
    name: (): string => `W${count.tests}`,
    posts: (part: string): readonly string[] => room().fake.messages.filter((m) => m.content.includes(part)).map((m) => m.content),
    inThread: () => room().fake.messages.filter((m) => m.thread.startsWith(channel())),
    /** Milliseconds between the creation of a message and its edits. */
    gapsOf: (message: { readonly id: string; readonly at: number } | undefined): readonly number[] => {
      const times = [message?.at ?? 0, ...room().fake.calls.filter((c) => c.message !== null && c.message === message?.id).map((c) => c.at)];
      return times.slice(1).map((t, i) => t - (times[i] ?? 0));
    },
    /** From an hour ago until so many hours from now, in UTC. */
    quietFor: (hours: number): { readonly from: number; readonly to: number } => {
      const minute = Math.floor(room().now / MINUTE) % 1440;
      return { from: (minute + 1440 - 60) % 1440, to: (minute + hours * 60) % 1440 };
    },
  };
}
