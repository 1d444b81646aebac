/** English words of replication policies and of explanations. */
import type { PolicyCreation, PolicyWish } from '../../domain/dossier/types.ts';
import type { Policy } from '../../domain/infrastructure.ts';
import type { PolicyChosen } from '../../usecases/planning-types.ts';
import { named, quoted } from '../neutral.ts';

const hours = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`);
const known = (minutes: number | null, say: (m: number) => string): string => (minutes === null ? 'not told' : say(minutes));

function figures(p: Pick<Policy, 'retentionMinutes' | 'appConsistentMinutes' | 'rpoThresholdMinutes'>, classic: boolean): string {
  const parts = [`recovery points kept ${known(p.retentionMinutes, hours)}`, `application-consistent ones ${known(p.appConsistentMinutes, (m) => (m === 0 ? 'off' : `every ${hours(m)}`))}`, ...(classic ? [`RPO alarm at ${known(p.rpoThresholdMinutes, (m) => `${m} min`)}`] : [])];
  return parts.join(', ');
}

const creations: { readonly [O in PolicyCreation['outcome']]: string } = { asked: '⏳ being created', created: '⏳ accepted by Azure, not visible yet', refused: '✖ refused by Azure', unclear: '? the answer was lost; it may have been created' };

export const policyWords = {
  title: (vault: string): string => `Replication policies of ${named(vault)}`,
  verdict: (inUse: string | null, n: number): string => (inUse === null ? `✖ None of ${n} can be used: replication cannot be turned on` : `✔ Replication uses ${named(inUse)}`),
  why: { setting: (name: string): string => `The setting FERRY_POLICY names ${named(name)}; it beats a choice made here.`, choice: (name: string, by: string, at: string): string => `${named(name)} was chosen by ${named(by)} on ${at}.`, first: 'Nobody chose one, so the first that can be used is taken.' },
  heading: (o: { readonly name: string; readonly inUse: boolean; readonly mapped: boolean }): string => `${o.inUse ? '✔ in use · ' : o.mapped ? '' : '○ not associated with the appliance yet · '}${named(o.name)}`,
  figures,
  creation: (c: PolicyCreation): string => `${creations[c.outcome]}: ${figures(c.policy, false)}${c.why === '' ? '' : `. ${quoted(c.why)}`}`,
  none: 'The vault has no policy.',
  create: 'Create a policy',
  chooseLabel: 'Use which one?',
  chooseMissing: 'Please choose a policy.',
  choose: 'Use it',
  refresh: 'Look again',
  hint: "Typed: 'policy create NAME retention 24h app 4h', 'policy use NAME'.",
  form: {
    title: 'Create a replication policy',
    lines: (classic: boolean, longest: number): readonly string[] => [`Recovery points can be kept up to ${longest} hours (${longest / 24} days). Application-consistent points are off, or made every so many whole hours; they load the machine.`, ...(classic ? ['The RPO threshold only raises an alarm in Azure.'] : [])],
    labels: { name: 'Name', retention: 'Keep recovery points for (hours)', app: 'Application-consistent points every (hours; 0 is off)', rpo: 'RPO that raises an alarm (minutes; classic vaults only)' },
    errors: { name: 'Letters, digits and hyphens, please.', retention: 'Whole hours, please.', app: '0 or whole hours, please.', rpo: 'Minutes, please.' },
    notNumbers: 'The figures must be whole numbers.',
    typed: "Type for example 'name ferry-24h', 'retention 24', 'app 4', then 'ok'.",
  },
  question: (p: PolicyWish, classic: boolean): { readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] } => ({
    title: `Create the replication policy ${named(p.name)}?`,
    lines: [
      `Recovery points are kept for ${hours(p.retentionMinutes)}.`,
      `Application-consistent points: ${p.appConsistentMinutes === 0 ? 'off' : `every ${hours(p.appConsistentMinutes)}`}. Crash-consistent ones: every 5 minutes.`,
      ...(classic ? [`RPO alarm at ${p.rpoThresholdMinutes} min.`] : []),
      'The policy is created in the vault. Machines that replicate already keep theirs.',
    ],
    warnings: [],
  }),
  useQuestion: (name: string, setting: string | null): { readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] } => ({
    title: `Use the replication policy ${named(name)} from now on?`,
    lines: ['Machines that are replicated from now on get it. Machines that replicate already keep theirs.', 'If the appliance cannot use it yet, Ferry asks Azure to associate it.'],
    warnings: setting === null ? [] : [`The setting FERRY_POLICY names ${named(setting)}: it goes on to count until it is removed.`],
  }),
  createConfirm: 'Create the policy',
  useConfirm: 'Use it from now on',
  created: (c: PolicyCreation): string =>
    ({
      asked: `${named(c.policy.name)} is being created.`,
      created: `Azure accepted ${named(c.policy.name)}. It shows in the vault in a minute; then 'policy use ${named(c.policy.name)}' makes it the one in use.`,
      refused: `Azure refused ${named(c.policy.name)}: ${quoted(c.why)}. Nothing was created.`,
      unclear: `The answer of Azure was lost (${quoted(c.why)}): ${named(c.policy.name)} may have been created. Ferry does not send it again by itself; 'policy' shows whether it is there.`,
    })[c.outcome],
  chosen: (c: PolicyChosen): string => {
    const mapping = { there: '', asked: ' Azure was asked to associate it with the appliance; that takes a minute.', refused: ` But Azure refused to associate it with the appliance: ${quoted(c.why)}. It cannot be used before that.`, unclear: ` Azure was asked to associate it, but the answer was lost (${quoted(c.why)}); 'policy' shows whether it worked.` }[c.mapping];
    const beaten = c.overruledBy === null ? '' : ` The setting FERRY_POLICY (${named(c.overruledBy)}) still beats the choice.`;
    return `Recorded: replication is to use ${named(c.name)}.${mapping}${beaten}`;
  },
};

export const explainWords = {
  code: (code: string): string => `Error code ${named(code)}`,
  check: (id: string): string => `Check ${named(id)}`,
  term: (term: string): string => `What is meant by ${term}`,
  cause: (text: string): string => `Cause: ${text}`,
  fix: (who: string, text: string): string => `Fix (${who}): ${text}`,
  source: (dated: string): string => `Microsoft's page about it, ${dated}`,
  read: 'Read more',
  seenTitle: (n: number): string => (n === 1 ? 'Seen on one of our machines' : `Seen ${n} times on our machines`),
  seen: (o: { readonly machine: string; readonly where: 'health' | 'job'; readonly at: string }): string => `${named(o.machine)}, ${o.where === 'job' ? 'a job that failed' : 'replication health'}, ${o.at}`,
  summary: (text: string): string => quoted(text),
  causes: (text: string): string => `Azure's causes: ${quoted(text)}`,
  advice: (text: string): string => `Azure's advice: ${quoted(text)}`,
  notInTable: 'Ferry has no text of its own for this code. What Azure itself said:',
  notSeen: 'Not seen on our machines lately.',
  expected: (text: string): string => `Expected: ${quoted(text)}`,
  expectedUnknown: 'What exactly is expected depends on the machine; a check of one shows it.',
  severity: { block: 'A block of it keeps a machine from going on.', warn: 'At worst it warns.', info: 'It only informs.' },
  asks: (text: string): string => `Only a person can tell. The question: ${quoted(text)}`,
  who: (who: string): string => `Who can fix it: ${who}`,
  lastSeen: (machine: string, at: string): string => `Last found on ${named(machine)}, ${at}`,
  found: (text: string): string => `Found: ${quoted(text)}`,
  remedyUnknown: "No last check found it wanting, so there is no remedy to show; 'check MACHINE' finds out.",
  nothing: 'I do not know this code or word, and none of our machines has shown it lately',
  nothingLines: ["Look at the failed job in the vault, under Site Recovery jobs: it holds Azure's own causes and advice, and an activity id for a support request.", "Microsoft's list of error pages is linked below."],
  similar: 'Did you mean one of these?',
  topics: 'What can I explain?',
  topicsVerdict: 'Error codes of Site Recovery, every check, and the words on the cards',
  topicsLine: (o: { readonly codes: number; readonly checks: number; readonly terms: number }): string => `${o.codes} error codes, ${o.checks} checks, ${o.terms} words. Type for example 'explain 95107', 'explain OS-STORAGE', 'explain rpo'.`,
};
