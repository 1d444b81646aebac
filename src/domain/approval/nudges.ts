import { MINUTE, type Instant } from '../time.ts';
import { answerUntil, isAnswerable } from './open.ts';
import { NUDGES, type Approval, type Nudge } from './types.ts';

const LAST_CALL = 30 * MINUTE;

/** When people are told again while a request waits; null for what does not apply to it. */
function nudgeAt(a: Approval, nudge: Nudge): Instant | null {
  const from = a.askedAgainAt ?? a.requestedAt;
  const until = answerUntil(a);
  switch (nudge) {
    case 'escalated':
      return (a.backups ?? []).length === 0 ? null : from + (until - from) / 2;
    case 'quarter-left':
      return from + ((until - from) * 3) / 4;
    case 'half-hour-left':
      return until - LAST_CALL > from ? until - LAST_CALL : null;
  }
}

/** What people have to be told now and were not told yet. */
export function nudgesDue(a: Approval, now: Instant): readonly Nudge[] {
  if (!isAnswerable(a, now)) return [];
  return waiting(a).filter(({ at }) => at <= now).map(({ nudge }) => nudge);
}

/** When the next one is due, which may have been before now; null when none is left. */
export function nextNudge(a: Approval, now: Instant): Instant | null {
  const ahead = isAnswerable(a, now) ? waiting(a).map(({ at }) => at) : [];
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function waiting(a: Approval): readonly { readonly nudge: Nudge; readonly at: Instant }[] {
  return NUDGES.flatMap((nudge) => {
    const at = nudgeAt(a, nudge);
    return at === null || (a.nudged ?? []).includes(nudge) ? [] : [{ nudge, at }];
  });
}
