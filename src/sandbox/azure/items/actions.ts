// POST actions on a protected item: each is refused unless it is among the allowed operations.
import type { SandboxResponse } from '../../http/server.ts';
import { properties, type Call, type Route } from '../call.ts';
import { asrError, conflict, invalidInput } from '../errors.ts';
import { fieldsOf, same, textOf, type Fields } from '../fields.ts';
import type { Job } from '../jobs/model.ts';
import { accepted } from '../lro.ts';
import { findSubnet, spelledNetworkId } from '../network/networks.ts';
import type { State } from '../state.ts';
import { findVault } from '../vault-list.ts';
import { findPoint, itemRoute, type ItemHandler } from './find.ts';
import { startApplyPoint, startCleanup, startCommit, startFailover, startPurge, startRemoval, startRepair, startSimple, startTestFailover } from './jobs.ts';
import type { Item, Point } from './model.ts';
import type { Operation } from './operation.ts';
import { allowedOperations, protectionState } from './operations.ts';
import { newAgent } from './troubles.ts';
import { firstOf, networkHere, type Complaint } from './target-check.ts';

/** 409 while a job of the item runs, or null. */
export function busyRefusal(call: Call, item: Item): SandboxResponse | null {
  if (item.jobId === null) return null;
  const running = call.state.jobs.get(item.jobId)?.scenario ?? 'a job';
  return conflict(call.req, 'SimOperationInProgress', `Another operation (${running}) is in progress on the protected item '${item.name}'.`);
}

/** The refusal of an operation that is not allowed now, or null. */
function operationRefusal(call: Call, item: Item, operation: Operation): SandboxResponse | null {
  const busy = busyRefusal(call, item);
  if (busy !== null) return busy;
  const allowed = allowedOperations(item);
  if (allowed.includes(operation)) return null;
  return asrError(call.req, 400, {
    code: 'SimOperationNotAllowed',
    message: `The operation ${operation} is not allowed for '${item.name}' in the state '${protectionState(item).description}'.`,
    possibleCauses: `The operations allowed now are: ${allowed.join(', ') || 'none'}.`,
    recommendedAction: 'Refresh the protected item and choose one of its allowed operations.',
  });
}

type Action = { readonly operation: Operation; readonly begin: (call: Call, item: Item) => Job | string };

// A string is the reason why the input is refused.
function action(spec: Action): ItemHandler {
  return (call, item) => {
    const refusal = operationRefusal(call, item, spec.operation);
    if (refusal !== null) return refusal;
    const job = spec.begin(call, item);
    return typeof job === 'string' ? invalidInput(call.req, job) : accepted(call, job);
  };
}

function details(call: Call): Fields {
  return fieldsOf(properties(call)['providerSpecificDetails']);
}

function checkKind(call: Call, item: Item): Complaint {
  const kind = textOf(details(call)['instanceType']);
  return same(kind, findVault(item.vault)?.kind ?? '') ? null : `The instance type '${kind}' does not fit the protected item.`;
}

function checkDirection(call: Call): Complaint {
  const direction = textOf(properties(call)['failoverDirection']);
  return same(direction, 'PrimaryToRecovery') ? null : `The failover direction '${direction}' is not possible for this item.`;
}

type Chosen = { readonly complaint: Complaint; readonly point: Point | null };

function chosenPoint(call: Call, item: Item, id: string): Chosen {
  if (id === '') return { complaint: null, point: null };
  const point = findPoint(item, id, call.now);
  return { point, complaint: point === null ? `The recovery point '${id}' does not exist.` : null };
}

function checkSettings(item: Item): Complaint {
  if (item.target.vmSize === '') return 'The size of the target virtual machine is not set.';
  return null;
}

/** The first thing wrong with a network for a test, or null. */
export function checkTestNetwork(state: State, item: Item, networkId: string): Complaint {
  if (networkId === '') return "The required property 'networkId' is missing.";
  const network = networkHere(state, networkId);
  if (network === null) return `The virtual network '${networkId}' does not exist in the target region.`;
  const subnet = item.nics[0]?.testSubnet ?? '';
  return subnet === '' || findSubnet(network, subnet) !== null ? null : `The subnet '${subnet}' does not exist in the virtual network '${network.name}'.`;
}

function checkNetworkType(call: Call): Complaint {
  const type = textOf(properties(call)['networkType']);
  return same(type, 'VmNetworkAsInput') ? null : `The network type '${type}' is not supported for this item.`;
}

function testFailover(call: Call, item: Item): Job | string {
  const networkId = textOf(properties(call)['networkId']) || textOf(details(call)['networkId']);
  const chosen = chosenPoint(call, item, textOf(details(call)['recoveryPointId']));
  const complaint = firstOf([
    () => checkKind(call, item),
    () => checkDirection(call),
    () => checkNetworkType(call),
    () => checkTestNetwork(call.state, item, networkId),
    () => chosen.complaint,
    () => checkSettings(item),
  ]);
  return complaint ?? startTestFailover(call, item, { at: call.now, networkId: spelledNetworkId(call.state, networkId), point: chosen.point });
}

function checkShutdown(call: Call, item: Item): Complaint {
  if (findVault(item.vault)?.kind !== 'InMageRcm') return null;
  const word = details(call)['performShutdown'];
  return word === 'true' || word === 'false' ? null : "The required property 'performShutdown' is missing: it is the string \"true\" or \"false\".";
}

function failover(call: Call, item: Item): Job | string {
  const chosen = chosenPoint(call, item, textOf(details(call)['recoveryPointId']));
  const complaint = firstOf([
    () => checkKind(call, item),
    () => checkDirection(call),
    () => checkShutdown(call, item),
    () => chosen.complaint,
    () => checkSettings(item),
    () => (item.target.networkId === '' ? 'The target network is not set.' : null),
  ]);
  return complaint ?? startFailover(call, item, { at: call.now, chosen: chosen.point });
}

function applyPoint(call: Call, item: Item): Job | string {
  const id = textOf(properties(call)['recoveryPointId']) || textOf(details(call)['recoveryPointId']);
  if (id === '') return "The required property 'recoveryPointId' is missing.";
  const chosen = chosenPoint(call, item, id);
  const complaint = checkKind(call, item) ?? chosen.complaint;
  if (complaint !== null || chosen.point === null) return complaint ?? 'The recovery point does not exist.';
  return startApplyPoint(call, item, { at: call.now, point: chosen.point });
}

function cleanup(call: Call, item: Item): Job | string {
  const comments = textOf(properties(call)['comments']);
  return comments.length > 1024 ? 'The comments are longer than 1024 characters.' : startCleanup(call, item, { at: call.now, comments });
}

function remove(call: Call, item: Item): SandboxResponse {
  const reason = textOf(properties(call)['disableProtectionReason']) || 'NotSpecified';
  if (reason !== 'NotSpecified' && reason !== 'MigrationComplete') return invalidInput(call.req, `The disable protection reason '${reason}' is not supported.`);
  const refusal = operationRefusal(call, item, reason === 'MigrationComplete' ? 'CompleteMigration' : 'DisableProtection');
  return refusal ?? accepted(call, startRemoval(call, item, call.now));
}

function updateMobility(call: Call, item: Item): SandboxResponse {
  const upgrade = (): void => {
    if (item.agent.upgradeable) item.agent = newAgent(call.now);
  };
  return busyRefusal(call, item) ?? accepted(call, startSimple(call, item, { scenario: 'UpdateMobilityService', at: call.now, change: upgrade }));
}

// Purging is the last resort: it is never refused for the state of the item, only while a job runs.
const purge: ItemHandler = (call, item) => busyRefusal(call, item) ?? accepted(call, startPurge(call, item, call.now));

/** The actions of a protected item. */
export const actionRoutes: readonly Route[] = [
  itemRoute('POST', '/testFailover', action({ operation: 'TestFailover', begin: testFailover })),
  itemRoute('POST', '/testFailoverCleanup', action({ operation: 'TestFailoverCleanup', begin: cleanup })),
  itemRoute('POST', '/unplannedFailover', action({ operation: 'UnplannedFailover', begin: failover })),
  itemRoute('POST', '/applyRecoveryPoint', action({ operation: 'ChangePit', begin: applyPoint })),
  itemRoute('POST', '/failoverCommit', action({ operation: 'Commit', begin: (call, item) => startCommit(call, item, call.now) })),
  itemRoute('POST', '/repairReplication', action({ operation: 'RepairReplication', begin: (call, item) => startRepair(call, item, call.now) })),
  itemRoute('POST', '/remove', remove),
  itemRoute('POST', '/updateMobilityService', updateMobility),
  itemRoute('DELETE', '', purge),
];
