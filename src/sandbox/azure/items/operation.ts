// What a protected item can be asked to do.

/** Operations of `allowedOperations` that this sandbox ever offers. */
export type Operation =
  | 'TestFailover'
  | 'TestFailoverCleanup'
  | 'UnplannedFailover'
  | 'Commit'
  | 'ChangePit'
  | 'CompleteMigration'
  | 'DisableProtection'
  | 'SwitchProtection'
  | 'RepairReplication';
