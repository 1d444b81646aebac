/** The ledger of posts, on the real embedded store: what is said once, what is said again, and what is never repeated. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZones } from '../../src/adapters/zones.ts';
import { openEmbedded, type Opened } from '../../src/adapters/store/open.ts';
import { conversationIdFromActivity, instanceIdFromCloud, migrationIdFor } from '../../src/domain/ids.ts';
import type { Migration, MigrationEvent } from '../../src/domain/migration/types.ts';
import { FERRY } from '../../src/domain/person.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import type { Messenger, Outgoing } from '../../src/ports/teams.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { en } from '../../src/text/en.ts';
import { makeNotifier } from '../../src/workers/notifier.ts';
import { everyEvent } from '../cards/events.ts';
import { migrationOf, NOW, positions } from '../cards/fixtures.ts';
import { silent } from '../contracts/store-fixtures.ts';

const EVENTS = everyEvent('somebody said so');
const STARTED: readonly MigrationEvent[] = [{ type: 'SeedingStarted' }, { type: 'ProtectionReached' }];

type Call = { readonly kind: 'post' | 'reply' | 'edit'; readonly id: string; readonly root: string | null; readonly says: string };
type Trouble = Partial<ConstructorParameters<typeof CloudError>[0]>;

let dir: string;
let opened: Opened;
let today = NOW;
let now: number;
let calls: Call[];
/** Everything that the calls carried. */
let texts: string[];
/** What goes wrong with the next calls, in order; null goes well. */
let plan: (Trouble | null)[];
let machines = 0;
let posted = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ferry-notifier-'));
  opened = await openEmbedded({ dir, log: silent });
}, 60_000);
afterAll(async () => {
  await opened.store.close();
  rmSync(dir, { recursive: true, force: true });
});
// Time only goes forward: what may be sent is counted over all tests.
beforeEach(() => { today += DAY; now = today; calls = []; texts = []; plan = []; });

function send(call: Omit<Call, 'id' | 'says'>, message: Outgoing, id = `activity-${++posted}`): Promise<{ readonly activityId: string }> {
  calls.push({ ...call, id, says: message.summary });
  texts.push(JSON.stringify(message));
  const trouble = plan.shift() ?? null;
  return trouble === null ? Promise.resolve({ activityId: id }) : Promise.reject(new CloudError({ kind: 'unavailable', operation: `teams:${call.kind}`, message: 'planned', ...trouble }));
}

const messenger: Messenger = {
  post: (_to, message) => send({ kind: 'post', root: null }, message),
  reply: (_to, root, message) => send({ kind: 'reply', root }, message),
  edit: async (_to, id, message, root) => { await send({ kind: 'edit', root: root ?? null }, message, id); },
};

const REST = { zones: makeZones(), limits: { rpoSeconds: 900, testMaxAgeDays: 30 }, scopeName: 'default', onCall: [], waveView: () => Promise.resolve(null) };

const notifier = () => makeNotifier({ store: opened.store, clock: { now: () => now, nonce: () => 'n' }, log: silent, digest: (text) => createHash('sha256').update(text).digest('hex'), messenger, words: en, editEveryMs: 5_000, ...REST });

/** A migration whose story can be told on. */
async function machine(events: readonly MigrationEvent[] = STARTED, over: Partial<Migration> = {}) {
  const instanceId = instanceIdFromCloud(`i-${String(++machines).padStart(17, '0')}`);
  const home = conversationIdFromActivity(`19:home-${machines}@thread.tacv2`);
  await opened.store.putConversation({ id: home, kind: 'channel', name: 'home', reference: {} });
  let m = migrationOf({ id: migrationIdFor(instanceId, 1), instanceId, name: `web-${machines}`, home, ...over });
  let version = 0;
  const goOn = async (more: readonly MigrationEvent[], change: Partial<Migration> = {}) => {
    m = { ...m, ...change };
    const saved = await opened.store.commit({ at: now, changes: [{ kind: 'migration', id: m.id, version, state: m, events: more.map((event) => ({ actor: FERRY, event })) }] });
    expect(saved).toBe('saved');
    version += 1;
  };
  await goOn(events);
  return { id: m.id, home: m.home, goOn, notify: () => notifier().notify(m.id), key: (what: string) => `m:${m.id}:${what}` };
}

const kinds = (): readonly string[] => calls.map((c) => c.kind);
const AFTER = { position: positions['test-review'] };

describe('without trouble', () => {
  test('the root starts the thread, the rest hangs in it, and a second round says nothing', async () => {
    const m = await machine();
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply', 'reply']);
    expect(calls.slice(1).map((c) => c.root)).toEqual([calls[0]?.id, calls[0]?.id]);
    await m.notify();
    await notifier().notify(m.id);
    expect(calls).toHaveLength(3);
  });

  test('the note of the new event is said once, then the root is edited in place', async () => {
    const m = await machine();
    await m.notify();
    now += 6_000;
    await m.goOn([EVENTS.TestVmReady], AFTER);
    await m.notify();
    now += 1_000;
    await m.notify();
    await m.notify();
    expect(kinds().slice(3)).toEqual(['reply', 'edit']);
    expect(calls[4]?.id).toBe(calls[0]?.id);
  });

  test('a card that asks for a decision is kept before it is sent; others are not', async () => {
    const m = await machine([...STARTED, EVENTS.TestVmReady], AFTER);
    plan = [null, null, null, { kind: 'unavailable', mayHaveHappened: true }];
    await m.notify();
    const kept = (await opened.store.shownCards(null)).filter((c) => c.json.includes(`web-${machines}`));
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ hash: createHash('sha256').update(kept[0]?.json ?? '').digest('hex'), at: now });
    await m.goOn([{ type: 'TestCleanedUp' }], { position: positions.tested });
    await m.notify();
    expect((await opened.store.shownCards(null)).filter((c) => c.json.includes(`web-${machines}`))).toEqual(kept);
  });

  test('edits that come fast are one edit, with the newest content', async () => {
    const m = await machine();
    await m.notify();
    for (const phase of ['testing', 'cleaning-test', 'tested'] as const) {
      now += 1_000;
      await m.goOn([{ type: 'TestRequested' }], { position: positions[phase] });
      await m.notify();
    }
    expect(kinds()).not.toContain('edit');
    now += 5_000;
    await m.notify();
    expect(calls.slice(3).map((c) => [c.kind, c.says])).toEqual([['edit', expect.stringContaining(en.state.phases.tested)]]);
  });

  test('an answered question is edited at once, so that nobody answers it again', async () => {
    const m = await machine([EVENTS.TestVmReady], AFTER);
    await m.notify();
    const question = calls[1];
    await m.goOn([EVENTS.VerdictGiven], { position: positions['cleaning-test'] });
    await m.notify();
    expect(calls.filter((c) => c.kind === 'edit')).toEqual([expect.objectContaining({ id: question?.id, root: calls[0]?.id })]);
  });

  test('a migration without a home, or that nobody knows, is silence', async () => {
    const m = await machine(STARTED, { home: conversationIdFromActivity('19:gone') });
    await m.notify();
    await notifier().notify('m-nobody-1');
    expect(calls).toEqual([]);
  });
});

describe('a creation in doubt', () => {
  const DOUBT: Trouble = { kind: 'unavailable', mayHaveHappened: true };

  test('of the root is not repeated at once, but after ten minutes: people must have the card', async () => {
    const m = await machine();
    plan = [DOUBT];
    await m.notify();
    now += 9 * MINUTE;
    await m.notify();
    expect(kinds()).toEqual(['post']);
    now += MINUTE;
    await m.notify();
    await m.notify();
    // What was to be said meanwhile is one message by now.
    expect(kinds()).toEqual(['post', 'post', 'reply']);
    expect(calls[2]?.says).toContain('While I could not post');
    expect(texts[1]).toContain(en.notices.rootUnconfirmed);
  });

  test('of a note is never repeated, and keeps nothing else back', async () => {
    const m = await machine();
    plan = [null, DOUBT];
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply']);
    await m.notify();
    now += 60 * MINUTE;
    await m.notify();
    now += 1_000;
    await m.notify();
    await m.notify();
    // The root card says what Teams did not confirm: that may be repeated.
    expect(kinds()).toEqual(['post', 'reply', 'reply', 'edit']);
    expect(calls[2]?.says).not.toBe(calls[1]?.says);
    expect(texts[3]).toContain('Teams did not confirm');
  });

  test('of a question that nobody could get anywhere else is repeated after ten minutes, and says so', async () => {
    const m = await machine([EVENTS.TestVmReady], AFTER);
    plan = [null, DOUBT];
    await m.notify();
    now += 10 * MINUTE;
    await m.notify();
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply', 'reply']);
  });

  test('left behind by a crash: the root is posted after a while, the note is given up', async () => {
    const m = await machine([{ type: 'SeedingStarted' }]);
    for (const what of ['root', 'e1']) await opened.store.claimPost({ key: m.key(what), conversation: m.home, hash: 'x', at: now });
    await m.notify();
    expect(kinds()).toEqual([]);
    now += 10 * MINUTE;
    await m.notify();
    expect(kinds()).toEqual(['post']);
    await m.notify();
    expect(kinds()).toEqual(['post']);
    expect((await opened.store.post(m.key('e1')))?.status).toBe('lost');
  });
});

describe('trouble that is certain', () => {
  test('a message that was not taken is sent again, and only that one', async () => {
    const m = await machine();
    plan = [null, { kind: 'throttled', retryAfterMs: 37_000 }];
    await m.notify();
    now += 36_000;
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply']);
    now += 1_000;
    await m.notify();
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply', 'reply', 'reply']);
    expect(calls[2]?.says).toBe(calls[1]?.says);
  });

  test('a deleted root is posted anew, once', async () => {
    const m = await machine();
    await m.notify();
    now += 6_000;
    await m.goOn([{ type: 'TestRequested' }], { position: positions.testing });
    plan = [{ kind: 'notFound' }];
    await m.notify();
    await m.notify();
    await m.notify();
    expect(kinds().slice(3)).toEqual(['edit', 'post']);
    expect(texts[4]).toContain(en.notices.rootAgain);
  });

  test('a thread that is gone begins anew with its root, and the note is said there', async () => {
    const m = await machine();
    plan = [null, { kind: 'notFound' }];
    await m.notify();
    await m.notify();
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply', 'post', 'reply', 'reply']);
    expect(calls.slice(3).map((c) => c.root)).toEqual([calls[2]?.id, calls[2]?.id]);
  });

  test('a message that Teams does not take as it is keeps nothing else back', async () => {
    const m = await machine();
    plan = [null, { kind: 'invalid' }];
    await m.notify();
    expect(kinds()).toEqual(['post', 'reply', 'reply']);
  });

  test('a place where Ferry may not speak is left alone', async () => {
    const m = await machine();
    plan = [{ kind: 'forbidden' }];
    await m.notify();
    expect(kinds()).toEqual(['post']);
  });

  test('a bug is not swallowed', async () => {
    const m = await machine();
    const broken = makeNotifier({ store: opened.store, clock: { now: () => now, nonce: () => 'n' }, log: silent, digest: () => { throw new TypeError('bug'); }, messenger, words: en, editEveryMs: 5_000, ...REST });
    await expect(broken.notify(m.id)).rejects.toThrow('bug');
  });
});

test('what has to wait comes back by itself', async () => {
  const m = await machine();
  plan = [null, { kind: 'throttled', retryAfterMs: 50 }];
  const rest = () => Promise.resolve();
  const began = performance.now();
  const at = now;
  const done = new Promise<void>((resolve) => {
    const again = async (id: string): Promise<void> => {
      now = at + Math.ceil(performance.now() - began);
      // Others of this store have something to come back for too.
      if (id !== m.id) return;
      await notifier().notify(id);
      if (calls.length === 4) resolve();
    };
    void opened.jobs.start({ step: rest, tick: rest, timer: rest, check: rest, enable: rest, notify: again }).then(() => opened.jobs.enqueue([{ queue: 'notify', key: m.id }]));
  });
  await done;
  expect(kinds()).toEqual(['post', 'reply', 'reply', 'reply']);
});
