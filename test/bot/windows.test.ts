/** Windows and freezes in the conversation: echoed with zone and UTC before anything is kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ok } from '../../src/domain/result.ts';
import type { Window } from '../../src/domain/window/types.ts';
import type { Store } from '../../src/ports/store.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { approvalOf, at, worksVerdict } from '../cards/fixtures.ts';
import { ADA, button, conversation, freshStore, kinds, RITA, said, usecasesOver, VERA } from './support.ts';

let opened: Awaited<ReturnType<typeof freshStore>>;
let store: Store;
beforeAll(async () => {
  opened = await freshStore();
  store = opened.store;
});
afterAll(() => opened.close());

const ROME = { from: Date.UTC(2026, 10, 21, 21, 0), to: Date.UTC(2026, 10, 22, 1, 0), zone: 'Europe/Rome' };
const ECHO = 'Sat 21 Nov 2026 22:00 to Sun 22 Nov 2026 02:00 Europe/Rome (+01:00), that is 2026-11-21 21:00 to 2026-11-22 01:00 UTC';

/** The fixtures' time is Saturday, 21 November 2026, 02:14 UTC. */
function talkAbout(window: Window | null = null) {
  const done: { readonly what: string; readonly with: unknown }[] = [];
  const m = at('tested', { verdict: worksVerdict, ...(window === null ? {} : { window }) });
  const over: Partial<UseCases> = {
    requestCutover: (o) => { done.push({ what: 'cutover', with: { note: o.note, window: o.window } }); return Promise.resolve(ok(approvalOf())); },
    setWindow: (o) => { done.push({ what: 'window', with: o.window }); return Promise.resolve(ok(m)); },
    addFreeze: (o) => { done.push({ what: 'freeze', with: { window: o.window, reason: o.reason } }); return Promise.resolve(ok({ freeze: { number: 4, ...o.window, reason: o.reason, by: o.who }, holds: ['db-01', 'web-02'] })); },
    endFreeze: (o) => { done.push({ what: 'end', with: { number: o.number, reason: o.reason } }); return Promise.resolve(ok({ number: o.number, ...ROME, reason: '', by: null })); },
  };
  return { done, talk: conversation({ store, usecases: usecasesOver(m, over) }) };
}

describe('a cutover with a window', () => {
  test('typed: the window is echoed with zone and UTC, and only what was shown is asked for', async () => {
    const { talk, done } = talkAbout();
    const shown = await talk.type('cutover web-01 sat 22:00..02:00 Europe/Rome because users are told');
    expect(said(shown)).toContain(ECHO);
    expect(done).toEqual([]);
    await talk.type('yes');
    expect(done).toEqual([{ what: 'cutover', with: { note: 'users are told', window: ROME } }]);
  });

  test('in the form: what cannot be understood is asked again with the reason, and nothing is lost', async () => {
    const { talk, done } = talkAbout();
    const form = await talk.type('cutover web-01');
    const again = await talk.press({ ...button(form, { step: 'next' }), when: 'sat 22:00-02:00 Europe/Rome', answer: 'users are told' });
    expect(said(again)).toContain("write '..' between them");
    expect(said(again)).toContain('users are told');
    const confirm = await talk.press({ ...button(again, { step: 'next' }), when: 'sat 22:00..02:00 Europe/Rome', answer: 'users are told' });
    expect(said(confirm)).toContain(ECHO);
    await talk.press(button(confirm, { step: 'confirm' }));
    expect(done).toEqual([{ what: 'cutover', with: { note: 'users are told', window: ROME } }]);
  });

  test("the machine's own window stands in the form, and may be cleared", async () => {
    const { talk, done } = talkAbout(ROME);
    const form = await talk.type('cutover web-01');
    expect(said(form)).toContain('2026-11-21T22:00+01:00..2026-11-22T02:00+01:00 Europe/Rome');
    const confirm = await talk.press({ ...button(form, { step: 'next' }), when: '', answer: '' });
    expect(said(confirm)).toContain('as soon as it is approved');
    await talk.press(button(confirm, { step: 'confirm' }));
    await talk.type('cutover web-01 because users are told');
    await talk.type('yes');
    expect(done.map((d) => d.with)).toEqual([{ note: '', window: null }, { note: 'users are told', window: ROME }]);
  });

  test('typed at the form, a window is a window and a sentence is a note', async () => {
    const { talk, done } = talkAbout();
    await talk.type('cutover web-01');
    expect(said(await talk.type('sat 22:00..02:00 Europe/Rome'))).toContain(ECHO);
    await talk.type('back');
    expect(said(await talk.type('users are told at 22:00'))).toContain('users are told at 22:00');
    await talk.type('yes');
    expect(done).toEqual([{ what: 'cutover', with: { note: 'users are told at 22:00', window: ROME } }]);
  });

  test('a missing hour is refused at entry with the nearest times, a doubled one asks which', async () => {
    const { talk, done } = talkAbout();
    const missing = said(await talk.type('cutover web-01 2027-03-28 02:30..05:00 Europe/Rome'));
    expect(missing).toMatch(/no 02:30 on 2027-03-28 in Europe\/Rome.*2027-03-28T01:59\+01:00 and 2027-03-28T03:00\+02:00/);
    const doubled = said(await talk.type('cutover web-01 2027-10-31 02:30..05:00 Europe/Rome'));
    expect(doubled).toMatch(/comes twice.*2027-10-31T02:30\+02:00 for the first or 2027-10-31T02:30\+01:00 for the second/);
    expect(said(await talk.type('cutover web-01 2027-10-31T02:30+01:00..05:00 Europe/Rome'))).toContain('2027-10-31 01:30 to 2027-10-31 04:00 UTC');
    expect(done).toEqual([]);
  });

  test('a window that meets a freeze is shown with it', async () => {
    const { talk } = talkAbout();
    expect(said(await talk.type('cutover web-01 2026-12-19 22:00..2026-12-20 02:00 Europe/Rome because x'))).toContain('Freeze 3');
    await talk.type('cancel');
    expect(said(await talk.type('cutover web-01 sat 22:00..02:00 Europe/Rome because x'))).not.toContain('Freeze 3');
  });
});

describe('window', () => {
  test('shows how a time is understood without keeping anything', async () => {
    const { talk, done } = talkAbout();
    expect(said(await talk.type('window sat 22:00..02:00 Europe/Rome'))).toContain(ECHO);
    expect(said(await talk.type('window at 22:00'))).toContain('2026-11-21 22:00 to 2026-11-22 02:00 UTC');
    expect(said(await talk.type('window sat 22:00..02:00 CET'))).toContain('no time zone CET');
    expect(done).toEqual([]);
  });

  test('keeps one for a machine after a yes, shows it, and takes it back', async () => {
    const { talk, done } = talkAbout(ROME);
    expect(said(await talk.type('window web-01'))).toContain(ECHO);
    expect(said(await talk.type('window web-01 sat 22:00..02:00 Europe/Rome'))).toContain(ECHO);
    expect(done).toEqual([]);
    await talk.type('yes');
    await talk.type('window web-01 none');
    await talk.type('yes');
    expect(done).toEqual([{ what: 'window', with: ROME }, { what: 'window', with: null }]);
  });

  test('is not kept while a request is open: that one has its own', async () => {
    const talk = conversation({ store, usecases: usecasesOver(at('awaiting-approval')) });
    expect(said(await talk.type('window web-01 sat 22:00..02:00 Europe/Rome'))).toContain('not possible now');
  });

  test('is for those who may change things', async () => {
    const { talk } = talkAbout();
    expect(said(await talk.type('window web-01', VERA))).toContain('role operator');
  });
});

describe('freeze', () => {
  test('is listed for everybody', async () => {
    const { talk } = talkAbout();
    expect(said(await talk.type('freeze', VERA))).toContain('Freeze 3');
  });

  test('is added by an admin after a yes, echoed with zone and UTC, and says what it holds', async () => {
    const { talk, done } = talkAbout();
    const shown = await talk.type('freeze 2026-12-20..2027-01-03 Europe/Rome because year end', ADA);
    expect(said(shown)).toContain('2026-12-19 23:00 to 2027-01-03 23:00 UTC');
    expect(done).toEqual([]);
    expect(said(await talk.type('yes', ADA))).toContain('db-01, web-02');
    expect(done).toEqual([{ what: 'freeze', with: { window: { from: Date.UTC(2026, 11, 19, 23), to: Date.UTC(2027, 0, 3, 23), zone: 'Europe/Rome' }, reason: 'year end' } }]);
  });

  test('is ended by an admin, with a reason', async () => {
    const { talk, done } = talkAbout();
    expect(said(await talk.type('freeze end 3', ADA))).toContain('reason is needed');
    expect(said(await talk.type('freeze end 9 because it is over', ADA))).toContain('no freeze 9');
    expect(said(await talk.type('freeze end 3 because it is over', ADA))).toContain('End freeze 3');
    await talk.type('yes', ADA);
    expect(done).toEqual([{ what: 'end', with: { number: 3, reason: 'it is over' } }]);
  });

  test('is for admins only, names its end and its reason, and anything else says how to type it', async () => {
    const { talk, done } = talkAbout();
    expect(said(await talk.type('freeze sat 22:00..sun 06:00 Europe/Rome because x', RITA))).toContain('role admin');
    expect(said(await talk.type('freeze end 3 because x', RITA))).toContain('role admin');
    expect(said(await talk.type('freeze sat 22:00..sun 06:00 Europe/Rome', ADA))).toContain('reason is needed');
    expect(said(await talk.type('freeze at 22:00 because x', ADA))).toContain('needs its beginning and its end');
    expect(kinds(await talk.type('freeze end now because x', ADA))).toEqual(['text']);
    expect(done).toEqual([]);
  });
});
