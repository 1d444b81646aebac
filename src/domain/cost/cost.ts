/** What replication costs a machine: the free days, a test machine that is left up, and replication that is left on. */
import { TERMINAL_PHASES, type Migration, type Phase } from '../migration/types.ts';
import { DAY, HOUR, type Instant } from '../time.ts';

/** Site Recovery is free for so many days; people are told that many before. */
export const FREE_DAYS = 31;
export const TELL_FROM_DAY = 25;
/** A test machine that is up longer costs without being looked at. */
export const TEST_UP_MS = 48 * HOUR;
/** A month of the price list. */
const MONTH_DAYS = 30;

/** What one machine and month costs, as people wrote it in the settings; the currency is only a text. */
export type Price = { readonly amount: number; readonly currency: string };

/** One machine that costs, or will. */
export type Cost = {
  /** Whole days since replication was asked for; Azure begins to count some minutes later, never earlier. */
  readonly day: number;
  readonly freeUntil: Instant;
  readonly isPaid: boolean;
  /** Since the end of the free days; null without a price. */
  readonly amount: number | null;
  /** Its test machine; `until` is how long somebody wants it. */
  readonly test: { readonly since: Instant; readonly until: Instant | null; readonly isOverdue: boolean } | null;
  /** It runs in Azure, or has gone back, and its replication is still there. */
  readonly leftOn: { readonly since: Instant; readonly after: 'failover' | 'rollback' } | null;
};

type Given = { readonly migration: Migration; /** Whether the vault still shows its protected item; null when it was not looked at. */ readonly isReplicated: boolean | null; readonly testUntil: Instant | null; readonly price: Price | null; readonly now: Instant };

const AFTER: ReadonlySet<Phase> = new Set<Phase>(['in-azure', 'accepted', 'completing']);

/** Null for a machine that costs nothing in Site Recovery any more. */
export function costOf(o: Given): Cost | null {
  const { migration: m, now } = o;
  const isOver = TERMINAL_PHASES.has(m.position.phase) && o.isReplicated !== true;
  if (isOver || m.position.phase === 'migrated') return null;
  const freeUntil = m.startedAt + FREE_DAYS * DAY;
  const paidDays = Math.max(0, (now - freeUntil) / DAY);
  return { day: Math.max(0, Math.floor((now - m.startedAt) / DAY)), freeUntil, isPaid: now >= freeUntil, amount: o.price === null ? null : (o.price.amount * paidDays) / MONTH_DAYS, test: testOf(o), leftOn: leftOnOf(m) };
}

function testOf({ migration: { position: p }, testUntil, now }: Given): Cost['test'] {
  if (p.phase !== 'test-review') return null;
  const until = testUntil !== null && testUntil > p.since ? testUntil : null;
  return { since: p.since, until, isOverdue: now >= Math.max(p.since + TEST_UP_MS, until ?? 0) };
}

function leftOnOf(m: Migration): Cost['leftOn'] {
  if (AFTER.has(m.position.phase) && 'failedOverAt' in m.position && m.position.failedOverAt !== null) return { since: m.position.failedOverAt, after: 'failover' };
  return TERMINAL_PHASES.has(m.position.phase) ? { since: m.positionSince, after: 'rollback' } : null;
}

/** What people have to be told or reminded of. */
export type Due = { readonly kind: 'billing-soon' | 'billing' | 'test-up' | 'left-on'; readonly since: Instant };

/** Everything about one machine that waits for somebody now; the costs of one that is being completed end by themselves. */
export function due(cost: Cost, m: Migration, now: Instant): readonly Due[] {
  if (m.position.phase === 'completing') return [];
  const soon = m.startedAt + TELL_FROM_DAY * DAY;
  return [
    ...(cost.isPaid ? [{ kind: 'billing', since: cost.freeUntil } as const] : now >= soon ? [{ kind: 'billing-soon', since: soon } as const] : []),
    ...(cost.test?.isOverdue === true ? [{ kind: 'test-up', since: Math.max(cost.test.since + TEST_UP_MS, cost.test.until ?? 0) } as const] : []),
    ...(cost.leftOn !== null && now - cost.leftOn.since >= TEST_UP_MS ? [{ kind: 'left-on', since: cost.leftOn.since + TEST_UP_MS } as const] : []),
  ];
}
