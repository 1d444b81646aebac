import { testVmName } from '../naming.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { same, SOURCE } from './support/words.ts';

/** A test failover and a failover each create a machine whose name has to be free. */
export const azCollide = makeCheck({
  id: 'AZ-COLLIDE',
  title: 'Availability of the target name',
  phases: ALWAYS,
  expected: `No machine of the target resource group has the name, nor the name with "-test". ${SOURCE.ferry}.`,
  judge: ({ plan, target }) => {
    if (plan.resourceGroupId === null) return info('No resource group is chosen yet, so there is nothing to collide with.', 'Choose one when you start the replication.');
    if (!target.vmNames.known) return unreadable('The machines of the target resource group', target.vmNames.why);
    const names = [plan.vmName, testVmName(plan.vmName)];
    const taken = target.vmNames.value.filter((have) => names.some((name) => same(have, name)));
    if (taken.length === 0) return pass(`${names.join(' and ')} are free.`);
    return block({ evidence: `The resource group has ${taken.join(' and ')} already.`, remedy: 'Choose another name or another resource group, or remove that machine if it is left over.' });
  },
});
