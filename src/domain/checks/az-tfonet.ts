import type { TargetNetwork } from '../infrastructure.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { armName, LINK, listText, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// A peering carries the traffic of the test into the network it leads to: production when that is where machines land.
function isolation(network: TargetNetwork, input: CheckInput): Judgement {
  const { plan } = input;
  const peers = network.peerings.filter((p) => p.connected);
  const cause = network.id.toLowerCase();
  if (peers.length > 0) {
    const production = peers.some((p) => plan.networkId !== null && same(p.networkId, plan.networkId));
    const seen = `The test network ${network.name} is peered with ${listText(peers.map((p) => armName(p.networkId)))}`;
    return warn({ evidence: `${seen}${production ? ', the target network itself' : ''}: a machine under test reaches what runs there.`, remedy: 'Remove the peering for the time of the tests, or name another test network.', cause: `peered:${cause}`, causeText: seen });
  }
  const has = network.subnets.some((s) => s.name === plan.subnet);
  if (plan.subnet !== null && !has) {
    const seen = `The test network ${network.name} has no subnet ${plan.subnet}`;
    const remedy = `az network vnet subnet create --resource-group ${network.resourceGroup} --vnet-name ${network.name} --name ${plan.subnet} --address-prefixes <range>`;
    return warn({ evidence: `${seen}, so Site Recovery picks another of its subnets for a test.`, remedy, cause: `subnet:${cause}:${plan.subnet}`, causeText: seen });
  }
  return pass(`${network.name} exists in ${network.location}, is peered with no other network${has ? ` and has the subnet ${plan.subnet ?? ''}` : ''}.`);
}

// Before replication ASR-NETMAP says it; afterwards only this check is left to keep a test out of production.
function production({ phase }: CheckInput, name: string): Judgement {
  const seen = `${name} is both the test network and the target network`;
  if (phase === 'replicate') return info(`${seen}, so nothing isolates a test.`);
  return block({ evidence: `${seen}: a test would meet the machines in use.`, remedy: 'Set another, isolated test network on the replicated item and in FERRY_TEST_NETWORK.', cause: 'production', causeText: seen });
}

function judge(input: CheckInput): Judgement {
  const { target, plan, scope } = input;
  const id = plan.testNetworkId;
  if (!target.networks.known) return unreadable('The virtual networks', target.networks.why);
  if (id === null) return info('No test network is named yet.', 'Name one in FERRY_TEST_NETWORK.');
  if (plan.networkId !== null && same(id, plan.networkId)) return production(input, armName(id));
  const cause = id.toLowerCase();
  const network = target.networks.value.find((n) => same(n.id, id));
  if (network === undefined) {
    const remedy = `az network vnet create --resource-group ${resourceGroupOf(id)} --name ${armName(id)} --location ${scope.location} --subnet-name ${plan.subnet ?? 'machines'}`;
    return block({ evidence: `The test network ${armName(id)} does not exist.`, remedy, cause, causeText: `The test network ${armName(id)} does not exist` });
  }
  if (!same(network.location, scope.location)) {
    const seen = `The test network ${network.name} is in ${network.location}, the machines go to ${scope.location}`;
    return block({ evidence: `${seen}.`, remedy: `Name a test network in ${scope.location}.`, cause, causeText: seen });
  }
  if (network.subnets.length > 0) return isolation(network, input);
  return block({ evidence: `The test network ${network.name} has no subnet.`, remedy: 'Give it a subnet named like the target subnet.', cause, causeText: `The test network ${network.name} has no subnet` });
}

/** A test failover beside the running machine needs a network of its own. */
export const azTfonet = makeCheck({
  id: 'AZ-TFONET',
  title: 'Isolation of the test network',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['networks'],
  expected: ({ scope }) => `A test network in ${scope.location} that is joined to no other network and has subnets of the same names. ${SOURCE.drill}.`,
  link: LINK.drill,
  judge,
});
