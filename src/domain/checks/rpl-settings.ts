import type { ItemTarget } from '../observation.ts';
import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass, warn } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { armName, LINK, listText, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const FIX = 'In the vault, on the replicated item, open "Compute and Network" and complete the settings.';

function missing(target: ItemTarget): readonly string[] {
  const parts: readonly (readonly [there: unknown, words: string])[] = [
    [target.vmName, 'the name'], [target.size, 'the size'], [target.resourceGroupId, 'the resource group'], [target.networkId, 'the network'],
    [target.nics.length > 0 ? true : null, 'the network cards'],
  ];
  const cards = target.nics.filter((n) => n.subnet === null).map((n) => `the subnet of the network card ${n.mac}`);
  return [...parts.filter(([there]) => there === null).map(([, words]) => words), ...cards];
}

/** What was changed in the vault since somebody chose it here: an approval speaks of what was chosen. */
function changed(target: ItemTarget, plan: CheckInput['plan']): readonly string[] {
  const pairs: readonly (readonly [now: string | null, then: string | null, words: string])[] = [
    [target.vmName, plan.vmName, 'name'], [target.size, plan.size, 'size'], [target.resourceGroupId, plan.resourceGroupId, 'resource group'], [target.networkId, plan.networkId, 'network'],
  ];
  return pairs.flatMap(([now, then, words]) => (now !== null && then !== null && !same(now, then) ? [`the ${words} is ${armName(now)}, chosen was ${armName(then)}`] : []));
}

function judge(input: CheckInput): Judgement {
  const item = ownItem(input);
  if (isJudgement(item)) return item;
  const { target } = item;
  const open = missing(target);
  if (open.length > 0) return block({ evidence: `Not set on the replicated item: ${listText(open)}.`, remedy: FIX });
  const other = changed(target, input.plan);
  if (other.length > 0) return warn({ evidence: `The settings were changed in the vault: ${listText(other)}.`, remedy: 'Set them back in the vault, or let whoever approves know that the change is meant.' });
  return pass(`${target.vmName ?? ''} is to start as ${target.size ?? ''} in ${armName(target.networkId ?? '')}, ${listText(target.nics.map((n) => n.subnet ?? ''))}.`);
}

/** Settings that are missing show when the machine is created, after the source was stopped. */
export const rplSettings = makeCheck({
  id: 'RPL-SETTINGS',
  title: 'Target settings of the replicated item',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: `Name, size, resource group, network and the subnet of every network card are set, as chosen. ${SOURCE.drill}.`,
  link: LINK.drill,
  judge,
});
