/** What single settings are made of. */
import { z } from 'zod';

/** A value that prints as `***` wherever it is logged; `reveal` is for the one adapter that needs it. */
export type Secret = { reveal(): string };

/** Names of this very machine. */
export const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1|\[::1\])$/i;

/** True for a zone that this machine knows. */
export function isZone(name: string): boolean {
  return name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
}

/** Hides a value. */
export function secret(value: string | undefined): Secret | null {
  if (value === undefined) return null;
  const hidden = () => '***';
  return { reveal: () => value, toString: hidden, toJSON: hidden, [Symbol.for('nodejs.util.inspect.custom')]: hidden } as Secret;
}

/** Makes it unchangeable to the bottom. */
export function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner as object);
  return Object.freeze(value);
}

/** The parts of a list written with commas. */
export function split(list: string): string[] {
  return list.split(',').map((part) => part.trim()).filter((part) => part !== '');
}

/** A whole number, written as such. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `a whole number of at least ${least}` : `a whole number from ${least} to ${most}`;
  return z.string().refine((t) => /^\d{1,15}$/.test(t) && Number(t) >= least && Number(t) <= most, `must be ${range}`).transform(Number);
}

/** True for https, and for http on this machine. */
export function isSafeUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
}
