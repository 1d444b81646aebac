/** English words of the approval card: the first three lines say it all. */
import type { ApprovalStatus, Operation } from '../../domain/approval/types.ts';
import { stopOf, type Stoppable } from '../../domain/source-stop.ts';
import { named, quoted } from '../neutral.ts';
import { stopWords } from './stops.ts';

type Terminal = Exclude<ApprovalStatus, 'requested'>;

const terminal: { readonly [S in Terminal]: string } = {
  approved: '✔ Approved',
  running: '⏳ Approved and running',
  done: '✔ Approved and carried out',
  failed: '✖ Approved, but it did not end well',
  rejected: '✖ Rejected',
  expired: '✖ Expired',
  withdrawn: '✖ Withdrawn',
  voided: '✖ Voided',
  missed: '✖ Approved, but its time to run passed',
};

/** What is asked for, as a command and as a thing. */
const operations: { readonly [O in Operation]: { readonly verb: string; readonly noun: string; readonly nothing: string } } = {
  cutover: { verb: 'Cut over', noun: 'cutover', nothing: 'No failover runs on this request.' },
  complete: { verb: 'Complete the migration of', noun: 'completion', nothing: 'Replication stays as it is.' },
  rollback: { verb: 'Roll back', noun: 'rollback', nothing: 'Nothing is rolled back on this request.' },
};

/** When it runs and what it means. */
const runs: { readonly [O in Operation]: (window: string | null, stop: Stoppable) => string } = {
  cutover: (window, stop) => `${window === null ? 'Runs when approved and the application is confirmed stopped' : `Runs ${window}, when the application is confirmed stopped`} · not reversible by ASR (no failback) · ${stopWords.line(stop)}`,
  complete: () => 'Runs when approved · replication is removed · not reversible: no rollback through Ferry afterwards',
  rollback: (_window, stop) => `Runs when approved · the Azure VM is powered off${stopOf(stop) === 'none' ? '; EC2 was not stopped' : ', then EC2 is started'} · what was written in Azure is lost`,
};

/** What becomes, or became, of the EC2 machine. */
const source: { readonly [O in Operation]: (o: Stoppable) => string } = {
  cutover: (o) => stopWords.fact(o),
  complete: (o) => (stopOf(o) === 'none' ? 'was not stopped; Ferry never terminates it' : 'stays stopped; Ferry never terminates it'),
  rollback: (o) => (stopOf(o) === 'none' ? 'was not stopped; started by Ferry only should it be off' : 'started by Ferry once the Azure VM is off'),
};

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Warnings first: they are what an approver must not miss. */
function findings(blocks: number, warnings: number): string {
  const found = [...(blocks === 0 ? [] : [`✖ ${blocks} blocking`]), ...(warnings === 0 ? [] : [`⚠ ${warnings === 1 ? '1 warning' : `${warnings} warnings`}`])];
  return found.length === 0 ? 'no warnings' : found.join(' · ');
}

/** A request that waits: what for, how many have answered, until when. */
type Waiting = { readonly id: string; readonly what: string; readonly standing: string; readonly until: string };

/** Words of the approval card. */
export const approvalCard = {
  title: (o: { readonly operation: Operation; readonly machine: string; readonly route: string; readonly again: boolean }): string => `${o.again ? 'APPROVE AGAIN?' : 'APPROVE?'} ${operations[o.operation].verb} ${named(o.machine)} · ${o.route}`,
  route: (from: string, to: string): string => `${from} → ${to}`,
  aws: (region: string | null): string => (region === null ? 'AWS' : `AWS ${named(region)}`),
  azure: (location: string | null): string => (location === null ? 'Azure' : `Azure ${named(location)}`),
  runs,
  findings,
  operations,
  worse: 'It was approved, then this got worse. Nothing starts before it is approved again:',
  lost: (people: readonly string[]): string => `It was approved, but ${people.length === 0 ? 'an approval' : `the approval of ${people.map(named).join(', ')}`} does not count any more. Nothing starts before there are enough again.`,
  changes: {
    rpo: (then: string, now: string): string => `⚠ Recovery point: RPO ${then} → ${now}`,
    health: (then: string, now: string): string => `⚠ Replication health: ${then} → ${now}`,
    test: (now: string): string => `⚠ Test: worked → ${now}`,
    block: (text: string): string => `⚠ New: ${quoted(text)}`,
  },
  seats: (seats: readonly { readonly name: string; readonly have: number; readonly need: number }[]): string => seats.map((s) => `${named(s.name)} ${s.have} of ${s.need}`).join(' · '),
  editorAlone: (editor: string): string => `${named(editor)} changed the plan last: somebody else must approve too.`,
  forWhom: (name: string, other: string): string => `${name} for ${other}`,
  question: (name: string, at: string, text: string): string => `❓ ${named(name)}, ${at}: ${quoted(text)}`,
  evidence: (o: { readonly test: string; readonly rpo: string; readonly health: string; readonly warnings: number; readonly blocks: number; readonly at: string }): string =>
    `Evidence of ${o.at}: ${findings(o.blocks, o.warnings)} · ${o.test} · RPO ${o.rpo} · health ${o.health}`,
  unmeasured: (at: string, blocks: number, warnings: number): string => `As of ${at}: ${findings(blocks, warnings)}`,
  tested: (works: boolean, before: string, by: string): string => (works ? `✔ tested ${before} before, works (${named(by)})` : `✖ test failed ${before} before (${named(by)})`),
  untested: '✖ not tested',
  unknown: 'unknown',
  warning: (text: string): string => `⚠ ${text}`,
  block: (text: string): string => `✖ ${text}`,
  quorum: (have: number, need: number): string => `${have} of ${need} approvals${need > have ? `, ${need - have} more needed` : ''}`,
  quorumEnded: (have: number, need: number): string => `${have} of ${need} approvals`,
  rejections: (have: number, need: number): string => (have === 0 ? `${need} rejections end it.` : `✖ Rejected by ${have} of ${need}; ${need} rejections end it.`),
  rejectedBy: (have: number, need: number): string => `rejected by ${have} of ${need}`,
  rejectedByEnded: (have: number, need: number): string => (have < need ? `✖ Rejected by ${have} of the ${need} who would have ended it` : `✖ Rejected by ${have} of ${need}`),
  rejection: (name: string, at: string, reason: string): string => `✖ ${named(name)}, ${at}, because ${quoted(reason)}`,
  given: (name: string, at: string, comment: string): string => `✔ ${named(name)}, ${at}${comment === '' ? '' : `: ${quoted(comment)}`}`,
  asked: (requester: string, note: string): string => `${named(requester)} asked and cannot approve. ${note === '' ? 'No note was left.' : `Note: ${quoted(note)}`}`,
  expiry: (at: string): string => `Expires ${at}. If nobody answers: nothing runs.`,
  lapsed: (at: string): string => `Expired ${at}`,
  typed: (id: string, confirm: string | null, again: boolean): string => `Or type 'approve ${id}${again ? ' again' : ''}${confirm === null ? '' : ` ${named(confirm)}`}', 'reject ${id} because …' or 'ask ${id} …'.`,
  details: 'Details',
  facts: { id: 'Approval', machine: 'Machine', target: 'Target', network: 'Network', size: 'Size', source: 'Source', window: 'Window', wayBack: 'Way back', backlog: 'Not sent yet', measured: 'Measured', hash: 'Content' },
  source,
  wayBack: {
    cutover: (o: Stoppable): string => `${upper(stopWords.back(o))}; what was written in Azure is lost.`,
    complete: (_o: Stoppable): string => 'None through Ferry: replication is removed.',
    rollback: (_o: Stoppable): string => 'A new replication and a new cutover.',
  },
  approve: 'Approve',
  approveAgain: 'Approve again',
  confirm: (name: string): string => `Type ${named(name)} to approve`,
  confirmMissing: 'Please type the name of the machine; it confirms which one is meant.',
  sendApprove: 'Send: approve',
  ask: 'Ask',
  askLabel: 'What do you want to know? The requester is called; the clock goes on.',
  askMissing: 'Please write your question.',
  sendAsk: 'Send: ask',
  comment: 'Comment (optional)',
  reject: 'Reject',
  reason: 'Why not?',
  reasonMissing: 'Please give a reason; it is kept for the audit.',
  sendReject: 'Send: reject',
  withdraw: (anyAnswer: boolean): string => `Withdraw request / take back ${anyAnswer ? 'answer' : 'approval'}`,
  status: 'Status',
  terminal,
  terminalTitle: (state: string, operation: Operation, machine: string): string => `${state}: ${operations[operation].noun} of ${named(machine)}`,
  supersededTitle: (operation: Operation, machine: string): string => `⏸ Asked anew: ${operations[operation].noun} of ${named(machine)}`,
  superseded: (id: string, why: string): string => `${why}\n\nPlease answer on the newer card of ${id}. Nothing runs on this one.`,
  supersededWhy: { evidence: 'The evidence got worse after it was approved.', approvers: 'An approval stopped counting after it was approved.' },
  lostBy: (names: string): string => `Does not count any more: ${names}`,
  nudge: {
    escalated: (o: Waiting): string => `⏰ ${o.id}, ${o.what}: half of the time is over and it still waits (${o.standing}). Until ${o.until}; after that nothing runs.`,
    'quarter-left': (o: Waiting): string => `⏰ ${o.id}, ${o.what}: a quarter of the time is left (${o.standing}). Until ${o.until}; after that nothing runs.`,
    'half-hour-left': (o: Waiting): string => `⏰ ${o.id}, ${o.what}: half an hour is left (${o.standing}). Until ${o.until}; after that nothing runs.`,
  },
  asks: (o: { readonly id: string; readonly what: string; readonly who: string; readonly text: string; readonly requester: string }): string => `❓ ${o.id}, ${o.what}: ${named(o.who)} asks ${named(o.requester)}: ${quoted(o.text)} Please answer here; the time goes on.`,
  what: (operation: Operation, machine: string): string => `${operations[operation].noun} of ${named(machine)}`,
  meaning: {
    ran: { cutover: 'The failover ran on this approval.', complete: 'Replication was removed on this approval.', rollback: 'The rollback ran on this approval.' } satisfies { readonly [O in Operation]: string },
    began: (operation: Operation): string => `The ${operations[operation].noun} was started on this approval.`,
    held: (operation: Operation): string => `⏸ It is held: nothing begins before somebody lets it go on ('resume').${operation === 'cutover' ? ' Leave the application running.' : ''}`,
    begins: 'It begins now; the card of the machine shows how far it is.',
    scheduled: (window: string): string => `Nothing runs before its window: ${window}. Then a person stops the application and confirms it.`,
    missed: 'Nothing more runs on it. The card of the machine shows what stands and what can be done.',
    next: "Next: a person stops the application and confirms it; the card of the machine shows how far it is.",
    runs: (operation: Operation): string => `The ${operations[operation].noun} goes on; the card of the machine shows how far it is.`,
    stopped: 'Nothing more runs on this request.',
    nothing: (operation: Operation): string => operations[operation].nothing,
  },
  closedBy: (name: string, at: string): string => `By ${named(name)}, ${at}`,
  closedAlone: (at: string): string => `By Ferry, ${at}`,
  ended: (at: string): string => `Ended ${at}`,
  because: (reason: string): string => `Reason: ${quoted(reason)}`,
  outcome: (reason: string): string => `Outcome: ${quoted(reason)}`,
};
