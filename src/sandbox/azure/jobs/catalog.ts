// Scenarios with their tasks, and the errors a job can end with.
import { minute, second } from '../times.ts';

/** One task of a scenario: wire name, name for people, and how long it takes. */
type TaskSpec = { readonly name: string; readonly friendlyName: string; readonly lasts: number };

/** What a kind of job looks like. */
type ScenarioSpec = { readonly friendlyName: string; readonly customDetails: string; readonly cancellable: boolean; readonly tasks: readonly TaskSpec[] };

function task(name: string, friendlyName: string, lasts: number): TaskSpec {
  return { name, friendlyName, lasts };
}

function scenario(friendlyName: string, tasks: readonly TaskSpec[]): ScenarioSpec {
  return { friendlyName, customDetails: 'AsrJobDetails', cancellable: false, tasks };
}

/** Every scenario the sandbox runs. Names without a recording are marked in the comment beside them. */
const scenarios = {
  EnableDr: {
    ...scenario('Enable replication', [
      task('EnableProtectionPrerequisitesCheck', 'Prerequisites check for enabling protection', 30 * second),
      task('CreateProtectionTarget', 'Installing Mobility Service and preparing target', 7 * minute),
      task('EnableProtection', 'Enable replication', 90 * second),
      task('VmStartInitialReplication', 'Starting initial replication', 40 * second),
      task('UpdateDraState', 'Updating the provider states', 20 * second),
    ]),
    cancellable: true,
  },
  IrCompletion: scenario('Finalize protection on the recovery site', [task('IrCompletionTask', 'Completing initial replication', 5 * minute)]),
  DiscoverPhysicalMachine: scenario('Add physical machine', [task('DiscoverPhysicalMachineTask', 'Adding machine', 30 * second)]),
  TestFailover: {
    friendlyName: 'Test failover',
    customDetails: 'TestFailoverJobDetails',
    cancellable: true,
    tasks: [
      task('VmTfoPrerequisitesCheck', 'Prerequisites check for test failover', 20 * second),
      task('VmTfoInitiateFailover', 'Starting test failover', 70 * second),
      task('VmTfoPrepareTestVm', 'Creating test virtual machine', 100 * second),
      task('VmTfoBootTestVm', 'Start the virtual machine', 50 * second),
    ],
  },
  TestFailoverCleanup: scenario('Test failover cleanup', [
    task('VmTfoCleanupPreflightsCheck', 'Prerequisites check for test failover cleanup', 15 * second),
    task('VmTfoEndFailover', 'End test failover', 35 * second),
    task('VmTfoDeleteTestVm', 'Clean up the test virtual machine', 100 * second),
  ]),
  UnplannedFailover: {
    ...scenario('Failover', [
      task('VmFailoverPrerequisitesCheck', 'Prerequisites check for failover', 15 * second),
      task('VmShutdownVmOnPrimary', 'Shut down the virtual machine', 5 * second),
      task('VmPrepareForUnPlannedFailover', 'Synchronizing the latest changes', 30 * second),
      task('VmFailover', 'Start failover', 90 * second),
      task('VmFoStartVmOnSecondary', 'Start the replica virtual machine', 40 * second),
    ]),
    customDetails: 'FailoverJobDetails',
  },
  CommitFailover: scenario('Commit', [task('VmCommitPrerequisitesCheck', 'Prerequisites check for commit', second / 2), task('VmCommit', 'Commit', second / 2)]),
  SaveRecoveryPlan: scenario('Save a recovery plan', [task('SaveRecoveryPlanTask', 'Saving the recovery plan', second)]),
  // The names below are ours: no recording shows them.
  ApplyRecoveryPoint: scenario('Change recovery point', [task('VmApplyRecoveryPoint', 'Changing the recovery point', 2 * minute)]),
  DisableDr: scenario('Disable replication', [
    task('DisableProtectionPrerequisitesCheck', 'Prerequisites check for disabling protection', 10 * second),
    task('DisableProtection', 'Disabling protection', 50 * second),
  ]),
  PurgeItem: scenario('Remove protected item', [task('PurgeItemTask', 'Removing the item', 5 * second)]),
  UpdateVmProperties: scenario('Update the virtual machine', [task('UpdateVmPropertiesTask', 'Updating target properties', 20 * second)]),
  RepairReplication: scenario('Resynchronize', [task('RepairReplicationTask', 'Starting resynchronization', minute)]),
  UpdateMobilityService: scenario('Update mobility service', [task('UpdateMobilityServiceTask', 'Updating the mobility service', 3 * minute)]),
  SavePolicy: scenario('Save replication policy', [task('SavePolicyTask', 'Saving the policy', second / 2)]),
  DeletePolicy: scenario('Delete replication policy', [task('DeletePolicyTask', 'Deleting the policy', second / 2)]),
  PairContainer: scenario('Associate replication policy', [task('PairContainerTask', 'Associating the policy', 2 * second)]),
  DeleteRecoveryPlan: scenario('Delete a recovery plan', [task('DeleteRecoveryPlanTask', 'Deleting the recovery plan', second)]),
  RefreshVaultHealth: scenario('Refresh vault health', [task('RefreshVaultHealthTask', 'Refreshing', second)]),
  JobAction: scenario('Act on a job', [task('JobActionTask', 'Acting on the job', second)]),
} as const satisfies Readonly<Record<string, ScenarioSpec>>;

export type Scenario = keyof typeof scenarios;

/** The scenario as a spec, without the literal types of the table. */
export function specOf(name: Scenario): ScenarioSpec {
  return scenarios[name];
}

/** True when the name is one of the table's. */
export function isScenario(name: string): name is Scenario {
  return Object.hasOwn(scenarios, name);
}
