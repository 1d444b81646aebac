/** A wave of six machines in three groups that is driven by its recovery plan: tested, judged, cleaned up, cut over with a step for a person on the way, accepted. One job for each step of all of them. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Message } from './support/chat.ts';
import { readyWaves } from './support/ready-waves.ts';
import { startWorld, step, until, type World } from './support/world.ts';

const GROUPS = [['bulk-0001'], ['bulk-0002', 'bulk-0003', 'bulk-0004'], ['bulk-0005', 'bulk-0006']] as const;
const ALL = GROUPS.flat();

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 3_000, extraMachines: 6, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  await w.chat.addBot();
  await readyWaves(w, { W07: GROUPS });
}, 90_000);
afterAll(() => w.stop());

const here = (): readonly Message[] => w.chat.messages.filter((m) => m.conversation === CHANNEL.id);
async function answer(text: string, of: RegExp, who = OLA): Promise<Message> {
  const before = w.chat.messages.length;
  await w.chat.say(who, text);
  return until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).toReversed().find((m) => m.conversation === CHANNEL.id && of.test(said(m))));
}
const button = (m: Message, where: (b: Button) => boolean): Button => {
  const found = buttonsOf(m).find(where);
  if (found === undefined) throw new Error(`no such button on ${said(m)}`);
  return found;
};
const confirm = async (m: Message): Promise<string> => (await w.chat.press(OLA, button(m, (b) => b.verb === 'form' && step('confirm')(b)))).text;
const sent = (method: string, path: RegExp) => w.sandbox.world.journal.list().filter((e) => e.server === 'azure' && e.method === method && path.test(e.path));
const planSent = (verb: string) => sent('POST', new RegExp(`/replicationRecoveryPlans/[^/]+/${verb}$`, 'i'));
const waveCardSays = async (of: RegExp, seconds = 60): Promise<Message> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const card = await answer('wave W07', /W07/);
    if (of.test(said(card))) return card;
    await pause(300);
  }
  throw new Error(`the card of the wave never said ${String(of)}: ${said(await answer('wave W07', /W07/))}`);
};
const quiesce = async (machine: string): Promise<void> => {
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    if (/Recorded: the application/.test((await w.chat.say(OLA, `quiesce ${machine}`)).map(said).join('\n'))) return;
    await pause(200);
  }
  throw new Error(`${machine} was never asked for`);
};
const phases = (): Promise<readonly string[]> => w.look(async (store) => {
  const all = (await store.migrations({ open: false })).map((s) => s.state);
  return ALL.map((m) => all.find((one) => one.name === m)?.position.phase ?? '');
});

/** Somebody adds a step to the first group in the portal. */
async function addStep(): Promise<void> {
  const put = sent('PUT', /replicationRecoveryPlans/)[0]!;
  const { properties } = JSON.parse(put.body) as { properties: { groups: { groupType: string; endGroupActions: unknown[] }[] } };
  properties.groups.find((g) => g.groupType === 'Boot')!.endGroupActions = [{ actionName: 'open the firewall', failoverTypes: ['UnplannedFailover'], failoverDirections: ['PrimaryToRecovery'], customDetails: { instanceType: 'ManualActionDetails', description: 'port 443 to the shop' } }];
  const answered = await fetch(`${w.sandbox.azureUrl}${put.path}${put.query}`, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox' }, body: JSON.stringify({ properties }) });
  expect(answered.status).toBe(202);
}

test('the wave is driven by a plan from then on, and says what that means', async () => {
  const question = await answer('wave W07 drive plan', /Change W07/);
  expect(said(question)).toMatch(/all machines are stopped before the first is failed over: the downtime of all is the longest of any/);
  await confirm(question);
  await waveCardSays(/Recovery plan\s+ferry-w-[\w-]+\s*\n/);
  expect(sent('PUT', /replicationRecoveryPlans/)).toHaveLength(1);
}, 40_000);

test('one job tests all of them, one cleans up once each has its verdict', async () => {
  const question = await answer('test W07', /test/i);
  expect(said(question)).toMatch(/By the recovery plan of W07: one job for all of them/);
  await confirm(question);
  await until('the question about all test machines', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'verdict' && /W07/.test(String(b.data['id']))) && ALL.every((name) => said(m).includes(name))), 60);
  await confirm(await answer('verdict W07 works', /6/));
  for (const end = Date.now() + 40_000; Date.now() < end && planSent('testFailoverCleanup').length === 0; ) await pause(200);
  await waveCardSays(/6 tested/);
  expect([planSent('testFailover').length, planSent('testFailoverCleanup').length]).toEqual([1, 1]);
  expect(sent('POST', /replicationProtectedItems\/[^/]+\/testFailover/)).toEqual([]);
}, 90_000);

test('one approval, one job: all are stopped first; a step of the plan is asked of a person on one card, and the job goes on once', async () => {
  await addStep();
  const ask = await answer('cutover W07 because users are told', /cutover of W07/);
  expect(said(ask)).toMatch(/all 6 machines are stopped before the first is failed over/);
  await confirm(ask);
  const card = await until('the approval card', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'approve')));
  expect(said(card)).toMatch(/By recovery plan[\s\S]*longest downtime holds for all/);
  await w.chat.press(ANA, button(card, (b) => b.verb === 'approve'), { typed: 'W07', removals: 'true' });
  await until('all to be asked for', w.chat, () => here().filter((m) => buttonsOf(m).some((b) => b.verb === 'quiesce' && /W07/.test(String(b.data['id'])))).length === GROUPS.length, 40);
  for (const machine of ALL) await quiesce(machine);
  const stepCard = await until('the step', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'done')), 90);
  expect(said(stepCard)).toMatch(/recovery plan of W07 waits for a person[\s\S]*open the firewall[\s\S]*port 443/);
  expect(planSent('unplannedFailover')).toHaveLength(1);
  await waveCardSays(/The recovery plan runs the failover of 6 machines in one job[\s\S]*Group 1: 1 of 1 done/);
  await w.restart();
  await pause(1_500);
  expect(planSent('unplannedFailover')).toHaveLength(1);
  await w.chat.press(OLA, button(stepCard, (b) => b.verb === 'done'));
  await waveCardSays(/all 6 in Azure/, 90);
  expect([planSent('unplannedFailover').length, sent('POST', /replicationJobs\/[^/]+\/resume$/).length]).toEqual([1, 1]);
  expect(sent('POST', /replicationProtectedItems\/[^/]+\/unplannedFailover/)).toEqual([]);
  await until('the step card to be over', w.chat, () => /goes on/.test(said(w.chat.messages.find((m) => m.id === stepCard.id) ?? stepCard)), 20);
  expect(await phases()).toEqual(ALL.map(() => 'in-azure'));
}, 240_000);
