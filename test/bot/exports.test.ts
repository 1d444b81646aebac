/** Links to files with what was found. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runOf } from '../cards/fixtures.ts';
import { talkWith } from './check-talk.ts';
import { AMIR, button, CHANNEL, conversation, freshStore, RITA, said, VERA } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, VERA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

describe('files', () => {
  test.each(['export web-01', 'check web-01 --csv'])('%s gives a link for a quarter of an hour', async (text) => {
    const { talk } = talkWith(open.store);
    const answer = said(await talk.type(text, VERA));
    expect(answer).toMatch(/"type":"Action.OpenUrl","title":"Download","url":"http:\/\/127\.0\.0\.1:3978\/exports\/machine-[\w-]+\.csv\?t=[\w.-]+"/);
    expect(answer).toContain('2026-11-21T02:29:00Z');
  });

  test('of a wave it is the last check in this place; before one there is nothing', async () => {
    const stored: { run: ReturnType<typeof runOf> | null } = { run: null };
    const { talk } = talkWith(open.store, { checkRun: () => Promise.resolve(stored.run) });
    expect(said(await talk.type('export W08'))).toContain('has not been checked here yet');
    await open.store.putCheckRun(runOf(25, { selection: { kind: 'wave', wave: 'W07' } }));
    stored.run = runOf(25);
    expect(said(await talk.type('check w7 as csv'))).toContain('CSV file of wave W07');
    stored.run = { ...runOf(25), status: 'reading', reports: [] };
    expect(said(await talk.type('export W07'))).toContain('still under way');
  });

  test('without an address it says which setting is missing', async () => {
    const talk = conversation({ store: open.store, exports: { link: () => null } });
    expect(said(await talk.type('export web-01'))).toContain('FERRY_PUBLIC_URL');
  });

  test('the button of a run leads to the file of that run', async () => {
    const { talk } = talkWith(open.store);
    const sealed = talk.bot.sealCard({ type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', data: { ferry: 1, verb: 'export', id: 'run-1', run: true } }] }, CHANNEL.conversation);
    expect(said(await talk.press(button([{ kind: 'card', card: { card: sealed, summary: '' } }], { verb: 'export' })))).toMatch(/exports\/run-cnVuLTE\.csv/);
  });
});
