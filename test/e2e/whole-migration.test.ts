/** One machine from a chat command to a completed migration: chat in, cards out, the real SDKs over HTTP in between. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, CHAT, OLA, said, textOf } from './support/chat.ts';
import { findButton, makePeople, rootOf, startWorld, until, type World } from './support/world.ts';

let w: World;
beforeAll(async () => {
  w = await startWorld();
  await w.chat.addBot();
  await w.chat.addBot(CHAT);
}, 300_000);
afterAll(() => w.stop());

const journal = (method: string, pattern: RegExp) => w.sandbox.world.journal.list().filter((e) => e.method === method && pattern.test(e.action ?? e.path));

describe('web-01, from AWS to Azure', () => {
  test('is welcomed once, answers an empty mention, help and a typo', async () => {
    await w.chat.addBot();
    const welcomes = w.chat.messages.filter((m) => m.conversation === CHANNEL.id && m.card !== null);
    expect(welcomes).toHaveLength(1);
    const empty = await w.chat.say(OLA, '');
    expect(empty.map(said).join()).toMatch(/discover/);
    const help = await w.chat.say(OLA, 'help');
    expect(help.map(said).join()).toMatch(/replicate/);
    const typo = await w.chat.say(OLA, 'stauts');
    expect(typo.map((m) => buttonsOf(m).map((b) => JSON.stringify(b.data)).join()).join()).toMatch(/status/);
  });

  test('is discovered among the others, ten to a page', async () => {
    const [first] = await w.chat.say(OLA, 'discover');
    expect(first).toBeDefined();
    expect(said(first!)).toMatch(/app-01/);
    const more = buttonsOf(first!).find((b) => b.verb === 'discover');
    const before = textOf(first!.card);
    const page = await w.chat.press(OLA, more!);
    expect(page.card).not.toBeNull();
    expect(textOf(page.card)).not.toBe(before);
  });

  test('is checked with evidence, and checked again by the button', async () => {
    const [report] = await w.chat.say(OLA, 'check web-01');
    expect(said(report!)).toMatch(/web-01/);
    const again = buttonsOf(report!).find((b) => b.verb === 'check');
    expect((await w.chat.press(OLA, again!)).card).not.toBeNull();
  });

  test('goes through replication, test, approval, cutover, acceptance and completion', async () => {
    const people = makePeople(w.chat);
    await people.replicate('web-01');
    await people.protectedState('web-01');
    expect(w.chat.messages.filter((m) => m.thread === null && m.card !== null && buttonsOf(m).some((b) => b.verb === 'history') && said(m).includes('web-01'))).toHaveLength(1);
    expect(rootOf(w.chat, 'web-01')?.edits).toBeGreaterThan(0);
    await people.test('web-01');
    expect(journal('POST', /testFailoverCleanup$/i)).toHaveLength(1);
    await people.requestCutover('web-01');
    const own = await people.approve(OLA);
    expect(own.text).toMatch(/Ola|requester|asked/i);
    expect(journal('POST', /unplannedFailover/i)).toHaveLength(0);
    await people.approve(ANA);
    await people.press(OLA, 'quiesce');
    await people.press(OLA, 'accept');
    expect(journal('POST', /unplannedFailover/i)).toHaveLength(1);
    await w.chat.say(OLA, 'complete web-01', CHAT);
    const confirm = await until('the confirm of complete', w.chat, () => findButton(w.chat, 'form', (b) => b.data['step'] === 'confirm'));
    await w.chat.press(OLA, confirm, {}, CHAT);
    // Completing is approved by itself, and not by whoever asked.
    expect((await people.approve(OLA)).text).toMatch(/somebody else must approve/);
    expect(journal('POST', /\/remove$/i)).toHaveLength(0);
    await people.approve(ANA);
    await until('the end', w.chat, () => w.sandbox.world.journal.list().some((e) => /\/remove$/i.test(e.path)) && !/completing/i.test(said(rootOf(w.chat, 'web-01')!)));
    expect(journal('POST', /\/remove$/i).filter((e) => e.accepted)).toHaveLength(1);
    expect(journal('POST', /StopInstances/).filter((e) => e.accepted)).toHaveLength(1);
    expect(w.sandbox.world.sources.list().find((m) => m.name === 'web-01')?.running).toBe(false);
    const summary = await until('the summary', w.chat, () => w.chat.messages.find((m) => m.card !== null && /Approved by/.test(said(m)) && /is migrated/.test(said(m))));
    expect(said(summary)).toMatch(/Approved by\s+Ana Approver/);
  }, 300_000);

  test('is told about afterwards, from any chat', async () => {
    expect((await w.chat.say(OLA, 'status', CHAT)).map(said).join()).toMatch(/web-01/);
    expect((await w.chat.say(ANA, 'status web-01')).map(said).join()).toMatch(/migrated/i);
    const [history] = await w.chat.say(OLA, 'history web-01', CHAT);
    let pages = said(history!);
    for (let older = buttonsOf(history!).find((b) => b.title === 'Older'); older !== undefined; older = buttonsOf(history!).find((b) => b.title === 'Older')) pages += (await w.chat.press(OLA, older, {}, CHAT)).text;
    expect(pages).toMatch(/Ana Approver/);
    expect(pages).toMatch(/An answer of .*Ola Operator.* was refused/);
    const late = (await w.chat.say(OLA, 'rollback web-01 because late', CHAT)).map(said).join();
    expect(late).toMatch(/no way back/i);
  });
});
