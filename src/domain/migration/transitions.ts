import type { MigrationEventType, Phase } from './types.ts';

/** Phase × event → the phases it may lead to. An event that is not listed leaves the phase as it is; a move that is not listed is a bug. */
export const TRANSITIONS: { readonly [P in Phase]: { readonly [E in MigrationEventType]?: readonly Phase[] } } = {
  enabling: { SeedingStarted: ['seeding'], ProtectionReached: ['protected'], Abandoned: ['abandoned'], DriftAdopted: ['in-azure', 'abandoned'] },
  seeding: { ProtectionReached: ['protected'], Abandoned: ['abandoned'], DriftAdopted: ['in-azure', 'abandoned'] },
  protected: { TestRequested: ['testing'], CutoverRequested: ['awaiting-approval'], Abandoned: ['abandoned'], DriftAdopted: ['in-azure', 'abandoned', 'test-review'] },
  testing: { TestVmReady: ['test-review'], Abandoned: ['abandoned'], DriftAdopted: ['in-azure', 'abandoned'] },
  'test-review': { VerdictGiven: ['cleaning-test'], DriftAdopted: ['in-azure', 'abandoned', 'tested', 'protected'] },
  'cleaning-test': { TestCleanedUp: ['tested', 'protected'], DriftAdopted: ['in-azure', 'abandoned'] },
  tested: { TestRequested: ['testing'], CutoverRequested: ['awaiting-approval'], Abandoned: ['abandoned'], DriftAdopted: ['in-azure', 'abandoned', 'test-review'] },
  'awaiting-approval': { CutoverApproved: ['quiescing', 'source-stopped'], CutoverDenied: ['tested', 'protected'], DriftAdopted: ['in-azure', 'abandoned'] },
  quiescing: { QuiesceConfirmed: ['draining'], CutoverSuspended: ['awaiting-approval'], CutoverDenied: ['tested', 'protected'], DriftAdopted: ['in-azure', 'abandoned'] },
  draining: { DrainFinished: ['stopping-source', 'source-stopped'], CutoverSuspended: ['awaiting-approval'], CutoverDenied: ['tested', 'protected'], DriftAdopted: ['in-azure', 'abandoned'] },
  'stopping-source': { SourceStopped: ['source-stopped'], CutoverSuspended: ['awaiting-approval'], CutoverDenied: ['tested', 'protected'], RollbackRequested: ['rolling-back'], DriftAdopted: ['in-azure', 'abandoned'] },
  'source-stopped': { ActIntended: ['failing-over'], CutoverSuspended: ['awaiting-approval'], CutoverDenied: ['tested', 'protected'], RollbackRequested: ['rolling-back'], DriftAdopted: ['in-azure', 'abandoned'] },
  'failing-over': { FailoverFinished: ['in-azure'], ActRefused: ['source-stopped'], ActDropped: ['source-stopped'], JobFailed: ['source-stopped'], RetryAsked: ['failing-over', 'source-stopped'], DriftAdopted: ['in-azure', 'abandoned', 'migrated'] },
  'in-azure': { MachineAccepted: ['accepted'], RollbackRequested: ['rolling-back'], DriftAdopted: ['migrated'] },
  accepted: { CompletionRequested: ['completing'], RollbackRequested: ['rolling-back'], DriftAdopted: ['migrated'] },
  completing: { MigrationCompleted: ['migrated'] },
  migrated: {},
  'rolling-back': { RolledBack: ['rolled-back', 'tested', 'protected'], RollbackStopped: ['in-azure', 'tested', 'protected'], DriftAdopted: ['in-azure'] },
  'rolled-back': {},
  abandoned: {},
};
