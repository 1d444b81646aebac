import { describe, expect, test } from '@jest/globals';
import { itemOf, summaryOf } from '../../../src/adapters/azure/items.ts';

const disk = { diskName: 'disk0', capacityInBytes: 1_000, isInitialReplicationComplete: 'false', dataPendingAtSourceAgentInMB: 3, dataPendingInLogDataStoreInMB: 4, irDetails: { progressPercentage: 12, transferredBytes: 120 } };
const rcm = {
  instanceType: 'InMageRcm',
  fabricDiscoveryMachineId: '/subscriptions/s/machines/m1',
  primaryNicIpAddress: '10.0.0.4',
  initialReplicationProgressPercentage: 64,
  initialReplicationProcessedBytes: 640,
  resyncRequired: 'false',
  resyncState: 'None',
  lastRpoInSeconds: 30,
  lastRpoCalculatedTime: new Date('2026-01-01T00:00:00Z'),
  mobilityAgentDetails: { lastHeartbeatUtc: new Date('2026-01-01T00:01:00Z') },
  protectedDisks: [disk, { ...disk, diskName: 'disk1' }],
};
const classicDisk = { diskName: 'Disk0', diskCapacityInBytes: 1_000, protectionStage: 'DifferentialSync', resyncRequired: 'No', resyncProgressPercentage: 0, sourceDataInMegaBytes: 1, psDataInMegaBytes: 2, targetDataInMegaBytes: 3 };
const classic = { instanceType: 'InMageAzureV2', ipAddress: '10.0.0.5', protectionStage: 'DifferentialSync', resyncProgressPercentage: 0, rpoInSeconds: 20, protectedDisks: [classicDisk] };

const answer = (details: object, properties: object = {}): unknown => ({
  id: '/Subscriptions/S/items/i1',
  name: 'i1',
  properties: { friendlyName: 'web', protectionState: 'Protected', protectionStateDescription: 'Protected', allowedOperations: ['TestFailover'], currentScenario: { scenarioName: 'None', jobId: '/x/replicationJobs/None' }, providerSpecificDetails: details, ...properties },
});

describe('percent', () => {
  const rows = [
    { reason: 'the first copy runs', details: rcm, state: 'InitialReplicationInProgress', percent: 64 },
    { reason: 'the copy is over and the 64 % are a leftover', details: rcm, state: 'InitialReplicationRecoveryCompletionPending', percent: null },
    { reason: 'protected: the leftover still does not count', details: rcm, state: 'Protected', percent: null },
    { reason: 'a resync runs', details: { ...rcm, resyncState: 'StartedResynchronization', resyncProgressPercentage: 7 }, state: 'Protected', percent: 7 },
    { reason: 'a resync is required and has not begun', details: { ...rcm, resyncRequired: 'true' }, state: 'Protected', percent: null },
    { reason: 'failed over', details: rcm, state: 'UnplannedFailoverCommitPendingStatesBegin', percent: null },
    { reason: 'classic: the first copy shows as a resync', details: { ...classic, protectionStage: 'InitialSync', resyncProgressPercentage: 41 }, state: 'InitialReplicationInProgress', percent: 41 },
    { reason: 'classic: zero while nothing is copied', details: classic, state: 'Protected', percent: null },
    { reason: 'classic: a resync runs', details: { ...classic, protectionStage: 'ResyncStep1', resyncProgressPercentage: 5 }, state: 'Protected', percent: 5 },
  ];
  test.each(rows)('$reason', ({ details, state, percent }) => {
    expect(summaryOf(answer(details, { protectionState: state }))?.percent).toBe(percent);
  });
});

describe('backlog', () => {
  const rows = [
    { reason: 'the sum over all disks', details: rcm, backlog: 14 },
    { reason: 'one disk does not say', details: { ...rcm, protectedDisks: [disk, { ...disk, dataPendingAtSourceAgentInMB: null }] }, backlog: null },
    { reason: 'no disk is shown', details: { ...rcm, protectedDisks: [] }, backlog: null },
    { reason: 'classic: source, process server and target', details: classic, backlog: 6 },
    { reason: 'classic: one part is missing', details: { ...classic, protectedDisks: [{ ...classicDisk, psDataInMegaBytes: undefined }] }, backlog: null },
  ];
  test.each(rows)('$reason', ({ details, backlog }) => {
    expect(itemOf(answer(details))?.backlogMb).toBe(backlog);
  });
});

test('a summary has no field that lists cannot fill', () => {
  expect(Object.keys(summaryOf(answer({ ...rcm, protectedDisks: [] })) ?? {})).not.toEqual(expect.arrayContaining(['disks']));
});

test('"None" is no scenario; a running one carries its job', () => {
  expect(itemOf(answer(rcm))?.running).toBeNull();
  const running = { currentScenario: { scenarioName: 'TestFailover', jobId: '/x/replicationJobs/j-1' } };
  expect(itemOf(answer(rcm, running))?.running).toEqual({ scenario: 'TestFailover', jobId: 'j-1' });
});

test('the moments Site Recovery writes for "never" are null', () => {
  const never = { lastSuccessfulTestFailoverTime: new Date('1753-01-01T01:01:01Z') };
  const details = { ...rcm, lastRpoCalculatedTime: new Date('0001-01-01T00:00:00Z'), lastRecoveryPointReceived: null };
  expect(itemOf(answer(details, never))).toMatchObject({ lastTestFailoverAt: null, rpoAt: null, lastRecoveryPointAt: null });
});

test('health errors keep the words of the cloud', () => {
  const healthErrors = [{ errorCode: '78169', summaryMessage: 'No progress.', errorMessage: 'x', possibleCauses: 'A firewall.', recommendedAction: 'Open 9443.', errorLevel: 'Error' }];
  expect(itemOf(answer(rcm, { healthErrors, replicationHealth: 'Critical' }))).toMatchObject({ replicationHealth: 'critical', failoverHealth: 'none', healthErrors: [{ code: '78169', summary: 'No progress.', causes: 'A firewall.', advice: 'Open 9443.', level: 'error' }] });
});

test('items of other providers are not ours', () => {
  expect(summaryOf(answer({ instanceType: 'A2A' }))).toBeNull();
});

test('what is missing altogether reads as unknown', () => {
  const bare = { id: 'i', name: 'n', properties: { providerSpecificDetails: { instanceType: 'InMageRcm' } } };
  expect(itemOf(bare)).toMatchObject({ friendlyName: 'n', allowedOperations: [], percent: null, rpoSeconds: null, backlogMb: null, resyncRequired: false, running: null, privateIp: null });
});
