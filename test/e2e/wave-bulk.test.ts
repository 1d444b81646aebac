/** 25 machines as one wave of three groups, half of them with defects: planned, replicated in batches, tested, judged, each in one command. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buttonsOf, CHANNEL, OLA, said, textOf, type Button, type Message } from './support/chat.ts';
import { expectPlain } from './support/harmless.ts';
import { answerQuestions, defaultsOf, startWorld, step, until, type World } from './support/world.ts';

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 20_000, extraMachines: 12, adjust: (c) => ({ ...c, timing: { ...c.timing, observeMs: 1_200, cardEditMs: 3_000 } }) });
  await w.chat.addBot();
});
afterAll(() => w.stop());

const BATCH = 7;
const cards = (of: RegExp) => (m: Message): boolean => m.conversation === CHANNEL.id && of.test(said(m));

/** Says something and gives the card or the text that answers it; cards of machines may come in between. */
async function answer(text: string, of: RegExp): Promise<Message> {
  const before = w.chat.messages.length;
  await w.chat.say(OLA, text);
  return until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).toReversed().find(cards(of)));
}

const board = async (): Promise<string> => said(await answer('status', /EC2 machines not with Ferry/));
const lineOfWave = (text: string): string => /\S+ W08 .*\n.*/.exec(text)?.[0] ?? '';
const button = (m: Message, where: (b: Button) => boolean): Button => {
  const found = buttonsOf(m).find(where);
  if (found === undefined) throw new Error(`no such button on ${said(m)}`);
  return found;
};

/** Asks again and again until the line of the wave says it; every line on the way is kept. */
async function untilLine(of: RegExp, seen: string[] = []): Promise<string> {
  for (let tries = 0; tries < 150; tries++) {
    const line = lineOfWave(await board());
    seen.push(line);
    if (of.test(line)) return line;
    await pause(500);
  }
  throw new Error(`the board never said ${String(of)}: ${seen.slice(-3).join(' | ')}`);
}

async function confirm(m: Message): Promise<string> {
  return (await w.chat.press(OLA, button(m, (b) => b.verb === 'form' && step('confirm')(b)))).text;
}

const accepted = (method: string, path: RegExp): readonly string[] => w.sandbox.world.journal.list().filter((e) => e.method === method && path.test(e.path) && e.accepted).map((e) => e.path);

let ready = 0;

describe('wave W08', () => {
  test('is planned in three groups, and stands on the board', async () => {
    await w.chat.say(OLA, 'discover');
    let card = await answer('wave new W08 from bulk* app* db-02 db-03 db-04 db-05 web-04', /wave/i);
    for (let question = 0; question < 8 && !buttonsOf(card).some(step('confirm')); question++) {
      const inputs = defaultsOf(card);
      const groups = /Which must start first/.test(said(card));
      await w.chat.press(OLA, button(card, step('next')), groups ? { ...inputs, answer: '1: db*; 2: app*; 3: bulk* web-04' } : inputs);
      card = w.chat.messages.find((m) => m.id === card.id) ?? card;
    }
    expect(await confirm(card)).toMatch(/W08/);
    expect(lineOfWave(await board())).toMatch(/○ W08 .*0\/25 replicating\n25 not begun/);
  });

  test('is replicated in batches: those in whose way something is are told by cause, the good ones begin', async () => {
    await w.chat.say(OLA, 'check W08');
    await until('the check', w.chat, () => w.chat.messages.find((m) => /Checks of wave/.test(said(m)) && /machines? not ready/.test(said(m))));
    expect(said(await answer('next', /wait/))).toMatch(/Last check of W08: \d+ of 25 machines are not ready/);
    // What is chosen for the target brings up one more question.
    await answerQuestions(w.chat, 'W08');
    expect(said(await answer('replicate W08', /nothing can be replicated now/))).toMatch(/Account for the push/);
    await answerQuestions(w.chat, 'W08');
    const form = await answer('replicate W08', /How many may copy at once/);
    ready = Number(/(\d+) of 25 machines are ready/.exec(said(form))?.[1] ?? '0');
    expect(ready).toBeGreaterThanOrEqual(12);
    expect(said(form)).toMatch(/app-05-dup.*same private IP/);
    expectPlain(said(form));
    await w.chat.press(OLA, button(form, step('next')), { batch: '0' });
    expect(textOf(w.chat.messages.find((m) => m.id === form.id)?.card)).toMatch(/whole number from 1 to 50/);
    await w.chat.press(OLA, button(w.chat.messages.find((m) => m.id === form.id) ?? form, step('next')), { batch: String(BATCH) });
    const shown = w.chat.messages.find((m) => m.id === form.id) ?? form;
    expect(said(shown)).toMatch(new RegExp(`Turn replication of ${ready} machines on[\\s\\S]*rsv-mig[\\s\\S]*${BATCH} begin now`));
    expect(await confirm(shown)).toMatch(new RegExp(`replication of ${ready} machines begins, ${BATCH} at a time`));
    const seen: string[] = [];
    await untilLine(/waiting for their turn/, seen);
    // The queue outlives the bot.
    await w.restart();
    await untilLine(new RegExp(`${ready}/25 replicating`), seen);
    expect(Math.max(...seen.map((line) => Number(/(\d+) copying/.exec(line)?.[1] ?? '0')))).toBeLessThanOrEqual(BATCH);
    const begun = accepted('PUT', /\/replicationProtectedItems\/[^/]+$/i);
    expect([begun.length, new Set(begun).size]).toEqual([ready, ready]);
  });

  test('is tested and judged in one command each; the inbox leads to the verdicts', async () => {
    const question = await answer('test W08', /test failovers of W08/);
    expect(said(question)).toMatch(new RegExp(`Start ${ready} test failovers of W08\\?[\\s\\S]*${25 - ready} machines cannot now and will be left out`));
    expect(await confirm(question)).toMatch(new RegExp(`${ready} test failovers are starting`));
    await untilLine(new RegExp(`needs ${ready} verdicts`));
    const inbox = await answer('next', /things? waits? for you/);
    expect(said(inbox)).toMatch(new RegExp(`Verdicts on ${ready} test machines: W08: `));
    const before = w.chat.messages.length;
    await w.chat.press(OLA, button(inbox, (b) => b.verb === 'verdict'));
    const all = await until('the question', w.chat, () => w.chat.messages.slice(before).find(cards(/Do the test machines of W08/)));
    expect(await confirm(all)).toMatch(new RegExp(`Recorded for ${ready} machines: the test machine works`));
    await untilLine(new RegExp(`${ready}/25 ready`));
    expect([accepted('POST', /\/testFailover$/i).length, accepted('POST', /\/testFailoverCleanup$/i).length]).toEqual([ready, ready]);
    expect(said(await answer('next', /wait/))).not.toMatch(/Verdict/);
  });

  test('is held and let go on by group; what nobody means is refused whole', async () => {
    const held = said(await answer('hold W08 group:3 because the load balancer is not ready', /is held, \d+ machines/));
    expect(held).toMatch(/W08 \(\d+ of 25 machines\) is held, \d+ machines/);
    expect(lineOfWave(await board())).toMatch(/\d+ held/);
    expect(said(await answer('next', /wait/))).toMatch(/Held: W08: bulk-/);
    await answer('resume W08 state:held', /not held any more/);
    expect(lineOfWave(await board())).not.toMatch(/held/);
    const count = w.sandbox.world.journal.list().filter((e) => e.accepted && e.method !== 'GET').length;
    expect(said(await answer('retry W08 state:failed', /fits/))).toMatch(/No machine of W08 fits that/);
    expect(said(await answer('test W08 -web-99', /bears/))).toMatch(/No machine of W08 bears the name that you gave as number 1/);
    // Words that turn the meaning round are never passed over.
    expect(said(await answer('verdict W08 not good', /bears/))).toMatch(/No machine of W08 bears the name that you gave as number 1/);
    expect(said(await answer('hold -db-02 because of a slip', /left out/))).toMatch(/That only says what is left out, not of what/);
    expect(said(await answer('quiesce W08 group:1', /W08/))).toMatch(/None of W08 \(\d+ of 25 machines\) can do that now/);
    expect(w.sandbox.world.journal.list().filter((e) => e.accepted && e.method !== 'GET').length).toBe(count);
  });
});
