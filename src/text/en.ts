/** All words in English: the source of every text and the type that a further language must satisfy. */
import { actCards } from './en/act-cards.ts';
import { answers } from './en/answers.ts';
import { approvalCard } from './en/approval-card.ts';
import { auditWords } from './en/audit.ts';
import { checkCards } from './en/check-cards.ts';
import { checkPhrases } from './en/check-phrases.ts';
import { glassWords } from './en/glass.ts';
import { helpGroups, helpWords } from './en/help.ts';
import { historyLine } from './en/history.ts';
import { holdWords } from './en/holds.ts';
import { ladderWords } from './en/ladder.ts';
import { lookCards } from './en/look-cards.ts';
import { milestone } from './en/milestones.ts';
import { outsideWords } from './en/outside.ts';
import { phrases } from './en/phrases.ts';
import { capacityWords } from './en/planning-capacity.ts';
import { networkWords } from './en/planning-network.ts';
import { explainWords, policyWords } from './en/planning-policy.ts';
import { settingsWords, setupWords } from './en/planning-setup.ts';
import { rejection } from './en/rejections.ts';
import { stateWords } from './en/state.ts';
import { delegationWords } from './en/delegation.ts';
import { whoWords } from './en/who.ts';
import { windowWords } from './en/windows.ts';

const planningCards = {
  sections: { left: (n: number): string => `… ${n === 1 ? 'one line' : `${n} lines`} did not fit on this card` },
  setup: setupWords,
  settings: settingsWords,
  capacity: capacityWords,
  network: networkWords,
  policy: policyWords,
  explain: explainWords,
};

/** The English words. */
export const en = {
  common: {
    back: 'Back',
    more: 'More',
    asOf: (at: string): string => `As of ${at}`,
    asOfOld: (at: string, age: string): string => `⚠ Seen ${at}, ${age} when this was posted`,
    trouble: (why: string, isShown: boolean): string => `⚠ ${why} ${isShown ? 'What is shown may be older.' : 'Please try again in a minute.'}`,
  },
  answers,
  phrases,
  checks: checkPhrases,
  help: helpWords,
  helpGroups,
  windows: windowWords,
  holds: holdWords,
  delegation: delegationWords,
  state: stateWords,
  ladder: ladderWords,
  outside: outsideWords,
  who: whoWords,
  rejection,
  milestone,
  history: historyLine,
  cards: { ...lookCards, ...actCards, ...checkCards, ...planningCards, audit: auditWords, approval: approvalCard, glass: glassWords },
};

/** Everything that can be said, whatever the language. */
export type Words = typeof en;
