import type { Approval } from '../domain/approval/types.ts';
import type { Words } from '../text/en.ts';
import { frozenCard } from './frozen.ts';
import type { Rendered } from './rendered.ts';

/** What is left of a card whose request was asked anew: where to answer now. */
export function approvalSupersededCard(a: Approval, why: keyof Words['cards']['approval']['supersededWhy'] | null, words: Words): Rendered {
  const w = words.cards.approval;
  const reason = why === null ? [] : [w.supersededWhy[why]];
  return frozenCard({ title: w.supersededTitle(a.operation, a.machine), text: w.superseded(a.id, reason.join('')) }, words);
}
