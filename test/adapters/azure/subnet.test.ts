import { expect, test } from '@jest/globals';
import { freeAddresses } from '../../../src/adapters/azure/subnet.ts';

test.each([
  { reason: 'five addresses are Azure’s own', prefix: '10.0.0.0/24', taken: 0, free: 251 },
  { reason: 'the smallest subnet', prefix: '10.0.0.0/29', taken: 3, free: 0 },
  { reason: 'never less than none', prefix: '10.0.0.0/29', taken: 9, free: 0 },
  { reason: 'IPv6 is not counted', prefix: 'fd00::/64', taken: 0, free: null },
  { reason: 'no prefix', prefix: '', taken: 0, free: null },
])('$reason', ({ prefix, taken, free }) => {
  expect(freeAddresses(prefix, taken)).toBe(free);
});
