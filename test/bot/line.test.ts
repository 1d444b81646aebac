import { describe, expect, test } from '@jest/globals';
import { takeApart } from '../../src/bot/line.ts';

describe('a typed line', () => {
  test.each([
    { text: 'status web-01', words: ['status', 'web-01'], because: null, reason: 'the ordinary case' },
    { text: '  status \u00a0\t web-01 \n', words: ['status', 'web-01'], because: null, reason: 'Teams sends nbsp and line breaks' },
    { text: 'check "my old server"', words: ['check', 'my old server'], because: null, reason: 'a quoted name is one word' },
    { text: 'check \u201cmy old server\u201d', words: ['check', 'my old server'], because: null, reason: 'phones type curly quotes' },
    { text: "check 'db 1' now", words: ['check', 'db 1', 'now'], because: null, reason: 'single quotes work too' },
    { text: "check bob's-box", words: ['check', "bob's-box"], because: null, reason: 'an apostrophe is no quote' },
    { text: 'check "open', words: ['check', '"open'], because: null, reason: 'an open quote swallows nothing' },
    { text: 'reject A-1 because  the  DB is down', words: ['reject', 'A-1'], because: 'the DB is down', reason: 'free text after because' },
    { text: 'reject A-1 BECAUSE: no', words: ['reject', 'A-1'], because: 'no', reason: 'case and colon' },
    { text: 'reject A-1 because "because" is a word', words: ['reject', 'A-1'], because: '"because" is a word', reason: 'the first one counts' },
    { text: 'check "x because y"', words: ['check', 'x because y'], because: null, reason: 'inside quotes it is a name' },
    { text: 'reject A-1 because', words: ['reject', 'A-1'], because: null, reason: 'no reason is no reason' },
    { text: 'because', words: ['because'], because: null, reason: 'no verb before it' },
    { text: 'sta\u200btus', words: ['status'], because: null, reason: 'invisible characters are dropped' },
    { text: '', words: [], because: null, reason: 'an empty mention' },
  ])('$reason: $text', ({ text, words, because }) => {
    expect(takeApart(text)).toEqual({ words, because });
  });
});
