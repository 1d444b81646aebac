/** A request that it takes several people to reject: whose no counts, and beside which yes it stands. */
import { isPartial, stillCounting, type Electorate } from './electorate.ts';
import { oncePerPerson, sharesPerson } from './quorum.ts';
import { samePerson, type Person } from '../person.ts';
import type { Approval, Decision } from './types.ts';

type Voice = Pick<Decision, 'by' | 'for'>;

/** How many different people must reject it. */
export function rejectionsNeeded(a: Pick<Approval, 'rejectQuorum'>): number {
  return Math.max(1, a.rejectQuorum ?? 1);
}

/** Whose rejection stands; always nobody where one is enough. */
export function rejectionsOf(a: Approval): readonly Decision[] {
  return a.rejections ?? [];
}

/** The rejections that count now. While a group cannot be read nobody is known to have left: a no is not forgotten for that. */
export function countingRejections(a: Approval, e: Electorate): readonly Decision[] {
  const given = rejectionsOf(a);
  return isPartial(e) ? given : stillCounting(a, given, e);
}

/** True when these are enough to end it: each person counts once. */
export function isRejected(a: Approval, given: readonly Decision[]): boolean {
  return oncePerPerson(given).length >= rejectionsNeeded(a);
}

/** An approval takes back the rejections of its own giver, and those that a stand-in gave for the giver. A stand-in never speaks against the person stood in for. */
function mayReplace(said: Voice, rejection: Voice): boolean {
  if (samePerson(said.by, rejection.by)) return true;
  return said.for === undefined && rejection.for !== undefined && samePerson(said.by, rejection.for);
}

/** The rejection of somebody else in whose right this would be said; null when none stands in the way. */
export function rejectionAgainst(said: Voice, given: readonly Decision[]): Decision | null {
  return given.find((d) => sharesPerson(d, said) && !mayReplace(said, d)) ?? null;
}

/** Answers that share nobody with one that was given since: what people said last counts. */
export function withoutVoice(given: readonly Decision[], said: Voice): readonly Decision[] {
  return given.filter((d) => !sharesPerson(d, said));
}

/** The approvals but for those of people who have said no since, as it can be where it was asked anew. */
export function approvalsStanding(a: Approval): readonly Decision[] {
  return rejectionsOf(a).reduce(withoutVoice, a.approvals);
}

/** People who gave answers that are not among those which count. */
export function giversLost(given: readonly Decision[], counting: readonly Decision[]): readonly Person[] {
  return given.filter((d) => !counting.some((k) => samePerson(k.by, d.by))).map((d) => d.by);
}

/** Why it was rejected, in the words of everybody who did. */
export function reasonsOf(a: Approval, last: string): string {
  const all = rejectionsOf(a);
  return all.length < 2 ? last : all.map((d) => `${d.by.name}: ${d.comment}`).join('; ');
}
