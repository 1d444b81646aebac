import { asrAcct } from '../../../../src/domain/checks/asr-acct.ts';
import { asrAgent } from '../../../../src/domain/checks/asr-agent.ts';
import { asrApplHw } from '../../../../src/domain/checks/asr-appl-hw.ts';
import { asrApplSelf } from '../../../../src/domain/checks/asr-appl-self.ts';
import { asrAppl } from '../../../../src/domain/checks/asr-appl.ts';
import { asrDisc } from '../../../../src/domain/checks/asr-disc.ts';
import { asrLimit } from '../../../../src/domain/checks/asr-limit.ts';
import { asrLocale } from '../../../../src/domain/checks/asr-locale.ts';
import { asrMode } from '../../../../src/domain/checks/asr-mode.ts';
import { asrNetmap } from '../../../../src/domain/checks/asr-netmap.ts';
import { asrPolicy } from '../../../../src/domain/checks/asr-policy.ts';
import { asrPsCap } from '../../../../src/domain/checks/asr-ps-cap.ts';
import { asrPsLoad } from '../../../../src/domain/checks/asr-ps-load.ts';
import { asrUrl } from '../../../../src/domain/checks/asr-url.ts';
import { asrVault } from '../../../../src/domain/checks/asr-vault.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import { instanceIdFromCloud } from '../../../../src/domain/ids.ts';
import type { Infrastructure, ProcessServer } from '../../../../src/domain/infrastructure.ts';
import type { MachineFacts } from '../../../../src/domain/machine.ts';
import type { MobilityAgent } from '../../../../src/domain/observation.ts';
import { classic2023 } from '../../../../src/domain/profiles/classic-2023.ts';
import { DAY, MINUTE } from '../../../../src/domain/time.ts';
import { appliance, discovered, disk, hardware, infrastructure, input, item, known, NETWORK_ID, NOW, ownItem, policy, processServer, replicated, rootDisk, UNREADABLE, withFacts, withPlan } from '../input.ts';
import { guestReport, questionRows, unanswered, type Row } from './row.ts';

const vaultWith = (change: Partial<Infrastructure>): CheckInput => input({ infrastructure: known(infrastructure(change)) });
const applianceWith = (change: object): CheckInput => {
  const base = infrastructure().appliance;
  return vaultWith({ appliance: base === null ? null : { ...base, ...change } });
};
const instance = (change: Partial<MachineFacts>): CheckInput => input({ appliance: { facts: known(appliance(change)) } });
const servers = (...changes: readonly Partial<ProcessServer>[]): CheckInput => vaultWith({ processServers: changes.map(processServer) });
const noFigures = { freeSpacePercent: null, processorPercent: null, memoryPercent: null, pendingUploadBytes: null };
const GB = 1e9;
const dark = input({ infrastructure: UNREADABLE });
const unnamed = input({ appliance: { facts: known(null) } });

const APPLIANCE_ROWS: readonly Row[] = [
  { check: asrMode, verdict: 'pass', given: input(), reason: 'the appliance' },
  { check: asrMode, verdict: 'block', given: vaultWith({ provider: 'InMageAzureV2' }), reason: 'retired', says: /configuration server/ },
  { check: asrMode, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: asrVault, verdict: 'pass', given: input(), reason: 'there' },
  { check: asrVault, verdict: 'pass', given: input({ vault: known({ id: 'v', name: 'vault', location: 'West Europe', state: 'succeeded' }) }), reason: 'the display name of the region' },
  { check: asrVault, verdict: 'block', given: input({ vault: known({ id: 'v', name: 'vault', location: 'northeurope', state: 'Succeeded' }) }), reason: 'another region', remedy: /--location westeurope$/ },
  { check: asrVault, verdict: 'warn', given: input({ vault: known({ id: 'v', name: 'vault', location: 'westeurope', state: 'Updating' }) }), reason: 'still being made', says: /Updating/ },
  { check: asrVault, verdict: 'unknown', given: input({ vault: UNREADABLE }), reason: 'not readable', says: /The vault vault could not be read/ },
  { check: asrAppl, verdict: 'pass', given: input(), reason: 'healthy' },
  { check: asrAppl, verdict: 'warn', given: applianceWith({ registeredAt: NOW - 6 * MINUTE, lastHeartbeatAt: null }), reason: 'six minutes are normal', says: /^Waiting\..* 6 minutes ago/, remedy: /15 minutes are normal/ },
  { check: asrAppl, verdict: 'unknown', given: applianceWith({ lastHeartbeatAt: null }), reason: 'registered long ago, never heard of' },
  { check: asrAppl, verdict: 'block', given: applianceWith({ lastHeartbeatAt: NOW - 16 * MINUTE }), reason: 'silent for more than 15 minutes', says: /16 minutes ago/ },
  { check: asrAppl, verdict: 'pass', given: applianceWith({ lastHeartbeatAt: NOW - 15 * MINUTE }), reason: 'exactly 15 minutes still do' },
  { check: asrAppl, verdict: 'pass', given: { ...applianceWith({ lastHeartbeatAt: NOW + 60 * MINUTE }), infrastructureAsOf: NOW + 61 * MINUTE }, reason: "ages are taken on the vault's clock, not on ours" },
  { check: asrAppl, verdict: 'block', given: applianceWith({ health: 'critical', troubles: ['process server: critical'] }), reason: 'critical', says: /process server: critical/ },
  { check: asrAppl, verdict: 'warn', given: applianceWith({ health: 'warning' }), reason: 'a warning', says: /and warns/, cause: /:warning:appliance$/ },
  { check: asrAppl, verdict: 'warn', given: applianceWith({ health: 'warning', lastHeartbeatAt: NOW - 6 * MINUTE }), reason: 'a new one reports once and then says nothing for a while', says: /^Waiting\. appliance was heard of 6 minutes ago and warns; a new one takes up to 15 minutes/, cause: /:waiting:appliance$/ },
  { check: asrAppl, verdict: 'warn', given: applianceWith({ health: 'none', lastHeartbeatAt: NOW - 6 * MINUTE }), reason: 'the same without a word', says: /^Waiting/ },
  { check: asrAppl, verdict: 'unknown', given: applianceWith({ health: 'none' }), reason: 'no health is not good health' },
  { check: asrAppl, verdict: 'warn', given: { ...vaultWith({ appliance: null }), appliance: { facts: known(appliance({ launchedAt: NOW - 6 * MINUTE })) } }, reason: 'its instance is new' },
  { check: asrAppl, verdict: 'block', given: vaultWith({ appliance: null }), reason: 'its instance is old and never registered' },
  { check: asrAppl, verdict: 'unknown', given: { ...vaultWith({ appliance: null }), appliance: { facts: known(null) } }, reason: 'nothing to wait for' },
  { check: asrApplSelf, verdict: 'pass', given: input(), reason: 'another machine' },
  { check: asrApplSelf, verdict: 'block', given: withFacts({ instanceId: instanceIdFromCloud('i-0bbbbbbbbbbbbbbb2') }), reason: 'the appliance cannot move itself' },
  { check: asrApplSelf, verdict: 'unknown', given: input({ scope: { ...input().scope, applianceInstanceId: null } }), reason: 'nobody said which it is' },
  { check: asrApplHw, verdict: 'pass', given: input(), reason: 'large enough' },
  { check: asrApplHw, verdict: 'block', given: instance({ hardware: known(hardware({ vcpus: 4, memoryMiB: 8_192 })) }), reason: 'too weak', says: /4 of 8 vCPU; it has 8 of 16 GiB/ },
  { check: asrApplHw, verdict: 'warn', given: instance({ disks: known([rootDisk({ sizeGiB: 60 }), disk({ sizeGiB: 1_024 })]) }), reason: 'the system disk is too small', says: /60 of 80 GB/ },
  { check: asrApplHw, verdict: 'block', given: instance({ disks: known([rootDisk({ sizeGiB: 100 })]) }), reason: 'no cache disk', says: /no disk, and the cache needs 620 GB/ },
  { check: asrApplHw, verdict: 'warn', given: { ...instance({ disks: known([rootDisk({ sizeGiB: 100 }), disk({ sizeGiB: 600 })]) }), profile: classic2023 }, reason: 'a configuration server without the disk for the way back', says: /lacks a further disk of 600 GB/ },
  { check: asrApplHw, verdict: 'unknown', given: instance({ disks: UNREADABLE }), reason: 'its volumes are not readable' },
  { check: asrApplHw, verdict: 'unknown', given: instance({ hardware: UNREADABLE }), reason: 'its type is not readable' },
  { check: asrApplHw, verdict: 'unknown', given: unnamed, reason: 'nobody said which it is' },
  ...questionRows(asrLocale, 'warn'),
  { check: asrLocale, verdict: 'warn', given: instance({ guest: guestReport('Microsoft Windows Server 2016 Datacenter', '10.0.14393', 'Windows') }), reason: 'the wrong release', says: /2016/ },
  ...questionRows(asrUrl, 'block', applianceWith({ health: 'critical' })),
  { check: asrUrl, verdict: 'pass', given: unanswered(asrUrl), reason: 'it reports and is healthy: nobody is asked' },
  { check: asrUrl, verdict: 'info', given: unanswered(asrUrl, applianceWith({ registeredAt: NOW - 6 * MINUTE, lastHeartbeatAt: null })), reason: 'too young to tell' },
  { check: asrUrl, verdict: 'info', given: unanswered(asrUrl, applianceWith({ health: 'warning' })), reason: 'it warns, but it reports' },
  { check: asrUrl, verdict: 'unknown', given: unanswered(asrUrl, applianceWith({ lastHeartbeatAt: NOW - 16 * MINUTE })), reason: 'it is silent: perhaps it cannot reach Azure' },
  { check: asrUrl, verdict: 'info', given: unanswered(asrUrl, vaultWith({ appliance: null })), reason: 'ASR-APPL tells that there is none' },
  { check: asrUrl, verdict: 'unknown', given: dark, reason: 'not readable, whatever anybody said' },
];

const SERVER_ROWS: readonly Row[] = [
  { check: asrPsLoad, verdict: 'pass', given: input(), reason: 'at ease' },
  { check: asrPsLoad, verdict: 'pass', given: servers({ freeSpacePercent: 30, processorPercent: 80, memoryPercent: 80 }), reason: 'exactly the limits' },
  { check: asrPsLoad, verdict: 'warn', given: servers({ freeSpacePercent: 29 }), reason: 'little cache', says: /29 % of the cache is free/ },
  { check: asrPsLoad, verdict: 'block', given: servers({ freeSpacePercent: 24 }), reason: 'hardly any cache' },
  { check: asrPsLoad, verdict: 'warn', given: servers({ processorPercent: 81 }), reason: 'busy' },
  { check: asrPsLoad, verdict: 'block', given: servers({ memoryPercent: 96 }), reason: 'out of memory', says: /96 % of its memory/ },
  { check: asrPsLoad, verdict: 'warn', given: servers({ pendingUploadBytes: 31 * 60 * GB, throughputBytesPerSecond: GB }), reason: 'half an hour behind', says: /31 minutes/ },
  { check: asrPsLoad, verdict: 'block', given: servers({ pendingUploadBytes: 46 * 60 * GB, throughputBytesPerSecond: GB }), reason: 'three quarters of an hour behind' },
  { check: asrPsLoad, verdict: 'block', given: servers({}, { name: 'ps-2', freeSpacePercent: 10 }), reason: 'the worse of two counts', says: /ps-2/ },
  { check: asrPsLoad, verdict: 'info', given: servers(noFigures), reason: 'no figures, but called healthy' },
  { check: asrPsLoad, verdict: 'unknown', given: servers({ ...noFigures, health: 'none' }), reason: 'no figures and no word' },
  { check: asrPsLoad, verdict: 'info', given: vaultWith({ processServers: [] }), reason: 'none yet' },
  { check: asrPsLoad, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: asrPsCap, verdict: 'pass', given: input(), reason: 'three of 200' },
  { check: asrPsCap, verdict: 'warn', given: servers({ protectedItems: 195 }), reason: 'nearly full', says: /195 of 200 machines: it is nearly full/ },
  { check: asrPsCap, verdict: 'warn', given: servers({ protectedItems: 200 }), reason: 'full' },
  { check: asrPsCap, verdict: 'pass', given: servers({ protectedItems: 200 }, { name: 'ps-2', protectedItems: 4 }), reason: 'the other one has room' },
  { check: asrPsCap, verdict: 'unknown', given: servers({ protectedItems: null }), reason: 'no figure' },
  { check: asrPsCap, verdict: 'info', given: vaultWith({ processServers: [] }), reason: 'none yet' },
  { check: asrPsCap, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: asrPolicy, verdict: 'pass', given: input(), reason: 'one is ready', says: /daily \(points kept 24 h, none application-consistent\)/ },
  { check: asrPolicy, verdict: 'block', given: vaultWith({ policies: [] }), reason: 'none at all' },
  { check: asrPolicy, verdict: 'block', given: vaultWith({ policies: [policy({ mapped: false })] }), reason: 'not associated', says: /daily/ },
  { check: asrPolicy, verdict: 'block', given: input({ scope: { ...input().scope, defaults: { ...input().scope.defaults, policyName: 'gold' } } }), reason: 'not the one that is set', says: /gold is not associated/ },
  { check: asrPolicy, verdict: 'warn', given: vaultWith({ policies: [policy({ retentionMinutes: 16 * 24 * 60 })] }), reason: 'sixteen days' },
  { check: asrPolicy, verdict: 'pass', given: vaultWith({ policies: [policy({ retentionMinutes: 15 * 24 * 60, appConsistentMinutes: 60 })] }), reason: 'fifteen days are the limit' },
  { check: asrPolicy, verdict: 'unknown', given: dark, reason: 'not readable' },
  ...questionRows(asrAcct, 'block', withPlan({ push: true })),
  { check: asrAcct, verdict: 'info', given: unanswered(asrAcct, withPlan({ push: null })), reason: 'nobody has chosen' },
  { check: asrAcct, verdict: 'info', given: unanswered(asrAcct), reason: 'by hand' },
  { check: asrAcct, verdict: 'block', given: { ...vaultWith({ runAsAccounts: [] }), plan: { ...input().plan, push: true } }, reason: 'no account at all' },
  { check: asrAcct, verdict: 'unknown', given: { ...dark, plan: { ...input().plan, push: true } }, reason: 'not readable' },
];

const agent = (change: Partial<MobilityAgent>): CheckInput => replicated({ item: known(ownItem({ agent: { ...ownItem().agent, ...change } })) });
const many = (count: number): CheckInput => input({ items: known(Array.from({ length: count }, () => item())) });

const ITEM_ROWS: readonly Row[] = [
  { check: asrDisc, verdict: 'pass', given: input(), reason: 'seen once' },
  { check: asrDisc, verdict: 'block', given: input({ discovered: known([]) }), reason: 'not seen', remedy: /add the physical server 10\.0\.1\.10/ },
  { check: asrDisc, verdict: 'block', given: input({ discovered: known([discovered({ deleted: true })]) }), reason: 'a removed machine is not there' },
  { check: asrDisc, verdict: 'block', given: input({ discovered: known([discovered({ name: 'a' }), discovered({ name: 'b' })]) }), reason: 'two with one address', says: /a and b/ },
  { check: asrDisc, verdict: 'block', given: withFacts({ privateIp: null }), reason: 'nothing to match by' },
  { check: asrDisc, verdict: 'unknown', given: input({ discovered: UNREADABLE }), reason: 'not readable' },
  { check: asrAgent, verdict: 'info', given: input(), reason: 'comes with the replication' },
  { check: asrAgent, verdict: 'pass', given: replicated(), reason: 'up to date' },
  { check: asrAgent, verdict: 'block', given: agent({ expiresAt: NOW }), reason: 'out of support', says: /out of support since/ },
  { check: asrAgent, verdict: 'warn', given: agent({ expiresAt: NOW + 29 * DAY }), reason: 'soon out of support' },
  { check: asrAgent, verdict: 'block', given: agent({ version: '9.61.1.1' }), reason: 'five versions back', says: /5 versions behind/ },
  { check: asrAgent, verdict: 'warn', given: agent({ version: '9.62.1.1' }), reason: 'four versions back are supported' },
  { check: asrAgent, verdict: 'warn', given: agent({ upgradeable: true, latestVersion: null }), reason: 'can be upgraded' },
  { check: asrAgent, verdict: 'warn', given: agent({ rebootPending: true }), reason: 'waits for a restart' },
  { check: asrAgent, verdict: 'warn', given: agent({ heartbeatAt: NOW - 16 * MINUTE }), reason: 'silent', says: /16 minutes ago/ },
  { check: asrAgent, verdict: 'pass', given: { ...agent({ heartbeatAt: NOW + DAY }), itemAsOf: NOW + DAY }, reason: "ages are taken on the vault's clock" },
  { check: asrAgent, verdict: 'unknown', given: agent({ heartbeatAt: null }), reason: 'never heard of' },
  { check: asrAgent, verdict: 'block', given: agent({ heartbeatAt: null, expiresAt: NOW - DAY }), reason: 'the worst is told first' },
  { check: asrAgent, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'not readable' },
  { check: asrLimit, verdict: 'pass', given: input(), reason: 'two machines cannot have 3,000 disks' },
  { check: asrLimit, verdict: 'info', given: many(100), reason: 'could be more than the limit, is not likely', says: /with 5 each it is 501 of 3000/ },
  { check: asrLimit, verdict: 'warn', given: many(600), reason: 'likely too many' },
  { check: asrLimit, verdict: 'block', given: many(3_000), reason: 'too many by the number of machines alone' },
  { check: asrLimit, verdict: 'unknown', given: input({ items: UNREADABLE }), reason: 'not readable' },
  { check: asrLimit, verdict: 'unknown', given: withFacts({ disks: UNREADABLE }), reason: 'its own disks are not readable' },
  { check: asrNetmap, verdict: 'pass', given: input(), reason: 'two networks' },
  { check: asrNetmap, verdict: 'info', given: withPlan({ networkId: null }), reason: 'still to be chosen' },
  { check: asrNetmap, verdict: 'block', given: withPlan({ testNetworkId: null }), reason: 'nowhere to test', remedy: /az network vnet create --resource-group moved --name ferry-test/ },
  { check: asrNetmap, verdict: 'block', given: withPlan({ testNetworkId: NETWORK_ID.toUpperCase() }), reason: 'the production network in capitals' },
];

export const VAULT_ROWS: readonly Row[] = [...APPLIANCE_ROWS, ...SERVER_ROWS, ...ITEM_ROWS];
