/** The board and the inbox: how long an answer takes with 500 and with 5,000 machines, from the store alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../src/adapters/store/open.ts';
import { boardCard } from '../../src/cards/board.ts';
import { nextCard } from '../../src/cards/next.ts';
import { conversationIdFromActivity, migrationIdFor, userIdFromActivity, waveIdOf, type InstanceId } from '../../src/domain/ids.ts';
import type { Live } from '../../src/domain/live.ts';
import type { Migration, Position } from '../../src/domain/migration/types.ts';
import { FERRY, type Person } from '../../src/domain/person.ts';
import type { TargetPlan } from '../../src/domain/scope.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import type { Change } from '../../src/ports/changes.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Log } from '../../src/ports/telemetry.ts';
import { en } from '../../src/text/en.ts';
import { makeBoard } from '../../src/usecases/board.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { makeNext } from '../../src/usecases/next.ts';
import { median, spread, type Line } from '../support/figures.ts';

const SIZES = [500, 5_000] as const;
const A_WAVE = 100;
const CHUNK = 50;
const ROUNDS = 7;
const GOAL_MS = 2_000;
const SCOPE = 'bench';
const HOME = conversationIdFromActivity('19:bench@thread.tacv2');

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const owner: Person = { id: userIdFromActivity('00000000-0000-4000-8000-00000000be00'), tenant: 'bench', name: 'Bench' };
const access = { tenants: ['bench'], viewers: [], operators: [owner.id], approvers: [owner.id] };

const target: TargetPlan = {
  resourceGroupId: '/subscriptions/s/resourceGroups/rg-prod', networkId: '/subscriptions/s/n', subnet: 'web', testNetworkId: '/subscriptions/s/t', vmName: 'vm', size: 'Standard_D2s_v5', sizeReason: '2 vCPU', diskType: 'StandardSSD_LRS', licence: 'NoLicenseType', runAsAccountId: null,
  cacheStorageAccountId: '/subscriptions/s/c', policyId: 'p', policyName: 'p', processServerId: 'ps', masterTargetId: null, discoveredId: 'd', provider: 'InMageRcm',
};

/** Machines at every step, so that each kind of line has something to count. */
function positionOf(n: number, now: number): Position {
  const all: readonly Position[] = [
    { phase: 'seeding' }, { phase: 'protected' }, { phase: 'test-review', testVm: 'vm-test', since: now - 3 * DAY }, { phase: 'tested' }, { phase: 'tested' }, { phase: 'in-azure', failedOverAt: now - HOUR, vm: 'vm' }, { phase: 'migrated', at: now - HOUR, vm: 'vm' }, { phase: 'seeding' },
  ];
  return all[n % all.length] ?? { phase: 'protected' };
}

function migrationOf(n: number, now: number): Migration {
  const instanceId = instanceOf(n);
  const stuck = n % 97 === 0 ? { since: now - HOUR, code: 'job-failed' as const, act: null, jobId: null, failure: { code: '95107', message: 'The agent did not answer.', causes: '', advice: 'Retry.', task: null, activityId: null } } : null;
  return {
    id: migrationIdFor(instanceId, 1), scope: SCOPE, instanceId, name: `bulk-${String(n).padStart(4, '0')}`, privateIp: '10.0.0.1', itemName: `ferry-${n}`, target, owner, home: HOME, startedAt: now - (n % 40) * DAY, position: positionOf(n, now), positionSince: now - HOUR,
    pending: null, finished: null, knownJobs: [], verdict: null, stuck, drift: null, sourceStoppedAt: null,
  };
}

function instanceOf(n: number): InstanceId {
  return `i-0a9${String(n).padStart(14, '0')}` as InstanceId;
}

function liveOf(n: number, now: number): Live {
  return { seenAt: now, protectionText: 'Protected', percent: n % 100, processedBytes: n, totalBytes: 100, rpoSeconds: 240, health: 'normal', healthErrors: [], backlogMb: 0, heartbeatAgeSeconds: 60, recoveryPointAgeSeconds: 60, job: null, trouble: null, movedAt: now - (n % 3) * HOUR };
}

function waveOf(n: number, machines: readonly Migration[], now: number): Wave {
  const name = `W${String(n + 1).padStart(2, '0')}`;
  return {
    id: waveIdOf(SCOPE, String(n + 1)), scope: SCOPE, name, owner, members: machines.map((m, i) => ({ instanceId: m.instanceId, name: m.name, group: (i % 3) + 1, needs: [] })), window: { from: now + n * HOUR, to: now + (n + 4) * HOUR, zone: 'Europe/Rome' },
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: HOME, policy: { onFailure: 'stop', drive: 'machines' }, note: '', createdAt: now, edited: { by: owner, at: now }, plan: null, closed: null,
  };
}

async function seed(store: Store, machines: readonly Migration[], now: number): Promise<void> {
  const actor = { kind: 'person', person: owner } as const;
  const started = machines.map((state): Change => ({ kind: 'migration', id: state.id, version: 0, state, events: [{ actor, event: { type: 'MigrationStarted', migration: state } }] }));
  const waves = Array.from({ length: Math.ceil(machines.length / A_WAVE) }, (_, n) => waveOf(n, machines.slice(n * A_WAVE, (n + 1) * A_WAVE), now)).map((state): Change => ({ kind: 'wave', id: state.id, version: 0, state, events: [{ actor, event: { type: 'WaveCreated', wave: state } }] }));
  const changes = [...waves, ...started];
  for (let from = 0; from < changes.length; from += CHUNK) if ((await store.commit({ at: now, changes: changes.slice(from, from + CHUNK) })) !== 'saved') throw new Error('the store was not empty');
  for (const [n, m] of machines.entries()) await store.putLive(m.id, liveOf(n, now));
}

/** Both answers, as a turn gives them; each round follows a change, as it does in life. */
export async function measureBoard(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const size of SIZES) {
    const dir = mkdtempSync(join(tmpdir(), 'ferry-board-'));
    const { store, jobs } = await openEmbedded({ dir, log: quiet });
    try {
      lines.push(...(await measured(store, size)));
    } finally {
      await jobs.stop();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }
  return lines;
}

async function measured(store: Store, size: number): Promise<readonly Line[]> {
  const now = Date.now();
  const machines = Array.from({ length: size }, (_, n) => migrationOf(n, now));
  await seed(store, machines, now);
  const d = { store, clock: { now: () => Date.now(), nonce: () => '' }, scope: { name: SCOPE }, log: quiet } as unknown as Deps;
  const [board, next] = [makeBoard(d), makeNext(d)];
  const times = { board: [] as number[], next: [] as number[] };
  const timed = async (work: () => Promise<object>): Promise<number> => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  const showBoard = async () => boardCard({ fleet: await board.fleet(), page: 0 }, en);
  const showNext = async () => nextCard({ inbox: await next.inbox({ who: owner, access, all: true }), all: true, page: 0 }, en);
  const cold = [await timed(showBoard), await timed(showNext)];
  for (let round = 0; round < ROUNDS; round++) {
    const m = machines[round] ?? machines[0];
    if (m === undefined) break;
    await store.commit({ at: Date.now(), changes: [{ kind: 'migration', id: m.id, version: 1, state: { ...m, notBefore: round }, events: [{ actor: FERRY, event: { type: 'RetryAsked' } }] }] });
    times.board.push(await timed(showBoard));
    times.next.push(await timed(showNext));
  }
  const line = (what: string, values: readonly number[]): Line => ({ what: `${what}, ${size} machines`, figure: median(values), unit: 'ms', goal: GOAL_MS, note: spread(values, 0) });
  return [line('status: the board', times.board), line('next: the inbox', times.next), line('status, the first one after a start', cold.slice(0, 1)), line('next, the first one after a start', cold.slice(1))];
}
