// An enable request after one of the providers has read it.
import type { SourceMachine } from '../../world/sources.ts';
import type { ItemDisk, ItemNic, SourceFacts, Target } from './model.ts';
import type { Complaint } from './target-check.ts';

/** What a provider reads out of its own part of the request. */
export type EnableRequest = {
  readonly complaint: Complaint;
  readonly discoveredId: string;
  readonly runAsAccountId: string;
  readonly multiVmGroup: string;
  readonly source: SourceMachine | null;
  readonly facts: SourceFacts;
  readonly target: Target;
  readonly nic: ItemNic;
  readonly disks: readonly ItemDisk[];
};
