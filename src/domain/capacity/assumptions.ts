/** Figures that no list gives: Ferry's own, said on every plan. */
import { DAY } from '../time.ts';

/** What TCP, TLS and repeated packets add to the data, in percent. */
export const OVERHEAD_PERCENT = 10;

/** The window for the first copy when nobody names one. */
export const DEFAULT_WINDOW_MS = DAY;

/** Shorter windows are a slip of the pen: no first copy ends within them. */
export const SHORTEST_WINDOW_MS = 10 * 60_000;
export const LONGEST_WINDOW_MS = 90 * DAY;
