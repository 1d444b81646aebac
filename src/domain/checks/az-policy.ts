import { BEFORE_REPLICATION, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { counted, listText, same, SOURCE } from './support/words.ts';

/** A policy that denies shows only when Azure refuses the machine, in the middle of a failover. */
export const azPolicy = makeCheck({
  id: 'AZ-POLICY',
  title: 'Azure policies on the target resource group',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'azure',
  needs: ['policies'],
  expected: `No assigned policy that denies a machine, its disks or its network cards. ${SOURCE.ferry}.`,
  judge: ({ target, plan }) => {
    if (plan.resourceGroupId === null) return info('No target resource group is chosen yet.', 'Choose one when you start the replication.');
    if (!target.policies.known) return unreadable('The policies on the target resource group', target.policies.why);
    const enforced = target.policies.value.filter((p) => p.enforced);
    const denying = enforced.filter((p) => p.effect !== null && same(p.effect, 'deny'));
    const unclear = enforced.filter((p) => p.effect === null);
    if (denying.length > 0) {
      const names = listText(denying.map((p) => p.name));
      return warn({ evidence: `Enforced and denying: ${names}. Whether they deny what a failover creates is written in them.`, remedy: 'Read them, and ask their owner for an exemption where they deny; a test failover proves it.', cause: denying.map((p) => p.name).sort().join(','), causeText: `Policies that deny are assigned: ${names}` });
    }
    if (unclear.length > 0) return info(`${counted(unclear.length, 'enforced assignment')} (${listText(unclear.map((p) => p.name))}) do not tell their effect; a test failover shows whether they deny.`);
    return pass(`${counted(enforced.length, 'enforced assignment')}, none of them denies.`);
  },
});
