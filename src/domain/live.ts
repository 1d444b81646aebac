import type { Health, HealthError, JobState } from './observation.ts';
import type { Instant } from './time.ts';

/** What was last seen of a machine in replication: shown on cards, never decided upon, not audited. */
export type Live = {
  /** Ferry's own time of the look. */
  readonly seenAt: Instant;
  readonly protectionText: string;
  readonly percent: number | null;
  readonly processedBytes: number | null;
  readonly totalBytes: number | null;
  readonly rpoSeconds: number | null;
  readonly health: Health;
  readonly healthErrors: readonly HealthError[];
  readonly backlogMb: number | null;
  /** When the percentage or the bytes of the copy last changed; absent in views of an older Ferry. */
  readonly movedAt?: Instant;
  /** Age of the agent's heartbeat at `seenAt`, by the cloud's clock. */
  readonly heartbeatAgeSeconds: number | null;
  readonly recoveryPointAgeSeconds: number | null;
  /** The running job; `total` is null when nobody knows how many steps it has. */
  readonly job: { readonly scenario: string; readonly state: JobState; readonly done: number; readonly total: number | null; readonly current: string } | null;
  /** Set while the cloud cannot be read: since when, and in words why. */
  readonly trouble: { readonly since: Instant; readonly why: string } | null;
};
