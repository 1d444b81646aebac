/** A wave of six machines in three groups that is driven by its recovery plan: tested, judged, cleaned up, cut over with a step for a person on the way, accepted. One job for each step of all of them, each listed before. And a wave whose plan is only kept. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Message } from './support/chat.ts';
import { listing, writes } from './support/listing.ts';
import { readyWaves } from './support/ready-waves.ts';
import { startWorld, step, until, type World } from './support/world.ts';

const GROUPS = [['bulk-0001'], ['bulk-0002', 'bulk-0003', 'bulk-0004'], ['bulk-0005', 'bulk-0006']] as const;
const ALL = GROUPS.flat();
const KEPT = ['bulk-0007', 'bulk-0008'] as const;

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 3_000, extraMachines: 8, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  await w.chat.addBot();
  await readyWaves(w, { W07: GROUPS, W08: [[KEPT[0]], [KEPT[1]]] });
});
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
const waveCardSays = async (of: RegExp, seconds = 60, wave = 'W07'): Promise<Message> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const card = await answer(`wave ${wave}`, new RegExp(wave));
    if (of.test(said(card))) return card;
    await pause(300);
  }
  throw new Error(`the card of the wave never said ${String(of)}: ${said(await answer(`wave ${wave}`, new RegExp(wave)))}`);
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

const plain = (m: Message): string => said(m).replaceAll('\u200b', '');

/** Asks for a listing, and sees that nothing was sent for it. */
async function ahead(command: string, who = OLA): Promise<{ readonly lines: readonly string[]; readonly text: string }> {
  const before = writes(w).length;
  const card = await answer(command, /Dry run of/, who);
  expect(writes(w)).toHaveLength(before);
  return { lines: listing(said(card)), text: plain(card) };
}

const verbs = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/^PUT .*\/replicationRecoveryPlans\/.*$/, 'save').replace(/^.*\/(replication\w+)\/[^/]+\/(\w+)$/, '$1 $2').replace(/^ec2:(\w+).*$/, '$1'));

/** Somebody adds a step to the first group in the portal. */
async function addStep(): Promise<void> {
  const put = sent('PUT', /replicationRecoveryPlans/)[0]!;
  const { properties } = JSON.parse(put.body) as { properties: { groups: { groupType: string; endGroupActions: unknown[] }[] } };
  properties.groups.find((g) => g.groupType === 'Boot')!.endGroupActions = [{ actionName: 'open the firewall', failoverTypes: ['UnplannedFailover'], failoverDirections: ['PrimaryToRecovery'], customDetails: { instanceType: 'ManualActionDetails', description: 'port 443 to the shop' } }];
  const answered = await fetch(`${w.sandbox.azureUrl}${put.path}${put.query}`, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox' }, body: JSON.stringify({ properties }) });
  expect(answered.status).toBe(202);
}

test('the wave is driven by a plan from then on, and says what that means', async () => {
  const listed = await ahead('wave W07 drive plan --dry-run');
  expect([verbs(listed.lines), listed.text]).toEqual([['save'], expect.stringMatching(/one request for 6 machines[\s\S]*Group 1: bulk-0001 · Group 2: bulk-0002, bulk-0003, bulk-0004/)]);
  const before = writes(w).length;
  const question = await answer('wave W07 drive plan', /Change W07/);
  expect(said(question)).toMatch(/all machines are stopped before the first is failed over: the downtime of all is the longest of any/);
  await confirm(question);
  await waveCardSays(/Recovery plan\s+ferry-w-[\w-]+\s*\n/);
  expect(writes(w).slice(before)).toEqual(listed.lines);
});

test('one job tests all of them, one cleans up once each has its verdict: as was listed', async () => {
  const listed = await ahead('test W07 --dry-run');
  expect(verbs(listed.lines)).toEqual(['replicationRecoveryPlans testFailover']);
  // A part of the wave goes machine by machine.
  expect(verbs((await ahead('test W07 group:2 --dry-run')).lines)).toEqual(Array.from({ length: 3 }, () => 'replicationProtectedItems testFailover'));
  const before = writes(w).length;
  const question = await answer('test W07', /test/i);
  expect(said(question)).toMatch(/By the recovery plan of W07: one job for all of them/);
  await confirm(question);
  await until('the question about all test machines', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'verdict' && /W07/.test(String(b.data['id']))) && ALL.every((name) => said(m).includes(name))));
  expect(writes(w).slice(before)).toEqual(listed.lines);
  const cleaned = await ahead('test clean W07 --dry-run');
  expect([verbs(cleaned.lines), (await ahead('verdict W07 works --dry-run')).lines]).toEqual([['replicationRecoveryPlans testFailoverCleanup'], cleaned.lines]);
  expect(cleaned.text).toMatch(/comment: 6 of 6 machines work/);
  const alone = await ahead('verdict bulk-0002 works --dry-run');
  expect([alone.lines, alone.text]).toEqual([cleaned.lines, expect.stringMatching(/Only when every machine of the test has its verdict/)]);
  await confirm(await answer('verdict W07 works', /6/));
  for (const end = Date.now() + 40_000; Date.now() < end && planSent('testFailoverCleanup').length === 0; ) await pause(200);
  await waveCardSays(/6 tested/);
  expect(writes(w).slice(before)).toEqual([...listed.lines, ...cleaned.lines]);
  expect(sent('POST', /replicationProtectedItems\/[^/]+\/testFailover/)).toEqual([]);
});

test('one approval, one job: all are stopped first; a step of the plan is asked of a person on one card, and the job goes on once', async () => {
  await addStep();
  const listed = await ahead('cutover W07 --dry-run');
  expect(verbs(listed.lines)).toEqual([...ALL.map(() => 'StopInstances'), 'replicationRecoveryPlans unplannedFailover']);
  expect(listed.text).toMatch(/1\. Stop the EC2 machine · 6 machines, side by side[\s\S]*2\. Fail over to Azure, by recovery plan · one request for 6 machines[\s\S]*every EC2 machine named here is stopped[\s\S]*Group 1: bulk-0001 · Group 2/);
  // Fewer machines than the plan has: it is saved with them once that is approved.
  const fewer = await ahead('cutover W07 -bulk-0006 --dry-run');
  expect([verbs(fewer.lines), fewer.text]).toEqual([['save', ...ALL.slice(1).map(() => 'StopInstances'), 'replicationRecoveryPlans unplannedFailover'], expect.stringMatching(/Save the recovery plan[\s\S]*Only when the approval is given[\s\S]*Group 3: bulk-0005\n/)]);
  expect(fewer.text).toMatch(/plan of W07 in the vault is saved anew afterwards/);
  expect(listed.text).not.toMatch(/saved anew/);
  const ask = await answer('cutover W07 because users are told', /cutover of W07/);
  expect(said(ask)).toMatch(/all 6 machines are stopped before the first is failed over/);
  await confirm(ask);
  const card = await until('the approval card', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'approve')));
  expect(said(card)).toMatch(/By recovery plan[\s\S]*longest downtime holds for all/);
  const id = String(button(card, (b) => b.verb === 'approve').data['id']);
  expect((await ahead(`dryrun ${id}`, ANA)).lines).toEqual(listed.lines);
  const before = writes(w).length;
  await w.chat.press(ANA, button(card, (b) => b.verb === 'approve'), { typed: 'W07', removals: 'true' });
  await until('all to be asked for', w.chat, () => here().filter((m) => buttonsOf(m).some((b) => b.verb === 'quiesce' && /W07/.test(String(b.data['id'])))).length === GROUPS.length);
  const stops = await ahead('quiesce W07 --dry-run');
  expect([stops.lines.toSorted(), stops.lines.at(-1)]).toEqual([listed.lines.toSorted(), listed.lines.at(-1)]);
  expect(verbs((await ahead('quiesce bulk-0001 --dry-run')).lines)).toEqual(['StopInstances', 'replicationRecoveryPlans unplannedFailover']);
  for (const machine of ALL) await quiesce(machine);
  const stepCard = await until('the step', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'done')));
  expect(said(stepCard)).toMatch(/recovery plan of W07 waits for a person[\s\S]*open the firewall[\s\S]*port 443/);
  const done = writes(w).slice(before);
  expect([done.slice(0, -1).toSorted(), done.at(-1)]).toEqual([listed.lines.slice(0, -1).toSorted(), listed.lines.at(-1)]);
  await waveCardSays(/The recovery plan runs the failover of 6 machines in one job[\s\S]*Group 1: 1 of 1 done/);
  await w.restart();
  await pause(1_500);
  expect(planSent('unplannedFailover')).toHaveLength(1);
  await w.chat.press(OLA, button(stepCard, (b) => b.verb === 'done'));
  await waveCardSays(/all 6 in Azure/, 90);
  expect([planSent('unplannedFailover').length, sent('POST', /replicationJobs\/[^/]+\/resume$/).length]).toEqual([1, 1]);
  expect(sent('POST', /replicationProtectedItems\/[^/]+\/unplannedFailover/)).toEqual([]);
  await until('the step card to be over', w.chat, () => /goes on/.test(said(w.chat.messages.find((m) => m.id === stepCard.id) ?? stepCard)));
  expect(await phases()).toEqual(ALL.map(() => 'in-azure'));
});

test('a plan that is only kept is never run: changed in the portal it keeps nobody back, and a machine that is in Azure leaves it', async () => {
  const question = await answer('wave W08 drive machines with plan', /Change W08/);
  expect(said(question)).toMatch(/machine by machine[\s\S]*never runs it[\s\S]*start a failover there that nobody has approved/);
  await confirm(question);
  await waveCardSays(/with a recovery plan in the vault[\s\S]*Recovery plan\s+ferry-w-[\w-]+\s*\n/, 60, 'W08');
  const put = sent('PUT', /replicationRecoveryPlans/).at(-1)!;
  const plan = async (): Promise<readonly (readonly string[])[]> => {
    const read = await (await fetch(`${w.sandbox.azureUrl}${put.path}${put.query}`, { headers: { authorization: 'Bearer sandbox' } })).json() as { properties: { groups: { groupType: string; replicationProtectedItems: { id: string }[] }[] } };
    return read.properties.groups.filter((g) => g.groupType === 'Boot').map((g) => g.replicationProtectedItems.map((i) => i.id.split('/').at(-1)!));
  };
  expect((await plan()).map((g) => g.length)).toEqual([1, 1]);
  const listed = await ahead('cutover W08 group:1 --dry-run');
  expect([verbs(listed.lines), listed.text]).toEqual([['StopInstances', 'replicationProtectedItems unplannedFailover'], expect.stringMatching(/plan of W08 in the vault is saved anew afterwards[\s\S]*not run by this/)]);
  await confirm(await answer('cutover W08 group:1 because users are told', /cutover of W08/));
  const card = await until('the approval card', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'approve') && said(m).includes('W08')));
  // Somebody turns its order round while the request is open.
  const { properties } = JSON.parse(put.body) as { properties: { groups: { groupType: string }[] } };
  const turned = await fetch(`${w.sandbox.azureUrl}${put.path}${put.query}`, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: 'Bearer sandbox' }, body: JSON.stringify({ properties: { ...properties, groups: properties.groups.toReversed() } }) });
  expect(turned.status).toBe(202);
  await waveCardSays(/was changed in the Azure portal; Ferry puts it back when no request for the wave is open/, 60, 'W08');
  const before = writes(w).length;
  await w.chat.press(ANA, button(card, (b) => b.verb === 'approve'), { typed: 'W08', removals: 'true' });
  await quiesce(KEPT[0]);
  await waveCardSays(/1 of 2 in Azure/, 90, 'W08');
  for (const end = Date.now() + 40_000; Date.now() < end && (await plan()).length !== 1; ) await pause(200);
  const items = await w.look(async (store) => (await store.migrations({ open: false })).map((s) => s.state));
  expect(await plan()).toEqual([[items.find((m) => m.name === KEPT[1])!.itemName]]);
  expect(writes(w).slice(before)).toEqual([...listed.lines, `PUT ${put.path}`]);
  await waveCardSays(/Recovery plan\s+ferry-w-[\w-]+\s*\n/, 60, 'W08');
  const given = await answer('wave W08 drive machines', /Change W08/);
  expect(said(given)).toMatch(/stays in the vault as it is[\s\S]*delete it in the Azure portal/);
  await confirm(given);
  expect(said(await waveCardSays(/left in the vault/, 20, 'W08'))).not.toMatch(/with a recovery plan in the vault/);
});
