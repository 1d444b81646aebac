// Replication policies and their association with the container.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, properties, type Call, type Route } from '../call.ts';
import { conflict, invalidInput, missing } from '../errors.ts';
import { fieldsOf, same, textOf, type Fields } from '../fields.ts';
import { azureSide, guidOf, nameIn, vaultPath } from '../ids.ts';
import { firstOf, type Complaint } from '../items/target-check.ts';
import type { Scenario } from '../jobs/catalog.ts';
import { startJob } from '../jobs/start.ts';
import { accepted } from '../lro.ts';
import { page } from '../paging.ts';
import type { Mapping, Policy, State } from '../state.ts';
import { containerPath, type Vault } from '../vault-list.ts';
import { containerRoute, vaultRoute } from '../vault-routes.ts';
import { policyRefusal } from './policy-input.ts';

const day = 24 * 60;

function key(vault: Vault, name: string): string {
  return `${vault.name}/${name}`.toLowerCase();
}

function put(state: State, policy: Policy): void {
  state.policies.set(`${policy.vault}/${policy.name}`.toLowerCase(), policy);
}

/** The policies a vault has from the start, and their association. */
export function seedPolicies(state: State, vault: Vault): void {
  const modern = { recoveryPointHistoryInMinutes: day, appConsistentFrequencyInMinutes: 0, crashConsistentFrequencyInMinutes: 5, enableMultiVmSync: 'true' };
  const classic = {
    crashConsistentFrequencyInMinutes: 5,
    recoveryPointThresholdInMinutes: 15,
    recoveryPointHistory: day,
    appConsistentFrequencyInMinutes: 60,
    multiVmSyncStatus: 'Disabled',
  };
  const ours = ['24-hour-replication-policy', 'appconsistency-policy-failback', 'crashconsistency-policy-failback'];
  const names = vault.kind === 'InMageRcm' ? ours : ['legacy-24h-policy'];
  for (const name of names) put(state, { vault: vault.name, name, kind: vault.kind, details: vault.kind === 'InMageRcm' ? modern : classic });
  const mapping = vault.kind === 'InMageRcm' ? 'default-failover-containerpairing' : 'legacy-24h-mapping';
  state.mappings.set(key(vault, mapping), { vault: vault.name, name: mapping, policyName: names[0] ?? '' });
}

function policyPath(vault: Vault, name: string): string {
  return `${vaultPath(vault.name)}/replicationPolicies/${name}`;
}

function policyView(vault: Vault, policy: Policy): unknown {
  return {
    id: policyPath(vault, policy.name),
    name: policy.name,
    type: 'Microsoft.RecoveryServices/vaults/replicationPolicies',
    properties: { friendlyName: policy.name, providerSpecificDetails: { instanceType: policy.kind, ...policy.details } },
  };
}

function mappingPath(vault: Vault, name: string): string {
  return `${containerPath(vault)}/replicationProtectionContainerMappings/${name}`;
}

function mappingView(vault: Vault, mapping: Mapping): unknown {
  const details = vault.kind === 'InMageRcm' ? { instanceType: 'InMageRcm', enableAgentAutoUpgrade: 'true' } : { instanceType: 'InMageAzureV2' };
  return {
    id: mappingPath(vault, mapping.name),
    name: mapping.name,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings',
    properties: {
      targetProtectionContainerId: azureSide.name,
      targetProtectionContainerFriendlyName: azureSide.name,
      providerSpecificDetails: details,
      health: 'Normal',
      healthErrorDetails: [],
      policyId: policyPath(vault, mapping.policyName),
      state: 'Paired',
      sourceProtectionContainerFriendlyName: vault.containerFriendlyName,
      sourceFabricFriendlyName: vault.fabricFriendlyName,
      targetFabricFriendlyName: azureSide.name,
      policyFriendlyName: mapping.policyName,
    },
  };
}

type Change = { readonly scenario: Scenario; readonly resource: string; readonly name: string; readonly apply: () => void };

function begin(call: Call, vault: Vault, change: Change): SandboxResponse {
  const target = { id: guidOf(change.resource), name: change.name, type: 'ProtectionEntity' } as const;
  return accepted(call, startJob(call.state, {
    vault: vault.name,
    scenario: change.scenario,
    at: call.now,
    target,
    resource: change.resource,
    onEnd: change.apply,
  }));
}

// "Enable" goes in and "Enabled" comes out.
function detailsOf(vault: Vault, input: Fields): Readonly<Record<string, unknown>> {
  const { instanceType: _type, ...rest } = input;
  if (vault.kind === 'InMageRcm') return {
    recoveryPointHistoryInMinutes: day,
    crashConsistentFrequencyInMinutes: 5,
    appConsistentFrequencyInMinutes: 0,
    enableMultiVmSync: 'true',
    ...rest,
  };
  return {
    crashConsistentFrequencyInMinutes: 5,
    recoveryPointThresholdInMinutes: 15,
    recoveryPointHistory: day,
    appConsistentFrequencyInMinutes: 60,
    ...rest,
    multiVmSyncStatus: `${textOf(input['multiVmSyncStatus'])}d`,
  };
}

function createPolicy(call: Call, vault: Vault): SandboxResponse {
  const input = fieldsOf(properties(call)['providerSpecificInput']);
  const name = param(call, 'policy');
  const refusal = policyRefusal(call.req, vault, { name, input });
  if (refusal !== null) return refusal;
  const apply = (): void => put(call.state, { vault: vault.name, name, kind: vault.kind, details: detailsOf(vault, input) });
  return begin(call, vault, { scenario: 'SavePolicy', resource: policyPath(vault, name), name, apply });
}

function deletePolicy(call: Call, vault: Vault): SandboxResponse {
  const name = param(call, 'policy');
  if (!call.state.policies.has(key(vault, name))) return missing(call.req, name);
  const inUse = [...call.state.mappings.values()].some((mapping) => mapping.vault === vault.name && same(mapping.policyName, name));
  if (inUse) return conflict(call.req, 'SimPolicyInUse', `The policy '${name}' is associated with a container.`);
  const apply = (): void => void call.state.policies.delete(key(vault, name));
  return begin(call, vault, { scenario: 'DeletePolicy', resource: policyPath(vault, name), name, apply });
}

// An input without an instance type is what the client library makes of a mistake; the service does not take it.
function checkMapping(call: Call, vault: Vault): Complaint {
  const input = properties(call);
  const [policyId, specific] = [textOf(input['policyId']), input['providerSpecificInput']];
  const kind = textOf(fieldsOf(specific)['instanceType']);
  return firstOf([
    () => (same(textOf(input['targetProtectionContainerId']), azureSide.name) ? null : 'The target container must be Microsoft Azure.'),
    () => (specific === undefined || same(kind, vault.kind) ? null : `The instance type '${kind}' does not fit the vault.`),
    () => {
      const known = same(policyId, policyPath(vault, nameIn(policyId))) && call.state.policies.has(key(vault, nameIn(policyId)));
      return known ? null : `The replication policy '${policyId}' does not exist in the vault.`;
    },
  ]);
}

function createMapping(call: Call, vault: Vault): SandboxResponse {
  const complaint = checkMapping(call, vault);
  if (complaint !== null) return invalidInput(call.req, complaint);
  const name = param(call, 'mapping');
  const policyName = call.state.policies.get(key(vault, nameIn(textOf(properties(call)['policyId']))))?.name ?? '';
  const apply = (): void => void call.state.mappings.set(key(vault, name), { vault: vault.name, name, policyName });
  return begin(call, vault, { scenario: 'PairContainer', resource: mappingPath(vault, name), name, apply });
}

function readPolicy(call: Call, vault: Vault): SandboxResponse {
  const policy = call.state.policies.get(key(vault, param(call, 'policy')));
  return policy === undefined ? missing(call.req, param(call, 'policy')) : ok(policyView(vault, policy));
}

function readMapping(call: Call, vault: Vault): SandboxResponse {
  const mapping = call.state.mappings.get(key(vault, param(call, 'mapping')));
  return mapping === undefined ? missing(call.req, param(call, 'mapping')) : ok(mappingView(vault, mapping));
}

function listMappings(call: Call, vault: Vault): SandboxResponse {
  const rows = [...call.state.mappings.values()].filter((mapping) => mapping.vault === vault.name);
  return page(call, { rows, view: (mapping) => mappingView(vault, mapping) });
}

function listPolicies(call: Call, vault: Vault): SandboxResponse {
  const rows = [...call.state.policies.values()].filter((policy) => policy.vault === vault.name);
  return page(call, { rows, view: (policy) => policyView(vault, policy) });
}

/** Policies and container mappings. */
export const policyRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationPolicies', listPolicies),
  vaultRoute('GET', '/replicationPolicies/{policy}', readPolicy),
  vaultRoute('PUT', '/replicationPolicies/{policy}', createPolicy),
  vaultRoute('DELETE', '/replicationPolicies/{policy}', deletePolicy),
  vaultRoute('GET', '/replicationProtectionContainerMappings', listMappings),
  containerRoute('GET', '/replicationProtectionContainerMappings', listMappings),
  containerRoute('GET', '/replicationProtectionContainerMappings/{mapping}', readMapping),
  containerRoute('PUT', '/replicationProtectionContainerMappings/{mapping}', createMapping),
];
