import { randomBytes } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** The machine's own clock and its cryptographic source of chance. */
export function makeClock(): Clock {
  return { now: () => Date.now(), nonce: () => randomBytes(16).toString('base64url') };
}
