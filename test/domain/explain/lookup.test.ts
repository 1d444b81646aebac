/** What can be explained: the tables are whole, and a question finds its answer however it is written. */
import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../../src/domain/checks/index.ts';
import { CODES } from '../../../src/domain/explain/codes/index.ts';
import { GLOSSARY } from '../../../src/domain/explain/glossary.ts';
import { explainable, lookUp } from '../../../src/domain/explain/lookup.ts';
import type { SeenError } from '../../../src/domain/explain/types.ts';

const seen = (change: Partial<SeenError> = {}): SeenError => ({ code: '539', summary: 'The request failed.', causes: 'The network is gone.', advice: 'Create it.', machine: 'web-01', where: 'job', at: 5, ...change });

describe('the tables', () => {
  test('have at least 25 codes, each with cause, fix, who, link and date', () => {
    expect(CODES.length).toBeGreaterThanOrEqual(25);
    for (const c of CODES) {
      expect([c.title, c.cause, c.fix].every((text) => text.length > 10)).toBe(true);
      expect(c.link).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\/site-recovery\/[a-z0-9-]+$/);
      expect(c.dated).toMatch(/^20\d\d-\d\d(?:-\d\d)?$/);
    }
  });

  test('explain no word twice', () => {
    const words = [...CODES.map((c) => c.code), ...CHECKS.map((c) => c.id), ...GLOSSARY.flatMap((t) => [t.term, ...t.also])].map((w) => w.toLowerCase().replace(/[^a-z0-9]/g, ''));
    expect(words.filter((w, i) => words.indexOf(w) !== i)).toEqual([]);
  });

  test('have whole sentences for every term, and a link or none', () => {
    for (const t of GLOSSARY) {
      expect(t.meaning).toMatch(/\.$/);
      expect(t.link ?? 'https://').toMatch(/^https:\/\//);
    }
  });

  test('every word that can be explained finds itself', () => {
    for (const word of explainable()) expect(lookUp(word, []).kind).not.toBe('nothing');
  });
});

describe('a question', () => {
  test.each([
    { text: '95107', kind: 'code' }, { text: 'error 95107', kind: 'code' }, { text: 'error code 95107?', kind: 'code' }, { text: 'acs50008', kind: 'code' },
    { text: 'os-storage', kind: 'check' }, { text: 'OS STORAGE', kind: 'check' },
    { text: 'RPO', kind: 'term' }, { text: 'what is an rpo', kind: 'term' }, { text: 'recovery points', kind: 'term' }, { text: 'Complete Migration', kind: 'term' }, { text: 'what does quiesce mean?', kind: 'term' },
    { text: '424242', kind: 'nothing' }, { text: '', kind: 'nothing' },
  ])('"$text" is about a $kind', ({ text, kind }) => {
    expect(lookUp(text, []).kind).toBe(kind);
  });

  test('an unknown code shows what Azure itself said, the newest first', () => {
    const found = lookUp('539', [seen(), seen({ at: 9, machine: 'db-01' }), seen({ code: '1' })]);
    expect(found).toMatchObject({ kind: 'seen', seen: [{ machine: 'db-01' }, { machine: 'web-01' }] });
  });

  test('a known code tells as well where it was seen', () => {
    expect(lookUp('78174', [seen({ code: '78174' })])).toMatchObject({ kind: 'code', seen: [{ machine: 'web-01' }] });
  });

  test('a beginning is completed, and a code is never guessed from another number', () => {
    expect(lookUp('NET-SG', [])).toMatchObject({ similar: expect.arrayContaining(['NET-SG-OUT']) });
    expect(lookUp('99999', [])).toEqual({ kind: 'nothing', similar: [] });
  });
});
