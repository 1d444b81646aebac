/** Jobs that wait for a person: seen as such, resumed by exactly one request, refused when they do not wait. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { jobIdFromCloud, type JobId } from '../../src/domain/ids.ts';
import type { Replication } from '../../src/ports/replication.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { protect, replicationOf, requests, TEST_NETWORK, troubleOf } from './azure-support.ts';

const RESUME = /\/replicationJobs\/[^/]+\/resume\?/i;
const ANY_JOB = jobIdFromCloud('00000000-0000-4000-8000-00000000dead');

let sandbox: Sandbox;
let replication: Replication;
let item: string;
beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1 });
  replication = replicationOf(sandbox);
  item = await protect(sandbox, replication, 'web-01');
});
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

/** A test failover that waits for a person before it does anything. */
async function waiting(): Promise<JobId> {
  const instanceId = sandbox.world.sources.list().find((m) => m.name === 'web-01')?.instanceId ?? '';
  sandbox.azure.change(instanceId, { suspendNextJob: { scenario: 'TestFailover' } });
  const { jobId } = await replication.testFailover(item, TEST_NETWORK);
  if (jobId === null) throw new Error('no job');
  return jobId;
}

const stateOf = async (id: JobId) => (await replication.job(id)).value;
const sent = () => requests(sandbox, 'POST', RESUME);

describe('a job that waits for a person', () => {
  test('shows its step and what its log knows it by, goes nowhere with time, and goes on when it is resumed', async () => {
    const id = await waiting();
    sandbox.world.clock.advance(7_200);
    expect(await stateOf(id)).toMatchObject({ state: 'suspended', activityId: expect.stringContaining('ActivityId'), tasks: [{ title: 'Manual action', state: 'suspended' }] });
    expect((await replication.item(item)).value?.running).toEqual({ scenario: 'TestFailover', jobId: id });
    const { requestId } = await replication.resumeJob(id, 'the firewall is open (Ola)');
    expect(requestId).toMatch(/[0-9a-f-]{36}/);
    expect(sent()).toHaveLength(1);
    expect(JSON.parse(sent()[0]?.body ?? '{}')).toEqual({ properties: { comments: 'the firewall is open (Ola)' } });
    expect((await stateOf(id))?.state).toBe('inProgress');
    expect(await troubleOf(replication.resumeJob(id, 'again'))).toMatchObject({ kind: 'invalid', mayHaveHappened: false, requestId: expect.any(String) });
    sandbox.world.clock.advance(3_600);
    expect((await stateOf(id))?.state).toBe('succeeded');
  });

  test('is asked for once, whatever becomes of the answer', async () => {
    await replication.cleanUpTestFailover(item, 'done');
    sandbox.world.clock.advance(3_600);
    const id = await waiting();
    const before = sent().length;
    sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: '/resume$' }, effect: { status: 500, afterwards: true } });
    expect(await troubleOf(replication.resumeJob(id, 'done'))).toMatchObject({ kind: 'unavailable', mayHaveHappened: true });
    expect(sent()).toHaveLength(before + 1);
    expect((await stateOf(id))?.state).toBe('inProgress');
  });

  test('that nobody knows is not found', async () => {
    expect(await troubleOf(replication.resumeJob(ANY_JOB, 'done'))).toMatchObject({ kind: 'notFound', mayHaveHappened: false });
  });
});
