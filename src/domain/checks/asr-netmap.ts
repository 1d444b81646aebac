import { BEFORE_REPLICATION, block, info, makeCheck, pass } from './support/make-check.ts';
import { armName, LINK, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function createCommand({ plan, scope }: CheckInput): string {
  const group = plan.networkId ?? plan.resourceGroupId;
  return `az network vnet create --resource-group ${group === null ? '<resource group>' : resourceGroupOf(group)} --name ferry-test --location ${scope.location} --subnet-name ${plan.subnet ?? 'machines'}`;
}

function judge(input: CheckInput): Judgement {
  const { networkId, testNetworkId } = input.plan;
  if (testNetworkId === null) return block({ evidence: 'No test network is named.', remedy: `${createCommand(input)} (then name it in FERRY_TEST_NETWORK)`, cause: 'no-test', causeText: 'No test network is named' });
  if (networkId === null) return info(`The test network is ${armName(testNetworkId)}; the target network is not chosen yet.`, 'Choose one when you start the replication.');
  if (!same(networkId, testNetworkId)) return pass(`Machines land in ${armName(networkId)}, tests in ${armName(testNetworkId)}.`);
  const seen = `${armName(networkId)} is both the test network and the target network`;
  return block({ evidence: `${seen}: a test would meet the machines in use.`, remedy: 'Name another, isolated network as the test network (FERRY_TEST_NETWORK).', cause: 'same', causeText: seen });
}

/** Where a machine lands and where it is tested are two networks, and both have to be named. */
export const asrNetmap = makeCheck({
  id: 'ASR-NETMAP',
  title: 'Target network and test network',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: [],
  expected: `A target network and a test network, not the same one. ${SOURCE.enable}.`,
  link: LINK.enable,
  judge,
});
