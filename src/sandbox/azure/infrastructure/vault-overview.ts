// The vaults themselves, their usages, settings and health.
import { ok } from '../answers.ts';
import { param, type Call, type Route } from '../call.ts';
import { missing } from '../errors.ts';
import { same } from '../fields.ts';
import { guidOf, homeGroup, tenant, vaultPath } from '../ids.ts';
import { issuesOf, replicationHealth } from '../items/health.ts';
import type { Item } from '../items/model.ts';
import { replicationMoment, sourceOf } from '../items/source.ts';
import { stateOf } from '../jobs/model.ts';
import { startJob } from '../jobs/start.ts';
import { accepted } from '../lro.ts';
import { page } from '../paging.ts';
import { groupRoute, subscriptionRoute } from '../scope.ts';
import { vaults, vaultType, type Vault } from '../vault-list.ts';
import { vaultRoute } from '../vault-routes.ts';
import { factsOf } from './server.ts';

function vaultView(call: Call, vault: Vault): unknown {
  return {
    id: vault.id,
    name: vault.name,
    type: vaultType,
    location: factsOf(call.state, vault).location,
    tags: {},
    etag: `W/"${guidOf(vault.name)}"`,
    identity: { type: 'SystemAssigned', principalId: guidOf(`${vault.name}/identity`), tenantId: tenant },
    sku: { name: 'RS0', tier: 'Standard' },
    properties: {
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
      bcdrSecurityLevel: 'Good',
      privateEndpointStateForBackup: 'None',
      privateEndpointStateForSiteRecovery: 'None',
      redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant', crossRegionRestore: 'Disabled' },
    },
  };
}

function itemsOf(call: Call, vault: Vault): readonly Item[] {
  return [...call.state.items.values()].filter((item) => item.vault === vault.name);
}

function healthOf(call: Call, item: Item): 'Normal' | 'Warning' | 'Critical' {
  return replicationHealth(issuesOf(item, sourceOf(call.world, item), replicationMoment(item, call.now)));
}

function itemsHealth(call: Call, vault: Vault): unknown {
  const counts = { Normal: 0, Warning: 0, Critical: 0 };
  const byCode = new Map<string, { severity: string; ids: string[] }>();
  for (const item of itemsOf(call, vault)) {
    counts[healthOf(call, item)] += 1;
    for (const entry of issuesOf(item, sourceOf(call.world, item), replicationMoment(item, call.now))) {
      const known = byCode.get(entry.code) ?? { severity: entry.level, ids: [] };
      known.ids.push(item.id);
      byCode.set(entry.code, known);
    }
  }
  const issues = [...byCode].map(([code, { severity, ids }]) => ({
    summaryCode: code,
    category: 'Replication',
    severity,
    summaryMessage: '',
    affectedResourceType: 'ProtectionEntity',
    affectedResourceSubtype: vault.kind,
    affectedResourceCorrelationIds: ids,
  }));
  return { resourceCount: itemsOf(call, vault).length, categorizedResourceCounts: counts, issues };
}

function healthView(call: Call, vault: Vault): unknown {
  const calm = { resourceCount: 1, categorizedResourceCounts: { Normal: 1, Warning: 0, Critical: 0 }, issues: [] };
  return {
    id: `${vaultPath(vault.name)}/replicationVaultHealth`,
    name: 'replicationVaultHealth',
    type: 'Microsoft.RecoveryServices/vaults/replicationVaultHealth',
    properties: { vaultErrors: [], protectedItemsHealth: itemsHealth(call, vault), fabricsHealth: calm, containersHealth: calm },
  };
}

function refresh(call: Call, vault: Vault): ReturnType<Route['handle']> {
  const target = { id: guidOf(vault.name), name: vault.name, type: 'ProtectionEntity' } as const;
  const resource = `${vaultPath(vault.name)}/replicationVaultHealth`;
  return accepted(call, startJob(call.state, { vault: vault.name, scenario: 'RefreshVaultHealth', at: call.now, target, resource, hidden: true }));
}

function usageViews(call: Call, vault: Vault): readonly unknown[] {
  const items = itemsOf(call, vault);
  const jobs = [...call.state.jobs.values()].filter((job) => job.vault === vault.name && !job.hidden);
  const count = (state: string): number => jobs.filter((job) => stateOf(job, call.now) === state).length;
  const plans = [...call.state.plans.values()].filter((plan) => plan.vault === vault.name);
  return [
    {
      monitoringSummary: {
        unHealthyVmCount: items.filter((item) => healthOf(call, item) !== 'Normal').length,
        unHealthyProviderCount: 0,
        eventsCount: call.state.events.length,
        deprecatedProviderCount: 0,
        supportedProviderCount: 1,
        unsupportedProviderCount: 0,
      },
      jobsSummary: { failedJobs: count('Failed'), suspendedJobs: count('Suspended'), inProgressJobs: count('InProgress') },
      protectedItemCount: items.length,
      recoveryPlanCount: plans.length,
      registeredServersCount: 1,
      recoveryServicesProviderAuthType: 1,
    },
  ];
}

function settingsView(vault: Vault): unknown {
  return {
    id: `${vaultPath(vault.name)}/replicationVaultSettings/default`,
    name: 'default',
    type: 'Microsoft.RecoveryServices/vaults/replicationVaultSettings',
    properties: { migrationSolutionId: null, vmwareToAzureProviderType: vault.kind },
  };
}

/** Vaults, and what is known of a vault as a whole. */
export const vaultRoutes: readonly Route[] = [
  subscriptionRoute('GET', `/providers/${vaultType}`, (call) => page(call, { rows: vaults, view: (vault) => vaultView(call, vault) })),
  groupRoute('GET', `/providers/${vaultType}`, (call) => page(call, { rows: param(call, 'group') === homeGroup ? vaults : [], view: (vault) => vaultView(call, vault) })),
  vaultRoute('GET', '', (call, vault) => ok(vaultView(call, vault))),
  vaultRoute('GET', '/replicationUsages', (call, vault) => page(call, { rows: usageViews(call, vault), view: (row) => row })),
  vaultRoute('GET', '/replicationVaultHealth', (call, vault) => ok(healthView(call, vault))),
  vaultRoute('POST', '/replicationVaultHealth/default/refresh', refresh),
  vaultRoute('GET', '/replicationVaultSettings', (call, vault) => page(call, { rows: [vault], view: settingsView })),
  vaultRoute('GET', '/replicationVaultSettings/{setting}', (call, vault) =>
    same(param(call, 'setting'), 'default') ? ok(settingsView(vault)) : missing(call.req, param(call, 'setting')),
  ),
];
