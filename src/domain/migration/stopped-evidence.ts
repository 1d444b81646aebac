import type { Evidence } from '../evidence.ts';
import type { Item } from '../observation.ts';
import type { Instant } from '../time.ts';
import type { Migration } from './types.ts';

/** What an approver is to see before the failover of a machine whose source is stopped already. Its own figures say nothing any more; how long it has been down says a lot. Pure. */
export function stoppedEvidence(m: Migration, item: Item | null, now: Instant): Evidence {
  const v = m.verdict;
  return {
    at: now,
    rpoSeconds: null,
    replicationHealth: item?.replicationHealth ?? 'none',
    backlogMb: item?.backlogMb ?? null,
    test: v === null ? null : { works: v.works, at: v.at, by: v.by.name },
    warnings: [...(m.sourceStoppedAt === null ? [] : [`The EC2 machine is stopped since ${minute(m.sourceStoppedAt)}: an earlier approval ran out of time.`]), ...pointLine(item)],
    blocks: blocks(item),
  };
}

function pointLine(item: Item | null): readonly string[] {
  const at = item?.lastRecoveryPointAt ?? null;
  return at === null ? [] : [`Newest recovery point: ${minute(at)}.`];
}

function blocks(item: Item | null): readonly string[] {
  if (item === null) return ['The vault has no replicated item of the machine any more.'];
  if (item.lastRecoveryPointAt === null) return ['The vault has no recovery point of the machine.'];
  return item.allowedOperations.includes('UnplannedFailover') ? [] : [`Site Recovery does not allow a failover now. State: ${item.protectionText}.`];
}

function minute(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
