/** What people say in the thread of a wave, and of a machine that is in none, without naming it: and what the same words mean elsewhere. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buttonsOf, CHANNEL, OLA, said, type Button, type Message, type Where } from './support/chat.ts';
import { readyWaves } from './support/ready-waves.ts';
import { makePeople, rootOf, startWorld, step, until, type World } from './support/world.ts';

const GROUPS = [['bulk-0001'], ['bulk-0002', 'bulk-0003']] as const;
const LONE = 'web-01';
const FOLLOWER: Where = { kind: 'channel', id: '19:followers@thread.tacv2' };

let w: World;
let wave: Message;
let lone: Message;
beforeAll(async () => {
  w = await startWorld({ speed: 3_000, extraMachines: 3, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  await w.chat.addBot();
  await w.chat.addBot(FOLLOWER);
  await readyWaves(w, { W07: GROUPS });
  await makePeople(w.chat).replicate(LONE);
  // Who names the wave is not asked, as ever; and its card comes up.
  expect(await outside('hold W07 because the switch is looked at', /W07 is held/)).toMatch(/W07 is held, 3 machines/);
  expect(await outside('resume W07', /not held any more/)).toMatch(/3 machines of W07/);
  wave = await until('the card of the wave', w.chat, () => rootIn(CHANNEL));
  lone = await until('the card of the machine', w.chat, () => rootOf(w.chat, LONE));
});
afterAll(() => w.stop());

const rootIn = (where: Where): Message | undefined => w.chat.messages.find((m) => m.conversation === where.id && m.thread === null && m.card !== null && /\bW07: /.test(said(m)));
const plain = (m: Message): string => said(m).replaceAll('\u200b', '');

/** Says something in a thread and gives what answers it there. */
async function answer(text: string, of: RegExp, o: { readonly thread: string; readonly where?: Where }): Promise<Message> {
  const before = w.chat.messages.length;
  const where = o.where ?? CHANNEL;
  await w.chat.deliver({ type: 'message', ...w.chat.frame(OLA, where, o.thread), text: `<at>Ferry</at> ${text}`, entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: { id: '28:ferry', name: 'Ferry' } }] });
  return until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).toReversed().find((m) => m.conversation === where.id && m.thread === o.thread && of.test(plain(m))));
}
const inWave = (text: string, of: RegExp): Promise<Message> => answer(text, of, { thread: wave.id });
const inLone = (text: string, of: RegExp): Promise<Message> => answer(text, of, { thread: lone.id });
/** A message that begins a thread of its own is in the thread of itself. */
let own = 5_000_000;
const outside = async (text: string, of: RegExp): Promise<string> => plain(await answer(text, of, { thread: String(own++) }));

const confirming = (m: Message): Button => {
  const found = buttonsOf(m).find((b) => b.verb === 'form' && step('confirm')(b));
  if (found === undefined) throw new Error(`nothing to confirm on ${plain(m)}`);
  return found;
};
const tests = (): number => w.sandbox.world.journal.list().filter((e) => e.method === 'POST' && e.accepted && /\/testFailover$/i.test(e.path)).length;
const heldNow = (): Promise<string> => outside('status', /not with Ferry/);

test('outside, and in a thread of something else, nothing is taken from anywhere', async () => {
  const other = w.chat.messages.find((m) => m.thread === null && m.conversation === CHANNEL.id && m.id !== wave.id && m.id !== lone.id);
  expect(other).toBeDefined();
  for (const thread of ['4999999', other?.id ?? '']) {
    expect(plain(await answer('status', /EC2 machines not with Ferry/, { thread }))).toMatch(/W07/);
    expect(plain(await answer('hold because the switch burns', /hold MACHINE/, { thread }))).toMatch(/because REASON/);
    expect(plain(await answer('resume', /resume MACHINE/, { thread }))).toMatch(/resume MACHINE/);
    expect(plain(await answer('test group:1', /fits/, { thread }))).toMatch(/No machine/);
  }
  expect(await heldNow()).not.toMatch(/held/);
});

test('in the thread of a wave it is that wave', async () => {
  expect(plain(await inWave('status', /W07: /))).toMatch(/bulk-0001/);
  expect(plain(await inWave('hold because the switch burns', /is held/))).toMatch(/W07 is held, 3 machines/);
  expect(await heldNow()).toMatch(/3 held/);
  // Letting go is asked first: nobody has said of what.
  const question = await inWave('resume', /go on/);
  expect(plain(question)).toMatch(/Let W07 go on \(3 machines\)\?/);
  expect(await heldNow()).toMatch(/3 held/);
  expect((await w.chat.press(OLA, confirming(question))).text).toMatch(/3 machines not held any more/);
  expect(await heldNow()).not.toMatch(/held/);
});

test('a filter picks from it, whoever is named wins, and all of it is asked before anything is sent', async () => {
  expect(plain(await inWave('hold -bulk-0001 because of the line', /is held/))).toMatch(/W07 \(2 of 3 machines\) is held, 2 machines/);
  await inWave('resume W07', /not held any more/);
  expect(plain(await inWave(`status ${LONE}`, new RegExp(LONE)))).not.toMatch(/W07: /);
  const before = tests();
  const one = await inWave('test group:1', /test failover/);
  expect(plain(one)).toMatch(/W07: bulk-0001/);
  expect(plain(one)).not.toMatch(/bulk-0002/);
  const others = await inWave('test group:2', /test failovers/);
  expect(plain(others)).toMatch(/Start 2 test failovers of W07 \(2 of 3 machines\)\?/);
  await inWave('cancel', /Nothing|nothing/);
  expect(plain(await inWave('test group:2 --dry-run', /Dry run of/))).toMatch(/test W07 \(2 of 3 machines\)/);
  expect(tests()).toBe(before);
});

test('in the thread of a machine it is that machine; a group is none', async () => {
  expect(plain(await inLone('status', new RegExp(LONE)))).not.toMatch(/W07/);
  expect(plain(await inLone('hold because the disk is full', /held/))).toMatch(new RegExp(`${LONE} is held`));
  const question = await inLone('resume', /go on/);
  expect(plain(question)).toMatch(new RegExp(`Let ${LONE} go on \\(1 machine\\)`));
  expect((await w.chat.press(OLA, confirming(question))).text).toMatch(/1 machine not held any more/);
  expect(plain(await inLone('test group:1', /fits/))).toMatch(/No machine/);
});

test('the copy of its card in another channel is its thread too; once it is closed it is nobody\'s', async () => {
  await answer('subscribe W07', /W07/, { thread: '4888888', where: FOLLOWER });
  const copy = await until('the copy', w.chat, () => rootIn(FOLLOWER));
  expect(plain(await answer('status', /W07: /, { thread: copy.id, where: FOLLOWER }))).toMatch(/bulk-0001/);
  // Its id means nothing elsewhere.
  await answer('hold because of it', /hold MACHINE/, { thread: copy.id });
  const question = await inWave('wave close because it was a trial', /Close W07/);
  await w.chat.press(OLA, confirming(question));
  expect(plain(await inWave('hold because the switch burns', /hold MACHINE/))).toMatch(/because REASON/);
  expect(plain(await inWave('status', /EC2 machines not with Ferry/))).not.toMatch(/W07: /);
});
