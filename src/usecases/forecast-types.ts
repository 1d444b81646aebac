/** What is to be expected, as people see it. */
import type { Cost } from '../domain/cost/cost.ts';
import type { FirstCopy } from '../domain/forecast/first-copy.ts';
import type { HourPoint } from '../domain/forecast/sample.ts';
import type { WaveForecast } from '../domain/forecast/wave.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Window } from '../domain/window/types.ts';
import type { Price } from '../domain/cost/cost.ts';
import type { Outcome } from './outcome.ts';

/** One machine: the end of its first copy, and its whole hours of the last day. */
export type MachineOutlook = { readonly copy: FirstCopy | null; readonly hours: readonly HourPoint[] };

/** A wave: the same for all of its machines together, and how its window looks. */
export type WaveOutlook = { readonly forecast: WaveForecast; readonly hours: readonly HourPoint[] };

/** One machine that costs. */
export type CostRow = { readonly migration: Migration; readonly wave: string | null; readonly cost: Cost };

/** `title` is the wave that was asked for; null for all. */
export type Costs = { readonly title: string | null; readonly rows: readonly CostRow[]; readonly price: Price | null; readonly now: Instant };

export type ForecastUseCases = {
  /** Why a window is doubtful for these machines, in words for the one who asks and those who approve; null for none, and while too little is known. */
  windowDoubt(o: { readonly machines: readonly MigrationId[]; readonly window: Window | null }): Promise<string | null>;
  /** What costs now or soon, of one wave or of everything: the dearest first. Null when there is no such wave. */
  costs(wave: string | null): Promise<Costs | null>;
  /** Somebody wants a test machine longer: nobody is reminded of it before. */
  extendTest(o: { readonly id: MigrationId; readonly until: Instant; readonly reason: string; readonly who: Person }): Outcome<Instant>;
};
