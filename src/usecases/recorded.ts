import { cutoverContent, requestContent } from '../domain/migration/content.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Basis, Stored } from '../ports/changes.ts';
import type { Deps } from './deps.ts';
import { turnOf } from '../domain/wave/gate.ts';
import type { Turn } from '../domain/wave/turn.ts';
import { freezesIn, governanceOf } from './freezes.ts';
import { planPart } from './wave-plan-turn.ts';
import { basisOf, standingOf } from './wave-stand.ts';

/** What Ferry itself has decided about a machine, for the next decision; and the rows that say so, as they were read. */
export type Recorded = { readonly parts: Pick<Observation, 'approval' | 'request' | 'requestHash' | 'freezes' | 'holdAll' | 'contentHash' | 'turn' | 'byPlan' | 'planRun'>; readonly basis: readonly Basis[] };

/** Reads it: the approvals that the machine waits for or runs on, whose turn it is in its wave, the freezes, and the hold of everything. */
export async function recordedOf(d: Deps, m: Migration): Promise<Recorded> {
  const [approval, request, governance] = await Promise.all([approvalOf(d, cutoverOf(m)), approvalOf(d, m.request?.approvalId ?? null), governanceOf(d)]);
  const given = approval?.state ?? null;
  const order = await orderOf(d, given, m);
  const parts = { ...(await planPart(d.store, m, given)), turn: order.turn, approval: given, request: request?.state ?? null, requestHash: requestHash(d, m), freezes: freezesIn(d, governance.state), holdAll: governance.state.holdAll ?? null, contentHash: d.digest(cutoverContent(m)) };
  const rows = [approval, request, governance].flatMap((row) => (row === null ? [] : [{ id: row.state.id, version: row.version }]));
  return { parts, basis: [...rows.filter((row, i) => rows.findIndex((r) => r.id === row.id) === i), ...order.basis] };
}

/** The rows of the other machines count only as long as the machine has not begun: after that its turn is its own. */
async function orderOf(d: Deps, a: Approval | null, m: Migration): Promise<{ readonly turn: Turn; readonly basis: readonly Basis[] }> {
  if (a === null || (a.wave ?? null) === null) return { turn: 'go', basis: [] };
  const standing = await standingOf(d.store, a);
  return { turn: turnOf(a, m.id, standing), basis: m.sourceStoppedAt === null ? basisOf(a, m.id, standing) : [] };
}

function cutoverOf({ position: p }: Migration): ApprovalId | null {
  return 'approvalId' in p ? p.approvalId : null;
}

function requestHash(d: Deps, m: Migration): string {
  const wanted = m.request ?? null;
  return wanted === null ? '' : d.digest(requestContent(m, wanted.operation));
}

function approvalOf(d: Deps, id: ApprovalId | null): Promise<Stored<Approval> | null> {
  return id === null ? Promise.resolve(null) : d.store.approval(id);
}
