/** The list of permissions against what the adapters really ask the clouds for: every call of every port is made once, and the sandbox's journal is read. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeActivityLog } from '../../src/adapters/azure/activity-log.ts';
import { makeDirectory } from '../../src/adapters/graph/directory.ts';
import { commands } from '../../src/bot/commands/index.ts';
import { groupIdFromSettings, jobIdFromCloud } from '../../src/domain/ids.ts';
import type { Provider } from '../../src/domain/observation.ts';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { ActivityLog, Replication } from '../../src/ports/replication.ts';
import type { SourceCloud } from '../../src/ports/source.ts';
import type { TargetCloud } from '../../src/ports/target.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { ann, EVERYTHING, sourceAt, WEB_01 } from '../contracts/aws-support.ts';
import { clock, GROUP_ID, planFor, replicationOf, SUBSCRIPTION, targetOf, TEST_NETWORK, VAULTS } from '../contracts/azure-support.ts';
import { demandsOf, type Demand } from './support/requests.ts';

/** One call for each function of a port: the compiler asks for a line when a port grows. */
type Calls<P> = { readonly [K in keyof P]: (port: P) => Promise<unknown> };

const VAULT_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-asr-weu/providers/Microsoft.RecoveryServices/vaults/${VAULTS.InMageRcm}`;
const CACHE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-asr-weu/providers/Microsoft.Storage/storageAccounts/stasrcacheweu`;
const GROUP = groupIdFromSettings('00000000-0000-4000-8000-00000000c001');
const JOB = jobIdFromCloud('00000000-0000-4000-8000-000000000099');
const POLICY = { name: 'a-policy', retentionMinutes: 1_440, appConsistentMinutes: 0, rpoThresholdMinutes: 15 };
const OUT = { groupId: 'sg-0a1b2c3d4e5f60b04', direction: 'out', ports: [9443], peer: { kind: 'group', groupId: 'sg-0a1b2c3d4e5f60a01' }, description: 'data' } as const;

const replicationCalls = (machine: string): Calls<Replication> => {
  const item = `ferry-${machine}`;
  return {
    list: (r) => r.list(0),
    infrastructure: (r) => r.infrastructure(),
    vault: (r) => r.vault(),
    discovered: (r) => r.discovered(),
    createPolicy: (r) => r.createPolicy(POLICY),
    usePolicy: (r) => r.usePolicy(`${VAULT_ID}/replicationPolicies/${POLICY.name}`),
    enable: async (r) => r.enable(item, await planFor(r, machine)),
    item: (r) => r.item(item),
    job: (r) => r.job(JOB),
    offeredSizes: (r) => r.offeredSizes(item),
    testFailover: (r) => r.testFailover(item, TEST_NETWORK),
    cleanUpTestFailover: (r) => r.cleanUpTestFailover(item, 'seen'),
    failover: (r) => r.failover(item),
    complete: (r) => r.complete(item),
    resumeJob: (r) => r.resumeJob(JOB, 'done'),
    plans: (r) => r.plans(),
    plan: (r) => r.plan('ferry-wave'),
    savePlan: (r) => r.savePlan({ name: 'ferry-wave', groups: [[{ armId: 'x', internalId: 'y' }]] }),
    testFailoverPlan: (r) => r.testFailoverPlan('ferry-wave', TEST_NETWORK),
    cleanUpTestFailoverPlan: (r) => r.cleanUpTestFailoverPlan('ferry-wave', 'seen'),
    failoverPlan: (r) => r.failoverPlan('ferry-wave'),
  };
};

const targetCalls: Calls<TargetCloud> = {
  resourceGroups: (t) => t.resourceGroups(),
  networks: (t) => t.networks(),
  nsgs: (t) => t.nsgs(),
  sizes: (t) => t.sizes(),
  quotas: (t) => t.quotas(),
  names: (t) => t.names(GROUP_ID),
  cacheAccount: (t) => t.cacheAccount(CACHE_ID),
  locks: (t) => t.locks(GROUP_ID),
  policies: (t) => t.policies(GROUP_ID),
  permissions: (t) => Promise.all([t.permissions(GROUP_ID), t.permissions(VAULT_ID)]),
  vm: (t) => t.vm(GROUP_ID, 'web-01'),
  deallocate: (t) => t.deallocate(GROUP_ID, 'web-01'),
};

const sourceCalls: Calls<SourceCloud> = {
  list: (s) => s.list(),
  power: (s) => s.power([WEB_01]),
  facts: async (s) => s.facts({ ids: (await s.list()).map((m) => m.instanceId), parts: EVERYTHING }),
  churn: async (s) => s.churn((await s.facts({ ids: [WEB_01], parts: EVERYTHING })).machines),
  mayAddRule: (s) => s.mayAddRule(OUT),
  addRule: (s) => s.addRule({ ...OUT, direction: 'in' }, ann),
  stop: (s) => s.stop(WEB_01, ann),
  start: (s) => s.start(WEB_01, ann),
};

const activityCalls: Calls<ActivityLog> = { ofItem: (a) => a.ofItem({ itemName: 'ferry-web-01', since: 0 }) };
const directoryCalls: Calls<Directory> = { members: (d) => d.members(GROUP) };

let sandbox: Sandbox;
let demands: readonly Demand[];

/** What is refused was asked for all the same. */
async function callAll<P extends object>(port: P, calls: Calls<P>): Promise<void> {
  expect(Object.keys(calls).toSorted()).toEqual(Object.keys(port).toSorted());
  for (const key of Object.keys(calls) as (keyof P)[]) {
    try {
      await calls[key](port);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
    }
  }
}

async function plant(what: { readonly defect: string; readonly machine?: string }): Promise<void> {
  const answer = await fetch(`${sandbox.azureUrl}/_sandbox/plants`, { method: 'POST', body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(await answer.text());
}

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1 });
  // Some questions are asked only where there is something to ask about.
  await plant({ defect: 'PREFIX_LIST_WITH_APPLIANCE', machine: 'web-01' });
  await plant({ defect: 'POLICY_INITIATIVE' });
  sandbox.graph.put({ id: GROUP, readable: true, members: [] });
  const azure = { subscriptionId: SUBSCRIPTION, vaultResourceGroup: 'rg-asr-weu', vaultName: VAULTS.InMageRcm, endpoint: sandbox.azureUrl, credential: null, deadlineMs: 5_000, clock };
  for (const [provider, machine] of [['InMageRcm', 'web-01'], ['InMageAzureV2', 'db-07']] as const satisfies readonly (readonly [Provider, string])[]) await callAll(replicationOf(sandbox, { provider }), replicationCalls(machine));
  await callAll(targetOf(sandbox), targetCalls);
  await callAll(sourceAt(sandbox.ec2Url), sourceCalls);
  await callAll(makeActivityLog(azure), activityCalls);
  await callAll(makeDirectory({ endpoint: sandbox.azureUrl, credential: null, deadlineMs: 5_000, clock }), directoryCalls);
  demands = demandsOf(sandbox.world.journal.list());
});
afterAll(() => sandbox.close());

const line = (one: Demand): string => `${one.scope} ${one.action.toLowerCase()}`;
/** What the whole subscription allows is allowed in each of its groups. */
const narrowed = (all: readonly Demand[]): readonly string[] => {
  const wide = new Set(PERMISSIONS.filter((p) => p.scope === 'subscription').map((p) => p.action.toLowerCase()));
  return [...new Set(all.map((d) => line(wide.has(d.action.toLowerCase()) ? { ...d, scope: 'subscription' } : d)))].toSorted();
};

/** Needed for what the sandbox cannot show: hidden groups, and guests told apart. */
const BESIDES = ['Member.Read.Hidden', 'User.Read.All'];

test('what the adapters ask for and what the list says are the same: no more, no less', () => {
  const listed = PERMISSIONS.filter((p) => p.comesWith === undefined && !BESIDES.includes(p.action));
  expect(narrowed(demands)).toEqual(listed.map(line).toSorted());
});

describe('the list itself', () => {
  test('names no permission twice at one place', () => {
    expect(new Set(PERMISSIONS.map(line)).size).toBe(PERMISSIONS.length);
  });

  test('what Azure demands along with an action hangs on one that Ferry really asks for', () => {
    const asked = new Set(demands.map((d) => d.action.toLowerCase()));
    const along = PERMISSIONS.flatMap((p) => p.comesWith ?? []);
    expect(along.length).toBeGreaterThan(0);
    expect(along.filter((action) => !asked.has(action.toLowerCase()))).toEqual([]);
  });

  test('leads back to commands that exist', () => {
    const known = new Set([...commands.map((c) => c.name), 'watch']);
    expect([...new Set(PERMISSIONS.flatMap((p) => p.verbs))].filter((verb) => !known.has(verb))).toEqual([]);
  });

  test('calls a write what changes something', () => {
    const reads = /(\/read|:Describe\w+|:Get\w+|\.Read\.(All|Hidden))$/;
    expect(PERMISSIONS.filter((p) => p.comesWith === undefined && reads.test(p.action) !== (p.kind === 'read')).map((p) => p.action)).toEqual([]);
  });
});
