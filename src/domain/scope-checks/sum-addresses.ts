import { block, info, pass, unreadable, unsure } from '../checks/support/make-check.ts';
import { addressesText, armName, counted, LINK, listText, same, SOURCE } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import type { TargetNetwork, TargetSubnet } from '../infrastructure.ts';
import { makeSum } from './support/make-sum.ts';
import { besides, isInAzure, membersText, total } from './support/members.ts';
import type { Member, Rival, ScopeInput } from './types.ts';

/** One target subnet with all who want to land in it. */
type Place = { readonly networkId: string; readonly name: string; readonly members: readonly Member[]; readonly rivals: readonly Rival[]; readonly network: TargetNetwork | undefined; readonly subnet: TargetSubnet | undefined };

type Wish = { readonly networkId: string; readonly subnet: string };

function wishOf(o: { readonly networkId: string | null; readonly subnet: string | null }): Wish | null {
  return o.networkId === null || o.subnet === null ? null : { networkId: o.networkId, subnet: o.subnet };
}

function isSame(a: Wish | null, b: Wish): boolean {
  return a !== null && same(a.networkId, b.networkId) && a.subnet === b.subnet;
}

// Only subnets that the selection itself lands in: the other waves have their own check.
function placesOf({ members, rivals }: ScopeInput, networks: readonly TargetNetwork[]): readonly Place[] {
  const wishes = members.map((m) => wishOf(m.input.plan)).filter((w) => w !== null);
  const distinct = wishes.filter((w, i) => wishes.findIndex((v) => isSame(v, w)) === i);
  const sorted = distinct.sort((a, b) => (`${a.networkId}/${a.subnet}`.toLowerCase() < `${b.networkId}/${b.subnet}`.toLowerCase() ? -1 : 1));
  return sorted.map((w) => {
    const network = networks.find((n) => same(n.id, w.networkId));
    const subnet = network?.subnets.find((s) => s.name === w.subnet);
    return { networkId: w.networkId, name: `${armName(w.networkId)}/${w.subnet}`, members: members.filter((m) => isSame(wishOf(m.input.plan), w)), rivals: rivals.filter((r) => !r.inAzure && isSame(wishOf(r), w)), network, subnet };
  });
}

function needed(p: Place): number {
  return total(p.members.filter((m) => !isInAzure(m)), (m) => m.input.facts.nics.length) + total(p.rivals, (r) => r.nics);
}

function shortBy(p: Place): number {
  return p.subnet === undefined || p.subnet.freeAddresses === null ? 0 : Math.max(0, needed(p) - p.subnet.freeAddresses);
}

function placeText(p: Place): string {
  const need = `${p.name}: ${addressesText(needed(p))} needed by ${counted(p.members.length, 'machine')}${besides(p.rivals)}`;
  if (p.subnet === undefined) return `${need}; it does not exist`;
  if (p.subnet.freeAddresses === null) return `${need}; how many are free is not known`;
  return `${need}; ${p.subnet.freeAddresses} of ${p.subnet.prefix} are free${shortBy(p) === 0 ? '' : `: short by ${shortBy(p)} of ${needed(p)}`}`;
}

function judge(input: ScopeInput): Judgement {
  const { networks } = input.common.target;
  if (!networks.known) return unreadable('The virtual networks', networks.why);
  const places = placesOf(input, networks.value);
  const open = input.members.filter((m) => wishOf(m.input.plan) === null).length;
  const undecided = open === 0 ? '' : ` For ${counted(open, 'machine')} no target subnet is chosen yet.`;
  const evidence = `${membersText(input)}. ${places.map((p) => `${placeText(p)}.`).join(' ')}${undecided}`.replace(/\. {2}/, '. ').trimEnd();
  const short = places.filter((p) => shortBy(p) > 0);
  if (short.length > 0) {
    const text = listText(short.map((p) => `${p.name} short by ${shortBy(p)} of ${addressesText(needed(p))}`));
    return block({ evidence, remedy: 'Enlarge the subnet, free addresses in it, or send some of the machines to another subnet.', cause: short.map((p) => p.name.toLowerCase()).join(','), causeText: text });
  }
  const blind = places.filter((p) => p.subnet === undefined || p.subnet.freeAddresses === null);
  if (blind.length > 0) return unsure({ evidence, remedy: 'Look at these subnets in the Azure portal.', cause: blind.map((p) => p.name.toLowerCase()).join(','), causeText: `Free addresses of ${listText(blind.map((p) => p.name))} are not known` });
  return open === 0 ? pass(evidence) : info(evidence, 'Choose a subnet when you start the replication, or set FERRY_TARGET_SUBNET as the default.');
}

/** One machine after the other finds an address, until one does not. */
export const sumAddresses = makeSum({
  id: 'SUM-ADDRESSES',
  title: 'Free addresses in the target subnets',
  severity: 'block',
  curer: 'azure',
  needs: ['networks', 'item'],
  expected: () => `Each target subnet has a free address for every network card of the selection and of other waves on their way. ${SOURCE.tutorial}.`,
  link: LINK.tutorial,
  judge,
});
