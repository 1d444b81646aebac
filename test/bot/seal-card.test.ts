import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputsOf, isSealed, sealCard } from '../../src/bot/seal-card.ts';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import type { CardJson } from '../../src/ports/teams.ts';
import { buttonsOf, SEAL } from './support.ts';

const HERE = conversationIdFromActivity('19:here');
const THERE = conversationIdFromActivity('19:there');
const press = (data: object) => ({ type: 'Action.Execute', data: { ferry: 1, ...data } });
const CARD: CardJson = {
  type: 'AdaptiveCard',
  body: [{ type: 'ActionSet', actions: [press({ verb: 'check', id: 'i-1' })] }, { type: 'Container', items: [{ selectAction: press({ verb: 'status' }) }] }],
  actions: [press({ verb: 'approve', id: 'A-1', etag: 7 }), { type: 'Action.ShowCard', card: { type: 'AdaptiveCard', actions: [press({ verb: 'verdict', id: 'i-1', etag: 3, works: false })] } }, { type: 'Action.OpenUrl', url: 'https://example.org' }],
};

const sealed = sealCard(SEAL, CARD, HERE);
const datas = buttonsOf([{ kind: 'card', card: { card: sealed, summary: '' } }]);

describe('sealing', () => {
  test('every button is sealed, wherever it is nested', () => {
    expect(datas).toHaveLength(4);
    expect(datas.every((data) => isSealed(SEAL, data, HERE))).toBe(true);
  });

  test('a card sealed twice is as good as one sealed once, and nothing else changes', () => {
    expect(sealCard(SEAL, sealed, HERE)).toEqual(sealed);
    expect(JSON.stringify(sealed)).toContain('https://example.org');
  });

  test('inputs that come along do not break the seal and are told apart', () => {
    const verdict = datas.find((data) => data['verb'] === 'verdict') ?? {};
    const pressed = { ...verdict, reason: 'no login' };
    expect(isSealed(SEAL, pressed, HERE)).toBe(true);
    expect(inputsOf(pressed)).toEqual({ reason: 'no login' });
  });

  test.each([
    { change: { works: true }, reason: 'a decision was edited' }, { change: { id: 'i-2' }, reason: 'another machine' }, { change: { verb: 'approve' }, reason: 'another verb' },
    { change: { etag: 4 }, reason: 'another version' }, { change: { ferry: 2 }, reason: 'another format' }, { change: { sig: 'x' }, reason: 'a guessed signature' },
    { change: { sig: undefined }, reason: 'no signature' }, { change: { sealed: ['ferry', 'verb', 'id', 'etag'] }, reason: 'a field taken out of the seal' },
    { change: { sealed: [] }, reason: 'nothing sealed' }, { change: { sealed: 'all' }, reason: 'no list' }, { change: { sealed: ['__proto__'] }, reason: 'a key that is not there' },
  ])('refused: $reason', ({ change }) => {
    const verdict = datas.find((data) => data['verb'] === 'verdict') ?? {};
    expect(isSealed(SEAL, { ...verdict, ...change }, HERE)).toBe(false);
  });

  test('a card that was forwarded to another conversation is refused there', () => {
    expect(datas.some((data) => isSealed(SEAL, data, THERE))).toBe(false);
  });

  test('the order of the fields does not matter', () => {
    expect(datas.every((data) => isSealed(SEAL, Object.fromEntries(Object.entries(data).reverse()), HERE))).toBe(true);
  });

  test('anything at all is refused without an exception', () => {
    fc.assert(fc.property(fc.anything(), (data) => !isSealed(SEAL, data, HERE)));
  });
});
