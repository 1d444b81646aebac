/** English sentences of the conversation about prerequisites: answers, overrides, rules, exports. */
import type { MissingRule } from '../../domain/finding.ts';
import type { RuleAddition } from '../../domain/dossier/types.ts';
import { named, quoted } from '../neutral.ts';
import type { Question } from './phrases.ts';

const machines = (n: number): string => (n === 1 ? '1 machine' : `${n} machines`);
const answersOf = (n: number): string => (n === 1 ? '1 answer' : `${n} answers`);

const runs = {
  started: (n: number, what: string): string => `I check ${machines(n)} of ${named(what)} now; nothing is changed. The result is one card here, which is kept up to date.`,
  again: (n: number, what: string): string => `I check ${machines(n)} of ${named(what)} again; nothing is changed. The card of this check in this conversation is brought up to date.`,
  oneAgain: (check: string, n: number): string => `I look at ${named(check)} again on ${machines(n)}. The card is brought up to date.`,
  gone: 'I do not know this check any more. Nothing was done. Please type the command again.',
  causeGone: 'This cause is not on the list any more. Nothing was done; the card shows what there is now.',
  still: 'This check is still under way. The card is brought up to date when it ends.',
  noWaves: (known: readonly string[]): string => (known.length === 0 ? '' : known.map(named).join(', ')),
  unknownCheck: (similar: readonly string[]): string => `I know no such check. Nothing was done.${similar.length === 0 ? '' : ` Similar: ${similar.map(named).join(', ')}.`}`,
};

const answers = {
  none: (target: string): string => `No question about ${named(target)} is open. If it has not been checked yet, type 'check' first.`,
  nothing: 'No question was answered, so nothing was kept.',
  kept: (n: number, target: string): string => `${answersOf(n)} about ${named(target)} kept, with your name and the date.`,
  keptAll: (n: number, target: string): string => `${answersOf(n)} about ${named(target)} kept, with your name and the date. I check these machines again; the card is brought up to date.`,
  unclear: "I did not understand that as answers. Type for example '1 yes, 2 no because the disk is shared', 'all yes', 'ok' to go on, 'back' or 'cancel'.",
  number: (least: number, most: number): string => `The questions here are ${least} to ${most}.`,
  long: 'A note has at most 300 characters.',
  whatIsMeant: "Type a machine, a wave or 'all', for example 'W07' or 'web-01'.",
  noMachine: 'I know no such machine, wave or part. Please choose again.',
  several: 'Several machines fit. Please give the instance id.',
};

const overrides = {
  ask: { question: 'Why may this pass? The reason is kept for the audit and stands on every later card.', label: 'Reason (at least 10 characters)' },
  askBack: { question: 'Why does it count again? The reason is kept for the audit.', label: 'Reason (at least 10 characters)' },
  short: 'A reason has at least 10 characters: those who read it later must understand it.',
  reasonLine: (text: string): string => `Reason: ${quoted(text)}`,
  done: (check: string, name: string, until: string): string => `${named(check)} is let pass on ${named(name)} until ${until}, unless its cause changes before. It stands on every later card with your name and reason.`,
  withdrawn: (check: string, name: string): string => `${named(check)} counts again on ${named(name)}.`,
  question: (o: { readonly check: string; readonly name: string; readonly title: string; readonly evidence: string; readonly remedy: string }): Question => ({
    title: `Let ${named(o.check)} pass on ${named(o.name)}?`,
    lines: [
      `${quoted(o.title)}: ${quoted(o.evidence)}`,
      'It means: Ferry goes on with this machine as if this were not in the way. Nothing is cured by it.',
      'It holds for this cause only and ends by itself; the next card says when. It can be taken back at any time.',
      ...(o.remedy === '' ? [] : [`What would cure it instead: ${quoted(o.remedy)}`]),
    ],
    warnings: ['If the finding is right, replication or the machine in Azure may fail because of it. You answer for that with your name.'],
  }),
  withdraw: (o: { readonly check: string; readonly name: string; readonly by: string; readonly reason: string }): Question => ({
    title: `Let ${named(o.check)} count again on ${named(o.name)}?`,
    lines: [`It was let pass by ${named(o.by)}: ${quoted(o.reason)}`, 'From now on it is in the way again as long as its cause lasts.'],
    warnings: [],
  }),
};

function peer(rule: MissingRule): string {
  return rule.peer.kind === 'cidr' ? rule.peer.cidr : `security group ${rule.peer.groupId}`;
}

const rules = {
  rule: (r: MissingRule): string => `${r.direction === 'in' ? 'Inbound' : 'Outbound'} rule in security group ${named(r.groupId)}: TCP ${r.ports.join(', ')} ${r.direction === 'in' ? 'from' : 'to'} ${named(peer(r))}`,
  description: (r: MissingRule): string => `Description on the rule: ${quoted(r.description)}`,
  question: (r: MissingRule, o: { readonly name: string; readonly cause: string | null; readonly command: string }): Question => ({
    title: `Add this rule for ${named(o.name)}?`,
    lines: [
      rules.rule(r),
      rules.description(r),
      ...(o.cause === null ? [] : [`Cause: ${quoted(o.cause)}`]),
      'AWS was asked without effect (DryRun) and would take it.',
      'The same by hand:',
      o.command,
      'The rule counts for every machine with this security group. Ferry adds nothing else and removes nothing.',
    ],
    warnings: [],
  }),
  button: 'Add this rule',
  refused: (why: string): string => `Ferry cannot add the rule: ${why}`,
  byHand: (command: string): string => `By hand: ${command}`,
  outcome: (a: Pick<RuleAddition, 'outcome' | 'why'>): string => {
    const why = a.why === '' ? '' : ` ${quoted(a.why)}`;
    return { asked: 'The rule was asked for; its outcome is not known yet.', added: 'AWS has added the rule.', existed: 'AWS says that the rule is there already.', refused: `AWS refused the rule; nothing was changed.${why}`, unclear: `The answer of AWS was lost, so the rule may or may not be there.${why} Look at it in AWS, or re-check.` }[a.outcome];
  },
};

const exports = {
  noAddress: 'Ferry does not know the address under which people reach it, so it cannot give a link. The people who run Ferry must set FERRY_PUBLIC_URL.',
  notChecked: (what: string): string => `${named(what)} has not been checked here yet, so there is nothing to export. Type 'check' first.`,
};

const buttons = { override: 'Let it pass', 'withdraw-override': 'Let it count again', fix: 'Add this rule' };

export const checkPhrases = { runs, answers, overrides, rules, exports, buttons };
