import type { Freeze } from '../domain/governance/types.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Result } from '../domain/result.ts';
import type { Window } from '../domain/window/types.ts';
import type { Outcome, Rejection } from './outcome.ts';

/** A typed time as Ferry understands it; null for "now". */
export type ReadWindow = { readonly window: Window } | null;

/** A freeze that was added, and the names of the approved cutovers that it holds. */
export type AddedFreeze = { readonly freeze: Freeze; readonly holds: readonly string[] };

/** What people can say about when something may run. */
export type WindowUseCases = {
  /** Reads `sat 22:00..02:00 Europe/Rome`, `at 22:00`, `now` or ISO; refuses what is over, missing, or comes twice. Changes nothing. */
  readWindow(text: string, longest?: 'window' | 'freeze'): Result<ReadWindow, Rejection>;
  /** A window in the form that `readWindow` reads back. */
  typedWindow(window: Window): string;
  /** Keeps when the machine is to be cut over; the next request takes it. */
  setWindow(o: { readonly id: MigrationId; readonly window: Window | null; readonly who: Person }): Outcome<Migration>;
  /** Freezes that hold now or will, the next one first. */
  freezes(): Promise<readonly Freeze[]>;
  addFreeze(o: { readonly window: Window; readonly reason: string; readonly who: Person }): Outcome<AddedFreeze>;
  endFreeze(o: { readonly number: number; readonly reason: string; readonly who: Person }): Outcome<Freeze>;
};
