// The current provider: an appliance in the source network, its machines listed by Microsoft.OffAzure.
import type { InMageRcmEnableProtectionInput, InMageRcmPolicyCreationInput } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import type { TargetPlan } from '../../../domain/scope.ts';
import { API_VERSIONS } from '../api-versions.ts';
import { amount, flag, listOf, words, wordsOrNull } from '../fields.ts';
import { CRASH_CONSISTENT_MINUTES, type NewPolicy, type PolicyView, type ProviderAdapter, type Reader } from './provider.ts';
import { applianceOf } from './rcm-appliance.ts';
import { view } from './rcm-item.ts';

const siteSchema = z.object({ physicalSiteId: z.string().min(1) });
const accountSchema = z.object({ id: z.string(), name: words, properties: z.object({ displayName: words }).nullish() });
const machineSchema = z.object({
  id: z.string(),
  name: words,
  properties: z.object({
    displayName: words,
    isDeleted: flag,
    biosGuid: wordsOrNull,
    operatingSystemDetails: z.object({ osName: wordsOrNull, osType: wordsOrNull }).nullish().catch(null),
    networkAdapters: listOf(z.object({ ipAddressList: listOf(z.string()) })),
  }),
});

async function runAsAccounts(reader: Reader, site: string): ReturnType<ProviderAdapter['runAsAccounts']> {
  const accounts = await reader.raw.list({ path: `${site}/runAsAccounts`, apiVersion: API_VERSIONS.offAzure, operation: 'OffAzure.runAsAccounts.list' }, accountSchema);
  return accounts.map((account) => ({ id: account.id, name: account.properties?.displayName || account.name }));
}

async function discovered(reader: Reader, site: string): ReturnType<ProviderAdapter['discovered']> {
  const machines = await reader.raw.list({ path: `${site}/machines`, apiVersion: API_VERSIONS.offAzure, operation: 'OffAzure.machines.list' }, machineSchema);
  return machines.map(({ id, name, properties }) => ({
    id,
    name: properties.displayName || name,
    ips: properties.networkAdapters.flatMap((adapter) => adapter.ipAddressList),
    osName: properties.operatingSystemDetails?.osName ?? properties.operatingSystemDetails?.osType ?? null,
    biosId: properties.biosGuid,
    deleted: properties.isDeleted,
  }));
}

// Without a physical site the appliance serves VMware machines only; EC2 instances cannot be in it.
function siteOf(details: unknown): string | null {
  const parsed = siteSchema.safeParse(details);
  return parsed.success ? parsed.data.physicalSiteId : null;
}

function enableDetails(plan: TargetPlan): InMageRcmEnableProtectionInput {
  return {
    instanceType: 'InMageRcm',
    fabricDiscoveryMachineId: plan.discoveredId,
    processServerId: plan.processServerId,
    disksDefault: { logStorageAccountId: plan.cacheStorageAccountId, diskType: plan.diskType },
    targetResourceGroupId: plan.resourceGroupId,
    targetNetworkId: plan.networkId,
    targetSubnetName: plan.subnet,
    // No test subnet is named: ASR takes the one of the same name, or the first, so a test network needs no twin of every subnet.
    testNetworkId: plan.testNetworkId,
    targetVmName: plan.vmName,
    targetVmSize: plan.size,
    licenseType: plan.licence,
    ...(plan.runAsAccountId === null ? {} : { runAsAccountId: plan.runAsAccountId }),
  };
}

const policySchema = z.object({ recoveryPointHistoryInMinutes: amount, crashConsistentFrequencyInMinutes: amount, appConsistentFrequencyInMinutes: amount });

function policy(details: unknown): PolicyView {
  const told = policySchema.parse(details);
  return {
    retentionMinutes: told.recoveryPointHistoryInMinutes,
    crashConsistentMinutes: told.crashConsistentFrequencyInMinutes,
    appConsistentMinutes: told.appConsistentFrequencyInMinutes,
    rpoThresholdMinutes: null,
  };
}

// The appliance raises its alerts by itself: it has no threshold of ours.
function policyInput(made: NewPolicy): InMageRcmPolicyCreationInput {
  return {
    instanceType: 'InMageRcm',
    recoveryPointHistoryInMinutes: made.retentionMinutes,
    crashConsistentFrequencyInMinutes: CRASH_CONSISTENT_MINUTES,
    appConsistentFrequencyInMinutes: made.appConsistentMinutes,
    enableMultiVmSync: 'true',
  };
}

/** The appliance based provider. */
export const inMageRcm: ProviderAdapter = {
  provider: 'InMageRcm',
  fabricType: 'InMageRcm',
  view,
  fabric: applianceOf,
  runAsAccounts: async (reader) => {
    const site = siteOf(reader.place.fabricDetails);
    return site === null ? [] : runAsAccounts(reader, site);
  },
  discovered: async (reader) => {
    const site = siteOf(reader.place.fabricDetails);
    return site === null ? [] : discovered(reader, site);
  },
  policy,
  policyInput,
  enableInput: (plan) => ({ providerSpecificDetails: enableDetails(plan) }),
  testFailoverInput: (networkId) => ({ instanceType: 'InMageRcm', networkId }),
  // Ferry has stopped the instance before; the appliance has no way to shut an EC2 machine down.
  failoverInput: () => ({ instanceType: 'InMageRcm', performShutdown: 'false' }),
  planFailoverInput: () => ({ instanceType: 'InMageRcm', recoveryPointType: 'Latest' }),
};
