import { policyInUse } from '../domain/policies.ts';
import { no, ok, type Result } from '../domain/result.ts';
import { DISK_TYPES, LICENCES, type TargetPlan } from '../domain/scope.ts';
import type { DiscoveredMachine } from '../domain/infrastructure.ts';
import { same, sizesFor, sizesOf, valueOr, type Offer } from './replicate-options.ts';
import { reject } from './rejections.ts';
import type { Rejection, ReplicateChoices } from './types.ts';

/** Matches every answer with what Azure offers now; an answer that is not on offer is refused by name. */
export function planFrom(o: Offer, c: ReplicateChoices): Result<TargetPlan, Rejection> {
  const wrong = CHOICES.find((choice) => !choice.isOffered(o, c));
  if (wrong !== undefined) return reject('unknown-choice', { field: wrong.field });
  const machine = discoveredAs(o);
  if (!machine.ok) return machine;
  const ground = groundFor(o, machine.value);
  if (!ground.ok) return ground;
  return ok({ ...c, ...ground.value, runAsAccountId: c.runAsAccountId === '' ? null : c.runAsAccountId, sizeReason: sizesFor(o.input).find((s) => s.name === c.size)?.reason ?? 'chosen by hand', masterTargetId: o.infra.masterTargets[0]?.id ?? null, provider: o.infra.provider });
}

type Choice = { readonly field: string; readonly isOffered: (o: Offer, c: ReplicateChoices) => boolean };

const CHOICES: readonly Choice[] = [
  { field: 'resource group', isOffered: (o, c) => valueOr(o.input.target.resourceGroups, []).some((g) => same(g.id, c.resourceGroupId)) },
  { field: 'network and subnet', isOffered: (o, c) => valueOr(o.input.target.networks, []).some((n) => same(n.id, c.networkId) && n.subnets.some((s) => s.name === c.subnet)) },
  { field: 'size', isOffered: (o, c) => sizesOf(o.input).some((s) => s.name === c.size && s.restricted === null) },
  { field: 'disk type', isOffered: (_o, c) => DISK_TYPES.includes(c.diskType) },
  { field: 'licence', isOffered: (_o, c) => LICENCES.includes(c.licence) },
  { field: 'run-as account', isOffered: (o, c) => c.runAsAccountId === '' || o.infra.runAsAccounts.some((a) => same(a.id, c.runAsAccountId)) },
];

/** The machine as the appliance sees it, found by its private IP; never by guess when two machines share the address. */
function discoveredAs({ input }: Offer): Result<DiscoveredMachine, Rejection> {
  const ip = input.facts.privateIp;
  const [first, ...others] = ip === null ? [] : valueOr(input.discovered, []).filter((m) => !m.deleted && m.ips.includes(ip));
  if (others.length > 0 || input.sameIp.length > 0) return reject('ip-not-unique', { ip: ip ?? '' });
  return first === undefined ? reject('not-ready', { machine: input.facts.name, blocks: 'the machine is not visible to the appliance' }) : ok(first);
}

type Ground = Pick<TargetPlan, 'discoveredId' | 'testNetworkId' | 'cacheStorageAccountId' | 'policyId' | 'policyName' | 'processServerId'>;

/** What the vault and the scope have to bring along; all that is missing is named at once. */
function groundFor({ scope, input, infra }: Offer, machine: DiscoveredMachine): Result<Ground, Rejection> {
  const { testNetworkId, cacheStorageAccountId, policyName } = scope.defaults;
  const policy = policyInUse(infra.policies, policyName);
  const [processServer] = infra.processServers;
  if (policy !== null && processServer !== undefined && testNetworkId !== null && cacheStorageAccountId !== null) {
    return ok({ discoveredId: machine.id, testNetworkId, cacheStorageAccountId, policyId: policy.id, policyName: policy.name, processServerId: processServer.id });
  }
  const parts: readonly (readonly [there: unknown, words: string])[] = [
    [policy, policyName === null ? 'no replication policy is associated' : `the replication policy ${policyName} is not associated`],
    [processServer, 'no process server is registered'],
    [testNetworkId, 'FERRY_TEST_NETWORK is not set'],
    [cacheStorageAccountId, 'FERRY_CACHE_STORAGE_ACCOUNT is not set'],
  ];
  const missing = parts.filter(([there]) => there === undefined || there === null).map(([, words]) => words);
  return no({ code: 'not-ready', detail: { machine: input.facts.name, blocks: missing.join(', ') } });
}
