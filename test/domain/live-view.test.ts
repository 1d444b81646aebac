import { expect, test } from '@jest/globals';
import { jobIdFromCloud } from '../../src/domain/ids.ts';
import { liveView } from '../../src/domain/live-view.ts';
import type { Job, JobState } from '../../src/domain/observation.ts';

const NOW = Date.UTC(2026, 10, 21, 9, 0);

function jobOf(scenario: string, states: readonly JobState[]): Job {
  const tasks = states.map((state, i) => ({ name: `Task${i}`, title: `Step ${i + 1}`, state, note: '' }));
  return { id: jobIdFromCloud('33333333-3333-3333-3333-333333333333'), scenario, state: 'inProgress', targetObjectName: 'web-01', targetObjectId: null, startedAt: NOW, endedAt: null, tasks, failure: null, vmName: null };
}

test.each([
  ['EnableDr', ['succeeded', 'inProgress'], { done: 1, total: 5, current: 'Step 2' }, 'tasks that have not begun are not listed, yet they count'],
  ['TestFailover', [], { done: 0, total: 4, current: '' }, 'a job that has just begun lists nothing'],
  ['TestFailoverCleanup', ['succeeded', 'succeeded', 'suspended'], { done: 2, total: 3, current: 'Step 3' }, 'a task that waits for a person is the current one'],
  ['UnplannedFailover', ['succeeded', 'other', 'inProgress'], { done: 2, total: 5, current: 'Step 3' }, 'a skipped task is done'],
  ['CommitFailover', ['succeeded', 'succeeded', 'succeeded', 'inProgress'], { done: 3, total: 4, current: 'Step 4' }, 'Azure may have more steps than were known: the total is never below what is seen'],
  ['SomethingNew', ['succeeded', 'inProgress'], { done: 1, total: null, current: 'Step 2' }, 'nobody knows how many steps an unknown job has'],
] as const)('%s with tasks %j', (scenario, states, expected, _reason) => {
  expect(liveView({ before: null, item: null, job: jobOf(scenario, states), asOf: NOW, now: NOW }).job).toMatchObject({ scenario, ...expected });
});
