/** Time and chance. No vendor type crosses this folder. */
import type { Instant } from '../domain/time.ts';
import type { Local, Located, Moment } from '../domain/window/types.ts';

/** The only source of time and chance. */
export type Clock = { now(): Instant; /** A fresh random id of 128 bits, URL safe. */ nonce(): string };

/** The time zones of the world. */
export type Zones = {
  /** The proper name of an IANA zone; null for anything else, abbreviations such as EST among them. */
  named(text: string): string | null;
  /** What clocks of the zone show at a moment. */
  at(at: Instant, zone: string): Moment;
  /** The moments at which clocks of the zone show this. */
  locate(local: Local, zone: string): Located;
};
