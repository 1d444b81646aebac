/** Every defect that the sandbox can plant is found by the check it is for, through the real adapters; cured, the check says again what it said before. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHECKS } from '../../src/domain/checks/index.ts';
import type { Check, CheckPhase } from '../../src/domain/checks/types.ts';
import type { Finding, Verdict } from '../../src/domain/finding.ts';
import type { InstanceId } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { gatherMany } from '../../src/usecases/gather.ts';
import { planFor, targetOf } from '../contracts/azure-support.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { migration } from '../domain/migration/fixtures.ts';
import { startEstate, type Estate } from './support/estate.ts';

const SOUND = 'web-01';
const REPLICATED = 'web-02';

/** Defects that show elsewhere or are no trouble, and why. A defect that is found after all must leave this list. */
const QUIET: ReadonlyMap<string, string> = new Map([
  ['NAME_MATCHES_THREE', 'whoever names a machine is asked which he means, before any check'],
  ['OWNED_BY_STACK', 'is only worth knowing'],
  ['SSM_AGENT_ABSENT', 'the image says the same'],
  ['SSM_AGENT_SILENT', 'its last report still counts'],
  ['IMAGE_GONE', 'the guest says it'],
  ['IMAGE_DEPRECATED', 'a deprecated image still tells'],
  ['DENIED_DESCRIBE_IMAGES', 'the guest says it'],
  ['DENIED_DESCRIBE_INSTANCE_INFORMATION', 'the image says the same'],
  ['WINDOWS_2008_R2', 'OS-SEED is for the list of 2017, which is not in force'],
  ['XEN_TYPE', 'is only worth knowing; OS-PVDRV judges it'],
  ['UEFI', 'is only worth knowing; AZ-GEN judges it'],
  ['ENCRYPTED_WITH_OWN_KEY', 'EBS encryption lies below the guest'],
  ['HIGH_CHURN', 'people are asked; CloudWatch is read for the capacity plan'],
  ['DENIED_GET_METRIC_DATA', 'is read for the capacity plan only'],
  ['DATA_DISK_GOES_WITH_MACHINE', 'is only worth knowing'],
  ['ADDRESS_OUTSIDE_TARGET', 'addresses of this estate change anyway'],
  ['PEERED_VPC', 'an accepted peering with routes is a way'],
  ['DENIED_DESCRIBE_VPC_PEERING_CONNECTIONS', 'routes tell it'],
  ['APPLIANCE_BEHIND_TRANSIT', 'a transit gateway is a way'],
  ['PREFIX_LIST_WITH_APPLIANCE', 'the list holds the appliance'],
  ['DENIED_GET_INVENTORY', 'the machine is no Xen machine'],
  ['DENIED_LIST_INVENTORY_ENTRIES', 'is not asked'],
  ['DENIED_GET_MANAGED_PREFIX_LIST_ENTRIES', 'no rule has a list'],
  ['DENIED_AUTHORIZE_SECURITY_GROUP_EGRESS', 'shows when a rule is to be added'],
  ['DENIED_AUTHORIZE_SECURITY_GROUP_INGRESS', 'shows when a rule is to be added'],
  ['PROTECTED_IN_OTHER_VAULT', 'other vaults are not read'],
  ['SERVER_CERTIFICATE_ENDS', 'classic vaults only'],
  ['SERVER_VERSION_UNSUPPORTED', 'classic vaults only'],
  ['RESOURCE_GROUP_IN_OTHER_REGION', 'only the records of the group are there'],
  ['SUBNET_1_FREE', 'a sum over the wave'],
  ['SUBNET_20_FREE', 'a sum over the wave'],
  ['SUBNET_WITHOUT_NSG', 'the network plan shows it'],
  ['SIZE_RESTRICTED_IN_ZONES', 'Ferry asks for no zone'],
  ['ACCELERATED_NETWORKING_OFF', 'is the better case'],
  ['TEST_NETWORK_IS_PRODUCTION', 'a setting of the item that somebody changed is drift'],
  ['TEST_FAILOVER_TOO_OLD', "Ferry's own record of the verdict counts"],
  ['HEALTH_WARNING', 'the item warns already, because it was never tested'],
]);

let e: Estate;
let migrations: ReadonlyMap<InstanceId, Migration>;
let ids: ReadonlyMap<string, InstanceId>;
beforeAll(async () => {
  e = await startEstate({ speed: 1 });
  await e.usecases.inventory({ fresh: true });
  const plan = await planFor(e.deps.replication, REPLICATED);
  const instanceId = e.idOf(REPLICATED);
  ids = new Map([[SOUND, e.idOf(SOUND)], [REPLICATED, instanceId]]);
  const { inputs } = await gatherMany(e.deps, { ids: [instanceId], needs: new Set(['disks']), phase: 'replicate', migrations: new Map() });
  const disks = inputs[0]?.facts.disks;
  const record = migration({ instanceId, name: REPLICATED, privateIp: '10.10.1.12', itemName: `ferry-${REPLICATED}`, target: plan, position: { phase: 'tested' }, sourceDisks: disks?.known === true ? disks.value : [], verdict: { works: true, reason: '', by: migration().owner, at: e.deps.clock.now() } });
  // It writes nothing, so that no data waits by chance.
  const inside = e.sandbox.world.aws.instances.get(instanceId);
  if (inside !== undefined) inside.activity.churnMbPerMinute = 0;
  await e.deps.replication.enable(record.itemName, plan);
  e.sandbox.world.clock.advance(3 * 3_600);
  migrations = new Map([[instanceId, record]]);
}, 60_000);
afterAll(() => e.close());

const WORSE: { readonly [V in Verdict]: number } = { pass: 0, info: 1, warn: 2, unknown: 3, block: 4 };

/** Sizes and quotas are remembered for a while: each look has a memory of its own. A machine that cannot be looked at at all is told, too. */
async function look(check: Check, machine: string, phase: CheckPhase): Promise<Pick<Finding, 'verdict' | 'evidence'>> {
  const id = ids.get(machine);
  if (id === undefined) throw new Error(machine);
  if (check.id === 'SRC-SAMEIP') await e.usecases.inventory({ fresh: true });
  try {
    const { inputs } = await gatherMany({ ...e.deps, target: targetOf(e.sandbox) }, { ids: [id], needs: new Set(check.needs), phase, migrations });
    return inputs[0] === undefined ? { verdict: 'block', evidence: 'AWS does not know it' } : check.run(inputs[0]);
  } catch (error) {
    if (error instanceof CloudError && error.operation === 'ec2:DescribeInstances') return { verdict: 'unknown', evidence: error.message };
    throw error;
  }
}

type Defect = { readonly name: string; readonly check: string; readonly on: 'machine' | 'scope' };

async function defects(): Promise<readonly Defect[]> {
  const answer = await fetch(`${e.sandbox.azureUrl}/_sandbox/plants`);
  const { defects: all } = (await answer.json()) as { readonly defects: readonly Defect[] };
  return all;
}

type Stage = { readonly machine: string; readonly phase: CheckPhase };
const BEFORE: Stage = { machine: SOUND, phase: 'replicate' };
const AFTER: Stage = { machine: REPLICATED, phase: 'failover' };
const BEGUN: Stage = { machine: REPLICATED, phase: 'replicate' };

async function tryDefect(defect: Defect): Promise<string | null> {
  const check = CHECKS.find((c) => c.id === defect.check);
  if (check === undefined) return `${defect.name} is for ${defect.check}, which is no check`;
  const stages = [BEFORE, AFTER, BEGUN].filter((stage) => check.phases.includes(stage.phase));
  const seen: string[] = [];
  for (const stage of stages) {
    const told = await tryAt(stage, check, defect);
    if (told === null) return null;
    seen.push(told);
  }
  return `${defect.name} (${check.id}): ${seen.join(' | ')}`;
}

async function tryAt({ machine, phase }: Stage, check: Check, defect: Defect): Promise<string | null> {
  const before = await look(check, machine, phase);
  try {
    await e.plant(defect.name, defect.on === 'machine' ? machine : undefined);
  } catch (error) {
    return `${phase}: ${String(error)}`;
  }
  const planted = await look(check, machine, phase);
  await e.cure();
  const cured = await look(check, machine, phase);
  if (cured.verdict !== before.verdict) return `${phase}: was ${before.verdict}, cured it is ${cured.verdict}: ${cured.evidence}`;
  return WORSE[planted.verdict] > WORSE[before.verdict] && planted.verdict !== 'info' ? null : `${phase}: was ${before.verdict}, planted it is ${planted.verdict}: ${planted.evidence}`;
}

test('every planted defect is found by its check, and forgotten when it is cured', async () => {
  const missed: string[] = [];
  for (const defect of await defects()) {
    const trouble = await tryDefect(defect);
    if (trouble !== null && !QUIET.has(defect.name)) missed.push(trouble);
    if (trouble === null && QUIET.has(defect.name)) missed.push(`${defect.name} is found: it is not quiet`);
  }
  expect(missed).toEqual([]);
}, 240_000);
