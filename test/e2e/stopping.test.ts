/** Ferry is stopped while a cloud does not answer: the process ends in time, and the next one goes on where it was, even when the request is carried out after its sender is gone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { makeLog } from '../../src/adapters/log.ts';
import { openEmbeddedDatabase } from '../../src/adapters/store/dialect/embedded.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { OLA, startChat, type Chat } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { makeBotProcess, type BotProcess } from './support/process.ts';
import { settingsFor, step, type World } from './support/world.ts';

const MACHINE = 'web-01';
const TEST_FAILOVER = /\/testFailover$/i;
/** How long the cloud keeps the request before it carries it out, and hangs up without a word. */
const SILENT_MS = 8_000;
/** Jobs are given two seconds, and one more after they were told to end. */
const ENDS_WITHIN_MS = 7_000;

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let dir: string;
let bot: BotProcess;
let chat: Chat;
let crew: Crew;
beforeAll(async () => {
  sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: 600 });
  dir = await mkdtemp(join(tmpdir(), 'ferry-stop-'));
  bot = await makeBotProcess({ ...settingsFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir }), FERRY_OBSERVE_SECONDS: '1', FERRY_CARD_EDIT_SECONDS: '1', NODE_COMPILE_CACHE: join(tmpdir(), 'ferry-compile-cache') });
  chat = await startChat({ url: bot.url });
  expect(await bot.start()).toBe('listening');
  crew = makeCrew({ sandbox, chat } as World, MACHINE);
  await crew.replicate();
});
afterAll(async () => {
  await bot.kill();
  await chat.stop();
  await sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

test('a request without an answer does not hold up the end, and is neither lost nor sent again', async () => {
  sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: crew.pathOf('testFailover') }, effect: { delayMs: SILENT_MS, drop: true, afterwards: true } });
  await crew.say(`test ${MACHINE}`);
  await crew.press(OLA, 'form', step('confirm'));
  await crew.wait('the request', () => sandbox.world.faults.list().length === 0);
  const begun = performance.now();
  expect(await bot.stop()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(ENDS_WITHIN_MS);
  expect(bot.output()).not.toMatch(/did not stop/);
  // Nobody has answered yet, and nobody is there any more who could hear it.
  expect(counts(crew.journal(TEST_FAILOVER))).toEqual({ sent: 0, accepted: 0 });

  expect(await bot.start()).toBe('listening');
  await crew.wait('the question about the test', () => crew.find('verdict'));
  expect(counts(crew.journal(TEST_FAILOVER))).toEqual({ sent: 1, accepted: 1 });
});

test('a store that a newer Ferry has changed is refused with a sentence and a code of its own, by a process that changes nothing', async () => {
  expect(await bot.stop()).toBe(0);
  const quiet = makeLog({ level: 'error', destination: { write: () => undefined } });
  const { db, close } = await openEmbeddedDatabase({ dir, log: quiet });
  await sql`insert into schema_needs (at_least, program) values (999, '9.9.9')`.execute(db.read);
  await close();
  expect(await bot.start()).toBe('ended');
  expect(await bot.stop()).toBe(3);
  expect(bot.output()).toMatch(/Ferry cannot start: This store needs a Ferry that knows schema 999 or newer.*Start Ferry 9\.9\.9 or newer/);
});
