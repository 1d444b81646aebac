/** Checks of one machine, of a wave, and the form that asks which. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkRunCard } from '../../src/cards/check-run.ts';
import { ok } from '../../src/domain/result.ts';
import { en } from '../../src/text/en.ts';
import { NOW, reportOf, runOf } from '../cards/fixtures.ts';
import { talkWith } from './check-talk.ts';
import { AMIR, button, buttonsOf, CHANNEL, conversation, freshStore, kinds, RITA, said, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, VERA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

describe('check one machine', () => {
  test('shows counts, what is in the way, the question and the steps that help', async () => {
    const { talk } = talkWith(open.store);
    const replies = await talk.type('check web-01');
    expect(said(replies)).toContain('✖ Not ready: 2 findings in the way, 1 of them an open question');
    expect(buttonsOf(replies).map((b) => b['verb'])).toEqual(['fix', 'answer', 'check', 'check', 'fix', 'override', 'export']);
  });

  test.each([
    { text: 'check web-01 NET-SG-OUT', reason: 'as it is written' },
    { text: 'check web-01 net-sg-out', reason: 'in any case' },
    { text: `recheck ${WEB01} NET-SG-OUT`, reason: 'by instance id' },
  ])('only one check, $reason, reads only that one and shows only that one', async ({ text }) => {
    const { talk, calls } = talkWith(open.store, {}, ['check']);
    const answer = said(await talk.type(text));
    expect(calls).toEqual([{ name: 'check', args: [WEB01, 'NET-SG-OUT'] }]);
    expect(answer).toContain('Check NET-SG-OUT of web-01');
    expect(answer).not.toContain('DSK-SHARED');
  });

  test('one finding is looked at again from the choice on the card, and its outcome is said first', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['check']);
    const again = buttonsOf(await talk.type('check web-01')).filter((b) => b['verb'] === 'check')[1]!;
    const replies = await talk.press({ ...again, finding: 'NET-SG-OUT' });
    expect(kinds(replies)).toEqual(['replace']);
    expect(calls.at(-1)).toEqual({ name: 'check', args: [WEB01, 'NET-SG-OUT'] });
    expect(said(replies)).toContain('Looked at NET-SG-OUT again just now: ✖ BLOCKS');
    expect(said(replies)).toContain('DSK-SHARED');
  });

  test('a finding that nobody knows is refused', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['check']);
    const again = buttonsOf(await talk.type('check web-01')).filter((b) => b['verb'] === 'check')[1]!;
    expect(kinds(await talk.press({ ...again, finding: 'NO-SUCH-CHECK' }))).toEqual(['refuse']);
    expect(calls).toHaveLength(1);
  });

  test('turning a page reads no cloud', async () => {
    await open.store.putReport(reportOf(Array.from({ length: 30 }, () => 'block' as const)));
    const { talk, calls } = talkWith(open.store, { check: () => Promise.resolve(ok(reportOf(Array.from({ length: 30 }, () => 'block' as const)))) }, ['check']);
    const next = button(await talk.type('check web-01'), { verb: 'check', page: 1 });
    const second = await talk.press(next);
    expect(kinds(second)).toEqual(['replace']);
    expect(said(second)).toMatch(/Page 2 of \d/);
    expect(calls).toHaveLength(1);
  });

  test('a part of the list narrows the card, never the verdict', async () => {
    const { talk } = talkWith(open.store);
    const answer = said(await talk.type('check web-01 network'));
    expect(answer).toContain('Only: Network and security groups');
    expect(answer).toContain('2 findings in the way');
    expect(answer).not.toContain('Power');
  });
});

describe('check many machines', () => {
  test.each([
    { text: 'check W07', selection: { kind: 'wave', wave: 'W07' } },
    { text: 'check w7', selection: { kind: 'wave', wave: 'W07' } },
    { text: 'check wave 7', selection: { kind: 'wave', wave: 'W07' } },
    { text: 'check all', selection: { kind: 'all' } },
    { text: 'check everything', selection: { kind: 'all' } },
  ])('$text starts one run in this place and says that its card follows', async ({ text, selection }) => {
    const { talk, calls } = talkWith(open.store, {}, ['startCheck']);
    const replies = await talk.type(text, VERA);
    expect(calls).toEqual([{ name: 'startCheck', args: [{ selection, who: VERA, here: CHANNEL.conversation, thread: null, fresh: true }] }]);
    expect(kinds(replies)).toEqual(['text']);
    expect(said(replies)).toContain('I check 25 machines');
  });

  test.each([{ text: 'check W99' }, { text: 'check wave nine' }])('$text: a wave that no tag names is refused with those that there are', async ({ text }) => {
    const { talk, calls } = talkWith(open.store, {}, ['startCheck', 'check']);
    const answer = said(await talk.type(text));
    expect(answer).toContain('I know no such wave');
    expect(answer).toContain('W07, W08');
    expect(calls).toEqual([]);
  });

  /** The card of the run as it stands in the channel. */
  function cardOf(talk: ReturnType<typeof conversation>) {
    const rendered = checkRunCard({ run: runOf(25), page: 0, now: NOW }, en);
    return [{ kind: 'card' as const, card: { ...rendered, card: talk.bot.sealCard(rendered.card, CHANNEL.conversation) } }];
  }

  test('the list of machines and back swaps the card and reads nothing', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['startCheck', 'recheck', 'check']);
    const list = await talk.press(button(cardOf(talk), { verb: 'check', list: 'machines' }), VERA);
    expect(kinds(list)).toEqual(['replace']);
    expect(said(list)).toContain('in the way: DSK-SHARED, NET-SG-OUT');
    expect(said(await talk.press(button(list, { verb: 'check', list: 'causes' }), VERA))).toContain('TCP 9443 closed');
    expect(calls).toEqual([]);
  });

  test('one cause is looked at again by its key, as it stands on the card', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['recheck']);
    const card = cardOf(talk);
    const choices = JSON.stringify(card).match(/"title":"10 machines: TCP 9443[^"]*","value":"([^"]+)"/);
    const replies = await talk.press({ ...button(card, { act: 'cause' }), cause: choices?.[1] }, VERA);
    expect(calls).toEqual([{ name: 'recheck', args: [{ run: 'run-1', key: 'NET-SG-OUT:sg', who: VERA }] }]);
    expect(said(replies)).toContain('NET-SG-OUT again on 11 machines');
    expect(said(await talk.press({ ...button(card, { act: 'cause' }), cause: 'nonsense' }))).toContain('not on the list any more');
  });

  test('a sum is looked at again by its key', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['recheck']);
    const card = cardOf(talk);
    const sum = JSON.stringify(card).match(/"title":"vCPUs by family","value":"([^"]+)"/)?.[1];
    await talk.press({ ...button(card, { act: 'cause' }), cause: sum });
    expect(calls).toMatchObject([{ args: [{ key: 'SUM-VCPU-FAMILY' }] }]);
  });

  test('re-check all brings the same card up to date', async () => {
    const { talk, calls } = talkWith(open.store, { startCheck: (o) => Promise.resolve(ok({ ...runOf(25), selection: o.selection, turn: 2 })) }, ['startCheck']);
    const replies = await talk.press(button(cardOf(talk), { act: 'all' }), VERA);
    expect(calls).toMatchObject([{ args: [{ selection: { kind: 'wave', wave: 'W07' }, here: CHANNEL.conversation, thread: null, who: VERA }] }]);
    expect(replies).toMatchObject([{ kind: 'toast' }]);
    expect(said(replies)).toContain('again');
  });

  test('a run that nobody knows any more says so', async () => {
    const { talk } = talkWith(open.store, { checkRun: () => Promise.resolve(null) });
    const replies = await talk.press(button(cardOf(talk), { act: 'all' }));
    expect(replies).toEqual([{ kind: 'refuse', text: en.checks.runs.gone }]);
  });
});

describe('check alone asks what', () => {
  test('by buttons: a wave', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['startCheck']);
    const form = await talk.type('check', VERA);
    expect(said(form)).toContain('Wave W07 (25 machines)');
    const ended = await talk.press({ ...button(form, { step: 'next' }), what: 'wave:1', machine: '', topic: 'all' }, VERA);
    expect(calls).toMatchObject([{ args: [{ selection: { kind: 'wave', wave: 'W08' } }] }]);
    expect(kinds(ended)).toEqual(['replace']);
    expect(buttonsOf(ended)).toEqual([]);
  });

  test('one machine needs its name, then shows the wanted part', async () => {
    const { talk } = talkWith(open.store);
    const form = await talk.type('check');
    const again = await talk.press({ ...button(form, { step: 'next' }), what: 'machine', machine: '', topic: 'network' });
    expect(said(again)).toContain('Type a machine, a wave');
    const unknown = await talk.press({ ...button(again, { step: 'next' }), what: 'machine', machine: 'nowhere', topic: 'network' });
    expect(said(unknown)).toContain('I know no such machine');
    expect(said(await talk.press({ ...button(unknown, { step: 'next' }), what: 'machine', machine: 'web-01', topic: 'network' }))).toContain('Only: Network and security groups');
  });

  test.each([{ text: 'w7', has: 'I check 25 machines' }, { text: 'all', has: 'I check 25 machines' }, { text: 'web-01', has: 'Checks of web-01' }, { text: 'nowhere', has: 'I know no such machine' }, { text: 'ok', has: 'I check 25 machines' }])('by text: $text', async ({ text, has }) => {
    const { talk } = talkWith(open.store);
    await talk.type('check');
    expect(said(await talk.type(text))).toContain(has);
  });

  test('a part can be typed first, and a restart changes nothing', async () => {
    const { talk } = talkWith(open.store);
    await talk.type('check');
    expect(said(await talk.type('disks'))).toContain('"value":"storage"');
    expect(said(await talk.restart().type('web-01'))).toContain('Only: Disks');
  });

  test('a choice that the form did not offer starts nothing', async () => {
    const { talk, calls } = talkWith(open.store, {}, ['startCheck', 'check']);
    const form = await talk.type('check');
    expect(said(await talk.press({ ...button(form, { step: 'next' }), what: 'wave:7' }))).toContain('I know no such machine');
    expect(calls).toEqual([]);
  });
});
