import type { Item } from '../observation.ts';
import type { Instant } from '../time.ts';
import { isFailedOver, NOTHING, stuck, type Decision, type Patience } from './decision.ts';
import type { Observation } from './observation.ts';
import { resolvePending } from './pending.ts';
import { advance } from './phases.ts';
import { TERMINAL_PHASES, type Migration, type MigrationEvent, type Phase } from './types.ts';

/** Decides from stored state and one look at the clouds. Pure; the same input gives the same answer. */
export function reconcile(m: Migration, o: Observation, at: { readonly now: Instant } & Patience): Decision {
  if (TERMINAL_PHASES.has(m.position.phase)) return NOTHING;
  if (m.pending !== null) return { events: resolvePending(m, o, at), act: null };
  if (m.drift !== null || m.stuck !== null) return NOTHING;
  const drift = findDrift(m, o);
  if (drift !== null) return { events: [drift], act: null };
  const lost = findLostSource(m, o);
  if (lost !== null) return { events: [lost], act: null };
  const next = advance(m, o, at);
  return next.act !== null && at.now < (m.notBefore ?? 0) ? NOTHING : next;
}

const BEFORE_FAILOVER: ReadonlySet<Phase> = new Set(['seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);
const HAS_ITEM: ReadonlySet<Phase> = new Set([...BEFORE_FAILOVER, 'in-azure', 'accepted']);
const NEEDS_SOURCE: ReadonlySet<Phase> = new Set(['protected', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);

function findDrift(m: Migration, o: Observation): MigrationEvent | null {
  const phase = m.position.phase;
  if (o.item === 'unread') return null;
  if (o.item === 'absent') return HAS_ITEM.has(phase) ? { type: 'Drifted', drift: { code: 'item-gone', jobId: null } } : null;
  return BEFORE_FAILOVER.has(phase) && isFailingOver(o.item) ? { type: 'Drifted', drift: { code: 'failed-over-outside', jobId: o.item.running?.jobId ?? null } } : null;
}

function isFailingOver(item: Item): boolean {
  const scenario = item.running?.scenario ?? '';
  return isFailedOver(item) || (scenario.endsWith('Failover') && !scenario.includes('Test'));
}

function findLostSource(m: Migration, o: Observation): MigrationEvent | null {
  if (!NEEDS_SOURCE.has(m.position.phase) || o.source === 'unread') return null;
  if (o.source.power !== 'gone' && o.source.power !== 'terminated' && o.source.power !== 'shutting-down') return null;
  return stuck('source-gone', null, { code: 'SourceGone', message: 'The EC2 instance does not exist any more.', causes: 'It was terminated, by a person, a stack or an Auto Scaling group.', advice: 'Do not disable replication: the last recovery point in Azure may be the only copy.' });
}
