/** Signs what buttons carry, so that an edited or foreign card is noticed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seal } from '../ports/files.ts';

/** 22 characters of base64url are 132 bits: short enough for a button, far too many to guess. */
const LENGTH = 22;

/** A seal with a key of its own; two replicas with one key accept each other's cards. */
export function makeSeal(key: string): Seal {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url').slice(0, LENGTH);
  return {
    sign,
    verify(text, signature) {
      const expected = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
