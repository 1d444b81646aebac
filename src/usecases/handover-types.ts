/** What whoever takes over has to know of a wave. */
import type { WaveId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { Recorded } from '../ports/changes.ts';

/** What people did lately, newest last and with the machine that it was about, and when the free days of the first machine end; null when none costs. */
export type HandoverFacts = { readonly done: readonly { readonly record: Recorded; readonly machine: string | null }[]; readonly freeUntil: Instant | null; readonly now: Instant };

export type HandoverUseCases = {
  handoverFacts(id: WaveId): Promise<HandoverFacts>;
  /** Has it posted to the thread of the wave; false when the wave has none yet. */
  handOver(o: { readonly id: WaveId; readonly text: string }): Promise<boolean>;
};
