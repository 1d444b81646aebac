import { isInstanceId } from '../ids.ts';
import type { ItemSummary } from '../observation.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// By address, else by the discovered machine behind the item, else by name: classic vaults leave out one or the other.
function isThisMachine(item: ItemSummary, { facts, discovered }: CheckInput): boolean {
  if (item.privateIp !== null) return item.privateIp === facts.privateIp;
  const behind = discovered.known ? discovered.value.find((d) => d.id === item.discoveredId) : undefined;
  if (behind !== undefined && facts.privateIp !== null) return behind.ips.includes(facts.privateIp);
  return !isInstanceId(facts.name) && item.friendlyName.toLowerCase() === facts.name.toLowerCase();
}

function noneFound(items: readonly ItemSummary[], { discovered }: CheckInput): Judgement {
  // Without the discovered machines an item that carries no address of its own cannot be ruled out.
  if (!discovered.known && items.some((i) => i.privateIp === null && i.discoveredId !== null)) return unreadable('The discovered machines', discovered.why);
  return pass(`None of the ${items.length} protected items of this vault is this machine. Other vaults cannot be seen from here.`);
}

/** A machine is protected once: a second agent registration would break the first. */
export const srcDup = makeCheck({
  id: 'SRC-DUP',
  title: 'Existing replication',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['items', 'discovered'],
  overridable: false,
  expected: `No protected item of the vault for this machine; a machine belongs to one vault at a time. ${SOURCE.faq}.`,
  link: LINK.faq,
  judge: (input) => {
    const { items } = input;
    if (!items.known) return unreadable('The protected items of the vault', items.why);
    const mine = items.value.find((i) => isThisMachine(i, input));
    if (mine === undefined) return noneFound(items.value, input);
    return block({
      evidence: `The vault protects it already, as ${mine.friendlyName} (${mine.name}, ${mine.protectionText}).`,
      remedy: 'Go on with that replication; or disable it in the vault, then remove the registration on the machine: UnifiedAgentConfigurator.exe /Unconfigure true (Windows), UnifiedAgentConfigurator.sh -c CSPrime -U true (Linux).',
    });
  },
});
