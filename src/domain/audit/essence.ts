/** What decides about a cloud call, out of the state of a stream: an older Ferry may have kept the rest of it in another form. */
import { evolveApproval } from '../approval/evolve.ts';
import { rejectionsNeeded, rejectionsOf } from '../approval/rejections.ts';
import type { Approval, ApprovalEvent } from '../approval/types.ts';
import { emptyGovernance, evolveGovernance } from '../governance/evolve.ts';
import type { Governance, GovernanceEvent } from '../governance/types.ts';
import { evolve } from '../migration/evolve.ts';
import type { Migration, MigrationEvent } from '../migration/types.ts';
import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';

type Record = { readonly at: Instant; readonly actor: Actor; readonly event: { readonly type: string } };
type Chain = { readonly kind: string | null; readonly state: unknown; readonly records: readonly Record[] };

/** True when the stored state says something else than the records that led to it: somebody has changed the state beside the records. Other kinds than migrations, approvals and what holds for a scope decide about no call and are not compared. */
export function stateDiffers(chain: Chain): boolean {
  if (chain.kind === 'approval') return essenceOfApproval(chain.state as Approval | null) !== essenceOfApproval(folded(chain.records, evolveApproval as Step<Approval>));
  if (chain.kind === 'migration') return essenceOfMigration(chain.state as Migration | null) !== essenceOfMigration(folded(chain.records, evolve as Step<Migration>));
  if (chain.kind === 'governance') return essenceOfGovernance(chain.state as Governance | null) !== essenceOfGovernance(folded(chain.records, governanceStep as Step<Governance>));
  return false;
}

type Step<S> = (before: S | null, h: { readonly event: ApprovalEvent & MigrationEvent & GovernanceEvent; readonly at: Instant; readonly actor: Actor }) => S;

/** Records that do not fit each other lead to no state at all. */
function folded<S>(records: readonly Record[], step: Step<S>): S | null {
  try {
    return records.reduce<S | null>((state, r) => step(state, { ...r, event: r.event as ApprovalEvent & MigrationEvent & GovernanceEvent }), null);
  } catch {
    return null;
  }
}

function governanceStep(before: Governance | null, h: Parameters<typeof evolveGovernance>[1]): Governance {
  return evolveGovernance(before ?? emptyGovernance(''), h);
}

/** What keeps calls from being made, and who may stand in for whom. */
function essenceOfGovernance(g: Governance | null): string {
  if (g === null) return '';
  const freezes = g.freezes.map((f) => [f.number, f.from, f.to, f.endedAt ?? null]);
  const delegations = (g.delegations ?? []).map((d) => [d.from.tenant, d.from.id, d.to.tenant, d.to.id, d.at, d.until, d.endedAt ?? null]);
  return JSON.stringify([freezes, g.holdAll?.at ?? null, delegations]);
}

/** Who may answer, what it takes, who is against it, and when it may run. */
function termsOf(a: Approval): readonly unknown[] {
  const { seats = [], confirm = null, lastEditor = null, window = null, suspended = null, round = 0 } = a;
  const rejections = rejectionsOf(a).map((d) => [d.by.tenant, d.by.id, d.at]);
  return [a.approvers, seats.map((s) => [s.name, s.needed, s.holders]), rejectionsNeeded(a), rejections, confirm, lastEditor?.id ?? null, window === null ? null : [window.from, window.to], suspended !== null, round, glassOf(a)];
}

function glassOf({ glass }: Approval): unknown {
  const broken = glass?.broken;
  return broken === undefined ? null : [broken.round, broken.people.map((p) => [p.tenant, p.id])];
}

function essenceOfApproval(a: Approval | null): string {
  if (a === null) return '';
  const given = a.approvals.map((d) => [d.by.tenant, d.by.id, d.at]);
  return JSON.stringify([a.id, a.operation, a.migrationId, a.status, a.contentHash, a.quorum, a.expiresAt, a.requester.tenant, a.requester.id, given, ...termsOf(a), ...(a.wave === undefined || a.wave === null ? [] : [a.wave.id, a.wave.onFailure, a.wave.removals, a.wave.machines.map((m) => [m.migrationId, m.group, m.needs, m.content, m.state])])]);
}

function essenceOfMigration(m: Migration | null): string {
  if (m === null) return '';
  return JSON.stringify([m.id, m.instanceId, m.itemName, m.position.phase, 'approvalId' in m.position ? m.position.approvalId : null, m.target.resourceGroupId, m.target.networkId, m.target.vmName]);
}
