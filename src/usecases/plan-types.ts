/** What the conversation can do with a plan as a file. */
import type { PlanDiff, RequestEffect } from '../domain/plan-file/difference.ts';
import type { PlanProblem } from '../domain/plan-file/types.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Outcome } from './outcome.ts';

/** A file as it was understood; with problems nothing of it may be applied. */
export type PlanReading = {
  /** Of the file's text. */
  readonly hash: string;
  /** Of everything that would be stored, and of the versions of the waves that it is stored into. */
  readonly seal: string;
  readonly rows: number;
  readonly problems: readonly PlanProblem[];
  readonly diff: PlanDiff;
  /** Requests for approval that would not stand as they are. */
  readonly requests: readonly RequestEffect[];
};

export type PlanUseCases = {
  /** Reads a file and lays it beside the waves; it is kept for its giver until the next one, and nothing else changes. */
  readPlan(o: { readonly text: string; readonly who: Person; /** The channel of waves that are new; null for none. */ readonly channel: ConversationId | null }): Outcome<PlanReading>;
  /** Stores what was shown, all of it or nothing. When anything moved on since, it is read anew and shown again. */
  applyPlan(o: { readonly hash: string; readonly seal: string; readonly who: Person; readonly channel: ConversationId | null }): Outcome<{ readonly kind: 'applied' | 'stale'; readonly reading: PlanReading }>;
};
