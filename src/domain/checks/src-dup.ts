import { isInstanceId } from '../ids.ts';
import type { ItemSummary } from '../observation.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';
import type { CheckInput } from './types.ts';

// By address, else by the discovered machine behind the item, else by name: classic vaults leave out one or the other.
function isThisMachine(item: ItemSummary, { facts, discovered }: CheckInput): boolean {
  if (item.privateIp !== null) return item.privateIp === facts.privateIp;
  const behind = discovered.known ? discovered.value.find((d) => d.id === item.discoveredId) : undefined;
  if (behind !== undefined && facts.privateIp !== null) return behind.ips.includes(facts.privateIp);
  return !isInstanceId(facts.name) && item.friendlyName.toLowerCase() === facts.name.toLowerCase();
}

/** A machine is protected once: a second agent registration would break the first. */
export const srcDup = makeCheck({
  id: 'SRC-DUP',
  title: 'Existing replication',
  phases: BEFORE_REPLICATION,
  expected: `No protected item of the vault for this machine. ${SOURCE.ferry}; a machine belongs to one vault at a time.`,
  judge: (input) => {
    const { items } = input;
    if (!items.known) return unreadable('The protected items of the vault', items.why);
    const mine = items.value.find((i) => isThisMachine(i, input));
    if (mine === undefined) return pass(`None of ${items.value.length} protected items is this machine.`);
    return block({
      evidence: `The vault protects it already, as ${mine.friendlyName} (${mine.name}, ${mine.protectionText}).`,
      remedy: 'Go on with that replication, or disable it in the vault and remove the agent registration first.',
    });
  },
});
