// The inventory of Systems Manager: what is installed in many machines, in few calls.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DescribeInstanceInformationCommand, GetInventoryCommand, ListInventoryEntriesCommand, paginateGetInventory, type GetInventoryCommandInput, type InventoryFilter } from '@aws-sdk/client-ssm';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws({ extraMachines: 60 });
});
afterAll(() => aws.close());

const byId = (...Values: string[]): InventoryFilter => ({ Key: 'AWS:InstanceInformation.InstanceId', Values, Type: 'Equal' });
const applications = [{ TypeName: 'AWS:Application' }];
const ask = (input: GetInventoryCommandInput) => aws.ssm.send(new GetInventoryCommand(input));

const redHat = ['i-0a100000000000005', 'i-0a100000000000006', 'i-0a100000000000007'] as const;

test('three machines have the RedHat drivers, and the clean ones AWS drivers', async () => {
  const { Entities } = await ask({ Filters: [byId(...redHat, ids.web01)], ResultAttributes: applications });
  const drivers = Entities?.map((entity) => [entity.Id, (entity.Data?.['AWS:Application']?.Content ?? []).map((item) => item['Name']).filter((name) => /PV/.test(name ?? ''))]);
  expect(drivers).toEqual([[ids.web01, ['AWS PV Drivers']], ...redHat.map((id) => [id, ['RedHat PV Drivers']])]);
});

test('an entry says when it was collected, and all its values are texts', async () => {
  const { Entities } = await ask({ Filters: [byId(ids.web01)], ResultAttributes: applications });
  expect(Entities?.[0]?.Data?.['AWS:Application']).toMatchObject({ TypeName: 'AWS:Application', SchemaVersion: '1.1', CaptureTime: expect.stringMatching(/T00:00:00Z$/), ContentHash: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(Entities?.[0]?.Data?.['AWS:Application']?.Content?.[0]).toEqual({ Name: 'Amazon SSM Agent', Version: '3.3.2299.0', Publisher: 'Amazon Web Services', ApplicationType: 'None', Architecture: 'x86_64' });
});

test('without a type it tells about the machine itself', async () => {
  const { Entities } = await ask({ Filters: [byId(ids.web01)] });
  expect(Entities?.[0]?.Data?.['AWS:InstanceInformation']?.Content).toMatchObject([{ PlatformName: 'Microsoft Windows Server 2019 Datacenter', InstanceStatus: 'Active', IpAddress: '10.10.1.11' }]);
});

test('a machine without the agent is simply not there', async () => {
  expect((await ask({ Filters: [byId('i-0a100000000000004')], ResultAttributes: applications })).Entities).toEqual([]);
  const alone = aws.ssm.send(new ListInventoryEntriesCommand({ InstanceId: 'i-0a100000000000004', TypeName: 'AWS:Application' }));
  expect((await refusalOf(alone)).name).toBe('InvalidInstanceId');
});

test('pages hold 50 machines at most', async () => {
  const seen = new Set<string | undefined>();
  let pages = 0;
  for await (const page of paginateGetInventory({ client: aws.ssm, pageSize: 50 }, { ResultAttributes: applications })) {
    pages += 1;
    for (const entity of page.Entities ?? []) seen.add(entity.Id);
  }
  expect([pages, seen.size]).toEqual([2, 84]);
});

test('one machine alone can be asked about', async () => {
  const answer = await aws.ssm.send(new ListInventoryEntriesCommand({ InstanceId: ids.db01, TypeName: 'AWS:Application', MaxResults: 1 }));
  expect(answer).toMatchObject({ InstanceId: ids.db01, TypeName: 'AWS:Application', Entries: [{ Name: 'Amazon SSM Agent' }], NextToken: expect.any(String) });
  const rest = await aws.ssm.send(new ListInventoryEntriesCommand({ InstanceId: ids.db01, TypeName: 'AWS:Application', NextToken: String(answer.NextToken) }));
  expect(rest.Entries).toMatchObject([{ Name: 'AWS PV Drivers' }]);
});

describe('refused', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `i-${String(index).padStart(17, '0')}`);
  const cases: readonly { call: () => Promise<unknown>; name: string; reason: string }[] = [
    { call: () => ask({ Filters: [byId(...many(41))], ResultAttributes: applications }), name: 'ValidationException', reason: 'more than 40 values' },
    { call: () => ask({ Filters: Array.from({ length: 6 }, () => byId(ids.web01)) }), name: 'ValidationException', reason: 'more than five filters' },
    { call: () => ask({ ResultAttributes: [...applications, ...applications] }), name: 'ValidationException', reason: 'two types at once' },
    { call: () => ask({ MaxResults: 51 }), name: 'ValidationException', reason: 'a page of 51' },
    { call: () => ask({ ResultAttributes: [{ TypeName: 'AWS:Colour' }] }), name: 'InvalidTypeNameException', reason: 'a type that does not exist' },
    { call: () => ask({ Filters: [{ Key: 'InstanceIds', Values: [ids.web01] }] }), name: 'InvalidFilter', reason: 'a key of another operation' },
    { call: () => ask({ Filters: [{ ...byId(ids.web01), Type: 'LessThan' }] }), name: 'InvalidFilter', reason: 'a comparison of ids' },
    { call: () => ask({ NextToken: 'bm9uc2Vuc2U=' }), name: 'InvalidNextToken', reason: 'a token that was made up' },
    { call: () => aws.ssm.send(new DescribeInstanceInformationCommand({ Filters: [{ Key: 'InstanceIds', Values: many(101) }] })), name: 'ValidationException', reason: 'more than 100 ids' },
  ];
  test.each(cases)('$reason', async ({ call, name }) => {
    expect((await refusalOf(call())).name).toBe(name);
  });

  test('a token of the other operation', async () => {
    const { NextToken } = await aws.ssm.send(new DescribeInstanceInformationCommand({}));
    expect((await refusalOf(ask({ NextToken: String(NextToken) }))).name).toBe('InvalidNextToken');
  });
});
