/** A recovery plan of the vault: machines that Site Recovery fails over group by group, in one job. */
import type { JobId } from '../ids.ts';

/** What a plan needs to know of a protected item. */
export type PlanItem = { readonly armId: string; readonly internalId: string };

/** A plan as the vault shows it; `groups` are names of protected items, one list for each group that has or boots machines. */
export type VaultPlan = {
  readonly name: string;
  readonly groups: readonly (readonly string[])[];
  /** Manual actions, scripts and runbooks that people added in the portal. */
  readonly actions: number;
  readonly allowedOperations: readonly string[];
  /** The job that runs it now; null when none does. */
  readonly running: { readonly scenario: string; readonly jobId: JobId | null } | null;
};
