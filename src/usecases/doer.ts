import type { Attribution, Drift, Migration, MigrationEvent } from '../domain/migration/types.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import type { ActivityEntry } from '../ports/replication.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { whyWords } from './rejections.ts';

/** How far before the moment it was seen something may have been done: Ferry may not have been running. */
const BACK_MS = 24 * HOUR;

/** Which entries of the Activity Log can have led to what was seen. */
const OPERATIONS: { readonly [C in Drift['code']]: RegExp } = {
  'failed-over-outside': /\/(un)?plannedFailover\/action$/i,
  'item-gone': /\/(remove\/action|delete)$/i,
  'test-outside': /\/testFailover(Cleanup)?\/action$/i,
  'settings-changed': /\/replicationProtectedItems\/(write|updateAppliance\/action)$/i,
  'job-outside': /./,
  'source-started': /^$/,
  'source-changed': /^$/,
};

/** Who did what was done outside, by the Activity Log; `not-found` when it does not show it yet, or could not be read just now. */
export async function doerOf(d: Pick<Deps, 'activity' | 'store' | 'clock'>, m: Migration, asOf: Instant): Promise<Attribution> {
  const { drift } = m;
  if (drift === null) return { kind: 'not-found' };
  // The log counts by Azure's clock, and so does `asOf`.
  const since = asOf - (d.clock.now() - drift.since) - BACK_MS;
  try {
    const entries = await d.activity.ofItem({ itemName: m.itemName, since });
    return await newest(d, m, entries.filter((e) => OPERATIONS[drift.code].test(e.operation)));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const passing = error.kind === 'throttled' || error.kind === 'unavailable' || error.kind === 'conflict';
    return passing ? { kind: 'not-found' } : { kind: 'unreadable', why: whyWords(error) };
  }
}

/** The last one that worked and that Ferry has not sent itself. */
async function newest(d: Pick<Deps, 'store'>, m: Migration, entries: readonly ActivityEntry[]): Promise<Attribution> {
  const foreign = entries.filter((e) => e.status !== 'failed');
  if (foreign.length === 0) return { kind: 'not-found' };
  const own = new Set((await d.store.events(m.id)).map((r) => requestOf(r.event as MigrationEvent)));
  const [last] = foreign.filter((e) => e.correlationId === null || !own.has(e.correlationId)).toSorted((a, b) => b.at - a.at);
  return last === undefined ? { kind: 'not-found' } : { kind: 'found', caller: last.caller, operation: last.operation, at: last.at };
}

function requestOf(event: MigrationEvent): string | null {
  return event.type === 'ActAccepted' || event.type === 'ActRefused' ? event.requestId : null;
}
