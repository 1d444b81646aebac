import { expect, test } from '@jest/globals';
import { machineOf, powerOf } from '../../../src/adapters/aws/machines.ts';
import { ownFacts } from '../../../src/adapters/aws/own-facts.ts';
import { hardwareOf } from '../../../src/adapters/aws/parts/hardware.ts';
import { entryOf, routeOf } from '../../../src/adapters/aws/parts/network.ts';
import { ruleOf } from '../../../src/adapters/aws/parts/rules.ts';

const LISTS = new Map([['pl-1', ['10.0.0.0/8']]]);

test.each([
  { reason: 'every protocol has every port', rule: { IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0', IsEgress: true }, expected: { direction: 'out', fromPort: null, toPort: null, peer: { kind: 'cidr', cidr: '0.0.0.0/0' } } },
  { reason: 'a range', rule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 444, ReferencedGroupInfo: { GroupId: 'sg-2' } }, expected: { direction: 'in', fromPort: 443, toPort: 444, peer: { kind: 'group', groupId: 'sg-2' } } },
  { reason: 'IPv6', rule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIpv6: '::/0' }, expected: { peer: { kind: 'cidr', cidr: '::/0' } } },
  { reason: 'a prefix list', rule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, PrefixListId: 'pl-1' }, expected: { peer: { kind: 'prefixList', id: 'pl-1', cidrs: ['10.0.0.0/8'] } } },
  { reason: 'a prefix list that could not be read', rule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, PrefixListId: 'pl-2' }, expected: { peer: { kind: 'prefixList', id: 'pl-2', cidrs: null } } },
])('a rule: $reason', ({ rule, expected }) => {
  expect(ruleOf({ GroupId: 'sg-1', ...rule }, LISTS)).toMatchObject({ groupId: 'sg-1', ...expected });
});

test('a rule without a peer allows nobody', () => {
  expect(ruleOf({ GroupId: 'sg-1', IpProtocol: 'tcp' }, LISTS)).toBeNull();
});

test('CPU options of the instance count more than its type', () => {
  const type = { VCpuInfo: { DefaultVCpus: 8 }, MemoryInfo: { SizeInMiB: 16_384 }, Hypervisor: 'nitro' } as const;
  expect(hardwareOf(type, {}).vcpus).toBe(8);
  expect(hardwareOf(type, { CpuOptions: { CoreCount: 2, ThreadsPerCore: 1 } }).vcpus).toBe(2);
});

test('a machine without a name is called by its id, and empty elements are nothing', () => {
  expect(machineOf({ InstanceId: 'i-1', PrivateIpAddress: '', PublicIpAddress: '', Tags: [{ Key: 'Name', Value: '' }] })).toMatchObject({ name: 'i-1', privateIp: null, publicIp: null });
  expect(machineOf({})).toBeNull();
});

test('a state nobody knows lies between states', () => {
  expect(powerOf({ State: { Name: 'pondering' as never } })).toBe('pending');
});

test('accelerators of every kind are named with their number', () => {
  const type = { GpuInfo: { Gpus: [{ Count: 4, Name: 'T4' }] }, NeuronInfo: { NeuronDevices: [{ Count: 1 }] }, BareMetal: true };
  expect(hardwareOf(type, {})).toMatchObject({ accelerators: ['4 GPU T4', '1 Neuron device'], bareMetal: true });
});

test.each([
  { reason: 'the subnet itself', route: { GatewayId: 'local' }, via: 'local' },
  { reason: 'the Internet', route: { GatewayId: 'igw-1' }, via: 'internet' },
  { reason: 'a NAT gateway', route: { NatGatewayId: 'nat-1' }, via: 'nat' },
  { reason: 'a transit gateway', route: { TransitGatewayId: 'tgw-1' }, via: 'transit' },
  { reason: 'a peered VPC', route: { VpcPeeringConnectionId: 'pcx-1' }, via: 'peering' },
  { reason: 'a private gateway', route: { GatewayId: 'vgw-1' }, via: 'other' },
])('a route to $reason', ({ route, via }) => {
  expect(routeOf({ DestinationCidrBlock: '0.0.0.0/0', State: 'active', ...route })).toMatchObject({ via, active: true });
});

test('a route into nothing is not active, and IPv6 routes are left out', () => {
  expect(routeOf({ DestinationCidrBlock: '0.0.0.0/0', State: 'blackhole', NatGatewayId: 'nat-1' })?.active).toBe(false);
  expect(routeOf({ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1', State: 'active' })).toBeNull();
});

test('an ACL entry without a port range covers every port', () => {
  expect(entryOf({ RuleNumber: 100, RuleAction: 'deny', Egress: false, Protocol: '6', CidrBlock: '0.0.0.0/0', PortRange: { From: 443, To: 443 } })).toEqual({ number: 100, direction: 'in', allow: false, protocol: '6', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' });
  expect(entryOf({ RuleNumber: 32_767, RuleAction: 'allow', Egress: true, Protocol: '-1', CidrBlock: '0.0.0.0/0' })).toMatchObject({ direction: 'out', allow: true, fromPort: null, toPort: null });
});

test('an instance that says nothing has plain facts, none of them invented', () => {
  expect(ownFacts({})).toEqual({
    ...{ architecture: '', virtualization: '', rootDeviceType: '', rootDeviceName: null, platform: null, usageOperation: null, usageChangedAt: null, bootMode: null, tpm: null, imageId: null },
    ...{ lifecycle: null, tenancy: 'default', hostId: null, licences: [], productCodes: [], instanceProfile: null, metadata: false, hibernation: false, enclave: false, operator: null, nics: [], securityGroups: [] },
  });
});

test('cards are in the order of their index, the main address first, and an Elastic IP is told from a lent one', () => {
  const card = (index: number, owner: string) => ({ NetworkInterfaceId: `eni-${index}`, Attachment: { DeviceIndex: index }, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.9', Primary: false }, { PrivateIpAddress: `10.0.0.${index}`, Primary: true }], Association: { PublicIp: '1.2.3.4', IpOwnerId: owner }, SourceDestCheck: index === 0 });
  const { nics } = ownFacts({ NetworkInterfaces: [card(1, '111122223333'), card(0, 'amazon')] });
  expect(nics.map((nic) => [nic.id, nic.privateIps, nic.elastic, nic.sourceDestCheck])).toEqual([
    ['eni-0', ['10.0.0.0', '10.0.0.9'], false, true],
    ['eni-1', ['10.0.0.1', '10.0.0.9'], true, false],
  ]);
});
