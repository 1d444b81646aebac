// CloudWatch: bytes written to volumes, day by day.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GetMetricDataCommand, ListMetricsCommand, paginateGetMetricData, type GetMetricDataCommandInput, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.close());

const day = 86_400_000;
const midnight = () => Math.floor(aws.world.clock.now() / day) * day;
const root = 'vol-0a100000000000001';
const data = 'vol-0a101000000000001';

const query = (id: string, volumeId: string, changes: Partial<MetricDataQuery['MetricStat']> = {}): MetricDataQuery => ({
  Id: id,
  MetricStat: { Metric: { Namespace: 'AWS/EBS', MetricName: 'VolumeWriteBytes', Dimensions: [{ Name: 'VolumeId', Value: volumeId }] }, Period: 86_400, Stat: 'Sum', ...changes },
});

function ask(queries: readonly MetricDataQuery[], changes: Partial<GetMetricDataCommandInput> = {}) {
  return aws.cloudWatch.send(new GetMetricDataCommand({ StartTime: new Date(midnight() - 7 * day), EndTime: new Date(midnight()), MetricDataQueries: [...queries], ...changes }));
}

test('a week of one machine adds up to its churn, spread by the size of its disks', async () => {
  const { MetricDataResults } = await ask([query('v0', root), query('v1', data)]);
  // 6 MiB a minute over 60 and 40 GiB.
  const aDay = 6 * 1024 * 1024 * 1440;
  expect(MetricDataResults).toMatchObject([
    { Id: 'v0', StatusCode: 'Complete', Values: Array.from({ length: 7 }, () => Math.round(aDay * 0.6)) },
    { Id: 'v1', Values: Array.from({ length: 7 }, () => Math.round(aDay * 0.4)) },
  ]);
  expect(MetricDataResults?.[0]?.Timestamps?.map(Number)).toEqual(Array.from({ length: 7 }, (_, index) => midnight() - (index + 1) * day));
});

test('the oldest day comes first when it is asked for', async () => {
  const { MetricDataResults } = await ask([query('v0', root)], { ScanBy: 'TimestampAscending' });
  expect(MetricDataResults?.[0]?.Timestamps?.[0]?.getTime()).toBe(midnight() - 7 * day);
});

test('a machine that has been stopped all week has no figures, and neither has a volume that is not there', async () => {
  const stopped = [...(aws.world.aws.instances.get(ids.app08)?.volumeIds ?? [])];
  const { MetricDataResults } = await ask([...stopped.map((id, index) => query(`v${index}`, id)), query('gone', 'vol-0ffffffffffffffff')]);
  expect(MetricDataResults?.map((result) => [result.Values, result.StatusCode])).toEqual([[[], 'Complete'], [[], 'Complete'], [[], 'Complete']]);
});

test('a machine that was stopped in the middle wrote until then', async () => {
  const own = await startAws();
  try {
    await own.ec2.send(new StopInstancesCommand({ InstanceIds: [ids.web01] }));
    own.world.clock.advance(3 * 86_400);
    const end = Math.floor(own.world.clock.now() / day) * day;
    const { MetricDataResults } = await own.cloudWatch.send(new GetMetricDataCommand({ StartTime: new Date(end - 7 * day), EndTime: new Date(end), MetricDataQueries: [query('v0', root)] }));
    const values = MetricDataResults?.[0]?.Values ?? [];
    expect(values.length).toBeLessThan(7);
    expect(values.length).toBeGreaterThanOrEqual(4);
    expect(values.at(-1)).toBe(Math.round(6 * 1024 * 1024 * 1440 * 0.6));
  } finally {
    await own.close();
  }
});

test('pages hold so many points over all queries', async () => {
  const sums = new Map<string | undefined, number>();
  let pages = 0;
  const question = { StartTime: new Date(midnight() - 7 * day), EndTime: new Date(midnight()), MetricDataQueries: [query('v0', root), query('v1', data)], MaxDatapoints: 5 };
  for await (const page of paginateGetMetricData({ client: aws.cloudWatch }, question)) {
    pages += 1;
    for (const result of page.MetricDataResults ?? []) sums.set(result.Id, (sums.get(result.Id) ?? 0) + (result.Values?.length ?? 0));
    if (pages === 1) expect(page.MetricDataResults?.map((result) => result.StatusCode)).toEqual(['PartialData', 'PartialData']);
  }
  expect([pages, sums]).toEqual([3, new Map([['v0', 7], ['v1', 7]])]);
});

describe('refused', () => {
  const cases: readonly { call: () => Promise<unknown>; reason: string }[] = [
    { call: () => ask(Array.from({ length: 501 }, (_, index) => query(`v${index}`, root))), reason: 'more than 500 queries' },
    { call: () => ask([]), reason: 'no query' },
    { call: () => ask([query('v0', root), query('v0', data)]), reason: 'one id twice' },
    { call: () => ask([query('V0', root)]), reason: 'an id that begins with a capital' },
    { call: () => ask([query('v0', root, { Period: 90 })]), reason: 'a period that is no whole minutes' },
    { call: () => ask([query('v0', root, { Stat: 'Average' })]), reason: 'a statistic that is not measured here' },
    { call: () => ask([{ Id: 'e1', Expression: 'SUM(METRICS())' }]), reason: 'an expression' },
    { call: () => ask([query('v0', root)], { EndTime: new Date(midnight() - 8 * day) }), reason: 'an end before the start' },
  ];
  test.each(cases)('$reason', async ({ call }) => {
    expect(await refusalOf(call())).toMatchObject({ name: expect.stringMatching(/^InvalidParameterValue/), status: 400 });
  });

  test('what is not simulated, and a token that was made up', async () => {
    expect((await refusalOf(aws.cloudWatch.send(new ListMetricsCommand({})))).name).toMatch(/UnknownOperation/);
    expect((await refusalOf(ask([query('v0', root)], { NextToken: 'bm9uc2Vuc2U=' }))).name).toMatch(/InvalidNextToken/);
  });
});
