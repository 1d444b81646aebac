/** Every card with ordinary views (goldens) and with hostile, oversized ones. */
import { acceptanceCard } from '../../src/cards/acceptance.ts';
import { approvalCard } from '../../src/cards/approval.ts';
import { askTextCard } from '../../src/cards/ask-text.ts';
import { boardCard } from '../../src/cards/board.ts';
import { checkReportCard } from '../../src/cards/check-report.ts';
import { chooseMachineCard } from '../../src/cards/choose-machine.ts';
import { confirmCard } from '../../src/cards/confirm.ts';
import { frozenCard } from '../../src/cards/frozen.ts';
import { helpCard } from '../../src/cards/help.ts';
import { historyCard } from '../../src/cards/history.ts';
import { machineCard } from '../../src/cards/machine.ts';
import { machinesCard } from '../../src/cards/machines.ts';
import { quiesceCard } from '../../src/cards/quiesce.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { replicateFormCard } from '../../src/cards/replicate-form.ts';
import { summaryCard } from '../../src/cards/summary.ts';
import { testVerdictCard } from '../../src/cards/test-verdict.ts';
import { troubleCard } from '../../src/cards/trouble.ts';
import { welcomeCard } from '../../src/cards/welcome.ts';
import { en } from '../../src/text/en.ts';
import { everyEvent } from './events.ts';
import { approvalOf, at, inventoryOf, liveOf, migrationOf, NOW, optionsOf, person, positions, recorded, reportOf, rowOf, machineOf, statusOf, stuckMigration, target, worksVerdict } from './fixtures.ts';

const form = { name: 'replicate', version: 3 };
const helpGroups = [
  { title: en.helpGroups.look, lines: [en.help.help, en.help.discover, en.help.check, en.help.status, en.help.history] },
  { title: en.helpGroups.move, lines: [en.help.replicate, en.help.test, en.help.cutover, en.help.complete] },
  { title: en.helpGroups.decide, lines: [en.help.verdict, en.help.approve, en.help.reject, en.help.withdraw, en.help.quiesce, en.help.accept, en.help.refuse] },
  { title: en.helpGroups.trouble, lines: [en.help.retry, en.help.adopt, en.help.rollback] },
];
const approved = approvalOf({ status: 'done', quorum: 1, closing: { at: NOW, by: null, reason: 'the machine runs in Azure' } });
const ladderEvents = Object.values(everyEvent('fine'));

const phases = Object.fromEntries(Object.keys(positions).map((phase) => [`machine.${phase}`, () => machineCard({ status: statusOf(at(phase as keyof typeof positions, { verdict: worksVerdict })) }, en)]));

/** Ordinary views; each is a golden file. */
export const ordinary: { readonly [name: string]: () => Rendered } = {
  welcome: () => welcomeCard({ botName: 'Ferry', channelName: 'Migration' }, en),
  help: () => helpCard({ place: 'channel', groups: helpGroups, didYouMean: null }, en),
  'help.did-you-mean': () => helpCard({ place: 'personal', groups: [], didYouMean: ['help', 'status web-01'] }, en),
  'help.not-understood': () => helpCard({ place: 'personal', groups: helpGroups, didYouMean: [] }, en),
  machines: () => machinesCard({ inventory: inventoryOf(25), page: 1, now: NOW }, en),
  'machines.trouble': () => machinesCard({ inventory: { ...inventoryOf(0), trouble: 'AWS does not answer.' }, page: 0, now: NOW }, en),
  'choose-machine': () => chooseMachineCard({ rows: inventoryOf(12).rows, verb: 'check', now: NOW }, en),
  'check-report.blocked': () => checkReportCard({ report: reportOf(['pass', 'pass', 'block', 'warn', 'unknown', 'info']), now: NOW }, en),
  'check-report.ready': () => checkReportCard({ report: reportOf(['pass', 'pass']), showAll: true, now: NOW }, en),
  'replicate-form': () => replicateFormCard({ options: optionsOf(), choices: optionsOf().defaults, problems: [], form }, en),
  'replicate-form.problem': () => replicateFormCard({ options: optionsOf(), choices: optionsOf().defaults, problems: [{ field: 'vmName', text: 'This name is taken.' }, { field: 'x', text: 'Odd.' }], form }, en),
  confirm: () => confirmCard({ title: 'Turn replication of web-01 on?', lines: ['It runs on.'], warnings: ['It costs money.'], confirmTitle: 'Turn replication on', danger: true, form }, en),
  'ask-text': () => askTextCard({ title: 'Roll back web-01', question: 'Why?', label: 'Reason', problem: 'A reason is needed.', form }, en),
  'ask-text.optional': () => askTextCard({ title: 'Ask for the cutover of web-01? (step 1 of 2)', ...en.cards.askText.cutoverNote, problem: null, required: false, form }, en),
  ...phases,
  'machine.first-copy': () => machineCard({ status: statusOf(at('seeding'), liveOf({ percent: 43.9, job: { scenario: 'EnableDr', state: 'inProgress', done: 1, total: 5, current: 'Installing Mobility Service and preparing target' } })) }, en),
  'machine.unread': () => machineCard({ status: statusOf(at('tested', { verdict: worksVerdict }), liveOf({ trouble: { since: NOW - 60_000, why: 'Azure asks us to slow down' } })) }, en),
  'machine.unseen': () => machineCard({ status: statusOf(at('enabling', { pending: { kind: 'enableReplication', intendedAt: NOW, status: 'uncertain', jobId: null, comment: null } }), null) }, en),
  'machine.stuck': () => machineCard({ status: statusOf(stuckMigration) }, en),
  'machine.test-failed': () => machineCard({ status: statusOf(at('protected', { verdict: { ...worksVerdict, works: false, reason: 'no login' } })) }, en),
  'test-verdict': () => testVerdictCard({ status: statusOf(at('test-review')), etag: 7 }, en),
  'approval.open': () => approvalCard({ approval: { ...approvalOf(), route: { awsRegion: 'eu-west-1', location: 'West Europe' } }, migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.overdue': () => approvalCard({ approval: approvalOf({ note: '', expiresAt: NOW - 1, evidence: { ...approvalOf().evidence, test: null, rpoSeconds: null, backlogMb: null, blocks: ['RPO is unknown'] } }), migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.rejected': () => approvalCard({ approval: approvalOf({ status: 'rejected', closing: { at: NOW, by: person('Amir Approver'), reason: 'Not during the sale' } }), migration: at('tested'), now: NOW, etag: 3 }, en),
  'approval.done': () => approvalCard({ approval: approved, migration: at('in-azure'), now: NOW, etag: 5 }, en),
  quiesce: () => quiesceCard({ status: statusOf(at('quiescing'), liveOf(), approvalOf({ status: 'approved' })), etag: 9 }, en),
  acceptance: () => acceptanceCard({ status: statusOf(at('in-azure')), vm: 'web-01', etag: 12 }, en),
  'trouble.stuck': () => troubleCard({ status: statusOf(stuckMigration), etag: 11 }, en),
  'trouble.drift': () => troubleCard({ status: statusOf(at('tested', { drift: { since: NOW, code: 'failed-over-outside', jobId: null } })), etag: 11 }, en),
  board: () => boardCard({ rows: [statusOf(at('seeding'), liveOf({ percent: 43 })), statusOf(at('migrated', { name: 'web-02' })), statusOf({ ...stuckMigration, name: 'db-01' }), statusOf(at('in-azure', { name: 'app-01' }))], unmanaged: 21, page: 0, now: NOW }, en),
  'board.empty': () => boardCard({ rows: [], unmanaged: 25, page: 0, now: NOW }, en),
  history: () => historyCard({ machine: machineOf(), events: recorded(ladderEvents), page: 1 }, en),
  summary: () => summaryCard({ status: statusOf(at('migrated'), null, approved), events: recorded(ladderEvents) }, en),
  frozen: () => frozenCard({ title: 'This form has ended', text: 'It was cancelled.\n\nNothing was changed.' }, en),
};

/** The same cards with one text in every place where somebody else's words can stand. */
export function withText(text: string): { readonly [name: string]: () => Rendered } {
  const who = person(text);
  const m = migrationOf({ name: text, owner: who, itemName: text, privateIp: text, verdict: { works: false, reason: text, by: who, at: NOW }, target: { ...target, vmName: text, size: text, subnet: text, networkId: text, resourceGroupId: text } });
  const failure = { code: text, message: text, causes: text, advice: text, task: text, activityId: text };
  const stuck = { ...m, position: positions['source-stopped'], sourceStoppedAt: NOW, stuck: { since: NOW, code: 'job-failed', act: 'startFailover', jobId: null, failure } as const };
  const live = liveOf({ percent: 12, healthErrors: [1, 2, 3, 4].map(() => ({ code: text, summary: text, causes: text, advice: text, level: 'error' as const })), job: { scenario: text, state: 'inProgress', done: 1, total: 2, current: text }, trouble: { since: NOW, why: text } });
  const status = statusOf(m, live);
  const lots = (n: number): readonly string[] => Array.from({ length: n }, () => text);
  const approval = approvalOf({ machine: text, requester: who, note: text, evidence: { ...approvalOf().evidence, test: { works: true, at: NOW, by: text }, warnings: lots(25), blocks: lots(25) }, approvals: Array.from({ length: 12 }, () => ({ by: who, at: NOW, comment: text })) });
  const rows = Array.from({ length: 25 }, () => rowOf({ machine: machineOf({ name: text, privateIp: text, instanceType: text, platformDetails: text }), migration: stuck }));
  const events = recorded(Object.values(everyEvent(text)), who);
  const options = optionsOf(60, () => text);
  return {
    welcome: () => welcomeCard({ botName: text, channelName: text }, en),
    help: () => helpCard({ place: 'channel', groups: Array.from({ length: 5 }, () => ({ title: 'G', lines: Array.from({ length: 5 }, () => ({ usage: text, about: text })) })), didYouMean: lots(5) }, en),
    machines: () => machinesCard({ inventory: { rows, asOf: NOW, trouble: text }, page: 1, now: NOW }, en),
    'choose-machine': () => chooseMachineCard({ rows, verb: 'check', now: NOW }, en),
    'check-report': () => checkReportCard({ report: reportOf(Array.from({ length: 25 }, () => 'block'), () => text), now: NOW }, en),
    'check-report.passes': () => checkReportCard({ report: reportOf(Array.from({ length: 25 }, () => 'pass'), () => text), now: NOW }, en),
    'replicate-form': () => replicateFormCard({ options, choices: options.defaults, problems: [{ field: text, text }, { field: 'size', text }], form }, en),
    confirm: () => confirmCard({ title: text, lines: lots(40), warnings: lots(40), confirmTitle: text, danger: false, form }, en),
    'ask-text': () => askTextCard({ title: text, question: text, label: text, problem: text, form }, en),
    machine: () => machineCard({ status }, en),
    'machine.stuck': () => machineCard({ status: { ...status, migration: stuck } }, en),
    'test-verdict': () => testVerdictCard({ status: { ...status, migration: { ...m, position: { ...positions['test-review'], testVm: text } } }, etag: 7 }, en),
    approval: () => approvalCard({ approval: { ...approval, route: { awsRegion: text, location: text } }, migration: m, now: NOW, etag: 2 }, en),
    'approval.ended': () => approvalCard({ approval: { ...approval, status: 'voided', closing: { at: NOW, by: who, reason: text } }, migration: m, now: NOW, etag: 2 }, en),
    quiesce: () => quiesceCard({ status: { ...status, migration: { ...m, position: positions.quiescing } }, etag: 1 }, en),
    acceptance: () => acceptanceCard({ status: { ...status, migration: { ...m, position: positions['in-azure'] } }, vm: text, etag: 1 }, en),
    trouble: () => troubleCard({ status: { ...status, migration: stuck }, etag: 1 }, en),
    board: () => boardCard({ rows: Array.from({ length: 25 }, () => ({ ...status, migration: stuck })), unmanaged: 3, page: 1, now: NOW }, en),
    history: () => historyCard({ machine: machineOf({ name: text }), events, page: 1 }, en),
    summary: () => summaryCard({ status: { ...status, migration: { ...m, position: { phase: 'migrated', at: NOW, vm: text } }, approval }, events }, en),
    frozen: () => frozenCard({ title: text, text: lots(20).join('\n') }, en),
  };
}
