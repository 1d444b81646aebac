/** Who is told what, as people set it in the chat: follows, quiet hours, digests; and a channel that takes nothing any more. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import { ANA, buttonsOf, CHANNEL, CHAT, OLA, said, type Message, type User, type Where } from './support/chat.ts';
import { readyWaves } from './support/ready-waves.ts';
import { startWorld, until, type World } from './support/world.ts';

const [ONE, TWO] = ['bulk-0001', 'bulk-0002'] as const;
/** Another team's channel, and Ana's own chat. */
const OTHER: Where = { kind: 'channel', id: '19:databases@thread.tacv2' };
const ANAS: Where = { kind: 'personal', id: 'a:ana-and-ferry' };

const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };

let w: World;
beforeAll(async () => {
  offset = Date.parse('2026-11-26T12:00:00Z') - real.now();
  w = await startWorld({ speed: 1, extraMachines: 2, clock, settings: { FERRY_TIME_ZONE: 'UTC' } });
  await w.chat.addBot();
  await w.chat.addBot(OTHER);
  await w.chat.say(OLA, 'help', CHAT);
  await readyWaves(w, { W07: [[ONE], [TWO]] });
});
afterAll(() => w.stop());

const inPlace = (where: Where): readonly Message[] => w.chat.messages.filter((m) => m.conversation === where.id);
const told = (where: Where, of: RegExp): readonly Message[] => inPlace(where).filter((m) => of.test(said(m)));

/** Types a line and gives what stands there in answer to it. */
async function answer(who: User, text: string, where: Where, of: RegExp): Promise<string> {
  const before = w.chat.messages.length;
  await w.chat.say(who, text, where);
  return said(await until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).find((m) => m.conversation === where.id && of.test(said(m)))));
}

/** Ferry sleeps until then. */
async function sleepUntil(iso: string): Promise<void> {
  offset = Date.parse(iso) - real.now();
  await w.restart();
}

describe('following a wave', () => {
  test('shows a sample of what will come; a channel gets the card of the wave, a person only what was asked for', async () => {
    const sample = await answer(ANA, 'subscribe W07 failures', ANAS, /from now on/);
    expect(sample).toMatch(/told of W07 from now on: failures only\. For example:\s+⛔ W07 needs help/);
    expect(sample).not.toMatch(/✔ W07/);
    expect(await answer(OLA, 'subscribe W07', OTHER, /from now on/)).toMatch(/everything[\s\S]*⛔[\s\S]*✋[\s\S]*✔[\s\S]*without a sound/);
    await until('its card in the other channel', w.chat, () => told(OTHER, /^\s*.*W07: /).some((m) => m.thread === null && m.card !== null));
    await answer(OLA, `hold ${ONE} because its agent is old`, CHANNEL, /held/);
    await until('the note at home', w.chat, () => told(CHANNEL, /bulk-0001.*agent is old/).some((m) => m.thread !== null));
    await until('the note in the other channel', w.chat, () => told(OTHER, /bulk-0001.*agent is old/)[0]);
    expect(told(ANAS, /agent is old/)).toEqual([]);
  });

  test('is listed with what is told anyway, and ends by a word or a button', async () => {
    expect(await answer(ANA, 'subscriptions', ANAS, /follows/)).toMatch(/follows 1 thing\n[\s\S]*• W07: failures only[\s\S]*no quiet hours and no digest \(UTC\)/);
    expect(await answer(OLA, 'subscriptions', CHANNEL, /follows/)).toMatch(/follows nothing[\s\S]*• W07: its thread is here/);
    await w.chat.say(OLA, 'subscriptions', OTHER);
    const end = await until('the button', w.chat, () => inPlace(OTHER).flatMap(buttonsOf).find((b) => b.verb === 'unsubscribe'));
    await w.chat.press(OLA, end, {}, OTHER);
    expect(await answer(OLA, 'subscriptions', OTHER, /follows nothing/)).toContain('Nothing is told here without being asked.');
    const before = inPlace(OTHER).length;
    await answer(OLA, `hold ${TWO} because its disk is slow`, CHANNEL, /held/);
    await until('the note at home', w.chat, () => told(CHANNEL, /bulk-0002.*disk is slow/).some((m) => m.thread !== null));
    expect(inPlace(OTHER)).toHaveLength(before);
  });

  test.each([
    ['subscribe nothing-of-that-name', /Nothing was changed/],
    ['unsubscribe W99', /Nothing was changed/],
    ['quiet 25:00..07:00', /Nothing was changed/],
    ['digest sometimes', /Nothing was changed/],
    ['quiet 22:00..07:00 Europe/Atlantis', /Atlantis/],
  ])('%s is refused in words', async (text, of) => {
    expect(await answer(ANA, text, ANAS, of)).not.toMatch(/undefined|\$\{/);
  });
});

describe('quiet hours and digests', () => {
  test('are set by the clocks of a zone, and shown', async () => {
    expect(await answer(ANA, 'quiet 22:00..07:00 Europe/Rome', ANAS, /quiet from/)).toMatch(/quiet from 22:00 to 07:00 and no digest \(Europe\/Rome\)\. Failures, and approvals for tonight, come all the same/);
    expect(await answer(ANA, 'digest 08:30 daily', ANAS, /The next one comes/)).toMatch(/a digest at 08:30 every day \(Europe\/Rome\)\. The next one comes 2026-11-27 07:30/);
    expect(await answer(ANA, 'quiet', ANAS, /quiet from/)).toMatch(/quiet from 22:00 to 07:00 and a digest at 08:30 every day/);
  });

  test('one that is days late is not posted; the next one comes at its time', async () => {
    await sleepUntil('2026-12-22T12:00:00Z');
    await answer(ANA, 'quiet', ANAS, /a digest at 08:30/);
    expect(told(ANAS, /Digest:/)).toEqual([]);
    await sleepUntil('2026-12-23T07:30:05Z');
    const digest = await until('the digest', w.chat, () => told(ANAS, /Digest:/)[0]);
    expect(said(digest)).toMatch(/charges for a machine after 31: .*bulk-0001.*bulk-0002/);
  });
});

describe('a handover', () => {
  test('is posted to the thread of the wave wherever it is asked for, in fifteen lines at most', async () => {
    expect(await answer(OLA, 'handover w7', CHAT, /handover/i)).toMatch(/The handover of W07 is posted in its thread/);
    const message = await until('the handover', w.chat, () => told(CHANNEL, /Handover of W07/).find((m) => m.thread !== null));
    const lines = said(message).trim().split('\n').filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(15);
    expect(lines[0]).toMatch(/Handover of W07 by Ola Operator, 2026-12-23 \d\d:\d\d UTC/);
    expect(lines[1]).toMatch(/^State: 2\/2 ready · 2 held/);
    expect(lines.join('\n')).toMatch(/Who did what last:\n(?:• .*\n)*• 2026-11-26 12:\d\d UTC Ola Operator: bulk-0002: .*disk is slow/);
    expect(lines.join('\n')).toMatch(/Waits for people:\n• Held: W07: bulk-000\d, bulk-000\d\n[\s\S]*Next deadlines: the first free days end 2026-12-\d\d/);
    expect(lines.at(-1)).toMatch(/'status W07', 'next all'/);
    expect(await answer(OLA, 'handover W99', CHAT, /wave/i)).not.toMatch(/posted/);
  });
});

describe('a channel that takes nothing any more', () => {
  test('is told to the owner personally and shown on the board; when Ferry is back there, it is not', async () => {
    const tries: string[] = [];
    w.chat.faults.of = (call) => {
      if (!call.path.includes(CHANNEL.id) && !JSON.stringify(call.body).includes(CHANNEL.id)) return null;
      tries.push(call.path);
      return { status: 403 };
    };
    await w.chat.say(OLA, `resume ${ONE}`, CHAT);
    await until('the owner to be told', w.chat, () => told(CHAT, /cannot post in .* any more/)[0]);
    expect(told(CHAT, /cannot post in .*That is where W07 is told/)).toHaveLength(1);
    expect(await answer(OLA, 'status', CHAT, /wave/)).toMatch(/Messages do not arrive any more in: migration\. Add Ferry there again/);
    expect(tries.length).toBeGreaterThan(0);
    tries.length = 0;
    await answer(OLA, `hold ${ONE} because of the network`, CHAT, /held/);
    await w.restart();
    expect(await answer(OLA, 'status', CHAT, /wave/)).toMatch(/do not arrive any more/);
    // Nothing is tried in it before its time, and a digest is not posted again.
    expect(tries).toEqual([]);
    expect(told(ANAS, /Digest:/)).toHaveLength(1);
    expect(await answer(ANA, 'digest off', ANAS, /no digest/)).toMatch(/quiet from 22:00/);
    w.chat.faults.of = () => null;
    await w.chat.addBot();
    expect(await answer(OLA, 'status', CHAT, /wave/)).not.toMatch(/do not arrive any more/);
    await until('what was owed there', w.chat, () => told(CHANNEL, /bulk-0001.*of the network/).some((m) => m.thread !== null));
  });
});
