/** A moment: milliseconds since 1970 UTC. Passed as data; the domain never asks for the time. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
