import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Instance store is emptied by a stop, and the cutover stops the machine. */
export const dskEphem = makeCheck({
  id: 'DSK-EPHEM',
  title: 'Instance store disks',
  phases: BEFORE_REPLICATION,
  expected: `An instance type without local disks: their content is lost when the instance stops. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
    if (!facts.hardware.value.instanceStore) return pass(`${facts.instanceType} has no instance store.`);
    return warn({ evidence: `${facts.instanceType} has instance store, which a stop empties.`, remedy: 'Move what must survive to an EBS volume; for scratch data choose a size with a temporary disk.' });
  },
});
