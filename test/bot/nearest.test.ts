import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../src/bot/nearest.ts';

describe('nearest', () => {
  test('a beginning beats a short word', () => {
    expect(nearest('stat', ['test', 'status', 'help'])[0]).toBe('status');
  });

  test('a pasted page costs no more than a word', () => {
    expect(nearest('x'.repeat(1_000_000), ['help', 'status'])).toHaveLength(2);
  });
});
