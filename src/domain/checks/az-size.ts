import type { VmSize } from '../infrastructure.ts';
import { generationOf, needOf, suggestSizes, tooSmall, unusable, wrongGeneration, type Need } from '../sizing.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, warn, type Judgement } from './support/make-check.ts';
import { same } from './support/words.ts';
import type { CheckInput } from './types.ts';

type Suggested = ReturnType<typeof suggestSizes>;

function proposal({ choices }: Suggested): string {
  return choices.length === 0 ? 'Ask a person who knows the workload for a size.' : `Choose ${choices.map((c) => c.name).join(' or ')}.`;
}

function notChosen({ choices, whyNone }: Suggested): Judgement {
  const [best] = choices;
  if (best !== undefined) return info(`None is chosen yet; ${best.name} would do: ${best.reason}.`, 'Choose one when you start the replication.');
  return block({ evidence: whyNone ?? 'No size fits.', remedy: 'Ask for quota, move the machine to another region, or choose a size by hand with somebody who knows the workload.' });
}

function chosen(size: VmSize, need: Need, suggested: Suggested): Judgement {
  const { name, vcpus, memoryGiB } = size;
  // Disks and network cards have to fit; less vCPU or memory may be meant, and a person says so.
  const impossible = unusable(size) ?? wrongGeneration(size, need.generation) ?? tooSmall({ ...size, vcpus: need.vcpus, memoryGiB: need.memoryGiB }, need);
  if (impossible !== null) return block({ evidence: `${name} cannot take the machine: ${impossible}.`, remedy: proposal(suggested) });
  const smaller = tooSmall(size, need);
  if (smaller !== null) return warn({ evidence: `${name} is smaller than the machine: ${smaller}.`, remedy: `${proposal(suggested)} Or let the owner confirm that less is enough.` });
  return pass(`${name} has ${vcpus} vCPU and ${memoryGiB} GiB; the machine has ${need.vcpus} and ${need.memoryGiB}.`);
}

function judge({ facts, target, plan, scope }: CheckInput): Judgement {
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  if (!facts.hardware.known) return unreadable('The instance type', facts.hardware.why);
  const generation = generationOf(facts);
  const need = needOf(facts, generation);
  if (need === null) return unreadable('The volumes', facts.disks.known ? '' : facts.disks.why);
  const suggested = suggestSizes({ facts, sizes: target.sizes.value, quotas: target.quotas.known ? target.quotas.value : null, generation });
  const wanted = plan.size;
  if (wanted === null) return notChosen(suggested);
  const size = target.sizes.value.find((s) => same(s.name, wanted));
  if (size === undefined) return block({ evidence: `${wanted} is not offered in ${scope.location}.`, remedy: proposal(suggested), cause: wanted });
  return chosen(size, need, suggested);
}

/** The size has to exist for this subscription and to hold the machine; a smaller one needs a person's word. */
export const azSize = makeCheck({
  id: 'AZ-SIZE',
  title: 'Target VM size',
  phases: ALWAYS,
  expected: ({ scope }) => `A size offered in ${scope.location} with at least the machine's vCPU, memory, disks and network cards, for its generation. Azure's live list of sizes.`,
  judge,
});
