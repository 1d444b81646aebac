/** How ranges of IPv4 addresses lie to each other, as far as a network plan needs it. */
import { addressNumber, placeIn } from '../checks/support/addresses.ts';

/** A range of addresses, both ends included. */
export type Range = { readonly from: number; readonly to: number };

/** The range that `10.0.0.0/16` or a single address stands for; null for IPv6 and for anything else. */
export function rangeOf(cidr: string): Range | null {
  const [base = '', bits = '32', ...more] = cidr.split('/');
  const address = addressNumber(base);
  if (address === null || more.length > 0 || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return null;
  const size = 2 ** (32 - Number(bits));
  const from = Math.floor(address / size) * size;
  return { from, to: from + size - 1 };
}

/** How one range lies to another: `inside` means wholly within. */
export function relation(a: Range, b: Range): 'inside' | 'overlaps' | 'apart' {
  if (a.to < b.from || b.to < a.from) return 'apart';
  return a.from >= b.from && a.to <= b.to ? 'inside' : 'overlaps';
}

/** True for the addresses that Azure keeps for itself in every subnet: the first four and the last one. */
export function isReserved(prefix: string, ip: string, reserved: number): boolean {
  const place = placeIn(prefix, ip);
  return place !== null && (place.fromStart < reserved - 1 || place.fromEnd === 0);
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map((cidr) => rangeOf(cidr)).filter((r) => r !== null);

/** Whether a range lies wholly inside, wholly outside, or across the private ranges. */
export function privacyOf(range: Range): 'private' | 'public' | 'both' {
  const relations = PRIVATE.map((p) => relation(range, p));
  if (relations.includes('inside')) return 'private';
  return relations.every((r) => r === 'apart') ? 'public' : 'both';
}
