// What the start of a job changes on its item, at once and together with the job.
import type { Scenario } from '../jobs/catalog.ts';
import type { Item } from './model.ts';

/** Marks an item as worked on by a job. */
export function markStarted(item: Item, scenario: Scenario): void {
  if (scenario === 'EnableDr') item.phase = 'enabling';
  if (scenario === 'TestFailover') item.test = 'running';
  if (scenario === 'TestFailoverCleanup') item.test = 'cleaning';
  if (scenario === 'EnableDr' || scenario === 'UnplannedFailover') item.failureCode = null;
}
