import type { Item, JobState, JobSummary } from '../observation.ts';
import { isJudgement } from './support/appliance.ts';
import { BEFORE_FAILOVER, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { ownItem } from './support/own-item.ts';
import { counted, listText, same, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const GOING: ReadonlySet<JobState> = new Set(['notStarted', 'inProgress', 'suspended']);

function isAbout(job: JobSummary, item: Item): boolean {
  const { targetObjectId } = job;
  return targetObjectId !== null && [item.internalId, item.armId, item.name].some((id) => id !== null && same(id, targetObjectId));
}

function judge(input: CheckInput): Judgement {
  const item = ownItem(input);
  if (isJudgement(item)) return item;
  const { jobs } = input;
  if (!jobs.known) return unreadable("The vault's jobs", jobs.why);
  const going = jobs.value.filter((j) => GOING.has(j.state));
  const mine = going.filter((j) => isAbout(j, item)).map((j) => j.scenario);
  const running = item.running === null || mine.includes(item.running.scenario) ? mine : [item.running.scenario, ...mine];
  if (running.length > 0) return block({ evidence: `Site Recovery is running another job on it: ${listText(running)}.`, remedy: 'Wait until the job has ended, then check again.' });
  return pass(going.length === 0 ? 'No job runs in the vault.' : `No job runs on this machine; ${counted(going.length, 'job')} on others.`);
}

/** Two jobs on one machine do not wait for each other: the second is refused half way. */
export const rplJobs = makeCheck({
  id: 'RPL-JOBS',
  title: 'Running jobs',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'ferry',
  needs: ['item', 'jobs'],
  expected: `No job runs or waits on the machine. ${SOURCE.ferry}.`,
  overridable: false,
  judge,
});
