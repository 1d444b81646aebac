import { block, info, pass, unreadable } from '../checks/support/make-check.ts';
import { quotaRequest } from '../checks/support/quota-words.ts';
import { same } from '../checks/support/words.ts';
import type { Judgement } from '../checks/types.ts';
import { freeOf } from '../sizing/quota.ts';
import { makeSum } from './support/make-sum.ts';
import { besides, isInAzure, membersText } from './support/members.ts';
import type { ScopeInput } from './types.ts';

function judge(input: ScopeInput): Judgement {
  const { quotas } = input.common.target;
  if (!quotas.known) return unreadable('The quotas', quotas.why);
  const rivals = input.rivals.filter((r) => !r.inAzure);
  const moving = input.members.filter((m) => !isInAzure(m)).length;
  const need = 2 * moving + rivals.length;
  const seen = `${membersText(input)}${besides(rivals)}: ${need} machines in Azure are needed, ${moving} of them test machines`;
  const quota = quotas.value.find((q) => same(q.name, 'virtualMachines'));
  if (quota === undefined) return info(`${seen}; Azure lists no limit for their number.`);
  const short = Math.max(0, need - freeOf(quota));
  const evidence = `${seen}; ${freeOf(quota)} of ${quota.limit} are free${short === 0 ? '' : `: short by ${short} of ${need}`}.`;
  if (short === 0) return pass(evidence);
  return block({ evidence, remedy: quotaRequest(input.common.scope, quota, quota.limit + short), cause: 'machines', causeText: `${quota.title} short by ${short} of ${need}` });
}

/** A region has a limit for the number of machines as well, whatever their size. */
export const sumVmCount = makeSum({
  id: 'SUM-VM-COUNT',
  title: 'Number of machines in the region',
  severity: 'block',
  curer: 'azure',
  needs: ['quotas', 'item'],
  expected: ({ common: { scope } }) => `${scope.location} takes all machines of the selection, a test machine beside each, and those of other waves that are on their way. Azure's live quotas.`,
  judge,
});
