/** The size that a machine is to have: what the replicated item says, else what was chosen. */
import type { VmSize } from '../../infrastructure.ts';
import type { CheckInput, Judgement } from '../types.ts';
import { info, unreadable } from './make-check.ts';
import { same } from './words.ts';

/** The size with its figures, or why there is nothing to judge. */
export function sizeInPlay({ plan, item, target, phase }: CheckInput): VmSize | Judgement {
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  const replicated = phase === 'failover' && item.known ? (item.value?.target.size ?? null) : null;
  const wanted = replicated ?? plan.size;
  if (wanted === null) return info('No size is chosen yet, and only sizes that fit are proposed.');
  const size = target.sizes.value.sizes.find((s) => same(s.name, wanted));
  return size ?? info(`${wanted} is not among the sizes on offer, so nothing more is known of it.`);
}
