/** All words in English: the source of every text and the type that a further language must satisfy. */
import { actCards } from './en/act-cards.ts';
import { answers } from './en/answers.ts';
import { approvalCard } from './en/approval-card.ts';
import { helpGroups, helpWords } from './en/help.ts';
import { historyLine } from './en/history.ts';
import { ladderWords } from './en/ladder.ts';
import { lookCards } from './en/look-cards.ts';
import { milestone } from './en/milestones.ts';
import { phrases } from './en/phrases.ts';
import { rejection } from './en/rejections.ts';
import { stateWords } from './en/state.ts';

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
  help: helpWords,
  helpGroups,
  state: stateWords,
  ladder: ladderWords,
  rejection,
  milestone,
  history: historyLine,
  cards: { ...lookCards, ...actCards, approval: approvalCard },
};

/** Everything that can be said, whatever the language. */
export type Words = typeof en;
