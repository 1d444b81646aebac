import type { Item } from '../../observation.ts';
import type { CheckInput, Judgement } from '../types.ts';
import { info, unreadable } from './make-check.ts';

/** The machine's own replicated item, or why there is nothing to judge. That it is missing altogether is said once, by RPL-ALLOWED. */
export function ownItem({ item }: CheckInput): Item | Judgement {
  if (!item.known) return unreadable('The replicated item', item.why);
  return item.value ?? info('There is no replicated item to look at.');
}
