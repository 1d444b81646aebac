// Recovery plans: create, read, list, delete and run.
import type { SandboxResponse } from '../../http/server.ts';
import { ok } from '../answers.ts';
import { param, properties, type Call, type Route } from '../call.ts';
import { asrError, conflict, invalidInput, missing } from '../errors.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { azureSide, jobPath, nameIn, vaultPath } from '../ids.ts';
import { checkTestNetwork } from '../items/actions.ts';
import type { Item } from '../items/model.ts';
import { allowedOperations } from '../items/operations.ts';
import { itemPath } from '../items/paths.ts';
import { firstOf, requireTexts, type Complaint } from '../items/target-check.ts';
import type { Job } from '../jobs/model.ts';
import { startJob } from '../jobs/start.ts';
import { accepted } from '../lro.ts';
import { page } from '../paging.ts';
import { nextGuid } from '../state.ts';
import { stamp } from '../times.ts';
import { fabricPath, type Vault } from '../vault-list.ts';
import { vaultRoute, type VaultHandler } from '../vault-routes.ts';
import type { Plan, PlanGroup } from './model.ts';
import { readGroups } from './read-groups.ts';
import { operationOf, startPlan, type PlanVerb } from './run.ts';

const planType = 'Microsoft.RecoveryServices/vaults/replicationRecoveryPlans';

function planPath(plan: Plan): string {
  return `${vaultPath(plan.vault)}/replicationRecoveryPlans/${plan.name}`;
}

function membersOf(call: Call, plan: Plan): readonly Item[] {
  return plan.groups.flatMap((group) => group.members).flatMap((key) => call.state.items.get(key) ?? []);
}

function allowed(call: Call, plan: Plan): readonly string[] {
  const members = membersOf(call, plan);
  if (plan.jobId !== null || members.length === 0) return [];
  const verbs: readonly PlanVerb[] = ['UnplannedFailover', 'TestFailover', 'TestFailoverCleanup', 'CommitFailover'];
  return verbs.map((verb) => operationOf[verb]).filter((operation) => members.every((item) => allowedOperations(item).includes(operation)));
}

function groupView(call: Call, group: PlanGroup): unknown {
  const members = group.members.flatMap((key) => call.state.items.get(key) ?? []);
  return {
    groupType: group.type,
    replicationProtectedItems: members.map((item) => ({ id: itemPath(item), virtualMachineId: item.id })),
    startGroupActions: group.startActions.map((action) => action.raw),
    endGroupActions: group.endActions.map((action) => action.raw),
  };
}

function scenarioView(call: Call, plan: Plan): unknown {
  const job = call.state.jobs.get(plan.jobId ?? '');
  return job === undefined ? null : { scenarioName: job.scenario, jobId: jobPath(plan.vault, job.id), startTime: stamp(job.startedAt) };
}

function planView(call: Call, vault: Vault, plan: Plan): unknown {
  return {
    id: planPath(plan),
    name: plan.name,
    type: planType,
    properties: {
      friendlyName: plan.name,
      primaryFabricId: fabricPath(vault),
      primaryFabricFriendlyName: vault.fabricFriendlyName,
      recoveryFabricId: azureSide.name,
      recoveryFabricFriendlyName: azureSide.name,
      failoverDeploymentModel: 'ResourceManager',
      replicationProviders: [vault.kind],
      allowedOperations: allowed(call, plan),
      ...(plan.lastTestAt === null ? {} : { lastTestFailoverTime: stamp(plan.lastTestAt) }),
      ...(plan.lastFailoverAt === null ? {} : { lastUnplannedFailoverTime: stamp(plan.lastFailoverAt) }),
      currentScenario: scenarioView(call, plan),
      currentScenarioStatus: plan.jobId === null ? null : 'InProgress',
      currentScenarioStatusDescription: plan.jobId === null ? null : 'In progress',
      groups: plan.groups.map((group) => groupView(call, group)),
      providerSpecificDetails: [],
    },
  };
}

function planKey(vault: Vault, name: string): string {
  return `${vault.name}/${name}`.toLowerCase();
}

type PlanHandler = (call: Call, vault: Vault, plan: Plan) => SandboxResponse;

function withPlan(handle: PlanHandler): VaultHandler {
  return (call, vault) => {
    const plan = call.state.plans.get(planKey(vault, param(call, 'plan')));
    return plan === undefined ? missing(call.req, param(call, 'plan')) : handle(call, vault, plan);
  };
}

function checkFabrics(vault: Vault, props: Fields): Complaint {
  if (!same(nameIn(textOf(props['primaryFabricId'])), vault.fabric)) return `The primary fabric '${textOf(props['primaryFabricId'])}' does not exist.`;
  return same(textOf(props['recoveryFabricId']), azureSide.name) ? null : `The recovery fabric '${textOf(props['recoveryFabricId'])}' is not Microsoft Azure.`;
}

function saveJob(call: Call, plan: Plan, onEnd: () => void): Job {
  return startJob(call.state, {
    vault: plan.vault,
    scenario: 'SaveRecoveryPlan',
    at: call.now,
    target: { id: plan.id, name: plan.name, type: 'RecoveryPlan' },
    resource: planPath(plan),
    onEnd,
  });
}

function createPlan(call: Call, vault: Vault): SandboxResponse {
  const key = planKey(vault, param(call, 'plan'));
  const known = call.state.plans.get(key);
  if (known !== undefined && known.jobId !== null) return conflict(call.req, 'SimOperationInProgress', `Another operation is in progress on the recovery plan '${known.name}'.`);
  const read = readGroups(call, vault, listOf(properties(call)['groups']));
  const complaint = firstOf([() => checkFabrics(vault, properties(call)), () => read.complaint]);
  if (complaint !== null) return invalidInput(call.req, complaint);
  const plan: Plan = known ?? {
    key,
    vault: vault.name,
    name: param(call, 'plan'),
    id: nextGuid(call.state),
    groups: read.groups,
    jobId: null,
    lastTestAt: null,
    lastFailoverAt: null,
  };
  const job = saveJob(call, plan, () => {
    plan.groups = read.groups;
    call.state.plans.set(key, plan);
  });
  return accepted(call, job);
}

const updatePlan: PlanHandler = (call, vault, plan) => {
  if (plan.jobId !== null) return conflict(call.req, 'SimOperationInProgress', `Another operation is in progress on the recovery plan '${plan.name}'.`);
  const read = readGroups(call, vault, listOf(properties(call)['groups']));
  if (read.complaint !== null) return invalidInput(call.req, read.complaint);
  const job = saveJob(call, plan, () => {
    plan.groups = read.groups;
  });
  return accepted(call, job);
};

const deletePlan: PlanHandler = (call, _vault, plan) => {
  if (plan.jobId !== null) return conflict(call.req, 'SimOperationInProgress', `Another operation is in progress on the recovery plan '${plan.name}'.`);
  const target = { id: plan.id, name: plan.name, type: 'RecoveryPlan' } as const;
  const onEnd = (): void => void call.state.plans.delete(plan.key);
  return accepted(call, startJob(call.state, { vault: plan.vault, scenario: 'DeleteRecoveryPlan', at: call.now, target, resource: planPath(plan), onEnd }));
};

const pointTypes = ['Latest', 'LatestProcessed', 'LatestApplicationConsistent', 'LatestCrashConsistent'];

function checkPointTypes(vault: Vault, props: Fields): Complaint {
  const inputs = listOf(props['providerSpecificDetails']).map(fieldsOf);
  const wrong = inputs.find((input) => !same(textOf(input['instanceType']), vault.kind) || !pointTypes.includes(textOf(input['recoveryPointType'])));
  return wrong === undefined ? null : 'The provider specific details name another provider or an unknown recovery point type.';
}

function complaintOf(call: Call, plan: Plan, run: { readonly verb: PlanVerb; readonly vault: Vault }): Complaint {
  if (run.verb === 'TestFailoverCleanup' || run.verb === 'CommitFailover') return null;
  const props = properties(call);
  if (!same(textOf(props['failoverDirection']), 'PrimaryToRecovery')) return `The failover direction '${textOf(props['failoverDirection'])}' is not possible.`;
  const absent = requireTexts(props, [run.verb === 'UnplannedFailover' ? 'sourceSiteOperations' : 'networkType']);
  if (absent !== null || run.verb === 'UnplannedFailover') return absent ?? checkPointTypes(run.vault, props);
  const networks = membersOf(call, plan).map((item) => () => checkTestNetwork(call.state, item, textOf(props['networkId'])));
  return firstOf([() => checkPointTypes(run.vault, props), ...networks]);
}

function planAction(verb: PlanVerb): PlanHandler {
  return (call, vault, plan) => {
    if (plan.jobId !== null) return conflict(call.req, 'SimOperationInProgress', `Another operation is in progress on the recovery plan '${plan.name}'.`);
    if (!allowed(call, plan).includes(operationOf[verb])) return notAllowed(call, plan, verb);
    const complaint = complaintOf(call, plan, { verb, vault });
    if (complaint !== null) return invalidInput(call.req, complaint);
    const props = properties(call);
    return accepted(call, startPlan(call, plan, { verb, at: call.now, networkId: textOf(props['networkId']), comments: textOf(props['comments']) }));
  };
}

function notAllowed(call: Call, plan: Plan, verb: PlanVerb): SandboxResponse {
  return asrError(call.req, 400, {
    code: 'SimOperationNotAllowed',
    message: `The operation ${operationOf[verb]} is not allowed for the recovery plan '${plan.name}' now.`,
    possibleCauses: 'At least one machine of the plan is not in a state that allows the operation.',
    recommendedAction: 'Refresh the recovery plan and choose one of its allowed operations.',
  });
}

function listPlans(call: Call, vault: Vault): SandboxResponse {
  const rows = [...call.state.plans.values()].filter((plan) => plan.vault === vault.name);
  return page(call, { rows, view: (plan) => planView(call, vault, plan) });
}

/** Everything about recovery plans. */
export const planRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationRecoveryPlans', listPlans),
  vaultRoute('GET', '/replicationRecoveryPlans/{plan}', withPlan((call, vault, plan) => ok(planView(call, vault, plan)))),
  vaultRoute('PUT', '/replicationRecoveryPlans/{plan}', createPlan),
  vaultRoute('PATCH', '/replicationRecoveryPlans/{plan}', withPlan(updatePlan)),
  vaultRoute('DELETE', '/replicationRecoveryPlans/{plan}', withPlan(deletePlan)),
  vaultRoute('POST', '/replicationRecoveryPlans/{plan}/testFailover', withPlan(planAction('TestFailover'))),
  vaultRoute('POST', '/replicationRecoveryPlans/{plan}/testFailoverCleanup', withPlan(planAction('TestFailoverCleanup'))),
  vaultRoute('POST', '/replicationRecoveryPlans/{plan}/unplannedFailover', withPlan(planAction('UnplannedFailover'))),
  vaultRoute('POST', '/replicationRecoveryPlans/{plan}/failoverCommit', withPlan(planAction('CommitFailover'))),
];
