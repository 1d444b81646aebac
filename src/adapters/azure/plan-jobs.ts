// Reads the nested tasks of a recovery plan's job: groups, the machines in them with jobs of their own, and steps that wait for a person.
import { z } from 'zod';
import { jobIdFromCloud } from '../../domain/ids.ts';
import type { JobState, PlanJob, PlanTask } from '../../domain/observation.ts';
import { listOf, moment, words, wordsOrNull } from './fields.ts';

const jobTaskSchema = z.object({ jobId: wordsOrNull, targetObjectId: wordsOrNull, targetObjectName: words });
const machineSchema = z.object({ state: words, customDetails: z.object({ instanceType: words, jobTask: jobTaskSchema.nullish().catch(null) }).nullish().catch(null) });
const groupSchema = z.object({ instanceType: words, name: words, childTasks: listOf(machineSchema) });
const manualSchema = z.object({ instanceType: words, name: words, instructions: words });

/** The parts of a task that only plans have. */
export const planTaskParts = { startTime: moment, customDetails: manualSchema.nullish().catch(null), groupTaskCustomDetails: groupSchema.nullish().catch(null) };

type Parts = { readonly state: string; readonly friendlyName: string; readonly name: string; readonly startTime: number | null; readonly customDetails?: z.infer<typeof manualSchema> | null | undefined; readonly groupTaskCustomDetails?: z.infer<typeof groupSchema> | null | undefined };

/** The job as a plan's; null for a job that has neither groups nor steps for a person. */
export function planJobOf(tasks: readonly Parts[], stateOf: (word: string) => JobState): PlanJob | null {
  const groups = tasks.flatMap((task) => {
    const group = task.groupTaskCustomDetails ?? null;
    if (group?.instanceType !== 'RecoveryPlanGroupTaskDetails') return [];
    return [{ name: group.name || task.friendlyName || task.name, state: stateOf(task.state), startedAt: task.startTime, machines: group.childTasks.flatMap((child) => machineOf(child, stateOf)) }];
  });
  const waiting = tasks.find((task) => task.customDetails?.instanceType === 'ManualActionTaskDetails' && isOpen(stateOf(task.state)));
  if (groups.length === 0 && waiting === undefined) return null;
  return { groups, manual: waiting === undefined ? null : { step: waiting.customDetails?.name || waiting.friendlyName || waiting.name, instructions: waiting.customDetails?.instructions ?? '' } };
}

function isOpen(state: JobState): boolean {
  return state === 'suspended' || state === 'inProgress' || state === 'notStarted';
}

function machineOf(child: z.infer<typeof machineSchema>, stateOf: (word: string) => JobState): readonly PlanTask[] {
  const job = child.customDetails?.jobTask ?? null;
  if (job === null) return [];
  return [{ jobId: job.jobId === null ? null : jobIdFromCloud(job.jobId), targetObjectName: job.targetObjectName, targetObjectId: job.targetObjectId, state: stateOf(child.state) }];
}
