import { expect, test } from '@jest/globals';
import { execute } from '../../src/cards/button.ts';
import { parseSubnetChoice, subnetChoice } from '../../src/cards/replicate-choices.ts';
import { pageOf } from '../../src/cards/page.ts';
import { layout, raw } from '../../src/cards/render.ts';
import { asOf, exactTime, localClock, localTime } from '../../src/cards/times.ts';
import { en } from '../../src/text/en.ts';
import { NOW } from './fixtures.ts';

const one = layout({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: '${text}', wrap: true }] });

test('a binding without data is an error, not a broken card', () => {
  expect(() => one('summary', { other: 'x' })).toThrow('no data for ${text}');
});

test('text from data is neither markup nor expanded again, raw values stay as they are', () => {
  expect(JSON.stringify(one('s', { text: '${other} <at>x</at>', other: 'secret' }).card)).not.toMatch(/\$\{|secret|<at>/);
  expect(one('s', { text: raw('**as it is**') }).card['body']).toEqual([{ type: 'TextBlock', text: '**as it is**', wrap: true }]);
});

test('a button carries its verb, id and etag, and leaves out what does not exist', () => {
  expect(execute({ verb: 'test', id: 'i-1', etag: 4, title: 'Test', data: { step: 'x' } }).data).toEqual({ ferry: 1, verb: 'test', id: 'i-1', etag: 4, step: 'x' });
  expect(execute({ verb: 'help', title: 'Help' }).data).toEqual({ ferry: 1, verb: 'help' });
});

test.each([
  [0, 0, [0, 1], 'the first page'],
  [1, 1, [2, 3], 'a middle page'],
  [9, 2, [4], 'an old button beyond the end shows the last page'],
  [-3, 0, [0, 1], 'a page before the first shows the first'],
  [Number.NaN, 0, [0, 1], 'a page that is no number shows the first'],
])('page %p is page %p', (wanted, number, rows, _reason) => {
  expect(pageOf([0, 1, 2, 3, 4], wanted, 2)).toEqual({ rows, number, last: 2, total: 5 });
});

test('a subnet choice comes back as network and subnet, everything else as nothing', () => {
  expect(parseSubnetChoice(subnetChoice('/net/a', 'web'))).toEqual({ networkId: '/net/a', subnet: 'web' });
  for (const wrong of ['', '#', 'a#', '#b', 'plain']) expect(parseSubnetChoice(wrong)).toBeNull();
});

test('a time is shown in the zone of the reader with UTC beside it', () => {
  expect(localTime(NOW)).toBe('{{DATE(2026-11-21T02:14:00Z, SHORT)}} {{TIME(2026-11-21T02:14:00Z)}}');
  expect(exactTime(NOW)).toBe(`${localTime(NOW)} (2026-11-21 02:14 UTC)`);
  expect(localClock(NOW)).toBe('{{TIME(2026-11-21T02:14:00Z)}}');
});

test('the age of a list is told only when it was old from the start', () => {
  expect(asOf(NOW, NOW + 60_000, en)).toBe(`As of ${localTime(NOW)}`);
  expect(asOf(NOW, NOW + 12 * 60_000, en)).toBe(`⚠ Seen ${localTime(NOW)}, 12 min old when this was posted`);
});
