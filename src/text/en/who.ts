/** English words of `who`: who may do what here. */
import type { Role, SilentGroup } from '../../domain/access.ts';
import type { Operation } from '../../domain/approval/types.ts';
import type { WhoView } from '../../usecases/types.ts';
import { duration } from '../format.ts';
import { named } from '../neutral.ts';

const MOST_NAMES = 8;

const roles: { readonly [R in Role]: string } = { viewer: 'May look', operator: 'May change things', approver: 'May approve', admin: 'May decide for everybody', auditor: 'May read the audit' };
const operations: { readonly [O in Operation]: string } = { cutover: 'A cutover', complete: 'A completion', rollback: 'A rollback' };

type Listed = WhoView['roles'][number] | WhoView['seats'][number];

function listed(l: Listed): string {
  if (l.count === 'everyone') return 'everyone of the allowed tenants';
  if (l.count === 0) return 'nobody';
  const names = l.names.slice(0, MOST_NAMES).map(named);
  const others = l.count - names.length;
  if (names.length === 0) return l.count === 1 ? '1 person' : `${l.count} people`;
  return others === 0 ? names.join(', ') : `${names.join(', ')} and ${others} more`;
}

function operation(o: WhoView['operations'][number]): string {
  const seats = o.seats.map((s) => `${s.needed} of ${named(s.name)}`).join(', ');
  const confirm = { none: '', name: '; the name of the machine or wave is typed', count: '; the name of the machine, or for a wave the number of its machines, is typed' }[o.confirm];
  const editor = o.fourEyes === false ? '' : '; not only by whoever changed the plan last';
  const short = o.short ? '. ⚠ There are not enough people for that now: nobody can get it approved' : '';
  const ends = (o.rejections ?? 1) > 1 ? `; ${o.rejections} rejections end a request` : '';
  const few = o.fewToReject === undefined ? '' : `. ⚠ Only ${o.fewToReject === 1 ? '1 person' : `${o.fewToReject} people`} may answer it now: a request takes no more rejections than there are people who may`;
  return `${operations[o.operation]} needs ${o.approvals} ${o.approvals === 1 ? 'approval' : 'approvals'}${seats === '' ? '' : `, among them ${seats}`}, within ${duration(o.expiresMs)}${confirm}${editor}${ends}${few}${short}.`;
}

function silent(g: SilentGroup): string {
  const whose = [...g.roles, ...g.seats.map((s) => `seat ${s}`)].map(named).join(', ');
  const what = g.state === 'empty' ? (g.why === '' ? 'is empty' : `counts as empty (${named(g.why)})`) : `could not be read (${named(g.why)})`;
  return `⚠ The group ${named(g.group)}${whose === '' ? '' : ` (${whose})`} ${what}: nobody has anything by it now.`;
}

function whoText(v: WhoView): string {
  return [
    `You: ${v.mine.length === 0 ? 'nothing' : v.mine.join(', ')}.`,
    ...v.roles.map((r) => `${roles[r.role]} (${r.role}): ${listed(r)}.`),
    ...v.seats.map((s) => `Seat ${named(s.name)}: ${listed(s)}.`),
    ...v.operations.map(operation),
    'Nobody approves the own request.',
    ...v.silent.map(silent),
    v.guests === 'allowed' ? '⚠ Guests of the tenant are allowed.' : 'Guests of the tenant are refused.',
    ...(v.reviews.length === 0 ? [] : [`⚠ ${v.reviews.length} break-glass to be reviewed: 'breakglass' lists it.`]),
  ].join('\n\n');
}

export const whoWords = { text: whoText };
