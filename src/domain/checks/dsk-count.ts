import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { counted, SOURCE } from './support/words.ts';

const MOST = 64;

/** Site Recovery copies a limited number of data disks per machine. */
export const dskCount = makeCheck({
  id: 'DSK-COUNT',
  title: 'Number of data disks',
  phases: BEFORE_REPLICATION,
  expected: `At most ${MOST} data disks. ${SOURCE.matrix}.`,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const count = facts.disks.value.filter((d) => !d.isRoot).length;
    const seen = `${counted(count, 'data disk')} attached.`;
    if (count <= MOST) return pass(seen);
    return block({ evidence: seen, remedy: `Bring the data together on at most ${MOST} volumes.` });
  },
});
