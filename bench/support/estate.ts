/** A thousand machines: protected in the sandbox's vault, with their migrations in a store. */
import { makeReplication } from '../../src/adapters/azure/replication.ts';
import { makeClock } from '../../src/adapters/clock.ts';
import { conversationOf } from '../../src/adapters/teams/reference.ts';
import { IncomingActivity } from '../../src/adapters/teams/activity.ts';
import { openEmbedded, openServer } from '../../src/adapters/store/open.ts';
import { conversationIdFromActivity, userIdFromActivity, migrationIdFor, type ConversationId, type InstanceId } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { FERRY, type Person } from '../../src/domain/person.ts';
import type { TargetPlan } from '../../src/domain/scope.ts';
import type { MigrationChange } from '../../src/ports/changes.ts';
import type { Replication } from '../../src/ports/replication.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Log } from '../../src/ports/telemetry.ts';
import { DEMO_TENANT } from '../../scripts/demo-settings.ts';
import { planFor, SUBSCRIPTION } from '../../test/contracts/azure-support.ts';
import { startClouds, type Clouds, type StoreAt } from './ferry.ts';
import type { Measured } from './process.ts';
import { setClock } from './sandbox-control.ts';

export const MACHINES = Number(process.env['FERRY_BENCH_MACHINES'] ?? 1_000);
const PAGE_SIZE = 100;
const AT_ONCE = 16;
const CHUNK = 50;
/** So many machines have a card of their own, in one channel; the others are told nowhere, as in a wave. A card for each would take hours to post: Teams takes 50 messages a second. */
const TOLD = 100;
const NOWHERE = conversationIdFromActivity('19:nowhere@thread.tacv2');
const HALF_A_DAY = 12 * 3_600;

const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const owner: Person = { id: userIdFromActivity('00000000-0000-4000-8000-00000000be00'), tenant: DEMO_TENANT, name: 'Bench' };

export type Estate = { readonly clouds: Clouds; readonly measured: Measured; readonly machines: readonly InstanceId[] };

/** Starts clouds with a thousand protected machines, and writes their migrations into the store; then time there stands still. */
export async function makeEstate(store: StoreAt, serviceUrl: string): Promise<Estate> {
  const clouds = await startClouds({ SANDBOX_EXTRA_MACHINES: String(MACHINES), SANDBOX_PAGE_SIZE: String(PAGE_SIZE), SANDBOX_SPEED: '1' });
  const replication = makeReplication({ subscriptionId: SUBSCRIPTION, vaultResourceGroup: 'rg-asr-weu', vaultName: 'rsv-mig-weu', endpoint: clouds.azure, credential: null, deadlineMs: 30_000, clock: makeClock(), log: quiet });
  const machines = Array.from({ length: MACHINES }, (_, n) => `i-0a9${String(n + 1).padStart(14, '0')}` as InstanceId);
  const plans = await protectAll(replication);
  await setClock(clouds.azure, { advanceSeconds: HALF_A_DAY });
  await setClock(clouds.azure, { speed: 0.001 });
  await seed(store, { serviceUrl, migrations: (home) => machines.map((id, n) => migrationOf({ id, n, home: n < TOLD ? home : NOWHERE, plan: plans[n]! })) });
  return { clouds, measured: clouds.measured, machines };
}

function nameOf(n: number): string {
  return `bulk-${String(n + 1).padStart(4, '0')}`;
}

function itemNameOf(n: number): string {
  return `ferry-${nameOf(n)}`;
}

async function protectAll(replication: Replication): Promise<readonly TargetPlan[]> {
  const pattern = await planFor(replication, nameOf(0));
  const ids = new Map((await replication.discovered()).map((machine) => [machine.name, machine.id]));
  const plans = Array.from({ length: MACHINES }, (_, n) => ({ ...pattern, vmName: nameOf(n), discoveredId: ids.get(nameOf(n)) ?? '' }));
  const next = plans.entries();
  const worker = async (): Promise<void> => {
    for (const [n, plan] of next) await replication.enable(itemNameOf(n), plan);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return plans;
}

/** Every third one is tested; the others are protected. Both rest until a person acts. */
function migrationOf(o: { readonly id: InstanceId; readonly n: number; readonly home: ConversationId; readonly plan: TargetPlan }): Migration {
  const at = Date.now() - 3_600_000 - o.n * 1_000;
  const tested = o.n % 3 === 0;
  return {
    id: migrationIdFor(o.id, 1), scope: 'rsv-mig-weu', instanceId: o.id, name: nameOf(o.n), privateIp: `10.10.${64 + Math.floor(o.n / 250)}.${4 + (o.n % 250)}`, itemName: itemNameOf(o.n),
    target: o.plan, owner, home: o.home, startedAt: at, position: { phase: tested ? 'tested' : 'protected' }, positionSince: at, pending: null, finished: null, knownJobs: [],
    verdict: tested ? { works: true, reason: 'it answers', by: owner, at } : null, stuck: null, drift: null, sourceStoppedAt: null,
  };
}

async function seed(at: StoreAt, o: { readonly serviceUrl: string; readonly migrations: (home: ConversationId) => readonly Migration[] }): Promise<void> {
  const { store } = 'dir' in at ? await openEmbedded({ dir: at.dir, log: quiet }) : await openServer({ url: at.url, log: quiet });
  try {
    const home = conversationOf(IncomingActivity.parse(channelMessage(o.serviceUrl)));
    await store.putConversation(home);
    await store.claimWelcome(home.id);
    await commitAll(store, o.migrations(home.id));
  } finally {
    await store.close();
  }
}

async function commitAll(store: Store, migrations: readonly Migration[]): Promise<void> {
  const changes = migrations.map((state): MigrationChange => ({
    kind: 'migration', id: state.id, version: 0, state,
    events: [{ actor: { kind: 'person', person: owner }, event: { type: 'MigrationStarted', migration: state } }, { actor: FERRY, event: { type: 'SeedingStarted' } }, { actor: FERRY, event: { type: 'ProtectionReached' } }],
  }));
  for (let from = 0; from < changes.length; from += CHUNK) {
    const outcome = await store.commit({ at: Date.now(), changes: changes.slice(from, from + CHUNK) });
    if (outcome !== 'saved') throw new Error('the store was not empty');
  }
}

function channelMessage(serviceUrl: string): object {
  const id = '19:bench@thread.tacv2';
  return {
    type: 'message', serviceUrl, channelId: 'msteams', recipient: { id: '28:ferry', name: 'Ferry' }, from: { id: '29:bench', name: 'Bench' },
    conversation: { id, conversationType: 'channel', tenantId: DEMO_TENANT },
    channelData: { tenant: { id: DEMO_TENANT }, team: { id: '19:team@thread.tacv2' }, channel: { id, name: 'bench' } },
  };
}
