import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clip, named, neutral, quoted } from '../../src/text/neutral.ts';

describe('neutral', () => {
  test.each([
    ['<at>Bot</at>', /<(at|\/at)/, 'a mention'],
    ['[x](http://evil.example)', /\]\(/, 'a link'],
    ['![x](http://evil.example)', /\]\(/, 'an image'],
    ['**bold** and *it*', /\*/, 'emphasis with asterisks'],
    ['`code`', /`/, 'code'],
    ['~~gone~~', /~~/, 'strike-through'],
    ['${secret}', /\$\{/, 'a template binding'],
    ['{{DATE(2026-01-01T00:00:00Z)}}', /\{\{/, 'a card function'],
    ['&lt;at&gt;', /&lt;|&gt;/, 'an entity'],
    ['# title', /^#/, 'a heading'],
    ['- item', /^-/, 'a bullet'],
    ['1. item', /^1/, 'a numbered item'],
    [' - item', /^-/, 'a bullet behind a space'],
    ['one\n\nApproved by Ann', /\n/, 'a forged line'],
    ['safe \u202eevil', /\u202e/, 'text written backwards'],
  ])('%s cannot be markup: %s', (text, markup) => {
    expect(neutral(text)).not.toMatch(markup);
  });

  test.each(['web_01', 'sg-0123 → 10.0.0.5:9443', 'RPO 4 min < 15 min', 'C:\\Windows\\System32', 'ec2:Describe*', 'a-b_c.d (x)', '100 %', 'ö 漢字 👍'])('%s stays as it is', (text) => {
    expect(neutral(text)).toBe(text);
  });

  test('an underscore at the edge of a word cannot emphasise', () => {
    expect(neutral('_it_')).toBe('\u200b_\u200bit\u200b_\u200b');
  });

  test('applying it twice changes nothing more', () => {
    fc.assert(fc.property(fc.stringMatching(/^[<>\[\]()*_`~${}&;#.\-a-c1 \n\\]{0,40}$/), (text) => neutral(neutral(text)) === neutral(text)), { numRuns: 1000 });
  });
});

test('clip counts characters, not halves of them', () => {
  expect(clip('👍👍👍', 2)).toBe('👍…');
  expect(clip('short', 10)).toBe('short');
  expect([named('x'.repeat(500)).length, quoted('x'.repeat(500)).length]).toEqual([60, 300]);
});
