import type { Evidence } from '../evidence.ts';
import type { Migration } from '../migration/types.ts';
import type { Item } from '../observation.ts';
import type { Instant } from '../time.ts';

const MOST_URGENT = 'The EC2 machine is gone: what is in Azure may be the only copy, and there is no way back.';

/** What an approver is to see before a failover from the last recovery point. It is judged by the vault alone: AWS has nothing left to check, and waiting makes nothing better. Pure. */
export function lastCopyEvidence(m: Migration, item: Item | null, now: Instant): Evidence {
  const v = m.verdict;
  return {
    at: now,
    // The age of the last point grows with every minute; what counts is which point it is.
    rpoSeconds: null,
    replicationHealth: item?.replicationHealth ?? 'none',
    backlogMb: null,
    test: v === null ? null : { works: v.works, at: v.at, by: v.by.name },
    warnings: [MOST_URGENT, ...pointLine(item), ...(v?.works === true ? [] : ['No test failover has shown that the copy works.'])],
    blocks: blocks(item),
  };
}

function pointLine(item: Item | null): readonly string[] {
  const at = item?.lastRecoveryPointAt ?? null;
  return at === null ? [] : [`Last recovery point: ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC. What was written since is lost.`];
}

function blocks(item: Item | null): readonly string[] {
  if (item === null) return ['The vault has no replicated item of the machine any more.'];
  if (item.lastRecoveryPointAt === null) return ['The vault has no recovery point of the machine.'];
  return item.allowedOperations.includes('UnplannedFailover') ? [] : [`Site Recovery does not allow a failover now. State: ${item.protectionText}.`];
}
