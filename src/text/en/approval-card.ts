/** English words of the approval card: the first three lines say it all. */
import type { ApprovalStatus } from '../../domain/approval/types.ts';
import { named, quoted } from '../neutral.ts';

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
};

/** Warnings first: they are what an approver must not miss. */
function findings(blocks: number, warnings: number): string {
  const found = [...(blocks === 0 ? [] : [`✖ ${blocks} blocking`]), ...(warnings === 0 ? [] : [`⚠ ${warnings === 1 ? '1 warning' : `${warnings} warnings`}`])];
  return found.length === 0 ? 'no warnings' : found.join(' · ');
}

/** Words of the approval card. */
export const approvalCard = {
  title: (machine: string, route: string): string => `APPROVE? Cut over ${named(machine)} · ${route}`,
  route: (from: string, to: string): string => `${from} → ${to}`,
  aws: (region: string | null): string => (region === null ? 'AWS' : `AWS ${named(region)}`),
  azure: (location: string | null): string => (location === null ? 'Azure' : `Azure ${named(location)}`),
  irreversible: 'Runs when approved and the application is confirmed stopped · not reversible by ASR (no failback) · EC2 kept, stopped',
  evidence: (o: { readonly test: string; readonly rpo: string; readonly health: string; readonly warnings: number; readonly blocks: number; readonly at: string }): string =>
    `Evidence of ${o.at}: ${findings(o.blocks, o.warnings)} · ${o.test} · RPO ${o.rpo} · health ${o.health}`,
  tested: (works: boolean, before: string, by: string): string => (works ? `✔ tested ${before} before, works (${named(by)})` : `✖ test failed ${before} before (${named(by)})`),
  untested: '✖ not tested',
  unknown: 'unknown',
  warning: (text: string): string => `⚠ ${text}`,
  block: (text: string): string => `✖ ${text}`,
  quorum: (have: number, need: number): string => `${have} of ${need} approvals, ${need - have} more needed`,
  quorumEnded: (have: number, need: number): string => `${have} of ${need} approvals`,
  given: (name: string, at: string, comment: string): string => `✔ ${named(name)}, ${at}${comment === '' ? '' : `: ${quoted(comment)}`}`,
  asked: (requester: string, note: string): string => `${named(requester)} asked and cannot approve. ${note === '' ? 'No note was left.' : `Note: ${quoted(note)}`}`,
  expiry: (at: string): string => `Expires ${at}. If nobody answers: nothing runs.`,
  lapsed: (at: string): string => `Expired ${at}`,
  typed: (id: string): string => `Or type 'approve ${id}' or 'reject ${id} because …'.`,
  details: 'Details',
  facts: { id: 'Approval', machine: 'Machine', target: 'Target', network: 'Network', size: 'Size', source: 'Source', wayBack: 'Way back', backlog: 'Not sent yet', measured: 'Measured', hash: 'Content' },
  source: 'quiesced by a person, then stopped by Ferry, kept stopped',
  wayBack: 'Rollback discards the Azure VM and starts EC2 again; what was written in Azure is lost.',
  approve: 'Approve',
  comment: 'Comment (optional)',
  reject: 'Reject',
  reason: 'Why not?',
  reasonMissing: 'Please give a reason; it is kept for the audit.',
  sendReject: 'Send: reject',
  withdraw: 'Withdraw (requester)',
  status: 'Status',
  terminal,
  terminalTitle: (state: string, machine: string): string => `${state}: cutover of ${named(machine)}`,
  meaning: {
    ran: 'The failover ran on this approval.',
    began: 'The cutover was started on this approval.',
    next: "Next: a person stops the application and confirms it; the card of the machine shows how far it is.",
    runs: 'The cutover goes on; the card of the machine shows how far it is.',
    stopped: 'Nothing more runs on this request.',
    nothing: 'No failover runs on this request.',
  },
  closedBy: (name: string, at: string): string => `By ${named(name)}, ${at}`,
  closedAlone: (at: string): string => `By Ferry, ${at}`,
  ended: (at: string): string => `Ended ${at}`,
  because: (reason: string): string => `Reason: ${quoted(reason)}`,
  outcome: (reason: string): string => `Outcome: ${quoted(reason)}`,
};
