// Reads Site Recovery jobs: tasks in order, and what went wrong in the job's own words.
import { z } from 'zod';
import { jobIdFromCloud } from '../../domain/ids.ts';
import type { Job, JobFailure, JobState, JobSummary } from '../../domain/observation.ts';
import { amount, listOf, moment, words, wordsOrNull } from './fields.ts';
import { planJobOf, planTaskParts } from './plan-jobs.ts';

const serviceErrorSchema = z.object({ code: words, message: words, possibleCauses: words, recommendedAction: words, activityId: wordsOrNull });
const providerErrorSchema = z.object({ errorCode: amount, errorMessage: words, possibleCauses: words, recommendedAction: words });
const errorSchema = z.object({ serviceErrorDetails: serviceErrorSchema.nullish().catch(null), providerErrorDetails: providerErrorSchema.nullish().catch(null), taskId: words });
const taskSchema = z.object({ taskId: words, name: words, friendlyName: words, state: words, stateDescription: words, errors: listOf(errorSchema), ...planTaskParts });
const machineSchema = z.object({ testVmName: wordsOrNull, testVmFriendlyName: wordsOrNull });
const customSchema = z.object({ instanceType: words, protectedItemDetails: listOf(machineSchema), affectedObjectDetails: z.object({ recoveryVmName: wordsOrNull }).nullish().catch(null) });
const jobSchema = z.object({
  name: z.string().min(1),
  properties: z.object({
    scenarioName: words,
    state: words,
    stateDescription: words,
    activityId: wordsOrNull,
    targetObjectId: wordsOrNull,
    targetObjectName: words,
    startTime: moment,
    endTime: moment,
    tasks: listOf(taskSchema),
    errors: listOf(errorSchema),
    customDetails: customSchema.nullish().catch(null),
  }),
});
type Answer = z.infer<typeof jobSchema>;
type Properties = Answer['properties'];
type Task = z.infer<typeof taskSchema>;
type JobError = z.infer<typeof errorSchema>;

const STATES: ReadonlyMap<string, JobState> = new Map([
  ['notstarted', 'notStarted'],
  ['inprogress', 'inProgress'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['suspended', 'suspended'],
]);

/** A job as the list shows it. */
export function jobSummaryOf(answer: unknown): JobSummary {
  return summary(jobSchema.parse(answer));
}

/** A job as its own GET shows it. */
export function jobOf(answer: unknown): Job {
  const job = jobSchema.parse(answer);
  const { properties } = job;
  const plan = planJobOf(properties.tasks, stateOf);
  return {
    ...summary(job),
    ...(plan === null ? {} : { plan }),
    tasks: properties.tasks.map((task) => ({ name: task.name, title: task.friendlyName || task.name, state: stateOf(task.state), note: task.stateDescription })),
    failure: stateOf(properties.state) === 'failed' ? failureOf(properties) : null,
    vmName: vmNameOf(properties),
    activityId: properties.activityId,
  };
}

function summary(job: Answer): JobSummary {
  const { properties } = job;
  return {
    id: jobIdFromCloud(job.name),
    scenario: properties.scenarioName,
    state: stateOf(properties.state),
    targetObjectName: properties.targetObjectName,
    targetObjectId: properties.targetObjectId,
    startedAt: properties.startTime,
    endedAt: properties.endTime,
  };
}

function stateOf(word: string): JobState {
  return STATES.get(word.toLowerCase()) ?? 'other';
}

function failureOf(job: Properties): JobFailure {
  const failed = job.tasks.find((task) => stateOf(task.state) === 'failed') ?? null;
  const error = job.errors[0] ?? failed?.errors[0] ?? null;
  const task = job.tasks.find((one) => error !== null && one.taskId === error.taskId) ?? failed;
  return { ...wordsOf(error, job), task: titleOf(task) };
}

function titleOf(task: Task | null): string | null {
  return task === null ? null : task.friendlyName || task.name;
}

const NO_ERROR: Pick<JobError, 'serviceErrorDetails' | 'providerErrorDetails'> = { serviceErrorDetails: null, providerErrorDetails: null };

// Either half may be empty; the provider's half has no activity id.
function wordsOf(error: JobError | null, job: Properties): Omit<JobFailure, 'task'> {
  const { serviceErrorDetails: service, providerErrorDetails: provider } = error ?? NO_ERROR;
  if (service && service.code !== '') {
    return { code: service.code, message: service.message, causes: service.possibleCauses, advice: service.recommendedAction, activityId: service.activityId ?? job.activityId };
  }
  if (provider) return { code: String(provider.errorCode ?? 'unknown'), message: provider.errorMessage, causes: provider.possibleCauses, advice: provider.recommendedAction, activityId: job.activityId };
  return { code: 'unknown', message: job.stateDescription || 'The job failed and gave no reason.', causes: '', advice: '', activityId: job.activityId };
}

function vmNameOf(job: Properties): string | null {
  const details = job.customDetails ?? null;
  if (details === null) return null;
  const [machine] = details.protectedItemDetails;
  if (machine?.testVmName) return machine.testVmName;
  // Elsewhere the "recovery VM" is only a plan: a test failover has a name of its own for what it makes.
  return details.instanceType === 'FailoverJobDetails' ? (details.affectedObjectDetails?.recoveryVmName ?? null) : (machine?.testVmFriendlyName ?? null);
}
