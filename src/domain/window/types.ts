import type { Instant } from '../time.ts';

/** When a cutover may run: from `from` until just before `to`. The zone is the one that people spoke of. */
export type Window = { readonly from: Instant; readonly to: Instant; readonly zone: string };

/** A day of the calendar, in no particular zone. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** A time of day; `24:00` is the end of the day. */
export type CivilTime = { readonly hour: number; readonly minute: number };

/** What a clock on the wall shows. */
export type Local = CivilDate & CivilTime;

/** A local time together with the moment it stands for; the offset is in minutes, east of UTC positive. */
export type Moment = { readonly at: Instant; readonly local: Local; readonly offset: number };

/** What a local time of a zone stands for. Where clocks are put forward an hour is missing, where they are put back one comes twice. */
export type Located =
  | { readonly kind: 'one'; readonly moment: Moment }
  | { readonly kind: 'missing'; /** The last minute before the gap and the first one after it. */ readonly before: Moment; readonly after: Moment }
  | { readonly kind: 'doubled'; readonly first: Moment; readonly second: Moment };
