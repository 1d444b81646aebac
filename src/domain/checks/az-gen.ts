import { bootModeOf } from '../boot-mode.ts';
import type { VmSize } from '../infrastructure.ts';
import { wrongGeneration } from '../sizing/need.ts';
import { isJudgement } from './support/appliance.ts';
import { ALWAYS, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { sizeInPlay } from './support/size-in-play.ts';
import { LINK, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

/** What only Site Recovery itself can say, once the machine is protected. */
function offered({ phase, offeredSizes, item }: CheckInput, size: VmSize): Judgement | null {
  if (phase !== 'failover') return null;
  if (!offeredSizes.known) return unreadable('The sizes that Site Recovery offers', offeredSizes.why);
  if (!item.known) return unreadable('The replicated item', item.why);
  const mine = offeredSizes.value?.find((s) => same(s.name, size.name));
  return mine?.errors.length === 0 ? pass(`Site Recovery offers ${size.name} for this machine.`) : null;
}

function judge(input: CheckInput): Judgement {
  const size = sizeInPlay(input);
  if (isJudgement(size)) return size;
  return offered(input, size) ?? byList(input, size);
}

function byList(input: CheckInput, size: VmSize): Judgement {
  const generation = bootModeOf(input)?.generation ?? null;
  const wrong = wrongGeneration(size, generation);
  const boots = generation === null ? 'How the machine boots is not known' : `The machine boots by ${generation === 'V1' ? 'BIOS (generation 1)' : 'UEFI (generation 2)'}`;
  if (wrong !== null) return block({ evidence: `${boots}, and ${size.name} does not suit: ${wrong}.`, remedy: generation === 'V2' ? 'Choose a size that runs generation 2.' : 'Choose a size of the fifth version, which runs both generations.', cause: `${size.name}:${generation ?? 'unknown'}`, causeText: `${size.name}: ${wrong}` });
  if (size.nvmeOnly) return block({ evidence: `${size.name} shows disks as NVMe only, and nothing proves that the machine can boot from them.`, remedy: 'Choose a size of the fifth version.', cause: `${size.name}:nvme`, causeText: `${size.name} shows disks as NVMe only` });
  return pass(`${boots}, and ${size.name} runs ${size.generations.map((g) => `generation ${g.slice(1)}`).join(' and ')}.`);
}

/** Firmware does not change on the way: a size of the wrong generation does not boot the machine. */
export const azGen = makeCheck({
  id: 'AZ-GEN',
  title: 'Generation of the target size',
  topic: 'target',
  phases: ALWAYS,
  severity: 'block',
  curer: 'ferry',
  needs: ['sizes', 'hardware', 'item', 'offeredSizes'],
  expected: `A size that runs the machine's generation and shows its disks by SCSI. Azure's live list of sizes; ${SOURCE.enable}.`,
  link: LINK.enable,
  judge,
});
