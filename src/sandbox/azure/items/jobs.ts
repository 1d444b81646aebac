// The jobs of an item and what their end does to it. Calls, plans and the control surface all start them here.
import type { Scenario } from '../jobs/catalog.ts';
import type { Job, Outcome } from '../jobs/model.ts';
import { startJob, targetOf } from '../jobs/start.ts';
import { stamp } from '../times.ts';
import { failureFor, type Surroundings } from './failure.ts';
import { linkOf, newestPointAt } from './figures.ts';
import type { Item, Point } from './model.ts';
import { itemPath, pointPath } from './paths.ts';
import { pointIdOf, startReplication } from './replication.ts';
import { sourceOf } from './source.ts';
import { createVm, networkName } from './virtual-machine.ts';

type Work = {
  readonly scenario: Scenario;
  readonly at: number;
  readonly networkId?: string;
  readonly skipped?: readonly string[];
  readonly reservedSize?: string;
  readonly details?: (now: number) => unknown;
  readonly onEnd: (at: number, outcome: Outcome) => void;
};

function start(around: Surroundings, item: Item, work: Work): Job {
  const failure = failureFor(around, item, { scenario: work.scenario, networkId: work.networkId ?? '' });
  return startJob(around.state, {
    vault: item.vault,
    scenario: work.scenario,
    at: work.at,
    target: targetOf(item),
    resource: itemPath(item),
    item,
    failure,
    networkId: work.networkId ?? '',
    skipped: work.skipped ?? [],
    onEnd: work.onEnd,
    ...(work.details === undefined ? {} : { customDetails: work.details }),
    ...(work.reservedSize === undefined ? {} : { reservedSize: work.reservedSize }),
  });
}

/** Installs the agent and starts replication. */
export function startEnable(around: Surroundings, item: Item, at: number): Job {
  return start(around, item, {
    scenario: 'EnableDr',
    at,
    onEnd: (endedAt, outcome) => {
      item.phase = outcome === 'Succeeded' ? 'replicating' : 'enableFailed';
      item.failureCode = outcome === 'Succeeded' ? null : failureCode(around, item);
      const bytes = item.disks.reduce((sum, disk) => sum + disk.sizeBytes, 0);
      if (outcome === 'Succeeded') item.replication = startReplication(endedAt, bytes, linkOf(item, sourceOf(around.world, item)));
    },
  });
}

// The last job of the item that ended is the one that failed: an item never has two.
function failureCode(around: Surroundings, item: Item): string | null {
  let code: string | null = null;
  for (const job of around.state.jobs.values()) if (job.itemKey === item.key && job.failure !== null) code = job.failure.code;
  return code;
}

/** The newest recovery point of an item. */
export function latestPoint(item: Item, now: number): Point | null {
  const at = newestPointAt(item, now);
  return at === null ? null : { id: pointPath(item, pointIdOf(item.id, at)), at };
}

function pointDetails(point: Point | null): Record<string, unknown> {
  return { recoveryPointId: point?.id ?? null, recoveryPointTime: point === null ? null : stamp(point.at) };
}

/** Makes a test machine in a network. */
export function startTestFailover(around: Surroundings, item: Item, input: { readonly at: number; readonly networkId: string; readonly point: Point | null }): Job {
  const { networkId, point } = input;
  return start(around, item, {
    scenario: 'TestFailover',
    at: input.at,
    networkId,
    reservedSize: item.target.vmSize,
    details: () => ({
      testFailoverStatus: 'Active',
      comments: '',
      networkName: networkId,
      networkFriendlyName: networkName(networkId),
      networkType: 'VmNetworkAsInput',
      protectedItemDetails: [{
        name: item.name,
        friendlyName: item.facts.name,
        testVmName: `${item.target.vmName}-test`,
        networkFriendlyName: networkName(networkId),
        ...pointDetails(point),
      }],
    }),
    onEnd: (endedAt, outcome) => {
      item.test = outcome === 'Succeeded' ? 'waiting' : 'failed';
      if (outcome !== 'Succeeded') return;
      item.testVm = createVm(around.state, { item, createdBy: 'test', networkId }, endedAt);
      item.lastTestAt = endedAt;
    },
  });
}

/** Removes the test machine. */
export function startCleanup(around: Surroundings, item: Item, input: { readonly at: number; readonly comments: string }): Job {
  return start(around, item, {
    scenario: 'TestFailoverCleanup',
    at: input.at,
    details: () => ({ comments: input.comments }),
    onEnd: (_endedAt, outcome) => {
      item.test = outcome === 'Succeeded' ? 'none' : 'waiting';
      if (outcome !== 'Succeeded' || item.testVm === null) return;
      around.state.vms.delete(item.testVm);
      item.testVm = null;
    },
  });
}

/** Makes the machine in Azure. A physical source cannot be shut down by Site Recovery, so that task is always skipped. */
export function startFailover(around: Surroundings, item: Item, input: { readonly at: number; readonly chosen: Point | null }): Job {
  const { chosen } = input;
  const point = chosen ?? latestPoint(item, input.at);
  const { networkId } = item.target;
  return start(around, item, {
    scenario: 'UnplannedFailover',
    at: input.at,
    networkId,
    reservedSize: item.target.vmSize,
    skipped: chosen === null ? ['VmShutdownVmOnPrimary'] : ['VmShutdownVmOnPrimary', 'VmPrepareForUnPlannedFailover'],
    details: () => ({
      protectedItemDetails: [
        {
          name: item.name,
          friendlyName: item.facts.name,
          testVmName: null,
          testVmFriendlyName: null,
          networkConnectionStatus: null,
          networkFriendlyName: networkName(networkId),
          subnet: item.nics[0]?.targetSubnet ?? null,
          ...pointDetails(point),
        },
      ],
    }),
    onEnd: (endedAt, outcome) => {
      item.phase = outcome === 'Succeeded' ? 'failedOver' : 'failoverFailed';
      item.failureCode = outcome === 'Succeeded' ? null : failureCode(around, item);
      if (outcome !== 'Succeeded') return;
      item.vm = createVm(around.state, { item, createdBy: 'failover', networkId }, endedAt);
      item.point = point;
      item.lastFailoverAt = endedAt;
    },
  });
}

/** Replaces the disks of the failed-over machine by those of another point. */
export function startApplyPoint(around: Surroundings, item: Item, input: { readonly at: number; readonly point: Point }): Job {
  return start(around, item, {
    scenario: 'ApplyRecoveryPoint',
    at: input.at,
    onEnd: (_endedAt, outcome) => {
      if (outcome === 'Succeeded') item.point = input.point;
    },
  });
}

/** Makes the failover final: all other recovery points go. */
export function startCommit(around: Surroundings, item: Item, at: number): Job {
  return start(around, item, {
    scenario: 'CommitFailover',
    at,
    onEnd: (_endedAt, outcome) => {
      if (outcome !== 'Succeeded') return;
      item.phase = 'committed';
      item.pointsDeleted = true;
    },
  });
}

/** Ends protection; machines in Azure stay. */
export function startRemoval(around: Surroundings, item: Item, at: number): Job {
  return start(around, item, {
    scenario: 'DisableDr',
    at,
    onEnd: (_endedAt, outcome) => {
      if (outcome === 'Succeeded') forget(around, item);
    },
  });
}

/** Takes the item away whatever its state is. */
export function startPurge(around: Surroundings, item: Item, at: number): Job {
  return start(around, item, { scenario: 'PurgeItem', at, onEnd: () => forget(around, item) });
}

// A plan that still names the item loses it, so that no plan can act on what is gone.
function forget(around: Surroundings, item: Item): void {
  around.state.items.delete(item.key);
  for (const plan of around.state.plans.values()) {
    plan.groups = plan.groups.map((group) => ({ ...group, members: group.members.filter((key) => key !== item.key) }));
  }
}

/** Compares source and replica again from the start. */
export function startRepair(around: Surroundings, item: Item, at: number): Job {
  return start(around, item, {
    scenario: 'RepairReplication',
    at,
    onEnd: (endedAt, outcome) => {
      if (outcome === 'Succeeded') item.replication = { ...item.replication, resyncRequired: true, resyncStartedAt: endedAt, resyncFlowed: 0 };
    },
  });
}

/** Runs a job whose only effect is a change of the item's own record. */
export function startSimple(around: Surroundings, item: Item, work: { readonly scenario: Scenario; readonly at: number; readonly change: () => void }): Job {
  return start(around, item, {
    scenario: work.scenario,
    at: work.at,
    onEnd: (_endedAt, outcome) => {
      if (outcome === 'Succeeded') work.change();
    },
  });
}

/** The share of the item's running job that is over. */
export function jobShare(around: Pick<Surroundings, 'state'>, item: Item, now: number): number {
  const job = around.state.jobs.get(item.jobId ?? '');
  if (job === undefined || job.endsAt === null) return 0;
  return Math.min(1, (now - job.startedAt) / Math.max(1, job.endsAt - job.startedAt));
}
