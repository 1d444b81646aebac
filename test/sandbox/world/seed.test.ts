// The estate holds what the scenarios are written for.
import { describe, expect, test } from '@jest/globals';
import { instanceTypeOf } from '../../../src/sandbox/world/instance-types.ts';
import { makeWorld, resetWorld } from '../../../src/sandbox/world/make-world.ts';
import type { SourceMachine } from '../../../src/sandbox/world/sources.ts';

const fresh = (extraMachines = 0) => makeWorld({ speed: 1, pageSize: 2, extraMachines });

function named(name: string): SourceMachine {
  const [machine, ...others] = fresh().sources.list().filter((item) => item.name === name);
  if (!machine || others.length > 0) throw new Error(`${name} does not name one machine`);
  return machine;
}

test('25 machines can be migrated, and two servers cannot', () => {
  const world = fresh();
  expect(world.sources.list()).toHaveLength(25);
  expect(world.aws.instances.size).toBe(27);
  const tagged = [...world.aws.instances.values()].filter((item) => item.tags['Wave'] === 'W07' && item.tags['asr-migrate'] === 'true' && item.tags['Owner']);
  expect(tagged).toHaveLength(25);
  expect(world.sources.byPrivateIp('10.10.0.10')).toMatchObject([{ name: 'asr-appliance-01', osName: 'Microsoft Windows Server 2022 Datacenter' }]);
});

test('ids, interfaces, addresses and MACs are unique', () => {
  const world = fresh(1000);
  const machines = [...world.aws.instances.values()];
  for (const read of [(m: (typeof machines)[number]) => m.mac, (m: (typeof machines)[number]) => m.networkInterfaceId, (m: (typeof machines)[number]) => `${m.vpcId} ${m.privateIp}`]) {
    expect(new Set(machines.map(read)).size).toBe(1027);
  }
  for (const machine of machines) expect(machine.instanceId).toMatch(/^i-[0-9a-f]{17}$/);
  for (const id of world.aws.volumes.keys()) expect(id).toMatch(/^vol-[0-9a-f]{17}$/);
  for (const machine of machines) expect(machine.mac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
});

describe('the clean machines', () => {
  test.each(['web-01', 'web-02', 'web-03', 'db-01'])('%s has no defect', (name) => {
    const machine = named(name);
    const instance = fresh().aws.instances.get(machine.instanceId);
    expect(machine).toMatchObject({ osType: 'Windows', running: true, reachesAppliance: true, healthError: null, agentStopped: false });
    expect(machine.osName).toMatch(/2019|2022/);
    expect(instance).toMatchObject({ architecture: 'x86_64', virtualization: 'hvm', rootDeviceType: 'ebs', terminationProtected: true, stopProtected: false });
    expect(instanceTypeOf(instance?.instanceType ?? '')?.hypervisor).toBe('nitro');
  });

  test('web-01 has the address that the walk-through names', () => {
    expect(named('web-01')).toMatchObject({ privateIp: '10.10.1.11', instanceId: 'i-0a100000000000001', hostname: 'web-01', cores: 2, memoryMb: 8192, firmware: 'BIOS' });
  });
});

describe('the planted defects', () => {
  test('operating systems', () => {
    expect(named('web-04').osName).toBe('Red Hat Enterprise Linux Server 5.1');
    for (const name of ['web-05', 'web-06', 'web-07']) expect(named(name).osName).toContain('2008 R2');
    expect(named('db-07').osName).toBe('Ubuntu 22.04');
    expect(named('app-07').osName).toBe('Amazon Linux 2');
  });

  test('eleven machines cannot reach the appliance because of one group, one more because of its VPC', () => {
    const cut = fresh().sources.list().filter((machine) => !machine.reachesAppliance);
    expect(cut.filter((machine) => machine.vpcId.endsWith('0001'))).toHaveLength(11);
    expect(cut.filter((machine) => machine.vpcId.endsWith('0002')).map((machine) => machine.name)).toEqual(['app-05-dup']);
  });

  test('an address and a name that mean two machines each', () => {
    const { sources } = fresh();
    expect(sources.byPrivateIp('10.10.2.15').map((machine) => machine.name)).toEqual(['app-05-dup', 'app-05']);
    expect(sources.list().filter((machine) => machine.name === 'web-09').map((machine) => machine.hostname)).toEqual(['web-09', 'web-10']);
  });

  test('app-08 is stopped', () => {
    expect(named('app-08')).toMatchObject({ running: false, stoppedAt: expect.any(Number) });
  });
});

test('disks come root first, with the names the machine uses', () => {
  expect(named('db-01').disks.map(({ deviceName, sizeGiB, isRoot }) => [deviceName, sizeGiB, isRoot])).toEqual([
    ['/dev/sda1', 80, true],
    ['xvdf', 200, false],
    ['xvdg', 200, false],
  ]);
});

test('extra machines are clean, and a reset may change their number', () => {
  const world = fresh(1000);
  expect(world.sources.list()).toHaveLength(1025);
  expect(world.sources.list().filter((machine) => machine.name.startsWith('bulk-')).every((machine) => machine.reachesAppliance && machine.running)).toBe(true);
  resetWorld(world, 3);
  expect(world.sources.list()).toHaveLength(28);
  resetWorld(world, null);
  expect(world.sources.list()).toHaveLength(28);
});

describe('the eight causes of the wave that has real defects', () => {
  const world = fresh();
  const instances = [...world.aws.instances.values()];
  const names = (machines: readonly { tags: Readonly<Record<string, string>> }[]) => machines.map((machine) => machine.tags['Name']);

  test('one machine runs a Red Hat that was never supported', () => {
    expect(names(instances.filter((machine) => machine.guest.name.startsWith('Red Hat') && machine.guest.version.startsWith('5.')))).toEqual(['web-04']);
  });

  test('three have RedHat PV drivers, on types where they matter, and their agents tell of it', () => {
    const found = instances.filter((machine) => machine.guest.programs?.some((program) => program.name === 'RedHat PV Drivers'));
    expect(names(found)).toEqual(['web-05', 'web-06', 'web-07']);
    expect(found.every((machine) => machine.guest.ssm && instanceTypeOf(machine.instanceType)?.hypervisor === 'xen')).toBe(true);
  });

  test('eleven share a group that lets 443 out and not 9443, and could be pushed to', () => {
    const group = 'sg-0a1b2c3d4e5f60b04';
    expect(instances.filter((machine) => machine.groupIds.includes(group))).toHaveLength(11);
    const rules = [...world.aws.rules.values()].filter((rule) => rule.groupId === group);
    expect(rules.filter((rule) => rule.egress).map((rule) => [rule.fromPort, rule.toPort])).toEqual([[443, 443]]);
    expect(rules.filter((rule) => rule.peerGroupId === 'sg-0a1b2c3d4e5f60a01').map((rule) => rule.fromPort)).toEqual([135, 139, 445, 49_152, 22]);
  });

  test('two have one address in two VPCs, and one is in an Auto Scaling group', () => {
    const twice = instances.filter((machine) => machine.privateIp === '10.10.2.15');
    expect([names(twice), new Set(twice.map((machine) => machine.vpcId)).size]).toEqual([['app-05-dup', 'app-05'], 2]);
    expect(names(instances.filter((machine) => machine.tags['aws:autoscaling:groupName'] !== undefined))).toEqual(['app-06']);
  });
});

test('the clean machines can be reached by a push, and have the drivers that go with them', () => {
  const { aws } = fresh();
  for (const id of ['i-0a100000000000001', 'i-0a100000000000002', 'i-0a100000000000003', 'i-0a300000000000001']) {
    const machine = aws.instances.get(id);
    const open = [...aws.rules.values()].filter((rule) => !rule.egress && machine?.groupIds.includes(rule.groupId) && rule.peerGroupId === 'sg-0a1b2c3d4e5f60a01');
    expect(open.map((rule) => rule.fromPort)).toEqual([135, 139, 445, 49_152, 22]);
    expect(machine?.guest.programs?.map((program) => program.name)).toContain('AWS PV Drivers');
    expect(machine).toMatchObject({ moreCards: [], ipv6: [], amazonIp: null, lifecycle: null, operator: null, productCodes: [], checks: null, tenancy: 'default', sourceDestCheck: true });
  }
});
