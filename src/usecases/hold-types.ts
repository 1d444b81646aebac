import type { MigrationId } from '../domain/ids.ts';
import type { ActKind, Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Outcome } from './outcome.ts';

/** Something that a cloud is doing for a machine: a hold does not end it. */
export type Underway = { readonly machine: string; readonly act: ActKind | null; /** As Azure calls it, when it is no act of Ferry's own. */ readonly scenario: string | null };

/** Holding and releasing; who may do it is asked before. */
export type HoldUseCases = {
  /** No new step of the machine starts. Answers with what goes on all the same. */
  hold(o: { readonly id: MigrationId; readonly reason: string; readonly who: Person }): Outcome<readonly Underway[]>;
  resume(id: MigrationId, who: Person): Outcome<Migration>;
  /** The same for every machine of the scope. */
  holdAll(o: { readonly reason: string; readonly who: Person }): Outcome<readonly Underway[]>;
  /** Answers with the machines that are still held one by one. */
  resumeAll(who: Person): Outcome<readonly string[]>;
};
