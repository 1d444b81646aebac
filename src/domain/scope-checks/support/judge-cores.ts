/** The common ground of the two sums over vCPU. */
import { unreadable } from '../../checks/support/make-check.ts';
import type { Judgement } from '../../checks/types.ts';
import type { Quota } from '../../infrastructure.ts';
import type { ScopeInput } from '../types.ts';
import { coreNeed, type CoreNeed } from './cores.ts';
import { someNames } from './members.ts';

/** What both sums look at, or why they cannot. */
export function coreGround(input: ScopeInput): { readonly need: CoreNeed; readonly quotas: readonly Quota[] } | Judgement {
  const { sizes, quotas } = input.common.target;
  if (!sizes.known) return unreadable('The sizes on offer', sizes.why);
  if (!quotas.known) return unreadable('The quotas', quotas.why);
  return { need: coreNeed(input, sizes.value.sizes), quotas: quotas.value };
}

/** The machines whose need is missing in the figures, as a sentence; empty without any. */
export function unsizedText({ unsized }: CoreNeed): string {
  if (unsized.length === 0) return '';
  return unsized.length === 1 ? ` No size is known for ${unsized[0] ?? ''}, so its vCPU are missing here.` : ` No size is known for ${unsized.length} machines (${someNames(unsized)}), so their vCPU are missing here.`;
}

/** The step for machines without a size. */
export const CHOOSE_SIZES = 'Choose a size for these machines, then check again.';
