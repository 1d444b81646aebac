// What the Azure contract tests share: a sandbox, adapters that talk to it, and a look into its journal.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { makeReplication } from '../../src/adapters/azure/replication.ts';
import { makeTargetCloud } from '../../src/adapters/azure/target.ts';
import type { Provider } from '../../src/domain/observation.ts';
import type { TargetPlan } from '../../src/domain/scope.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Replication } from '../../src/ports/replication.ts';
import type { Log } from '../../src/ports/telemetry.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';

export const SUBSCRIPTION = '00000000-0000-4000-8000-00000000a001';
export const VAULTS: { readonly [P in Provider]: string } = { InMageRcm: 'rsv-mig-weu', InMageAzureV2: 'rsv-legacy-weu' };
const root = `/subscriptions/${SUBSCRIPTION}/resourceGroups`;
export const GROUP_ID = `${root}/rg-migrated-weu`;
const network = (name: string): string => `${root}/rg-net-weu/providers/Microsoft.Network/virtualNetworks/${name}`;
export const TEST_NETWORK = network('vnet-test-weu');

export const clock: Clock = { now: () => Date.now(), nonce: () => 'nonce' };
export const quiet: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export function replicationOf(sandbox: { readonly azureUrl: string }, o: { readonly provider?: Provider; readonly vaultName?: string; readonly deadlineMs?: number; readonly log?: Log } = {}): Replication {
  return makeReplication({
    subscriptionId: SUBSCRIPTION,
    vaultResourceGroup: 'rg-asr-weu',
    vaultName: o.vaultName ?? VAULTS[o.provider ?? 'InMageRcm'],
    endpoint: sandbox.azureUrl,
    credential: null,
    deadlineMs: o.deadlineMs ?? 5_000,
    clock,
    log: o.log ?? quiet,
  });
}

export function targetOf(sandbox: { readonly azureUrl: string }): ReturnType<typeof makeTargetCloud> {
  return makeTargetCloud({ subscriptionId: SUBSCRIPTION, location: 'westeurope', endpoint: sandbox.azureUrl, credential: null, deadlineMs: 5_000, clock });
}

/** The plan a dialog would make for the machine, from what the vault itself offers. */
export async function planFor(replication: Replication, name: string): Promise<TargetPlan> {
  const { value: infrastructure } = await replication.infrastructure();
  const machine = (await replication.discovered()).find((one) => one.name === name);
  const policy = infrastructure.policies.find((one) => one.mapped);
  const accountName = /windows/i.test(machine?.osName ?? '') ? 'win-admin' : 'linux-root';
  return {
    resourceGroupId: GROUP_ID,
    networkId: network('vnet-prod-weu'),
    subnet: 'web',
    testNetworkId: TEST_NETWORK,
    vmName: name,
    size: 'Standard_D2s_v5',
    sizeReason: 'for the test',
    diskType: 'StandardSSD_LRS',
    licence: 'NoLicenseType',
    runAsAccountId: infrastructure.runAsAccounts.find((account) => account.name === accountName)?.id ?? null,
    cacheStorageAccountId: `${root}/rg-asr-weu/providers/Microsoft.Storage/storageAccounts/stasrcacheweu`,
    policyId: policy?.id ?? '',
    policyName: policy?.name ?? '',
    processServerId: infrastructure.processServers[0]?.id ?? '',
    masterTargetId: infrastructure.masterTargets[0]?.id ?? null,
    discoveredId: machine?.id ?? '',
    provider: infrastructure.provider,
  };
}

const HOUR = 3_600;

/** Enables a machine and lets the first copy and everything up to `Protected` pass. */
export async function protect(sandbox: Sandbox, replication: Replication, machine: string): Promise<string> {
  const item = `ferry-${machine}`;
  await replication.enable(item, await planFor(replication, machine));
  sandbox.world.clock.advance(3 * HOUR);
  return item;
}

/** Requests of the Azure journal by method and path. */
export function requests(sandbox: Sandbox, method: string, path: RegExp): readonly { readonly path: string; readonly body: string; readonly status: number; readonly accepted: boolean }[] {
  const entries = sandbox.world.journal.list().filter((entry) => entry.server === 'azure' && entry.method === method);
  return entries.map((entry) => ({ ...entry, path: entry.path + entry.query })).filter((entry) => path.test(entry.path));
}

/** Waits until something is true: a request that was given up on still reaches the journal, later. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTurn();
}

/** The CloudError a call ends with. */
export async function troubleOf(call: Promise<unknown>): Promise<CloudError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CloudError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}
