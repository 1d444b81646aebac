import { BEFORE_REPLICATION, block, info, makeCheck, pass, unreadable } from './support/make-check.ts';
import { counted, LINK, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judge({ facts, plan, target }: CheckInput): Judgement {
  const count = facts.nics.length;
  if (!target.sizes.known) return unreadable('The sizes on offer', target.sizes.why);
  const wanted = plan.size;
  const most = Math.max(0, ...target.sizes.value.sizes.map((s) => s.maxNics));
  if (wanted === null && count > most) return block({ evidence: `The machine has ${counted(count, 'network card')}; no size on offer takes more than ${most}.`, remedy: 'Detach the cards that are not needed, or give their addresses to fewer cards.' });
  if (wanted === null) return info(`The machine has ${counted(count, 'network card')}; no size is chosen yet, and only sizes that take them are proposed.`);
  const size = target.sizes.value.sizes.find((s) => same(s.name, wanted));
  if (size === undefined) return info(`${wanted} is not among the sizes on offer, so how many cards it takes is not known.`, 'Choose a size that is on offer.');
  const seen = `The machine has ${counted(count, 'network card')}; ${size.name} takes ${size.maxNics}.`;
  if (count <= size.maxNics) return pass(seen);
  return block({ evidence: seen, remedy: 'Choose a size that takes them, or detach the cards that are not needed.', cause: size.name, causeText: `${size.name} takes ${counted(size.maxNics, 'network card')}, fewer than the machine has` });
}

/** Network cards cannot be left behind: all are replicated, or the size does not start. */
export const netNics = makeCheck({
  id: 'NET-NICS',
  title: 'Network cards',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'ferry',
  needs: ['sizes'],
  expected: `No more network cards than the target size takes; several are supported, teaming is not. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge,
});
