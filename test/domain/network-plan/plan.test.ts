/** The network plan: what becomes of each address, what would be blocked, and that nothing unread passes as settled. */
import { describe, expect, test } from '@jest/globals';
import type { TargetNetwork, TargetNsg, TargetSubnet } from '../../../src/domain/infrastructure.ts';
import type { GroupRule } from '../../../src/domain/machine.ts';
import { isReserved, privacyOf, rangeOf, relation } from '../../../src/domain/network-plan/addresses.ts';
import { planNetwork } from '../../../src/domain/network-plan/plan.ts';
import type { NetworkInput, NetworkMachine } from '../../../src/domain/network-plan/types.ts';
import { known, NETWORK_ID, nic, rule, TEST_NETWORK_ID, UNREADABLE } from '../checks/input.ts';

const NSG_ID = '/subscriptions/s/resourceGroups/moved/providers/Microsoft.Network/networkSecurityGroups/web-nsg';
const subnet = (change: Partial<TargetSubnet> = {}): TargetSubnet => ({ name: 'web', prefix: '10.0.1.0/24', freeAddresses: 200, used: [], nsgId: null, delegated: false, ...change });
const network = (change: Partial<TargetNetwork> = {}): TargetNetwork => ({ id: NETWORK_ID, name: 'prod', location: 'westeurope', resourceGroup: 'moved', prefixes: ['10.0.0.0/16'], dnsServers: [], peerings: [], subnets: [subnet()], ...change });
const TEST_NETWORK = network({ id: TEST_NETWORK_ID, name: 'test', prefixes: ['10.99.0.0/16'], subnets: [subnet({ prefix: '10.99.1.0/24' })] });
const machine = (change: Partial<NetworkMachine> = {}): NetworkMachine => ({
  instanceId: 'i-1', name: 'web-01', subnetId: 'subnet-1', sourceSubnet: known({ id: 'subnet-1', cidr: '10.0.1.0/24', ipv6Only: false }), nics: [nic()], rules: known([]),
  landing: { networkId: NETWORK_ID, subnet: 'web', testNetworkId: TEST_NETWORK_ID }, chosen: new Map(), ...change,
});
const input = (change: Partial<NetworkInput> = {}): NetworkInput => ({ now: 0, machines: [machine()], networks: known([network(), TEST_NETWORK]), nsgs: known([]), reservedPerSubnet: 5, ...change });
const fateOf = (change: Partial<NetworkInput>): unknown => planNetwork(input(change)).machines[0]?.addresses[0]?.fate;
const at = (ip: string, more: Partial<NetworkMachine> = {}): NetworkMachine => machine({ nics: [nic({ privateIps: [ip] })], ...more });
const into = (s: Partial<TargetSubnet>) => known([network({ subnets: [subnet(s)] }), TEST_NETWORK]);

describe('what becomes of an address', () => {
  test.each([
    { change: {}, fate: { kind: 'can-stay' }, reason: 'the target subnet holds it and nobody uses it' },
    { change: { machines: [at('10.7.0.10')] }, fate: { kind: 'new', why: 'outside' }, reason: 'outside of the prefix' },
    { change: { machines: [at('10.0.1.3')] }, fate: { kind: 'new', why: 'reserved' }, reason: 'Azure keeps the first four' },
    { change: { machines: [at('10.0.1.4')] }, fate: { kind: 'can-stay' }, reason: 'the fifth is free' },
    { change: { machines: [at('10.0.1.255')] }, fate: { kind: 'new', why: 'reserved' }, reason: 'Azure keeps the last one' },
    { change: { networks: into({ used: ['10.0.1.10'] }) }, fate: { kind: 'new', why: 'in-use' }, reason: 'in use in Azure' },
    { change: { machines: [at('10.0.1.10'), at('10.0.1.10', { instanceId: 'i-2', name: 'web-02' })] }, fate: { kind: 'new', why: 'clash' }, reason: 'two machines have it' },
    { change: { machines: [at('10.0.1.10', { chosen: new Map([['10.0.1.10', '10.0.1.77']]) })] }, fate: { kind: 'set', to: '10.0.1.77' }, reason: 'replication is set to another one' },
    { change: { machines: [at('10.0.1.10', { landing: { networkId: null, subnet: null, testNetworkId: null } })] }, fate: { kind: 'unknown', why: 'no target subnet is chosen yet' }, reason: 'nothing is chosen' },
    { change: { networks: UNREADABLE }, fate: { kind: 'unknown', why: 'the virtual networks could not be read: access denied' }, reason: 'Azure could not be read' },
    { change: { networks: known([]) }, fate: { kind: 'unknown', why: 'the chosen target subnet does not exist' }, reason: 'the subnet is gone' },
  ])('$reason', ({ change, fate }) => {
    expect(fateOf(change)).toEqual(fate);
  });

  test('public, second and IPv6 addresses and routers are listed', () => {
    const m = machine({ nics: [nic({ privateIps: ['10.0.1.10', '10.0.1.11'], ipv6: ['fd00::1'], publicIp: '3.4.5.6', elastic: true, sourceDestCheck: false })] });
    const [plan] = planNetwork(input({ machines: [m] })).machines;
    expect(plan).toMatchObject({ forwards: true, publicIps: [{ ip: '3.4.5.6', elastic: true }] });
    expect(plan?.addresses.map((a) => [a.ip, a.main, a.fate.kind])).toEqual([['10.0.1.10', true, 'can-stay'], ['10.0.1.11', false, 'can-stay'], ['fd00::1', false, 'new']]);
  });
});

test('subnets are counted together, and a shortage shows', () => {
  const machines = [at('10.0.1.10'), at('10.0.1.11', { instanceId: 'i-2' }), at('10.0.2.10', { subnetId: 'subnet-2' })];
  expect(planNetwork(input({ machines, networks: into({ freeAddresses: 1 }) })).moves).toEqual([
    { source: 'subnet-1', sourceCidr: '10.0.1.0/24', target: 'prod/web', why: null, targetPrefix: '10.0.1.0/24', machines: 2, needed: 2, free: 1 },
    { source: 'subnet-2', sourceCidr: '10.0.1.0/24', target: 'prod/web', why: null, targetPrefix: '10.0.1.0/24', machines: 1, needed: 1, free: 1 },
  ]);
});

test('clashes name both ends; an address that replication itself took is none', () => {
  const machines = [at('10.0.1.10'), at('10.0.1.10', { name: 'web-02' }), at('10.0.1.20', { name: 'web-03' }), at('10.0.1.30', { name: 'web-04', chosen: new Map([['10.0.1.30', '10.0.1.30']]) })];
  expect(planNetwork(input({ machines, networks: into({ used: ['10.0.1.20', '10.0.1.30'] }) })).clashes).toEqual([
    { ip: '10.0.1.10', kind: 'in-wave', machines: ['web-01', 'web-02'] },
    { ip: '10.0.1.20', kind: 'in-target', machines: ['web-03'] },
  ]);
});

describe('the test network', () => {
  const isolation = (networks: readonly TargetNetwork[], testNetworkId: string | null) => planNetwork(input({ networks: known(networks), machines: [machine({ landing: { networkId: NETWORK_ID, subnet: 'web', testNetworkId } })] })).test;
  test.each([
    { networks: [network(), TEST_NETWORK], id: TEST_NETWORK_ID, state: 'isolated', reason: 'on its own' },
    { networks: [network(), TEST_NETWORK], id: NETWORK_ID, state: 'same', reason: 'the target network itself' },
    { networks: [network(), { ...TEST_NETWORK, peerings: [{ networkId: NETWORK_ID, connected: true }] }], id: TEST_NETWORK_ID, state: 'peered', reason: 'peered with production' },
    { networks: [network(), { ...TEST_NETWORK, peerings: [{ networkId: NETWORK_ID, connected: false }] }], id: TEST_NETWORK_ID, state: 'isolated', reason: 'a peering that is cut' },
    { networks: [network()], id: TEST_NETWORK_ID, state: 'missing', reason: 'gone' },
    { networks: [network()], id: null, state: 'none-chosen', reason: 'never chosen' },
  ])('$reason', ({ networks, id, state }) => {
    expect(isolation(networks, id)).toMatchObject([{ state }]);
  });

  test('is not called isolated when the networks could not be read', () => {
    expect(planNetwork(input({ networks: UNREADABLE })).test).toMatchObject([{ state: 'unknown' }]);
  });
});

describe('the security group on the target subnet', () => {
  const allow = (change: Partial<TargetNsg['rules'][number]>): TargetNsg['rules'][number] => ({ name: 'r', priority: 100, inbound: true, allow: true, protocol: 'Tcp', ports: ['443'], source: '*', destination: '*', ...change });
  const DEFAULTS = [
    allow({ name: 'AllowVnetInBound', priority: 65_000, protocol: '*', ports: ['*'], source: 'VirtualNetwork', destination: 'VirtualNetwork' }),
    allow({ name: 'AllowAzureLoadBalancerInBound', priority: 65_001, protocol: '*', ports: ['*'], source: 'AzureLoadBalancer' }),
    allow({ name: 'DenyAllInBound', priority: 65_500, allow: false, protocol: '*', ports: ['*'] }),
  ];
  const verdicts = (rules: readonly TargetNsg['rules'][number][], mine: Partial<GroupRule>) =>
    planNetwork(input({ networks: into({ nsgId: NSG_ID }), nsgs: known([{ id: NSG_ID.toUpperCase(), name: 'web-nsg', rules: [...rules, ...DEFAULTS] }]), machines: [machine({ rules: known([rule({ groupId: 'sg-web', direction: 'in', ...mine })]) })] })).inbound.map((l) => [l.verdict, l.by.split(' ')[0]]);

  test.each([
    { rules: [], mine: {}, is: [['partly', 'DenyAllInBound']], reason: 'from everywhere, only the network itself gets through' },
    { rules: [], mine: { peer: { kind: 'cidr', cidr: '8.8.8.0/24' } }, is: [['blocked', 'DenyAllInBound']], reason: 'from the internet by default' },
    { rules: [], mine: { peer: { kind: 'cidr', cidr: '10.0.3.0/24' } }, is: [], reason: 'from within the target network' },
    { rules: [], mine: { peer: { kind: 'cidr', cidr: '192.168.7.0/24' } }, is: [['unknown', 'AllowVnetInBound']], reason: 'from a private range that may be connected: nobody can tell' },
    { rules: [], mine: { peer: { kind: 'group', groupId: 'sg-lb' } }, is: [], reason: 'from another security group: within the network' },
    { rules: [allow({})], mine: {}, is: [], reason: 'a rule allows it from everywhere' },
    { rules: [allow({ source: 'Internet' })], mine: {}, is: [['partly', 'DenyAllInBound']], reason: 'rules that only together cover everything are not added up' },
    { rules: [allow({ ports: ['80', '8000-8080'] })], mine: { peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [['blocked', 'DenyAllInBound']], reason: 'another port' },
    { rules: [allow({ name: 'deny-443', allow: false }), allow({ priority: 200 })], mine: {}, is: [['blocked', 'deny-443']], reason: 'the lower number decides' },
    { rules: [allow({ name: 'deny-one', allow: false, source: '8.8.8.8/32' }), allow({ priority: 200 })], mine: {}, is: [['partly', 'deny-one']], reason: 'one address of many is denied' },
    { rules: [allow({ source: 'AzureCloud' })], mine: { peer: { kind: 'cidr', cidr: '8.8.8.0/24' } }, is: [['unknown', 'r']], reason: 'a service tag that cannot be spelled out' },
    { rules: [allow({ protocol: 'Udp' })], mine: { peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [['blocked', 'DenyAllInBound']], reason: 'another protocol' },
    { rules: [allow({ destination: '10.0.9.0/24' })], mine: { peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [['blocked', 'DenyAllInBound']], reason: 'another destination' },
    { rules: [allow({ inbound: false })], mine: { peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [['blocked', 'DenyAllInBound']], reason: 'rules outwards do not count' },
    { rules: [allow({})], mine: { protocol: '-1', fromPort: null, toPort: null, peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [['partly', 'DenyAllInBound']], reason: 'everything is more than one port' },
    { rules: [allow({})], mine: { peer: { kind: 'prefixList', id: 'pl-1', cidrs: null } }, is: [['unknown', 'the']], reason: 'a prefix list without its entries' },
    { rules: [allow({})], mine: { peer: { kind: 'cidr', cidr: '::/0' } }, is: [], reason: 'IPv6 does not come along' },
    { rules: [], mine: { direction: 'out', peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [], reason: 'rules outwards are not compared' },
    { rules: [], mine: { groupId: 'sg-other', peer: { kind: 'cidr', cidr: '8.8.8.8/32' } }, is: [], reason: 'rules of other groups are not its own' },
  ] satisfies readonly { readonly rules: TargetNsg['rules']; readonly mine: Partial<GroupRule>; readonly is: readonly (readonly string[])[]; readonly reason: string }[])('$reason', ({ rules, mine, is }) => {
    expect(verdicts(rules, mine)).toEqual(is);
  });

  test('the same rule of several machines is one line', () => {
    const rules = known([rule({ groupId: 'sg-web', direction: 'in', peer: { kind: 'cidr', cidr: '8.8.8.8/32' } })]);
    const machines = [machine({ rules }), machine({ rules, instanceId: 'i-2', name: 'web-02' })];
    const plan = planNetwork(input({ machines, networks: into({ nsgId: NSG_ID }), nsgs: known([{ id: NSG_ID, name: 'web-nsg', rules: DEFAULTS }]) }));
    expect(plan.inbound).toMatchObject([{ what: 'TCP 443 from 8.8.8.8/32', machines: ['web-01', 'web-02'] }]);
  });

  test('one whose rules could not be read is not taken for open', () => {
    const plan = planNetwork(input({ networks: into({ nsgId: NSG_ID }), nsgs: UNREADABLE }));
    expect(plan.guards).toEqual([{ target: 'prod/web', group: 'web-nsg', known: false }]);
    expect(plan.unread).toEqual(['Network security groups: access denied']);
  });

  test('no security group blocks nothing', () => {
    expect(planNetwork(input()).guards).toEqual([{ target: 'prod/web', group: null, known: true }]);
  });
});

test('DNS servers of the target network are told once', () => {
  expect(planNetwork(input({ machines: [machine(), machine({ name: 'web-02' })], networks: known([network({ dnsServers: ['10.0.0.4'] }), TEST_NETWORK]) })).dns).toEqual([{ network: 'prod', servers: ['10.0.0.4'] }]);
});

test('parts of many machines that could not be read are counted', () => {
  const plan = planNetwork(input({ machines: [machine({ rules: UNREADABLE }), machine()] }));
  expect(plan.unread).toEqual(['Security group rules of 1 machine: access denied']);
});

describe('ranges', () => {
  test.each([['10.0.0.0/33', null], ['10.0.0', null], ['::/0', null], ['10.0.0.5', { from: 167772165, to: 167772165 }], ['0.0.0.0/0', { from: 0, to: 4294967295 }]])('%s', (text, range) => {
    expect(rangeOf(text)).toEqual(range);
  });

  test('inside, across, apart', () => {
    const [big, small, other] = ['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8'].map((c) => rangeOf(c)!);
    expect([relation(small!, big!), relation(big!, small!), relation(small!, other!)]).toEqual(['inside', 'overlaps', 'apart']);
    expect([privacyOf(small!), privacyOf(other!), privacyOf(rangeOf('0.0.0.0/0')!)]).toEqual(['private', 'public', 'both']);
  });

  test('an address outside of the prefix is not one of its reserved ones', () => {
    expect(isReserved('10.0.1.0/24', '10.0.2.1', 5)).toBe(false);
  });
});
