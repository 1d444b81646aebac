import { cutoverContent, requestContent } from '../domain/migration/content.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Basis, Stored } from '../ports.ts';
import type { Deps } from './deps.ts';
import { freezesIn, governanceOf } from './freezes.ts';

/** What Ferry itself has decided about a machine, for the next decision; and the rows that say so, as they were read. */
export type Recorded = { readonly parts: Pick<Observation, 'approval' | 'request' | 'requestHash' | 'freezes' | 'holdAll' | 'contentHash'>; readonly basis: readonly Basis[] };

/** Reads it: the approvals that the machine waits for or runs on, the freezes, and the hold of everything. */
export async function recordedOf(d: Deps, m: Migration): Promise<Recorded> {
  const [approval, request, governance] = await Promise.all([approvalOf(d, 'approvalId' in m.position ? m.position.approvalId : null), approvalOf(d, m.request?.approvalId ?? null), governanceOf(d)]);
  const parts = { approval: approval?.state ?? null, request: request?.state ?? null, requestHash: requestHash(d, m), freezes: freezesIn(d, governance.state), holdAll: governance.state.holdAll ?? null, contentHash: d.digest(cutoverContent(m)) };
  const rows = [approval, request, governance].flatMap((row) => (row === null ? [] : [{ id: row.state.id, version: row.version }]));
  return { parts, basis: rows.filter((row, i) => rows.findIndex((r) => r.id === row.id) === i) };
}

function requestHash(d: Deps, m: Migration): string {
  const wanted = m.request ?? null;
  return wanted === null ? '' : d.digest(requestContent(m, wanted.operation));
}

function approvalOf(d: Deps, id: ApprovalId | null): Promise<Stored<Approval> | null> {
  return id === null ? Promise.resolve(null) : d.store.approval(id);
}
