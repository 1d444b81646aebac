// Planned faults as the unmodified client meets them: what it repeats, what it gives up, and what had happened meanwhile.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { FaultEffect } from '../../../src/sandbox/world/faults.ts';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.close());

const plan = (effect: FaultEffect, count: number, action = 'DescribeInstances') => aws.world.faults.add({ match: { server: 'ec2', action }, effect, count });
const describeOne = () => aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [ids.web01] }));
const statuses = () => aws.world.journal.list().map((entry) => entry.status);

test('the client tries a throttled call three times and then gives up', async () => {
  const fault = plan({ status: 503 }, 9);
  expect(await refusalOf(describeOne())).toMatchObject({ name: 'RequestLimitExceeded', status: 503 });
  expect(statuses()).toEqual([503, 503, 503]);
  expect(aws.world.journal.list()[0]).toMatchObject({ fault, accepted: false, action: 'DescribeInstances' });
  expect(aws.world.faults.list()).toMatchObject([{ remaining: 6 }]);
});

test('one 429 with Retry-After is got over', async () => {
  plan({ status: 429, retryAfter: 1 }, 1);
  expect((await describeOne()).Reservations).toHaveLength(1);
  expect(statuses()).toEqual([429, 200]);
});

test('a dropped connection is seen as such and repeated', async () => {
  plan({ drop: true }, 1);
  expect((await describeOne()).Reservations).toHaveLength(1);
  expect(statuses()).toEqual([-1, 200]);
});

test('"do it, then answer 500" really has done it', async () => {
  plan({ afterwards: true }, 1, 'StopInstances');
  const once = aws.clientWith({ maxAttempts: 1 });
  expect(await refusalOf(once.send(new StopInstancesCommand({ InstanceIds: [ids.web01] })))).toMatchObject({ name: 'InternalError', status: 500 });
  expect(aws.world.journal.list()).toMatchObject([{ action: 'StopInstances', status: 500, accepted: true }]);
  aws.world.clock.advance(30);
  expect(aws.world.sources.byInstanceId(ids.web01)?.running).toBe(false);
});

test('"do it, then drop" leaves the caller in the dark, and a repetition finds it done', async () => {
  plan({ afterwards: true, drop: true }, 1, 'StopInstances');
  const answer = await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [ids.web01] }));
  expect(answer.StoppingInstances).toMatchObject([{ PreviousState: { Name: 'stopping' } }]);
  expect(aws.world.journal.list()).toMatchObject([{ status: -1, accepted: true }, { status: 200, accepted: false }]);
});

test('a body can be given, and a page of HTML is what the client cannot read', async () => {
  plan({ status: 400, body: '<Response><Errors><Error><Code>Blocked</Code><Message>No.</Message></Error></Errors></Response>' }, 1);
  expect(await refusalOf(describeOne())).toMatchObject({ name: 'Blocked', message: 'No.' });
  plan({ status: 502, body: '<html><body>Bad gateway</body></html>' }, 3);
  expect((await refusalOf(describeOne())).status).toBe(502);
});

test('a delay alone answers late and right', async () => {
  plan({ delayMs: 50 }, 1);
  const before = performance.now();
  expect((await describeOne()).Reservations).toHaveLength(1);
  expect(performance.now() - before).toBeGreaterThan(45);
});

test('faults reach Systems Manager and CloudWatch as well, in the words of their protocols', async () => {
  const agent = () => aws.ssm.send(new DescribeInstanceInformationCommand({}));
  plan({ status: 403 }, 1, 'DescribeInstanceInformation');
  expect(await refusalOf(agent())).toMatchObject({ name: 'AccessDeniedException', status: 403 });
  plan({ status: 429, retryAfter: 1 }, 1, 'DescribeInstanceInformation');
  expect((await agent()).InstanceInformationList).toHaveLength(10);
  plan({ status: 503 }, 9, 'GetMetricData');
  const metric = { Namespace: 'AWS/EBS', MetricName: 'VolumeWriteBytes', Dimensions: [{ Name: 'VolumeId', Value: 'vol-0a100000000000001' }] };
  const question = { StartTime: new Date(0), EndTime: new Date(86_400_000), MetricDataQueries: [{ Id: 'v0', MetricStat: { Metric: metric, Period: 86_400, Stat: 'Sum' } }] };
  expect(await refusalOf(aws.cloudWatch.send(new GetMetricDataCommand(question)))).toMatchObject({ name: 'ThrottlingException', status: 503 });
  expect(statuses()).toEqual([403, 429, 200, 503, 503, 503]);
});
