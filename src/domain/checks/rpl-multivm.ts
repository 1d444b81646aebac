import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, makeCheck, pass, warn } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Machines that share their recovery points are consistent only together. */
export const rplMultivm = makeCheck({
  id: 'RPL-MULTIVM',
  title: 'Consistency with other machines',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'owner',
  needs: ['item'],
  expected: `A machine of its own, or all machines of its consistency group fail over together. ${SOURCE.classicArchitecture}.`,
  link: LINK.classicArchitecture,
  judge: (input) => {
    const item = ownItem(input);
    if (isJudgement(item)) return item;
    const { multiVmGroup } = item;
    if (multiVmGroup === null) return pass('The machine shares its recovery points with no other.');
    return warn({ evidence: `The machine belongs to the consistency group ${multiVmGroup}.`, remedy: 'Cut over all machines of the group together.', cause: multiVmGroup, causeText: `The consistency group ${multiVmGroup} has to fail over together` });
  },
});
