import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeSourceCloud } from '../../src/adapters/aws/source-cloud.ts';
import { instanceIdFromCloud, userIdFromActivity } from '../../src/domain/ids.ts';
import type { SourceCloud } from '../../src/ports/source.ts';
import type { CloudError } from '../../src/ports/trouble.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { clock, quiet, troubleOf, until } from './azure-support.ts';

const WEB_01 = instanceIdFromCloud('i-0a100000000000001');
const STOP_PROTECTED = instanceIdFromCloud('i-0a300000000000003');
const NOBODY = instanceIdFromCloud('i-0fffffffffffffff1');
const KEYS = { accessKeyId: 'AKIASANDBOXSANDBOX00', secretAccessKey: 'sandbox' };
const ann = { requester: userIdFromActivity('11111111-2222-4333-8444-555555555555') };

let sandbox: Sandbox;
let source: SourceCloud;
const sourceOf = (o: Partial<Parameters<typeof makeSourceCloud>[0]> = {}): SourceCloud =>
  makeSourceCloud({ region: 'eu-west-1', endpoints: { ec2: sandbox.ec2Url, ssm: sandbox.ec2Url, sts: sandbox.ec2Url, cloudwatch: sandbox.ec2Url }, credentials: KEYS, roleArn: null, webIdentity: null, deadlineMs: 5_000, clock, log: quiet, ...o });
const sent = (action: string): number => sandbox.world.journal.list().filter((entry) => entry.server === 'ec2' && entry.action?.endsWith(action)).length;
type Effect = Parameters<Sandbox['world']['faults']['add']>[0]['effect'];
const failing = (action: string, effect: Effect, count = 100): void => {
  sandbox.world.faults.add({ match: { server: 'ec2', action }, effect, count });
};

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, extraMachines: 30 });
  source = sourceOf();
});
beforeEach(() => sandbox.world.journal.clear());
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

describe('reading', () => {
  test('the list holds every machine of the region, with name, addresses and tags', async () => {
    const machines = await source.list();
    expect(machines).toHaveLength(57);
    expect(machines.find((machine) => machine.instanceId === WEB_01)).toMatchObject({ name: 'web-01', privateIp: '10.10.1.11', power: 'running', instanceType: 'm5.large', platformDetails: expect.stringContaining('Windows'), tags: { Name: 'web-01' } });
    expect(machines.filter((machine) => machine.name === 'web-09')).toHaveLength(2);
  });

  test('power of many machines costs one request, and an unknown one is gone', async () => {
    expect(await source.power([WEB_01, NOBODY])).toEqual([
      { instanceId: WEB_01, power: 'running', privateIp: '10.10.1.11' },
      { instanceId: NOBODY, power: 'gone', privateIp: null },
    ]);
    expect(sent('DescribeInstances')).toBe(1);
  });

  test('nobody asked for means nothing is asked', async () => {
    expect(await source.power([])).toEqual([]);
    expect(sent('DescribeInstances')).toBe(0);
  });

  test('throttling is answered with patience, three times at most', async () => {
    failing('DescribeInstances', { status: 503 }, 1);
    await source.list();
    expect(sent('DescribeInstances')).toBe(2);
    failing('DescribeInstances', { status: 503 });
    expect(await troubleOf(source.list())).toMatchObject({ kind: 'throttled', code: 'RequestLimitExceeded', mayHaveHappened: false });
    expect(sent('DescribeInstances')).toBe(5);
  });

  test('a long list has a deadline for each page, not for all of them', async () => {
    const large = await startSandbox({ extraMachines: 700 });
    try {
      large.world.faults.add({ match: { server: 'ec2', action: 'DescribeInstances' }, effect: { delayMs: 400 }, count: 10 });
      const seen = await sourceOf({ endpoints: { ec2: large.ec2Url, ssm: large.ec2Url, sts: large.ec2Url, cloudwatch: large.ec2Url }, deadlineMs: 1_000 }).list();
      expect(seen.length).toBeGreaterThan(700);
      expect(large.world.journal.list().filter((e) => e.action === 'DescribeInstances').length).toBeGreaterThanOrEqual(3);
    } finally {
      await large.close();
    }
  });

  test('silence ends at the deadline', async () => {
    failing('DescribeInstances', { status: 500, delayMs: 900 });
    const before = Date.now();
    expect(await troubleOf(sourceOf({ deadlineMs: 300 }).list())).toMatchObject({ kind: 'unavailable', message: 'AWS did not answer in time' });
    expect(Date.now() - before).toBeLessThan(800);
    await until(() => sent('DescribeInstances') > 0);
  });

  test.each([
    { reason: 'a truncated answer', effect: { status: 200, body: '<DescribeInstancesResponse><reservationSet>' } },
    { reason: 'a page that leads to itself', effect: { status: 200, body: '<DescribeInstancesResponse><reservationSet/><nextToken>again</nextToken></DescribeInstancesResponse>' } },
    { reason: 'HTML from a proxy', effect: { status: 502, body: '<html><body>Bad Gateway</body></html>' } },
    { reason: 'a dropped connection', effect: { drop: true } },
  ])('$reason is trouble, not an empty list', async ({ effect }) => {
    failing('DescribeInstances', effect);
    expect(await troubleOf(source.list())).toMatchObject({ kind: 'unavailable', mayHaveHappened: false });
  });

  test('being forbidden is not retried', async () => {
    failing('DescribeInstances', { status: 403 });
    expect(await troubleOf(source.list())).toMatchObject({ kind: 'forbidden', code: 'UnauthorizedOperation', operation: 'ec2:DescribeInstances' });
    expect(sent('DescribeInstances')).toBe(1);
  });
});

describe('stopping and starting', () => {
  test('a machine stops and starts with one request each', async () => {
    expect((await source.stop(WEB_01, ann)).requestId).toMatch(/[0-9a-f-]{36}/);
    expect((await source.power([WEB_01]))[0]?.power).toBe('stopping');
    sandbox.world.clock.advance(600);
    expect((await source.power([WEB_01]))[0]?.power).toBe('stopped');
    await source.start(WEB_01, ann);
    sandbox.world.clock.advance(600);
    expect((await source.power([WEB_01]))[0]?.power).toBe('running');
    expect([sent('StopInstances'), sent('StartInstances')]).toEqual([1, 1]);
  });

  type Row = { readonly reason: string; readonly effect: Effect; readonly error: Partial<CloudError> };
  const rows: readonly Row[] = [
    { reason: '500', effect: { status: 500 }, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'throttled', effect: { status: 503 }, error: { kind: 'throttled', mayHaveHappened: false } },
    { reason: 'done, then the connection drops', effect: { drop: true, afterwards: true }, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'forbidden', effect: { status: 403 }, error: { kind: 'forbidden', mayHaveHappened: false } },
    { reason: 'no answer in time', effect: { status: 500, delayMs: 700 }, error: { kind: 'unavailable', mayHaveHappened: true } },
  ];
  test.each(rows)('a stop is sent once: $reason', async ({ effect, error }) => {
    failing('StopInstances', effect);
    expect(await troubleOf(sourceOf({ deadlineMs: 500 }).stop(instanceIdFromCloud('i-0a100000000000002'), ann))).toMatchObject({ ...error, operation: 'ec2:StopInstances' });
    await until(() => sent('StopInstances') > 0);
    expect(sent('StopInstances')).toBe(1);
  });

  test('stop protection is a refusal that lasts', async () => {
    expect(await troubleOf(source.stop(STOP_PROTECTED, ann))).toMatchObject({ kind: 'forbidden', code: 'OperationNotPermitted', mayHaveHappened: false });
  });
});
