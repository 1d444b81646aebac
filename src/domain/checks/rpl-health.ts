import type { Health, Item } from '../observation.ts';
import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass, unsure, warn } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const KINDS = [['replicationHealth', 'Replication health'], ['failoverHealth', 'Failover health']] as const;

function worst(item: Item, health: Health): string | null {
  const bad = KINDS.filter(([key]) => item[key] === health).map(([, words]) => `${words} is ${health}`);
  return bad.length === 0 ? null : bad.join(' and ');
}

// ASR's own text is good human text and is shown as it is.
function reasons(item: Item): { readonly text: string; readonly advice: string } {
  const [first] = item.healthErrors;
  if (first === undefined) return { text: 'no reason given', advice: 'Look at the replicated item in the vault.' };
  return { text: item.healthErrors.map((e) => `${e.summary}${e.code === '' ? '' : ` (${e.code})`}`).join('; '), advice: first.advice === '' ? 'Look at the replicated item in the vault.' : first.advice };
}

function judge(input: CheckInput): Judgement {
  const item = ownItem(input);
  if (isJudgement(item)) return item;
  const { text, advice } = reasons(item);
  const first = item.healthErrors[0];
  const shared = first === undefined ? {} : { cause: first.code, causeText: `${first.summary} (${first.code})` };
  const critical = worst(item, 'critical');
  if (critical !== null) return block({ evidence: `${critical}: ${text}.`, remedy: advice, ...shared });
  const warning = worst(item, 'warning');
  if (warning !== null) return warn({ evidence: `${warning}: ${text}.`, remedy: advice, ...shared });
  if (item.replicationHealth === 'none') return unsure({ evidence: 'Site Recovery does not say how healthy the replication is.', remedy: 'Wait a few minutes, then check again.' });
  return pass('Replication health is normal.');
}

/** What Site Recovery itself says about the machine's replication. */
export const rplHealth = makeCheck({
  id: 'RPL-HEALTH',
  title: 'Replication health',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: `Replication health and failover health are normal. ${SOURCE.ferry}.`,
  judge,
});
