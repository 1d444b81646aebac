import type { Quota, VmSize } from '../infrastructure.ts';
import { generationOf, quotasOf, suggestSizes } from '../sizing.ts';
import { ALWAYS, block, makeCheck, pass, unreadable, unsure, type Judgement } from './support/make-check.ts';
import { same } from './support/words.ts';
import type { CheckInput } from './types.ts';

// Before replication a test machine is still to run beside others; before a failover it is gone again.
function needed(size: VmSize, input: CheckInput): { readonly cores: number; readonly text: string } {
  if (input.phase === 'failover') return { cores: size.vcpus, text: `${size.vcpus} are needed` };
  return { cores: 2 * size.vcpus, text: `${2 * size.vcpus} are needed, for the machine and a test machine beside it` };
}

function sizeInQuestion({ facts, target, plan }: CheckInput): VmSize | null {
  const sizes = target.sizes.known ? target.sizes.value : [];
  const wanted = plan.size ?? suggestSizes({ facts, sizes, quotas: null, generation: generationOf(facts) }).choices[0]?.name;
  return sizes.find((s) => wanted !== undefined && same(s.name, wanted)) ?? null;
}

function request(short: Quota, cores: number, { scope }: CheckInput): string {
  const where = `/subscriptions/${scope.subscriptionId}/providers/Microsoft.Compute/locations/${scope.location}`;
  return `az quota update --resource-name ${short.name} --scope ${where} --limit-object value=${short.used + cores} --resource-type dedicated`;
}

function judge(input: CheckInput): Judgement {
  const { target } = input;
  if (!target.quotas.known) return unreadable('The quotas', target.quotas.why);
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  const size = sizeInQuestion(input);
  if (size === null) return unsure({ evidence: 'Without a size the vCPU needed are not known.', remedy: 'Choose a size first.' });
  const { family, total } = quotasOf(size, target.quotas.value);
  if (family === null || total === null) return unsure({ evidence: `Azure lists no quota for ${family === null ? size.family : 'the regional total'}.`, remedy: 'Look at the quotas in the Azure portal.', cause: size.family.toLowerCase() });
  const { cores, text } = needed(size, input);
  const free = (q: Quota): number => q.limit - q.used;
  const short = [family, total].find((q) => free(q) < cores);
  const seen = (q: Quota): string => `${q.title}: ${q.used} of ${q.limit} used, ${free(q)} free`;
  if (short === undefined) return pass(`${seen(family)}; ${seen(total)}; ${text} for ${size.name}.`);
  return block({ evidence: `${seen(short)}; ${text} for ${size.name}.`, remedy: request(short, cores, input), cause: short.name.toLowerCase() });
}

/** A failover that Azure refuses for lack of quota fails after the source was stopped. */
export const azQuota = makeCheck({
  id: 'AZ-QUOTA',
  title: 'vCPU quota in Azure',
  phases: ALWAYS,
  expected: ({ scope }) => `Free vCPU in ${scope.location}, in the family of the size and in the regional total. Azure's live quotas.`,
  judge,
});
