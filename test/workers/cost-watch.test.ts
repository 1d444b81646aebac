import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { costNotes } from '../../src/workers/cost-watch.ts';
import { at, NOW, person } from '../cards/fixtures.ts';

const since = (name: string, days: number, phase: Parameters<typeof at>[0] = 'protected') => at(phase, { name, startedAt: NOW - days * DAY });
const notes = (...machines: readonly ReturnType<typeof since>[]) => costNotes({ key: 'w-7', name: 'W07', owner: person('Olive Owner'), machines, now: NOW }, en);
const texts = (...machines: readonly ReturnType<typeof since>[]): readonly string[] => notes(...machines).map((n) => ('text' in n.content ? n.content.text : ''));

describe('reminders of the free days', () => {
  test('are one message for machines that began on one day, and need somebody', () => {
    expect(texts(since('web-01', 26), since('web-02', 26), since('web-03', 3))).toEqual([expect.stringMatching(/^W07: web-01, web-02 reached day 25 of the free 31 days, which end 2026-11-26/)]);
    expect(notes(since('web-01', 26))[0]).toMatchObject({ lane: 'N1', at: NOW - DAY, role: 'note' });
  });

  test('keep their key from day to day, so that each is told once, and have another one on day 31', () => {
    const key = (days: number) => notes(since('web-01', days)).map((n) => n.key).join();
    const began = Math.floor((NOW - 40 * DAY) / DAY);
    const later = (now: number) => costNotes({ key: 'w-7', name: 'W07', owner: person('Olive Owner'), machines: [since('web-01', 40)], now }, en).map((n) => n.key);
    expect(key(24)).toBe('');
    expect([later(NOW - 12 * DAY), later(NOW - 10 * DAY), later(NOW - 9 * DAY), later(NOW)]).toEqual([[`w-7:bill25:${began}`], [`w-7:bill25:${began}`], [`w-7:bill31:${began}`], [`w-7:bill31:${began}`]]);
    expect(texts(since('web-01', 40))).toEqual([expect.stringMatching(/the free 31 days of web-01 are over since 2026-11-12/)]);
  });

  test('are not for what is being completed or has ended', () => {
    expect(notes(since('a', 40, 'completing'), since('b', 40, 'migrated'), since('c', 40, 'rolled-back'))).toEqual([]);
  });
});
