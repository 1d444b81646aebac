import { MINUTE } from '../time.ts';
import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass, unsure } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { LINK, minutesText, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Find out what slows the replication: the load of the machine, the line to Azure, or the process server. Then wait until it has caught up.';

function judge(input: CheckInput): Judgement {
  const item = ownItem(input);
  if (isJudgement(item)) return item;
  const { limits, itemAsOf, profile } = input;
  if (item.rpoSeconds === null) return unsure({ evidence: 'The RPO is not known.', remedy: 'Wait for the next recovery point (one in five minutes), then check again.' });
  const minutes = Math.ceil(item.rpoSeconds / 60);
  const measured = item.rpoAt === null ? '' : `, measured ${minutesText(itemAsOf - item.rpoAt)} ago`;
  if (item.rpoSeconds > limits.rpoSeconds) return block({ evidence: `RPO is ${minutes} min${measured}; the limit is ${Math.round(limits.rpoSeconds / 60)} min.`, remedy: REMEDY });
  if (item.rpoAt !== null && itemAsOf - item.rpoAt > profile.limits.heartbeatMinutes * MINUTE) return block({ evidence: `The RPO of ${minutes} min was measured more than ${profile.limits.heartbeatMinutes} minutes ago.`, remedy: REMEDY });
  return pass(`RPO is ${minutes} min${measured}.`);
}

/** How much would be lost if the machine were started in Azure now; an old figure says nothing. */
export const rplRpo = makeCheck({
  id: 'RPL-RPO',
  title: 'Recovery point objective',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'aws',
  needs: ['item'],
  expected: ({ limits, profile }) => `An RPO of at most ${Math.round(limits.rpoSeconds / 60)} min, measured within ${profile.limits.heartbeatMinutes} minutes. ${SOURCE.ferry}; ${SOURCE.architecture}.`,
  link: LINK.architecture,
  judge,
});
