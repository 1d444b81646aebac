// The steps of a running plan and how they look as nested tasks of its job.
import { specOf } from '../jobs/catalog.ts';
import { stateOf, type Job } from '../jobs/model.ts';
import { tasksView } from '../jobs/view.ts';
import { guidOf, jobPath } from '../ids.ts';
import { openEnd, stamp } from '../times.ts';
import type { PlanAction, PlanGroup } from './model.ts';

/** A group of machines at work. */
export type GroupStep = {
  readonly type: 'group';
  readonly name: string;
  readonly groupType: PlanGroup['type'];
  readonly members: readonly string[];
  readonly children: Job[];
  startedAt: number | null;
  endedAt: number | null;
};

/** An action a person has to do. */
export type ManualStep = { readonly type: 'manual'; readonly group: string; readonly action: PlanAction; startedAt: number | null; endedAt: number | null };

export type Step = GroupStep | ManualStep;

type TaskHead = { readonly id: string; readonly title: string; readonly state: string; readonly startedAt: number; readonly endedAt: number | null };

function task(head: TaskHead, rest: Record<string, unknown>): unknown {
  return {
    taskId: head.id,
    name: head.id,
    startTime: stamp(head.startedAt),
    endTime: head.endedAt === null ? openEnd : stamp(head.endedAt),
    allowedActions: [],
    friendlyName: head.title,
    state: head.state,
    stateDescription: head.state === 'Succeeded' ? 'Completed' : head.state,
    taskType: 'TaskDetails',
    customDetails: { instanceType: 'TaskDetails' },
    groupTaskCustomDetails: null,
    errors: [],
    ...rest,
  };
}

function childTask(child: Job, now: number): unknown {
  const state = stateOf(child, now);
  const head = {
    id: child.id,
    title: `${specOf(child.scenario).friendlyName}: ${child.target.name}`,
    state,
    startedAt: child.startedAt,
    endedAt: state === 'InProgress' ? null : child.endsAt,
  };
  const jobTask = {
    jobId: jobPath(child.vault, child.id),
    jobFriendlyName: specOf(child.scenario).friendlyName,
    targetObjectId: child.target.id,
    targetObjectName: child.target.name,
    targetInstanceType: child.target.type,
    jobScenarioName: child.scenario,
  };
  return task(head, {
    taskType: 'VirtualMachineTaskDetails',
    customDetails: { instanceType: 'VirtualMachineTaskDetails', jobTask, skippedReason: null, skippedReasonString: null },
    groupTaskCustomDetails: { instanceType: 'InlineWorkflowTaskDetails', childTasks: tasksView(child, now), workflowIds: [child.id] },
  });
}

function groupState(step: GroupStep): string {
  if (step.endedAt === null) return 'InProgress';
  return step.children.every((child) => child.outcome === 'Succeeded') ? 'Succeeded' : 'Failed';
}

function groupTask(step: GroupStep, startedAt: number, now: number): unknown {
  const id = guidOf(`group/${step.name}`);
  return task(
    { id, title: step.name, state: groupState(step), startedAt, endedAt: step.endedAt },
    {
      name: 'RecoveryPlanGroup',
      taskType: 'RecoveryPlanGroupTaskDetails',
      groupTaskCustomDetails: {
        instanceType: 'RecoveryPlanGroupTaskDetails',
        name: step.name,
        groupId: id,
        rpGroupType: step.groupType,
        childTasks: step.children.map((child) => childTask(child, now)),
      },
    },
  );
}

function manualTask(step: ManualStep, startedAt: number): unknown {
  const state = step.endedAt === null ? 'Suspended' : 'Succeeded';
  const details = { instanceType: 'ManualActionTaskDetails', name: step.action.name, instructions: step.action.instructions, observation: '' };
  return task({
    id: guidOf(`manual/${step.group}/${step.action.name}`),
    title: step.action.name,
    state,
    startedAt,
    endedAt: step.endedAt,
  }, { name: 'ManualAction', taskType: 'ManualActionTaskDetails', customDetails: details });
}

/** The steps that have begun, as tasks. */
export function stepViews(steps: readonly Step[], now: number): readonly unknown[] {
  return steps.flatMap((step) => {
    if (step.startedAt === null) return [];
    return [step.type === 'manual' ? manualTask(step, step.startedAt) : groupTask(step, step.startedAt, now)];
  });
}
