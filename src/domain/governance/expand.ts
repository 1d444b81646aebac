import { ROLES, type AccessPolicy, type People, type Role, type SilentGroup } from '../access.ts';
import type { OperationPolicy } from '../approval/policy.ts';
import type { Seat } from '../approval/types.ts';
import type { GroupId, UserId } from '../ids.ts';
import { groupsOf, type GovernanceSettings, type Holders, type OperationSettings } from './settings.ts';

/** Somebody in a group; `guest` is null where the directory did not say: such a person counts as a guest. */
export type Member = { readonly id: UserId; readonly guest: boolean | null };

/** What the directory told of a group, or why it could not. */
export type Membership = { readonly members: readonly Member[] } | { readonly why: string };

type Groups = ReadonlyMap<GroupId, Membership>;

/** Who may do what, with the members of the groups in it. A group that could not be read, or was not asked for, is nobody. */
export function expandAccess(s: GovernanceSettings, groups: Groups): AccessPolicy {
  const guests = guestsIn(groups);
  const list = (h: Holders): People => without(peopleOf(h, groups), s.guests === 'allowed' ? [] : guests);
  return {
    ...{ tenants: s.tenants, guests: s.guests, knownGuests: guests, places: s.places },
    ...{ viewers: list(s.roles.viewer), operators: list(s.roles.operator), approvers: list(s.roles.approver), admins: list(s.roles.admin), auditors: list(s.roles.auditor) },
    seats: s.seats.map((seat) => ({ name: seat.name, holders: list(seat) })),
    // Everyone is nobody in particular.
    backups: list(s.escalation).filter((p): p is UserId => p !== '*'),
    silent: silentGroups(s, groups),
  };
}

/** What an operation needs, with the holders of its seats as they are now. */
export function withHolders(s: OperationSettings, access: AccessPolicy): OperationPolicy {
  return { ...s, seats: s.seats.map((seat): Seat => ({ ...seat, holders: access.seats?.find((known) => known.name === seat.name)?.holders ?? [] })) };
}

function peopleOf(h: Holders, groups: Groups): People {
  const named = new Map(h.people.map((p) => [p.toLowerCase(), p]));
  for (const group of h.groups) for (const { id } of membersOf(groups.get(group))) if (!named.has(id.toLowerCase())) named.set(id.toLowerCase(), id);
  return [...named.values()];
}

function membersOf(m: Membership | undefined): readonly Member[] {
  return m !== undefined && 'members' in m ? m.members : [];
}

function guestsIn(groups: Groups): readonly UserId[] {
  const guests = [...groups.values()].flatMap(membersOf).filter((m) => m.guest !== false);
  return [...new Set(guests.map((m) => m.id))];
}

function without(list: People, guests: readonly UserId[]): People {
  const out = new Set(guests.map((g) => g.toLowerCase()));
  return list.filter((p) => !out.has(p.toLowerCase()));
}

function silentGroups(s: GovernanceSettings, groups: Groups): readonly SilentGroup[] {
  return groupsOf(s).flatMap((group): readonly SilentGroup[] => {
    const told = groups.get(group) ?? { why: 'it was not asked for' };
    const uses = { group, roles: rolesOf(s, group), seats: s.seats.filter((seat) => seat.groups.includes(group)).map((seat) => seat.name) };
    if ('why' in told) return [{ ...uses, state: 'unreadable', why: told.why }];
    const counting = told.members.filter((m) => s.guests === 'allowed' || m.guest === false);
    return counting.length === 0 ? [{ ...uses, state: 'empty', why: told.members.some((m) => m.guest === null) ? UNTOLD : '' }] : [];
  });
}

/** Without the right to read it Graph leaves out what people are. */
const UNTOLD = 'Graph does not tell which of its members are guests, so all count as guests: Ferry needs User.Read.All';

function rolesOf(s: GovernanceSettings, group: GroupId): readonly Role[] {
  return ROLES.filter((role) => s.roles[role].groups.includes(group));
}
