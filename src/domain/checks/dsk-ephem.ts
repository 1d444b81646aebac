import type { Attested } from '../finding.ts';
import { askPerson, BEFORE_REPLICATION, block, pass, saidBy, unreadable } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Move the data to an EBS volume before replicating; for scratch data choose a size with a temporary disk.';

function mapped({ facts }: CheckInput): readonly string[] {
  return facts.image.known && facts.image.value !== null ? facts.image.value.ephemeral : [];
}

// Losing data is worse than the warning that instance store as such deserves.
function weighed(input: CheckInput, answer: Attested): Judgement | null {
  if (answer.answer !== 'no') return null;
  const names = mapped(input);
  return block({ evidence: `The instance store${names.length === 0 ? '' : ` (${names.join(', ')})`} holds data that must survive, and a stop empties it. ${saidBy(answer)}`, remedy: REMEDY, cause: 'data-on-instance-store', causeText: 'data on instance store, which a stop empties' });
}

/** Instance store is emptied by a stop, and the cutover stops the machine. */
export const dskEphem = askPerson({
  id: 'DSK-EPHEM',
  title: 'Instance store disks',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['hardware', 'image'],
  expected: ({ profile }) => `No local disks with data: a stop empties them, and their disk identity changes. The appliance cannot leave out disks of such machines. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Is everything on the instance store (local) disks expendable, such as swap and caches?', validDays: 30 },
  remedy: REMEDY,
  judge: (input) => {
    const { hardware } = input.facts;
    if (!hardware.known) return unreadable('The instance type', hardware.why);
    return hardware.value.instanceStore ? null : pass(`${input.facts.instanceType} has no instance store.`);
  },
  weigh: weighed,
});
