/** Planning, setting up and explaining in conversation: what is typed, what is pressed, and what never happens by itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { capacityLine, churnIn, rateIn, spanIn } from '../../src/bot/capacity-words.ts';
import { PROPOSED, stepPolicy, wishOf, type PolicyState } from '../../src/bot/policy-step.ts';
import { no, ok } from '../../src/domain/result.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { boardOf } from '../cards/planning-fixtures.ts';
import { AMIR, button, CHANNEL, conversation, freshStore, kinds, RITA, said, usecasesOver, VERA } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, VERA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

function spy<K extends keyof UseCases>(key: K, over: Partial<UseCases> = {}): { readonly usecases: UseCases; readonly calls: Parameters<UseCases[K]>[] } {
  const usecases = usecasesOver(null, over);
  const calls: Parameters<UseCases[K]>[] = [];
  const real = usecases[key] as (...args: Parameters<UseCases[K]>) => ReturnType<UseCases[K]>;
  return { calls, usecases: { ...usecases, [key]: (...args: Parameters<UseCases[K]>) => { calls.push(args); return real(...args); } } };
}
const talkTo = (usecases: UseCases = usecasesOver(null)) => conversation({ store: open.store, usecases });

describe('typed', () => {
  test.each([
    { text: 'setup', has: '2 of 13 steps done', reason: 'the checklist' },
    { text: 'checklist', has: 'Setup of rsv-mig-weu', reason: 'an alias' },
    { text: 'capacity W07', has: 'Capacity plan of wave W07', reason: 'a wave' },
    { text: 'capacity w7 in 8h churn 5% link 200Mbit', has: 'With the link of 200 Mbit/s', reason: 'all figures' },
    { text: 'capacity', has: 'Capacity plan of everything in the scope', reason: 'everything' },
    { text: 'capacity W99', has: 'I know no such wave', reason: 'a wave that is not there' },
    { text: 'capacity W07 in a while', has: 'Nothing was calculated', reason: 'a window that is none' },
    { text: 'capacity W07 link 200MB', has: 'Nothing was calculated', reason: 'bytes where bits are meant' },
    { text: 'network W07', has: 'Network plan of wave W07', reason: 'the network plan' },
    { text: 'network nowhere', has: 'Waves that I know', reason: 'the waves there are' },
    { text: 'policy', has: 'Replication policies of rsv-mig-weu', reason: 'the policies' },
    { text: 'explain 95107', has: 'LocalAccountTokenFilterPolicy', reason: 'a code' },
    { text: 'explain 539', has: 'What Azure itself said', reason: "a code in Azure's own words" },
    { text: 'explain RPO', has: 'How old the newest state is', reason: 'a word' },
    { text: 'what is a wave?', has: 'Machines that are moved together', reason: 'a question' },
    { text: 'explain os-storage', has: 'Check OS-STORAGE', reason: 'a check' },
    { text: 'explain 424242', has: 'I do not know this code', reason: 'an unknown code' },
    { text: 'explain', has: 'What can I explain?', reason: 'what can be explained' },
    { text: 'settings', has: 'modern-2026', reason: 'the settings' },
  ])('$reason: $text', async ({ text, has }) => {
    expect(said(await talkTo().type(text))).toContain(has);
  });

  test('a number is never taken for a similar one', async () => {
    expect(said(await talkTo().type('explain 95109'))).not.toContain('Did you mean');
    expect(said(await talkTo().type('explain quiese'))).toContain('quiesce');
  });

  test('viewers may look and plan, but neither see nor change policies', async () => {
    const talk = talkTo();
    expect(said(await talk.type('setup', VERA))).toContain('Setup of');
    expect(said(await talk.type('capacity W07', VERA))).toContain('Capacity plan');
    expect(said(await talk.type('policy', VERA))).toContain('needs the role operator');
  });
});

describe('the figures that people type', () => {
  test.each([['8h', 8 * HOUR], ['8 h', 8 * HOUR], ['2 days', 48 * HOUR], ['90min', 90 * MINUTE], ['1.5h', 1.5 * HOUR], ['8', null], ['soon', null]])('a window of %s', (text, ms) => expect(spanIn(text)).toBe(ms));
  test.each([['200Mbit', 200], ['1 Gbit/s', 1_000], ['500 Mbps', 500], ['0,5 gbit', 500], ['200MB', null], ['200 MB/s', null], ['200', null]])('a link of %s', (text, mbit) => expect(rateIn(text)).toBe(mbit));
  test.each([['5%', { kind: 'percent', percent: 5 }], ['5 percent', { kind: 'percent', percent: 5 }], ['20GiB', { kind: 'bytes', perDay: 20 * 1024 ** 3 }], ['1 TB a day', { kind: 'bytes', perDay: 1e12 }], ['5', null]])('a churn of %s', (text, churn) => expect(churnIn(text)).toEqual(churn));

  test('the parts of a line may stand in any order, and the wave may have blanks', () => {
    expect(capacityLine(['wave', '7', 'link', '1', 'Gbit', 'within', '2', 'days'])).toEqual({ target: 'wave 7', wish: { windowMs: 48 * HOUR, churn: null, linkMbit: 1_000 } });
  });
});

describe('plans', () => {
  test('Save as plan keeps what the card shows, by whom it was pressed', async () => {
    const saved = spy('savePlan');
    const talk = talkTo(saved.usecases);
    const shown = await talk.type('capacity W07 in 8h churn 20GiB link 200Mbit');
    const replies = await talk.press(button(shown, { verb: 'capacity', act: 'save' }));
    expect(saved.calls).toEqual([[{ kind: 'capacity', selection: { kind: 'wave', wave: 'W07' }, wish: { windowMs: 8 * HOUR, churn: { kind: 'bytes', perDay: 20 * 1024 ** 3 }, linkMbit: 200 }, who: RITA }]]);
    expect(kinds(replies)).toEqual(['replace']);
    expect(said(replies)).toContain('Kept as plan');
  });

  test('a network plan is saved without figures, and its pages turn in place', async () => {
    const saved = spy('savePlan');
    const talk = talkTo(saved.usecases);
    const shown = await talk.type('network w7');
    expect(said(await talk.press(button(shown, { verb: 'network', page: 1 })))).toContain('Machines · page 2 of 4');
    await talk.press(button(shown, { verb: 'network', act: 'save' }));
    expect(saved.calls).toEqual([[{ kind: 'network', selection: { kind: 'wave', wave: 'W07' }, wish: null, who: RITA }]]);
  });

  test('a refusal to save is told, and nothing is said to be kept', async () => {
    const talk = talkTo(usecasesOver(null, { savePlan: () => Promise.resolve(no({ code: 'not-allowed-here', detail: { role: 'operator' } })) }));
    const replies = await talk.press(button(await talk.type('network w7', VERA), { verb: 'network', act: 'save' }), VERA);
    expect(said(replies)).toContain('needs the role operator');
    expect(said(replies)).not.toContain('Kept as plan');
  });

  test('the checklist leads on: re-check in place, and a plan for everything', async () => {
    const talk = talkTo();
    const shown = await talk.type('setup');
    expect(kinds(await talk.press(button(shown, { verb: 'setup' })))).toEqual(['replace']);
    expect(said(await talk.press(button(shown, { verb: 'capacity', id: 'all' })))).toContain('everything in the scope');
  });
});

describe('policies', () => {
  test('one is created after a card with the exact figures, not before', async () => {
    const created = spy('createPolicy');
    const talk = talkTo(created.usecases);
    const form = await talk.press(button(await talk.type('policy'), { verb: 'policy', act: 'create' }));
    const confirm = await talk.press({ ...button(form, { verb: 'form', step: 'next' }), name: 'three-days', retention: '72', app: '4' });
    expect(said(confirm)).toContain('Recovery points are kept for 72 h.');
    expect(created.calls).toEqual([]);
    expect(said(await talk.press(button(confirm, { verb: 'form', step: 'confirm' })))).toContain('Azure accepted three-days');
    expect(created.calls).toEqual([[{ policy: { name: 'three-days', retentionMinutes: 4_320, appConsistentMinutes: 240, rpoThresholdMinutes: 15 }, who: RITA }]]);
  });

  test('typed, with the figures in the line', async () => {
    const created = spy('createPolicy');
    const talk = talkTo(created.usecases);
    await talk.type('policy create nightly retention 2d app off');
    expect(said(await talk.type('ok'))).toContain('kept for 48 h');
    await talk.type('yes');
    expect(created.calls).toMatchObject([[{ policy: { name: 'nightly', retentionMinutes: 2_880, appConsistentMinutes: 0 } }]]);
  });

  test.each([
    { inputs: { retention: '361' }, has: 'between 1 and 360 whole hours', reason: 'beyond 15 days' },
    { inputs: { retention: 'long' }, has: 'must be whole numbers', reason: 'no number' },
    { inputs: { app: '30', retention: '24' }, has: 'not be longer than the retention', reason: 'rarer than the retention' },
    { inputs: { name: 'my policy!' }, has: 'letters, digits and hyphens', reason: 'a name that Azure refuses' },
  ])('$reason is told on the form', async ({ inputs, has }) => {
    const created = spy('createPolicy');
    const talk = talkTo(created.usecases);
    const form = await talk.press(button(await talk.type('policy'), { verb: 'policy', act: 'create' }));
    expect(said(await talk.press({ ...button(form, { verb: 'form', step: 'next' }), ...inputs }))).toContain(has);
    expect(created.calls).toEqual([]);
  });

  test('classic vaults are asked for the RPO threshold', async () => {
    const talk = talkTo(usecasesOver(null, { policies: () => Promise.resolve(ok(boardOf({ provider: 'InMageAzureV2' }))) }));
    expect(said(await talk.press(button(await talk.type('policy'), { verb: 'policy', act: 'create' })))).toContain('RPO that raises an alarm');
  });

  test('a name that is taken asks again instead of ending', async () => {
    const talk = talkTo(usecasesOver(null, { createPolicy: () => Promise.resolve(no({ code: 'policy-exists', detail: { name: 'x' } })) }));
    await talk.type('policy create x');
    await talk.type('ok');
    expect(said(await talk.type('yes'))).toContain('has a policy called x already');
    expect(said(await talk.type('name y'))).toContain('"y"');
  });

  test('an outcome that nobody knows is not called done', async () => {
    const talk = talkTo(usecasesOver(null, { createPolicy: (o) => Promise.resolve(ok({ policy: o.policy, at: 0, outcome: 'unclear', why: 'it does not answer', requestId: null })) }));
    await talk.type('policy create x');
    await talk.type('ok');
    expect(said(await talk.type('yes'))).toContain('may have been created');
  });

  test('one is chosen by name or from the list, after a confirmation', async () => {
    const chosen = spy('choosePolicy');
    const talk = talkTo(chosen.usecases);
    const list = await talk.type('policy');
    const confirm = await talk.press({ ...button(list, { verb: 'policy', act: 'use' }), policyName: '/vaults/v/replicationPolicies/p2' });
    expect(said(confirm)).toContain('Use the replication policy three-days from now on?');
    expect(chosen.calls).toEqual([]);
    await talk.press(button(confirm, { verb: 'form', step: 'confirm' }));
    await talk.type('policy use three-days');
    expect(said(await talk.type('yes'))).toContain('Recorded: replication is to use three-days.');
    expect(chosen.calls).toEqual([[{ name: 'three-days', who: RITA }], [{ name: 'three-days', who: RITA }]]);
  });

  test('a setting that beats the choice is said before and after', async () => {
    const over: Partial<UseCases> = { policies: () => Promise.resolve(ok(boardOf({ setting: '24-hour-replication-policy' }))), choosePolicy: (o) => Promise.resolve(ok({ name: o.name, overruledBy: '24-hour-replication-policy', mapping: 'asked', why: '' })) };
    const talk = talkTo(usecasesOver(null, over));
    expect(said(await talk.type('policy use three-days'))).toContain('FERRY_POLICY names 24-hour-replication-policy');
    const done = said(await talk.type('yes'));
    expect(done).toContain('still beats the choice');
    expect(done).toContain('asked to associate');
  });

  test('cancel leaves nothing', async () => {
    const created = spy('createPolicy');
    const talk = talkTo(created.usecases);
    await talk.type('policy create x');
    expect(said(await talk.type('cancel'))).toContain('Nothing was changed');
    expect(created.calls).toEqual([]);
  });
});

describe('the step of the policy form', () => {
  const state = (change: Partial<PolicyState> = {}): PolicyState => ({ kind: 'create', at: 'form', fields: PROPOSED, classic: false, longestRetentionHours: 360, setting: null, problems: [], refusal: null, ...change });

  test('back from the confirmation keeps what was filled in', () => {
    const filled = stepPolicy(state(), { kind: 'next', inputs: { retention: '48' } }).state;
    expect(filled.at).toBe('confirm');
    expect(stepPolicy(filled, { kind: 'back' }).state).toMatchObject({ at: 'form', fields: { retention: '48' } });
  });

  test.each([
    { from: state(), answer: { kind: 'back' }, code: 'first' }, { from: state({ kind: 'use', at: 'confirm' }), answer: { kind: 'back' }, code: 'first' },
    { from: state(), answer: { kind: 'text', text: 'hello' }, code: 'unclear' }, { from: state({ at: 'confirm' }), answer: { kind: 'text', text: 'perhaps' }, code: 'unclear' },
    { from: state(), answer: { kind: 'confirm' }, code: 'unclear' },
  ] as const)('$answer asks again', ({ from, answer, code }) => {
    expect(stepPolicy(from, answer)).toMatchObject({ kind: 'ask', state: { problems: [{ code }] } });
  });

  test('starting over forgets what was filled in', () => {
    expect(stepPolicy(state({ at: 'confirm', fields: { ...PROPOSED, name: 'x' } }), { kind: 'startOver' }).state).toMatchObject({ at: 'form', fields: PROPOSED });
  });

  test('only a classic vault looks at the RPO threshold', () => {
    expect(wishOf({ fields: { ...PROPOSED, rpo: 'none' }, classic: false })).toMatchObject({ rpoThresholdMinutes: 15 });
    expect(wishOf({ fields: { ...PROPOSED, rpo: 'none' }, classic: true })).toBeNull();
  });
});
