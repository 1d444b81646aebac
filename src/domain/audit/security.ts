import type { Actor, Person } from '../person.ts';
import type { Instant } from '../time.ts';
import { dayOf, securityIdAt, type SecurityEvent, type SecurityLog } from './types.ts';

/** Records of one person on one day; what comes after is logged and not stored. */
export const MOST_A_DAY = 100;

/** A day on which nothing was refused yet. */
export function emptySecurityLog(at: Instant): SecurityLog {
  return { id: securityIdAt(at), day: dayOf(at), people: {} };
}

/** What is recorded of one refusal: it, and at the limit that there may be more; nothing beyond. Pure. */
export function securityEvents(log: SecurityLog, event: SecurityEvent, who: Person): readonly SecurityEvent[] {
  const before = log.people[keyOf(who)] ?? 0;
  if (before >= MOST_A_DAY) return [];
  return before + 1 === MOST_A_DAY ? [event, { type: 'MoreNotRecorded', recorded: MOST_A_DAY }] : [event];
}

/** Applies one event; pure, the stored state equals the fold of its log. */
export function evolveSecurity(log: SecurityLog, { event, actor }: { readonly event: SecurityEvent; readonly at: Instant; readonly actor: Actor }): SecurityLog {
  if (actor.kind !== 'person' || event.type === 'MoreNotRecorded') return log;
  const key = keyOf(actor.person);
  return { ...log, people: { ...log.people, [key]: (log.people[key] ?? 0) + 1 } };
}

/** Ids only, in one case: a name can be chosen. */
function keyOf(p: Person): string {
  return `${p.tenant}/${p.id}`.toLowerCase();
}
