import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Provider } from '../../src/domain/observation.ts';
import type { Replication } from '../../src/ports/replication.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { replicationOf, requests, troubleOf } from './azure-support.ts';

const MINUTE = 60;
const wanted = { name: 'ferry-3-days', retentionMinutes: 4_320, appConsistentMinutes: 240, rpoThresholdMinutes: 30 };

const CASES: readonly { readonly provider: Provider; readonly input: object; readonly rpoThreshold: number | null }[] = [
  { provider: 'InMageRcm', rpoThreshold: null, input: { instanceType: 'InMageRcm', recoveryPointHistoryInMinutes: 4_320, crashConsistentFrequencyInMinutes: 5, appConsistentFrequencyInMinutes: 240, enableMultiVmSync: 'true' } },
  { provider: 'InMageAzureV2', rpoThreshold: 30, input: { instanceType: 'InMageAzureV2', recoveryPointHistory: 4_320, recoveryPointThresholdInMinutes: 30, crashConsistentFrequencyInMinutes: 5, appConsistentFrequencyInMinutes: 240, multiVmSyncStatus: 'Enable' } },
];

describe.each(CASES)('a policy of $provider', ({ provider, input, rpoThreshold }) => {
  let sandbox: Sandbox;
  let replication: Replication;
  const seen = async () => (await replication.infrastructure()).value.policies.find((policy) => policy.name === wanted.name);
  const sent = (path: RegExp) => requests(sandbox, 'PUT', path);

  beforeAll(async () => {
    sandbox = await startSandbox({ speed: 1 });
    replication = replicationOf(sandbox, { provider });
  });
  afterEach(() => {
    sandbox.world.faults.clear();
    sandbox.world.journal.clear();
  });
  afterAll(() => sandbox.close());

  test('cannot be used before it is there', async () => {
    const { value } = await replication.infrastructure();
    const id = (value.policies[0]?.id ?? '').replace(/[^/]+$/, wanted.name);
    expect(await troubleOf(replication.usePolicy(id))).toMatchObject({ operation: 'replicationProtectionContainerMappings.create', mayHaveHappened: false });
  });

  test('is created with one request, and shows its figures', async () => {
    const started = await replication.createPolicy(wanted);
    expect(started.jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent(/./).map((entry) => JSON.parse(entry.body))).toEqual([{ properties: { providerSpecificInput: input } }]);
    expect(requests(sandbox, 'GET', /replicationOperationStatus|operationresults/)).toHaveLength(0);
    sandbox.world.clock.advance(5 * MINUTE);
    expect((await replication.job(started.jobId ?? ('' as never))).value?.state).toBe('succeeded');
    expect(await seen()).toMatchObject({ retentionMinutes: 4_320, crashConsistentMinutes: 5, appConsistentMinutes: 240, rpoThresholdMinutes: rpoThreshold, mapped: false });
  });

  test('is then handed to the container, by a name that a repetition meets', async () => {
    const id = (await seen())?.id ?? '';
    const started = await replication.usePolicy(id);
    sandbox.world.clock.advance(5 * MINUTE);
    expect((await replication.job(started.jobId ?? ('' as never))).value?.state).toBe('succeeded');
    await replication.usePolicy(id);
    const mappings = sent(/replicationProtectionContainerMappings/);
    expect(mappings).toHaveLength(2);
    expect(new Set(mappings.map((entry) => entry.path)).size).toBe(1);
    expect(JSON.parse(mappings[0]?.body ?? '')).toEqual({ properties: { targetProtectionContainerId: 'Microsoft Azure', policyId: id } });
    sandbox.world.clock.advance(5 * MINUTE);
    expect(await seen()).toMatchObject({ mapped: true });
  });

  test.each([
    { reason: 'done, then 500', effect: { status: 500, afterwards: true } },
    { reason: '500', effect: { status: 500 } },
    { reason: '429', effect: { status: 429, retryAfter: 1 } },
    { reason: 'the connection drops', effect: { drop: true } },
  ])('is sent exactly once, whatever comes back: $reason', async ({ effect }) => {
    const id = (await seen())?.id ?? '';
    sandbox.world.journal.clear();
    sandbox.world.faults.add({ match: { server: 'azure', method: 'PUT' }, effect, count: 9 });
    const unclear = effect.status !== 429;
    expect(await troubleOf(replication.createPolicy({ ...wanted, name: 'once' }))).toMatchObject({ operation: 'replicationPolicies.create', kind: unclear ? 'unavailable' : 'throttled', mayHaveHappened: unclear });
    expect(await troubleOf(replication.usePolicy(id))).toMatchObject({ operation: 'replicationProtectionContainerMappings.create', mayHaveHappened: unclear });
    expect(sent(/replicationPolicies\/once/)).toHaveLength(1);
    expect(sent(/replicationProtectionContainerMappings/)).toHaveLength(1);
  });

  test('with figures that Site Recovery does not take is refused in its own words', async () => {
    const trouble = await troubleOf(replication.createPolicy({ ...wanted, name: 'long', retentionMinutes: 30 * 1_440 }));
    expect(trouble).toMatchObject({ kind: 'invalid', mayHaveHappened: false });
  });
});
