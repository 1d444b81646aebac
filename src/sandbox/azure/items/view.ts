// A protected item on the wire: what both providers share.
import type { World } from '../../world/types.ts';
import { azureSide, nameIn, vaultPath } from '../ids.ts';
import type { State } from '../state.ts';
import { never, stamp } from '../times.ts';
import { fabricPath, findVault, type Vault } from '../vault-list.ts';
import { failoverHealth, healthErrorView, issuesOf, replicationHealth } from './health.ts';
import { jobShare } from './jobs.ts';
import type { Item } from './model.ts';
import { allowedOperations, protectionState, testFailoverState } from './operations.ts';
import { currentJobPath, itemPath } from './paths.ts';
import { replicationMoment, sourceOf } from './source.ts';
import { classicDetails } from './view-classic.ts';
import type { ViewInput } from './view-input.ts';
import { modernDetails } from './view-modern.ts';

function currentScenario(state: State, item: Item): unknown {
  const job = state.jobs.get(item.jobId ?? '');
  return { scenarioName: job?.scenario ?? 'None', jobId: currentJobPath(item), startTime: job === undefined ? never : stamp(job.startedAt) };
}

function states(input: ViewInput, share: number): Record<string, unknown> {
  const { item } = input;
  const protection = protectionState(item);
  const test = testFailoverState(item, share);
  const inAzure = item.phase === 'failedOver' || item.phase === 'committed';
  return {
    protectionState: protection.state,
    protectionStateDescription: protection.description,
    activeLocation: inAzure ? 'Recovery' : 'Primary',
    testFailoverState: test.state,
    testFailoverStateDescription: test.description,
    switchProviderState: 'None',
    switchProviderStateDescription: 'None',
    allowedOperations: allowedOperations(item),
  };
}

function health(input: ViewInput): Record<string, unknown> {
  const issues = issuesOf(input.item, input.source, input.now);
  return {
    replicationHealth: replicationHealth(issues),
    failoverHealth: failoverHealth(issues),
    healthErrors: issues.map((entry) => healthErrorView(input.item, entry)),
  };
}

function places(vault: Vault): Record<string, unknown> {
  return {
    recoveryServicesProviderId: `${fabricPath(vault)}/replicationRecoveryServicesProviders/${vault.provider}`,
    primaryFabricFriendlyName: vault.fabricFriendlyName,
    primaryFabricProvider: vault.kind === 'InMageRcm' ? 'InMageRcmFabric' : 'VMware',
    recoveryFabricFriendlyName: azureSide.name,
    recoveryFabricId: azureSide.name,
    primaryProtectionContainerFriendlyName: vault.containerFriendlyName,
    recoveryProtectionContainerFriendlyName: azureSide.name,
    recoveryContainerId: `${vaultPath(vault.name)}/replicationFabrics/${vault.recoveryFabric}/replicationProtectionContainers/${azureSide.cloudId}`,
  };
}

function milestones(item: Item): Record<string, unknown> {
  return {
    ...(item.lastTestAt === null ? {} : { lastSuccessfulTestFailoverTime: stamp(item.lastTestAt) }),
    ...(item.lastFailoverAt === null ? {} : { lastSuccessfulFailoverTime: stamp(item.lastFailoverAt) }),
    failoverRecoveryPointId: item.point?.id ?? null,
  };
}

/** An item as its own resource or as a row of a list. */
export function itemView(around: { readonly state: State; readonly world: World }, item: Item, options: { readonly now: number; readonly full: boolean }): unknown {
  const vault = findVault(item.vault);
  if (vault === null) return null;
  const now = replicationMoment(item, options.now);
  const input: ViewInput = { item, vault, source: sourceOf(around.world, item), now, full: options.full, state: around.state };
  return {
    id: itemPath(item),
    name: item.name,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems',
    properties: {
      friendlyName: item.facts.name,
      protectedItemType: vault.kind === 'InMageRcm' ? '' : 'Physical',
      protectableItemId: vault.kind === 'InMageRcm' ? null : item.discoveredId,
      ...places(vault),
      ...states(input, jobShare(around, item, options.now)),
      ...health(input),
      policyId: item.policyId,
      policyFriendlyName: nameIn(item.policyId),
      ...milestones(item),
      currentScenario: currentScenario(around.state, item),
      providerSpecificDetails: vault.kind === 'InMageRcm' ? modernDetails(input) : classicDetails(input),
      eventCorrelationId: item.id,
    },
  };
}
