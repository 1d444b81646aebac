import type { OfferedSize, VmSize } from '../infrastructure.ts';
import { needOf, tooWeak, unusable, tooNarrow, type SizeNeed } from '../sizing/need.ts';
import { sourceOf, suggestionFor, type Suggestion } from '../sizing.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { listText, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function proposal({ choices }: Suggestion): string {
  return choices.length === 0 ? 'Ask a person who knows the workload for a size.' : `Choose ${choices.map((c) => c.name).join(' or ')}.`;
}

function notChosen({ choices, whyNone }: Suggestion): Judgement {
  const [best] = choices;
  if (best !== undefined) return info(`None is chosen yet; ${best.name} would do: ${best.reason}.`, 'Choose one when you start the replication.');
  return block({ evidence: whyNone ?? 'No size fits.', remedy: 'Ask for quota, move the machine to another region, or choose a size by hand with somebody who knows the workload.' });
}

// Disks have to fit, and network cards are judged by NET-NICS; less vCPU or memory may be meant, and a person says so.
function roomIn(size: VmSize | OfferedSize, need: SizeNeed, suggested: Suggestion): Judgement {
  const narrow = tooNarrow({ ...size, maxNics: need.nics }, need);
  if (narrow !== null) return block({ evidence: `${size.name} cannot take the machine: ${narrow}.`, remedy: proposal(suggested) });
  const weak = tooWeak(size, need);
  if (weak !== null) return warn({ evidence: `${size.name} is smaller than the machine: ${weak}.`, remedy: `${proposal(suggested)} Or let the owner confirm that less is enough.` });
  if (need.accelerators.length > 0) return warn({ evidence: `The machine has ${listText(need.accelerators)}; whether ${size.name} replaces them cannot be told from its figures.`, remedy: 'Let somebody who knows the workload confirm the size.' });
  return pass(`${size.name} has ${size.vcpus} vCPU and ${size.memoryGiB} GiB; the machine has ${need.vcpus} and ${need.memoryGiB}.`);
}

function chosen(input: CheckInput, need: SizeNeed, wanted: string): Judgement {
  const { target, scope } = input;
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  const suggested = suggestionFor(input);
  const list = target.sizes.value;
  const size = list.sizes.find((s) => same(s.name, wanted));
  const barred = size === undefined ? null : unusable(size);
  const source = sourceOf(list).map((s) => ` Sizes are ${s}.`).join('');
  if (size === undefined) return block({ evidence: `${wanted} is not offered in ${scope.location}.${source}`, remedy: proposal(suggested), cause: wanted, causeText: `${wanted} is not offered in ${scope.location}` });
  if (barred !== null) return block({ evidence: `${size.name} cannot be used: ${barred}.${source}`, remedy: proposal(suggested), cause: `barred:${size.name}`, causeText: `${size.name} cannot be used: ${barred}` });
  const judged = roomIn(size, need, suggested);
  return { ...judged, evidence: `${judged.evidence}${source}` };
}

// Once a machine is protected Site Recovery itself says which sizes it can start it on.
function offeredAs(offered: readonly OfferedSize[], o: { readonly need: SizeNeed; readonly wanted: string }): Judgement {
  const size = offered.find((s) => same(s.name, o.wanted));
  const good = offered.filter((s) => s.errors.length === 0 && tooWeak(s, o.need) === null && tooNarrow(s, o.need) === null);
  const suggested: Suggestion = { choices: good.slice(0, 3).map((s) => ({ name: s.name, reason: '' })), whyNone: null };
  if (size === undefined) return block({ evidence: `Site Recovery does not offer ${o.wanted} for this machine.`, remedy: proposal(suggested) });
  if (size.errors.length > 0) return block({ evidence: `Site Recovery cannot use ${size.name}: ${size.errors.join('; ')}`.replace(/([^.])$/, '$1.'), remedy: proposal(suggested) });
  return roomIn(size, o.need, suggested);
}

/** Null before protection, when Azure's own list has to do. */
function bySiteRecovery(input: CheckInput, need: SizeNeed): Judgement | null {
  const { plan, phase, offeredSizes, item } = input;
  if (phase !== 'failover') return null;
  if (!offeredSizes.known) return unreadable('The sizes that Site Recovery offers', offeredSizes.why);
  if (!item.known) return unreadable('The replicated item', item.why);
  const set = item.value?.target.size ?? plan.size;
  return offeredSizes.value === null || set === null ? null : offeredAs(offeredSizes.value, { need, wanted: set });
}

function judge(input: CheckInput): Judgement {
  const { facts, plan } = input;
  if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
  if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
  const need = needOf(facts);
  if (need === null) return unreadable('The machine', 'its hardware or its volumes are missing');
  const told = bySiteRecovery(input, need);
  if (told !== null) return told;
  if (plan.size !== null) return chosen(input, need, plan.size);
  return input.target.sizes.known ? notChosen(suggestionFor(input)) : unreadable('The sizes on offer', input.target.sizes.why);
}

/** The size has to exist for this subscription and to hold the machine; a smaller one needs a person's word. */
export const azSize = makeCheck({
  id: 'AZ-SIZE',
  title: 'Target VM size',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'ferry',
  needs: ['sizes', 'quotas', 'hardware', 'disks', 'item', 'offeredSizes'],
  expected: ({ scope, phase }) => `A size offered in ${scope.location} with at least the machine's vCPU, memory and disks. ${phase === 'failover' ? "Site Recovery's own list for this machine" : "Azure's live list of sizes"}; ${SOURCE.ferry}.`,
  judge,
});
