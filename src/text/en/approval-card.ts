/** English words of the approval card: the first three lines say it all. */
import type { ApprovalStatus } from '../../domain/approval/types.ts';
import { named, quoted } from '../neutral.ts';

type Terminal = Exclude<ApprovalStatus, 'requested'>;

const terminal: { readonly [S in Terminal]: string } = {
  approved: '✔ Approved',
  running: '⏳ Approved, the cutover is running',
  done: '✔ Approved, the cutover has ended well',
  failed: '✖ Approved, the cutover did not end well',
  rejected: '✖ Rejected',
  expired: '✖ Expired',
  withdrawn: '✖ Withdrawn',
  voided: '✖ Voided',
};

/** Words of the approval card. */
export const approvalCard = {
  title: (machine: string, route: string): string => `APPROVE? Cut over ${named(machine)} · ${route}`,
  route: (from: string, to: string): string => `${from} → ${to}`,
  aws: (region: string | null): string => (region === null ? 'AWS' : `AWS ${named(region)}`),
  azure: (location: string | null): string => (location === null ? 'Azure' : `Azure ${named(location)}`),
  irreversible: 'Not reversible by ASR (no failback). Rollback discards the Azure VM and starts EC2 again; EC2 is stopped, never terminated.',
  evidence: (o: { readonly test: string; readonly rpo: string; readonly health: string; readonly warnings: number; readonly at: string }): string =>
    `Evidence of ${o.at}: ${o.test} · RPO ${o.rpo} · health ${o.health} · ${o.warnings === 1 ? '1 warning' : `${o.warnings} warnings`}`,
  tested: (works: boolean, age: string, by: string): string => (works ? `tested, works, ${age} (${by})` : `✖ test failed, ${age} (${by})`),
  untested: '✖ not tested',
  unknown: 'unknown',
  warning: (text: string): string => `⚠ ${text}`,
  block: (text: string): string => `✖ ${text}`,
  quorum: (have: number, need: number): string => `${have} of ${need} approvals so far`,
  quorumEnded: (have: number, need: number): string => `${have} of ${need} approvals`,
  given: (name: string, at: string, comment: string): string => `✔ ${named(name)}, ${at}${comment === '' ? '' : `: ${quoted(comment)}`}`,
  rule: (requester: string): string => `${named(requester)} asked and cannot approve.`,
  note: (requester: string, note: string): string => `Note of ${named(requester)}: ${quoted(note)}`,
  noNote: (requester: string): string => `${named(requester)} left no note.`,
  expiry: (at: string, after: string): string => `Expires ${at}, ${after} after the request. If nobody answers: nothing runs.`,
  lapsed: (at: string): string => `Expired ${at}. Nothing runs.`,
  typed: (id: string): string => `Or type 'approve ${id}' or 'reject ${id} because …'.`,
  details: 'Details',
  facts: { id: 'Approval', machine: 'Machine', target: 'Target', network: 'Network', size: 'Size', source: 'Source', backlog: 'Not copied yet', measured: 'Measured', hash: 'Content' },
  source: 'quiesced by a person, then stopped by Ferry, kept stopped',
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
  meaning: { ran: 'The cutover was started on this approval.', runs: 'The cutover goes on; the card of the machine shows how far.', nothing: 'No failover runs on this request.' },
  closedBy: (name: string, at: string): string => `By ${named(name)}, ${at}`,
  closedAlone: (at: string): string => `By Ferry, ${at}`,
  because: (reason: string): string => `Reason: ${quoted(reason)}`,
};
