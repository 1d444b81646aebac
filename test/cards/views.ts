/** Every card with ordinary views (goldens) and with hostile, oversized ones. */
import { acceptanceCard } from '../../src/cards/acceptance.ts';
import { answerFormCard, type AskedLine } from '../../src/cards/answer-form.ts';
import { approvalCard } from '../../src/cards/approval.ts';
import { approvalSupersededCard } from '../../src/cards/approval-superseded.ts';
import { askTextCard } from '../../src/cards/ask-text.ts';
import { auditCard } from '../../src/cards/audit.ts';
import { auditFilesCard } from '../../src/cards/audit-files.ts';
import { auditVerdictCard } from '../../src/cards/audit-verdict.ts';
import { boardCard } from '../../src/cards/board.ts';
import { checkFormCard } from '../../src/cards/check-form.ts';
import { checkReportCard } from '../../src/cards/check-report.ts';
import { checkRunCard } from '../../src/cards/check-run.ts';
import { chooseMachineCard } from '../../src/cards/choose-machine.ts';
import { cutoverFormCard } from '../../src/cards/cutover-form.ts';
import { waveCards, waveCardsWith } from './approval-wave-views.ts';
import { confirmCard } from '../../src/cards/confirm.ts';
import { exportLinkCard } from '../../src/cards/export-link.ts';
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
import { requestEvidence } from '../../src/domain/migration/request-evidence.ts';
import { en } from '../../src/text/en.ts';
import { auditViewOf, damagedVerdict } from './audit-views.ts';
import { everyEvent } from './events.ts';
import { approvalOf, askedOf, at, attested, findingOf, inventoryOf, letPass, liveOf, machineOf, migrationOf, NOW, optionsOf, person, positions, recorded, reportOf, rowOf, RULE, runOf, statusOf, stuckMigration, target, WINDOW, worksVerdict } from './fixtures.ts';
import { doctorViews, doctorWithText } from './doctor-views.ts';
import { dryRunsWithText, ordinaryDryRuns } from './dry-run-views.ts';
import { fleetOf, manyWithText, ordinaryMany } from './many-views.ts';
import { noticesWithText, ordinaryNotices } from './notice-views.ts';
import { ordinaryOutlook, outlookWithText } from './outlook-views.ts';
import { ordinaryOutside, outsideWithText } from './outside-views.ts';
import { ordinaryStops, stopsWithText } from './stop-views.ts';
import { ordinaryPlanning, planningWithText } from './planning-views.ts';
import { ordinaryWaves, wavesWithText } from './wave-views.ts';

const form = { name: 'replicate', version: 3 };
const helpGroups = [
  { title: en.helpGroups.look, lines: [en.help.help, en.help.discover, en.help.check, en.help.status, en.help.history] },
  { title: en.helpGroups.move, lines: [en.help.replicate, en.help.test, en.help.cutover, en.help.complete] },
  { title: en.helpGroups.decide, lines: [en.help.verdict, en.help.approve, en.help.reject, en.help.withdraw, en.help.quiesce, en.help.accept, en.help.refuse] },
  { title: en.helpGroups.trouble, lines: [en.help.retry, en.help.adopt, en.help.rollback] },
];
const approved = approvalOf({ status: 'done', quorum: 1, closing: { at: NOW, by: null, reason: 'the machine runs in Azure' } });
/** What takes an approval back. */
const UNDOES: ReadonlySet<string> = new Set(['Rejected', 'DecisionTakenBack', 'ApproversLost', 'EvidenceWorsened']);
const [BEN, ANA, CLEO] = [person('Ben', 'ben'), person('Ana', 'ana'), person('Cleo', 'cleo')];
const yes = (by: typeof BEN, reached = false) => ({ type: 'Approved', decision: { by, at: NOW, comment: '' }, reached }) as const;
/** Ben approved, then rejected; Ana said yes twice. */
const thoughtAgain = [{ type: 'CutoverApproved', approvalId: approvalOf().id }, yes(BEN), yes(ANA), { type: 'Rejected', reason: 'no', decision: { by: BEN, at: NOW, comment: 'no' }, reached: false }, yes(ANA), yes(CLEO, true)] as const;
const twoAgainst = [{ by: person('Ben Backup', '00000000-0000-0000-0000-00000000000d'), at: NOW - 4 * 60_000, comment: 'no backup' }, { by: person('Cleo Colleague', '00000000-0000-0000-0000-00000000000e'), at: NOW, comment: 'the shop is open', for: person('Olga Owner') }];
const worseApproval = approvalOf({
  status: 'approved', quorum: 1, round: 1, confirm: 'web-01',
  suspended: { since: NOW, evidence: { ...approvalOf().evidence, at: NOW, rpoSeconds: 4_260, replicationHealth: 'critical', test: null, blocks: ['Quota: 0 cores left'] }, changes: [{ what: 'rpo', then: 240, now: 4_260 }, { what: 'health', then: 'normal', now: 'critical' }, { what: 'test', then: approvalOf().evidence.test, now: null }, { what: 'block', text: 'Quota: 0 cores left' }], again: [] },
});
const ladderEvents = Object.values(everyEvent('fine'));

const phases = Object.fromEntries(Object.keys(positions).map((phase) => [`machine.${phase}`, () => machineCard({ status: statusOf(at(phase as keyof typeof positions, { verdict: worksVerdict })) }, en)]));

const asked = (number: number, text = 'Are all disks used by this machine alone?'): AskedLine => ({ number, text, validDays: 180, inTheWay: true, machines: 25, answer: null, note: '' });

/** One of everything: a rule that Ferry can add, questions in the way and not, a block that was let pass, an attested pass. */
function ordinaryReport(): Parameters<typeof checkReportCard>[0]['report'] {
  const findings = [
    findingOf({ missingRule: RULE }), askedOf(), askedOf({ check: 'NET-DNS', severity: 'warn', question: { text: 'Are the names to change known?', validDays: 90 } }),
    findingOf({ check: 'SRC-ASG', title: 'Auto Scaling group', override: letPass, remedy: 'Detach the machine from its group.' }),
    findingOf({ check: 'OS-KNOWN', title: 'Operating system', verdict: 'warn', severity: 'warn', remedy: 'Look at the machine.', curer: 'guest', link: null }),
    findingOf({ check: 'SRC-TAGS', title: 'Tags', verdict: 'info', severity: 'info', remedy: '', evidence: '4 tags are copied. Seen 2026-11-21 02:13 UTC.' }),
    findingOf({ check: 'BOOT-OSDISK', title: 'System disk', verdict: 'pass', remedy: '', question: { text: 'Is it alone?', validDays: 9 }, attested }),
    findingOf({ check: 'SRC-STATE', title: 'Power', verdict: 'pass', remedy: '' }), findingOf({ check: 'NET-VPC', title: 'Same VPC', verdict: 'pass', remedy: '' }),
  ];
  return { ...reportOf([]), findings };
}

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
  'check-report.ready': () => checkReportCard({ report: reportOf(['pass', 'pass']), now: NOW }, en),
  'check-report.questions': () => checkReportCard({ report: ordinaryReport(), now: NOW, notes: ['1 answer about web-01 kept, with your name and the date.'], rechecked: 'NET-SG-OUT' }, en),
  'check-report.one': () => checkReportCard({ report: ordinaryReport(), now: NOW, only: 'NET-SG-OUT' }, en),
  'check-report.second-page': () => checkReportCard({ report: reportOf([...Array.from({ length: 14 }, () => 'block' as const), 'info', 'pass']), now: NOW, page: 1 }, en),
  'check-run.reading': () => checkRunCard({ run: { ...runOf(25), status: 'reading', reports: runOf(12).reports, sums: [], endedAt: null, slowed: { who: 'AWS', until: NOW + 37_000 } }, page: 0, now: NOW }, en),
  'check-run.done': () => checkRunCard({ run: runOf(25), page: 0, now: NOW }, en),
  'check-run.machines': () => checkRunCard({ run: runOf(25), page: 1, list: 'machines', now: NOW }, en),
  'check-run.again': () => checkRunCard({ run: runOf(25, { status: 'reading', only: { check: 'NET-SG-OUT', machines: runOf(10).machines } }), page: 0, now: NOW }, en),
  'check-run.failed': () => checkRunCard({ run: runOf(25, { status: 'failed', reports: [], sums: [], failure: 'ec2:DescribeInstances: it refuses our identity; the permissions are to be checked' }), page: 0, now: NOW }, en),
  'check-run.ready': () => checkRunCard({ run: runOf(3, { sums: [], reports: runOf(3).reports.map((r) => ({ ...r, findings: r.findings.filter((f) => f.verdict === 'pass') })) }), page: 0, now: NOW }, en),
  'check-form': () => checkFormCard({ waves: [{ wave: 'W07', machines: 25 }, { wave: 'W08', machines: 1 }], machines: 26, values: { what: 'wave:0', machine: '', topic: 'all' }, problem: 'I know no such machine.', form: { name: 'check', version: 2 } }, en),
  'answer-form': () => answerFormCard({ target: 'wave W07', step: 1, steps: 2, questions: [asked(1), { ...asked(2), machines: 1, inTheWay: false, answer: 'no', note: 'the SAN is shared' }], problem: null, form: { name: 'answer', version: 1 } }, en),
  'export-link.plan': () => exportLinkCard({ what: en.plan.files.now, holds: en.plan.holds.now, url: 'http://127.0.0.1:3978/exports/plan-bm93.csv?t=abc.def', until: NOW + 900_000 }, en),
  'export-link': () => exportLinkCard({ what: 'wave W07', url: 'http://127.0.0.1:3978/exports/run-cnVu.csv?t=abc.def', until: NOW + 900_000 }, en),
  audit: () => auditCard({ view: auditViewOf('web-01', 'fine'), named: 'i-0123456789abcdef0', canExport: true }, en),
  'audit.not-walked': () => auditCard({ view: { ...auditViewOf('web-01', 'fine'), target: { kind: 'all' }, verdict: null, streams: 700, total: 41_000 }, named: 'all', canExport: false }, en),
  'audit-verdict.whole': () => auditVerdictCard({ verdict: { at: NOW, streams: 3, records: 41, faults: [] }, target: 'web-01', named: 'i-0123456789abcdef0' }, en),
  'audit-verdict.damaged': () => auditVerdictCard({ verdict: damagedVerdict(), target: 'everything', named: 'all' }, en),
  'audit-files': () => auditFilesCard({ target: 'A-1042', jsonl: 'http://127.0.0.1:3978/exports/audit-jsonl-QQ.jsonl?t=abc.def', csv: 'http://127.0.0.1:3978/exports/audit-csv-QQ.csv?t=abc.def', until: NOW + 900_000 }, en),
  'machine.let-pass': () => machineCard({ status: { ...statusOf(at('tested', { verdict: worksVerdict })), letPass: [letPass, letPass] } }, en),
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
  ...waveCards,
  'approval.open': () => approvalCard({ approval: { ...approvalOf(), route: { awsRegion: 'eu-west-1', location: 'West Europe' } }, migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.seats': () => approvalCard({ approval: approvalOf({ confirm: 'web-01', seats: [{ name: 'owner', needed: 1, holders: [] }, { name: 'operations', needed: 1, holders: [] }], lastEditor: person('Amir Approver', '00000000-0000-0000-0000-00000000000c'), approvals: [{ by: person('Amir Approver', '00000000-0000-0000-0000-00000000000c'), at: NOW, comment: '', for: person('Olga Owner'), seats: ['owner'] }], questions: [{ by: person('Amir Approver'), at: NOW, text: 'Is the backup done?' }] }), migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.worse': () => approvalCard({ approval: worseApproval, migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.lost': () => approvalCard({ approval: approvalOf({ round: 1, askedAgainAt: NOW, lost: [person('Ben Backup')] }), migration: at('awaiting-approval'), now: NOW, etag: 1 }, en),
  'approval.complete': () => approvalCard({ approval: approvalOf({ operation: 'complete', quorum: 1, approvals: [], confirm: 'web-01' }), migration: at('accepted'), now: NOW, etag: 0 }, en),
  'approval.rollback': () => approvalCard({ approval: approvalOf({ operation: 'rollback', quorum: 1, approvals: [], note: 'orders are missing', evidence: requestEvidence(at('in-azure'), 'rollback', NOW) }), migration: at('in-azure'), now: NOW, etag: 0 }, en),
  'approval.rolled-back': () => approvalCard({ approval: approvalOf({ operation: 'rollback', quorum: 1, status: 'done', closing: { at: NOW, by: null, reason: 'the EC2 machine runs again' }, evidence: requestEvidence(at('in-azure'), 'rollback', NOW) }), migration: at('rolled-back'), now: NOW, etag: 1 }, en),
  'machine.rollback-asked': () => machineCard({ status: statusOf(at('in-azure', { request: { operation: 'rollback', approvalId: approvalOf().id, reason: 'orders are missing', by: person('Rita Requester'), begun: false } })) }, en),
  'machine.held': () => machineCard({ status: { ...statusOf(at('tested', { verdict: worksVerdict, hold: { by: person('Rita Requester'), at: NOW, reason: 'the line is down' } })), holdAll: { by: person('Amir Approver'), at: NOW, reason: 'incident 4711' } } }, en),
  'trouble.held': () => troubleCard({ status: statusOf({ ...stuckMigration, hold: { by: person('Rita Requester'), at: NOW, reason: 'the quota is used up' } }), etag: 11 }, en),
  'approval.superseded': () => approvalSupersededCard(worseApproval, 'evidence', en),
  'approval.overdue': () => approvalCard({ approval: approvalOf({ note: '', expiresAt: NOW - 1, evidence: { ...approvalOf().evidence, test: null, rpoSeconds: null, backlogMb: null, blocks: ['RPO is unknown'] } }), migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.rejected': () => approvalCard({ approval: approvalOf({ status: 'rejected', closing: { at: NOW, by: person('Amir Approver'), reason: 'Not during the sale' } }), migration: at('tested'), now: NOW, etag: 3 }, en),
  'approval.rejections': () => approvalCard({ approval: approvalOf({ rejectQuorum: 2, approvals: [] }), migration: at('awaiting-approval'), now: NOW, etag: 0 }, en),
  'approval.rejected-by-one': () => approvalCard({ approval: approvalOf({ rejectQuorum: 2, rejections: twoAgainst.slice(0, 1) }), migration: at('awaiting-approval'), now: NOW, etag: 1 }, en),
  'approval.rejected-by-two': () => approvalCard({ approval: approvalOf({ rejectQuorum: 2, rejections: twoAgainst, status: 'rejected', closing: { at: NOW, by: person('Cleo Colleague'), reason: 'Ben Backup: no backup; Cleo Colleague: the shop is open' } }), migration: at('tested'), now: NOW, etag: 1 }, en),
  'approval.approved-against': () => approvalCard({ approval: approvalOf({ rejectQuorum: 2, rejections: twoAgainst.slice(0, 1), status: 'done', quorum: 1, closing: { at: NOW, by: null, reason: 'the machine runs in Azure' } }), migration: at('in-azure'), now: NOW, etag: 1 }, en),
  'approval.done': () => approvalCard({ approval: approved, migration: at('in-azure'), now: NOW, etag: 5 }, en),
  'approval.window': () => approvalCard({ approval: { ...approvalOf({ window: WINDOW, expiresAt: NOW + 3_600_000 }), route: { awsRegion: 'eu-west-1', location: 'West Europe' } }, migration: at('awaiting-approval'), now: NOW, etag: 2 }, en),
  'approval.scheduled': () => approvalCard({ approval: approvalOf({ status: 'approved', window: WINDOW }), migration: at('awaiting-approval'), now: NOW, etag: 3 }, en),
  'approval.held': () => approvalCard({ approval: approvalOf({ status: 'approved' }), migration: { ...at('awaiting-approval'), hold: { by: person('Amir Approver'), at: NOW, reason: 'agent' } }, now: NOW, etag: 3 }, en),
  'approval.missed': () => approvalCard({ approval: approvalOf({ status: 'missed', window: WINDOW, closing: { at: NOW, by: null, reason: 'its time to run was over before the EC2 machine was stopped' } }), migration: at('tested'), now: NOW, etag: 3 }, en),
  'machine.scheduled': () => machineCard({ status: statusOf(at('awaiting-approval', { position: { ...positions['awaiting-approval'], approvedAt: NOW }, window: WINDOW, verdict: worksVerdict })) }, en),
  'trouble.window-missed': () => troubleCard({ status: statusOf(at('source-stopped', { stuck: { since: NOW, code: 'window-missed', act: 'startFailover', jobId: null, failure: { code: 'WindowMissed', message: 'The time in which this cutover may run is over. The EC2 machine is stopped; the failover has not been started.', causes: '', advice: 'Roll back.', task: null, activityId: null } } })), etag: 11 }, en),
  'cutover-form': () => cutoverFormCard({ title: 'Ask for the cutover of web-01? (step 1 of 2)', when: 'sun 02:30..05:00 Europe/Rome', note: 'Users are told.', stop: 'person', problem: '02:30 comes twice.', form }, en),
  quiesce: () => quiesceCard({ status: statusOf(at('quiescing'), liveOf(), approvalOf({ status: 'approved' })), etag: 9 }, en),
  acceptance: () => acceptanceCard({ status: statusOf(at('in-azure')), vm: 'web-01', etag: 12 }, en),
  'trouble.stuck': () => troubleCard({ status: statusOf(stuckMigration), etag: 11 }, en),
  'trouble.drift': () => troubleCard({ status: statusOf(at('tested', { drift: { since: NOW, code: 'failed-over-outside', jobId: null } })), etag: 11 }, en),
  board: () => boardCard({ fleet: fleetOf({ lone: [statusOf(at('seeding'), liveOf({ percent: 43 })), statusOf(at('migrated', { name: 'web-02' })), statusOf({ ...stuckMigration, name: 'db-01' }), statusOf(at('in-azure', { name: 'app-01' }))], unmanaged: 21 }), page: 0 }, en),
  'board.empty': () => boardCard({ fleet: fleetOf({ unmanaged: 25 }), page: 0 }, en),
  history: () => historyCard({ machine: machineOf(), events: recorded(ladderEvents), page: 1 }, en),
  summary: () => summaryCard({ status: statusOf(at('migrated'), null, approved), events: recorded(ladderEvents.filter((e) => !UNDOES.has(e.type))) }, en),
  'summary.thought-again': () => summaryCard({ status: statusOf(at('migrated'), null, approved), events: recorded(thoughtAgain) }, en),
  frozen: () => frozenCard({ title: 'This form has ended', text: 'It was cancelled.\n\nNothing was changed.' }, en),
  ...ordinaryMany,
  ...ordinaryDryRuns,
  ...ordinaryPlanning,
  ...ordinaryOutlook,
  ...ordinaryWaves,
  ...ordinaryStops,
  ...ordinaryOutside,
  ...ordinaryNotices,
  ...doctorViews,
};

/** As many findings as there are checks, each as heavy as can be. */
function heavyReport(text: string): Parameters<typeof checkReportCard>[0]['report'] {
  const by = person(text);
  const one = (n: number): ReturnType<typeof findingOf> => findingOf({ check: `X-${n}`, title: text, evidence: text, expected: text, link: text, remedy: `aws ${text}`, missingRule: RULE, override: n % 3 === 0 ? { ...letPass, reason: text, by } : null });
  const findings = [
    ...Array.from({ length: 30 }, (_, n) => one(n)), ...Array.from({ length: 20 }, (_, n) => askedOf({ check: `Q-${n}`, question: { text, validDays: 9 } })),
    ...Array.from({ length: 20 }, (_, n) => findingOf({ check: `I-${n}`, title: text, evidence: text, verdict: 'info' })),
    ...Array.from({ length: 25 }, (_, n) => findingOf({ check: `P-${n}`, title: text, evidence: text, verdict: 'pass', attested: { ...attested, by, note: text }, question: { text, validDays: 9 } })),
  ];
  return { ...reportOf([]), name: text, profile: text, findings };
}

/** Every machine has its own cause and its own override. */
function manyCauses(text: string): ReturnType<typeof runOf> {
  const run = runOf(95, {}, () => text);
  const reports = run.reports.map((r, i) => ({ ...r, findings: [findingOf({ check: `C-${i % 40}`, cause: `C-${i % 40}`, causeText: text, title: text, evidence: text, remedy: text }), findingOf({ check: `O-${i}`, override: { ...letPass, by: person(text), reason: `${i}${text}` } })] }));
  return { ...run, machines: [...run.machines, ...run.machines.map((id) => `${id}x` as typeof id)], reports, sums: Array.from({ length: 8 }, () => findingOf({ title: text, evidence: text, remedy: text })) };
}

/** The same cards with one text in every place where somebody else's words can stand. */
export function withText(text: string): { readonly [name: string]: () => Rendered } {
  const who = person(text);
  const m = migrationOf({ name: text, owner: who, itemName: text, privateIp: text, verdict: { works: false, reason: text, by: who, at: NOW }, target: { ...target, vmName: text, size: text, subnet: text, networkId: text, resourceGroupId: text } });
  const failure = { code: text, message: text, causes: text, advice: text, task: text, activityId: text };
  const stuck = { ...m, position: positions['source-stopped'], sourceStoppedAt: NOW, stuck: { since: NOW, code: 'job-failed', act: 'startFailover', jobId: null, failure } as const };
  const live = liveOf({ percent: 12, healthErrors: [1, 2, 3, 4].map(() => ({ code: text, summary: text, causes: text, advice: text, level: 'error' as const })), job: { scenario: text, state: 'inProgress', done: 1, total: 2, current: text }, trouble: { since: NOW, why: text } });
  const status = statusOf(m, live);
  const lots = (n: number): readonly string[] => Array.from({ length: n }, () => text);
  const approval = approvalOf({ machine: text, requester: who, note: text, evidence: { ...approvalOf().evidence, test: { works: true, at: NOW, by: text }, warnings: lots(25), blocks: lots(25) }, approvals: Array.from({ length: 12 }, () => ({ by: who, at: NOW, comment: text })), rejectQuorum: 20, rejections: Array.from({ length: 19 }, () => ({ by: who, for: who, at: NOW, comment: text })) });
  const rows = Array.from({ length: 25 }, () => rowOf({ machine: machineOf({ name: text, privateIp: text, instanceType: text, platformDetails: text }), migration: stuck }));
  const events = recorded(Object.values(everyEvent(text)), who);
  const options = optionsOf(60, () => text);
  return {
    audit: () => auditCard({ view: auditViewOf(text, text), named: text, canExport: true }, en),
    'audit-verdict': () => auditVerdictCard({ verdict: damagedVerdict(text), target: text, named: text }, en),
    'audit-files': () => auditFilesCard({ target: text, jsonl: 'http://127.0.0.1/x', csv: 'http://127.0.0.1/y', until: NOW }, en),
    welcome: () => welcomeCard({ botName: text, channelName: text }, en),
    help: () => helpCard({ place: 'channel', groups: Array.from({ length: 5 }, () => ({ title: 'G', lines: Array.from({ length: 5 }, () => ({ usage: text, about: text })) })), didYouMean: lots(5) }, en),
    machines: () => machinesCard({ inventory: { rows, asOf: NOW, trouble: text }, page: 1, now: NOW }, en),
    'choose-machine': () => chooseMachineCard({ rows, verb: 'check', now: NOW }, en),
    'check-report': () => checkReportCard({ report: heavyReport(text), now: NOW, notes: lots(2), rechecked: text }, en),
    'check-report.last': () => checkReportCard({ report: heavyReport(text), now: NOW, page: 99 }, en),
    'check-report.one': () => checkReportCard({ report: { ...reportOf([]), findings: [findingOf({ title: text, evidence: text, expected: text, remedy: text, link: text, override: { ...letPass, reason: text, by: who }, missingRule: RULE })] }, now: NOW, only: 'NET-SG-OUT' }, en),
    'check-report.passes': () => checkReportCard({ report: reportOf(Array.from({ length: 95 }, () => 'pass'), () => text), now: NOW }, en),
    'check-run': () => checkRunCard({ run: runOf(95, { failure: text }, () => text), page: 0, now: NOW }, en),
    'check-run.machines': () => checkRunCard({ run: runOf(95, {}, () => text), page: 0, list: 'machines', now: NOW }, en),
    'check-run.many': () => checkRunCard({ run: manyCauses(text), page: 0, now: NOW }, en),
    'check-run.failed': () => checkRunCard({ run: runOf(95, { status: 'failed', failure: text }, () => text), page: 0, now: NOW }, en),
    'check-run.reading': () => checkRunCard({ run: runOf(95, { status: 'reading', slowed: { who: text, until: NOW } }, () => text), page: 0, now: NOW }, en),
    'check-form': () => checkFormCard({ waves: Array.from({ length: 80 }, () => ({ wave: text, machines: 3 })), machines: 80, values: { what: text, machine: text, topic: 'all' }, problem: text, form }, en),
    'answer-form': () => answerFormCard({ target: text, step: 1, steps: 4, questions: [1, 2, 3, 4, 5, 6].map((n) => ({ ...asked(n, text), note: text })), problem: text, form }, en),
    'export-link': () => exportLinkCard({ what: text, url: 'http://127.0.0.1:3978/exports/run-cnVu.csv?t=abc.def', until: NOW }, en),
    'replicate-form': () => replicateFormCard({ options, choices: options.defaults, problems: [{ field: text, text }, { field: 'size', text }], form }, en),
    confirm: () => confirmCard({ title: text, lines: lots(40), warnings: lots(40), confirmTitle: text, danger: false, form }, en),
    'ask-text': () => askTextCard({ title: text, question: text, label: text, problem: text, form }, en),
    machine: () => machineCard({ status }, en),
    'machine.stuck': () => machineCard({ status: { ...status, migration: stuck } }, en),
    'test-verdict': () => testVerdictCard({ status: { ...status, migration: { ...m, position: { ...positions['test-review'], testVm: text } } }, etag: 7 }, en),
    approval: () => approvalCard({ approval: { ...approval, route: { awsRegion: text, location: text } }, migration: m, now: NOW, etag: 2 }, en),
    ...waveCardsWith(text),
    'approval.ended': () => approvalCard({ approval: { ...approval, status: 'voided', closing: { at: NOW, by: who, reason: text } }, migration: m, now: NOW, etag: 2 }, en),
    'cutover-form': () => cutoverFormCard({ title: text, when: text, note: text, stop: 'none', problem: text, form }, en),
    quiesce: () => quiesceCard({ status: { ...status, migration: { ...m, position: positions.quiescing } }, etag: 1 }, en),
    acceptance: () => acceptanceCard({ status: { ...status, migration: { ...m, position: positions['in-azure'] } }, vm: text, etag: 1 }, en),
    trouble: () => troubleCard({ status: { ...status, migration: stuck }, etag: 1 }, en),
    board: () => boardCard({ fleet: fleetOf({ lone: Array.from({ length: 25 }, () => ({ ...status, migration: stuck })), unmanaged: 3 }), page: 1 }, en),
    history: () => historyCard({ machine: machineOf({ name: text }), events, page: 1 }, en),
    summary: () => summaryCard({ status: { ...status, migration: { ...m, position: { phase: 'migrated', at: NOW, vm: text } }, approval }, events }, en),
    frozen: () => frozenCard({ title: text, text: lots(20).join('\n') }, en),
    ...manyWithText(text),
    ...dryRunsWithText(text),
    ...planningWithText(text),
    ...outlookWithText(text),
    ...wavesWithText(text),
    ...stopsWithText(text),
    ...outsideWithText(text),
    ...noticesWithText(text),
    ...doctorWithText(text),
  };
}
