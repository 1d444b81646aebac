/** People: can their groups be read, and is there anybody who may approve. */
import { seen, type Look } from './doctor-finding.ts';
import { makeWho } from './who.ts';

export const lookAtGraph: Look = async ({ surroundings, access }) => {
  if (!surroundings.usesGroups) return seen('ok', 'graph-not-needed');
  const silent = (await access()).silent ?? [];
  const unread = silent.filter((g) => g.state === 'unreadable');
  if (unread.length > 0) return seen('bad', 'graph-unreadable', unread.map((g) => g.group).join(', '), unread[0]?.why ?? '');
  return silent.length > 0 ? seen('warn', 'graph-empty', silent.map((g) => g.group).join(', ')) : seen('ok', 'graph-fine');
};

/** By the same reckoning as `who`: what nobody could get approved will be refused when it is asked for. */
export const lookAtApprovers: Look = async (d) => {
  const { approvers, seats } = await d.access();
  if (approvers.length === 0 && (seats ?? []).every((s) => s.holders.length === 0)) return seen('bad', 'approvers-nobody');
  const { operations } = await makeWho(d).who(NOBODY);
  const short = operations.filter((o) => o.short).map((o) => o.operation);
  if (short.length > 0) return seen('bad', 'approvers-short', short.join(', '));
  const few = operations.filter((o) => o.fewToReject !== undefined).map((o) => o.operation);
  return few.length > 0 ? seen('warn', 'rejecters-short', few.join(', ')) : seen('ok', 'approvers-fine', approvers.includes('*') ? 'everyone' : String(approvers.length));
};

const NOBODY = { id: '' as never, tenant: '', name: '' };
