import { ALWAYS, block, makeCheck, pass, unreadable, type Judgement } from './support/make-check.ts';
import { armName, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput } from './types.ts';

function createCommand({ plan, scope }: CheckInput): string {
  const group = plan.testNetworkId ?? plan.networkId ?? plan.resourceGroupId;
  const name = plan.testNetworkId === null ? 'ferry-test' : armName(plan.testNetworkId);
  return `az network vnet create --resource-group ${group === null ? '<resource group>' : resourceGroupOf(group)} --name ${name} --location ${scope.location} --subnet-name ${plan.subnet ?? 'machines'}`;
}

function judge(input: CheckInput): Judgement {
  const { target, plan, scope } = input;
  const id = plan.testNetworkId;
  if (id === null) return block({ evidence: 'No test network is named.', remedy: `${createCommand(input)} (then name it in FERRY_TEST_NETWORK)`, cause: 'none' });
  if (plan.networkId !== null && same(id, plan.networkId)) {
    return block({ evidence: `${armName(id)} is both the test network and the target network: a test would meet the machines in use.`, remedy: `Name another, isolated network as the test network (FERRY_TEST_NETWORK).`, cause: id.toLowerCase() });
  }
  if (!target.networks.known) return unreadable('The virtual networks', target.networks.why);
  const network = target.networks.value.find((n) => same(n.id, id));
  if (network === undefined) return block({ evidence: `The test network ${armName(id)} does not exist.`, remedy: createCommand(input), cause: id.toLowerCase() });
  if (!same(network.location, scope.location)) return block({ evidence: `${network.name} is in ${network.location}, the machines go to ${scope.location}.`, remedy: `Name a test network in ${scope.location}.`, cause: id.toLowerCase() });
  if (network.subnets.length === 0) return block({ evidence: `The test network ${network.name} has no subnet.`, remedy: `Give it a subnet named like the target subnet.`, cause: id.toLowerCase() });
  return pass(`${network.name} exists in ${network.location} and is not the target network.`);
}

/** A test failover beside the running machine needs a network of its own. */
export const azTfonet = makeCheck({
  id: 'AZ-TFONET',
  title: 'Test network',
  phases: ALWAYS,
  expected: ({ scope }) => `An isolated network in ${scope.location} for tests, different from the target network. ${SOURCE.drill}.`,
  judge,
});
