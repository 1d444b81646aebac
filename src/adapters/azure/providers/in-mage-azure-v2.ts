// The classic provider: a configuration server with process and master target servers; kept for vaults that still use it.
import type { InMageAzureV2EnableProtectionInput, InMageAzureV2PolicyInput } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import type { TargetPlan } from '../../../domain/scope.ts';
import { amount, words, wordsOrNull } from '../fields.ts';
import { view } from './classic-item.ts';
import { accountsOf, configurationServerOf } from './configuration-server.ts';
import { CRASH_CONSISTENT_MINUTES, type NewPolicy, type PolicyView, type ProviderAdapter, type Reader } from './provider.ts';

const protectableSchema = z.object({
  id: z.string(),
  name: words,
  properties: z.object({ friendlyName: words, customDetails: z.object({ ipAddress: wordsOrNull, osType: wordsOrNull }).nullish().catch(null) }),
});

async function discovered(reader: Reader): ReturnType<ProviderAdapter['discovered']> {
  const { client, place } = reader;
  const found: Awaited<ReturnType<ProviderAdapter['discovered']>>[number][] = [];
  for await (const answer of client.replicationProtectableItems.listByReplicationProtectionContainers(place.vault, place.resourceGroup, place.fabric, place.container)) {
    const { id, name, properties } = protectableSchema.parse(answer);
    const ip = properties.customDetails?.ipAddress ?? null;
    found.push({ id, name: properties.friendlyName || name, ips: ip === null ? [] : [ip], osName: properties.customDetails?.osType ?? null, biosId: null, deleted: false });
  }
  return found;
}

function enableDetails(plan: TargetPlan): InMageAzureV2EnableProtectionInput {
  return {
    instanceType: 'InMageAzureV2',
    processServerId: plan.processServerId,
    logStorageAccountId: plan.cacheStorageAccountId,
    diskType: plan.diskType,
    targetAzureV2ResourceGroupId: plan.resourceGroupId,
    targetAzureNetworkId: plan.networkId,
    targetAzureSubnetId: plan.subnet,
    targetAzureVmName: plan.vmName,
    targetVmSize: plan.size,
    licenseType: plan.licence,
    enableRdpOnTargetOption: 'Never',
    ...(plan.masterTargetId === null ? {} : { masterTargetId: plan.masterTargetId }),
    ...(plan.runAsAccountId === null ? {} : { runAsAccountId: plan.runAsAccountId }),
  };
}

const policySchema = z.object({ recoveryPointHistory: amount, crashConsistentFrequencyInMinutes: amount, appConsistentFrequencyInMinutes: amount, recoveryPointThresholdInMinutes: amount });

function policy(details: unknown): PolicyView {
  const told = policySchema.parse(details);
  return {
    retentionMinutes: told.recoveryPointHistory,
    crashConsistentMinutes: told.crashConsistentFrequencyInMinutes,
    appConsistentMinutes: told.appConsistentFrequencyInMinutes,
    rpoThresholdMinutes: told.recoveryPointThresholdInMinutes,
  };
}

function policyInput(made: NewPolicy): InMageAzureV2PolicyInput {
  return {
    instanceType: 'InMageAzureV2',
    recoveryPointHistory: made.retentionMinutes,
    recoveryPointThresholdInMinutes: made.rpoThresholdMinutes,
    crashConsistentFrequencyInMinutes: CRASH_CONSISTENT_MINUTES,
    appConsistentFrequencyInMinutes: made.appConsistentMinutes,
    multiVmSyncStatus: 'Enable',
  };
}

/** The configuration server based provider. */
export const inMageAzureV2: ProviderAdapter = {
  provider: 'InMageAzureV2',
  fabricType: 'VMware',
  view,
  fabric: configurationServerOf,
  runAsAccounts: (_reader, properties) => Promise.resolve(accountsOf(properties)),
  discovered,
  policy,
  policyInput,
  enableInput: (plan) => ({ protectableItemId: plan.discoveredId, providerSpecificDetails: enableDetails(plan) }),
  testFailoverInput: () => ({ instanceType: 'InMageAzureV2' }),
  failoverInput: () => ({ instanceType: 'InMageAzureV2' }),
  planFailoverInput: () => ({ instanceType: 'InMageAzureV2', recoveryPointType: 'Latest' }),
};
