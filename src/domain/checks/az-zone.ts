import { ALWAYS, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** The matrix and the API contradict each other about zones. */
export const azZone = makeCheck({
  id: 'AZ-ZONE',
  title: 'Availability zone',
  topic: 'target',
  phases: ALWAYS,
  severity: 'warn',
  curer: 'azure',
  needs: ['item'],
  expected: `No availability zone: the matrix does not support them, although Azure lets one be set. Availability sets and proximity groups work. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge: ({ item }) => {
    if (!item.known) return unreadable('The replicated item', item.why);
    if (item.value === null) return info('Ferry asks for no availability zone when it starts a replication.');
    const { zone, availabilitySetId } = item.value.target;
    if (zone === null) return pass(availabilitySetId === null ? 'No zone is set.' : 'No zone is set; the machine goes into an availability set.');
    return warn({ evidence: `The replicated item is to land in zone ${zone}.`, remedy: 'Take the zone out of the settings of the replicated item and use an availability set, or let a test failover prove it.', cause: 'zone', causeText: 'Availability zones are set on replicated items' });
  },
});
