import { BEFORE_REPLICATION, block, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { ASSUMED_DISKS, diskBounds } from './support/disk-count.ts';
import { counted, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judge({ items, facts, profile }: CheckInput): Judgement {
  if (!items.known) return unreadable("The vault's replicated machines", items.why);
  if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
  const limit = profile.limits.protectedDisks;
  const mine = facts.disks.value.length;
  const { least, assumed, most } = diskBounds(items.value.length, profile.limits.dataDisks);
  const seen = `Replicated to the subscription: ${counted(items.value.length, 'machine')}; this one brings ${counted(mine, 'disk')}.`;
  const shared = { remedy: 'Use a second subscription with a vault of its own for the next machines.', cause: 'disks', causeText: `The limit of ${limit} replicated disks per subscription` };
  if (least + mine > limit) return block({ evidence: `${seen} That is more than ${limit} disks.`, ...shared });
  if (most + mine <= limit) return pass(`${seen} Together that cannot exceed ${limit} disks.`);
  const guess = `Site Recovery's list does not name their disks; with ${ASSUMED_DISKS} each it is ${assumed + mine} of ${limit}.`;
  return assumed + mine > limit ? warn({ evidence: `${seen} ${guess}`, ...shared }) : info(`${seen} ${guess}`);
}

/** A subscription takes a limited number of replicated disks. */
export const asrLimit = makeCheck({
  id: 'ASR-LIMIT',
  title: 'Replicated disks in the subscription',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['items', 'disks'],
  expected: ({ profile }) => `At most ${profile.limits.protectedDisks} replicated disks in a target subscription. ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge,
});
