import { no, ok, type Result } from '../result.ts';
import { samePerson, type Person } from '../person.ts';
import { DAY, type Instant } from '../time.ts';
import { endOfFreeze } from './freezes.ts';
import type { Governance, GovernanceEvent } from './types.ts';

/** What an admin may ask for a scope. */
export type GovernanceCommand =
  | { readonly type: 'add-freeze'; readonly from: Instant; readonly to: Instant; readonly zone: string; readonly reason: string }
  | { readonly type: 'end-freeze'; readonly number: number; readonly reason: string }
  | { readonly type: 'delegate'; readonly to: Person; readonly until: Instant }
  | { readonly type: 'end-delegation' }
  | { readonly type: 'hold-all'; readonly reason: string }
  | { readonly type: 'release-all' };

export type GovernanceRefusal = { readonly code: 'reason-needed' | 'window-over' | 'no-such-freeze' | 'delegate-self' | 'delegation-too-long' | 'no-delegation' | 'not-held'; readonly detail: Readonly<Record<string, string>> };

type Asked = { readonly who: Person; readonly now: Instant };
type Answer = Result<readonly GovernanceEvent[], GovernanceRefusal>;

/** Decides one request; who may ask is checked before. Pure. */
export function decideGovernance(g: Governance, c: GovernanceCommand, asked: Asked): Answer {
  if (c.type === 'delegate') return delegate(c, asked);
  if (c.type === 'end-delegation') return endDelegation(g, asked);
  if (c.type === 'release-all') return (g.holdAll ?? null) === null ? no({ code: 'not-held', detail: {} }) : ok([{ type: 'AllReleased' }]);
  if (c.reason.trim() === '') return no({ code: 'reason-needed', detail: {} });
  if (c.type === 'hold-all') return ok([{ type: 'AllHeld', reason: c.reason.trim() }]);
  return c.type === 'add-freeze' ? addFreeze(g, c, asked) : endFreeze(g, c, asked.now);
}

function addFreeze(g: Governance, c: Extract<GovernanceCommand, { type: 'add-freeze' }>, { who, now }: Asked): Answer {
  if (c.to <= now || c.to <= c.from) return no({ code: 'window-over', detail: {} });
  const number = Math.max(0, ...g.freezes.map((f) => f.number)) + 1;
  return ok([{ type: 'FreezeAdded', freeze: { number, from: c.from, to: c.to, zone: c.zone, reason: c.reason.trim(), by: who } }]);
}

function endFreeze(g: Governance, c: Extract<GovernanceCommand, { type: 'end-freeze' }>, now: Instant): Answer {
  const known = g.freezes.some((f) => f.number === c.number && now < endOfFreeze(f));
  return known ? ok([{ type: 'FreezeEnded', number: c.number, reason: c.reason.trim() }]) : no({ code: 'no-such-freeze', detail: { number: String(c.number) } });
}

/** Whoever is away longer should not be an approver meanwhile. */
const LONGEST_DELEGATION = 60 * DAY;

function delegate(c: Extract<GovernanceCommand, { type: 'delegate' }>, { who, now }: Asked): Answer {
  if (samePerson(c.to, who)) return no({ code: 'delegate-self', detail: {} });
  if (c.until <= now) return no({ code: 'window-over', detail: {} });
  if (c.until - now > LONGEST_DELEGATION) return no({ code: 'delegation-too-long', detail: { days: String(LONGEST_DELEGATION / DAY) } });
  return ok([{ type: 'DelegationGranted', delegation: { from: who, to: c.to, at: now, until: c.until } }]);
}

function endDelegation(g: Governance, { who, now }: Asked): Answer {
  const mine = (g.delegations ?? []).some((d) => samePerson(d.from, who) && now < Math.min(d.until, d.endedAt ?? d.until));
  return mine ? ok([{ type: 'DelegationEnded', from: who }]) : no({ code: 'no-delegation', detail: {} });
}
