import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { asking } from '../../src/cards/shown.ts';
import { everyNode } from './strict.ts';
import { ordinary } from './views.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const views = Object.entries(ordinary);

describe('cards that are kept', () => {
  test.each(['approval.open', 'test-verdict', 'quiesce', 'acceptance', 'trouble.stuck', 'trouble.drift'])('%s asks for a decision: each of its deciding buttons names the card as it was shown', (name) => {
    const { card } = ordinary[name]!();
    const asked = asking(card, digest);
    expect(asked?.keep).toMatchObject({ hash: digest(JSON.stringify(card)), json: JSON.stringify(card), subject: expect.stringMatching(/^(?:A-\d+|m-|i-)/) });
    const marks = everyNode(asked?.card).map((n) => (n['data'] as { readonly shown?: string } | undefined)?.shown).filter((mark) => mark !== undefined);
    expect(marks.length).toBeGreaterThan(0);
    expect(new Set(marks)).toEqual(new Set([asked?.keep.hash]));
    expect(JSON.stringify(asked?.card).replaceAll(`,"shown":"${asked?.keep.hash ?? ''}"`, '')).toBe(JSON.stringify(card));
  });

  test('a card that is edited at every step, or only shows something, is not kept', () => {
    const shown = views.filter(([name]) => /^(?:machine|board|history|help|audit|check-report|check-run|frozen|summary)\b/.test(name));
    expect(shown.length).toBeGreaterThan(30);
    expect(shown.filter(([, make]) => asking(make().card, digest) !== null).map(([name]) => name)).toEqual([]);
  });
});
