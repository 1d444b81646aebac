import { describe, expect, test } from '@jest/globals';
import { makeSeal } from '../../src/adapters/seal.ts';

describe('a seal', () => {
  const seal = makeSeal('key');

  test('fits a text and no other', () => {
    expect(seal.verify('approve|A-1', seal.sign('approve|A-1'))).toBe(true);
    expect(seal.verify('approve|A-2', seal.sign('approve|A-1'))).toBe(false);
  });

  test('is the same in every process with the key, and only there', () => {
    expect(makeSeal('key').verify('text', seal.sign('text'))).toBe(true);
    expect(makeSeal('other').verify('text', seal.sign('text'))).toBe(false);
  });

  test.each(['', 'x', 'é'.repeat(22), 'A'.repeat(10_000)])('refuses the signature %j without a fault', (signature) => {
    expect(seal.verify('text', signature)).toBe(false);
  });

  test('is short enough for a button and safe in a URL', () => {
    expect(seal.sign('text')).toMatch(/^[\w-]{22}$/);
  });
});
