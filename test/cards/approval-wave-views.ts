/** The approval cards of a wave, as ordinary and as bad as they come. */
import { approvalCard } from '../../src/cards/approval.ts';
import { cutoverFormCard } from '../../src/cards/cutover-form.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { sumOf } from '../../src/domain/approval/wave-evidence.ts';
import type { Approval, ApprovedMachine } from '../../src/domain/approval/types.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { migrationId, waveIdOf } from '../../src/domain/ids.ts';
import { DAY } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { approvalOf, migrationOf, NOW, person } from './fixtures.ts';

const evidence = (n: number, text: string): Evidence => ({ at: NOW, rpoSeconds: 60 + n, replicationHealth: n % 9 === 8 ? 'warning' : 'normal', backlogMb: n, test: { works: true, at: NOW - ((n % 6) + 1) * DAY, by: text }, warnings: n % 5 === 0 ? [`Licence: ${text}`] : [], blocks: [] });

function line(n: number, text: string): ApprovedMachine {
  return { migrationId: migrationId(`m-${n}`), machine: text === '' ? `app-${String(n).padStart(2, '0')}` : text, group: (n % 7) + 1, needs: n > 7 && n % 4 === 0 ? [migrationId(`m-${n - 7}`)] : [], content: `c${n}`, evidence: evidence(n, text === '' ? 'Amir Approver' : text), state: 'in' };
}

/** A request for so many machines. */
export function waveOf(count: number, change: Partial<Approval> = {}, text = ''): Approval {
  const machines = Array.from({ length: count }, (_, n) => line(n, text));
  const name = text === '' ? 'W07' : text;
  return approvalOf({ machine: name, migrationId: machines[0]!.migrationId, confirm: name, evidence: sumOf(machines, NOW), wave: { id: waveIdOf('weu', '7'), name, machines, onFailure: 'stop', removals: true }, route: { awsRegion: 'eu-west-1', location: 'West Europe' }, ...change });
}

const show = (approval: Approval): Rendered => approvalCard({ approval, migration: migrationOf({}), now: NOW, etag: 1 }, en);
const held = { at: NOW, rpoSeconds: 4_260, replicationHealth: 'critical', backlogMb: 9, test: null, warnings: [], blocks: [] } as const;

function ended(text = ''): Approval {
  const a = waveOf(5, { status: 'failed', closing: { at: NOW, by: null, reason: text === '' ? '3 of 5 machines run in Azure; 2 are not part of it any more' : text } }, text);
  const states = ['done', 'done', 'left', 'failed', 'done'] as const;
  return { ...a, wave: { ...a.wave!, machines: a.wave!.machines.map((m, n) => ({ ...m, state: states[n] ?? 'in', ...(n === 2 || n === 3 ? { why: text === '' ? 'held: the agent is broken' : text } : {}) })) } };
}

function against(count: number, text = 'no backup'): NonNullable<Approval['rejections']> {
  return Array.from({ length: count }, () => ({ by: person(text === 'no backup' ? 'Ben Backup' : text), at: NOW, comment: text }));
}

function worse(text = ''): Approval {
  const a = waveOf(24, { status: 'approved', round: 1, askedAgainAt: NOW }, text);
  const machine = a.wave!.machines[3]!.machine;
  return { ...a, suspended: { since: NOW, evidence: held, again: [], machines: [{ migrationId: migrationId('m-3'), evidence: held }], changes: [{ what: 'rpo', then: 240, now: 4_260, machine }, { what: 'left', machine, text: text === '' ? 'held: the agent is broken' : text }] } };
}

export const waveCards: Readonly<Record<string, () => Rendered>> = {
  'approval-wave.open': () => show(waveOf(24)),
  'approval-wave.hundred': () => show(waveOf(100)),
  'approval-wave.worse': () => show(worse()),
  'approval-wave.rejected-by-one': () => show(waveOf(3, { rejectQuorum: 2, rejections: against(1) })),
  'approval-wave.complete': () => show(waveOf(3, { operation: 'complete', quorum: 1, approvals: [] })),
  'approval-wave.open-comment': () => show(waveOf(2, { confirm: null })),
  'approval-wave-ended.failed': () => show(ended()),
  'approval-wave-ended.hundred': () => show({ ...waveOf(100), status: 'rejected', closing: { at: NOW, by: person('Amir Approver'), reason: 'Not during the sale' } }),
  'cutover-form.wave': () => cutoverFormCard({ title: 'Ask for the cutover of W07, 24 machines?', when: '', note: '', stop: 'ferry', onFailure: 'go-on', problem: null, form: { name: 'cutover', version: 1 } }, en),
};

/** The same where every name and reason is foreign text. */
export function waveCardsWith(text: string): Readonly<Record<string, () => Rendered>> {
  const many = { rejectQuorum: 20, rejections: against(19, text) };
  return { 'approval-wave': () => show(waveOf(100, many, text)), 'approval-wave.worse': () => show({ ...worse(text), ...many }), 'approval-wave-ended': () => show({ ...ended(text), ...many }) };
}
