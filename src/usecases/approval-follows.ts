import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Change } from '../ports/changes.ts';
import type { Store } from '../ports/store.ts';
import { waveSides, type Side, type SideReads } from './approval-sides.ts';
import { approvalChange } from './record.ts';
import { requestFollows } from './request-follows.ts';

type Follows = (event: MigrationEvent) => ApprovalEvent | null;

/** What was done outside, and a machine that is gone, void every approval that has not ended, answered or not. */
const whenOpen: Follows = (e) => {
  if (e.type === 'Drifted') return { type: 'ApprovalVoided', reason: 'the machine was changed outside Ferry', kind: 'drift' };
  if (e.type !== 'CutoverDenied') return null;
  if (e.outcome === 'withdrawn') return { type: 'ApprovalWithdrawn', reason: e.reason };
  return e.kind === 'drift' ? ended(e) : null;
};

/** An approval that was given and yet does not allow the step is for other content. */
function whenStuck({ code, failure }: Extract<MigrationEvent, { type: 'BecameStuck' }>['stuck']): ApprovalEvent | null {
  if (code === 'window-missed') return { type: 'ApprovalMissed', reason: failure.message };
  return code === 'approval-lapsed' ? { type: 'ApprovalVoided', kind: 'content', reason: 'what was approved is not what would be done' } : null;
}

const whenRunning: Follows = (e) => {
  switch (e.type) {
    case 'FailoverFinished':
      return { type: 'RunEnded', success: true, reason: 'the machine runs in Azure' };
    case 'RollbackRequested':
      return { type: 'RunEnded', success: false, reason: `rolled back: ${e.reason}` };
    case 'BecameStuck':
      return whenStuck(e.stuck);
    case 'CutoverDenied':
      return ended(e);
    case 'DriftAdopted':
      return { type: 'ApprovalVoided', reason: 'the machine was changed outside Ferry' };
    default:
      return null;
  }
};

/** Before anything was touched: the first act on the source starts the run, or a person's word that it is stopped; a denial voids it. */
const whenApproved: Follows = (e) => {
  if (e.type === 'SourceStopConfirmed') return { type: 'RunStarted' };
  if (e.type === 'ActIntended') return e.act === 'stopSource' || e.act === 'startFailover' ? { type: 'RunStarted' } : null;
  return whenRunning(e);
};

function ended(e: Extract<MigrationEvent, { type: 'CutoverDenied' }>): ApprovalEvent {
  if (e.outcome === 'missed') return { type: 'ApprovalMissed', reason: e.reason };
  return { type: 'ApprovalVoided', reason: e.reason, ...(e.kind === undefined ? {} : { kind: e.kind }) };
}

const BY_STATUS: { readonly [S in 'requested' | 'approved' | 'running']: Follows } = { requested: () => null, approved: whenApproved, running: whenRunning };

/** What an approval goes through when its migration moves: it runs with the first act that touches the source, and ends with the failover. */
export function approvalFollows(a: Approval, event: MigrationEvent): readonly ApprovalEvent[] {
  if (a.status !== 'requested' && a.status !== 'approved' && a.status !== 'running') return [];
  const next = whenOpen(event) ?? BY_STATUS[a.status](event);
  return next === null ? [] : [next];
}

type Happening = { readonly events: readonly MigrationEvent[]; readonly at: Instant; readonly actor: Actor };

/** The changes to the approvals that belong to these events of a migration: that of its cutover, that of what was asked for since, and those of its wave; and who is woken by them. None for one that does not move. */
export async function approvalSide(store: SideReads, m: Migration, o: Happening): Promise<Side> {
  const cutover = 'approvalId' in m.position ? await moved(store, m.position.approvalId, { ...o, follows: approvalFollows }) : [];
  const request = m.request ?? null;
  const asked = request === null ? [] : await moved(store, request.approvalId, { ...o, follows: requestFollows });
  const wave = await waveSides(store, { ...o, m });
  return { changes: [...cutover, ...asked, ...wave.changes], jobs: wave.jobs };
}

async function moved(store: Pick<Store, 'approval'>, id: ApprovalId, o: Happening & { readonly follows: (a: Approval, e: MigrationEvent) => readonly ApprovalEvent[] }): Promise<readonly Change[]> {
  const stored = await store.approval(id);
  // One for a wave is moved by all of its machines, see approval-sides.ts.
  if (stored === null || (stored.state.wave ?? null) !== null) return [];
  const events = o.events.flatMap((e) => o.follows(stored.state, e));
  return events.length === 0 ? [] : [approvalChange(stored, events.slice(0, 1), o)];
}
