/** Ferry's notices against a fake Teams, on the real store and the real Teams adapter, in time that the test moves. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, type Opened } from '../../../src/adapters/store/open.ts';
import { makeTeams } from '../../../src/adapters/teams/teams.ts';
import { makeZones } from '../../../src/adapters/zones.ts';
import { conversationIdFromActivity, instanceIdFromCloud, migrationIdFor, waveIdOf, type ConversationId } from '../../../src/domain/ids.ts';
import { evolve } from '../../../src/domain/migration/evolve.ts';
import type { Migration, MigrationEvent } from '../../../src/domain/migration/types.ts';
import { FERRY } from '../../../src/domain/person.ts';
import type { Wave } from '../../../src/domain/wave/types.ts';
import type { MigrationChange, Stored } from '../../../src/ports/changes.ts';
import type { JobRequest } from '../../../src/ports/jobs.ts';
import type { Store } from '../../../src/ports/store.ts';
import { en } from '../../../src/text/en.ts';
import type { Deps } from '../../../src/usecases/deps.ts';
import { makeWaveViews } from '../../../src/usecases/wave-views.ts';
import { makeNotifier } from '../../../src/workers/notifier.ts';
import { migrationOf, NOW, person } from '../../cards/fixtures.ts';
import { silent } from '../../contracts/store-fixtures.ts';
import { startFakeTeams } from '../../support/fake-teams.ts';

const TENANT = '00000000-0000-4000-8000-0000000000aa';
export const OWNER = person('Olive Owner', '00000000-0000-4000-8000-000000000c01');
export const PAGER = person('Paul Pager', '00000000-0000-4000-8000-000000000c02');
/** How long one call to Teams takes here. */
const CALL_MS = 20;

export type NoticeRoom = Awaited<ReturnType<typeof openRoom>>;

export async function openRoom(o: { readonly editEveryMs?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-notices-'));
  let opened: Opened = await openEmbedded({ dir, log: silent });
  let now = NOW;
  let nonces = 0;
  const clock = { now: () => now, nonce: () => `n${++nonces}` };
  const fake = await startFakeTeams(() => { now += CALL_MS; return now; });
  const due = new Map<string, number>();
  /** What happens at a moment of the test's time. */
  const planned: { readonly at: number; readonly what: () => Promise<void> }[] = [];
  /** Set to have the process die the next time it wants to write down what it has just sent. */
  const death = { next: false };

  /** Notify jobs wait here instead of in the engine, whose time is real. */
  const store = (): Store => ({
    ...opened.store,
    commit: async (c) => {
      const saved = await opened.store.commit({ ...c, jobs: [] });
      if (saved === 'saved') (c.jobs ?? []).forEach(ask);
      return saved;
    },
    recordPosts: (...args) => {
      if (!death.next) return opened.store.recordPosts(...args);
      death.next = false;
      return Promise.reject(new Error('killed'));
    },
  });
  function ask(job: JobRequest): void {
    if (job.queue !== 'notify') return;
    const at = now + (job.afterMs ?? 0);
    due.set(job.key, Math.min(at, due.get(job.key) ?? Infinity));
  }

  const deps = () => ({ store: store(), clock, scope: { name: 'default' }, limits: { rpoSeconds: 900, testMaxAgeDays: 30 } }) as unknown as Deps;
  const build = () => {
    const s = store();
    const teams = makeTeams({
      settings: { appId: null, appType: 'SingleTenant', tenantId: null, password: null, anonymous: true }, handle: () => Promise.resolve([]), isOurTenant: () => true, onConversation: () => Promise.resolve(), onRemoved: () => Promise.resolve(), onWelcome: () => Promise.resolve(null),
      sealCard: (card) => card, words: { nobody: '', unreadable: '', notRecorded: 'not recorded', diskFull: () => '', failed: () => '' }, clock, log: silent,
    });
    return makeNotifier({ store: s, clock, log: silent, digest: (t) => createHash('sha256').update(t).digest('hex'), messenger: teams.messenger, words: en, editEveryMs: o.editEveryMs ?? 60_000, zones: makeZones(), limits: { rpoSeconds: 900, testMaxAgeDays: 30 }, scopeName: 'default', onCall: [PAGER.id], waveView: (id) => makeWaveViews(deps()).waveView(id) });
  };
  let notifier = build();

  async function run(until: number): Promise<void> {
    for (;;) {
      const job = [...due].toSorted((a, b) => a[1] - b[1])[0];
      const event = planned.toSorted((a, b) => a.at - b.at)[0];
      const next = Math.min(job?.[1] ?? Infinity, event?.at ?? Infinity);
      if (next > until) break;
      now = Math.max(now, next);
      if (event !== undefined && event.at <= next) {
        planned.splice(planned.indexOf(event), 1);
        await event.what();
      } else if (job !== undefined) {
        due.delete(job[0]);
        await notifier.notify(job[0]).catch(died(job[0]));
      }
    }
    now = Math.max(now, until);
  }
  /** What a dead process was doing is given to another one. */
  function died(key: string): (error: unknown) => void {
    return (error) => {
      if (!(error instanceof Error) || error.message !== 'killed') throw error;
      due.set(key, now + 1_000);
    };
  }

  async function chat(kind: 'channel' | 'personal' | 'group', id: string, who = OWNER): Promise<ConversationId> {
    const conversation = conversationIdFromActivity(id);
    await opened.store.putConversation({ id: conversation, kind, name: kind === 'personal' ? who.name : id, reference: { serviceUrl: fake.url, channelId: 'msteams', tenantId: TENANT, bot: { id: '28:ferry', name: 'Ferry' } }, ...(kind === 'personal' ? { person: who } : {}) });
    return conversation;
  }

  return {
    fake, clock, planned, death, chat, run, due, dir,
    /** Everything of an earlier test is out of the way. */
    clear: (): void => {
      due.clear();
      planned.length = 0;
      fake.messages.length = 0;
      fake.calls.length = 0;
      fake.state.fault = () => null;
    },
    get store() { return store(); },
    get now() { return now; },
    notify: (key: string) => notifier.notify(key),
    after: (ms: number) => run(now + ms),
    at: (ms: number, what: () => Promise<void>) => planned.push({ at: now + ms, what }),
    /** Another process takes over: it wakes what is open, as a start does. */
    restart: async (keys: readonly string[]): Promise<void> => {
      due.clear();
      await opened.store.close();
      opened = await openEmbedded({ dir, log: silent });
      notifier = build();
      for (const key of keys) ask({ queue: 'notify', key });
    },
    ask,
    close: async (): Promise<void> => {
      await fake.stop();
      await opened.store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A machine of a test, which events move on. */
export type Machine = ReturnType<typeof machineAt>;

/** The nth machine of all tests. */
export function machineAt(room: NoticeRoom, n: number, home: ConversationId) {
  const instanceId = instanceIdFromCloud(`i-${n.toString(16).padStart(17, '0')}`);
  const m = migrationOf({ id: migrationIdFor(instanceId, 1), instanceId, name: `web-${n}`, home, owner: OWNER, position: { phase: 'seeding' }, startedAt: room.now, positionSince: room.now });
  return { id: m.id, instanceId, name: m.name, stored: { state: m, version: 0 } as Stored<Migration> };
}

const CHUNK = 100;

/** The same happens to all of these machines at this moment. */
export async function happens(room: NoticeRoom, machines: readonly Machine[], event: MigrationEvent, over: Partial<Migration> = {}): Promise<void> {
  for (let from = 0; from < machines.length; from += CHUNK) {
    const changes = machines.slice(from, from + CHUNK).map((one): MigrationChange => {
      const { state, version } = one.stored;
      const next = version === 0 ? state : { ...evolve(state, { event, at: room.now, actor: FERRY }), ...over };
      one.stored = { state: next, version: version + 1 };
      return { kind: 'migration', id: one.id, version, state: next, events: [{ actor: FERRY, event }] };
    });
    if ((await room.store.commit({ at: room.now, changes, jobs: changes.map((c) => ({ queue: 'notify', key: c.id })) })) !== 'saved') throw new Error('not saved');
  }
}

/** A wave of these machines in groups of a size. */
export async function waveOf(room: NoticeRoom, machines: readonly Machine[], o: { readonly channel: ConversationId; readonly name?: string; readonly perGroup?: number; readonly window?: Wave['window'] }): Promise<Wave> {
  const per = o.perGroup ?? machines.length;
  const name = o.name ?? 'W07';
  const wave: Wave = {
    id: waveIdOf('default', name.toLowerCase()), scope: 'default', name, owner: OWNER, members: machines.map((m, i) => ({ instanceId: m.instanceId, name: m.name, group: Math.floor(i / per) + 1, needs: [] })), window: o.window ?? null,
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: o.channel, policy: { onFailure: 'stop', drive: 'machines' }, note: '', createdAt: room.now, edited: { by: OWNER, at: room.now }, plan: null, closed: null,
  };
  await room.store.commit({ at: room.now, changes: [{ kind: 'wave', id: wave.id, version: 0, state: wave, events: [{ actor: FERRY, event: { type: 'WaveCreated', wave } }] }] });
  return wave;
}

/** A random number from 0 to 1 that a seed repeats. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

