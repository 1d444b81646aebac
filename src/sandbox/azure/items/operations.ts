// What may be done with an item, and the words for the state it is in.
import type { Item } from './model.ts';
import type { Operation } from './operation.ts';
import { stageOf } from './replication.ts';

function whileReplicating(item: Item): readonly Operation[] {
  if (stageOf(item.replication) !== 'protected') return ['DisableProtection'];
  const repair: readonly Operation[] = item.replication.resyncRequired && item.replication.resyncStartedAt === null ? ['RepairReplication'] : [];
  if (item.test === 'none') return ['UnplannedFailover', 'DisableProtection', 'TestFailover', ...repair];
  return ['TestFailoverCleanup', 'UnplannedFailover', 'DisableProtection', ...repair];
}

// A test machine that was still there when the real failover began can be cleaned up afterwards.
function leftoverTest(item: Item): readonly Operation[] {
  return item.test === 'waiting' || item.test === 'failed' ? ['TestFailoverCleanup'] : [];
}

/** The operations allowed now; a running job blocks all of them. */
export function allowedOperations(item: Item): readonly Operation[] {
  if (item.jobId !== null) return [];
  return operationsOf(item).filter((operation) => !item.troubles.forbidden.includes(operation));
}

function operationsOf(item: Item): readonly Operation[] {
  switch (item.phase) {
    case 'enabling':
    case 'enableFailed':
      return ['DisableProtection'];
    case 'replicating':
      return whileReplicating(item);
    case 'failoverFailed':
      return ['UnplannedFailover', 'DisableProtection'];
    case 'failedOver':
      return ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection', ...leftoverTest(item)];
    case 'committed':
      return ['CompleteMigration', 'DisableProtection'];
  }
}

/** A state with the text Site Recovery shows for it. */
type Named = { readonly state: string; readonly description: string };

function named(state: string, description: string): Named {
  return { state, description };
}

function replicatingState(item: Item): Named {
  switch (stageOf(item.replication)) {
    case 'seeding':
      return named('InitialReplicationInProgress', 'Initial replication is in progress');
    case 'waitingForPoint':
      return named('InitialReplicationRecoveryCompletionPending', 'Waiting for first recovery point');
    case 'protected':
      return named('Protected', 'Protected');
  }
}

/** The protection state of an item. */
export function protectionState(item: Item): Named {
  switch (item.phase) {
    case 'enabling':
      return named('UnprotectedStatesBegin', 'Enabling protection');
    case 'enableFailed':
      return named('EnableProtectionFailed', 'Enable protection failed');
    case 'replicating':
      return replicatingState(item);
    case 'failoverFailed':
      return named('UnplannedFailoverFailed', 'Failover failed');
    case 'failedOver':
      return named('UnplannedFailoverCommitPendingStatesBegin', 'Failover completed');
    case 'committed':
      return named('UnplannedFailoverCommitted', 'Failover committed');
  }
}

function runningTest(share: number): Named {
  if (share < 0.15) return named('Initiating', 'Test failover is being initiated');
  return share < 0.8 ? named('TestFailoverCompleting', 'Test failover is in progress') : named('TestFailoverCompletionPending', 'Test failover is completing');
}

/** The test failover state; `share` is how much of a running test job is over. */
export function testFailoverState(item: Item, share: number): Named {
  switch (item.test) {
    case 'none':
      return named('None', 'None');
    case 'running':
      return runningTest(share);
    case 'waiting':
      return named('WaitingForCompletion', 'Waiting for completion of the test');
    case 'cleaning':
      return named('MarkedForDeletion', 'Cleaning up test environment');
    case 'failed':
      return named('TestFailoverFailed', 'Test failover failed');
  }
}
