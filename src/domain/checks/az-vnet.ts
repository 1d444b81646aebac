import type { TargetNetwork } from '../infrastructure.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, unsure } from './support/make-check.ts';
import { addressesText, armName, LINK, resourceGroupOf, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function subnetOf(network: TargetNetwork, { plan, facts }: CheckInput): Judgement {
  const subnet = network.subnets.find((s) => s.name === plan.subnet);
  if (plan.subnet === null) return network.subnets.length > 0 ? info(`${network.name} exists; no subnet is chosen yet.`, 'Choose one when you start the replication.') : noSubnet(network, 'machines');
  if (subnet === undefined) return noSubnet(network, plan.subnet);
  const place = `${network.name}/${subnet.name}`;
  const cause = `${network.id}/${subnet.name}`.toLowerCase();
  const free = subnet.freeAddresses;
  const need = facts.nics.length;
  if (subnet.delegated) return block({ evidence: `${place} is delegated to a service of Azure, so machines cannot land in it.`, remedy: 'Choose another subnet.', cause, causeText: `${place} is delegated to a service` });
  if (free === null) return unsure({ evidence: `How many addresses of ${place} are free is not known.`, remedy: 'Look at the subnet in the Azure portal.', cause, causeText: `How many addresses of ${place} are free is not known` });
  const seen = `${place} (${subnet.prefix}) has ${addressesText(free)} free; the machine needs ${need}.`;
  if (free >= need) return pass(seen);
  return block({ evidence: seen, remedy: 'Choose another subnet, or enlarge this one.', cause, causeText: `${place} (${subnet.prefix}) has too few free addresses` });
}

function noSubnet(network: TargetNetwork, name: string): Judgement {
  const remedy = `az network vnet subnet create --resource-group ${network.resourceGroup} --vnet-name ${network.name} --name ${name} --address-prefixes <range>`;
  const seen = `${network.name} has no subnet ${name}`;
  return block({ evidence: `${seen}.`, remedy, cause: `${network.id}/${name}`.toLowerCase(), causeText: seen });
}

function judge(input: CheckInput): Judgement {
  const { target, plan, scope } = input;
  if (!target.networks.known) return unreadable('The virtual networks', target.networks.why);
  const id = plan.networkId;
  const here = target.networks.value.filter((n) => same(n.location, scope.location));
  if (id === null && here.length > 0) return info(`None is chosen yet; ${here.length} to choose from in ${scope.location}.`, 'Choose one when you start the replication.');
  const create = (group: string, name: string): string => `az network vnet create --resource-group ${group} --name ${name} --location ${scope.location} --subnet-name machines`;
  if (id === null) return block({ evidence: `No virtual network exists in ${scope.location}.`, remedy: create('<resource group>', '<name>'), cause: 'none', causeText: `No virtual network exists in ${scope.location}` });
  const network = target.networks.value.find((n) => same(n.id, id));
  const cause = id.toLowerCase();
  if (network === undefined) return block({ evidence: `The virtual network ${armName(id)} does not exist.`, remedy: create(resourceGroupOf(id), armName(id)), cause, causeText: `The virtual network ${armName(id)} does not exist` });
  if (same(network.location, scope.location)) return subnetOf(network, input);
  const seen = `${network.name} is in ${network.location}, the machines go to ${scope.location}`;
  return block({ evidence: `${seen}.`, remedy: `Choose a network in ${scope.location}.`, cause, causeText: seen });
}

/** The machine's new network has to be there, in the region, with room. */
export const azVnet = makeCheck({
  id: 'AZ-VNET',
  title: 'Target network and subnet',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['networks'],
  expected: ({ scope }) => `A virtual network in ${scope.location} with a subnet that has a free address per network card. ${SOURCE.tutorial}.`,
  link: LINK.tutorial,
  judge,
});
