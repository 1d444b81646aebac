/** Answers of the planning use cases: ordinary ones, and with one text wherever somebody else's words can stand. */
import { planCapacity } from '../../src/domain/capacity/plan.ts';
import { capacityRules } from '../../src/domain/capacity/rules.ts';
import type { CapacityInput, CapacityWish } from '../../src/domain/capacity/types.ts';
import type { Selection } from '../../src/domain/check-run.ts';
import type { SeenError } from '../../src/domain/explain/types.ts';
import type { TargetNetwork } from '../../src/domain/infrastructure.ts';
import { planNetwork } from '../../src/domain/network-plan/plan.ts';
import type { NetworkMachine } from '../../src/domain/network-plan/types.ts';
import type { SavedPlan } from '../../src/domain/plans.ts';
import { modern2026 } from '../../src/domain/profiles/modern-2026.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { checklist } from '../../src/domain/setup/checklist.ts';
import type { SetupFacts } from '../../src/domain/setup/types.ts';
import type { CapacityAnswer, CheckExplained, NetworkAnswer, PlanningUseCases, PolicyBoard, SettingsView, Setup } from '../../src/usecases/planning-types.ts';
import { ok } from '../../src/domain/result.ts';
import { at, findingOf, NOW, person } from './fixtures.ts';

type Text = (ordinary: string) => string;
const plain: Text = (s) => s;
const HOUR = 3_600_000;
const RG = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-landing';
const NET = `${RG}/providers/Microsoft.Network/virtualNetworks/vnet-prod-weu`;
const TEST = `${RG}/providers/Microsoft.Network/virtualNetworks/vnet-test`;
const NSG = `${RG}/providers/Microsoft.Network/networkSecurityGroups/nsg-web`;

export const W07: Selection = { kind: 'wave', wave: 'W07' };

export function scopeOf(t: Text = plain): Scope {
  return {
    name: t('rsv-mig-weu'), awsRegion: 'eu-west-1', subscriptionId: '22222222-2222-2222-2222-222222222222', vaultResourceGroup: t('rg-migration'), vaultName: t('rsv-mig-weu'), location: 'westeurope',
    defaults: { resourceGroupId: RG, networkId: NET, subnet: t('web'), testNetworkId: TEST, cacheStorageAccountId: null, runAsAccount: t('root for Linux'), policyName: null },
    applianceInstanceId: 'i-0a99000000000099a', waveTag: t('Wave'),
  };
}

export function savedOf(kind: SavedPlan['kind'], t: Text = plain): SavedPlan {
  return { kind, selection: { kind: 'wave', wave: t('W07') }, by: person(t('Rita Requester')), at: NOW - 26 * HOUR, machines: 25, wish: kind === 'capacity' ? { windowMs: 8 * HOUR, churn: { kind: 'percent', percent: 3 }, linkMbit: null } : null, open: 1 };
}

function factsOf(t: Text): SetupFacts {
  const machines = Array.from({ length: 25 }, (_, i) => ({ instanceId: `i-${String(i).padStart(17, '0')}`, name: t(`web-${String(i + 1).padStart(2, '0')}`) }));
  const closed = findingOf({ check: 'NET-SG-OUT', evidence: t('No rule of sg-0123 lets TCP 9443 out to the appliance. Seen 2026-11-21 02:13 UTC.'), remedy: t('aws ec2 --region eu-west-1 authorize-security-group-egress --group-id sg-0123 --ip-permissions IpProtocol=tcp,FromPort=9443,ToPort=9443,IpRanges=[{CidrIp=10.0.0.5/32}]') });
  const waiting = findingOf({ check: 'ASR-APPL', verdict: 'warn', severity: 'block', curer: 'azure', cause: 'ASR-APPL:waiting:appliance', evidence: t('Waiting. appliance was registered 6 minutes ago. Seen 2026-11-21 02:13 UTC.'), remedy: t('Wait: up to 15 minutes are normal. Then check again.') });
  const fine = (check: string) => findingOf({ check, verdict: 'pass', cause: null, remedy: '', evidence: t('All is as it should be. Seen 2026-11-21 02:13 UTC.') });
  return {
    now: NOW, machines, waves: [t('W07'), t('W08')], plans: [savedOf('capacity', t)],
    scopeFindings: { known: true, at: NOW, value: [fine('ASR-VAULT'), waiting, fine('ASR-APPL-HW'), fine('ASR-POLICY')] },
    reports: new Map(machines.slice(0, 20).map((m, i) => [m.instanceId, { ...m, at: NOW - HOUR, profile: 'modern-2026', findings: [i < 11 ? closed : fine('NET-SG-OUT'), fine('NET-VPC'), fine('ASR-DISC')] }])),
    migrations: new Map([[machines[0]!.instanceId, at('seeding')], [machines[1]!.instanceId, at('in-azure')], [machines[2]!.instanceId, at('source-stopped', { stuck: { since: NOW, code: 'job-failed', act: 'startFailover', jobId: null, failure: { code: '539', message: t('It failed.'), causes: '', advice: '', task: null, activityId: null } } })]]),
  };
}

export function setupOf(t: Text = plain): Setup {
  return { scope: scopeOf(t), at: NOW - 60_000, steps: checklist(factsOf(t)) };
}

export function doneSetup(): Setup {
  const facts = factsOf(plain);
  const machines = facts.machines.slice(0, 1);
  return { scope: scopeOf(), at: NOW, steps: checklist({ ...facts, machines, waves: [], plans: [{ ...savedOf('capacity'), selection: { kind: 'all' } }, { ...savedOf('network'), selection: { kind: 'all' } }], scopeFindings: { known: true, at: NOW, value: ['ASR-VAULT', 'ASR-APPL', 'ASR-APPL-HW', 'ASR-POLICY'].map((check) => findingOf({ check, verdict: 'pass', cause: null, remedy: '' })) }, reports: new Map([[machines[0]!.instanceId, { ...machines[0]!, at: NOW, profile: 'modern-2026', findings: ['NET-SG-OUT', 'NET-VPC', 'ASR-DISC'].map((check) => findingOf({ check, verdict: 'pass', cause: null, remedy: '' })) }]]), migrations: new Map([[machines[0]!.instanceId, at('migrated')]]) }) };
}

export const NO_WISH: CapacityWish = { windowMs: null, churn: null, linkMbit: null };

export function capacityOf(o: { readonly wish?: CapacityWish; readonly t?: Text; readonly machines?: number; readonly saved?: boolean; readonly selection?: Selection } = {}): CapacityAnswer {
  const { wish = NO_WISH, t = plain, machines = 25, saved = false, selection = W07 } = o;
  const rules = capacityRules({ ...modern2026, id: t(modern2026.id), dated: t(modern2026.dated) });
  const why = t('CloudWatch could not be read: it refuses our identity; the permissions are to be checked');
  const input: CapacityInput = {
    now: NOW, wish, rules, whyUnmeasured: why,
    machines: Array.from({ length: machines }, (_, i) => ({ name: t(`web-${i + 1}`), replicating: false, diskGiB: i === 4 ? null : [30, 100], attested: i === 1 ? 12e9 : null, measured: i === 2 ? 7e9 : null })),
    appliance: { known: true, value: { name: t('asr-appliance'), vcpus: 8, memoryGiB: 16, cacheGiB: 300, machines: 3 } },
  };
  return { selection: selection.kind === 'wave' ? { kind: 'wave', wave: t(selection.wave) } : selection, at: NOW - 60_000, wish, plan: planCapacity(input), rules, whyUnmeasured: why, saved: saved ? savedOf('capacity', t) : null, churnFrom: saved ? savedOf('capacity', t) : null };
}

function networkMachine(i: number, t: Text): NetworkMachine {
  const ip = i === 3 ? '10.20.1.12' : `10.20.${i % 3 === 0 ? 1 : 9}.${i + 10}`;
  return {
    instanceId: `i-${i}`, name: t(`web-${String(i + 1).padStart(2, '0')}`), subnetId: 'subnet-0aaa', sourceSubnet: { known: true, value: { id: 'subnet-0aaa', cidr: '10.20.1.0/24', ipv6Only: false } },
    nics: [{ id: 'eni-1', kind: 'interface', index: 0, subnetId: 'subnet-0aaa', privateIps: i === 2 ? [ip, '10.20.1.99'] : [ip], ipv6: i === 5 ? ['fd00::5'] : [], publicIp: i === 1 ? '3.4.5.6' : null, elastic: true, groups: ['sg-web'], sourceDestCheck: i !== 4 }],
    rules: { known: true, value: [443, 5432].map((port) => ({ groupId: 'sg-web', direction: 'in' as const, protocol: 'tcp', fromPort: port, toPort: port, peer: { kind: 'cidr' as const, cidr: '0.0.0.0/0' } })) },
    landing: { networkId: NET, subnet: t('web'), testNetworkId: TEST }, chosen: i === 6 ? new Map([[ip, '10.20.1.200']]) : new Map(),
  };
}

export function networkOf(o: { readonly t?: Text; readonly machines?: number; readonly saved?: boolean; readonly why?: string } = {}): NetworkAnswer {
  const { t = plain, machines = 25, saved = false, why } = o;
  const subnet = { name: t('web'), prefix: '10.20.1.0/24', freeAddresses: 20, used: ['10.20.1.10'], nsgId: NSG, delegated: false };
  const networks: readonly TargetNetwork[] = [
    { id: NET, name: t('vnet-prod-weu'), location: 'westeurope', resourceGroup: 'rg-landing', prefixes: ['10.20.0.0/16'], dnsServers: [t('10.20.0.4')], peerings: [], subnets: [subnet] },
    { id: TEST, name: t('vnet-test'), location: 'westeurope', resourceGroup: 'rg-landing', prefixes: ['10.99.0.0/16'], dnsServers: [], peerings: [{ networkId: t(NET), connected: true }], subnets: [] },
  ];
  const rules = [
    { name: t('allow-https'), priority: 100, inbound: true, allow: true, protocol: 'Tcp', ports: ['443'], source: '*', destination: '*' },
    { name: t('DenyAllInBound'), priority: 65_500, inbound: true, allow: false, protocol: '*', ports: ['*'], source: '*', destination: '*' },
  ];
  const plan = planNetwork({ now: NOW, machines: Array.from({ length: machines }, (_, i) => networkMachine(i, t)), networks: why === undefined ? { known: true, value: networks } : { known: false, why }, nsgs: { known: true, value: [{ id: NSG, name: t('nsg-web'), rules }] }, reservedPerSubnet: 5 });
  return { selection: { kind: 'wave', wave: t('W07') }, at: NOW - 60_000, plan, reservedPerSubnet: 5, saved: saved ? savedOf('network', t) : null };
}

export function boardOf(change: Partial<PolicyBoard> = {}, t: Text = plain): PolicyBoard {
  return {
    vault: t('rsv-mig-weu'), provider: 'InMageRcm', inUse: t('24-hour-replication-policy'), setting: null, choice: null, longestRetentionHours: 360,
    policies: [
      { id: '/vaults/v/replicationPolicies/p1', name: t('24-hour-replication-policy'), retentionMinutes: 1_440, crashConsistentMinutes: 5, appConsistentMinutes: 0, rpoThresholdMinutes: null, mapped: true },
      { id: '/vaults/v/replicationPolicies/p2', name: t('three-days'), retentionMinutes: 4_320, crashConsistentMinutes: 5, appConsistentMinutes: 240, rpoThresholdMinutes: null, mapped: false },
    ],
    creations: [{ policy: { name: t('ferry-24-hours'), retentionMinutes: 1_440, appConsistentMinutes: 0, rpoThresholdMinutes: 15 }, at: NOW, outcome: 'unclear', why: t('it does not answer'), requestId: null }],
    ...change,
  };
}

export function settingsOf(change: Partial<SettingsView> = {}, t: Text = plain): SettingsView {
  return {
    scope: scopeOf(t), at: NOW - 60_000, provider: 'InMageRcm', whyNoProvider: null, profile: { ...modern2026, title: t(modern2026.title) }, profileFrom: 'provider', policyInUse: t('24-hour-replication-policy'),
    limits: { rpoSeconds: 900, testMaxAgeDays: 30 }, quorum: 2, rejections: 1, approvalMs: 24 * HOUR, settleMs: 600_000, copiesAtOnce: 50, people: { viewers: 'everyone', operators: 3, approvers: 0 }, tenants: 1, ...change,
  };
}

export function seenOf(t: Text = plain): SeenError {
  return { code: t('539'), summary: t('The failover failed.'), causes: t('The target network is gone.'), advice: t('Create the network again and retry.'), machine: t('web-01'), where: 'job', at: NOW - HOUR };
}

export function explainedOf(t: Text = plain): CheckExplained {
  return { id: 'NET-SG-OUT', expected: t("The machine's security groups let TCP 443 and 9443 out to the appliance. Site Recovery's appliance matrix, 2026-04-17."), link: 'https://learn.microsoft.com/azure/site-recovery/replication-appliance-support-matrix', seen: { machine: t('web-01'), at: NOW - HOUR, finding: findingOf({ evidence: t('No rule lets it out.'), remedy: t('aws ec2 authorize-security-group-egress --group-id sg-0123') }) } };
}

/** The planning use cases as plain data. */
export function planningOver(): PlanningUseCases {
  return {
    setup: () => Promise.resolve(ok(setupOf())),
    policies: () => Promise.resolve(ok(boardOf())),
    createPolicy: (o) => Promise.resolve(ok({ policy: o.policy, at: NOW, outcome: 'created', why: '', requestId: null })),
    choosePolicy: (o) => Promise.resolve(ok({ name: o.name, overruledBy: null, mapping: 'there', why: '' })),
    capacityPlan: (o) => Promise.resolve(ok(capacityOf(o))),
    networkPlan: () => Promise.resolve(ok(networkOf())),
    savePlan: (o) => Promise.resolve(ok({ ...savedOf(o.kind), selection: o.selection, by: o.who })),
    seenErrors: () => Promise.resolve([seenOf()]),
    explainCheck: (id) => Promise.resolve({ ...explainedOf(), id }),
    settings: () => Promise.resolve(settingsOf()),
  };
}
