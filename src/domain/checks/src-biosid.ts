import type { DiscoveredMachine } from '../infrastructure.ts';
import { BEFORE_REPLICATION, block, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function clonesOf(mine: DiscoveredMachine, all: readonly DiscoveredMachine[]): readonly DiscoveredMachine[] {
  return all.filter((d) => !d.deleted && d.id !== mine.id && d.biosId?.toLowerCase() === mine.biosId?.toLowerCase());
}

function judgeClones(mine: DiscoveredMachine, all: readonly DiscoveredMachine[], { items }: CheckInput): Judgement {
  const clones = clonesOf(mine, all);
  const [clone] = clones;
  if (clone === undefined) return pass(`No other discovered machine has the BIOS id ${mine.biosId ?? ''}.`);
  const names = clones.map((c) => c.name).join(', ');
  if (!items.known) return unreadable('The protected items of the vault', items.why);
  const taken = clones.find((c) => items.value.some((i) => i.discoveredId === c.id));
  const cause = { cause: mine.biosId ?? '', causeText: `several machines have the BIOS id ${mine.biosId ?? ''}` };
  if (taken === undefined) return warn({ evidence: `${names} ${clones.length === 1 ? 'has' : 'have'} the same BIOS id ${mine.biosId ?? ''}; only one of them can be replicated.`, remedy: 'Decide which of the clones moves, and leave the others out.', ...cause });
  return block({ evidence: `${taken.name} has the same BIOS id ${mine.biosId ?? ''} and is protected already.`, remedy: 'Protect only one of the clones: disable the replication of the other one first, or leave this machine out.', ...cause });
}

/** Site Recovery takes machines with one BIOS id for one machine. */
export const srcBiosid = makeCheck({
  id: 'SRC-BIOSID',
  title: 'BIOS id among the discovered machines',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: ['discovered', 'items'],
  overridable: false,
  expected: ({ profile }) => `A BIOS id that no protected machine has: different machines with the same one are not supported. ${profileText(profile)}.`,
  link: LINK.matrix,
  judge: (input) => {
    const { facts, discovered } = input;
    if (!discovered.known) return unreadable('The discovered machines', discovered.why);
    const mine = discovered.value.find((d) => !d.deleted && facts.privateIp !== null && d.ips.includes(facts.privateIp));
    if (mine === undefined) return info('The appliance has not discovered the machine yet, so its BIOS id cannot be compared.', 'Check again once the machine is discovered.');
    if (mine.biosId === null) return info('The appliance does not tell BIOS ids, so they cannot be compared. AWS gives every instance its own.');
    return judgeClones(mine, discovered.value, input);
  },
});
