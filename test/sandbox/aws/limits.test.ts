// Limits of the EC2 calls, and what is hidden from those who do not ask for it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import * as sdk from '@aws-sdk/client-ec2';
import { makeGarden } from '../../../src/sandbox/world/plants/garden.ts';
import { awsPlants } from '../../../src/sandbox/world/plants/index.ts';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.close());

function plant(name: string, instanceId: string | null = ids.web01): void {
  const found = awsPlants.find((item) => item.name === name);
  if (!found) throw new Error(`no plant ${name}`);
  makeGarden().add(found, { world: aws.world, azure: null, instanceId });
}

const idsOf = (answer: sdk.DescribeInstancesCommandOutput) => (answer.Reservations ?? []).flatMap((reservation) => (reservation.Instances ?? []).map((instance) => instance.InstanceId));
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(17, '0')}`);

test('a thousand ids are the most, and a hundred where the status or a type is asked for', async () => {
  const instances = aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: numbered('i', 1001) }));
  expect(await refusalOf(instances)).toMatchObject({ name: 'InvalidParameterValue', message: expect.stringContaining('at most 1000') });
  const status = aws.ec2.send(new sdk.DescribeInstanceStatusCommand({ InstanceIds: numbered('i', 101) }));
  expect((await refusalOf(status)).message).toContain('at most 100');
  const types = aws.ec2.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: numbered('t', 101) as sdk._InstanceType[] }));
  expect((await refusalOf(types)).message).toContain('at most 100');
});

test('all ids that are not there are named', async () => {
  const strangers = numbered('i', 2);
  const refused = await refusalOf(aws.ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [ids.web01, ...strangers] })));
  expect(refused).toMatchObject({ name: 'InvalidInstanceID.NotFound', message: `The instance IDs '${strangers.join(', ')}' do not exist` });
});

test('a filter takes 200 values', async () => {
  const many = aws.ec2.send(new sdk.DescribeVolumesCommand({ Filters: [{ Name: 'volume-id', Values: numbered('vol', 201) }] }));
  expect((await refusalOf(many)).name).toBe('FilterLimitExceeded');
});

test('what an AWS service hides shows only to those who ask for managed resources', async () => {
  plant('OPERATED_AND_HIDDEN');
  const all = async (IncludeManagedResources?: boolean) => idsOf(await aws.ec2.send(new sdk.DescribeInstancesCommand({ ...(IncludeManagedResources && { IncludeManagedResources }) })));
  expect(await all()).not.toContain(ids.web01);
  expect(await all(true)).toContain(ids.web01);
  const volumes = async (IncludeManagedResources: boolean) => (await aws.ec2.send(new sdk.DescribeVolumesCommand({ IncludeManagedResources, Filters: [{ Name: 'attachment.instance-id', Values: [ids.web01] }] }))).Volumes;
  expect(await volumes(false)).toEqual([]);
  expect(await volumes(true)).toHaveLength(2);
  const status = async (IncludeManagedResources: boolean) => (await aws.ec2.send(new sdk.DescribeInstanceStatusCommand({ IncludeManagedResources }))).InstanceStatuses?.some((item) => item.InstanceId === ids.web01);
  expect([await status(false), await status(true)]).toEqual([false, true]);
});

test('a deprecated image is listed only for those who ask for it, and by id it does not exist for the others', async () => {
  plant('IMAGE_DEPRECATED');
  const ImageIds = [aws.world.aws.instances.get(ids.web01)?.imageId ?? ''];
  expect((await refusalOf(aws.ec2.send(new sdk.DescribeImagesCommand({ ImageIds })))).name).toBe('InvalidAMIID.NotFound');
  const { Images } = await aws.ec2.send(new sdk.DescribeImagesCommand({ ImageIds, IncludeDeprecated: true }));
  expect(Images).toMatchObject([{ ImageId: ImageIds[0], DeprecationTime: expect.stringMatching(/Z$/) }]);
});

test('an image that is gone makes AWS refuse the whole call', async () => {
  const ImageIds = [aws.world.aws.instances.get(ids.web01)?.imageId ?? '', aws.world.aws.instances.get(ids.web02)?.imageId ?? ''];
  plant('IMAGE_GONE');
  const refused = await refusalOf(aws.ec2.send(new sdk.DescribeImagesCommand({ ImageIds, IncludeDeprecated: true })));
  expect(refused).toMatchObject({ name: 'InvalidAMIID.NotFound', message: expect.stringContaining(ImageIds[0] ?? '') });
});

test('the entries of a prefix list come in pages of a hundred at most', async () => {
  plant('PREFIX_LIST_WITH_APPLIANCE');
  const ask = (changes: object) => aws.ec2.send(new sdk.GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-0a1b2c3d4e5f60001', ...changes }));
  const cidrs: (string | undefined)[] = [];
  for await (const page of sdk.paginateGetManagedPrefixListEntries({ client: aws.ec2, pageSize: 50 }, { PrefixListId: 'pl-0a1b2c3d4e5f60001' })) cidrs.push(...(page.Entries ?? []).map((entry) => entry.Cidr));
  expect([cidrs.length, cidrs.at(-1)]).toEqual([121, '10.10.0.0/24']);
  expect((await refusalOf(ask({ MaxResults: 101 }))).name).toBe('InvalidParameterValue');
  expect((await refusalOf(ask({ PrefixListId: 'pl-0ffffffffffffffff' }))).name).toBe('InvalidPrefixListID.NotFound');
});

test('a volume that was never modified is no modification', async () => {
  const VolumeIds = [aws.world.aws.instances.get(ids.web01)?.volumeIds[0] ?? ''];
  const ask = () => aws.ec2.send(new sdk.DescribeVolumesModificationsCommand({ VolumeIds }));
  expect((await refusalOf(ask())).name).toBe('InvalidVolumeModification.NotFound');
  plant('DISK_BEING_MODIFIED');
  expect((await ask()).VolumesModifications).toMatchObject([{ VolumeId: VolumeIds[0], ModificationState: 'optimizing' }]);
});
