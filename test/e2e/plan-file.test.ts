/** A plan of five hundred machines as a file: everything wrong at once, then a diff, then exactly that; and chat beside it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeTables, PLAN_LIMITS } from '../../src/adapters/csv.ts';
import { buttonsOf, CHANNEL, CHAT, OLA, said, type Message } from './support/chat.ts';
import { findButton, startWorld, step, until, type World } from './support/world.ts';

const FORMULA = '=HYPERLINK("http://evil.example","click")';
const HEAD = ['wave', 'group', 'machine', 'instance_id', 'needs', 'window', 'zone', 'note'];

let w: World;
let files: Server;
let file = '';
beforeAll(async () => {
  w = await startWorld({ speed: 2_000, extraMachines: 500, adjust: (c) => ({ ...c, timing: { ...c.timing, observeMs: 3_600_000 } }) });
  // Somebody has named a machine so that a spreadsheet would run it.
  const formula = w.sandbox.world.aws.instances.get(idOf(7));
  if (formula === undefined) throw new Error('no such machine');
  formula.tags = { ...formula.tags, Name: FORMULA };
  w.sandbox.world.aws.revision += 1;
  files = createServer((_, response) => response.end(file));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  await w.chat.addBot();
  await w.chat.addBot(CHAT);
  await w.chat.say(OLA, 'discover');
});
afterAll(async () => {
  files.close();
  await w.stop();
});

const idOf = (n: number): string => `i-0a9${String(n).padStart(14, '0')}`;
const nameOf = (n: number): string => (n === 7 ? FORMULA : `bulk-${String(n).padStart(4, '0')}`);
const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Five waves of a hundred, in groups of three kinds; `change` makes it wrong. */
function planOf(change: (n: number, row: string[]) => string[] = (_, row) => row): string {
  const rows = Array.from({ length: 500 }, (_, i) => {
    const n = i + 1;
    const wave = `P${1 + Math.floor(i / 100)}`;
    const isFirst = i % 100 === 0;
    const needs = isFirst ? '' : nameOf(Math.floor(i / 100) * 100 + 1);
    return change(n, [wave, isFirst ? '1' : String(2 + (i % 2)), n === 7 ? '' : nameOf(n), n === 7 ? idOf(7) : '', n === 7 || needs === FORMULA ? '' : needs, isFirst ? 'sat 22:00..02:00' : '', isFirst ? 'Europe/Rome' : '', isFirst ? 'shop, the large one; "really"' : '']);
  });
  return `\uFEFF${[HEAD, ...rows].map((row) => row.map(quoted).join(';')).join('\r\n')}\r\n`;
}

/** Attaches the text as Teams does in a personal chat. */
async function attach(text: string, words = 'plan import'): Promise<readonly Message[]> {
  file = text;
  const before = w.chat.messages.length;
  const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/plan.csv`;
  await w.chat.deliver({ type: 'message', ...w.chat.frame(OLA, CHAT, null), text: words, attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', contentUrl: url, name: 'plan.csv', content: { downloadUrl: url, fileType: 'csv' } }] });
  return w.chat.messages.slice(before);
}

/** What stands behind the link on a card. */
async function download(message: Message | undefined): Promise<string> {
  const url = /"url":"(http:[^"]+)"/.exec(JSON.stringify(message?.card))?.[1];
  if (url === undefined) throw new Error(`no link on: ${message === undefined ? 'nothing' : said(message)}`);
  // `text()` would drop the mark at the beginning.
  return Buffer.from(await (await fetch(url)).arrayBuffer()).toString();
}


test('three bad rows of five hundred are told at once, with line, column, value and what to do, and nothing is changed', async () => {
  const bad = planOf((n, row) => (n === 42 ? [row[0] ?? '', row[1] ?? '', '', 'i-0123456789abcdef0', ...row.slice(4)] : n === 142 ? [row[0] ?? '', '9', ...row.slice(2)] : n === 400 ? ['P5', ...row.slice(1, 4), '', ...row.slice(5)] : row));
  const [card, ...more] = await attach(bad);
  expect(more).toEqual([]);
  const text = said(card!);
  expect(text).toMatch(/not taken: 3 problems/);
  expect(text).toMatch(/Line 43, instance_id 'i-0123456789abcdef0'\n.*no such machine/);
  expect(text).toMatch(/Line 143, group '9'\n.*from 1 to 7/);
  expect(text).toMatch(/Line 501, wave 'P5'\n.*101 machines; Site Recovery takes at most 100/);
  const table = makeTables(PLAN_LIMITS).read(await download(card));
  expect(table.ok && table.value.map((r) => r.cells.slice(0, 3))).toEqual([['line', 'column', 'value'], ['43', 'instance_id', 'i-0123456789abcdef0'], ['143', 'group', '9'], ['501', 'wave', 'P5']]);
  expect(said((await w.chat.say(OLA, 'wave', CHAT))[0]!)).toMatch(/no waves yet/);
});

test('the corrected file shows what would change, and Apply stores that', async () => {
  const [card] = await attach(planOf());
  expect(said(card!)).toMatch(/Plan of 500 rows: 5 waves would change\n500 added · 0 moved · 0 removed · 0 changed · 0 unchanged/);
  expect(said((await w.chat.say(OLA, 'waves', CHAT))[0]!)).toMatch(/no waves yet/);
  const button = await until('Apply', w.chat, () => findButton(w.chat, 'form', step('confirm')));
  expect(button.title).toBe('Apply');
  const done = await w.chat.press(OLA, button, {}, CHAT);
  expect(done.text).toMatch(/Applied: 500 added, 0 moved, 0 removed, 0 changed in 5 waves. Nothing in AWS or Azure changed/);
  // A second tap is no second plan.
  const again = await w.chat.press(OLA, button, {}, CHAT);
  expect(again.text).not.toMatch(/Applied: [1-9]/);
  const [wave] = await w.chat.say(OLA, 'wave P3', CHAT);
  expect(said(wave!)).toMatch(/P3: planned, nothing replicates yet\n100 machines: 100 not replicated\nSat .* Europe\/Rome .* UTC/);
  expect(JSON.stringify(wave!.card).length).toBeLessThan(25_000);
});

test('the same file again is no change, and what is written out reads back as what it was, formulas and all', async () => {
  const [again] = await attach(planOf());
  expect(said(again!)).toMatch(/no change\n.*Nothing is to be applied/);
  expect(buttonsOf(again!)).toEqual([]);
  const [link] = await w.chat.say(OLA, 'plan export', CHAT);
  const csv = await download(link);
  expect(csv.startsWith('\uFEFFwave,group,machine,instance_id,needs')).toBe(true);
  // In a spreadsheet it is a text, not a link.
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")"`);
  const [back] = await attach(csv, 'plan diff');
  expect(said(back!)).toMatch(/Plan of 500 rows: no change/);
});

test('the board of five hundred machines has a line for each wave and the time it is of, and asks no cloud for it', async () => {
  const before = w.sandbox.world.journal.list().length;
  const seen = w.chat.messages.length;
  const took = async (text: string): Promise<number> => {
    const began = performance.now();
    await w.chat.say(OLA, text);
    return performance.now() - began;
  };
  const [board1, inbox1, board2, inbox2] = [await took('status'), await took('next all'), await took('status'), await took('next all')];
  // The machine may be busy with something else for a moment.
  expect(Math.min(board1, board2)).toBeLessThan(2_000);
  expect(Math.min(inbox1, inbox2)).toBeLessThan(2_000);
  const [board = '', inbox = ''] = w.chat.messages.slice(seen).map(said);
  expect(board).toMatch(/5 waves/);
  for (const wave of ['P1', 'P2', 'P3', 'P4', 'P5']) expect(board).toMatch(new RegExp(`${wave} .*0/100 replicating`));
  expect(board).toMatch(/As of /);
  expect(inbox).toMatch(/Nothing waits|nothing waits/);
  expect(w.sandbox.world.journal.list().length).toBe(before);
});

test('a plan that somebody overtook is shown again as it is then, and only that is stored', async () => {
  await attach(planOf((n, row) => (n === 100 ? ['P2', ...row.slice(1, 4), '', ...row.slice(5)] : n === 200 ? ['P1', ...row.slice(1, 4), '', ...row.slice(5)] : row)));
  const shown = await until('Apply', w.chat, () => findButton(w.chat, 'form', step('confirm')));
  expect(said(shown.message)).toMatch(/0 added · 2 moved/);
  // Meanwhile somebody else changes one of these waves.
  const before = w.chat.messages.length;
  await w.chat.say(OLA, 'wave P1 window none', CHANNEL);
  const other = await until('the other question', w.chat, () => w.chat.messages.slice(before).flatMap(buttonsOf).find((b) => b.verb === 'form' && step('confirm')(b)));
  expect((await w.chat.press(OLA, other, {}, CHANNEL)).text).toMatch(/P1 is changed/);
  const stale = await w.chat.press(OLA, shown, {}, CHAT);
  expect(stale.text).toMatch(/nothing was applied. This is what would change now/);
  expect(stale.text).toMatch(/0 added · 2 moved · 0 removed/);
  const anew = await until('Apply anew', w.chat, () => buttonsOf({ ...shown.message, card: stale.card }).find((b) => step('confirm')(b)));
  expect((await w.chat.press(OLA, anew, {}, CHAT)).text).toMatch(/Applied: 0 added, 2 moved/);
});

test('a table can be pasted anywhere, and what is too large is not read', async () => {
  const [pasted] = await w.chat.say(OLA, 'plan diff\nwave,machine,group\nP1,bulk-0002,3\nP9,web-01,1', CHANNEL);
  expect(said(pasted!)).toMatch(/1 added · 0 moved · 99 removed · 1 changed/);
  const [rows] = await attach(`wave,machine\n${'P1,bulk-0001\n'.repeat(5_001)}`);
  expect(said(rows!)).toMatch(/more than 5000 rows, so I did not read it/);
  const [large] = await attach(`wave,machine\n${'x'.repeat(5 * 1024 * 1024)}`);
  expect(said(large!)).toMatch(/larger than 5 MB/);
  const [secret] = await attach('wave,machine,note\nP1,bulk-0001,AKIAIOSFODNN7EXAMPLE');
  expect(said(secret!)).toMatch(/looks like a password or key\. Nothing of the file was kept/);
  expect(JSON.stringify(secret)).not.toContain('AKIA');
  expect(said((await w.chat.say(OLA, 'plan import', CHAT))[0]!)).toMatch(/Attach a CSV file here/);
  const [template] = await w.chat.say(OLA, 'plan template', CHAT);
  expect(await download(template)).toMatch(/# window: when the wave may be cut over/);
});

describe('in chat', () => {
  const typed = async (text: string, where = CHANNEL): Promise<string> => (await w.chat.say(OLA, text, where)).map(said).join('\n');

  test('a wave is made question by question, typed or pressed', async () => {
    expect(await typed('wave new')).toMatch(/Step 1 of 8: New wave/);
    expect(await typed('P1')).toMatch(/There is a wave P1 already/);
    expect(await typed('W07')).toMatch(/Step 2 of 8: New wave W07/);
    expect(await typed('db-01 app-99 wbe-01')).toMatch(/I know no machines of these 2 names: app-99, wbe-01\. Nothing was changed\. Did you mean app-01, app-02 or app-03 for app-99; web-01 for wbe-01\?/);
    expect(await typed('db-01 db-02 app-0* bulk-0001')).toMatch(/bulk-0001 is in P1 already/);
    expect(await typed('db-01 db-02 app-01 app-02 web-01')).toMatch(/Step 3 of 8[^]*5 machines so far/);
    expect(await typed('1: db-*; 2: app-*')).toMatch(/Step 4 of 8[^]*Group 3: web-01/);
    expect(await typed('none')).toMatch(/Step 5 of 8/);
    expect(await typed('sat 22:00..02:00 Europe/Rome')).toMatch(/Step 6 of 8/);
    expect(await typed('none')).toMatch(/Step 7 of 8/);
    const last = await typed('here');
    expect(last).toMatch(/Step 8 of 8: Create wave W07 with 5 machines[^]*Group 1: db-01, db-02\nGroup 2: app-01, app-02\nGroup 3: web-01[^]*Nothing in AWS or Azure changes/);
    expect(await typed('yes')).toMatch(/Created wave W07 with 5 machines/);
    expect(await typed('w7')).not.toMatch(/Created/);
  });

  test.each([
    { say: 'wave W07 add wbe-02 group 3', asks: /I know no machine wbe-02\. Nothing was changed\. Did you mean web-02\?/, done: false },
    { say: 'wave W07 add bulk-001*', asks: /All 10 machines that fit bulk-001\* are in a wave already/, done: false },
    { say: 'wave W07 add web-02 group 3', asks: /Add 1 machine to W07\?\nweb-02 \(group 3\)/, done: true },
    { say: 'wave W07 needs app-01 db-01', asks: /Change the order in W07\?\napp-01 \(group 2\), after db-01/, done: true },
    { say: 'wave W07 needs db-01 app-01', asks: /db-01 \(group 1\) would need app-01, which comes later/, done: false },
    { say: 'wave W07 group 1 app-02', asks: /app-02 \(group 1\)/, done: true },
    { say: 'wave W07 after P1', asks: /After P1: all of their machines must be in Azure/, done: true },
    { say: 'wave P1 after W07', asks: /wait for each other in a circle: P1 → W07 → P1/, done: false },
    { say: 'wave W07 policy go-on', asks: /after a failure the others go on/, done: true },
    { say: 'wave W07 move web-02 to P1', asks: /P1 would have 101 machines/, done: false },
    { say: 'wave W07 remove db-01', asks: /Take 1 machine out of W07\?[^]*app-01 does not wait for db-01 any more/, done: true },
    { say: 'wave W07 policy go-on', asks: /W07 is like that already/, done: false },
    { say: 'wave W07 close', asks: /reason/i, done: false },
    { say: 'wave W07 dance', asks: /Write for example/, done: false },
    { say: 'wave W77 after P1', asks: /I know no such wave/, done: false },
  ])('$say', async ({ say, asks, done }) => {
    expect(await typed(say)).toMatch(asks);
    if (done) expect(await typed('yes')).toMatch(/W07 is changed/);
  });

  test('what stands behind the command is an answer already, and what is wrong with it is said', async () => {
    expect(await typed('wave new P1')).toMatch(/Step 1 of 8[^]*There is a wave P1 already/);
    expect(await typed('wave new W09')).toMatch(/Step 2 of 8: New wave W09/);
    expect(await typed('back')).toMatch(/Step 1 of 8/);
    expect(await typed('W09')).toMatch(/Step 2 of 8: New wave W09/);
    expect(await typed('hold web-03 because the rack is hot')).toMatch(/web-03/);
    expect(await typed('db-05')).toMatch(/Step 3 of 8: New wave W09/);
    expect(await typed('wave new W09 from db-05 web-0* nonesuch')).toMatch(/Step 2 of 8: New wave W09[^]*I know no machine nonesuch/);
    expect(await typed('wave new W09 from tag:Wave=7')).toMatch(/Step 3 of 8: New wave W09[^]*\d\d machines so far/);
    await typed('cancel');
    expect(await typed('wave')).not.toMatch(/W09/);
  });

  test('a wave is closed, and can be looked at still', async () => {
    await typed('wave W07 close because it was a trial');
    expect(await typed('yes')).toMatch(/W07 is changed/);
    expect(await typed('wave W07')).toMatch(/W07: closed[^]*Closed by Ola Operator: it was a trial/);
    await typed('wave W07 reopen because it is needed');
    expect(await typed('yes')).toMatch(/W07 is changed/);
    const asked = w.sandbox.world.journal.list().filter((e) => e.method !== 'GET' && e.server === 'azure' && !e.path.startsWith('/_sandbox'));
    expect(asked).toEqual([]);
  });
});

