// Recovery plans: machines of a wave that Site Recovery fails over group by group in one job.
import type { RecoveryPlan, RecoveryPlanAction, RecoveryPlanGroup, SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import { jobIdFromCloud } from '../../domain/ids.ts';
import type { PlanItem, VaultPlan } from '../../domain/wave/vault-plan.ts';
import type { Replication } from '../../ports/replication.ts';
import { cloudError } from './errors.ts';
import { listOf, words } from './fields.ts';
import { orNull } from './or-null.ts';
import { makeWatch } from './watch.ts';
import { sendOnce, type WriteDeps } from './writes.ts';

// Site Recovery's name for its own side of every plan.
const AZURE_SIDE = 'Microsoft Azure';

type PlanDeps = { readonly reads: SiteRecoveryManagementClient; readonly writes: WriteDeps; readonly vault: { readonly name: string; readonly resourceGroup: string; readonly subscriptionId: string } };
type Plans = Pick<Replication, 'plans' | 'plan' | 'savePlan' | 'testFailoverPlan' | 'cleanUpTestFailoverPlan' | 'failoverPlan'>;

const groupSchema = z.object({ groupType: words, replicationProtectedItems: listOf(z.object({ id: words })), startGroupActions: listOf(z.unknown()), endGroupActions: listOf(z.unknown()) });
const planSchema = z.object({
  name: z.string().min(1),
  properties: z.object({ allowedOperations: listOf(z.string()), currentScenario: z.object({ scenarioName: words, jobId: words }).nullish().catch(null), groups: listOf(groupSchema) }),
});

/** The part of the port that is about recovery plans. */
export function makePlans(deps: PlanDeps): Plans {
  const plans = deps.writes.client.replicationRecoveryPlans;
  return {
    plans: () => listPlans(deps),
    plan: async (name) => {
      const watch = makeWatch(deps.writes.clock);
      return orNull(watch, async () => planOf(await readPlan(deps, name, watch.onResponse)));
    },
    savePlan: (plan) => savePlan(deps, plan),
    testFailoverPlan: (name, networkId) =>
      sendOnce(deps.writes, { name, operation: 'replicationRecoveryPlans.testFailover' }, (p, options) => {
        const properties = { failoverDirection: 'PrimaryToRecovery', networkType: 'VmNetworkAsInput', networkId, providerSpecificDetails: [p.provider.planFailoverInput()] };
        return plans.beginTestFailover(p.vault, p.resourceGroup, name, { properties }, options);
      }),
    cleanUpTestFailoverPlan: (name, comment) =>
      sendOnce(deps.writes, { name, operation: 'replicationRecoveryPlans.testFailoverCleanup' }, (p, options) => plans.beginTestFailoverCleanup(p.vault, p.resourceGroup, name, { properties: { comments: comment } }, options)),
    failoverPlan: (name) =>
      sendOnce(deps.writes, { name, operation: 'replicationRecoveryPlans.unplannedFailover' }, (p, options) => {
        const properties = { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: [p.provider.planFailoverInput()] };
        return plans.beginUnplannedFailover(p.vault, p.resourceGroup, name, { properties }, options);
      }),
  };
}

async function listPlans(deps: PlanDeps): ReturnType<Replication['plans']> {
  const watch = makeWatch(deps.writes.clock);
  const found: VaultPlan[] = [];
  try {
    for await (const answer of deps.reads.replicationRecoveryPlans.list(deps.vault.name, deps.vault.resourceGroup, { onResponse: watch.onResponse })) found.push(planOf(answer));
  } catch (error) {
    throw cloudError(error, { operation: 'replicationRecoveryPlans.list', write: false, clock: deps.writes.clock });
  }
  return { asOf: watch.asOf(), value: found };
}

async function readPlan(deps: PlanDeps, name: string, onResponse: ReturnType<typeof makeWatch>['onResponse']): Promise<RecoveryPlan> {
  try {
    return await deps.reads.replicationRecoveryPlans.get(deps.vault.name, deps.vault.resourceGroup, name, { onResponse });
  } catch (error) {
    throw cloudError(error, { operation: 'replicationRecoveryPlans.get', write: false, clock: deps.writes.clock });
  }
}

/** The two groups that the service adds by itself are empty; a machine that somebody put there counts as one of the plan. */
function planOf(answer: unknown): VaultPlan {
  const { name, properties } = planSchema.parse(answer);
  const groups = properties.groups.filter((g) => isBoot(g.groupType) || g.replicationProtectedItems.length > 0);
  const scenario = properties.currentScenario?.scenarioName ?? '';
  const job = properties.currentScenario?.jobId.split('/').at(-1) ?? '';
  return {
    name,
    groups: groups.map((g) => g.replicationProtectedItems.map((item) => item.id.split('/').at(-1) ?? '')),
    actions: properties.groups.reduce((sum, g) => sum + g.startGroupActions.length + g.endGroupActions.length, 0),
    allowedOperations: properties.allowedOperations,
    running: isNone(scenario) ? null : { scenario, jobId: isNone(job) ? null : jobIdFromCloud(job) },
  };
}

function isNone(word: string): boolean {
  return word === '' || word.toLowerCase() === 'none';
}

function isBoot(type: string): boolean {
  return type.toLowerCase() === 'boot';
}

async function savePlan(deps: PlanDeps, plan: Parameters<Replication['savePlan']>[0]): ReturnType<Replication['savePlan']> {
  const watch = makeWatch(deps.writes.clock);
  const before = (await orNull(watch, () => readPlan(deps, plan.name, watch.onResponse))).value;
  const groups = groupsFor(plan.groups, before?.properties?.groups ?? []);
  return sendOnce(deps.writes, { name: plan.name, operation: 'replicationRecoveryPlans.create' }, (p, options) => {
    const fabric = `/subscriptions/${deps.vault.subscriptionId}/resourceGroups/${p.resourceGroup}/providers/Microsoft.RecoveryServices/vaults/${p.vault}/replicationFabrics/${p.fabric}`;
    const properties = { primaryFabricId: fabric, recoveryFabricId: AZURE_SIDE, failoverDeploymentModel: 'ResourceManager', groups };
    return deps.writes.client.replicationRecoveryPlans.beginCreate(p.vault, p.resourceGroup, plan.name, { properties }, options);
  });
}

/** A PUT replaces everything: what people added to a group stays with it, and with the last one when its group is gone. */
function groupsFor(wanted: readonly (readonly PlanItem[])[], before: readonly RecoveryPlanGroup[]): RecoveryPlanGroup[] {
  const boots = before.filter((g) => isBoot(g.groupType));
  const lost = boots.slice(wanted.length).flatMap((g) => [...(g.startGroupActions ?? []), ...(g.endGroupActions ?? [])]);
  const head = ['Shutdown', 'Failover'].map((type) => group(type, [], actionsOf(before.find((g) => g.groupType === type))));
  return [...head, ...wanted.map((items, n) => group('Boot', items, actionsOf(boots[n], n === wanted.length - 1 ? lost : [])))];
}

type Actions = Pick<RecoveryPlanGroup, 'startGroupActions' | 'endGroupActions'>;

function actionsOf(before: RecoveryPlanGroup | undefined, more: readonly RecoveryPlanAction[] = []): Actions {
  return { startGroupActions: [...(before?.startGroupActions ?? [])], endGroupActions: [...(before?.endGroupActions ?? []), ...more] };
}

function group(groupType: string, items: readonly PlanItem[], actions: Actions): RecoveryPlanGroup {
  return {
    groupType,
    replicationProtectedItems: items.map((item) => ({ id: item.armId, virtualMachineId: item.internalId })),
    ...actions,
  };
}
