import { isListed, isOurTenant, silentFor, type AccessPolicy } from '../access.ts';
import type { Delegation } from '../governance/types.ts';
import { samePerson, type Person } from '../person.ts';
import type { Instant } from '../time.ts';
import type { Approval, Decision, Seat } from './types.ts';

/** Who may answer, as it stands now. Left out: seats are those of the request, nobody stands in for anybody. */
export type Electorate = { readonly policy: AccessPolicy; readonly seats?: readonly Seat[]; readonly delegations?: readonly Delegation[] };

/** True while a group of approvers cannot be read: its members count as nobody, which says nothing about their answers. */
export function isPartial(e: Electorate): boolean {
  return silentFor(e.policy, 'approver').some((g) => g.state === 'unreadable');
}

/** In whose right somebody answers, and which seats the answer may fill. */
export type Right = { readonly for: Person | null; readonly seats: readonly string[] };

/** True while somebody may stand in for another. */
export function isInForce(d: Delegation, now: Instant): boolean {
  return d.at <= now && now < Math.min(d.until, d.endedAt ?? d.until);
}

/** All rights in which a person may answer, the own one first. Frozen at the request and held now: who joined or left since has none. */
export function rightsOf(a: Approval, who: Person, o: { readonly electorate: Electorate; readonly now: Instant }): readonly Right[] {
  const e = o.electorate;
  if (samePerson(a.requester, who) || !isOurTenant(e.policy, who)) return [];
  const own = hasOwnRight(a, who, e) ? [{ for: null, seats: seatsOf(a, who, e) }] : [];
  const lent = (e.delegations ?? []).filter((d) => isInForce(d, o.now) && samePerson(d.to, who) && mayLend(a, d.from, e));
  return [...own, ...lent.map((d) => ({ for: d.from, seats: seatsOf(a, d.from, e) }))];
}

/** Four eyes: the requester's own right is nobody's to use. */
function mayLend(a: Approval, from: Person, e: Electorate): boolean {
  return !samePerson(a.requester, from) && isOurTenant(e.policy, from) && hasOwnRight(a, from, e);
}

function hasOwnRight(a: Approval, p: Person, e: Electorate): boolean {
  return (isListed(a.approvers, p) && isListed(e.policy.approvers, p)) || seatsOf(a, p, e).length > 0;
}

function seatsOf(a: Approval, p: Person, e: Electorate): readonly string[] {
  const now = e.seats ?? a.seats ?? [];
  return (a.seats ?? []).filter((s) => isListed(s.holders, p) && now.some((n) => n.name === s.name && isListed(n.holders, p))).map((s) => s.name);
}

/** The answers that still count, with the seats their givers still hold. Whoever gave one, and whoever it was given for, must still be of the electorate. */
export function stillCounting(a: Approval, given: readonly Decision[], e: Electorate): readonly Decision[] {
  return given.filter((d) => stillCounts(a, d, e)).map((d) => ({ ...d, seats: seatsOf(a, d.for ?? d.by, e) }));
}

function stillCounts(a: Approval, d: Decision, e: Electorate): boolean {
  if (!isOurTenant(e.policy, d.by) || samePerson(a.requester, d.by)) return false;
  return d.for === undefined ? hasOwnRight(a, d.by, e) : mayLend(a, d.for, e);
}
