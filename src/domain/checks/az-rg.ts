import { ALWAYS, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { armName, same, SOURCE } from './support/words.ts';

/** Azure creates the machine in a resource group that has to be there. */
export const azRg = makeCheck({
  id: 'AZ-RG',
  title: 'Target resource group',
  phases: ALWAYS,
  expected: `A resource group of the subscription. ${SOURCE.tutorial}.`,
  judge: ({ target, plan, scope }) => {
    if (!target.resourceGroups.known) return unreadable('The resource groups', target.resourceGroups.why);
    const groups = target.resourceGroups.value;
    const id = plan.resourceGroupId;
    if (id === null && groups.length > 0) return info(`None is chosen yet; ${groups.length} to choose from.`, 'Choose one when you start the replication.');
    const found = id === null ? undefined : groups.find((g) => same(g.id, id));
    if (found !== undefined) return pass(`${found.name} exists in ${found.location}.`);
    const name = id === null ? 'migrated' : armName(id);
    return block({ evidence: id === null ? 'The subscription has no resource group.' : `${name} does not exist.`, remedy: `az group create --name ${name} --location ${scope.location}`, cause: name });
  },
});
