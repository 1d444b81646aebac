import { describe, expect, test } from '@jest/globals';
import { waveKey, taggedWave, waveNames, wavesOf } from '../../src/domain/waves.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
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
  expect(taggedWave(tagged('W07', 'Group'), 'Group')).toBe('W07');
  expect(taggedWave(tagged('W07'), 'Group')).toBeNull();
  expect(taggedWave(tagged('  '), 'Wave')).toBeNull();
});

test('waves are listed by number, spelled as most of their machines spell them', () => {
  const machines = ['W10', 'w7', 'W07', 'W07', 'pilot', null, 'W2'].map((w) => tagged(w));
  expect(wavesOf(machines, { tag: 'Wave', own: [] }).map((w) => [w.name, w.machines.length])).toEqual([['pilot', 1], ['W2', 1], ['W07', 3], ['W10', 1]]);
});

test('a machine that is planned in a wave of Ferry counts there whatever its tag says, and a tag puts nobody into such a wave', () => {
  const [planned, stray, other] = [machineOf({ tags: { Wave: 'W08' } }), { ...machineOf({ tags: { Wave: '7' } }), instanceId: instanceIdFromCloud('i-0aaaaaaaaaaaaaa02') }, { ...machineOf({ tags: { Wave: 'W08' } }), instanceId: instanceIdFromCloud('i-0aaaaaaaaaaaaaa03') }];
  const sources = { tag: 'Wave', own: [{ name: 'W07', members: [{ instanceId: planned.instanceId }] }, { name: 'W09', members: [] }] };
  const nameOf = waveNames(sources);
  expect([planned, stray, other].map(nameOf)).toEqual(['W07', null, 'W08']);
  expect(wavesOf([planned, stray, other], sources).map((w) => [w.name, w.machines.length])).toEqual([['W07', 1], ['W08', 1], ['W09', 0]]);
});
