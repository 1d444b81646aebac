/** One approval for a wave: groups in order, a job that fails midway, a machine that is held, and one that somebody fails over behind Ferry's back. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, CHANNEL, OLA, said, type Button, type Message } from './support/chat.ts';
import { readyWaves } from './support/ready-waves.ts';
import { startWorld, step, until, type World } from './support/world.ts';

const DB = 'bulk-0001';
const APPS = ['bulk-0002', 'bulk-0003', 'bulk-0004'] as const;
const WEB = 'bulk-0005';
const [, APP03] = APPS;
const OTHERS = ['bulk-0006', 'bulk-0007'] as const;

let w: World;
beforeAll(async () => {
  w = await startWorld({ speed: 3_000, extraMachines: 7, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  await w.chat.addBot();
  await readyWaves(w, { W07: [[DB], APPS, [WEB]], W08: OTHERS.map((m) => [m]) });
}, 300_000);
afterAll(() => w.stop());

const here = (): readonly Message[] => w.chat.messages.filter((m) => m.conversation === CHANNEL.id);
const matching = (of: RegExp): readonly Message[] => here().filter((m) => of.test(said(m)));

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
const stands = (m: Message): Message => w.chat.messages.find((one) => one.id === m.id) ?? m;

type Vm = { readonly instanceId: string | null; readonly powerState: string; readonly createdBy: string };
const idOf = (machine: string): string => w.sandbox.world.sources.list().find((m) => m.name === machine)!.instanceId;
/** Its VM runs, which a failover made. */
const runsInAzure = (machine: string): boolean => (w.sandbox.azure.snapshot() as { virtualMachines: readonly Vm[] }).virtualMachines.some((v) => v.instanceId === idOf(machine) && v.createdBy === 'failover' && /running/i.test(v.powerState));
const failovers = (machine: string) => w.sandbox.world.journal.list().filter((e) => e.method === 'POST' && new RegExp(`/ferry-m-${idOf(machine).slice(2)}-1/unplannedFailover$`, 'i').test(e.path));
const stops = (machine: string) => w.sandbox.world.journal.list().filter((e) => e.action === 'StopInstances' && e.body.includes(idOf(machine)) && e.accepted);

async function settled(what: string, look: () => boolean, seconds: number): Promise<void> {
  await until(what, w.chat, () => look() || null, seconds);
}

async function untilDone(look: () => Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await look()) return;
    await pause(200);
  }
  throw new Error('it never came to that');
}

/** What the store says of the machines of a request. */
async function phases(machines: readonly string[]): Promise<readonly string[]> {
  return w.look(async (store) => {
    const all = (await store.migrations({ open: false })).map((s) => s.state);
    return machines.map((m) => all.find((one) => one.name === m)?.position.phase ?? '');
  });
}

async function control(machine: string, body: object): Promise<void> {
  const sent = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${idOf(machine)}`, { method: 'POST', body: JSON.stringify(body) });
  expect(sent.ok).toBe(true);
}

/** Asks, and gives the card that asks the approver. */
async function request(wave: string): Promise<{ readonly id: string; readonly card: Message }> {
  const form = await answer(`cutover ${wave} because users are told`, new RegExp(`cutover of ${wave}`));
  expect(await confirm(form)).toMatch(/Approval A-\d+ for \d+ machines? of/);
  const card = await until('the approval card', w.chat, () => here().toReversed().find((m) => buttonsOf(m).some((b) => b.verb === 'approve') && said(m).includes(`Failover ${wave}`)));
  return { id: String(button(card, (b) => b.verb === 'approve').data['id']), card };
}

const quiesce = async (machine: string): Promise<void> => untilDone(async () => /Recorded: the application/.test((await w.chat.say(OLA, `quiesce ${machine}`)).map(said).join('\n')), 60);

describe('a wave of three groups in which a job fails', () => {
  let id = '';
  let card: Message;

  test('is asked for once: the first three lines say it all, the name of the wave confirms it', async () => {
    ({ id, card } = await request('W07'));
    const [first, second, third] = said(card).split('\n').filter((l) => l.trim() !== '');
    expect(first).toMatch(/^APPROVE\? Failover W07 · 5 machines · AWS .* → Azure/);
    expect(second).toMatch(/not reversible by ASR/);
    expect(third).toMatch(/5\/5 tested.*worst RPO/);
    expect(said(card)).toMatch(new RegExp(`Group 2 \\(3\\): ${APPS.join(', ')}`));
    expect((await w.chat.press(ANA, button(card, (b) => b.verb === 'approve'), { typed: DB })).text).toMatch(/type|name/i);
    expect((await w.chat.press(OLA, button(card, (b) => b.verb === 'approve'), { typed: 'W07' })).text).toMatch(/somebody else must approve/);
    expect((await w.chat.say(OLA, `quiesce ${APPS[0]}`)).map(said).join()).not.toMatch(/Recorded/);
    await w.chat.press(ANA, button(card, (b) => b.verb === 'approve'), { typed: 'W07', removals: 'true' });
    await settled('the card to end', () => /Approved: cutover of W07/.test(said(stands(card))), 30);
  }, 300_000);

  test('the second group begins when the first runs in Azure; a failure in it keeps the third back, and is told once', async () => {
    expect((await w.chat.say(OLA, `quiesce ${APPS[0]}`)).map(said).join()).toMatch(/not possible|turn/i);
    await control(APP03, { failNextJob: { scenario: 'UnplannedFailover', code: '' } });
    await quiesce(DB);
    await settled(`${DB} in Azure`, () => runsInAzure(DB), 60);
    // A machine that is not stopped yet when another fails would wait: the failure comes when the others are past that.
    const others = APPS.filter((app) => app !== APP03);
    for (const app of others) await quiesce(app);
    await settled('the others to be stopped', () => others.every((app) => stops(app).length === 1), 60);
    await quiesce(APP03);
    await until('the failure', w.chat, () => matching(new RegExp(`${APP03} needs help`)).at(-1) ?? null);
    await settled('the others of the group', () => others.every((m) => runsInAzure(m)), 60);
    await pause(500);
    expect(await phases([DB, ...APPS, WEB])).toEqual(['in-azure', 'in-azure', 'source-stopped', 'in-azure', 'awaiting-approval']);
    expect([failovers(WEB).length, stops(WEB).length, failovers(APP03).length]).toEqual([0, 0, 1]);
    expect((await w.chat.say(OLA, `quiesce ${WEB}`)).map(said).join()).not.toMatch(/Recorded/);
    const trouble = here().filter((m) => buttonsOf(m).some((b) => b.verb === 'retry' && typeof b.data['etag'] === 'number'));
    expect(trouble).toHaveLength(1);
    expect(said(trouble[0]!)).toMatch(/failed[\s\S]*Nothing more of W07 begins/);
    expect(buttonsOf(trouble[0]!).map((b) => b.verb)).toEqual(expect.arrayContaining(['retry', 'hold', 'rollback']));
    expect(buttonsOf(trouble[0]!).map((b) => b.title).join()).not.toMatch(/cancel/i);
  }, 300_000);

  test('Retry this makes one new job, which fails again; Hold and go on lets the third group begin without a new approval', async () => {
    await control(APP03, { failNextJob: { scenario: 'UnplannedFailover', code: '' } });
    const ask = await answer('retry W07 state:failed', /stuck step/);
    expect(said(ask)).toMatch(/Try the stuck step of W07: bulk-0003 again \(1 machine\)/);
    const { seq } = w.sandbox.world.journal.list().at(-1)!;
    await confirm(ask);
    await settled('a second job', () => failovers(APP03).length === 2, 60);
    // Both clouds were read before it, and nobody else was touched.
    const since = w.sandbox.world.journal.list().filter((e) => e.seq > seq && e.seq < failovers(APP03)[1]!.seq);
    expect(since.some((e) => e.method === 'GET' && new RegExp(`/ferry-m-${idOf(APP03).slice(2)}-1$`, 'i').test(e.path))).toBe(true);
    expect(since.some((e) => e.action === 'DescribeInstances')).toBe(true);
    expect(APPS.map((m) => failovers(m).length)).toEqual([1, 2, 1]);
    await untilDone(async () => /failed|needs help/i.test(said(await answer(`status ${APP03}`, new RegExp(APP03)))), 60);
    expect([failovers(WEB).length, stops(WEB).length]).toEqual([0, 0]);
    expect((await w.chat.say(OLA, `hold ${APP03} because the agent is broken`)).map(said).join()).toMatch(/held/);
    await quiesce(WEB);
    await settled(`${WEB} in Azure`, () => runsInAzure(WEB), 60);
    await settled('the end of the run', () => /carried out: cutover of W07/.test(said(stands(card))), 60);
    expect(said(stands(card))).toMatch(/4 of 5 machines run in Azure[\s\S]*bulk-0003: not part of it any more \(held: the agent is broken\)/);
    expect(matching(/APPROVE/).filter((m) => buttonsOf(m).some((b) => b.verb === 'approve'))).toEqual([]);
    expect(failovers(APP03)).toHaveLength(2);
  }, 300_000);

  test('the audit of the request has the failure with its code, its job and the correlation id, and verifies', async () => {
    const log = await w.look(async (store) => {
      const own = await store.events(id as Parameters<typeof store.events>[0]);
      const app = (await store.migrations({ open: false })).find((s) => s.state.name === APP03)!;
      return { own: own.map((r) => r.event), app: (await store.events(app.state.id)).map((r) => r.event), whole: await store.verify(app.state.id) };
    });
    expect(log.own.filter((e) => e.type === 'RunStarted' || e.type === 'RunEnded').map((e) => e.type)).toEqual(['RunStarted', 'RunEnded']);
    const failed = log.app.filter((e) => e.type === 'JobFailed');
    expect(failed).toHaveLength(2);
    const sent = log.app.flatMap((e) => (e.type === 'ActAccepted' && e.act === 'startFailover' ? [e] : []));
    expect(new Set(sent.map((e) => e.jobId)).size).toBe(2);
    for (const e of sent) expect(e.requestId).toMatch(/\S/);
    for (const e of failed) expect(e.failure.code).toMatch(/\S/);
    expect(log.whole).toBeNull();
    expect(said(await answer('audit verify W07', /whole|records/i))).toMatch(/whole|no fault|intact|as they were written/i);
  }, 300_000);
});

describe('a machine of a wave that somebody fails over in the portal while another group runs', () => {
  test('is paused by itself: the wave stops until somebody looks, its approval stays for the others, and there is no second failover', async () => {
    const { id, card } = await request('W08');
    await w.chat.say(ANA, `approve ${id} W08`);
    await quiesce(OTHERS[0]);
    await settled('the first group to run', () => stops(OTHERS[0]).length === 1, 60);
    await control(OTHERS[1], { portalFailover: true, portalBy: 'mara@contoso.example' });
    const drift = await until('the drift card', w.chat, () => matching(new RegExp(`${OTHERS[1]}[\\s\\S]*outside Ferry`)).find((m) => buttonsOf(m).some((b) => b.verb === 'adopt')) ?? null);
    await settled(`${OTHERS[0]} in Azure`, () => runsInAzure(OTHERS[0]), 60);
    await w.chat.press(OLA, button(drift, (b) => b.verb === 'adopt'));
    const asks = w.chat.messages.toReversed().flatMap(buttonsOf).find((b) => b.verb === 'form' && step('confirm')(b));
    if (asks !== undefined) await w.chat.press(OLA, asks);
    // What was failed over by others is not what was approved: the run says so, whether or not it is adopted since.
    await settled('the end of the run', () => /(?:did not end well|carried out): cutover of W08/.test(said(stands(card))), 90);
    await settled(`${OTHERS[1]} adopted`, () => matching(new RegExp(OTHERS[1])).some((m) => buttonsOf(m).some((b) => b.verb === 'accept')) || matching(/W08, group 2: do the machines work/).length > 0, 60);
    expect(await phases(OTHERS)).toEqual(['in-azure', 'in-azure']);
    expect([failovers(OTHERS[0]).length, failovers(OTHERS[1]).filter((e) => e.accepted).length, stops(OTHERS[1]).length]).toEqual([1, 0, 0]);
  }, 300_000);
});
