import { afterEach, describe, expect, test } from '@jest/globals';
import type { TargetCloud } from '../../../src/ports/target.ts';
import { GROUP, list, ok, refusal, startArm, targetAt, type Answer, type ArmServer } from './arm-server.ts';

let server: ArmServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** A target whose answers go by the end of the path; what is not named is not there. */
async function targetWith(answers: Readonly<Record<string, Answer>>): Promise<TargetCloud> {
  server = await startArm(({ path }) => Object.entries(answers).find(([end]) => path.endsWith(end))?.[1] ?? refusal(404, 'ResourceNotFound'));
  return targetAt(server);
}

const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/cache`;
const NET = '/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/v';

describe('networks', () => {
  const subnet = (name: string, properties: object): object => ({ name, properties });
  const network = {
    id: NET,
    name: 'v',
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.1.0.0/16', 'fd00::/48'] },
      dhcpOptions: { dnsServers: ['10.1.0.4'] },
      virtualNetworkPeerings: [
        { properties: { peeringState: 'Connected', remoteVirtualNetwork: { id: '/hub' }, allowVirtualNetworkAccess: true } },
        { properties: { peeringState: 'Connected', remoteVirtualNetwork: { id: '/untold' } } },
        { properties: { peeringState: 'Disconnected', remoteVirtualNetwork: { id: '/gone' } } },
        { properties: { peeringState: 'Connected', remoteVirtualNetwork: { id: '/barred' }, allowVirtualNetworkAccess: false } },
      ],
      subnets: [
        subnet('web', { addressPrefix: '10.1.1.0/28', ipConfigurations: [{ id: 'a' }, { id: 'b' }, { id: 'c', properties: { privateIPAddress: '10.1.1.9' } }], networkSecurityGroup: { id: '/nsg-web' }, delegations: [] }),
        subnet('two', { addressPrefixes: ['fd00::/64', '10.1.2.0/28'], delegations: [{ name: 'd' }] }),
      ],
    },
  };
  const card = (subnetId: string, address: string): object => ({ name: address, properties: { ipConfigurations: [{ properties: { privateIPAddress: address, subnet: { id: subnetId } } }] } });
  const cards = list(card(`${NET.toUpperCase()}/subnets/WEB`, '10.1.1.5'), card(`${NET}/subnets/web`, '10.1.1.9'), card('/elsewhere', '10.1.1.6'), { name: 'empty', properties: {} });

  test('tell prefixes, name servers, peerings, and who is in each subnet', async () => {
    const target = await targetWith({ '/virtualNetworks': list(network), '/networkInterfaces': cards });
    expect(await target.networks()).toEqual([
      {
        ...{ id: NET, name: 'v', location: 'westeurope', resourceGroup: 'rg-net', prefixes: ['10.1.0.0/16', 'fd00::/48'], dnsServers: ['10.1.0.4'] },
        peerings: [{ networkId: '/hub', connected: true }, { networkId: '/untold', connected: true }, { networkId: '/gone', connected: false }, { networkId: '/barred', connected: false }],
        subnets: [
          { name: 'web', prefix: '10.1.1.0/28', freeAddresses: 8, used: ['10.1.1.9', '10.1.1.5'], nsgId: '/nsg-web', delegated: false },
          { name: 'two', prefix: '10.1.2.0/28', freeAddresses: 11, used: [], nsgId: null, delegated: true },
        ],
      },
    ]);
    expect(server?.asked).toHaveLength(2);
  });

  test('can be read where the network cards cannot', async () => {
    const target = await targetWith({ '/virtualNetworks': list(network), '/networkInterfaces': refusal(403, 'AuthorizationFailed') });
    expect((await target.networks())[0]?.subnets[0]).toMatchObject({ used: ['10.1.1.9'], freeAddresses: 8 });
  });

  test('are not called free while Azure asks for fewer requests', async () => {
    const target = await targetWith({ '/virtualNetworks': list(network), '/networkInterfaces': refusal(429, 'TooManyRequests', { 'retry-after': '3600' }) });
    await expect(target.networks()).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000 });
  });
});

test('a security group lists its rules in the order in which they are tried, Azure’s own last', async () => {
  const rule = (name: string, properties: object): object => ({ name, properties: { direction: 'Inbound', access: 'Allow', protocol: 'Tcp', ...properties } });
  const group = {
    id: '/nsg',
    name: 'nsg',
    properties: {
      securityRules: [
        rule('b', { priority: 200, access: 'Deny', destinationPortRange: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', protocol: '*' }),
        rule('a', { priority: 100, destinationPortRanges: ['443', '8000-8080'], sourceAddressPrefixes: ['10.0.0.0/8', '192.168.0.0/16'], destinationApplicationSecurityGroups: [{ id: '/x/web' }] }),
      ],
      defaultSecurityRules: [rule('out', { priority: 65_001, direction: 'Outbound', destinationPortRange: '*', sourceAddressPrefix: '*', destinationAddressPrefix: 'Internet' })],
    },
  };
  const target = await targetWith({ '/networkSecurityGroups': list(group) });
  expect(await target.nsgs()).toEqual([
    {
      id: '/nsg',
      name: 'nsg',
      rules: [
        { name: 'a', priority: 100, inbound: true, allow: true, protocol: 'Tcp', ports: ['443', '8000-8080'], source: '10.0.0.0/8, 192.168.0.0/16', destination: 'web' },
        { name: 'b', priority: 200, inbound: true, allow: false, protocol: '*', ports: ['*'], source: '*', destination: '*' },
        { name: 'out', priority: 65_001, inbound: false, allow: true, protocol: 'Tcp', ports: ['*'], source: '*', destination: 'Internet' },
      ],
    },
  ]);
});

describe('the cache account', () => {
  const account = (properties: object = {}): Answer => ok({ id: ACCOUNT, name: 'cache', location: 'westeurope', kind: 'StorageV2', properties });
  const blobs = (policy: unknown): Answer => ok({ properties: { deleteRetentionPolicy: policy } });
  const plain = { softDelete: false, hierarchical: false, openToAll: true };

  test.each([
    { reason: 'nothing special', properties: {}, policy: { enabled: false }, expected: {} },
    { reason: 'a field that was never set', properties: {}, policy: null, expected: {} },
    { reason: 'soft delete', properties: {}, policy: { enabled: true, days: 7 }, expected: { softDelete: true } },
    { reason: 'a hierarchical namespace', properties: { isHnsEnabled: true }, policy: null, expected: { hierarchical: true } },
    { reason: 'a firewall', properties: { networkAcls: { defaultAction: 'Deny' } }, policy: null, expected: { openToAll: false } },
    { reason: 'no public access at all', properties: { networkAcls: { defaultAction: 'Allow' }, publicNetworkAccess: 'Disabled' }, policy: null, expected: { openToAll: false } },
  ])('with $reason', async ({ properties, policy, expected }) => {
    const target = await targetWith({ '/storageAccounts/cache': account(properties), '/blobServices/default': blobs(policy) });
    expect(await target.cacheAccount(ACCOUNT)).toEqual({ id: ACCOUNT, name: 'cache', location: 'westeurope', kind: 'StorageV2', ...plain, ...expected });
  });

  test('says that its soft delete is unknown when the blob service is closed to Ferry', async () => {
    const target = await targetWith({ '/storageAccounts/cache': account(), '/blobServices/default': refusal(403, 'AuthorizationFailed') });
    expect((await target.cacheAccount(ACCOUNT)).softDelete).toBeNull();
  });

  test('that does not exist is "not found"', async () => {
    await expect((await targetWith({})).cacheAccount(ACCOUNT)).rejects.toMatchObject({ kind: 'notFound', operation: 'storageAccounts.get' });
  });
});

test('locks are those on the group and above it, never those of what lies inside or beside', async () => {
  const lock = (scope: string, level: string): object => ({ id: `${scope}/providers/Microsoft.Authorization/locks/l`, name: 'l', properties: { level } });
  const inside = `${GROUP}/providers/Microsoft.Storage/storageAccounts/x`;
  const target = await targetWith({ '/locks': list(lock('/subscriptions/s', 'ReadOnly'), lock(GROUP.toUpperCase(), 'CanNotDelete'), lock(inside, 'ReadOnly'), lock(`${GROUP}-2`, 'ReadOnly'), lock(GROUP, 'NotSpecified')) });
  expect(await target.locks(GROUP)).toEqual([
    { name: 'l', level: 'ReadOnly', scope: '/subscriptions/s' },
    { name: 'l', level: 'CanNotDelete', scope: GROUP.toUpperCase() },
  ]);
  expect(server?.asked[0]?.query.get('$filter')).toBe('atScope()');
});

test('names are those of machines, network cards and disks', async () => {
  const target = await targetWith({ '/virtualMachines': list({ name: 'web' }), '/networkInterfaces': list({ name: 'web-nic' }), '/disks': list({ name: 'web-os' }, { name: 'old' }) });
  expect(await target.names(GROUP)).toEqual({ machines: ['web'], networkCards: ['web-nic'], disks: ['web-os', 'old'] });
});

test('permissions are told as Azure tells them, for a group and for a resource', async () => {
  const target = await targetWith({ '/permissions': list({ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'], dataActions: [] }, {}) });
  const expected = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }, { actions: [], notActions: [] }];
  expect(await target.permissions(GROUP)).toEqual(expected);
  expect(await target.permissions(ACCOUNT)).toEqual(expected);
});

const READS: readonly { readonly name: string; readonly operation: string; readonly run: (target: TargetCloud) => Promise<unknown> }[] = [
  { name: 'resourceGroups', operation: 'resourceGroups.list', run: (t) => t.resourceGroups() },
  { name: 'networks', operation: 'virtualNetworks.list', run: (t) => t.networks() },
  { name: 'nsgs', operation: 'networkSecurityGroups.list', run: (t) => t.nsgs() },
  { name: 'quotas', operation: 'usages.list', run: (t) => t.quotas() },
  { name: 'names', operation: '', run: (t) => t.names(GROUP) },
  { name: 'cacheAccount', operation: 'storageAccounts.get', run: (t) => t.cacheAccount(ACCOUNT) },
  { name: 'locks', operation: 'managementLocks.list', run: (t) => t.locks(GROUP) },
  { name: 'policies', operation: 'policyAssignments.list', run: (t) => t.policies(GROUP) },
  { name: 'permissions', operation: 'permissions.list', run: (t) => t.permissions(GROUP) },
];

describe.each(READS)('$name', ({ run, operation }) => {
  test.each([
    { reason: 'forbidden', answer: refusal(403, 'AuthorizationFailed'), error: { kind: 'forbidden', code: 'AuthorizationFailed' } },
    { reason: 'not there', answer: refusal(404, 'ResourceGroupNotFound'), error: { kind: 'notFound', code: 'ResourceGroupNotFound' } },
    { reason: 'asked too often', answer: refusal(429, 'TooManyRequests', { 'retry-after': '3600' }), error: { kind: 'throttled', retryAfterMs: 3_600_000 } },
    { reason: 'no JSON', answer: { status: 200, body: '<html>' }, error: { kind: 'unavailable' } },
    { reason: 'JSON of another shape', answer: ok({ value: 'many', name: 7 }), error: { kind: 'unavailable' } },
  ])('$reason is a trouble, never an empty answer', async ({ answer, error }) => {
    server = await startArm(() => answer);
    const trouble: unknown = await run(targetAt(server)).catch((reason: unknown) => reason);
    expect(trouble).toMatchObject({ name: 'CloudError', ...error, mayHaveHappened: false, ...(operation === '' ? {} : { operation }) });
  });

  test('asks with an api-version', async () => {
    server = await startArm(() => refusal(403, 'AuthorizationFailed'));
    await run(targetAt(server)).catch(() => undefined);
    expect(server.asked.length).toBeGreaterThan(0);
    expect(server.asked.every((one) => /^\d{4}-\d\d-\d\d$/.test(one.query.get('api-version') ?? ''))).toBe(true);
  });
});

test('every list follows its pages', async () => {
  const second = (path: string): string => `${server?.url ?? ''}${path}?api-version=x&page=2`;
  const lock = { id: `${GROUP}/providers/Microsoft.Authorization/locks/l`, name: 'l', properties: { level: 'ReadOnly' } };
  server = await startArm(({ path, query }) => ok(query.get('page') === '2' ? { value: [lock], nextLink: null } : { value: [lock, lock], nextLink: second(path) }));
  expect(await targetAt(server).locks(GROUP)).toHaveLength(3);
});

test.each(['', 'rg', '/subscriptions/s', `${GROUP}?x=1`, '/subscriptions/s/resourceGroups/..', `${GROUP}/providers/Microsoft.Storage/storageAccounts/../../x`])('"%s" is no place to ask about', async (id) => {
  const target = await targetWith({});
  for (const read of [target.locks, target.policies, target.names, target.permissions, target.cacheAccount]) await expect(read(id)).rejects.toMatchObject({ kind: 'invalid' });
  expect(server?.asked).toHaveLength(0);
});
