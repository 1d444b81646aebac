import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { TargetCloud } from '../../src/ports/target.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { GROUP_ID, planFor, protect, replicationOf, requests, SUBSCRIPTION, targetOf, troubleOf } from './azure-support.ts';

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
  const prod = (await target.networks()).find((network) => network.name === 'vnet-prod-weu');
  expect(prod).toMatchObject({ resourceGroup: 'rg-net-weu', location: 'westeurope', prefixes: ['10.20.0.0/16'], peerings: [{ networkId: expect.stringMatching(/vnet-hub-weu$/), connected: true }] });
  expect(prod?.dnsServers.length).toBeGreaterThan(0);
  expect(prod?.subnets.map((subnet) => subnet.name)).toEqual(['web', 'app', 'db']);
  for (const subnet of prod?.subnets ?? []) {
    const size = 2 ** (32 - Number(subnet.prefix.split('/')[1]));
    expect(subnet).toMatchObject({ delegated: false, nsgId: expect.stringContaining('networkSecurityGroups'), freeAddresses: size - 5 - subnet.used.length });
    expect(subnet.used.length).toBeGreaterThan(0);
    const start = subnet.prefix.slice(0, subnet.prefix.lastIndexOf('.') + 1);
    expect(subnet.used.every((address) => address.startsWith(start))).toBe(true);
  }
});

test('the security groups of the subnets are there with their rules', async () => {
  const ids = (await target.networks()).flatMap((network) => network.subnets).flatMap((subnet) => (subnet.nsgId === null ? [] : [subnet.nsgId.toLowerCase()]));
  const nsgs = await target.nsgs();
  expect(ids.length).toBeGreaterThan(0);
  expect(nsgs.map((nsg) => nsg.id.toLowerCase())).toEqual(expect.arrayContaining(ids));
  for (const nsg of nsgs) {
    expect(nsg.rules.map((rule) => rule.priority)).toEqual(nsg.rules.map((rule) => rule.priority).toSorted((a, b) => a - b));
    expect(nsg.rules).toContainEqual(expect.objectContaining({ name: 'DenyAllInBound', inbound: true, allow: false, ports: ['*'], source: '*' }));
  }
});

test('sizes are typed, and a barred one says why', async () => {
  const { from, whyTable, sizes } = await target.sizes();
  expect({ from, whyTable }).toEqual({ from: 'live', whyTable: null });
  expect(sizes.find((size) => size.name === 'Standard_D2s_v5')).toMatchObject({ vcpus: 2, memoryGiB: 8, premium: true, generations: ['V1', 'V2'], nvmeOnly: false, architecture: 'x64', restricted: null, family: 'standardDSv5Family', acceleratedNetworking: true, zones: ['1', '2', '3'] });
  expect(sizes.some((size) => size.restricted === 'NotAvailableForSubscription')).toBe(true);
});

test('the cache account is fit to be one', async () => {
  const plan = await planFor(replicationOf(sandbox), 'web-01');
  expect(await target.cacheAccount(plan.cacheStorageAccountId)).toMatchObject({ location: 'westeurope', kind: 'StorageV2', softDelete: false, hierarchical: false, openToAll: true });
  expect(await troubleOf(target.cacheAccount(plan.cacheStorageAccountId.replace('stasrcacheweu', 'nobody')))).toMatchObject({ kind: 'notFound' });
});

test('nothing locks the group, and the one policy there only looks', async () => {
  expect(await target.locks(GROUP_ID)).toEqual([]);
  expect(await target.policies(GROUP_ID)).toEqual([{ name: 'audit-managed-disks', scope: `/subscriptions/${SUBSCRIPTION}`, effect: 'audit', enforced: true }]);
});

test('Ferry’s own permissions are told for the group and for the vault', async () => {
  const all = (permissions: Awaited<ReturnType<TargetCloud['permissions']>>): readonly string[] => permissions.flatMap((permission) => permission.actions);
  const vault = await replicationOf(sandbox).vault();
  expect(vault).toMatchObject({ name: 'rsv-mig-weu', location: 'westeurope', state: 'Succeeded' });
  expect(all(await target.permissions(GROUP_ID))).toContain('Microsoft.Compute/virtualMachines/write');
  expect(all(await target.permissions(vault.id))).toContain('Microsoft.RecoveryServices/Vaults/replicationFabrics/*');
  expect(await troubleOf(replicationOf(sandbox, { vaultName: 'no-such-vault' }).vault())).toMatchObject({ kind: 'notFound' });
});

test('quotas carry name, use and limit', async () => {
  const quotas = await target.quotas();
  expect(quotas.find((quota) => quota.name === 'cores')).toMatchObject({ title: 'Total Regional vCPUs', limit: 350, used: expect.any(Number) });
});

test('a machine that is not there is null; a group that is not there is an error', async () => {
  expect(await target.vm(GROUP_ID, 'nobody')).toBeNull();
  expect((await target.names(GROUP_ID)).machines).toEqual([]);
  expect(await troubleOf(target.vm(GROUP_ID.replace('rg-migrated-weu', 'rg-none'), 'web-01'))).toMatchObject({ kind: 'notFound' });
  expect(await troubleOf(target.vm('/subscriptions/x/../y', 'web-01'))).toMatchObject({ kind: 'invalid' });
});

test('a migrated machine can be read and deallocated with one request', async () => {
  const replication = replicationOf(sandbox);
  await replication.failover(await protect(sandbox, replication, 'web-01'));
  sandbox.world.clock.advance(600);
  const names = await target.names(GROUP_ID);
  expect(names.machines).toEqual(['web-01']);
  expect(names.networkCards.length).toBeGreaterThan(0);
  expect(names.disks.length).toBeGreaterThan(0);
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
