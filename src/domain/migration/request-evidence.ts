import type { Evidence } from '../evidence.ts';
import type { Instant } from '../time.ts';
import { stopOf } from '../source-stop.ts';
import type { Migration, Request } from './types.ts';

/** What an approver of a completion or a rollback is to see: what it costs, and that there is no way back. It needs no cloud, so it can be asked for when one cannot be read. Pure. */
export function requestEvidence(m: Migration, operation: Request['operation'], now: Instant): Evidence {
  const v = m.verdict;
  return {
    at: now,
    rpoSeconds: null,
    replicationHealth: 'none',
    backlogMb: null,
    test: v === null ? null : { works: v.works, at: v.at, by: v.by.name },
    warnings: operation === 'rollback' ? lost(m) : [...acceptedBy(m), ...final(m)],
    blocks: [],
  };
}

function lost(m: Migration): readonly string[] {
  const failedOverAt = 'failedOverAt' in m.position ? m.position.failedOverAt : null;
  if (failedOverAt === null) return [`No failover has ended: nothing was written in Azure. ${startedAgain(m)}`];
  return [
    `What was written in Azure since ${minute(failedOverAt)} is lost: nothing copies it back to AWS.`,
    ...(isOn(m) ? ['The EC2 machine was not stopped: it is what runs on.'] : []),
    'Site Recovery does not go on by itself afterwards: replication must be enabled anew, with a new first copy.',
  ];
}

function acceptedBy(m: Migration): readonly string[] {
  const p = m.position;
  return p.phase === 'accepted' ? [`Accepted by ${p.by.name}, ${minute(p.at)}.`] : [];
}

function final(m: Migration): readonly string[] {
  const kept = isOn(m) ? 'The EC2 machine was not stopped by Ferry: it may still run, and Ferry leaves it as it is.' : 'The EC2 machine is kept, stopped; starting it again is then a manual step in AWS.';
  const source = m.sourceLost === undefined ? kept : 'The EC2 machine is gone: the machine in Azure is the only copy.';
  return ['Replication and its recovery points are removed: no rollback through Ferry afterwards.', source];
}

/** Nobody stopped it in this cutover. */
function isOn(m: Migration): boolean {
  return m.sourceStoppedAt === null;
}

function startedAgain(m: Migration): string {
  return isOn(m) && stopOf(m) === 'none' ? 'The EC2 machine was not stopped.' : 'The EC2 machine is started again.';
}

function minute(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
