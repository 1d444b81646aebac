// Jobs on the wire. The list leaves out tasks and says little about errors; only a read shows them.
import { azureSide, guidOf, jobPath } from '../ids.ts';
import type { State } from '../state.ts';
import { openEnd, stamp } from '../times.ts';
import { findVault, type Vault } from '../vault-list.ts';
import { specOf } from './catalog.ts';
import { textOfCode } from './failures.ts';
import { allowedActions, stateOf, type Failure, type Job, type PlannedTask } from './model.ts';

function errorView(job: Job, failure: Failure): unknown {
  const text = textOfCode(failure.code);
  return {
    serviceErrorDetails: { code: failure.code, ...text, activityId: guidOf(`${job.id}/activity`) },
    providerErrorDetails: null,
    errorLevel: 'Error',
    creationTime: stamp(job.endsAt ?? job.startedAt),
    taskId: failure.task,
  };
}

type TaskState = { readonly state: string; readonly stateDescription: string; readonly endTime: string };

function taskState(task: PlannedTask, now: number, cut: number | null): TaskState {
  if (cut !== null && task.endsAt > cut) return { state: 'Cancelled', stateDescription: 'Cancelled', endTime: stamp(cut) };
  if (task.end === 'Skipped') return { state: 'Other', stateDescription: 'Skipped', endTime: openEnd };
  if (task.endsAt === Infinity) return { state: 'Suspended', stateDescription: 'Suspended', endTime: openEnd };
  if (now < task.endsAt) return { state: 'InProgress', stateDescription: 'InProgress', endTime: openEnd };
  if (task.end === 'Failed') return { state: 'Failed', stateDescription: 'Failed', endTime: openEnd };
  return { state: 'Succeeded', stateDescription: 'Completed', endTime: stamp(task.endsAt) };
}

function taskView(job: Job, task: PlannedTask, now: number): unknown {
  const cut = job.outcome === 'Cancelled' ? job.endsAt : null;
  const state = taskState(task, now, cut);
  return {
    taskId: task.name,
    name: task.name,
    startTime: stamp(task.startsAt),
    ...state,
    allowedActions: [],
    friendlyName: task.friendlyName,
    taskType: 'TaskDetails',
    customDetails: { instanceType: 'TaskDetails' },
    groupTaskCustomDetails: null,
    errors: state.state === 'Failed' && job.failure !== null ? [errorView(job, job.failure)] : [],
  };
}

/** The tasks of a job that have begun; those still to come are not shown, as in Azure. */
export function tasksView(job: Job, now: number): readonly unknown[] {
  if (job.nestedTasks !== null) return job.nestedTasks(now);
  const until = job.outcome === 'Cancelled' ? (job.endsAt ?? now) : now;
  return job.tasks.filter((task) => task.startsAt <= until).map((task) => taskView(job, task, now));
}

function affectedObjects(state: State, job: Job, vault: Vault): unknown {
  const item = state.items.get(job.itemKey ?? '');
  return {
    primaryVmId: job.target.id,
    primaryVmName: job.target.name,
    recoveryVmId: '',
    recoveryVmName: item?.target.vmName ?? job.target.name,
    protectionProfileId: guidOf(item?.policyId ?? ''),
    primaryCloudId: guidOf(vault.container),
    primaryCloudName: vault.containerFriendlyName,
    recoveryCloudId: azureSide.cloudId,
    recoveryCloudName: azureSide.name,
    primaryVmmId: vault.fabricId,
    primaryVmmName: vault.fabricFriendlyName,
    recoveryVmmId: azureSide.vmmId,
    recoveryVmmName: azureSide.name,
    primaryFabricProviderId: vault.kind,
    recoveryFabricProviderId: 'Azure',
  };
}

function stateDescription(state: string): string {
  return state === 'Succeeded' ? 'Completed' : state;
}

function detailsOf(state: State, job: Job, now: number): Record<string, unknown> {
  const vault = findVault(job.vault);
  return {
    instanceType: specOf(job.scenario).customDetails,
    ...(job.customDetails(now) as Record<string, unknown>),
    affectedObjectDetails: vault === null ? {} : affectedObjects(state, job, vault),
  };
}

/** A job as its own resource, or as a row of the list. */
export function jobView(state: State, job: Job, options: { readonly now: number; readonly full: boolean }): unknown {
  const { now, full } = options;
  const jobState = stateOf(job, now);
  const ended = jobState !== 'InProgress' && jobState !== 'Suspended' && job.endsAt !== null;
  return {
    id: jobPath(job.vault, job.id),
    name: job.id,
    type: 'Microsoft.RecoveryServices/vaults/replicationJobs',
    properties: {
      activityId: `${guidOf(`${job.id}/client`)} ActivityId: ${guidOf(`${job.id}/activity`)}`,
      scenarioName: job.scenario,
      friendlyName: specOf(job.scenario).friendlyName,
      state: jobState,
      stateDescription: stateDescription(jobState),
      tasks: full ? tasksView(job, now) : [],
      errors: full && jobState === 'Failed' && job.failure !== null ? [errorView(job, job.failure)] : [],
      startTime: stamp(job.startedAt),
      ...(ended ? { endTime: stamp(job.endsAt ?? now) } : {}),
      allowedActions: allowedActions(job, now),
      targetObjectId: job.target.id,
      targetObjectName: job.target.name,
      targetInstanceType: job.target.type,
      customDetails: detailsOf(state, job, now),
    },
  };
}
