import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import { SOURCE_PARTS, type MachineFacts } from '../../src/domain/machine.ts';
import { MINUTE } from '../../src/domain/time.ts';
import type { Patience, SourceCloud } from '../../src/ports/source.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { counts, EVERYTHING, factsOf, NOBODY, sourceAt, WEB_01 } from './aws-support.ts';

let sandbox: Sandbox;
let source: SourceCloud;
type Effect = Parameters<Sandbox['world']['faults']['add']>[0]['effect'];
const failing = (action: string, effect: Effect, count = 100): void => {
  sandbox.world.faults.add({ match: { server: 'ec2', action }, effect, count });
};

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, extraMachines: 120 });
  source = sourceAt(sandbox.ec2Url);
});
beforeEach(() => sandbox.world.journal.clear());
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

const first = (facts: readonly MachineFacts[]): MachineFacts => {
  if (facts[0] === undefined) throw new Error('no facts');
  return facts[0];
};

describe('the facts of one machine', () => {
  test('web-01', async () => {
    const facts = first(await factsOf(source, WEB_01));
    expect(facts).toMatchObject({ name: 'web-01', architecture: 'x86_64', virtualization: 'hvm', rootDeviceType: 'ebs', platform: 'windows', lifecycle: null, tenancy: 'default', operator: null });
    expect(facts.nics).toMatchObject([{ index: 0, privateIps: ['10.10.1.11'], sourceDestCheck: true, publicIp: null, elastic: false }]);
    expect(facts.hardware).toMatchObject({ known: true, value: { vcpus: 2, memoryMiB: 8_192, hypervisor: 'nitro', burstable: false, architectures: ['x86_64'], bareMetal: false, accelerators: [] } });
    expect(facts.image).toMatchObject({ known: true, value: { name: expect.stringContaining('Windows_Server-2019'), ephemeral: [] } });
    const disks = facts.disks.known ? facts.disks.value : [];
    expect(disks.map((disk) => [disk.sizeGiB, disk.isRoot, disk.state, disk.attachment, disk.attachedTo, disk.deleteOnTermination])).toEqual([[60, true, 'in-use', 'attached', 1, true], [40, false, 'in-use', 'attached', 1, false]]);
    const rules = facts.rules.known ? facts.rules.value : [];
    expect(rules.some((rule) => rule.direction === 'out')).toBe(true);
    expect(rules.every((rule) => rule.groupId === facts.securityGroups[0]?.id)).toBe(true);
    expect(rules.filter((rule) => rule.protocol === '-1').every((rule) => rule.fromPort === null && rule.toPort === null)).toBe(true);
    expect(facts.status).toMatchObject({ known: true, value: { system: 'ok', instance: 'ok', events: [] } });
    expect(facts.protection).toEqual({ known: true, value: { termination: true, stop: false, shutdownBehaviour: 'stop' } });
    expect(facts.subnet).toMatchObject({ known: true, value: { cidr: expect.stringMatching(/^10\.10\.1\.0/), ipv6Only: false } });
    expect(facts.acl.known && facts.acl.value.some((entry) => entry.allow)).toBe(true);
    expect(facts.routes.known && facts.routes.value.some((route) => route.via === 'local' && route.active)).toBe(true);
  });

  test('every part is known on a sound machine', async () => {
    const facts = first(await factsOf(source, WEB_01));
    expect(SOURCE_PARTS.filter((part) => !facts[part].known)).toEqual([]);
  });

  test('machines of the estate without an agent have no guest report; that is known', async () => {
    const ids = (await source.list()).slice(0, 12).map((machine) => machine.instanceId);
    const reports = (await factsOf(source, ...ids)).map((facts) => facts.guest);
    expect(reports.every((report) => report.known)).toBe(true);
    expect(reports.some((report) => report.known && report.value?.platformName.includes('Windows'))).toBe(true);
  });

  test('an id that AWS does not know is missing, and does not hide the others', async () => {
    const { machines, missing } = await source.facts({ ids: [NOBODY, WEB_01, instanceIdFromCloud('i-0ffffffffffffff02')], parts: new Set(['disks']) });
    expect(machines.map((facts) => facts.instanceId)).toEqual([WEB_01]);
    expect(missing).toEqual([NOBODY, 'i-0ffffffffffffff02']);
  });

  test('only what is asked for is read; the rest is unread and says so', async () => {
    const { machines } = await source.facts({ ids: [WEB_01], parts: new Set(['rules']) });
    expect(first(machines).disks).toEqual({ known: false, why: 'it was not read this time' });
    expect([...counts(sandbox).keys()].toSorted()).toEqual(['DescribeInstances', 'DescribeSecurityGroupRules']);
  });
});

describe('trouble with one kind of facts', () => {
  test.each([
    { part: 'rules', action: 'DescribeSecurityGroupRules', why: 'Ferry is not allowed to read it (ec2:DescribeSecurityGroupRules: UnauthorizedOperation)' },
    { part: 'disks', action: 'DescribeVolumes', why: 'Ferry is not allowed to read it (ec2:DescribeVolumes: UnauthorizedOperation)' },
    { part: 'image', action: 'DescribeImages', why: 'Ferry is not allowed to read it (ec2:DescribeImages: UnauthorizedOperation)' },
    { part: 'hardware', action: 'DescribeInstanceTypes', why: 'Ferry is not allowed to read it (ec2:DescribeInstanceTypes: UnauthorizedOperation)' },
    { part: 'status', action: 'DescribeInstanceStatus', why: 'Ferry is not allowed to read it (ec2:DescribeInstanceStatus: UnauthorizedOperation)' },
    { part: 'protection', action: 'DescribeInstanceAttribute', why: 'Ferry is not allowed to read it (ec2:DescribeInstanceAttribute: UnauthorizedOperation)' },
    { part: 'subnet', action: 'DescribeSubnets', why: 'Ferry is not allowed to read it (ec2:DescribeSubnets: UnauthorizedOperation)' },
    { part: 'acl', action: 'DescribeNetworkAcls', why: 'Ferry is not allowed to read it (ec2:DescribeNetworkAcls: UnauthorizedOperation)' },
    { part: 'routes', action: 'DescribeRouteTables', why: 'Ferry is not allowed to read it (ec2:DescribeRouteTables: UnauthorizedOperation)' },
  ] as const)('403 on $action makes $part unknown and nothing else', async ({ part, action, why }) => {
    failing(action, { status: 403 });
    const facts = first(await factsOf(source, WEB_01));
    expect(facts[part]).toEqual({ known: false, why });
    expect(SOURCE_PARTS.filter((other) => !facts[other].known)).toEqual([part]);
  });

  test('403 on SSM makes the guest unknown', async () => {
    failing('DescribeInstanceInformation', { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } });
    expect(first(await factsOf(source, WEB_01)).guest).toMatchObject({ known: false, why: expect.stringContaining('ssm:DescribeInstanceInformation') });
  });

  test('without the permission to see changes of volumes the volumes stand, and whether they change is not known', async () => {
    failing('DescribeVolumesModifications', { status: 403 });
    const { disks } = first(await factsOf(source, WEB_01));
    expect(disks.known && disks.value.map((disk) => disk.modification)).toEqual([null, null]);
  });

  test('throttling is told apart from every other reason', async () => {
    failing('DescribeVolumes', { status: 503 });
    expect(first(await factsOf(source, WEB_01)).disks).toMatchObject({ known: false, why: expect.stringContaining('AWS asks for fewer requests'), throttled: { retryAfterMs: null } });
  });
});

describe('patience', () => {
  const patient = (o: { readonly forMs: number }): { readonly source: SourceCloud; readonly patience: Patience; readonly waits: number[]; readonly told: string[] } => {
    let now = Date.UTC(2026, 0, 1);
    const waits: number[] = [];
    const told: string[] = [];
    const sleep = (ms: number): Promise<void> => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    };
    const quick = sourceAt(sandbox.ec2Url, { clock: { now: () => now, nonce: () => 'nonce' }, sleep });
    return { source: quick, patience: { until: now + o.forMs, slowed: ({ who }) => told.push(who) }, waits, told };
  };

  test('a throttled read waits and is asked again until AWS answers', async () => {
    // Three tries of the SDK are one of ours.
    failing('DescribeVolumes', { status: 503 }, 6);
    const p = patient({ forMs: 10 * MINUTE });
    const { machines } = await p.source.facts({ ids: [WEB_01], parts: new Set(['disks']), patience: p.patience });
    expect(first(machines).disks.known).toBe(true);
    expect(p.told).toEqual(['AWS', 'AWS']);
    expect(p.waits.every((ms) => ms >= 1_000)).toBe(true);
  });

  test('it waits exactly as long as AWS asks for, and the SDK does not press on meanwhile', async () => {
    failing('DescribeVolumes', { status: 503, retryAfter: 37 }, 1);
    const p = patient({ forMs: 10 * MINUTE });
    await p.source.facts({ ids: [WEB_01], parts: new Set(['disks']), patience: p.patience });
    expect(p.waits).toEqual([37_000]);
  });

  test('when patience ends the part is unknown, never empty', async () => {
    failing('DescribeVolumes', { status: 503 });
    const p = patient({ forMs: 10_000 });
    const { machines } = await p.source.facts({ ids: [WEB_01], parts: new Set(['disks']), patience: p.patience });
    expect(first(machines).disks).toMatchObject({ known: false, throttled: { retryAfterMs: null } });
    expect(p.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(10_000);
  });

  test('the instances themselves are waited for, too', async () => {
    failing('DescribeInstances', { status: 503 }, 3);
    const p = patient({ forMs: MINUTE });
    expect((await p.source.facts({ ids: [WEB_01], parts: new Set(), patience: p.patience })).machines).toHaveLength(1);
    expect(p.told).toEqual(['AWS']);
  });
});

test.each([{ machines: 25 }, { machines: 100 }])('$machines machines cost one call per kind and page, attributes aside', async ({ machines }) => {
  const ids = (await source.list()).filter((machine) => machine.name.startsWith('bulk')).slice(0, machines).map((machine) => machine.instanceId);
  sandbox.world.journal.clear();
  const read = await source.facts({ ids, parts: EVERYTHING });
  expect(read.machines).toHaveLength(machines);
  const calls = Object.fromEntries(counts(sandbox));
  expect(calls).toEqual({
    ...{ DescribeInstances: 1, DescribeVolumes: 1, DescribeVolumesModifications: 1, DescribeSecurityGroupRules: 1, DescribeImages: 1, DescribeInstanceTypes: 1, DescribeSubnets: 1, DescribeNetworkAcls: 1, DescribeRouteTables: 1, DescribeInstanceStatus: 1 },
    // SSM answers fifty, or forty, at a time.
    ...{ DescribeInstanceInformation: Math.ceil(machines / 50), GetInventory: Math.ceil(machines / 40) },
    DescribeInstanceAttribute: 3 * machines,
  });
});
