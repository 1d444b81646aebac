import { silentFor, type AccessPolicy } from '../domain/access.ts';
import type { Electorate } from '../domain/approval/electorate.ts';
import { defaultPolicies, type OperationPolicy } from '../domain/approval/policy.ts';
import type { Operation } from '../domain/approval/types.ts';
import { withHolders } from '../domain/governance/expand.ts';
import { delegationsOf } from './delegations.ts';
import type { Deps } from './deps.ts';
import type { Rejection } from './outcome.ts';

/** What an operation needs to be approved, with the holders of its seats as they are now. */
export function policyOf(d: Pick<Deps, 'policy'>, operation: Operation, access: AccessPolicy): OperationPolicy {
  const settings = d.policy.operations ?? defaultPolicies({ quorum: d.policy.quorum, lifetimeMs: d.policy.approvalMs });
  return withHolders(settings[operation], access);
}

/** Who may answer requests for an operation, as it stands now. */
export async function electorateOf(d: Pick<Deps, 'policy' | 'access' | 'store' | 'scope'>, operation: Operation): Promise<Electorate> {
  const access = await d.access();
  return { policy: access, seats: policyOf(d, operation, access).seats, delegations: await delegationsOf(d) };
}

/** The refusal while a group of approvers cannot be read: who may approve is not known, so nobody can. Null when all were read. */
export function unreadable(access: AccessPolicy): Rejection | null {
  const group = silentFor(access, 'approver').find((g) => g.state === 'unreadable');
  return group === undefined ? null : { code: 'approvers-unreadable', detail: { group: group.group, why: group.why } };
}
