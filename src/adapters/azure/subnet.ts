// Counts the free addresses of a subnet.

// The first four and the last address of every subnet belong to Azure.
const RESERVED = 5;

/** Addresses a subnet can still give out; null when the prefix is not IPv4. */
export function freeAddresses(prefix: string, taken: number): number | null {
  const bits = /^\d{1,3}(?:\.\d{1,3}){3}\/(\d{1,2})$/.exec(prefix)?.[1];
  if (bits === undefined || Number(bits) > 32) return null;
  return Math.max(0, 2 ** (32 - Number(bits)) - RESERVED - taken);
}
