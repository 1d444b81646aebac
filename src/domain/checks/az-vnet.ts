import type { TargetNetwork } from '../infrastructure.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, unsure, type Judgement } from './support/make-check.ts';
import { armName, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput } from './types.ts';

function subnetOf(network: TargetNetwork, { plan, facts }: CheckInput): Judgement {
  const subnet = network.subnets.find((s) => s.name === plan.subnet);
  const cause = `${network.id}/${plan.subnet ?? ''}`.toLowerCase();
  if (plan.subnet === null) return network.subnets.length > 0 ? info(`${network.name} exists; no subnet is chosen yet.`, 'Choose one when you start the replication.') : noSubnet(network, 'machines');
  if (subnet === undefined) return noSubnet(network, plan.subnet);
  const free = subnet.freeAddresses;
  if (free === null) return unsure({ evidence: `How many addresses of ${network.name}/${subnet.name} are free is not known.`, remedy: 'Look at the subnet in the Azure portal.', cause });
  const seen = `${network.name}/${subnet.name} (${subnet.prefix}) has ${free} addresses free; the machine needs ${facts.networkInterfaces}.`;
  if (free >= facts.networkInterfaces) return pass(seen);
  return block({ evidence: seen, remedy: 'Choose another subnet, or enlarge this one.', cause });
}

function noSubnet(network: TargetNetwork, name: string): Judgement {
  const remedy = `az network vnet subnet create --resource-group ${network.resourceGroup} --vnet-name ${network.name} --name ${name} --address-prefixes <range>`;
  return block({ evidence: `${network.name} has no subnet ${name}.`, remedy, cause: `${network.id}/${name}`.toLowerCase() });
}

function judge(input: CheckInput): Judgement {
  const { target, plan, scope } = input;
  if (!target.networks.known) return unreadable('The virtual networks', target.networks.why);
  const id = plan.networkId;
  const here = target.networks.value.filter((n) => same(n.location, scope.location));
  if (id === null && here.length > 0) return info(`None is chosen yet; ${here.length} to choose from in ${scope.location}.`, 'Choose one when you start the replication.');
  const create = (group: string, name: string): string => `az network vnet create --resource-group ${group} --name ${name} --location ${scope.location} --subnet-name machines`;
  if (id === null) return block({ evidence: `No virtual network exists in ${scope.location}.`, remedy: create('<resource group>', '<name>'), cause: 'none' });
  const network = target.networks.value.find((n) => same(n.id, id));
  if (network === undefined) return block({ evidence: `The virtual network ${armName(id)} does not exist.`, remedy: create(resourceGroupOf(id), armName(id)), cause: id.toLowerCase() });
  if (!same(network.location, scope.location)) {
    return block({ evidence: `${network.name} is in ${network.location}, the machines go to ${scope.location}.`, remedy: `Choose a network in ${scope.location}.`, cause: id.toLowerCase() });
  }
  return subnetOf(network, input);
}

/** The machine's new network has to be there, in the region, with room. */
export const azVnet = makeCheck({
  id: 'AZ-VNET',
  title: 'Target network and subnet',
  phases: ALWAYS,
  expected: ({ scope }) => `A virtual network in ${scope.location} with a subnet that has a free address per network card. ${SOURCE.tutorial}.`,
  judge,
});
