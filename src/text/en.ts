/** All words in English: the source of every text and the type that a further language must satisfy. */
import { actCards } from './en/act-cards.ts';
import { answers } from './en/answers.ts';
import { approvalCard } from './en/approval-card.ts';
import { approvalWave } from './en/approval-wave.ts';
import { auditWords } from './en/audit.ts';
import { boardWords, nextWords } from './en/board.ts';
import { bulkWords } from './en/bulk.ts';
import { checkCards } from './en/check-cards.ts';
import { checkPhrases } from './en/check-phrases.ts';
import { doctorWords } from './en/doctor.ts';
import { dryRunWords } from './en/dry-run.ts';
import { glassWords } from './en/glass.ts';
import { forecastWords } from './en/forecast.ts';
import { costWords } from './en/costs.ts';
import { helpGroups, helpWords } from './en/help.ts';
import { historyLine } from './en/history.ts';
import { holdWords } from './en/holds.ts';
import { ladderWords } from './en/ladder.ts';
import { lookCards } from './en/look-cards.ts';
import { milestone } from './en/milestones.ts';
import { noticeWords } from './en/notices.ts';
import { planWords } from './en/plan.ts';
import { outsideWords } from './en/outside.ts';
import { phrases } from './en/phrases.ts';
import { capacityWords } from './en/planning-capacity.ts';
import { networkWords } from './en/planning-network.ts';
import { explainWords, policyWords } from './en/planning-policy.ts';
import { settingsWords, setupWords } from './en/planning-setup.ts';
import { reportWords } from './en/report.ts';
import { rejection } from './en/rejections.ts';
import { stateWords } from './en/state.ts';
import { stopWords } from './en/stops.ts';
import { delegationWords } from './en/delegation.ts';
import { waveRunWords } from './en/wave-run.ts';
import { whoWords } from './en/who.ts';
import { waveWords } from './en/waves.ts';
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
  waves: waveWords,
  forecast: forecastWords,
  costs: costWords,
  plan: planWords,
  stops: stopWords,
  holds: holdWords,
  bulk: bulkWords,
  dryRun: dryRunWords,
  report: reportWords,
  delegation: delegationWords,
  waveRun: waveRunWords,
  notices: noticeWords,
  state: stateWords,
  ladder: ladderWords,
  outside: outsideWords,
  who: whoWords,
  rejection,
  milestone,
  history: historyLine,
  cards: { board: boardWords, next: nextWords, ...lookCards, ...actCards, ...checkCards, ...planningCards, audit: auditWords, approval: approvalCard, approvalWave, doctor: doctorWords, glass: glassWords },
};

/** Everything that can be said, whatever the language. */
export type Words = typeof en;
