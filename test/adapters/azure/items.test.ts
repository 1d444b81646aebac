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
  for (const key of ['disks', 'backlogMb', 'processedBytes', 'agent', 'target', 'multiVmGroup']) expect(summaryOf(answer({ ...rcm, protectedDisks: [] }))).not.toHaveProperty(key);
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

describe('the mobility service', () => {
  const modern = (agent: object): object => ({ ...rcm, mobilityAgentDetails: agent });
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  const nothing = { version: null, latestVersion: null, heartbeatAt: null, expiresAt: null, upgradeable: false, rebootPending: false, blocked: [] };

  test.each([
    { reason: 'the earlier end of support counts', details: modern({ version: '9.55.1', latestVersion: '9.66.1', lastHeartbeatUtc: new Date('2026-01-02T00:00:00Z'), agentVersionExpiryDate: new Date('2027-03-01T00:00:00Z'), driverVersionExpiryDate: new Date('2027-01-01T00:00:00Z'), isUpgradeable: 'true', reasonsBlockingUpgrade: [] }), agent: { version: '9.55.1', latestVersion: '9.66.1', heartbeatAt: day('2026-01-02'), expiresAt: day('2027-01-01'), upgradeable: true, rebootPending: false, blocked: [] } },
    { reason: 'one end of support is enough', details: modern({ driverVersionExpiryDate: new Date('2027-01-01T00:00:00Z') }), agent: { ...nothing, expiresAt: day('2027-01-01') } },
    { reason: 'a reboot is pending', details: modern({ isUpgradeable: 'false', reasonsBlockingUpgrade: ['RebootRequired', 'AgentNoHeartbeat'] }), agent: { ...nothing, rebootPending: true, blocked: ['RebootRequired', 'AgentNoHeartbeat'] } },
    { reason: 'the latest version is no obstacle', details: modern({ reasonsBlockingUpgrade: ['AlreadyOnLatestVersion'] }), agent: nothing },
    { reason: 'the vault says nothing of it', details: { ...rcm, mobilityAgentDetails: null }, agent: nothing },
    { reason: 'classic', details: { ...classic, agentVersion: '9.41', agentExpiryDate: new Date('2027-01-01T00:00:00Z'), lastHeartbeat: new Date('2026-01-02T00:00:00Z'), isAgentUpdateRequired: 'Required', isRebootAfterUpdateRequired: 'Required' }, agent: { ...nothing, version: '9.41', heartbeatAt: day('2026-01-02'), expiresAt: day('2027-01-01'), upgradeable: true, rebootPending: true } },
    { reason: 'classic, up to date', details: { ...classic, agentVersion: '9.66', isAgentUpdateRequired: 'NotRequired', isRebootAfterUpdateRequired: 'NotRequired' }, agent: { ...nothing, version: '9.66' } },
  ])('$reason', ({ details, agent }) => {
    expect(itemOf(answer(details))?.agent).toEqual(agent);
  });
});

describe('the target', () => {
  const nic = { nicId: '0a:1b', isPrimaryNic: 'true', isSelectedForFailover: 'true', sourceIPAddress: '10.0.0.4', targetIPAddress: '', targetSubnetName: 'web' };
  const chosen = { targetVmName: 'web', targetVmSize: 'Standard_D2s_v5', targetResourceGroupId: '/rg', targetNetworkId: '/net', testNetworkId: '/test', targetAvailabilityZone: '', targetAvailabilitySetId: '/set', licenseType: 'WindowsServer', multiVmGroupName: 'shop' };

  test('of an appliance: what is chosen, and only the cards that go along', () => {
    const item = itemOf(answer({ ...rcm, ...chosen, vmNics: [nic, { ...nic, nicId: '0a:2c', isPrimaryNic: 'false', isSelectedForFailover: 'false' }] }));
    expect(item?.target).toEqual({
      ...{ vmName: 'web', size: 'Standard_D2s_v5', resourceGroupId: '/rg', networkId: '/net', testNetworkId: '/test', zone: null, availabilitySetId: '/set', licence: 'WindowsServer' },
      nics: [{ mac: '0a:1b', primary: true, sourceIp: '10.0.0.4', targetIp: null, subnet: 'web' }],
    });
    expect(item?.multiVmGroup).toBe('shop');
  });

  test('of a configuration server: the same, from its own fields', () => {
    const ip = { isPrimary: true, staticIPAddress: '10.0.0.5', recoverySubnetName: 'app', recoveryStaticIPAddress: '10.9.0.5' };
    const fields = { recoveryAzureVMName: 'app', recoveryAzureVMSize: 'Standard_D4s_v5', recoveryAzureResourceGroupId: '/rg', selectedRecoveryAzureNetworkId: '/net', selectedTfoAzureNetworkId: '/test', selectedSourceNicId: 'n1', licenseType: 'NoLicenseType', multiVmGroupName: '' };
    const nics = [{ nicId: 'n1', selectionType: 'SelectedByUser', ipConfigs: [{ ...ip, isPrimary: false, staticIPAddress: '10.0.0.6' }, ip] }, { nicId: 'n2', selectionType: 'NotSelected', ipConfigs: [ip] }];
    const item = itemOf(answer({ ...classic, ...fields, vmNics: nics }));
    expect(item?.target).toEqual({
      ...{ vmName: 'app', size: 'Standard_D4s_v5', resourceGroupId: '/rg', networkId: '/net', testNetworkId: '/test', zone: null, availabilitySetId: null, licence: 'NoLicenseType' },
      nics: [{ mac: 'n1', primary: true, sourceIp: '10.0.0.5', targetIp: '10.9.0.5', subnet: 'app' }],
    });
    expect(item?.multiVmGroup).toBeNull();
  });

  test('that nobody has chosen is empty, not made up', () => {
    const empty = { vmName: null, size: null, resourceGroupId: null, networkId: null, testNetworkId: null, nics: [], zone: null, availabilitySetId: null, licence: null };
    expect(itemOf(answer(rcm))?.target).toEqual(empty);
    expect(itemOf(answer(classic))?.target).toEqual(empty);
  });
});
