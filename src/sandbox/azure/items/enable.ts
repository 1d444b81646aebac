// PUT on a protected item: installs the agent and starts replication.
import type { SandboxResponse } from '../../http/server.ts';
import { param, properties, type Call } from '../call.ts';
import { conflict, invalidInput } from '../errors.ts';
import { fieldsOf, same, textOf, type Fields } from '../fields.ts';
import { linkedRefusal } from '../governance/rights.ts';
import { vaultPath } from '../ids.ts';
import { accepted } from '../lro.ts';
import { nextGuid, type State } from '../state.ts';
import { containerPath, type Vault } from '../vault-list.ts';
import { classicRequest } from './enable-classic.ts';
import type { EnableRequest } from './enable-request.ts';
import { modernRequest } from './enable-modern.ts';
import { startEnable } from './jobs.ts';
import { itemKeyOf, type Item, type Target } from './model.ts';
import { linkOf, startReplication } from './replication.ts';
import { newAgent, noTroubles } from './troubles.ts';
import { checkNic, checkTarget, firstOf, type Complaint } from './target-check.ts';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;

function checkPolicy(call: Call, vault: Vault, policyId: string): Complaint {
  const base = `${vaultPath(vault.name)}/replicationPolicies`;
  const policy = [...call.state.policies.values()].find((candidate) => candidate.vault === vault.name && same(policyId, `${base}/${candidate.name}`));
  if (policy === undefined) return `The replication policy '${policyId}' does not exist in the vault.`;
  const paired = [...call.state.mappings.values()].some((mapping) => mapping.vault === vault.name && same(mapping.policyName, policy.name));
  return paired ? null : `The replication policy '${policy.name}' is not associated with the container.`;
}

function readRequest(call: Call, vault: Vault, details: Fields): EnableRequest {
  return vault.kind === 'InMageRcm' ? modernRequest(call, vault, details) : classicRequest(call, vault, details);
}

function makeItem(call: Call, vault: Vault, request: EnableRequest): Item {
  const name = param(call, 'item');
  return {
    key: itemKeyOf(vault.name, name),
    vault: vault.name,
    name,
    id: nextGuid(call.state),
    createdAt: call.now,
    discoveredId: request.discoveredId,
    runAsAccountId: request.runAsAccountId,
    multiVmGroup: request.multiVmGroup,
    facts: request.facts,
    elsewhere: false,
    policyId: textOf(properties(call)['policyId']),
    target: request.target,
    nics: [request.nic],
    disks: request.disks,
    phase: 'enabling',
    failureCode: null,
    jobId: null,
    jobStartedAt: call.now,
    replication: startReplication(call.now, 0, linkOf(request.source)),
    test: 'none',
    testVm: null,
    vm: null,
    point: null,
    pointsDeleted: false,
    lastTestAt: null,
    lastFailoverAt: null,
    lastHealth: 'Normal',
    agent: newAgent(call.now),
    troubles: noTroubles(),
  };
}

function existing(call: Call, vault: Vault): SandboxResponse | null {
  if (!call.state.items.has(itemKeyOf(vault.name, param(call, 'item')))) return null;
  return conflict(call.req, 'SimItemExists', `A protected item with the name '${param(call, 'item')}' already exists in ${containerPath(vault)}.`);
}

function alreadyProtected(call: Call, request: EnableRequest): SandboxResponse | null {
  const id = request.source?.instanceId;
  const other = [...call.state.items.values()].find((item) => id !== undefined && item.facts.instanceId === id);
  if (other === undefined) return null;
  return conflict(call.req, 'SimMachineAlreadyProtected', `The machine is already protected as '${other.name}' in the vault '${other.vault}'.`);
}

// Who enables replication must be allowed to make the machine and to join it to the network.
function rightRefusal(state: State, target: Target): SandboxResponse | null {
  return (
    linkedRefusal(state, 'Microsoft.Compute/virtualMachines/write', target.groupId) ??
    (target.networkId === '' ? null : linkedRefusal(state, 'Microsoft.Network/virtualNetworks/subnets/join/action', target.networkId))
  );
}

function complaintOf(call: Call, vault: Vault, details: Fields): Complaint {
  if (!namePattern.test(param(call, 'item'))) return `The name '${param(call, 'item')}' is not valid for a protected item.`;
  const kind = textOf(details['instanceType']);
  if (!same(kind, vault.kind)) return `The instance type '${kind}' does not fit a fabric of ${vault.kind}.`;
  return checkPolicy(call, vault, textOf(properties(call)['policyId']));
}

/** Enables replication of a machine. */
export function enableItem(call: Call, vault: Vault): SandboxResponse {
  const known = existing(call, vault);
  if (known !== null) return known;
  const details = fieldsOf(properties(call)['providerSpecificDetails']);
  const early = complaintOf(call, vault, details);
  if (early !== null) return invalidInput(call.req, early);
  const request = readRequest(call, vault, details);
  const { target, nic } = request;
  const complaint = firstOf([() => request.complaint, () => checkTarget(call.state, target, ''), () => checkNic(call.state, target, nic)]);
  if (complaint !== null) return invalidInput(call.req, complaint);
  const refusal = alreadyProtected(call, request) ?? rightRefusal(call.state, target);
  if (refusal !== null) return refusal;
  const item = makeItem(call, vault, request);
  call.state.items.set(item.key, item);
  return accepted(call, startEnable(call, item, call.now), { retryAfter: 30 });
}
