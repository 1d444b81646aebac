// Starts a sandbox whose time stands still, and drives it with the unmodified client.
import { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import type { ReplicationProtectedItem } from '@azure/arm-recoveryservices-siterecovery';
import { createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';

export const subscription = '00000000-0000-4000-8000-00000000a001';
export const group = 'rg-asr-weu';

const networkBase = `/subscriptions/${subscription}/resourceGroups/rg-net-weu/providers/Microsoft.Network/virtualNetworks`;

export const ids = {
  cache: `/subscriptions/${subscription}/resourceGroups/rg-asr-weu/providers/Microsoft.Storage/storageAccounts/stasrcacheweu`,
  production: `${networkBase}/vnet-prod-weu`,
  test: `${networkBase}/vnet-test-weu`,
  target: `/subscriptions/${subscription}/resourceGroups/rg-migrated-weu`,
} as const;

export const modern = { vault: 'rsv-mig-weu', fabric: 'rsv-mig-weu-vmwarefabric', container: 'rsv-mig-weureplicationcontainer' } as const;

export type Bench = {
  readonly sandbox: Sandbox;
  readonly client: SiteRecoveryManagementClient;
  minutes(count: number): void;
  raw(path: string, init?: { readonly method?: string; readonly body?: unknown; readonly headers?: Record<string, string> }): Promise<{ status: number; headers: Headers; json: unknown }>;
};

/** A client that carries its own token, because the library refuses to send one over plain http. */
export function makeClient(url: string, options: { readonly maxRetries?: number } = {}): SiteRecoveryManagementClient {
  const credential = { getToken: () => Promise.resolve({ token: 'unused', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
  const retryOptions = { maxRetries: options.maxRetries ?? 0, retryDelayInMs: 1, maxRetryDelayInMs: 5 };
  const client = new SiteRecoveryManagementClient(credential, subscription, { endpoint: url, allowInsecureConnection: true, retryOptions });
  client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  client.pipeline.addPolicy({
    name: 'loopbackBearer',
    sendRequest(request, next) {
      request.headers.set('authorization', 'Bearer sandbox');
      return next(request);
    },
  });
  return client;
}

const versions: readonly (readonly [RegExp, string])[] = [
  [/\/vaults\/[^/]+\/replication/i, '2023-06-01'],
  [/\.Authorization\/locks/i, '2016-09-01'],
  [/\.Authorization\/policy/i, '2023-04-01'],
  [/\.Authorization\/permissions/i, '2022-04-01'],
  [/\.RecoveryServices\/vaults/i, '2024-04-01'],
  [/\.OffAzure\//i, '2020-01-01'],
  [/\.Compute\/skus/i, '2021-07-01'],
  [/\.Compute\/disks/i, '2023-04-02'],
  [/\.Compute\//i, '2024-03-01'],
  [/\.Network\//i, '2023-09-01'],
  [/\.Storage\//i, '2023-01-01'],
];

/** The api version that goes with a path. */
function versionOf(path: string): string {
  return versions.find(([pattern]) => pattern.test(path))?.[1] ?? '2021-04-01';
}

/** Starts a sandbox; time moves only when a test says so. */
export async function startBench(options: { readonly pageSize?: number } = {}): Promise<Bench> {
  const sandbox = await startSandbox({ speed: 0.001, pageSize: options.pageSize ?? 2 });
  return {
    sandbox,
    client: makeClient(sandbox.azureUrl),
    minutes: (count) => sandbox.world.clock.advance(count * 60),
    async raw(path, init = {}) {
      const url = `${sandbox.azureUrl}${path}${path.includes('api-version') ? '' : `${path.includes('?') ? '&' : '?'}api-version=${versionOf(path)}`}`;
      const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
      const response = await fetch(url, {
        method: init.method ?? 'GET',
        headers: { authorization: 'Bearer sandbox', connection: 'close', ...init.headers },
        ...body,
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, json: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
    },
  };
}

/** Sends a request through the client's own pipeline, as callers of other providers do. */
export function viaPipeline(client: SiteRecoveryManagementClient, url: string): Promise<PipelineResponse> {
  return client.sendRequest(createPipelineRequest({ url, method: 'GET', allowInsecureConnection: true }));
}

type Row = { readonly id: string; readonly name: string; readonly properties: { readonly displayName: string } };

/** All rows of a raw list. */
export async function listRaw<T = Row>(bench: Bench, path: string): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let next: string | null = path; next !== null; ) {
    const answer: { json: unknown } = await bench.raw(next.replace(bench.sandbox.azureUrl, ''));
    const body = answer.json as { value: readonly T[]; nextLink: string | null };
    rows.push(...body.value);
    next = body.nextLink;
  }
  return rows;
}

const site = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite`;

/** The enable request for a machine of the modern vault. */
export async function enableInput(bench: Bench, machineName: string, changes: Record<string, unknown> = {}) {
  const [machines, accounts, fabric] = [
    await listRaw(bench, `${site}/machines`),
    await listRaw(bench, `${site}/runAsAccounts`),
    await bench.client.replicationFabrics.get(modern.vault, group, modern.fabric),
  ];
  const details = fabric.properties?.customDetails as { processServers: readonly { id: string }[] } | undefined;
  return {
    properties: {
      policyId: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.RecoveryServices/vaults/${modern.vault}/replicationPolicies/24-hour-replication-policy`,
      providerSpecificDetails: {
        instanceType: 'InMageRcm' as const,
        fabricDiscoveryMachineId: machines.find((machine) => machine.properties.displayName === machineName)?.id ?? 'nothing',
        runAsAccountId: accounts.find((account) => account.properties.displayName === 'win-admin')?.id ?? '',
        processServerId: details?.processServers[0]?.id ?? '',
        disksDefault: { logStorageAccountId: ids.cache, diskType: 'StandardSSD_LRS' },
        targetResourceGroupId: ids.target,
        targetNetworkId: ids.production,
        testNetworkId: ids.test,
        targetSubnetName: 'web',
        testSubnetName: 'web',
        targetVmName: machineName,
        targetVmSize: 'Standard_D2s_v5',
        licenseType: 'NoLicenseType',
        ...changes,
      },
    },
  };
}

/** Enables a machine of the modern vault and carries it to Protected. */
export async function protect(bench: Bench, machineName: string, changes: Record<string, unknown> = {}): Promise<ReplicationProtectedItem> {
  const input = await enableInput(bench, machineName, changes);
  const { client } = bench;
  await client.replicationProtectedItems.beginCreate(modern.vault, group, modern.fabric, modern.container, machineName, input);
  bench.minutes(90);
  return readItem(bench, machineName);
}

/** Reads an item of the modern vault. */
export function readItem(bench: Bench, name: string): Promise<ReplicationProtectedItem> {
  return bench.client.replicationProtectedItems.get(modern.vault, group, modern.fabric, modern.container, name);
}

/** The instance id of a machine by its name. */
export function instanceOf(bench: Bench, name: string): string {
  return bench.sandbox.world.sources.list().find((machine) => machine.name === name)?.instanceId ?? '';
}

/** Everything an asynchronous list yields. */
export async function collect<T>(iterator: AsyncIterable<T>): Promise<readonly T[]> {
  const rows: T[] = [];
  for await (const row of iterator) rows.push(row);
  return rows;
}

/** The error of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<{ statusCode: number; code: string; detail: string; message: string }> {
  try {
    await call;
  } catch (error) {
    const known = error as { statusCode: number; code: string; message: string; response?: { parsedBody?: unknown; bodyAsText?: string } };
    const body = JSON.parse(known.response?.bodyAsText ?? '{}') as { error?: { details?: readonly { code: string; message: string }[] } };
    return { statusCode: known.statusCode, code: known.code, detail: body.error?.details?.[0]?.code ?? '', message: known.message };
  }
  throw new Error('the call was not refused');
}
