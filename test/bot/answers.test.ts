/** Answers to what no cloud can tell. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { no } from '../../src/domain/result.ts';
import { findingOf, runOf } from '../cards/fixtures.ts';
import { reportWith, talkWith } from './check-talk.ts';
import { AMIR, button, CHANNEL, freshStore, kinds, RITA, said, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, VERA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

describe('answer', () => {
  const question = (n: number, machines: readonly number[]) => ({ check: `Q-${n}`, title: `Question ${n}`, question: { text: `Is thing ${n} all right?`, validDays: 30 }, inTheWay: n < 3, machines: machines.map((m) => ({ instanceId: runOf(25).machines[m]!, name: `web-${m}` })) });
  const eight = { openQuestions: () => Promise.resolve([1, 2, 3, 4, 5, 6, 7, 8].map((n) => question(n, n === 8 ? [1] : [1, 2, 3]))) };

  test('by buttons for one machine: answer, summary, kept, and the report shows what is left', async () => {
    await open.store.putReport(reportWith([findingOf({ check: 'SRC-STATE', verdict: 'pass', remedy: '' })]));
    const { talk, calls } = talkWith(open.store, {}, ['answerQuestions']);
    const form = await talk.press(button(await talk.type('check web-01'), { verb: 'answer' }));
    const summary = await talk.press({ ...button(form, { step: 'next' }), a1: 'yes', n1: 'asked the storage team' });
    expect(said(summary)).toContain('Keep 1 answer about web-01?');
    expect(said(summary)).toContain('asked the storage team');
    expect(calls).toEqual([]);
    const after = await talk.press(button(summary, { step: 'confirm' }));
    expect(calls).toEqual([{ name: 'answerQuestions', args: [{ machines: [WEB01], answers: [{ check: 'DSK-SHARED', answer: 'yes', note: 'asked the storage team' }], who: RITA }] }]);
    expect(kinds(after)).toEqual(['replace']);
    expect(said(after)).toContain('✔ Ready');
    expect(button(after, { verb: 'replicate' })).toBeDefined();
  });

  test('by text for a wave: two pages, each answer for its own machines only, then the card is read again', async () => {
    const { talk, calls } = talkWith(open.store, eight, ['answerQuestions', 'startCheck']);
    const first = said(await talk.type('answer W07'));
    expect(first).toContain('One answer for 3 machines');
    expect(first).toContain('step 1 of 3');
    expect(said(await talk.type('1 yes, 2 no because the SAN is shared, with others'))).toContain('the SAN is shared, with others');
    expect(said(await talk.type('ok'))).toContain('step 2 of 3');
    expect(said(await talk.type('7 skip; 8 yes'))).toContain('Keep 4 answers about wave W07?');
    expect(said(await talk.type('yes'))).toContain('4 answers about wave W07 kept');
    const machines = runOf(25).machines;
    expect(calls).toMatchObject([
      { name: 'answerQuestions', args: [{ machines: machines.slice(1, 4), answers: [{ check: 'Q-1', answer: 'yes' }, { check: 'Q-2', answer: 'no', note: 'the SAN is shared, with others' }, { check: 'Q-7', answer: 'skip' }] }] },
      { name: 'answerQuestions', args: [{ machines: [machines[1]], answers: [{ check: 'Q-8', answer: 'yes' }] }] },
      { name: 'startCheck', args: [{ selection: { kind: 'wave', wave: 'W07' } }] },
    ]);
  });

  test.each([
    { text: 'perhaps', has: 'I did not understand that as answers' },
    { text: 'yes', has: 'I did not understand that as answers' },
    { text: '9 yes', has: 'The questions here are 1 to 6' },
    { text: `1 no because ${'x'.repeat(301)}`, has: 'at most 300 characters' },
    { text: 'back', has: 'nothing before it' },
    { text: 'all yes', has: 'step 2 of 3' },
    { text: '1: y, 2) n', has: 'Yes' },
  ])('typed on the first page: $text', async ({ text, has }) => {
    const { talk, calls } = talkWith(open.store, eight, ['answerQuestions']);
    await talk.type('answer W07');
    expect(said(await talk.type(text))).toContain(has);
    expect(calls).toEqual([]);
  });

  test('nothing answered keeps nothing; an interruption and a restart lose nothing; cancel leaves nothing', async () => {
    const { talk, calls } = talkWith(open.store, eight, ['answerQuestions']);
    await talk.type('answer W07');
    await talk.type('ok');
    expect(said(await talk.type('ok'))).toContain('No question was answered');
    await talk.type('7 yes');
    expect(said(await talk.restart().type('status'))).toContain('step 2 of 3');
    expect(said(await talk.restart().type('ok'))).toContain('Keep 1 answer');
    expect(said(await talk.type('back'))).toContain('step 2 of 3');
    expect(said(await talk.type('cancel'))).toContain('Cancelled');
    expect(calls).toEqual([]);
  });

  test.each([{ text: 'check web-01 DSK-SHARED', has: 'Check DSK-SHARED of web-01' }, { text: 'the disks are fine', has: 'I did not understand that as answers' }])('whole commands work while questions are open: $text', async ({ text, has }) => {
    await open.store.putReport(reportWith([findingOf({ check: 'SRC-STATE', verdict: 'pass', remedy: '' })]));
    const { talk } = talkWith(open.store, eight, ['answerQuestions']);
    await talk.type('answer W07');
    expect(said(await talk.type(text))).toContain(has);
  });

  test('a single question takes a plain no, which is an answer and not a cancel', async () => {
    const { talk } = talkWith(open.store);
    await talk.type('answer web-01');
    expect(said(await talk.type('no'))).toContain('No · Are all disks used by this machine alone?');
  });

  test('values that no card offers count as not answered', async () => {
    const { talk } = talkWith(open.store);
    const form = await talk.type('answer web-01');
    expect(said(await talk.press({ ...button(form, { step: 'next' }), a1: 'perhaps', n1: 7 }))).toContain('No question was answered');
  });

  test('on the card of a run the questions of its machines are asked', async () => {
    const asked: unknown[] = [];
    const { talk } = talkWith(open.store, { openQuestions: (machines) => { asked.push(machines); return eight.openQuestions(); } });
    const sealed = talk.bot.sealCard({ type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', data: { ferry: 1, verb: 'answer', id: 'run-1', run: true } }] }, CHANNEL.conversation);
    expect(said(await talk.press(button([{ kind: 'card', card: { card: sealed, summary: '' } }], { verb: 'answer' })))).toContain('Questions about wave W07');
    expect(asked).toEqual([runOf(25).machines]);
  });

  test('a machine whose last report asks nothing is looked at before that is said', async () => {
    const asked: number[] = [];
    const { talk, calls } = talkWith(open.store, { openQuestions: () => { asked.push(1); return Promise.resolve(asked.length < 2 ? [] : [question(1, [1])]); } }, ['check']);
    expect(said(await talk.type('answer web-01'))).toContain('Is thing 1 all right?');
    expect(calls).toHaveLength(1);
  });

  test('without open questions it says so; a viewer may not answer', async () => {
    const { talk } = talkWith(open.store, { openQuestions: () => Promise.resolve([]) });
    expect(said(await talk.type('answer web-01'))).toContain('No question about web-01 is open');
    expect(said(await talk.type('answer web-01', VERA))).toContain('needs the role operator');
  });

  test('what cannot be kept is said', async () => {
    const { talk } = talkWith(open.store, { answerQuestions: () => Promise.resolve(no({ code: 'changed-meanwhile', detail: {} })) });
    await talk.type('answer web-01');
    await talk.type('yes');
    expect(said(await talk.type('yes'))).toContain('changed this in the meantime');
  });
});
