import { BEFORE_REPLICATION, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { armName, listText, resourceGroupOf, SOURCE } from './support/words.ts';

/** A read-only lock stops a failover half way; one against deletion leaves the test machine behind. */
export const azLock = makeCheck({
  id: 'AZ-LOCK',
  title: 'Locks on the target resource group',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'azure',
  needs: ['locks'],
  expected: `No lock on the resource group or above it. ${SOURCE.ferry}.`,
  judge: ({ target, plan }) => {
    if (plan.resourceGroupId === null) return info('No target resource group is chosen yet.', 'Choose one when you start the replication.');
    if (!target.locks.known) return unreadable('The locks on the target resource group', target.locks.why);
    const locks = target.locks.value;
    const [first] = locks;
    if (first === undefined) return pass('No lock holds on the resource group.');
    const group = resourceGroupOf(first.scope);
    const named = listText(locks.map((l) => `${l.name} (${l.level === 'ReadOnly' ? 'read only' : 'no deletion'}, on ${armName(l.scope)})`));
    const effect = locks.some((l) => l.level === 'ReadOnly') ? 'Azure cannot create a machine there' : 'a test machine cannot be cleaned up';
    return warn({ evidence: `Locks: ${named}; ${effect}.`, remedy: `az lock delete --name ${first.name}${group === '' ? '' : ` --resource-group ${group}`} (and put it back after the move)`, cause: locks.map((l) => l.name).sort().join(','), causeText: `Locks hold on the target resource group: ${listText(locks.map((l) => l.name))}` });
  },
});
