// Decides, when a job starts, whether it will fail and with which code.
import type { World } from '../../world/types.ts';
import { accountsOf } from '../infrastructure/server.ts';
import { specOf, type Scenario } from '../jobs/catalog.ts';
import type { Failure } from '../jobs/model.ts';
import type { State } from '../state.ts';
import { findVault } from '../vault-list.ts';
import type { Item } from './model.ts';
import { sourceOf } from './source.ts';
import { creationFailure } from './virtual-machine.ts';

/** Tools a decision needs. */
export type Surroundings = { readonly state: State; readonly world: World };

const failingTask: Partial<Record<Scenario, string>> = {
  EnableDr: 'CreateProtectionTarget',
  TestFailover: 'VmTfoPrepareTestVm',
  TestFailoverCleanup: 'VmTfoDeleteTestVm',
  UnplannedFailover: 'VmFailover',
  CommitFailover: 'VmCommit',
};

function taskFor(scenario: Scenario, wanted: string | null): string {
  const tasks = specOf(scenario).tasks;
  const known = tasks.find((task) => task.name === (wanted ?? failingTask[scenario]));
  return (known ?? tasks.at(-1))?.name ?? '';
}

// Without an account the agent is taken to be installed already; with one it must fit the operating system.
function accountFailure(state: State, item: Item): string | null {
  const vault = findVault(item.vault);
  const account = vault === null ? undefined : accountsOf(state, vault).find((candidate) => item.runAsAccountId.toLowerCase().endsWith(candidate.id.toLowerCase()));
  if (account === undefined || account.osType === item.facts.osType) return null;
  return item.facts.osType === 'Windows' ? '95107' : '95108';
}

function installFailure(around: Surroundings, item: Item): string | null {
  const source = sourceOf(around.world, item);
  if (source === null || !source.running || source.terminated || source.agentStopped) return '95117';
  return accountFailure(around.state, item);
}

function naturalCode(around: Surroundings, item: Item, job: { readonly scenario: Scenario; readonly networkId: string }): string | null {
  if (job.scenario === 'EnableDr') return installFailure(around, item);
  if (job.scenario === 'TestFailover') return creationFailure(around.state, { item, createdBy: 'test', networkId: job.networkId });
  if (job.scenario === 'UnplannedFailover') return creationFailure(around.state, { item, createdBy: 'failover', networkId: job.networkId });
  return null;
}

/** The failure a job will end with, or null. One that was ordered comes first and is used up. */
export function failureFor(around: Surroundings, item: Item, job: { readonly scenario: Scenario; readonly networkId: string }): Failure | null {
  const key = item.facts.instanceId ?? '';
  const ordered = around.state.orderedFailures.get(key);
  if (ordered?.scenario === job.scenario) {
    around.state.orderedFailures.delete(key);
    return { code: ordered.code, task: taskFor(job.scenario, ordered.task) };
  }
  const code = naturalCode(around, item, job);
  return code === null ? null : { code, task: taskFor(job.scenario, null) };
}
