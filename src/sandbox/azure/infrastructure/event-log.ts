// Writes the vault's event log: health changes of items and failed jobs.
import type { Item } from '../items/model.ts';
import type { HealthIssue } from '../items/health.ts';
import { nextGuid, type State } from '../state.ts';

const ticksAtEpoch = 621_355_968_000_000_000n;

function eventName(state: State, kind: string, at: number): string {
  return `${kind};${ticksAtEpoch + BigInt(Math.round(at)) * 10_000n}_${nextGuid(state)}`;
}

const severities = { Normal: 'OK', Warning: 'Warning', Critical: 'Critical' } as const;

/** Notes that the replication health of an item is another one now. */
export function noteHealth(state: State, item: Item, change: { readonly at: number; readonly health: keyof typeof severities; readonly issues: readonly HealthIssue[] }): void {
  state.events.push({
    name: eventName(state, 'VmMonitoringEvent', change.at),
    vault: item.vault,
    at: change.at,
    code: 'SRSVMHealthChanged',
    type: 'VmHealth',
    description: 'Virtual machine health changed',
    severity: severities[change.health],
    item,
    jobId: null,
    issues: change.issues,
  });
}

/** Notes that a job of an item failed. */
export function noteFailedJob(state: State, item: Item, job: { readonly id: string; readonly at: number; readonly title: string }): void {
  state.events.push({
    name: eventName(state, 'JobStatusEvent', job.at),
    vault: item.vault,
    at: job.at,
    code: 'JobFailed',
    type: 'JobStatus',
    description: `${job.title} failed`,
    severity: 'Critical',
    item,
    jobId: job.id,
    issues: [],
  });
}
