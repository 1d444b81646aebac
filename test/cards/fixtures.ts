/** Views for every card: ordinary ones, and the worst that can be thrown at them. */
import type { Approval, ApprovalEvent } from '../../src/domain/approval/types.ts';
import type { Attested, CheckReport, Finding, MissingRule, Override, Verdict } from '../../src/domain/finding.ts';
import { approvalIdOf, conversationIdFromActivity, instanceIdFromCloud, jobIdFromCloud, migrationIdFor, userIdFromActivity } from '../../src/domain/ids.ts';
import type { Freeze, GovernanceEvent } from '../../src/domain/governance/types.ts';
import type { CheckRun } from '../../src/domain/check-run.ts';
import type { Live } from '../../src/domain/live.ts';
import type { Machine } from '../../src/domain/machine.ts';
import type { Migration, MigrationEvent, Position } from '../../src/domain/migration/types.ts';
import { by, FERRY, type Person } from '../../src/domain/person.ts';
import type { TargetPlan } from '../../src/domain/scope.ts';
import type { Recorded } from '../../src/ports/changes.ts';
import type { Inventory, MachineRow, MachineStatus, ReplicateOptions } from '../../src/usecases/types.ts';

export const NOW = Date.UTC(2026, 10, 21, 2, 14, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A night in Rome. */
export const WINDOW = { from: Date.UTC(2026, 10, 28, 21, 0), to: Date.UTC(2026, 10, 29, 1, 0), zone: 'Europe/Rome' } as const;

export const FREEZE: Freeze = { number: 3, from: Date.UTC(2026, 11, 20), to: Date.UTC(2027, 0, 3), zone: 'Europe/Rome', reason: 'Year end', by: null };

export function person(name: string, id = '00000000-0000-0000-0000-00000000000a'): Person {
  return { id: userIdFromActivity(id), tenant: '11111111-1111-1111-1111-111111111111', name };
}

const RG = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-landing';
const NET = `${RG}/providers/Microsoft.Network/virtualNetworks/vnet-prod-weu`;

export const target: TargetPlan = {
  resourceGroupId: RG, networkId: NET, subnet: 'web', testNetworkId: `${RG}/providers/Microsoft.Network/virtualNetworks/vnet-test`, vmName: 'web-01', size: 'Standard_D2s_v5', sizeReason: '2 vCPU and 8 GiB as in AWS',
  diskType: 'StandardSSD_LRS', licence: 'NoLicenseType', runAsAccountId: null, cacheStorageAccountId: `${RG}/providers/Microsoft.Storage/storageAccounts/cache`, policyId: 'policy', policyName: '24-hour', processServerId: 'ps', masterTargetId: null, discoveredId: 'd', provider: 'InMageRcm',
};

const web01 = instanceIdFromCloud('i-0aaaaaaaaaaaaaa01');

export function machineOf(over: Partial<Machine> = {}): Machine {
  return { instanceId: web01, name: 'web-01', privateIp: '10.0.1.11', publicIp: null, power: 'running', instanceType: 't3.large', platformDetails: 'Linux/UNIX', vpcId: 'vpc-1', subnetId: 'subnet-1', launchedAt: NOW - 90 * 24 * HOUR, tags: {}, ...over };
}

const approvalId = approvalIdOf(1042);

export const positions: { readonly [P in Position['phase']]: Extract<Position, { phase: P }> } = {
  enabling: { phase: 'enabling' }, seeding: { phase: 'seeding' }, protected: { phase: 'protected' }, testing: { phase: 'testing' },
  'test-review': { phase: 'test-review', testVm: 'web-01-test', since: NOW - 10 * MINUTE }, 'cleaning-test': { phase: 'cleaning-test' }, tested: { phase: 'tested' },
  'awaiting-approval': { phase: 'awaiting-approval', approvalId }, quiescing: { phase: 'quiescing', approvalId }, draining: { phase: 'draining', approvalId, quiescedAt: NOW, drainFrom: null },
  'stopping-source': { phase: 'stopping-source', approvalId }, 'source-stopped': { phase: 'source-stopped', approvalId }, 'failing-over': { phase: 'failing-over', approvalId },
  'in-azure': { phase: 'in-azure', failedOverAt: NOW - HOUR, vm: 'web-01' }, accepted: { phase: 'accepted', failedOverAt: NOW - HOUR, vm: 'web-01', by: person('Olive Owner'), at: NOW },
  completing: { phase: 'completing', failedOverAt: NOW - HOUR, vm: 'web-01' }, migrated: { phase: 'migrated', at: NOW, vm: 'web-01' },
  'rolling-back': { phase: 'rolling-back', step: 'deallocate', failedOverAt: NOW - HOUR, reason: 'broken', by: person('Olive Owner') },
  'rolled-back': { phase: 'rolled-back', at: NOW, failedOverAt: NOW - HOUR, reason: 'broken' }, abandoned: { phase: 'abandoned', at: NOW, reason: 'not needed' },
};

export function migrationOf(over: Partial<Migration> = {}): Migration {
  return {
    id: migrationIdFor(web01, 1), scope: 'default', instanceId: web01, name: 'web-01', privateIp: '10.0.1.11', itemName: 'm-0aaaaaaaaaaaaaa01-1', target, owner: person('Olive Owner'), home: conversationIdFromActivity('19:home@thread.tacv2'),
    startedAt: NOW - 48 * HOUR, position: positions.protected, positionSince: NOW - HOUR, pending: null, finished: null, knownJobs: [], verdict: null, stuck: null, drift: null, sourceStoppedAt: null, ...over,
  };
}

export const worksVerdict = { works: true, reason: 'login and orders fine', by: person('Tess Tester'), at: NOW - 20 * HOUR } as const;

export function liveOf(over: Partial<Live> = {}): Live {
  return { seenAt: NOW - 2 * MINUTE, protectionText: 'Protected', percent: null, processedBytes: 13_314_398_617, totalBytes: 32_212_254_720, rpoSeconds: 240, health: 'normal', healthErrors: [], backlogMb: 12, heartbeatAgeSeconds: 300, recoveryPointAgeSeconds: 300, job: null, trouble: null, ...over };
}

export function statusOf(m: Migration, live: Live | null = liveOf(), approval: Approval | null = null): MachineStatus {
  return { migration: m, live, approval, now: NOW };
}

export function at(phase: Position['phase'], over: Partial<Migration> = {}): Migration {
  const stopped = ['source-stopped', 'failing-over', 'in-azure', 'accepted', 'completing', 'migrated', 'rolling-back'].includes(phase);
  return migrationOf({ position: positions[phase], sourceStoppedAt: stopped ? NOW - 90 * MINUTE : null, ...over });
}

export function approvalOf(over: Partial<Approval> = {}): Approval {
  return {
    id: approvalId, operation: 'cutover', migrationId: migrationOf().id, machine: 'web-01', requester: person('Rita Requester', '00000000-0000-0000-0000-00000000000b'), requestedAt: NOW - 10 * MINUTE, note: 'Window is tonight, users are told.',
    channel: conversationIdFromActivity('19:home@thread.tacv2'), contentHash: '5f2a91c7d0e4b8a6'.repeat(4),
    evidence: { at: NOW - 10 * MINUTE, rpoSeconds: 240, replicationHealth: 'normal', backlogMb: 12, test: { works: true, at: NOW - 20 * HOUR, by: 'Tess Tester' }, warnings: ['One disk is larger than usual'], blocks: [] },
    quorum: 2, approvers: ['*'], expiresAt: NOW + 24 * HOUR - 10 * MINUTE, status: 'requested', approvals: [{ by: person('Amir Approver', '00000000-0000-0000-0000-00000000000c'), at: NOW - 5 * MINUTE, comment: 'tested with Tess' }], closing: null, ...over,
  };
}

export const stuckMigration = at('source-stopped', {
  sourceStoppedAt: NOW - 30 * MINUTE,
  stuck: { since: NOW - 3 * MINUTE, code: 'job-failed', act: 'startFailover', jobId: jobIdFromCloud('33333333-3333-3333-3333-333333333333'), failure: { code: '539', message: 'The failover failed.', causes: 'The target network is gone.', advice: 'Create the network again and retry.', task: 'Create VM', activityId: '44444444-4444' } },
});

export function rowOf(over: Partial<MachineRow> = {}): MachineRow {
  return { machine: machineOf(), item: null, migration: null, ...over };
}

export function inventoryOf(n: number, name = (i: number): string => `web-${String(i).padStart(2, '0')}`): Inventory {
  return { rows: Array.from({ length: n }, (_, i) => rowOf({ machine: machineOf({ name: name(i), instanceId: instanceIdFromCloud(`i-${String(i).padStart(17, '0')}`) }), migration: i === 0 ? at('seeding') : null })), asOf: NOW - 2 * MINUTE, trouble: null };
}

/** One finding with all its fields; ordinary unless told otherwise. */
export function findingOf(over: Partial<Finding> = {}): Finding {
  return {
    check: 'NET-SG-OUT', title: "Rules out of the machine's security groups", verdict: 'block', severity: 'block', evidence: 'No rule of sg-0123 lets TCP 9443 out to the appliance. Seen 2026-11-21 02:13 UTC.',
    expected: "The machine's security groups let TCP 443 and 9443 out to the appliance. Site Recovery's appliance matrix, 2026-04-17.", link: 'https://learn.microsoft.com/azure/site-recovery/replication-appliance-support-matrix',
    remedy: 'aws ec2 --region eu-west-1 authorize-security-group-egress --group-id sg-0123 --ip-permissions IpProtocol=tcp,FromPort=9443,ToPort=9443,IpRanges=[{CidrIp=10.0.0.5/32}]', curer: 'aws',
    cause: 'NET-SG-OUT:sg-0123', causeText: 'TCP 9443 closed in sg-0123 (corp-legacy-egress)', question: null, attested: null, override: null, overridable: true, missingRule: null, ...over,
  };
}

export const RULE: MissingRule = { groupId: 'sg-0123', direction: 'out', ports: [9443], peer: { kind: 'cidr', cidr: '10.0.0.5/32' }, description: 'Ferry: Site Recovery appliance' };

/** A question that nobody has answered. */
export function askedOf(over: Partial<Finding> = {}): Finding {
  return findingOf({ check: 'DSK-SHARED', title: 'Disks shared with other machines', verdict: 'unknown', evidence: 'Neither EC2 nor Site Recovery can see this, and nobody has answered yet. Seen 2026-11-21 02:13 UTC.', remedy: 'Let somebody who knows the machine answer: Are all disks used by this machine alone?', curer: 'owner', cause: 'DSK-SHARED:asked', causeText: 'Are all disks used by this machine alone?', question: { text: 'Are all disks used by this machine alone?', validDays: 180 }, ...over });
}

/** A block that Amir let pass. */
export const letPass: Override = { check: 'SRC-ASG', cause: null, reason: 'The group is suspended until Sunday.', by: person('Amir Approver', '00000000-0000-0000-0000-00000000000c'), at: NOW - HOUR, until: NOW + 30 * 24 * HOUR };

/** What Olive said about a machine of hers. */
export const attested: Attested = { answer: 'yes', note: 'asked the storage team', by: person('Olive Owner'), at: NOW - HOUR, until: NOW + 180 * 24 * HOUR };

export function reportOf(verdicts: readonly Verdict[], text = (s: string): string => s): CheckReport {
  const f = findingOf();
  const findings = verdicts.map((verdict, i) => findingOf({ check: `NET-SG-${i}`, verdict, title: text(f.title), evidence: text(f.evidence), expected: text(f.expected), remedy: verdict === 'pass' ? '' : text(f.remedy), cause: null, causeText: null }));
  return { instanceId: web01, name: text('web-01'), at: NOW - MINUTE, profile: 'modern-2026', findings };
}

export const GROUP_CAUSES = ['TCP 9443 closed in sg-0a1b2c3d4e5f60b04 (corp-legacy-egress)', 'PV drivers of Red Hat', 'quota of DSv5'] as const;

/** A check of a wave of `n` machines: most have one cause in common, some have another, some are well. */
export function runOf(n: number, over: Partial<CheckRun> = {}, text = (s: string): string => s): CheckRun {
  const ids = Array.from({ length: n }, (_, i) => instanceIdFromCloud(`i-${String(i).padStart(17, '0')}`));
  const reports = ids.map((instanceId, i): CheckReport => ({ instanceId, name: text(`web-${String(i).padStart(2, '0')}`), at: NOW - MINUTE, profile: 'modern-2026', findings: findingsOfMachine(i, text) }));
  return { id: 'run-1', selection: { kind: 'wave', wave: text('W07') }, askedBy: person('Rita Requester'), home: conversationIdFromActivity('19:ops@thread.tacv2'), thread: null, askedAt: NOW - 2 * MINUTE, turn: 1, status: 'done', machines: ids, only: null, slowed: null, reports, sums: [sumOf(text)], endedAt: NOW - MINUTE, failure: null, ...over };
}

function findingsOfMachine(i: number, text: (s: string) => string): readonly Finding[] {
  const closed = findingOf({ title: text(findingOf().title), evidence: text(findingOf().evidence), cause: `NET-SG-OUT:${text('sg')}`, causeText: text(GROUP_CAUSES[0]), missingRule: RULE });
  const drivers = findingOf({ check: 'OS-STORAGE', title: text('Disk drivers'), verdict: 'warn', severity: 'warn', evidence: text('Red Hat with paravirtual disks.'), remedy: text('Look at the driver before the test.'), curer: 'guest', cause: 'OS-STORAGE:pv', causeText: text(GROUP_CAUSES[1]) });
  const group = findingOf({ check: 'SRC-ASG', title: text('Auto Scaling group'), evidence: text('In group web-asg.'), remedy: text('Detach it.'), cause: null, causeText: null, override: i === 20 ? { ...letPass, reason: text(letPass.reason) } : null });
  const passes = [findingOf({ check: 'SRC-STATE', verdict: 'pass', remedy: '', cause: null, causeText: null })];
  return [...passes, askedOf(), ...(i % 5 < 2 ? [closed] : []), ...(i % 5 === 2 ? [drivers] : []), ...(i === 3 || i === 20 ? [group] : [])];
}

function sumOf(text: (s: string) => string): Finding {
  return findingOf({ check: 'SUM-VCPU-FAMILY', title: text('vCPUs by family'), evidence: text('DSv5 is short by 12 of 100 vCPUs. Seen 2026-11-21 02:13 UTC.'), remedy: text('az quota update --resource-name standardDSv5Family --scope /subscriptions/1/providers/Microsoft.Compute/locations/westeurope --limit-object value=112'), curer: 'azure', cause: 'SUM-VCPU-FAMILY', causeText: text(GROUP_CAUSES[2]) });
}

export function optionsOf(subnets = 2, text = (s: string): string => s): ReplicateOptions {
  const defaults = { resourceGroupId: RG, networkId: NET, subnet: text('web'), vmName: text('web-01'), size: 'Standard_D2s_v5', diskType: 'StandardSSD_LRS', licence: 'NoLicenseType', runAsAccountId: '' } as const;
  return {
    machine: machineOf({ name: text('web-01') }), report: reportOf(['pass']),
    resourceGroups: [{ id: RG, name: text('rg-landing'), location: 'westeurope' }],
    networks: [{ id: NET, name: text('vnet-prod-weu'), location: 'westeurope', resourceGroup: 'rg-landing', prefixes: ['10.20.0.0/16'], dnsServers: [], peerings: [], subnets: Array.from({ length: subnets }, (_, i) => ({ name: i === 0 ? text('web') : `s${i}`, prefix: `10.20.${i}.0/24`, freeAddresses: i === 1 ? null : 240, used: [], nsgId: null, delegated: false })) }],
    sizes: [{ name: 'Standard_D2s_v5', reason: text('2 vCPU and 8 GiB as in AWS') }, { name: 'Standard_D4s_v5', reason: 'room to grow' }],
    diskTypes: ['StandardSSD_LRS', 'Premium_LRS', 'Standard_LRS'], licences: [{ value: 'NoLicenseType', title: 'No licence from AWS' }], runAsAccounts: [{ id: 'acc-1', name: text('root for Linux') }], policies: [{ id: 'policy', name: '24-hour' }], defaults,
  };
}

const APPROVAL = /^(?:Approv|Rejected|Run|Decision)/;

export function recorded(events: readonly (MigrationEvent | ApprovalEvent | GovernanceEvent)[], who: Person = person('Rita Requester')): readonly Recorded[] {
  return events.map((event, i) => ({ position: i + 1, stream: APPROVAL.test(event.type) ? approvalId : 'm-1', seq: i + 1, at: NOW - (events.length - i) * HOUR, actor: event.type.startsWith('Act') ? FERRY : by(who), event, hash: 'h' }));
}
