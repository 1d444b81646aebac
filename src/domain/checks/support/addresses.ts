/** IPv4 addresses and ranges. Pure evaluation, no wording. */

/** The address as a number; null for what is no IPv4 address. */
export function addressNumber(ip: string): number | null {
  const parts = ip.split('.');
  if (parts.length !== 4 || parts.some((p) => !/^\d{1,3}$/.test(p) || Number(p) > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The length of a range's prefix; 32 for a single address. */
export function prefixLength(cidr: string): number {
  return Number(cidr.split('/')[1] ?? '32');
}

/** True when an IPv4 range holds an address; an IPv6 range holds none. */
export function cidrHolds(cidr: string, ip: string): boolean {
  const [from, address] = [addressNumber(cidr.split('/')[0] ?? ''), addressNumber(ip)];
  const size = 2 ** (32 - prefixLength(cidr));
  if (from === null || address === null || !Number.isFinite(size)) return false;
  return Math.floor(from / size) === Math.floor(address / size);
}

/** Which place an address has within its range, counted from 0 and from the end; null outside of it. */
export function placeIn(cidr: string, ip: string): { readonly fromStart: number; readonly fromEnd: number } | null {
  const address = addressNumber(ip);
  if (address === null || !cidrHolds(cidr, ip)) return null;
  const size = 2 ** (32 - prefixLength(cidr));
  return { fromStart: address % size, fromEnd: size - 1 - (address % size) };
}
