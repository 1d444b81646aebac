/** The request behind each act, from what is stored of the machine. The adapters send exactly these; the journals of the sandbox clouds are compared with them in the tests. */
import type { MissingRule } from '../finding.ts';
import type { ActKind, Migration } from '../migration/types.ts';
import type { TargetPlan } from '../scope.ts';
import type { Call, PlanStepKind, VaultPlace } from './types.ts';

const VAULT = 'Microsoft.RecoveryServices/vaults';
const CONTAINER = `${VAULT}/replicationFabrics/replicationProtectionContainers`;
const ITEM = `${CONTAINER}/replicationProtectedItems`;

/** What a call is made from: the machine's own record and the place of its vault. */
export type Ground = { readonly m: Pick<Migration, 'itemName' | 'instanceId' | 'manual'> & { readonly target: Pick<TargetPlan, 'resourceGroupId' | 'networkId' | 'subnet' | 'testNetworkId' | 'vmName' | 'size' | 'policyName'> }; readonly place: VaultPlace; readonly comment: string | null };

/** What a failover says of itself, of one machine as of a plan. */
export const FAILOVER: readonly string[] = ['latest recovery point', 'PrimaryToRecovery', 'no shutdown of the source by Site Recovery'];

const CALLS: { readonly [A in ActKind]: (g: Ground) => Call } = {
  enableReplication: (g) => ({ ...onItem(g, ''), method: 'PUT', permission: `${ITEM}/write`, body: targetOf(g) }),
  startTestFailover: (g) => ({ ...onItem(g, '/testFailover'), body: [`network ${g.m.target.testNetworkId}`] }),
  cleanUpTestFailover: (g) => ({ ...onItem(g, '/testFailoverCleanup'), body: [`comment: ${g.comment ?? ''}`] }),
  startFailover: (g) => ({ ...onItem(g, '/unplannedFailover'), body: FAILOVER }),
  completeMigration: (g) => ({ ...onItem(g, '/remove'), body: ['reason MigrationComplete'] }),
  stopSource: ({ m }) => onInstance('ec2:StopInstances', m.instanceId),
  startSource: ({ m }) => onInstance('ec2:StartInstances', m.instanceId),
  deallocateTarget: ({ m }) => {
    const path = `${m.target.resourceGroupId}/providers/Microsoft.Compute/virtualMachines/${seg(m.target.vmName)}/deallocate`;
    return { cloud: 'azure', method: 'POST', path, own: seg(m.target.vmName), body: [], permission: 'Microsoft.Compute/virtualMachines/deallocate/action' };
  },
  resumeJob: ({ m, place, comment }) => {
    const job = seg(m.manual?.jobId ?? '');
    return { cloud: 'azure', method: 'POST', path: `${vaultPath(place)}/replicationJobs/${job}/resume`, own: job, body: [`comment: ${comment ?? ''}`], permission: `${VAULT}/replicationJobs/resume/action` };
  },
};

/** The one request of an act. */
export function callOf(act: ActKind, g: Ground): Call {
  return CALLS[act](g);
}

/** Creates a policy of the vault. */
export function policyCall(place: VaultPlace, name: string): Call {
  return { cloud: 'azure', method: 'PUT', path: `${vaultPath(place)}/replicationPolicies/${seg(name)}`, own: seg(name), body: [], permission: `${VAULT}/replicationPolicies/write` };
}

/** Lets the container use a policy. */
export function mappingCall(place: VaultPlace, policy: string): Call {
  const own = `ferry-${seg(policy)}`;
  return { cloud: 'azure', method: 'PUT', path: `${containerPath(place)}/replicationProtectionContainerMappings/${own}`, own, body: [`policy ${policy}`], permission: `${CONTAINER}/replicationProtectionContainerMappings/write` };
}

const PLANS = `${VAULT}/replicationRecoveryPlans`;

const PLAN_CALLS: { readonly [K in PlanStepKind]: { readonly method: 'PUT' | 'POST'; readonly verb: string; readonly permission: string } } = {
  savePlan: { method: 'PUT', verb: '', permission: `${PLANS}/write` },
  testByPlan: { method: 'POST', verb: '/testFailover', permission: `${PLANS}/testFailover/action` },
  cleanUpByPlan: { method: 'POST', verb: '/testFailoverCleanup', permission: `${PLANS}/testFailoverCleanup/action` },
  failOverByPlan: { method: 'POST', verb: '/unplannedFailover', permission: `${PLANS}/unplannedFailover/action` },
};

/** One request for all machines of a recovery plan; `body` is what it names beside them. */
export function planCall(kind: PlanStepKind, o: { readonly place: VaultPlace; readonly name: string; readonly body: readonly string[] }): Call {
  const { method, verb, permission } = PLAN_CALLS[kind];
  const own = seg(o.name);
  return { cloud: 'azure', method, path: `${vaultPath(o.place)}/replicationRecoveryPlans/${own}${verb}`, own, body: o.body, permission };
}

/** Adds a rule to a security group; asked first without effect. */
export function ruleCall(rule: MissingRule, o: { readonly asksOnly: boolean }): Call {
  const action = rule.direction === 'out' ? 'ec2:AuthorizeSecurityGroupEgress' : 'ec2:AuthorizeSecurityGroupIngress';
  const peer = rule.peer.kind === 'cidr' ? rule.peer.cidr : rule.peer.groupId;
  return { cloud: 'aws', action, own: rule.groupId, body: [`tcp ${rule.ports.join(', ')}`, peer, ...(o.asksOnly ? ['DryRun=true'] : [])], permission: action };
}

/** The call as one line; the same that a journal entry makes. */
export function lineOfCall(call: Call): string {
  return call.cloud === 'azure' ? `${call.method} ${call.path}` : `${call.action} ${call.own}`;
}

function onItem({ m, place }: Ground, verb: string): Extract<Call, { cloud: 'azure' }> {
  const own = seg(m.itemName);
  return { cloud: 'azure', method: 'POST', path: `${containerPath(place)}/replicationProtectedItems/${own}${verb}`, own, body: [], permission: `${ITEM}${verb}/action` };
}

function onInstance(action: string, id: string): Call {
  return { cloud: 'aws', action, own: id, body: [], permission: action };
}

function targetOf({ m }: Ground): readonly string[] {
  const t = m.target;
  return [`VM ${t.vmName}`, `size ${t.size}`, `in ${t.resourceGroupId}`, `network ${t.networkId}`, `subnet ${t.subnet}`, `policy ${t.policyName}`];
}

function vaultPath(p: VaultPlace): string {
  return `/subscriptions/${seg(p.subscriptionId)}/resourceGroups/${seg(p.resourceGroup)}/providers/${VAULT}/${seg(p.vault)}`;
}

function containerPath(p: VaultPlace): string {
  return `${vaultPath(p)}/replicationFabrics/${seg(p.fabric)}/replicationProtectionContainers/${seg(p.container)}`;
}

function seg(name: string): string {
  return encodeURIComponent(name);
}
