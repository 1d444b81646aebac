import { afterEach, describe, expect, test } from '@jest/globals';
import type { Replication } from '../../../src/ports/replication.ts';
import { list, ok, refusal, replicationAt, startArm, type Answer, type ArmServer } from './arm-server.ts';

const SITE = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OffAzure/ServerSites/site';
const VAULT = '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v';

let server: ArmServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** A vault with one appliance; other answers go by the end of the path. */
async function vaultWith(answers: Readonly<Record<string, Answer>>): Promise<Replication> {
  const all: Readonly<Record<string, Answer>> = {
    '/replicationFabrics': list({ id: 'f', name: 'f', properties: { customDetails: { instanceType: 'InMageRcm', physicalSiteId: SITE } } }),
    '/replicationProtectionContainers': list({ id: 'c', name: 'c' }),
    ...answers,
  };
  server = await startArm(({ path }) => Object.entries(all).find(([end]) => path.endsWith(end))?.[1] ?? refusal(404, 'ResourceNotFound'));
  return replicationAt(server);
}

describe('the vault itself', () => {
  test('tells its place and state', async () => {
    const replication = await vaultWith({ '/vaults/v': ok({ id: VAULT, name: 'v', location: 'westeurope', properties: { provisioningState: 'Succeeded' } }) });
    expect(await replication.vault()).toEqual({ id: VAULT, name: 'v', location: 'westeurope', state: 'Succeeded' });
    expect(server?.asked.map((one) => [one.path, one.query.get('api-version')])).toEqual([[VAULT, '2024-04-01']]);
  });

  test.each([
    { reason: 'not there', answer: refusal(404, 'ResourceNotFound'), error: { kind: 'notFound', code: 'ResourceNotFound' } },
    { reason: 'not for Ferry', answer: refusal(403, 'AuthorizationFailed'), error: { kind: 'forbidden' } },
    { reason: 'asked too often', answer: refusal(429, 'TooManyRequests', { 'retry-after': '3600' }), error: { kind: 'throttled', retryAfterMs: 3_600_000 } },
    { reason: 'not readable', answer: ok({ name: 'v' }), error: { kind: 'unavailable' } },
  ])('is a trouble when it is $reason', async ({ answer, error }) => {
    const replication = await vaultWith({ '/vaults/v': answer });
    await expect(replication.vault()).rejects.toMatchObject({ ...error, operation: 'vaults.get' });
  });
});

describe('offered sizes', () => {
  const size = (properties: object): object => ({ id: 'x', name: 'x', type: 't', properties });

  test('carry what Site Recovery has against them; a figure it does not tell is none', async () => {
    const told = size({ name: 'Standard_D2s_v5', cpuCoresCount: 2, memoryInGB: 8, maxDataDiskCount: 4, maxNicsCount: 2, errors: [{ message: 'It has too few disks.', severity: 'Error' }, { message: '', severity: 'Warning' }] });
    const replication = await vaultWith({ '/targetComputeSizes': list(told, size({ name: 'Standard_New' })) });
    expect(await replication.offeredSizes('ferry-web')).toEqual([
      { name: 'Standard_D2s_v5', vcpus: 2, memoryGiB: 8, maxDataDisks: 4, maxNics: 2, errors: ['It has too few disks.', 'Warning'] },
      { name: 'Standard_New', vcpus: 0, memoryGiB: 0, maxDataDisks: 0, maxNics: 0, errors: [] },
    ]);
    expect(server?.asked.at(-1)?.path).toMatch(/\/replicationProtectedItems\/ferry-web\/targetComputeSizes$/);
  });

  test.each([
    { reason: 'the item is not there', answer: refusal(404, 'NotFound'), error: { kind: 'notFound' } },
    { reason: 'Ferry may not ask', answer: refusal(403, 'AuthorizationFailed'), error: { kind: 'forbidden' } },
    { reason: 'the answer is of another shape', answer: list({ id: 'x' }), error: { kind: 'unavailable' } },
  ])('are a trouble when $reason', async ({ answer, error }) => {
    await expect((await vaultWith({ '/targetComputeSizes': answer })).offeredSizes('i')).rejects.toMatchObject({ ...error, operation: 'targetComputeSizes.list' });
  });
});

test('discovered machines carry the BIOS id where the appliance tells it', async () => {
  const machine = (name: string, properties: object): object => ({ id: `${SITE}/machines/${name}`, name, properties: { displayName: name, networkAdapters: [{ ipAddressList: ['10.0.0.4'] }], ...properties } });
  const replication = await vaultWith({ '/machines': list(machine('a', { biosGuid: 'EC2ABC' }), machine('b', { isDeleted: true })) });
  expect(await replication.discovered()).toEqual([
    { id: `${SITE}/machines/a`, name: 'a', ips: ['10.0.0.4'], osName: null, biosId: 'EC2ABC', deleted: false },
    { id: `${SITE}/machines/b`, name: 'b', ips: ['10.0.0.4'], osName: null, biosId: null, deleted: true },
  ]);
});
