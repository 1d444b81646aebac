/** English words of the cards about prerequisites. */
import type { Topic } from '../../domain/checks/types.ts';
import type { Curer, Finding, Verdict } from '../../domain/finding.ts';
import { clip, named, quoted } from '../neutral.ts';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const curers: { readonly [C in Curer]: string } = {
  aws: 'AWS administrators',
  azure: 'Azure administrators',
  guest: 'administrators of the machine',
  owner: 'owner of the application',
  ferry: 'people who run Ferry',
};

const topics: { readonly [T in Topic]: string } = {
  source: 'The EC2 machine', system: 'Operating system and drivers', boot: 'Boot and architecture', storage: 'Disks',
  network: 'Network and security groups', vault: 'Vault and appliance', target: 'Azure target, sizes and quotas', replication: 'Replication and failover',
};

const marks: { readonly [V in Verdict]: string } = { block: '✖ BLOCKS', unknown: '? UNKNOWN', warn: '⚠ WARNING', info: 'ℹ INFO', pass: '✔ PASS' };

function askedPart(o: { readonly inTheWay: number; readonly asked: number }): string {
  if (o.asked === o.inTheWay) return o.asked === 1 ? 'an open question' : 'all of them open questions';
  return o.asked === 1 ? '1 of them an open question' : `${o.asked} of them open questions`;
}

const report = {
  title: (name: string): string => `Checks of ${named(name)}`,
  titleOne: (check: string, name: string): string => `Check ${named(check)} of ${named(name)}`,
  ready: (look: number): string => (look === 0 ? '✔ Ready: nothing is in the way' : `✔ Ready: nothing is in the way, ${count(look, 'finding')} to look at`),
  notReady: (o: { readonly inTheWay: number; readonly asked: number }): string =>
    `✖ Not ready: ${count(o.inTheWay, 'finding')} in the way${o.asked === 0 ? '' : `, ${askedPart(o)}`}`,
  counts: { block: (n: number): string => `✖ ${n} block`, unknown: (n: number): string => `? ${n} unknown`, warn: (n: number): string => `⚠ ${n} warn`, info: (n: number): string => `ℹ ${n} info`, pass: (n: number): string => `✔ ${n} pass` },
  attestedCount: (n: number): string => `${n} of the passes attested, not seen`,
  letPassCount: (n: number): string => `${count(n, 'block')} let pass`,
  marks,
  curers,
  topics,
  otherTopic: 'Other',
  heading: (f: Pick<Finding, 'verdict' | 'title' | 'check'>, inTheWay: boolean): string => `${marks[f.verdict]}${f.verdict === 'unknown' && !inTheWay ? ', not in the way' : ''} · ${quoted(clip(f.title, 80))} (${named(f.check)})`,
  letPass: (o: { readonly by: string; readonly until: string; readonly reason: string }): string => `✖ let pass by ${named(o.by)} until ${o.until}: ${quoted(o.reason)}`,
  attested: (o: { readonly answer: string; readonly by: string; readonly at: string; readonly until: string; readonly note: string }): string =>
    `attested, not seen: ${o.answer}, by ${named(o.by)} on ${o.at}, valid until ${o.until}${o.note === '' ? '' : ` (${quoted(o.note)})`}`,
  expected: (text: string): string => `Expected: ${quoted(clip(text, 220))}`,
  source: 'Source',
  fix: (who: string, text: string): string => `Fix (${who}): ${text}`,
  fixBy: (who: string): string => `Fix (${who}), to be copied whole:`,
  longFix: 'The command is too long for a card; it stands whole in the CSV file.',
  canAdd: "Ferry can add this rule: it shows it and asks first.",
  questionsTitle: (n: number, inTheWay: number): string => `${count(n, 'open question')}${inTheWay === 0 ? ', none in the way' : `, ${inTheWay} in the way`}. Neither EC2 nor Azure can see this; somebody who knows has to say it.`,
  question: (f: Pick<Finding, 'check' | 'verdict'>, text: string, inTheWay: boolean): string => `? ${inTheWay ? 'IN THE WAY' : 'not in the way'} · ${quoted(text)} (${named(f.check)})`,
  moreQuestions: (n: number): string => `… and ${count(n, 'more question')}`,
  line: (f: Pick<Finding, 'verdict' | 'title' | 'check'>, text: string): string => `${marks[f.verdict]} · ${quoted(clip(f.title, 60))} (${named(f.check)})${text === '' ? '' : `: ${text}`}`,
  moreLines: (n: number): string => `… and ${n} more; the CSV file has them all`,
  passes: (passes: number, infos: number): string => `Show or hide the rest (${infos} info, ${passes} pass)`,
  page: (number: number, last: number): string => `Page ${number + 1} of ${last + 1}`,
  narrowed: (topic: string): string => `Only: ${topic}. The first lines count all parts.`,
  nothingHere: 'Nothing in this part asks for anything.',
  rechecked: (check: string, verdict: string): string => `Looked at ${named(check)} again just now: ${verdict}`,
  gone: (check: string): string => `Looked at ${named(check)} again just now: it does not apply any more.`,
  rules: (profile: string): string => `rules ${named(profile)}`,
  recheck: 'Re-check',
  replicate: 'Replicate',
  answer: (n: number): string => `Answer ${count(n, 'question')}`,
  addRule: 'Add this rule',
  whole: 'All checks',
  choose: 'One finding, export …',
  chooseLabel: 'Which finding?',
  chooseMissing: 'Please choose a finding.',
  recheckOne: 'Re-check it',
  addItsRule: 'Add its rule',
  overrideOne: 'Let it pass …',
  export: 'Export CSV',
};

const run = {
  wave: (wave: string | null): string => (wave === null ? 'everything in the scope' : `wave ${named(wave)}`),
  reading: (what: string, only: string | null): string => `⏳ Checking ${what}${only === null ? '' : `: ${named(only)} again`}`,
  progress: (bar: string, done: number, all: number): string => `${bar} ${done} of ${count(all, 'machine')} read`,
  slowed: (who: string, until: string): string => `${named(who)} asks for fewer requests; I wait until ${until} and go on by myself.`,
  earlier: (at: string): string => `What stands below is of ${at}.`,
  failed: (what: string): string => `✖ The check of ${what} could not be done`,
  failure: (why: string): string => `Why: ${quoted(why)}`,
  againFailed: (why: string): string => `⚠ Looking again did not work, so this is older: ${quoted(why)}`,
  tryAgain: 'Nothing was changed. Cure the cause, then press Re-check all.',
  empty: (what: string): string => `? No machine belongs to ${what}`,
  allReady: (what: string, n: number): string => `✔ Checks of ${what}: ${n === 1 ? 'the machine is ready' : `all ${n} machines are ready`}`,
  notReady: (what: string, o: { readonly not: number; readonly all: number; readonly short: number }): string =>
    `✖ Checks of ${what}: ${[...(o.not === 0 ? [] : [`${o.not} of ${count(o.all, 'machine')} not ready`]), ...(o.short === 0 ? [] : [`${count(o.short, 'shortage')} over all of them`])].join(', ')}`,
  counts: (o: { readonly inTheWay: number; readonly look: number; readonly ready: number; readonly unread: number }): string =>
    [...(o.inTheWay === 0 ? [] : [`✖ ${o.inTheWay} with something in the way`]), ...(o.look === 0 ? [] : [`⚠ ${o.look} ready, to look at`]), `✔ ${o.ready} ready`, ...(o.unread === 0 ? [] : [`? ${o.unread} not read`])].join(' · '),
  unread: (names: string): string => `Not read, so nothing is known of: ${names}`,
  sumsFit: (n: number): string => `✔ ${count(n, 'sum')} over all machines fit`,
  questions: (n: number, inTheWay: number): string => `? ${count(n, 'question')} nobody has answered${inTheWay === 0 ? ', none in the way' : `, ${inTheWay} in the way`}: each is answered once for all its machines.`,
  causes: (n: number): string => (n === 0 ? 'No cause is left besides what stands above.' : `${count(n, 'cause')}, worst first`),
  group: (f: Pick<Finding, 'verdict' | 'check'>, text: string, inTheWay: boolean): string => `${marks[f.verdict]}${f.verdict === 'unknown' && !inTheWay ? ', not in the way' : ''} · ${quoted(text)} (${named(f.check)})`,
  example: (name: string | null, text: string): string => (name === null ? quoted(text) : `For example ${named(name)}: ${quoted(text)}`),
  names: (names: readonly string[], more: number): string => `${names.map(named).join(', ')}${more === 0 ? '' : ` and ${more} more ('All machines' and the CSV file list them)`}`,
  letPass: (o: { readonly check: string; readonly names: string; readonly by: string; readonly until: string; readonly reason: string }): string =>
    `✖ ${named(o.check)} let pass on ${o.names} by ${named(o.by)} until ${o.until}: ${quoted(o.reason)}`,
  moreLetPass: (n: number): string => `✖ … and ${n} more let pass; the CSV file has them all`,
  page: (number: number, last: number): string => `Page ${number + 1} of ${last + 1}`,
  machine: (o: { readonly name: string; readonly id: string; readonly inTheWay: readonly string[]; readonly more: number; readonly look: number }): string => {
    const what = o.inTheWay.length === 0 ? (o.look === 0 ? 'ready' : `ready, ${count(o.look, 'finding')} to look at`) : `in the way: ${o.inTheWay.join(', ')}${o.more === 0 ? '' : ` and ${o.more} more`}`;
    return `${o.inTheWay.length > 0 ? '✖' : o.look > 0 ? '⚠' : '✔'} ${named(o.name)} (${named(o.id)}): ${what}`;
  },
  recheckAll: 'Re-check all',
  showNames: 'Show or hide machines',
  allMachines: 'All machines',
  causesButton: 'Causes',
  choose: 'One cause, export …',
  chooseLabel: 'Which cause?',
  chooseMissing: 'Please choose a cause.',
  recheckOne: 'Re-check it',
};

const checkForm = {
  title: 'What shall I check?',
  lines: ['Checking only looks: nothing is changed in AWS or Azure.'],
  what: 'What?',
  whatMissing: 'Please choose what to check.',
  oneMachine: 'One machine (name it below)',
  wave: (wave: string, n: number): string => `Wave ${wave} (${count(n, 'machine')})`,
  everything: (n: number): string => `Everything in the scope (${count(n, 'machine')})`,
  machine: 'Machine: Name tag, instance id or private IP',
  topic: 'Which parts? (of one machine)',
  allTopics: 'All parts',
  noWaves: 'No machine has a tag that names its wave.',
  check: 'Check',
};

const answerForm = {
  title: (target: string): string => `Questions about ${named(target)}`,
  lines: ['"Yes" always means that all is well. Your answers are kept with your name and the date and are shown as attested, not seen.'],
  counts: (n: number, validDays: number, inTheWay: boolean): string => `${n === 1 ? 'For 1 machine' : `One answer for ${n} machines`} · valid ${count(validDays, 'day')} · ${inTheWay ? 'in the way until answered' : 'not in the way'}`,
  question: (number: number, text: string): string => `${number}. ${quoted(clip(text, 320))}`,
  label: (number: number): string => `Answer ${number}`,
  note: (number: number): string => `Note to ${number} (optional)`,
  answers: { yes: 'Yes', no: 'No', skip: 'Skip for now' },
  open: 'Not answered: stays open',
  typed: (first: number, second: number | null): string => `Or type it: '${first} yes${second === null ? '' : `, ${second} no because …`}', 'all yes', then 'ok'.`,
  summary: (n: number, target: string): string => `Keep ${count(n, 'answer')} about ${named(target)}?`,
  kept: (o: { readonly answer: string; readonly text: string; readonly machines: number; readonly note: string }): string => `${o.answer} · ${quoted(clip(o.text, 160))} (${count(o.machines, 'machine')})${o.note === '' ? '' : `: ${quoted(clip(o.note, 120))}`}`,
  more: (n: number): string => `… and ${count(n, 'more answer')}`,
  leftOpen: (n: number): string => `${count(n, 'question')} stay open.`,
  keep: 'Keep the answers',
};

const exportCard = {
  title: (what: string): string => `CSV file of ${named(what)}`,
  findings: 'One line for each machine and finding, as of the last check.',
  line: (until: string): string => `The link works until ${until}; anybody who has it can read the file.`,
  download: 'Download',
};

const table = {
  columns: ['Machine', 'Instance id', 'Checked (UTC)', 'Rules', 'Check', 'Title', 'Verdict', 'Severity', 'In the way', 'Evidence', 'Expected', 'Source', 'Remedy', 'Who can fix it', 'Question', 'Attested', 'Attested by', 'Attested at (UTC)', 'Attested until (UTC)', 'Note', 'Let pass by', 'Let pass until (UTC)', 'Let pass because', 'Cause'],
  yes: 'yes',
  no: 'no',
  sum: '(sum over all machines)',
};

const machineLine = { letPass: (n: number): string => `✖ ${count(n, 'block')} let pass: 'check' shows which, by whom and why` };

export const checkCards = { report, run, checkForm, answerForm, exportCard, table, overrides: machineLine };
