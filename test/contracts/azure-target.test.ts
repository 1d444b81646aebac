import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { TargetCloud } from '../../src/ports.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { GROUP_ID, protect, replicationOf, requests, targetOf, troubleOf } from './azure-support.ts';

let sandbox: Sandbox;
let target: TargetCloud;
beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, pageSize: 2 });
  target = targetOf(sandbox);
});
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

test('resource groups come from every page', async () => {
  expect((await target.resourceGroups()).map((group) => group.name)).toEqual(['rg-asr-weu', 'rg-migrated-weu', 'rg-legacy-weu', 'rg-net-weu']);
});

test('networks carry their group, and subnets the addresses Azure can still give', async () => {
  const networks = await target.networks();
  const prod = networks.find((network) => network.name === 'vnet-prod-weu');
  expect(prod).toMatchObject({ resourceGroup: 'rg-net-weu', location: 'westeurope' });
  expect(prod?.subnets).toEqual([
    { name: 'web', prefix: '10.20.1.0/24', freeAddresses: 239 },
    { name: 'app', prefix: '10.20.2.0/24', freeAddresses: 242 },
    { name: 'db', prefix: '10.20.3.0/27', freeAddresses: 20 },
  ]);
});

test('sizes are typed, and a barred one says why', async () => {
  const sizes = await target.sizes();
  expect(sizes.find((size) => size.name === 'Standard_D2s_v5')).toMatchObject({ vcpus: 2, memoryGiB: 8, premium: true, generations: ['V1', 'V2'], nvmeOnly: false, architecture: 'x64', restricted: null, family: 'standardDSv5Family' });
  expect(sizes.some((size) => size.restricted === 'NotAvailableForSubscription')).toBe(true);
});

test('quotas carry name, use and limit', async () => {
  const quotas = await target.quotas();
  expect(quotas.find((quota) => quota.name === 'cores')).toMatchObject({ title: 'Total Regional vCPUs', limit: 350, used: expect.any(Number) });
});

test('a machine that is not there is null; a group that is not there is an error', async () => {
  expect(await target.vm(GROUP_ID, 'nobody')).toBeNull();
  expect(await target.vmNames(GROUP_ID)).toEqual([]);
  expect(await troubleOf(target.vm(GROUP_ID.replace('rg-migrated-weu', 'rg-none'), 'web-01'))).toMatchObject({ kind: 'notFound' });
  expect(await troubleOf(target.vm('/subscriptions/x/../y', 'web-01'))).toMatchObject({ kind: 'invalid' });
});

test('a migrated machine can be read and deallocated with one request', async () => {
  const replication = replicationOf(sandbox);
  await replication.failover(await protect(sandbox, replication, 'web-01'));
  sandbox.world.clock.advance(600);
  expect(await target.vmNames(GROUP_ID)).toEqual(['web-01']);
  expect(await target.vm(GROUP_ID, 'WEB-01')).toMatchObject({ power: 'running', privateIp: expect.stringMatching(/^10\.20\.1\./) });
  await target.deallocate(GROUP_ID, 'web-01');
  expect(await target.vm(GROUP_ID, 'web-01')).toMatchObject({ power: 'deallocating' });
  sandbox.world.clock.advance(600);
  expect(await target.vm(GROUP_ID, 'web-01')).toMatchObject({ power: 'deallocated' });
  expect(requests(sandbox, 'POST', /deallocate/)).toHaveLength(1);
});

test('deallocating is sent once, whatever comes back', async () => {
  sandbox.world.journal.clear();
  sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: 'deallocate' }, effect: { status: 500, afterwards: true }, count: 9 });
  expect(await troubleOf(target.deallocate(GROUP_ID, 'web-01'))).toMatchObject({ kind: 'unavailable', mayHaveHappened: true, operation: 'virtualMachines.deallocate' });
  expect(requests(sandbox, 'POST', /deallocate/)).toHaveLength(1);
});

test('an unreadable network card hides the address, not the machine', async () => {
  sandbox.world.faults.add({ match: { server: 'azure', path: 'networkInterfaces/' }, effect: { status: 403 }, count: 9 });
  expect(await target.vm(GROUP_ID, 'web-01')).toMatchObject({ name: 'web-01', privateIp: null });
});
