import type { InstanceId } from '../ids.ts';
import { pausedBy } from '../migration/drift.ts';
import { stopOf } from '../source-stop.ts';
import { TERMINAL_PHASES, type Migration, type MigrationEvent, type Phase } from '../migration/types.ts';
import type { Instant } from '../time.ts';
import { isGone, sourceChanges, withSeen } from './changes.ts';
import type { SourceChange, SourceLoss, SourceSeen, SourceSnapshot } from './types.ts';

/** What one look at AWS gave, and what the vault tells of the copy. */
export type SourceLook = {
  readonly seen: SourceSeen;
  readonly now: Instant;
  /** The newest recovery point and the cloud's clock when it was read. */
  readonly copy: { readonly lastRecoveryPointAt: Instant | null; readonly seenAt: Instant };
  /** A newer machine with the same name. */
  readonly successor: InstanceId | null;
};

/** Replication stands or begins, and nothing of a cutover has been asked for. */
const RESTING: ReadonlySet<Phase> = new Set(['enabling', 'seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested']);
const ASKED: ReadonlySet<Phase> = new Set(['awaiting-approval', 'quiescing', 'draining']);
const IN_AZURE: ReadonlySet<Phase> = new Set(['in-azure', 'accepted']);
/** A cutover that the loss of its EC2 machine makes another one. */
const DENIED: ReadonlySet<Phase> = new Set([...ASKED, 'stopping-source', 'source-stopped']);

/** What a look at the EC2 machine means for its migration: told, paused, or lost for good. Pure. */
export function guardSource(m: Migration, look: SourceLook): readonly MigrationEvent[] {
  if (TERMINAL_PHASES.has(m.position.phase)) return [];
  if (isGone(look.seen.power)) return lost(m, look);
  if (m.source === undefined || m.sourceLost !== undefined) return [recorded(m.source, look)];
  if (m.drift !== null) return [];
  const changes = sourceChanges(m.source, look.seen).filter((c) => effectOf(c, m) !== 'expected');
  if (changes.length === 0) return completes(m.source, look.seen) ? [recorded(m.source, look)] : [];
  return told(m, { source: m.source, changes }, look);
}

function told(m: Migration, o: { readonly source: SourceSnapshot; readonly changes: readonly SourceChange[] }, look: SourceLook): readonly MigrationEvent[] {
  const { phase } = m.position;
  if (!o.changes.some((c) => effectOf(c, m) === 'pause')) return [{ type: 'SourceChanged', changes: o.changes, source: withSeen(o.source, look.seen, look.now) }];
  // What is under way ends first: its answer decides where the machine stands.
  if (m.pending !== null) return [];
  const runsTwice = IN_AZURE.has(phase) && o.changes.some((c) => c.kind === 'started');
  return pausedBy(m, { code: runsTwice ? 'source-started' : 'source-changed', jobId: null, detail: { kind: 'source', changes: o.changes } });
}

/** `pause` where a cutover would go wrong with it; `expected` where Ferry does it, or decides about it, itself. */
type Effect = 'pause' | 'tell' | 'expected';

function effectOf(c: SourceChange, m: Migration): Effect {
  const { phase } = m.position;
  if (IN_AZURE.has(phase)) return c.kind === 'started' ? 'pause' : 'expected';
  if (isLeftOn(m)) return c.kind === 'stopped' ? 'expected' : effectIn('draining', c);
  return RESTING.has(phase) || ASKED.has(phase) ? effectIn(phase, c) : 'expected';
}

/** Where Ferry itself stops nothing the machine runs on, whatever the phase is called. */
function isLeftOn(m: Migration): boolean {
  const { phase } = m.position;
  return m.sourceLost === undefined && ((phase === 'stopping-source' && stopOf(m) === 'person') || (phase === 'source-stopped' && stopOf(m) === 'none'));
}

function effectIn(phase: Phase, c: SourceChange): Effect {
  switch (c.kind) {
    case 'disk-added': case 'disk-removed': case 'disk-resized': case 'moved':
      return 'pause';
    case 'stopped': case 'resized': case 'joined-group':
      return ASKED.has(phase) ? 'pause' : 'tell';
    case 'restarted':
      // The application that people stopped for the cutover may run again.
      return phase === 'quiescing' || phase === 'draining' ? 'pause' : 'tell';
    case 'started': case 'left-group':
      return 'tell';
  }
}

/** What earlier looks did not tell, and this one does. */
function completes(before: SourceSnapshot, seen: SourceSeen): boolean {
  return (before.disks === null && seen.disks !== null) || (before.launchedAt === null && seen.launchedAt !== null && seen.power === 'running');
}

function recorded(before: SourceSnapshot | undefined, { seen, now }: SourceLook): MigrationEvent {
  const base = before ?? { ...seen, at: now, imageId: null, protection: null };
  return { type: 'SourceRecorded', source: withSeen(base, seen, now) };
}

/** A machine that is gone voids what was approved with it, even between the stop and the failover: what runs then is another operation. */
function lost(m: Migration, look: SourceLook): readonly MigrationEvent[] {
  const p = m.position;
  if (m.sourceLost !== undefined || m.pending !== null || p.phase === 'rolling-back' || p.phase === 'completing') return [];
  const loss: Omit<SourceLoss, 'at'> = {
    power: look.seen.power as SourceLoss['power'],
    lastRecoveryPointAt: look.copy.lastRecoveryPointAt,
    seenAt: look.copy.seenAt,
    successor: look.successor,
    autoScalingGroup: m.source?.autoScalingGroup ?? look.seen.autoScalingGroup,
  };
  const event: MigrationEvent = { type: 'SourceLost', loss };
  if (!('approvalId' in p) || !DENIED.has(p.phase)) return [event];
  return [event, { type: 'CutoverDenied', approvalId: p.approvalId, outcome: 'voided', kind: 'drift', reason: 'the EC2 machine is gone' }];
}

/** Told once, and never taken as the same machine. Pure. */
export function guardSuccessor(m: Migration, successor: InstanceId | null): readonly MigrationEvent[] {
  if (successor === null || m.sourceLost === undefined || m.sourceLost.successor !== null || TERMINAL_PHASES.has(m.position.phase)) return [];
  return [{ type: 'SuccessorSeen', successor }];
}

/** True while the copy in Azure may be the only one, and nothing runs in Azure yet. */
export function isOrphan(m: Migration): boolean {
  return m.sourceLost !== undefined && RESTING.has(m.position.phase);
}
