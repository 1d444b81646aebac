import { diskBounds, ASSUMED_DISKS } from '../checks/support/disk-count.ts';
import { block, info, pass, unreadable, unsure, warn } from '../checks/support/make-check.ts';
import { counted, LINK, profileText } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import { makeSum } from './support/make-sum.ts';
import { besides, isReplicated, membersText, someNames, total } from './support/members.ts';
import type { Member, ScopeInput } from './types.ts';

// Each machine has at least its system disk, also one whose volumes could not be read.
function disksOf({ input: { facts } }: Member): number {
  return facts.disks.known ? facts.disks.value.length : 1;
}

/** Machines of the vault that are neither of the selection nor known as being on their way. */
function strangers(input: ScopeInput, items: number): number {
  return Math.max(0, items - input.members.filter(isReplicated).length - input.rivals.length);
}

function judge(input: ScopeInput): Judgement {
  const { items, profile } = input.common;
  if (!items.known) return unreadable("The vault's replicated machines", items.why);
  const limit = profile.limits.protectedDisks;
  const own = total(input.members, disksOf);
  const mine = own + total(input.rivals, (r) => r.disks);
  const others = strangers(input, items.value.length);
  const { least, assumed, most } = diskBounds(others, profile.limits.dataDisks);
  const unread = input.members.filter((m) => !m.input.facts.disks.known).map((m) => m.input.facts.name);
  const seen = `${membersText(input)} with ${counted(own, 'disk')}${besides(input.rivals)}${others === 0 ? '' : `, and ${counted(others, 'replicated machine')} whose disks the list does not name`}`;
  const shared = { remedy: 'Move part of the machines to a second subscription with a vault of its own.', cause: 'disks' };
  if (mine + least > limit) return block({ evidence: `${seen}: at least ${mine + least} disks, short by ${mine + least - limit} of ${limit}.`, ...shared, causeText: `Replicated disks short by ${mine + least - limit} of ${limit}` });
  if (unread.length > 0) return unsure({ evidence: `${seen}. The volumes of ${someNames(unread)} could not be read.`, remedy: 'Cure what kept Ferry from reading them, then check again.', cause: 'unread', causeText: 'Volumes that could not be read' });
  if (mine + most <= limit) return pass(`${seen}: together at most ${mine + most} of ${limit}.`);
  const guess = `${seen}. With ${ASSUMED_DISKS} disks each it is ${mine + assumed} of ${limit}.`;
  return mine + assumed > limit ? warn({ evidence: guess, ...shared, causeText: `Replicated disks may exceed ${limit}` }) : info(guess);
}

/** A subscription takes a limited number of replicated disks, over all of its machines. */
export const sumDisks = makeSum({
  id: 'SUM-DISKS',
  title: 'Replicated disks in the subscription',
  severity: 'block',
  curer: 'azure',
  needs: ['items', 'disks', 'item'],
  expected: ({ common: { profile } }) => `At most ${profile.limits.protectedDisks} replicated disks in a target subscription. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge,
});
