/** Prerequisites as people meet them: a wave on one card, a missing rule added, a block let pass, a file. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Message } from './support/chat.ts';
import { expectPlain, findingOf, writesOf } from './support/harmless.ts';
import { findButton, startWorld, step, until, type World } from './support/world.ts';

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 2_000 });
  await w.chat.addBot();
});
afterAll(() => w.stop());

const typed = async (text: string, who = OLA): Promise<string> => (await w.chat.say(who, text)).map(said).join('\n');
const runCard = (): Message | undefined => w.chat.messages.find((m) => /Checks of (?:wave|everything)/.test(said(m)) && buttonsOf(m).some((b) => b.data['run'] === true));
const onRunCard = (where: (b: Button) => boolean): Button => {
  const found = buttonsOf(runCard()!).find(where);
  if (found === undefined) throw new Error(`no such button on ${said(runCard()!)}`);
  return found;
};

describe('everything in the scope', () => {
  test('is one card: machines counted, then causes with the names behind a button; nothing is written', async () => {
    expect(await typed('check all')).toMatch(/I check 2\d machines/);
    const card = await until('the card of the check', w.chat, runCard);
    const text = said(card);
    expectPlain(text);
    expect(text).toMatch(/✖ Checks of everything in the scope: \d+ of 2\d machines not ready/);
    expect(text).toMatch(/11 machines: .*9443.*sg-0a1b2c3d4e5f60b04/);
    expect(JSON.stringify(card.card).length).toBeLessThan(25 * 1024);
    expect(w.chat.messages.filter((m) => /Checks of everything/.test(said(m)))).toHaveLength(1);
    expect(writesOf(w)).toEqual([]);
  });

  test('can be read as a file, by who has the link and only while it is whole', async () => {
    await w.chat.press(OLA, onRunCard((b) => b.verb === 'export'));
    const link = await until('the link', w.chat, () => w.chat.messages.toReversed().map((m) => /"url":"([^"]+)"/.exec(JSON.stringify(m.card))?.[1]).find((url) => url !== undefined));
    const response = await fetch(link);
    const csv = Buffer.from(await response.arrayBuffer()).toString();
    expect([response.status, response.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="ferry-check-all.csv"']);
    expect(csv.startsWith('\ufeffMachine,Instance id,')).toBe(true);
    expect(csv.split('\r\n').filter((line) => line.startsWith('web-08,') && line.includes(',NET-SG-OUT,'))).toHaveLength(1);
    expect(csv).toMatch(/\(sum over all machines\)/);
    expect((await fetch(link.replace(/.$/, (c) => (c === 'x' ? 'y' : 'x')))).status).toBe(404);
  });

  test('a cause is looked at again by itself, and the same card is brought up to date', async () => {
    const before = runCard()!;
    const choice = /"title":"11 machines: [^"]*9443[^"]*","value":"([^"]+)"/.exec(JSON.stringify(before.card))?.[1];
    const { edits } = before;
    expect((await w.chat.press(OLA, onRunCard((b) => b.data['act'] === 'cause'), { cause: choice })).text).toMatch(/again on 11 machines/);
    await until('the card to be edited', w.chat, () => (runCard()?.edits ?? 0) > edits && !/⏳/.test(said(runCard()!)));
    expect(w.chat.messages.filter((m) => /Checks of everything/.test(said(m)))).toHaveLength(1);
  });

  test('a wave that nobody has tagged is told with those that there are', async () => {
    expect(await typed('check W99')).toMatch(/I know no such wave/);
  });
});

describe('what is in the way of one machine', () => {
  test('a missing rule is shown, confirmed, added exactly once, and its finding passes', async () => {
    const report = (await w.chat.say(OLA, 'check web-08 NET-SG-OUT')).find((m) => said(m).includes('Check NET-SG-OUT of web-08'));
    expect(findingOf(said(report!), 'NET-SG-OUT')).toMatch(/^✖ BLOCKS/);
    await w.chat.press(OLA, buttonsOf(report!).find((b) => b.verb === 'fix')!);
    const confirm = await until('the confirmation', w.chat, () => findButton(w.chat, 'form', step('confirm')));
    expect(said(confirm.message)).toMatch(/security group sg-0a1b2c3d4e5f60b04: TCP 9443/);
    expect(writesOf(w)).toEqual([]);
    const done = await w.chat.press(OLA, confirm);
    expect(done.text).toMatch(/AWS has added the rule/);
    expect(done.text).toMatch(/Looked at NET-SG-OUT again just now: ✔ PASS/);
    expect(writesOf(w).filter((line) => /AuthorizeSecurityGroup/.test(line))).toHaveLength(1);
    expect(await typed('fix web-08 NET-SG-OUT')).toMatch(/No rule is missing now/);
  });

  test('a block is let pass by an approver with a reason, stands on the next card, and is taken back', async () => {
    expect(await typed('override app-06 SRC-ASG because the group is suspended until Sunday', ANA)).toMatch(/Let SRC-ASG pass on app-06\?/);
    expect(await typed('yes', ANA)).toMatch(/SRC-ASG is let pass on app-06/);
    expect(await typed('check app-06')).toMatch(/✖ BLOCKS · [^\n]*\(SRC-ASG\)\n✖ let pass by Ana Approver until .*: the group is suspended until Sunday/);
    await typed('override app-06 SRC-ASG withdraw because it is resumed early', ANA);
    expect(await typed('yes', ANA)).toMatch(/SRC-ASG counts again on app-06/);
    expect(await typed('check app-06')).not.toMatch(/let pass by/);
  });

  test('a check of nothing but markup asks what is meant and repeats nothing', async () => {
    const answers = [await typed('check <img src=x onerror=alert(1)>'), await typed('x'.repeat(250)), await typed('cancel')].join();
    expect(answers).toMatch(/What shall I check\?[^]*I know no such machine[^]*Cancelled/);
    expect(answers).not.toMatch(/x{200}|alert/);
  });

  test('the form asks what to check when nothing is named', async () => {
    const [form] = await w.chat.say(OLA, 'check', CHANNEL);
    expect(said(form!)).toMatch(/What shall I check\?/);
    expect(await typed('web-01')).toMatch(/Checks of web-01/);
  });
});
