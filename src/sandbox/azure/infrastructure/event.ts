// An entry of a vault's event log.
import type { HealthIssue } from '../items/health.ts';
import type { Item } from '../items/model.ts';

/** An event of a vault. */
export type EventRecord = {
  readonly name: string;
  readonly vault: string;
  readonly at: number;
  readonly code: string;
  readonly type: string;
  readonly description: string;
  readonly severity: 'Critical' | 'Warning' | 'OK';
  readonly item: Item;
  readonly jobId: string | null;
  readonly issues: readonly HealthIssue[];
};
