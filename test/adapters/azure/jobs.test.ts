import { describe, expect, test } from '@jest/globals';
import { jobOf } from '../../../src/adapters/azure/jobs.ts';

const service = { code: '28031', message: 'The VM could not be created.', possibleCauses: 'Quota.', recommendedAction: 'Raise it.', activityId: 'act-1' };
const provider = { errorCode: 95107, errorMessage: 'Credentials were refused.', possibleCauses: 'Wrong password.', recommendedAction: 'Correct it.' };
const failedTask = { taskId: 'VmFailover', name: 'VmFailover', friendlyName: 'Start failover', state: 'Failed', stateDescription: 'Failed', errors: [{ serviceErrorDetails: service, taskId: 'VmFailover' }] };
const answer = (properties: object): unknown => ({ name: 'j-1', properties: { scenarioName: 'UnplannedFailover', state: 'Failed', startTime: new Date('2026-01-01T00:00:00Z'), activityId: 'act-job', ...properties } });

describe('a failed job says why', () => {
  const rows = [
    { reason: 'the service knows', job: { tasks: [failedTask], errors: [{ serviceErrorDetails: service, taskId: 'VmFailover' }] }, failure: { code: '28031', message: 'The VM could not be created.', causes: 'Quota.', advice: 'Raise it.', task: 'Start failover', activityId: 'act-1' } },
    { reason: 'only the provider knows', job: { tasks: [failedTask], errors: [{ serviceErrorDetails: null, providerErrorDetails: provider, taskId: '' }] }, failure: { code: '95107', message: 'Credentials were refused.', task: 'Start failover', activityId: 'act-job' } },
    { reason: 'only the task knows', job: { tasks: [failedTask], errors: [] }, failure: { code: '28031', task: 'Start failover' } },
    { reason: 'nobody knows', job: { stateDescription: 'Failed' }, failure: { code: 'unknown', task: null, message: 'Failed' } },
  ];
  test.each(rows)('$reason', ({ job, failure }) => {
    expect(jobOf(answer(job)).failure).toMatchObject(failure);
  });
});

test('a running job has no end, whatever date its open tasks carry', () => {
  const tasks = [{ name: 't', friendlyName: '', state: 'InProgress', stateDescription: 'InProgress', endTime: new Date('0001-01-01T00:00:00Z') }];
  expect(jobOf(answer({ state: 'InProgress', tasks, endTime: undefined }))).toMatchObject({ state: 'inProgress', endedAt: null, failure: null, tasks: [{ name: 't', title: 't', state: 'inProgress' }] });
});

test('the machine a job made is the test machine, or after a failover the recovery one', () => {
  const affectedObjectDetails = { recoveryVmName: 'web' };
  expect(jobOf(answer({ customDetails: { instanceType: 'TestFailoverJobDetails', affectedObjectDetails, protectedItemDetails: [{ testVmName: 'web-test' }] } })).vmName).toBe('web-test');
  expect(jobOf(answer({ customDetails: { instanceType: 'TestFailoverJobDetails', affectedObjectDetails, protectedItemDetails: [] } })).vmName).toBeNull();
  expect(jobOf(answer({ customDetails: { instanceType: 'FailoverJobDetails', affectedObjectDetails, protectedItemDetails: [{ testVmName: null }] } })).vmName).toBe('web');
});

test('a word for a state that is not known is "other"', () => {
  expect(jobOf(answer({ state: 'Pondering' })).state).toBe('other');
});
