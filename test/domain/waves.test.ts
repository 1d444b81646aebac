import { describe, expect, test } from '@jest/globals';
import { waveKey, waveOf, wavesOf } from '../../src/domain/waves.ts';
import { machineOf } from '../cards/fixtures.ts';

const tagged = (value: string | null, tag = 'Wave') => machineOf({ tags: value === null ? {} : { [tag]: value } });

describe('one wave is written in many ways', () => {
  test.each(['w7', 'W7', '7', '07', 'W07', 'w007', 'wave-7', 'Wave 7', 'WAVE_07', 'wave7', ' w-7 '])('%s', (text) => expect(waveKey(text)).toBe('7'));

  test.each([
    { text: 'W70', key: '70', reason: 'a nought at the end counts' },
    { text: 'W0', key: '0', reason: 'wave nought is a wave' },
    { text: 'pilot', key: 'pilot', reason: 'a name' },
    { text: 'Pilot 2', key: 'pilot 2', reason: 'a name with a number is not a number' },
    { text: 'week7', key: 'week7', reason: 'a word that begins with w is not a wave' },
    { text: '', key: '', reason: 'nothing' },
  ])('$reason', ({ text, key }) => expect(waveKey(text)).toBe(key));
});

test('the tag of the scope names the wave, and a blank one names none', () => {
  expect(waveOf(tagged('W07', 'Group'), 'Group')).toBe('W07');
  expect(waveOf(tagged('W07'), 'Group')).toBeNull();
  expect(waveOf(tagged('  '), 'Wave')).toBeNull();
});

test('waves are listed by number, spelled as most of their machines spell them', () => {
  const machines = ['W10', 'w7', 'W07', 'W07', 'pilot', null, 'W2'].map((w) => tagged(w));
  expect(wavesOf(machines, 'Wave').map((w) => [w.name, w.machines.length])).toEqual([['pilot', 1], ['W2', 1], ['W07', 3], ['W10', 1]]);
});
