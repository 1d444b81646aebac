import { listOf, may, ROLES, type AccessPolicy, type People } from '../domain/access.ts';
import { OPERATIONS, type Operation } from '../domain/approval/types.ts';
import type { UserId } from '../domain/ids.ts';
import type { Deps } from './deps.ts';
import { policyOf } from './electorate.ts';
import { governanceOf } from './freezes.ts';
import type { Listed, WhoUseCases, WhoView } from './governance-types.ts';

/** The use case behind `who`. */
export function makeWho(d: Deps): WhoUseCases {
  return {
    async who(person) {
      const [access, conversations, governance] = await Promise.all([d.access(), d.store.conversations(), governanceOf(d)]);
      const names = new Map(conversations.flatMap((c) => (c.person === undefined ? [] : [[c.person.id.toLowerCase(), c.person.name] as const])));
      const listed = (people: People): Listed => ({ count: people.includes('*') ? 'everyone' : people.length, names: people.flatMap((p) => names.get(p.toLowerCase()) ?? []) });
      return {
        mine: ROLES.filter((role) => may(access, person, role)),
        roles: ROLES.map((role) => ({ role, ...listed(listOf(access, role)) })),
        seats: (access.seats ?? []).map((seat) => ({ name: seat.name, ...listed(seat.holders) })),
        operations: OPERATIONS.map((operation) => operationOf(d, operation, access)),
        ...{ silent: access.silent ?? [], guests: access.guests ?? 'refused', reviews: governance.state.reviews ?? [] },
      };
    },
  };
}

function operationOf(d: Deps, operation: Operation, access: AccessPolicy): WhoView['operations'][number] {
  const policy = policyOf(d, operation, access);
  const people = [...access.approvers, ...policy.seats.flatMap((s) => s.holders)];
  const able = new Set(people.filter((p): p is UserId => p !== '*').map((p) => p.toLowerCase())).size;
  const need = Math.max(policy.approvals, policy.seats.reduce((sum, s) => sum + s.needed, 0));
  const seatless = policy.seats.some((s) => !s.holders.includes('*') && s.holders.length < s.needed);
  const fewToReject = !people.includes('*') && able < (policy.rejections ?? 1) ? { fewToReject: able } : {};
  return { operation, ...policy, ...fewToReject, short: seatless || (!people.includes('*') && able < need) };
}
