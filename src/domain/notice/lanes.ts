/** How urgent each event of a machine is. */
import type { ActKind, MigrationEvent, Stuck } from '../migration/types.ts';
import type { Lane } from './types.ts';

/** When one of these goes wrong, people are without their application, or may soon be without a way back. */
const GRAVE: ReadonlySet<ActKind> = new Set(['stopSource', 'startFailover', 'completeMigration', 'deallocateTarget', 'startSource']);

/** Waits of a machine that nothing has been stopped for. */
const PATIENT: ReadonlySet<Stuck['code']> = new Set(['frozen', 'approval-lapsed']);

/** The lane of an event; whatever nobody waits for is a milestone at most. */
export function laneOf(event: MigrationEvent): Lane {
  switch (event.type) {
    case 'JobFailed':
      return GRAVE.has(event.act) ? 'N0' : 'N1';
    case 'BecameStuck':
      return isGrave(event.stuck) ? 'N0' : 'N1';
    case 'Drifted':
    case 'SourceLost':
    case 'RollbackStopped':
      return 'N0';
    case 'TestVmReady':
    case 'CutoverRequested':
    case 'CutoverRenewed':
    case 'CutoverApproved':
    case 'FailoverFinished':
    case 'OperationAsked':
      return 'N1';
    case 'DriftAdopted':
      return event.outcome?.to === 'in-azure' || event.outcome?.to === 'test-review' ? 'N1' : 'N2';
    default:
      return 'N2';
  }
}

function isGrave({ code, act }: Omit<Stuck, 'since'>): boolean {
  if (PATIENT.has(code)) return false;
  return code === 'source-gone' || code === 'source-running' || code === 'window-missed' || code === 'outcome-unknown' || (act !== null && GRAVE.has(act));
}
