import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { no, ok } from '../../src/domain/result.ts';
import { en } from '../../src/text/en.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { approvalOf, at, worksVerdict } from '../cards/fixtures.ts';
import { AMIR, button, buttonsOf, CHANNEL, conversation, freshStore, kinds, RITA, said, usecasesOver } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

const tested = at('tested', { verdict: worksVerdict });

/** A conversation with a counted effect. */
function talkAbout(over: Partial<UseCases> = {}) {
  const done: string[] = [];
  const note = <T>(what: string, value: T): (() => Promise<T>) => () => { done.push(what); return Promise.resolve(value); };
  const talk = conversation({
    store: open.store,
    usecases: usecasesOver(tested, { requestCutover: (o) => { done.push(`cutover:${o.note}`); return Promise.resolve(ok(approvalOf())); }, requestTest: note('test', ok(tested)), startReplication: note('replicate', ok(tested)), ...over }),
  });
  return { talk, done };
}

describe('a form, by buttons', () => {
  test('replicate: form, summary, effect', async () => {
    const { talk, done } = talkAbout();
    const form = await talk.type('replicate web-01');
    const wrong = await talk.press({ ...button(form, { step: 'next' }), vmName: '-bad-' });
    expect(kinds(wrong)).toEqual(['replace']);
    expect(said(wrong)).toContain('letters, digits and hyphens');
    const summary = await talk.press({ ...button(wrong, { step: 'next' }), vmName: 'web-01', size: 'Standard_D4s_v5' });
    expect(said(summary)).toContain('Standard_D4s_v5: room to grow');
    expect(done).toEqual([]);
    const ended = await talk.press(button(summary, { step: 'confirm' }));
    expect(kinds(ended)).toEqual(['replace']);
    expect(buttonsOf(ended)).toEqual([]);
    expect(done).toEqual(['replicate']);
  });

  test('a refusal that another answer can cure leads back to the form', async () => {
    const { talk } = talkAbout({ startReplication: () => Promise.resolve(no({ code: 'unknown-choice', detail: { field: 'size' } })) });
    await talk.type('replicate web-01');
    const again = await talk.press(button(await talk.type('ok'), { step: 'confirm' }));
    expect(said(again)).toContain('not among what Azure offers now');
    expect(buttonsOf(again).some((data) => data['step'] === 'next')).toBe(true);
  });

  test('a double tap confirms once', async () => {
    const { talk, done } = talkAbout();
    const confirm = button(await talk.type('test web-01'), { step: 'confirm' });
    await Promise.all([talk.press(confirm), talk.press(confirm)]);
    expect(done).toEqual(['test']);
  });

  test('a button of the step before shows where the form stands and answers nothing', async () => {
    const { talk, done } = talkAbout();
    const next = button(await talk.type('replicate web-01'), { step: 'next' });
    await talk.press(next);
    expect(buttonsOf(await talk.press(next)).map((data) => data['step'])).toContain('confirm');
    expect(done).toEqual([]);
  });

  test('cancel freezes the card and leaves nothing; its buttons say so afterwards', async () => {
    const { talk, done } = talkAbout();
    const form = await talk.type('test web-01');
    expect(said(await talk.press(button(form, { step: 'cancel' })))).toContain('Cancelled');
    const late = await talk.press(button(form, { step: 'confirm' }));
    expect(kinds(late)).toEqual(['replace']);
    expect(said(late)).toContain('This form has ended');
    expect(buttonsOf(late)).toEqual([]);
    expect(done).toEqual([]);
  });

  test('the card of a cancelled form does not confirm the next form of the same kind', async () => {
    const { talk, done } = talkAbout();
    const first = await talk.type('test web-01');
    await talk.type('cancel');
    await talk.type('test web-01');
    expect(said(await talk.press(button(first, { step: 'confirm' })))).toContain('This form has ended');
    expect(done).toEqual([]);
  });

  test('it belongs to one person', async () => {
    const { talk, done } = talkAbout();
    const confirm = button(await talk.type('test web-01'), { step: 'confirm' });
    const replies = await talk.press(confirm, AMIR);
    expect(replies).toEqual([{ kind: 'refuse', text: en.answers.notYours('Rita Requester') }]);
    expect(done).toEqual([]);
    await talk.press(confirm, RITA);
    expect(done).toEqual(['test']);
  });

  test('it expires with a note and no effect', async () => {
    const { talk, done } = talkAbout();
    const confirm = button(await talk.type('test web-01'), { step: 'confirm' });
    talk.pass(31);
    expect(said(await talk.press(confirm))).toContain('waited too long');
    expect(done).toEqual([]);
  });
});

describe('a form, by text', () => {
  test('cutover: note, evidence, yes', async () => {
    const { talk, done } = talkAbout();
    expect(said(await talk.type('cutover web-01'))).toContain('A note for the approvers?');
    const confirm = said(await talk.type('tonight, users are told'));
    expect(confirm).toContain('RPO 4 min');
    expect(confirm).toContain('One disk is larger than usual');
    expect(confirm).toContain('tonight, users are told');
    expect(done).toEqual([]);
    expect(said(await talk.type('yes'))).toContain('A-1042');
    expect(done).toEqual(['cutover:tonight, users are told']);
  });

  test('interruptions: help and looks are answered and the question is asked again; back keeps the answer; a wrong value says why; cancel leaves nothing', async () => {
    const { talk, done } = talkAbout();
    await talk.type('cutover web-01');
    await talk.type('tonight');
    const help = await talk.type('help');
    expect(said(help)).toContain("'cancel' work too");
    expect(said(help.slice(-1))).toContain('Ask for the cutover');
    const looked = await talk.type('status web-01');
    expect(said(looked)).toContain('History');
    expect(said(looked.slice(-1))).toContain('Ask for the cutover');
    expect(said(await talk.type('perhaps'))).toContain('did not understand that as an answer');
    expect(said(await talk.type('back'))).toContain('A note for the approvers?');
    expect(said(await talk.type('back'))).toContain('nothing before it');
    expect(said(await talk.type('cancel'))).toContain('Cancelled');
    expect(said(await talk.type('yes'))).toContain('No form of yours is open');
    expect(done).toEqual([]);
  });

  test('a restart between two answers changes nothing', async () => {
    const { talk, done } = talkAbout();
    const form = await talk.type('cutover web-01');
    const restarted = talk.restart();
    const confirm = await restarted.press({ ...button(form, { step: 'next' }), answer: 'tonight' });
    await talk.restart().press(button(confirm, { step: 'confirm' }));
    expect(done).toEqual(['cutover:tonight']);
  });

  test('while a sentence is asked for, a sentence that begins with a verb is the answer', async () => {
    const { talk } = talkAbout();
    await talk.type('cutover web-01');
    expect(said(await talk.type('test went well because we tried twice'))).toContain('test went well because we tried twice');
  });

  test('another write command ends the form and says so', async () => {
    const { talk, done } = talkAbout();
    const first = await talk.type('replicate web-01');
    const second = await talk.type('test web-01');
    expect(said(second)).toContain('Your earlier form here has ended');
    expect(said(await talk.press(button(first, { step: 'next' })))).toContain('This form has ended');
    await talk.type('yes');
    expect(done).toEqual(['test']);
  });

  test('fields of the replicate form can be typed', async () => {
    const { talk, done } = talkAbout();
    await talk.type('replicate web-01');
    expect(said(await talk.type('size Standard_D4s_v5'))).toContain('Standard_D4s_v5');
    expect(said(await talk.type('disk tape'))).toContain('not among the choices');
    expect(said(await talk.type('ok'))).toContain('Standard_D4s_v5: room to grow');
    expect(said(await talk.type('start over'))).toContain('Replicate web-01 to Azure');
    await talk.type('ok');
    await talk.type('yes');
    expect(done).toEqual(['replicate']);
  });

  test('another person types beside it in the channel: neither disturbs the other', async () => {
    const { talk, done } = talkAbout();
    await talk.type('test web-01');
    expect(said(await talk.type('yes', AMIR))).toContain('No form of yours is open');
    expect(done).toEqual([]);
    await talk.type('yes');
    expect(done).toEqual(['test']);
  });

  test('an answer to an expired form is told so', async () => {
    const { talk, done } = talkAbout();
    await talk.type('test web-01');
    talk.pass(31);
    expect(said(await talk.type('yes'))).toContain('waited too long');
    expect(done).toEqual([]);
  });

  test.each([
    { line: 'hold all because of the wrong vault', call: 'holdAll' },
    { line: 'hold web-01 because of the wrong vault', call: 'hold' },
    { line: 'approve A-1042 web-01', call: 'approve' },
    { line: 'reject A-1042 because the backup is missing', call: 'reject' },
    { line: 'ask A-1042 is the backup done because I saw none?', call: 'ask' },
  ] as const)('what must get through is never taken for the reason that is asked for: $line', async ({ line, call }) => {
    const called: string[] = [];
    const over = usecasesOver(at('in-azure'));
    const noted = { [call]: (...args: never[]) => { called.push(call); return (over[call] as (...all: never[]) => unknown)(...args); } };
    const talk = conversation({ store: open.store, usecases: usecasesOver(at('in-azure'), noted) });
    await talk.type('rollback web-01');
    expect(said(await talk.type(line))).toContain('Why roll back?');
    expect(called).toEqual([call]);
    // Words that only begin like one are a reason.
    expect(said(await talk.type('hold times were too long and A-1042 was about that'))).toContain('hold times were too long');
    await talk.type('cancel');
  });

  test('rollback asks for a reason and says what is lost', async () => {
    const reasons: string[] = [];
    const inAzure = at('in-azure');
    const talk = conversation({ store: open.store, usecases: usecasesOver(inAzure, { requestRollback: (o) => { reasons.push(o.reason); return Promise.resolve(ok(approvalOf({ operation: 'rollback' }))); } }) });
    expect(said(await talk.type('rollback web-01'))).toContain('Why roll back?');
    expect(said(await talk.type('orders are missing'))).toContain('What was written in Azure since 2026-11-21 01:14 UTC is lost');
    await talk.type('yes');
    expect(reasons).toEqual(['orders are missing']);
  });
});
