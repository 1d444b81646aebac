import type { CheckReport, Finding } from './finding.ts';
import type { ConversationId, InstanceId } from './ids.ts';
import type { Person } from './person.ts';
import type { Instant } from './time.ts';

/** What is to be checked: the machines of a wave (those whose wave tag says so), or all of the scope. */
export type Selection = { readonly kind: 'wave'; readonly wave: string } | { readonly kind: 'all' };

/** A check of many machines: it takes longer than a turn, so it is work of its own, with one card that is kept up to date. */
export type CheckRun = {
  /** Derived from the place and the selection: checking the same again brings the same card up to date. */
  readonly id: string;
  readonly selection: Selection;
  readonly askedBy: Person;
  readonly home: ConversationId;
  /** The channel thread it was asked in; null for a thread of its own. */
  readonly thread: string | null;
  readonly askedAt: Instant;
  /** Grows with every new run of the same id, so that an older one ends silently. */
  readonly turn: number;
  readonly status: 'reading' | 'done' | 'failed';
  readonly machines: readonly InstanceId[];
  /** When set, only this finding is looked at again: the check, and the machines it was found on. */
  readonly only: { readonly check: string; readonly machines: readonly InstanceId[] } | null;
  /** Set when a cloud asked for fewer requests: who, and until when the run waits. Said once. */
  readonly slowed: { readonly who: string; readonly until: Instant } | null;
  readonly reports: readonly CheckReport[];
  /** The sums over the selection. */
  readonly sums: readonly Finding[];
  readonly endedAt: Instant | null;
  /** How many machines something was in the way of when it ended; absent in runs of an older Ferry. */
  readonly notReady?: number;
  /** Why it failed, in words; null otherwise. A run that is done has it when its last look at one finding failed. */
  readonly failure: string | null;
};

/** Several findings with one cause: the line that people read instead of one per machine. */
export type CauseGroup = {
  /** The finding's cause, or the check's id and the machine for one without. */
  readonly key: string;
  readonly text: string;
  /** What all its findings have in common; evidence and remedy are the first one's. */
  readonly sample: Finding;
  readonly machines: readonly { readonly instanceId: string; readonly name: string }[];
};
