import { expect, test } from '@jest/globals';
import { machineOf, powerOf } from '../../../src/adapters/aws/machines.ts';
import { hardwareOf, ruleOf } from '../../../src/adapters/aws/parts.ts';

test.each([
  { reason: 'every protocol has every port', rule: { IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0', IsEgress: true }, expected: { direction: 'out', fromPort: null, toPort: null, peer: { kind: 'cidr', cidr: '0.0.0.0/0' } } },
  { reason: 'a range', rule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 444, ReferencedGroupInfo: { GroupId: 'sg-2' } }, expected: { direction: 'in', fromPort: 443, toPort: 444, peer: { kind: 'group', groupId: 'sg-2' } } },
  { reason: 'IPv6', rule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, CidrIpv6: '::/0' }, expected: { peer: { kind: 'cidr', cidr: '::/0' } } },
  { reason: 'a prefix list', rule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, PrefixListId: 'pl-1' }, expected: { peer: { kind: 'prefixList', id: 'pl-1' } } },
])('a rule: $reason', ({ rule, expected }) => {
  expect(ruleOf({ GroupId: 'sg-1', ...rule })).toMatchObject({ groupId: 'sg-1', ...expected });
});

test('a rule without a peer allows nobody', () => {
  expect(ruleOf({ GroupId: 'sg-1', IpProtocol: 'tcp' })).toBeNull();
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
