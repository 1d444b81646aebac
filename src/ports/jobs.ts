/** The job engine. No vendor type crosses this folder. */

export type QueueName = 'step' | 'tick' | 'notify' | 'timer' | 'check' | 'enable';

/** A job carries only an id; its handler reads the state again. Same queue and key while one waits: one job. */
export type JobRequest = { readonly queue: QueueName; readonly key: string; readonly afterMs?: number };

/** The job engine: at-least-once, one handler per queue and key at a time, over all replicas. */
export type Jobs = {
  /** Handlers get the key; `signal` is aborted when another process has taken the job over. */
  start(handlers: { readonly [Q in QueueName]: (key: string, signal: AbortSignal) => Promise<void> }): Promise<void>;
  enqueue(jobs: readonly JobRequest[]): Promise<void>;
  /** What waits and what runs in each queue, over all replicas; `oldestMs` is how long the oldest one has been due, `failing` how many wait for another try. */
  depths(): Promise<readonly { readonly queue: QueueName; readonly due: number; readonly running: number; readonly failing: number; readonly oldestMs: number }[]>;
  stop(): Promise<void>;
};
