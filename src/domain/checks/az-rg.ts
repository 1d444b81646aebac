import type { ResourceGroup } from '../infrastructure.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { armName, LINK, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function existing({ name, location }: ResourceGroup, wanted: string): Judgement {
  if (same(location, wanted)) return pass(`${name} exists in ${location}.`);
  return info(`${name} exists in ${location}. Machines can go to ${wanted} all the same: only the group's own records are kept there.`);
}

function missing(name: string | null, location: string): Judgement {
  const seen = name === null ? 'The subscription has no resource group' : `The resource group ${name} does not exist`;
  return block({ evidence: `${seen}.`, remedy: `az group create --name ${name ?? 'migrated'} --location ${location}`, cause: name ?? 'none', causeText: seen });
}

function judge({ target, plan, scope }: CheckInput): Judgement {
  if (!target.resourceGroups.known) return unreadable('The resource groups', target.resourceGroups.why);
  const groups = target.resourceGroups.value;
  const id = plan.resourceGroupId;
  if (id === null) return groups.length === 0 ? missing(null, scope.location) : info(`None is chosen yet; ${groups.length} to choose from.`, 'Choose one when you start the replication.');
  const found = groups.find((g) => same(g.id, id));
  return found === undefined ? missing(armName(id), scope.location) : existing(found, scope.location);
}

/** Azure creates the machine in a resource group that has to be there. */
export const azRg = makeCheck({
  id: 'AZ-RG',
  title: 'Target resource group',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['resourceGroups'],
  expected: `A resource group of the subscription. ${SOURCE.tutorial}.`,
  link: LINK.tutorial,
  overridable: false,
  judge,
});
