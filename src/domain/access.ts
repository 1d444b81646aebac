import type { UserId } from './ids.ts';
import type { Person } from './person.ts';

export const ROLES = ['viewer', 'operator', 'approver'] as const;
/** What a person may do: look; change things; decide on approvals. */
export type Role = (typeof ROLES)[number];

/** Who may do what. An empty list means nobody; `*` means everyone of the allowed tenants. */
export type AccessPolicy = {
  readonly tenants: readonly string[];
  readonly viewers: readonly (UserId | '*')[];
  readonly operators: readonly (UserId | '*')[];
  readonly approvers: readonly (UserId | '*')[];
};

/** True when the list names the person, or everyone. */
export function isListed(list: readonly (UserId | '*')[], person: Person): boolean {
  return list.some((entry) => entry === '*' || entry.toLowerCase() === person.id.toLowerCase());
}

/** True when the person's tenant is allowed at all. */
export function isOurTenant(policy: AccessPolicy, person: Person): boolean {
  return policy.tenants.some((t) => t.toLowerCase() === person.tenant.toLowerCase());
}

/** True when the policy gives the person the role; operators and approvers may also look. */
export function may(policy: AccessPolicy, person: Person, role: Role): boolean {
  if (!isOurTenant(policy, person)) return false;
  if (role === 'operator') return isListed(policy.operators, person);
  if (role === 'approver') return isListed(policy.approvers, person);
  return isListed(policy.viewers, person) || isListed(policy.operators, person) || isListed(policy.approvers, person);
}
