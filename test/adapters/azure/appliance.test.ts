import { describe, expect, test } from '@jest/globals';
import { configurationServerOf } from '../../../src/adapters/azure/providers/configuration-server.ts';
import { applianceOf } from '../../../src/adapters/azure/providers/rcm-appliance.ts';

const beat = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const part = (change: object = {}): object => ({ id: 'p', name: 'APP', health: 'Normal', healthErrors: [], lastHeartbeatUtc: beat(10), ...change });

describe('an appliance', () => {
  const healthy = { processServers: [part()], rcmProxies: [part()], dras: [part()] };

  test('is as silent as its most silent component', () => {
    expect(applianceOf({ customDetails: { ...healthy, dras: [part({ lastHeartbeatUtc: beat(3) })] } }).appliance).toMatchObject({ name: 'APP', health: 'normal', lastHeartbeatAt: beat(3).getTime(), troubles: [] });
  });

  test('has no known heartbeat when one component never had one', () => {
    expect(applianceOf({ customDetails: { ...healthy, rcmProxies: [part({ lastHeartbeatUtc: null })] } }).appliance?.lastHeartbeatAt).toBeNull();
  });

  test('is as ill as its worst component, and says which', () => {
    const ill = part({ health: 'Critical', healthErrors: [{ summaryMessage: 'No disk space.' }] });
    expect(applianceOf({ customDetails: { ...healthy, processServers: [ill] } }).appliance).toMatchObject({ health: 'critical', troubles: ['process server: critical, No disk space.'] });
  });

  test('is judged by its own components, not by those of a second appliance', () => {
    const other = part({ name: 'SECOND', health: 'Critical', lastHeartbeatUtc: beat(0) });
    const both = applianceOf({ customDetails: { processServers: [part(), other], dras: [part(), other] } });
    expect(both.appliance).toMatchObject({ name: 'APP', health: 'normal', lastHeartbeatAt: beat(10).getTime() });
    expect(both.processServers).toHaveLength(2);
  });

  test('tells how busy its process server is, and what it does not say', () => {
    const busy = { freeSpacePercentage: 24.5, processorUsagePercentage: '96', memoryUsagePercentage: 40, throughputUploadPendingDataInBytes: 1_000, throughputInBytes: 50, protectedItemCount: 195 };
    const named = { id: 'p', name: 'APP', health: 'normal', heartbeatAt: beat(10).getTime() };
    expect(applianceOf({ customDetails: { ...healthy, processServers: [part(busy)] } }).processServers).toEqual([
      { ...named, freeSpacePercent: 24.5, processorPercent: 96, memoryPercent: 40, pendingUploadBytes: 1_000, throughputBytesPerSecond: 50, protectedItems: 195 },
    ]);
    expect(applianceOf({ customDetails: healthy }).processServers).toEqual([
      { ...named, freeSpacePercent: null, processorPercent: null, memoryPercent: null, pendingUploadBytes: null, throughputBytesPerSecond: null, protectedItems: null },
    ]);
  });

  test('is null while nothing is registered', () => {
    expect(applianceOf({ customDetails: {} })).toEqual({ appliance: null, processServers: [], masterTargets: [] });
  });
});

describe('a configuration server', () => {
  const details = { hostName: 'CS', lastHeartbeat: beat(1), csServiceStatus: 'Running', versionStatus: 'Supported', sslCertExpiryRemainingDays: 300, processServers: [{ id: 'ps', friendlyName: 'CS', health: 'Normal', psServiceStatus: 'Running', spaceUsageStatus: 'Green', memoryUsageStatus: 'Green' }] };

  test.each([
    { reason: 'all is well', change: {}, health: 'normal', troubles: [] },
    { reason: 'its certificate ends soon', change: { sslCertExpiryRemainingDays: 12 }, health: 'warning', troubles: ['certificate of the configuration server: 12 days left'] },
    { reason: 'its service stands still', change: { csServiceStatus: 'Stopped' }, health: 'warning', troubles: ['configuration server: Stopped'] },
  ])('$reason', ({ change, health, troubles }) => {
    expect(configurationServerOf({ health: 'Normal', customDetails: { ...details, ...change } }).appliance).toMatchObject({ name: 'CS', health, troubles, lastHeartbeatAt: beat(1).getTime() });
  });

  const GIB = 2 ** 30;
  test.each([
    { reason: 'figures become percentages', change: { totalSpaceInBytes: 100 * GIB, availableSpaceInBytes: 20 * GIB, totalMemoryInBytes: 16 * GIB, availableMemoryInBytes: 4 * GIB, cpuLoad: '83%', machineCount: '12' }, figures: { freeSpacePercent: 20, memoryPercent: 75, processorPercent: 83, protectedItems: 12 } },
    { reason: 'a load without its sign', change: { cpuLoad: '7.5' }, figures: { processorPercent: 7.5 } },
    { reason: 'nothing is known before the first report', change: { totalSpaceInBytes: 0, availableSpaceInBytes: 0, cpuLoad: 'n/a' }, figures: { freeSpacePercent: null, memoryPercent: null, processorPercent: null, protectedItems: null, pendingUploadBytes: null } },
  ])('its process server: $reason', ({ change, figures }) => {
    const [server] = details.processServers;
    const [read] = configurationServerOf({ health: 'Normal', customDetails: { ...details, processServers: [{ ...server, lastHeartbeat: beat(2), ...change }] } }).processServers;
    expect(read).toMatchObject({ id: 'ps', name: 'CS', health: 'normal', heartbeatAt: beat(2).getTime(), ...figures });
  });
});
