/** The whole way through a vault with a configuration server: the same conversation, another provider. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said } from './support/chat.ts';
import { findingOf, historyOf, writesOf } from './support/harmless.ts';
import { findButton, makePeople, rootOf, startWorld, step, until, type World } from './support/world.ts';

const LEGACY = {
  FERRY_VAULT_NAME: 'rsv-legacy-weu',
  FERRY_RULE_PROFILE: 'classic-2023',
  FERRY_APPLIANCE_INSTANCE_ID: 'i-0a000000000000002',
  FERRY_POLICY: 'legacy-24h-policy',
  FERRY_RUN_AS_ACCOUNT: 'win-admin',
};

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 1, settings: LEGACY });
  await w.chat.addBot();
});
afterAll(() => w.stop());

const check = async (machine: string): Promise<string> => (await w.chat.say(OLA, `check ${machine}`)).map(said).join('\n');
const writes = (pattern: RegExp): number => writesOf(w).filter((call) => pattern.test(call)).length;

test('a configuration server registered minutes ago is waited for until it reports; that it is retired has to be let pass', async () => {
  const early = await check('web-02');
  expect(findingOf(early, 'ASR-MODE')).toMatch(/^✖ [^]*configuration server/);
  expect(findingOf(early, 'ASR-APPL')).toMatch(/^⚠ [^]*asr-config-server was heard of 6 minutes ago and warns[^]*a new one takes up to 15 minutes to show/);
  w.sandbox.world.clock.advance(20 * 60);
  const people = makePeople(w.chat);
  await w.chat.say(ANA, 'override web-02 ASR-MODE because this vault is emptied before it is closed');
  await people.confirm(ANA);
  await people.answerQuestions('web-02');
  const later = await check('web-02');
  expect(later).toMatch(/✔ Ready/);
  expect(findingOf(later, 'ASR-APPL')).not.toMatch(/^[✖⚠?]/);
});

test.each([
  { machine: 'db-07', seen: /Ubuntu 22\.04; the list takes 14\.04/, reason: 'the list of 2023 is older than the machine' },
  { machine: 'db-04', seen: /lets TCP 9443 out/, reason: 'the same closed port' },
  { machine: 'web-01', seen: /None of 5 discovered machines/, reason: 'only the other vault knows it' },
])('$machine is refused: $reason', async ({ machine, seen }) => {
  const report = await check(machine);
  expect(report).toMatch(/✖ Not ready/);
  expect(report).toMatch(seen);
  expect(report).toMatch(/classic-2023/);
});

test('web-02 goes from the first form to the completed migration', async () => {
  w.sandbox.world.clock.setSpeed(2_000);
  const people = makePeople(w.chat);
  await people.replicate('web-02');
  await people.protectedState('web-02');
  await people.test('web-02');
  await people.requestCutover('web-02');
  await people.approve(ANA);
  await people.press(OLA, 'quiesce', { where: (b) => b.data['etag'] !== '' });
  await people.press(OLA, 'accept', { where: (b) => b.data['etag'] !== '' });
  await w.chat.say(OLA, 'complete web-02');
  await w.chat.press(OLA, await until('the confirm', w.chat, () => findButton(w.chat, 'form', step('confirm'))));
  await people.approve(ANA);
  await until('the end', w.chat, () => w.chat.messages.some((m) => m.conversation === CHANNEL.id && said(m).includes('web-02 is migrated')));
  expect([writes(/unplannedFailover/i), writes(/StopInstances/), writes(/testFailover\b/i), writes(/testFailoverCleanup/i), writes(/\/remove$/i)]).toEqual([1, 1, 1, 1, 1]);
  const enable = w.sandbox.world.journal.list().find((e) => e.accepted && e.method === 'PUT' && /replicationProtectedItems/i.test(e.path));
  expect(enable?.body).toMatch(/"instanceType":"InMageAzureV2"/);
  expect(await historyOf(w, 'web-02')).toMatch(/the migration is complete/);
  await until('the root card to end', w.chat, () => /migrated, replication is off/.test(said(rootOf(w.chat, 'web-02')!)));
  expect(buttonsOf(rootOf(w.chat, 'web-02')!).map((b) => b.verb)).not.toContain('complete');
});
