// Pages, through the client's own paginators.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  paginateDescribeInstanceTypes,
  paginateDescribeInstances,
  paginateDescribeTags,
  paginateDescribeVolumes,
} from '@aws-sdk/client-ec2';
import { DescribeInstanceInformationCommand, paginateDescribeInstanceInformation } from '@aws-sdk/client-ssm';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws({ extraMachines: 40 });
});
afterAll(() => aws.close());

test('a paginator sees every instance once', async () => {
  const seen: (string | undefined)[] = [];
  let pages = 0;
  for await (const page of paginateDescribeInstances({ client: aws.ec2, pageSize: 5 }, {})) {
    pages += 1;
    seen.push(...(page.Reservations ?? []).flatMap((reservation) => (reservation.Instances ?? []).map((instance) => instance.InstanceId)));
  }
  // 67 instances in 66 reservations: a page counts reservations.
  expect(pages).toBe(14);
  expect(seen).toHaveLength(67);
  expect(new Set(seen).size).toBe(67);
});

test('volumes, types and tags page too', async () => {
  let volumes = 0;
  for await (const page of paginateDescribeVolumes({ client: aws.ec2, pageSize: 20 }, {})) volumes += page.Volumes?.length ?? 0;
  let types = 0;
  for await (const page of paginateDescribeInstanceTypes({ client: aws.ec2, pageSize: 5 }, {})) types += page.InstanceTypes?.length ?? 0;
  let names = 0;
  const filters = [{ Name: 'key', Values: ['Name'] }, { Name: 'resource-type', Values: ['instance'] }];
  for await (const page of paginateDescribeTags({ client: aws.ec2, pageSize: 50 }, { Filters: filters })) names += page.Tags?.length ?? 0;
  expect({ volumes, types, names }).toEqual({ volumes: aws.world.aws.volumes.size, types: 34, names: 67 });
});

test('Systems Manager pages without being asked to', async () => {
  const first = await aws.ssm.send(new DescribeInstanceInformationCommand({}));
  expect(first.InstanceInformationList).toHaveLength(10);
  const seen = new Set<string | undefined>();
  for await (const page of paginateDescribeInstanceInformation({ client: aws.ssm, pageSize: 50 }, {})) {
    for (const node of page.InstanceInformationList ?? []) seen.add(node.InstanceId);
  }
  expect(seen.size).toBe(64);
});

const refused = [
  { input: { MaxResults: 4 }, code: 'InvalidParameterValue', reason: 'a page of instances holds at least five reservations' },
  { input: { MaxResults: 1001 }, code: 'InvalidParameterValue', reason: 'and at most a thousand' },
  { input: { MaxResults: 5, InstanceIds: [ids.web01] }, code: 'InvalidParameterCombination', reason: 'ids and pages exclude each other' },
  { input: { MaxResults: 5, NextToken: 'bm9uc2Vuc2U=' }, code: 'InvalidNextToken', reason: 'a token cannot be made up' },
];
test.each(refused)('$reason', async ({ input, code }) => {
  expect(await refusalOf(aws.ec2.send(new DescribeInstancesCommand(input)))).toMatchObject({ name: code, status: 400 });
});

test('a token belongs to its action', async () => {
  const { NextToken } = await aws.ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
  const call = aws.ec2.send(new DescribeImagesCommand({ MaxResults: 5, NextToken: String(NextToken) }));
  expect((await refusalOf(call)).name).toBe('InvalidNextToken');
});
