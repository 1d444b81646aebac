import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { InMageRcmReplicationDetails } from '@azure/arm-recoveryservices-siterecovery';
import { collect, enableInput, group, listRaw, makeClient, modern, protect, readItem, refusal, startBench, subscription, viaPipeline, type Bench } from './support.ts';

const quick = { updateIntervalInMs: 1 };
const vault = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.RecoveryServices/vaults/${modern.vault}`;

describe('the manners of the service', () => {
  let bench: Bench;
  const path = (name: string) => [modern.vault, group, modern.fabric, modern.container, name] as const;
  const failoverInput = { properties: {
    failoverDirection: 'PrimaryToRecovery',
    sourceSiteOperations: 'NotRequired',
    providerSpecificDetails: { instanceType: 'InMageRcm' as const, performShutdown: 'false' },
  } };
  const itemPath = (name: string) => `${vault}/replicationFabrics/${modern.fabric}/replicationProtectionContainers/${modern.container}/replicationProtectedItems/${name}`;

  beforeAll(async () => {
    bench = await startBench();
  });
  beforeEach(() => {
    bench.sandbox.world.faults.clear();
    bench.sandbox.azure.reset();
  });
  afterAll(() => bench.sandbox.close());

  describe('at the gate', () => {
    test.each([
      { path: `${vault}/replicationFabrics`, headers: { authorization: '' }, status: 401, reason: 'no token' },
      { path: `${vault}/replicationFabrics?api-version=`, headers: {}, status: 400, reason: 'no api version' },
      { path: vault.replace('a001', 'b001'), headers: {}, status: 404, reason: 'another subscription' },
      { path: vault.replace('rg-asr-weu', 'rg-none'), headers: {}, status: 404, reason: 'no such resource group' },
      { path: vault.replace('rsv-mig-weu', 'rsv-none'), headers: {}, status: 404, reason: 'no such vault' },
      { path: `${vault}/replicationUnknownThings`, headers: {}, status: 404, reason: 'no such resource type' },
    ])('$status: $reason', async ({ path: url, headers, status }) => {
      const answer = await bench.raw(url, { headers });
      expect(answer.status).toBe(status);
      expect(answer.json).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
      if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    });

    test('paths are read without regard to case, and a wrong method is refused', async () => {
      expect((await bench.raw(vault.replace('/subscriptions/', '/Subscriptions/').replace('resourceGroups', 'resourcegroups').toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'))).status).toBe(200);
      expect((await bench.raw(`${vault}/replicationVaultHealth`, { method: 'PUT', body: {} })).status).toBe(405);
    });

    test('every answer carries the ids support asks for', async () => {
      const answer = await bench.raw(`${vault}/replicationPolicies`, { headers: { 'x-ms-client-request-id': 'my-request' } });
      expect(answer.headers.get('x-ms-client-request-id')).toBe('my-request');
      expect(answer.headers.get('x-ms-correlation-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get('x-ms-ratelimit-remaining-subscription-reads')).toMatch(/^\d+$/);
    });
  });

  describe('lists', () => {
    test('are cut into pages that lead back to the same door', async () => {
      const first = (await bench.raw(`${vault}/replicationPolicies`)).json as { value: unknown[]; nextLink: string };
      expect(first.value).toHaveLength(2);
      expect(first.nextLink.startsWith(`${bench.sandbox.azureUrl}/`)).toBe(true);
      const policies = await collect(bench.client.replicationPolicies.list(modern.vault, group));
      expect(policies.map((policy) => policy.name)).toEqual(['24-hour-replication-policy', 'appconsistency-policy-failback', 'crashconsistency-policy-failback']);
      expect(policies[0]?.id).toMatch(/^\/Subscriptions\//);
      expect((await bench.raw(`${vault}/replicationPolicies?$skipToken=nonsense`)).status).toBe(400);
    });

    test('of fabrics and items hide what only a read shows', async () => {
      await protect(bench, 'web-02');
      const [fabric] = await collect(bench.client.replicationFabrics.list(modern.vault, group));
      expect((fabric?.properties?.customDetails as { processServers: unknown[] }).processServers).toEqual([]);
      const [item] = await collect(bench.client.replicationProtectedItems.list(modern.vault, group));
      const listed = item?.properties?.providerSpecificDetails as InMageRcmReplicationDetails;
      expect([listed.protectedDisks, listed.vmNics, listed.discoveredVmDetails ?? null]).toEqual([[], [], null]);
      const read = (await readItem(bench, 'web-02')).properties?.providerSpecificDetails as InMageRcmReplicationDetails;
      expect(read.protectedDisks).not.toHaveLength(0);
      expect(read.vmNics).toHaveLength(1);
    });

    test('of jobs hide the tasks and can be narrowed by time and status', async () => {
      await protect(bench, 'web-02');
      const jobs = await collect(bench.client.replicationJobs.list(modern.vault, group));
      expect(jobs.map((job) => job.properties?.scenarioName)).toEqual(['IrCompletion', 'EnableDr']);
      expect(jobs[0]?.properties?.tasks).toEqual([]);
      const filter = "StartTime eq '2020-01-01T00:00:00Z' and EndTime eq '2021-01-01T00:00:00Z'";
      expect(await collect(bench.client.replicationJobs.list(modern.vault, group, { filter }))).toEqual([]);
      expect(await refusal(collect(bench.client.replicationJobs.list(modern.vault, group, { filter: 'Mood eq 1' })))).toMatchObject({ statusCode: 400 });
    });

    test('of the physical site show all added machines and leave three out', async () => {
      const site = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.OffAzure/ServerSites/rsv-mig-weuphysicalsite`;
      const names = (await listRaw(bench, `${site}/machines`)).map((machine) => machine.properties.displayName);
      expect(names).toHaveLength(22);
      expect(names).toContain('web-01');
      for (const absent of ['web-08', 'app-07', 'app-08', 'asr-appliance-01']) expect(names).not.toContain(absent);
      const viaClient = await viaPipeline(bench.client, `${bench.sandbox.azureUrl}${site}/runAsAccounts?api-version=2020-01-01`);
      expect(viaClient.status).toBe(200);
    });
  });

  describe('long-running operations', () => {
    test('answer with two absolute addresses and the job', async () => {
      const answer = await bench.raw(itemPath('web-02'), { method: 'PUT', body: await enableInput(bench, 'web-02') });
      expect(answer.status).toBe(202);
      expect(answer.json).toBe('');
      const status = answer.headers.get('azure-asyncoperation') ?? '';
      const location = answer.headers.get('location') ?? '';
      expect(status.startsWith(`${bench.sandbox.azureUrl}/Subscriptions/`)).toBe(true);
      expect(answer.headers.get('retry-after')).toBe('30');
      const guid = /replicationOperationStatus\/([0-9a-f-]{36})\?/.exec(status)?.[1] ?? '';
      expect(location).toContain(`/replicationProtectedItems/web-02/operationresults/${guid}?`);
      expect(answer.headers.get('x-ms-request-id')).toMatch(new RegExp(`^/Subscriptions/.*/replicationJobs/${guid}$`));
      const relative = (url: string): string => url.replace(bench.sandbox.azureUrl, '');
      expect((await bench.raw(relative(status))).json).toMatchObject({
        error: null,
        id: null,
        name: guid,
        status: 'InProgress',
        endTime: null,
        percentComplete: null,
      });
      expect((await bench.raw(relative(location))).status).toBe(202);
      bench.minutes(11);
      expect((await bench.raw(relative(status))).json).toMatchObject({ status: 'Succeeded', endTime: expect.stringMatching(/\.\d{7}Z$/) });
      expect(await bench.raw(relative(location))).toMatchObject({ status: 200, json: { name: 'web-02' } });
      expect((await bench.raw(`${vault}/replicationOperationStatus/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    });

    test('can be resumed from a stored poller without a second PUT', async () => {
      const before = bench.sandbox.world.journal.list().length;
      const input = await enableInput(bench, 'web-02');
      const poller = await bench.client.replicationProtectedItems.beginCreate(...path('web-02'), input, quick);
      const stored = poller.toString();
      bench.minutes(11);
      const second = await makeClient(bench.sandbox.azureUrl).replicationProtectedItems.beginCreate(...path('web-02'), input, { ...quick, resumeFrom: stored });
      expect((await second.pollUntilDone()).name).toBe('web-02');
      const puts = bench.sandbox.world.journal.list().slice(before).filter((entry) => entry.method === 'PUT');
      expect(puts.map((entry) => entry.accepted)).toEqual([true]);
    });
  });

  describe('planned faults', () => {
    const policies = 'replicationPolicies';

    test('429 with Retry-After is waited for, without one it is thrown', async () => {
      bench.sandbox.world.faults.add({ match: { server: 'azure', path: policies }, effect: { status: 429, retryAfter: 0 } });
      expect(await collect(makeClient(bench.sandbox.azureUrl, { maxRetries: 3 }).replicationPolicies.list(modern.vault, group))).toHaveLength(3);
      bench.sandbox.world.faults.add({ match: { server: 'azure', path: policies }, effect: { status: 429 } });
      expect(await refusal(collect(makeClient(bench.sandbox.azureUrl, { maxRetries: 3 }).replicationPolicies.list(modern.vault, group)))).toMatchObject({ statusCode: 429 });
    });

    test('"do it, then answer 500": a repeated failover meets the running one', async () => {
      await protect(bench, 'web-02');
      bench.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: 'unplannedFailover' }, effect: { status: 500, afterwards: true } });
      const retrying = makeClient(bench.sandbox.azureUrl, { maxRetries: 3 });
      const error = await refusal(retrying.replicationProtectedItems.beginUnplannedFailover(...path('web-02'), failoverInput, quick));
      expect(error).toMatchObject({ statusCode: 409, detail: 'SimOperationInProgress' });
      const posts = bench.sandbox.world.journal.list().filter((entry) => entry.method === 'POST' && entry.path.includes('unplannedFailover'));
      expect(posts.slice(-2).map((entry) => [entry.status, entry.accepted])).toEqual([[500, true], [409, false]]);
    });
  });
});
