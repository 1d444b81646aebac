// Stopping and starting instances, and what the journal says of it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { ids, refusalOf, startAws, type Aws } from './support.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.close());

const stop = (...InstanceIds: string[]) => aws.ec2.send(new StopInstancesCommand({ InstanceIds }));
const start = (...InstanceIds: string[]) => aws.ec2.send(new StartInstancesCommand({ InstanceIds }));
const accepted = () => aws.world.journal.list().filter((entry) => entry.accepted).map((entry) => entry.action);

async function stateOf(id: string): Promise<string | undefined> {
  const answer = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

test('a stop takes about 25 seconds of virtual time, and so does a start', async () => {
  const answer = await stop(ids.web01);
  expect(answer.StoppingInstances).toEqual([
    { InstanceId: ids.web01, CurrentState: { Code: 64, Name: 'stopping' }, PreviousState: { Code: 16, Name: 'running' } },
  ]);
  aws.world.clock.advance(20);
  expect(await stateOf(ids.web01)).toBe('stopping');
  aws.world.clock.advance(6);
  expect(await stateOf(ids.web01)).toBe('stopped');

  expect((await start(ids.web01)).StartingInstances).toMatchObject([{ CurrentState: { Name: 'pending' }, PreviousState: { Name: 'stopped' } }]);
  aws.world.clock.advance(26);
  expect(await stateOf(ids.web01)).toBe('running');
});

test('a stopped instance says who stopped it, and its checks begin anew after a start', async () => {
  await stop(ids.web01);
  aws.world.clock.advance(30);
  const stopped = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [ids.web01] }));
  expect(stopped.Reservations?.[0]?.Instances?.[0]).toMatchObject({
    StateReason: { Code: 'Client.UserInitiatedShutdown' },
    StateTransitionReason: expect.stringMatching(/^User initiated \(\d{4}-.* GMT\)$/),
    PrivateIpAddress: '10.10.1.11',
  });
  await start(ids.web01);
  aws.world.clock.advance(26);
  const status = async () => (await aws.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [ids.web01] }))).InstanceStatuses?.[0]?.InstanceStatus?.Status;
  expect(await status()).toBe('initializing');
  aws.world.clock.advance(180);
  expect(await status()).toBe('ok');
});

test('a second stop is answered and changes nothing', async () => {
  await stop(ids.web01);
  expect((await stop(ids.web01)).StoppingInstances).toMatchObject([{ CurrentState: { Name: 'stopping' }, PreviousState: { Name: 'stopping' } }]);
  await stop(ids.app08);
  await start(ids.web02);
  expect(accepted()).toEqual(['StopInstances']);
});

test('one instance without the opt-in tag keeps the whole call from happening', async () => {
  const refused = await refusalOf(stop(ids.web01, ids.appliance));
  expect(refused).toMatchObject({ name: 'UnauthorizedOperation', status: 403 });
  expect(refused.message).toContain(`instance/${ids.appliance}`);
  expect(await stateOf(ids.web01)).toBe('running');
  expect(accepted()).toEqual([]);
});

test('a dry run tells whether it would be allowed, and does nothing', async () => {
  const dry = (id: string) => refusalOf(aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id], DryRun: true })));
  expect(await dry(ids.web01)).toMatchObject({ name: 'DryRunOperation', status: 412 });
  expect(await dry(ids.appliance)).toMatchObject({ name: 'UnauthorizedOperation', status: 403 });
  expect(await stateOf(ids.web01)).toBe('running');
});

test('stop protection, instance-store roots and hibernation are refused', async () => {
  expect((await refusalOf(stop(ids.db03))).name).toBe('OperationNotPermitted');
  expect((await refusalOf(stop(ids.db05))).name).toBe('UnsupportedOperation');
  const hibernate = aws.ec2.send(new StopInstancesCommand({ InstanceIds: [ids.web01], Hibernate: true }));
  expect((await refusalOf(hibernate)).name).toBe('UnsupportedHibernationConfiguration');
});

test('an instance on its way in one direction cannot be sent in the other', async () => {
  await stop(ids.web01);
  expect((await refusalOf(start(ids.web01))).name).toBe('IncorrectInstanceState');
  await start(ids.app08);
  expect((await refusalOf(stop(ids.app08))).name).toBe('IncorrectInstanceState');
});

test('an Auto Scaling group terminates the member that was stopped', async () => {
  await stop(ids.app06);
  aws.world.clock.advance(26);
  expect(await stateOf(ids.app06)).toBe('stopped');
  aws.world.clock.advance(61);
  expect(await stateOf(ids.app06)).toBe('shutting-down');
  aws.world.clock.advance(25);
  expect(await stateOf(ids.app06)).toBe('terminated');
  expect((await refusalOf(start(ids.app06))).name).toBe('IncorrectInstanceState');
  const volumes = await aws.ec2.send(new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [ids.app06] }] }));
  expect(volumes.Volumes).toEqual([]);

  aws.world.clock.advance(3600);
  const gone = aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [ids.app06] }));
  expect((await refusalOf(gone)).name).toBe('InvalidInstanceID.NotFound');
});
