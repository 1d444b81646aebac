import type { GroupId, UserId } from './ids.ts';
import type { Person } from './person.ts';

export const ROLES = ['viewer', 'operator', 'approver', 'admin', 'auditor'] as const;
/** What a person may do: look; change things; decide on approvals; decide what holds for the whole scope; read the audit. */
export type Role = (typeof ROLES)[number];

/** Named people; `*` means everyone of the allowed tenants, and an empty list nobody. */
export type People = readonly (UserId | '*')[];

/** A group that gives nobody any right now: it could not be read, or nobody is in it. */
export type SilentGroup = {
  readonly group: GroupId;
  readonly state: 'unreadable' | 'empty';
  /** Why it could not be read; empty for an empty one. */
  readonly why: string;
  readonly roles: readonly Role[];
  readonly seats: readonly string[];
};

/** Where Ferry may be spoken to besides personal chats: in these channels and chats, and in all channels of these teams. */
export type Places = { readonly teams: readonly string[]; readonly channels: readonly string[] };

/** Who may do what at this moment, members of groups among them. An empty list means nobody; `*` means everyone of the allowed tenants. */
export type AccessPolicy = {
  readonly tenants: readonly string[];
  readonly viewers: People;
  readonly operators: People;
  readonly approvers: People;
  /** Left out: nobody. */
  readonly admins?: People;
  /** Left out: nobody. */
  readonly auditors?: People;
  /** Who may fill which part of a quorum. Left out: there are no parts. */
  readonly seats?: readonly { readonly name: string; readonly holders: People }[];
  /** Left out: refused. */
  readonly guests?: 'allowed' | 'refused';
  /** Whom the directory calls a guest, as far as a group told. */
  readonly knownGuests?: readonly UserId[];
  /** Left out or null: everywhere. */
  readonly places?: Places | null;
  /** Who is told when half of the time for an answer is over. Left out: nobody. */
  readonly backups?: readonly UserId[];
  /** Groups that count as nobody. Left out: none. */
  readonly silent?: readonly SilentGroup[];
};

/** True when the list names the person, or everyone. */
export function isListed(list: People, person: Person): boolean {
  return list.some((entry) => entry === '*' || entry.toLowerCase() === person.id.toLowerCase());
}

/** True when the person's tenant is allowed at all. */
export function isOurTenant(policy: AccessPolicy, person: Person): boolean {
  return policy.tenants.some((t) => t.toLowerCase() === person.tenant.toLowerCase());
}

/** The list that gives a role. */
export function listOf(policy: AccessPolicy, role: Role): People {
  const lists: { readonly [R in Role]: People } = { viewer: policy.viewers, operator: policy.operators, approver: policy.approvers, admin: policy.admins ?? [], auditor: policy.auditors ?? [] };
  return lists[role];
}

/** True when the policy gives the person the role. All others may also look, whoever holds a seat may decide. */
export function may(policy: AccessPolicy, person: Person, role: Role): boolean {
  if (!isOurTenant(policy, person) || isRefusedGuest(policy, person)) return false;
  if (role === 'viewer') return ROLES.some((r) => isListed(listOf(policy, r), person)) || holdsSeat(policy, person);
  return isListed(listOf(policy, role), person) || (role === 'approver' && holdsSeat(policy, person));
}

/** The policy without what is given to everyone: only who is named has a right by it. */
export function byNameOnly(policy: AccessPolicy): AccessPolicy {
  const named = (list: People): People => list.filter((entry) => entry !== '*');
  const lists = { viewers: named(policy.viewers), operators: named(policy.operators), approvers: named(policy.approvers), admins: named(policy.admins ?? []), auditors: named(policy.auditors ?? []) };
  return { ...policy, ...lists, seats: (policy.seats ?? []).map((s) => ({ ...s, holders: named(s.holders) })) };
}

/** True when the person has some right only because everyone has it. */
export function gainsAsEveryone(policy: AccessPolicy, person: Person): boolean {
  const named = byNameOnly(policy);
  const bySeat = (policy.seats ?? []).some((s, i) => isListed(s.holders, person) && !isListed(named.seats?.[i]?.holders ?? [], person));
  return bySeat || ROLES.some((role) => may(policy, person, role) && !may(named, person, role));
}

function holdsSeat(policy: AccessPolicy, person: Person): boolean {
  return (policy.seats ?? []).some((s) => isListed(s.holders, person));
}

function isRefusedGuest(policy: AccessPolicy, person: Person): boolean {
  return policy.guests !== 'allowed' && (policy.knownGuests ?? []).some((g) => g.toLowerCase() === person.id.toLowerCase());
}

/** Somebody at the door: who, and where. */
export type Entrance = {
  readonly who: Person;
  /** Teams called the person a guest. */
  readonly guest: boolean;
  readonly place: { readonly kind: 'personal' | 'channel' | 'group'; readonly conversation: string; readonly team: string | null };
};

/** Why somebody is not let in; said to nobody but the log. `unplaced`: it could not be told whether the person is a guest, and only what everyone may do would let the person in. */
export type Barred = 'tenant' | 'guest' | 'place' | 'no-role' | 'unplaced';

/** Who may speak to Ferry at all, and where. Null lets in. */
export function whyBarred(policy: AccessPolicy, e: Entrance): Barred | null {
  if (!isOurTenant(policy, e.who)) return 'tenant';
  if ((e.guest && policy.guests !== 'allowed') || isRefusedGuest(policy, e.who)) return 'guest';
  if (!isAllowedPlace(policy.places ?? null, e.place)) return 'place';
  return may(policy, e.who, 'viewer') ? null : 'no-role';
}

/** Where Ferry may be spoken to. Personal chats are let in by the person alone: nobody else reads there. */
export function isAllowedPlace(places: Places | null, { kind, conversation, team }: Entrance['place']): boolean {
  if (places === null || kind === 'personal') return true;
  if (places.channels.includes(conversation)) return true;
  return kind === 'channel' && team !== null && places.teams.some((t) => t.toLowerCase() === team.toLowerCase());
}

/** Groups that would give the role, and give it to nobody now. */
export function silentFor(policy: AccessPolicy, role: Role): readonly SilentGroup[] {
  return (policy.silent ?? []).filter((g) => g.roles.includes(role) || (role === 'approver' && g.seats.length > 0));
}
