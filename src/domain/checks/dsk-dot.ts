import { BEFORE_FAILOVER, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Disks that go with the instance make a termination final. */
export const dskDot = makeCheck({
  id: 'DSK-DOT',
  title: 'What a termination would delete',
  topic: 'storage',
  phases: BEFORE_FAILOVER,
  severity: 'info',
  curer: 'aws',
  needs: ['disks'],
  expected: `The stopped instance is kept, not terminated, until the machine is signed off. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const going = facts.disks.value.filter((d) => d.deleteOnTermination);
    if (going.length === 0) return pass('No volume would be deleted with the instance.');
    return info(`A termination of the instance would delete ${going.map((d) => `${d.volumeId} (${d.deviceName})`).join(', ')}, and the way back with it.`, 'Keep the instance stopped after the cutover, and do not terminate it.');
  },
});
