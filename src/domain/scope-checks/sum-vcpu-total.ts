import { isJudgement } from '../checks/support/appliance.ts';
import { block, pass, unsure } from '../checks/support/make-check.ts';
import { quotaRequest } from '../checks/support/quota-words.ts';
import type { Judgement } from '../checks/types.ts';
import { freeOf, quotasOf } from '../sizing/quota.ts';
import { CHOOSE_SIZES, coreGround, unsizedText } from './support/judge-cores.ts';
import { makeSum } from './support/make-sum.ts';
import { besides, membersText, total } from './support/members.ts';
import type { ScopeInput } from './types.ts';

function judge(input: ScopeInput): Judgement {
  const ground = coreGround(input);
  if (isJudgement(ground)) return ground;
  const { families } = ground.need;
  const cores = total(families, (f) => f.cores);
  const tests = total(families, (f) => f.tests);
  const rivals = families.flatMap((f) => f.rivals);
  const quota = quotasOf({ family: '' }, ground.quotas).total;
  const needed = `${membersText(input)}${besides(rivals)}: ${cores} vCPU are needed${tests === 0 ? '' : `, ${tests} of them for test machines`}`;
  if (quota === null) return unsure({ evidence: `${needed}; Azure lists no quota for the region as a whole.${unsizedText(ground.need)}`, remedy: 'Look at the quotas in the Azure portal.', cause: 'unlisted', causeText: 'Azure lists no regional quota' });
  const short = Math.max(0, cores - freeOf(quota));
  const evidence = `${needed}; ${freeOf(quota)} of ${quota.limit} are free${short === 0 ? '' : `: short by ${short} of ${cores}`}.${unsizedText(ground.need)}`;
  if (short > 0) return block({ evidence, remedy: quotaRequest(input.common.scope, quota, quota.limit + short), cause: 'cores', causeText: `${quota.title} short by ${short} of ${cores}` });
  return ground.need.unsized.length === 0 ? pass(evidence) : unsure({ evidence, remedy: CHOOSE_SIZES, cause: 'unsized', causeText: 'Machines without a size' });
}

/** Whatever the families hold, the region as a whole has a limit of its own. */
export const sumVcpuTotal = makeSum({
  id: 'SUM-VCPU-TOTAL',
  title: 'vCPU of the region',
  severity: 'block',
  curer: 'azure',
  needs: ['sizes', 'quotas', 'hardware', 'disks', 'item'],
  expected: ({ common: { scope } }) => `${scope.location} has free vCPU for all machines of the selection, a test machine beside each, and those of other waves that are on their way. Azure's live quotas.`,
  judge,
});
