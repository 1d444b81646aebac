/** What decides about a cloud call, out of the state of a stream: an older Ferry may have kept the rest of it in another form. */
import { evolveApproval } from '../approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../approval/types.ts';
import { evolve } from '../migration/evolve.ts';
import type { Migration, MigrationEvent } from '../migration/types.ts';
import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';

type Record = { readonly at: Instant; readonly actor: Actor; readonly event: { readonly type: string } };
type Chain = { readonly kind: string | null; readonly state: unknown; readonly records: readonly Record[] };

/** True when the stored state says something else than the records that led to it: somebody has changed the state beside the records. Other kinds than migrations and approvals start nothing and are not compared. */
export function stateDiffers(chain: Chain): boolean {
  if (chain.kind === 'approval') return essenceOfApproval(chain.state as Approval | null) !== essenceOfApproval(folded(chain.records, evolveApproval as Step<Approval>));
  if (chain.kind === 'migration') return essenceOfMigration(chain.state as Migration | null) !== essenceOfMigration(folded(chain.records, evolve as Step<Migration>));
  return false;
}

type Step<S> = (before: S | null, h: { readonly event: ApprovalEvent & MigrationEvent; readonly at: Instant; readonly actor: Actor }) => S;

/** Records that do not fit each other lead to no state at all. */
function folded<S>(records: readonly Record[], step: Step<S>): S | null {
  try {
    return records.reduce<S | null>((state, r) => step(state, { ...r, event: r.event as ApprovalEvent & MigrationEvent }), null);
  } catch {
    return null;
  }
}

function essenceOfApproval(a: Approval | null): string {
  if (a === null) return '';
  const given = a.approvals.map((d) => [d.by.tenant, d.by.id, d.at]);
  return JSON.stringify([a.id, a.operation, a.migrationId, a.status, a.contentHash, a.quorum, a.expiresAt, a.requester.tenant, a.requester.id, given, ...(a.wave === undefined || a.wave === null ? [] : [a.wave.id, a.wave.onFailure, a.wave.removals, a.wave.machines.map((m) => [m.migrationId, m.group, m.needs, m.content, m.state])])]);
}

function essenceOfMigration(m: Migration | null): string {
  if (m === null) return '';
  return JSON.stringify([m.id, m.instanceId, m.itemName, m.position.phase, 'approvalId' in m.position ? m.position.approvalId : null, m.target.resourceGroupId, m.target.networkId, m.target.vmName]);
}
