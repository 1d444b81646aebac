import type { Clock } from '../../ports/clock.ts';

/** A number from 0 up to 1, out of the clock's nonce: the only source of chance. */
export function chanceOf(clock: Clock): number {
  let sum = 0;
  for (const letter of clock.nonce()) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000;
  return sum / 1_000;
}
