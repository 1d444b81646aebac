/** English words for what many machines met at once: the first line of one message about all of them. */
import type { MigrationEvent } from '../../domain/migration/types.ts';

/** Events that are told as a milestone. */
const crowds: { readonly [T in MigrationEvent['type'] | 'health']?: string } = {
  MigrationStarted: 'replication was asked for',
  SeedingStarted: 'the first copy is running',
  ProtectionReached: 'the first copy is complete',
  VerdictGiven: 'a verdict was given',
  TestCleanedUp: 'the test machine is removed',
  CutoverDenied: 'the request ended, nothing ran on it',
  CutoverSuspended: 'approval is asked anew',
  WindowSet: 'the window was changed',
  CutoverScheduled: 'approved, nothing runs before the window',
  FreezeMet: 'a freeze holds the cutover',
  QuiesceConfirmed: 'the application is confirmed as stopped',
  DrainFinished: 'nothing is left to copy',
  SourceStopConfirmed: 'somebody says that the EC2 machine is stopped',
  SourceStopped: 'the EC2 machine is stopped',
  MachineAccepted: 'accepted in Azure',
  AcceptanceRefused: 'refused by the owner',
  CompletionRequested: 'replication is removed now',
  MigrationCompleted: 'the migration is complete',
  RollbackRequested: 'rollback',
  RolledBack: 'rolled back, the EC2 machine runs',
  OperationDenied: 'the request ended, nothing ran on it',
  MachineHeld: 'held, no new step starts',
  MachineReleased: 'not held any more',
  SourceChanged: 'the EC2 machine was changed',
  SuccessorSeen: 'a machine took the place of a lost one',
  DriftAdopted: 'what was done outside is taken as the truth',
  ManualActionAnswered: 'an Azure job that waits was answered',
  Abandoned: 'the migration was given up',
  health: 'replication health changed',
};

/** What they have in common; null for what has no words of its own. */
export function crowdWords(kind: string): string | null {
  return (crowds as { readonly [kind: string]: string | undefined })[kind] ?? null;
}
