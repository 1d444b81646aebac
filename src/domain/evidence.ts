import type { Health } from './observation.ts';
import type { Instant } from './time.ts';

/** What an approver saw when asked; measured again before anything runs. */
export type Evidence = {
  readonly at: Instant;
  readonly rpoSeconds: number | null;
  readonly replicationHealth: Health;
  readonly backlogMb: number | null;
  /** The last verdict on a test failover; null when none was given. */
  readonly test: { readonly works: boolean; readonly at: Instant; readonly by: string } | null;
  readonly warnings: readonly string[];
  readonly blocks: readonly string[];
};
