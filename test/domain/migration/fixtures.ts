import type { Approval } from '../../../src/domain/approval/types.ts';
import type { Evidence } from '../../../src/domain/evidence.ts';
import { approvalIdOf, conversationIdFromActivity, instanceIdFromCloud, migrationIdFor, userIdFromActivity } from '../../../src/domain/ids.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import type { Item } from '../../../src/domain/observation.ts';
import type { Person } from '../../../src/domain/person.ts';

export const T0 = Date.UTC(2026, 10, 21, 2, 0);
export const TENANT = '00000000-0000-4000-8000-0000000000aa';

export function person(name: string): Person {
  return { id: userIdFromActivity(`oid-${name}`), tenant: TENANT, name };
}

export const OLA = person('ola');
export const ANA = person('ana');

const instanceId = instanceIdFromCloud('i-0a10000000000001a');

export function migration(change: Partial<Migration> = {}): Migration {
  const id = migrationIdFor(instanceId, 1);
  return {
    id,
    scope: 'weu',
    instanceId,
    name: 'web-01',
    privateIp: '10.10.1.11',
    itemName: `ferry-${id}`,
    target: {
      resourceGroupId: '/rg', networkId: '/net', subnet: 'web', testNetworkId: '/test', vmName: 'web-01', size: 'Standard_D2s_v5', sizeReason: 'same', diskType: 'StandardSSD_LRS', licence: 'NoLicenseType',
      runAsAccountId: null, cacheStorageAccountId: '/cache', policyId: '/policy', policyName: 'p', processServerId: 'ps', masterTargetId: null, discoveredId: '/machine', provider: 'InMageRcm',
    },
    owner: OLA,
    home: conversationIdFromActivity('19:x@thread.tacv2'),
    startedAt: T0,
    position: { phase: 'enabling' },
    positionSince: T0,
    pending: null,
    finished: null, knownJobs: [],
    verdict: null,
    stuck: null,
    drift: null,
    sourceStoppedAt: null,
    ...change,
  };
}

export function item(change: Partial<Item> = {}): Item {
  return {
    name: migration().itemName, armId: '/x', friendlyName: 'web-01', privateIp: '10.10.1.11', discoveredId: '/machine', internalId: null, protectionState: 'Protected', protectionText: 'Protected', testFailoverState: 'None', activeLocation: 'Primary',
    allowedOperations: ['UnplannedFailover', 'TestFailover', 'DisableProtection'], replicationHealth: 'normal', failoverHealth: 'normal', healthErrors: [], running: null, percent: null, resyncRequired: false, rpoSeconds: 60, rpoAt: T0,
    lastRecoveryPointAt: T0, agentHeartbeatAt: T0, lastTestFailoverAt: null, targetVmName: 'web-01', targetResourceGroupId: '/rg', disks: [], processedBytes: null, backlogMb: 0, multiVmGroup: null,
    agent: { version: '9.66.0', latestVersion: '9.66.0', heartbeatAt: T0, expiresAt: null, upgradeable: false, rebootPending: false, blocked: [] },
    target: { vmName: 'web-01', size: 'Standard_D2s_v5', resourceGroupId: '/rg', networkId: '/net', testNetworkId: '/test', nics: [], zone: null, availabilitySetId: null, licence: null }, ...change,
  };
}

export const EVIDENCE: Evidence = { at: T0, rpoSeconds: 60, replicationHealth: 'normal', backlogMb: 0, test: { works: true, at: T0, by: 'ola' }, warnings: [], blocks: [] };

export function approval(change: Partial<Approval> = {}): Approval {
  return {
    id: approvalIdOf(1001), operation: 'cutover', migrationId: migration().id, machine: 'web-01', requester: OLA, requestedAt: T0, note: '', channel: migration().home, contentHash: 'h', evidence: EVIDENCE, quorum: 1,
    approvers: ['*'], expiresAt: T0 + 86_400_000, status: 'requested', approvals: [], closing: null, ...change,
  };
}
