import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { sizeInPlay } from './support/size-in-play.ts';
import { LINK, SOURCE, timeText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function judge(input: CheckInput): Judgement {
  if (!input.item.known) return unreadable('The replicated item', input.item.why);
  const size = sizeInPlay(input);
  if (isJudgement(size)) return size;
  if (!size.acceleratedNetworking) return pass(`${size.name} does not use accelerated networking.`);
  const { test } = input.known;
  if (test?.works === true) return pass(`${size.name} uses accelerated networking, and the test failover judged ${timeText(test.at)} worked.`);
  const seen = `${size.name} uses accelerated networking; Microsoft's pages contradict each other on whether that works after a failover`;
  return warn({ evidence: `${seen}.`, remedy: 'Settle it with a test failover, or choose a size without it.', cause: size.name, causeText: seen });
}

/** The matrix says no, the pages of the sizes say that it is required: only a test tells. */
export const azAccelnet = makeCheck({
  id: 'AZ-ACCELNET',
  title: 'Accelerated networking',
  topic: 'target',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'owner',
  needs: ['sizes', 'item'],
  expected: `A size without accelerated networking, or a test failover that worked. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge,
});
