/** The disk under the embedded store fills up: nothing is started, people are told what and why, looking goes on, and so does everything else once there is room. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silent } from '../contracts/store-fixtures.ts';
import { ANA, EVE, OLA, said } from './support/chat.ts';
import { findButton, makePeople, startWorld, until, type World } from './support/world.ts';

const MIB = 1024 ** 2;
const ROOMY = 40 * 1024 * MIB;
const disk = { free: ROOMY, untilFailover: false, refused: 0 };

let w: World;

const failovers = (): number => w.sandbox.world.journal.list().filter((e) => /unplannedFailover/i.test(e.path)).length;

/** Looked at before every write. With `untilFailover` there is no room from the moment at which Azure has taken the failover. */
function free(): Promise<number> {
  const now = disk.untilFailover && failovers() > 0 ? 12 * MIB : disk.free;
  if (now < 64 * MIB) disk.refused += 1;
  return Promise.resolve(now);
}

beforeAll(async () => {
  w = await startWorld({ speed: 2_000, log: silent, disk: { free, keptMs: 0 } });
  await w.chat.addBot();
});
afterAll(() => w.stop());

/** Every line of the answer that Teams shows. */
const typed = async (text: string): Promise<string> => (await w.chat.say(OLA, text)).map(said).join('\n');
const get = async (path: string): Promise<readonly [number, unknown]> => {
  const response = await fetch(`${w.chat.bot.url}${path}`);
  return [response.status, await response.json()];
};
const changes = (): number => w.sandbox.world.journal.list().filter((e) => e.method !== 'GET' && /replicationProtectedItems/i.test(e.path)).length;

test('nothing is started on a disk that is nearly full, whoever asks and however; looking goes on', async () => {
  const people = makePeople(w.chat);
  await people.replicate('web-01');
  await people.protectedState('web-01');
  await people.test('web-01');
  await people.requestCutover('web-01');
  disk.free = 700 * MIB;
  expect(await typed('doctor')).toMatch(/⚠ Store: Embedded, can be written; its disk has 700 MiB left\. Below 64\.0 MiB nothing is recorded/);
  disk.free = 12 * MIB;
  const before = changes();
  const told = await people.approve(ANA);
  expect(told.text).toMatch(/The disk of my store is nearly full \(12\.0 MiB free\).+nothing was started.+free some space.+you can send this again/);
  for (const line of ['hold all because the disk is full', 'replicate web-02', 'check web-01', 'yes']) expect([line, await typed(line)]).toEqual([line, expect.stringMatching(/The disk of my store is nearly full \(12\.0 MiB free\).+nothing was started/)]);
  expect(await typed('doctor')).toMatch(/⛔ Store: Its disk has 12\.0 MiB left/);
  expect(await typed('status web-01')).toMatch(/web-01/);
  expect(await typed('status')).not.toMatch(/nearly full/);
  expect(await typed('history web-01')).toMatch(/web-01/);
  expect((await w.chat.say(EVE, 'status')).map(said).join()).toMatch(/^\s*I may not work for you here/);
  expect([await get('/readyz'), await get('/healthz')]).toEqual([[503, { ready: false, why: 'store' }], [200, expect.objectContaining({ ok: true, store: false })]]);
  expect(changes()).toBe(before);
});

test('with room again the same approval counts once', async () => {
  const people = makePeople(w.chat);
  disk.free = ROOMY;
  expect(await get('/readyz')).toEqual([200, { ready: true, why: null }]);
  expect(said(findButton(w.chat, 'approve')!.message)).toMatch(/0 of 1/);
  await people.approve(ANA);
  await until('the question to stop the application', w.chat, () => findButton(w.chat, 'quiesce'));
});

test('a failover whose acceptance could not be written down is found again, not started again', async () => {
  const people = makePeople(w.chat);
  disk.untilFailover = true;
  await people.press(OLA, 'quiesce');
  await until('the failover', w.chat, () => failovers() > 0);
  const { refused } = disk;
  await until('more than one refused write', w.chat, () => disk.refused >= refused + 4);
  expect(failovers()).toBe(1);
  disk.untilFailover = false;
  await until('the machine in Azure', w.chat, () => findButton(w.chat, 'accept'));
  expect(failovers()).toBe(1);
});
