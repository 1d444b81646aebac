/** What the clouds would show when an act has ended well. */
import type { Observation } from '../migration/observation.ts';
import type { ActKind } from '../migration/types.ts';
import type { Item, SourceState, TargetVm } from '../observation.ts';

const EFFECTS: { readonly [A in ActKind]: (o: Observation) => Observation | null } = {
  // What the first copy will bring cannot be known.
  enableReplication: () => null,
  startTestFailover: (o) => onItem(o, { testFailoverState: 'WaitingForCompletion', allowedOperations: ['TestFailoverCleanup'] }),
  cleanUpTestFailover: (o) => onItem(o, { testFailoverState: 'None', allowedOperations: ['TestFailover', 'UnplannedFailover'] }),
  startFailover: (o) => {
    const failed = onItem(o, { activeLocation: 'Recovery', allowedOperations: ['CompleteMigration'] });
    return failed === null ? null : { ...failed, vm: running(o) };
  },
  completeMigration: (o) => ({ ...o, item: 'absent' }),
  stopSource: (o) => powered(o, 'stopped'),
  startSource: (o) => powered(o, 'running'),
  deallocateTarget: (o) => (o.vm === 'unread' || o.vm === 'absent' ? null : { ...o, vm: { ...o.vm, power: 'deallocated' } }),
  // The job goes on where it waited; what it does next is not Ferry's call.
  resumeJob: () => null,
};

/** The next look; null where it cannot be known. */
export function afterAct(act: ActKind, o: Observation): Observation | null {
  return EFFECTS[act](o);
}

/** The item when nothing is left to copy and a newer recovery point exists; null when there is none. */
export function drainedItem(o: Observation): Item | null {
  const item = itemOf(o);
  if (item === null || (item.backlogMb === 0 && (item.lastRecoveryPointAt ?? 0) > o.asOf)) return item;
  return { ...item, backlogMb: 0, lastRecoveryPointAt: o.asOf + 1, replicationHealth: 'normal', resyncRequired: false };
}

/** The item when the job that runs on it has ended; null when none runs. */
export function withoutJob(o: Observation): Item | null {
  const item = itemOf(o);
  if (item === null || item.running === null) return null;
  if (item.activeLocation === 'Recovery') return { ...item, running: null, allowedOperations: ['CompleteMigration'] };
  return { ...item, running: null, allowedOperations: item.testFailoverState === 'WaitingForCompletion' ? ['TestFailoverCleanup'] : ['TestFailover', 'UnplannedFailover'] };
}

function itemOf(o: Observation): Item | null {
  return o.item === 'absent' || o.item === 'unread' ? null : o.item;
}

function onItem(o: Observation, change: Partial<Item>): Observation | null {
  const item = itemOf(o);
  return item === null ? null : { ...o, item: { ...item, running: null, ...change } };
}

function powered(o: Observation, power: SourceState['power']): Observation | null {
  return o.source === 'unread' ? null : { ...o, source: { ...o.source, power }, checks: 'passed' };
}

function running(o: Observation): TargetVm {
  const item = itemOf(o);
  return { armId: '', name: item?.target.vmName ?? '', power: 'running', privateIp: null, size: '' };
}
