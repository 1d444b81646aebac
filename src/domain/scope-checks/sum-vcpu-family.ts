import { isJudgement } from '../checks/support/appliance.ts';
import { block, pass, unsure } from '../checks/support/make-check.ts';
import { quotaRequest } from '../checks/support/quota-words.ts';
import { listText } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import type { Quota } from '../infrastructure.ts';
import { freeOf, quotasOf } from '../sizing/quota.ts';
import { CHOOSE_SIZES, coreGround, unsizedText } from './support/judge-cores.ts';
import type { FamilyNeed } from './support/cores.ts';
import { makeSum } from './support/make-sum.ts';
import { besides, membersText } from './support/members.ts';
import type { ScopeInput } from './types.ts';

type Line = { readonly need: FamilyNeed; readonly quota: Quota | null };

function shortBy({ need, quota }: Line): number {
  return quota === null ? 0 : Math.max(0, need.cores - freeOf(quota));
}

function lineText(line: Line): string {
  const { need, quota } = line;
  const tests = need.tests === 0 ? '' : ` (${need.tests} of them for test machines beside them)`;
  const short = shortBy(line);
  const state = quota === null ? 'Azure lists no quota for it' : `${freeOf(quota)} of ${quota.limit} are free${short === 0 ? '' : `: short by ${short} of ${need.cores}`}`;
  return `${quota?.title ?? need.family}: ${need.cores} vCPU are needed by ${need.members}${tests}${besides(need.rivals)}; ${state}`;
}

function judge(input: ScopeInput): Judgement {
  const ground = coreGround(input);
  if (isJudgement(ground)) return ground;
  // What is short comes first: a card may have no room for the rest.
  const lines = ground.need.families.map((need) => ({ need, quota: quotasOf(need, ground.quotas).family })).sort((a, b) => shortBy(b) - shortBy(a));
  const evidence = `${membersText(input)}. ${lines.map(lineText).join('. ')}${lines.length === 0 ? '' : '.'}${unsizedText(ground.need)}`;
  const short = lines.filter((l) => shortBy(l) > 0);
  if (short.length > 0) {
    const quotas = short.flatMap((l) => (l.quota === null ? [] : [{ quota: l.quota, limit: l.quota.limit + shortBy(l) }]));
    const remedy = quotas.map((q) => quotaRequest(input.common.scope, q.quota, q.limit)).join(' && ');
    const text = listText(short.map((l) => `${l.quota?.title ?? l.need.family} short by ${shortBy(l)} of ${l.need.cores}`));
    return block({ evidence, remedy, cause: short.map((l) => l.need.family.toLowerCase()).join(','), causeText: text });
  }
  const unlisted = lines.filter((l) => l.quota === null && l.need.cores > 0);
  if (unlisted.length > 0) return unsure({ evidence, remedy: 'Look at the quotas in the Azure portal.', cause: 'unlisted', causeText: `Azure lists no quota for ${listText(unlisted.map((l) => l.need.family))}` });
  if (ground.need.unsized.length > 0) return unsure({ evidence, remedy: CHOOSE_SIZES, cause: 'unsized', causeText: 'Machines without a size' });
  return pass(evidence);
}

/** Azure refuses the machine that no longer fits, in the middle of a wave: the quota has to hold all of them. */
export const sumVcpuFamily = makeSum({
  id: 'SUM-VCPU-FAMILY',
  title: 'vCPU by family of sizes',
  severity: 'block',
  curer: 'azure',
  needs: ['sizes', 'quotas', 'hardware', 'disks', 'item'],
  expected: ({ common: { scope } }) => `In ${scope.location} each family of sizes has free vCPU for all machines of the selection, a test machine beside each, and those of other waves that are on their way. Azure's live quotas.`,
  judge,
});
