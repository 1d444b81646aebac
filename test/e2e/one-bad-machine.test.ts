/** One machine of a wave stands still at 61 %, and the window is tonight: it is told as what it is, it is taken out, and the others go on. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import { conversationIdFromActivity, migrationIdFor, userIdFromActivity } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { by } from '../../src/domain/person.ts';
import { migrationChange } from '../../src/usecases/record.ts';
import { planFor } from '../contracts/azure-support.ts';
import { depsOver } from '../usecases/support/estate.ts';
import { ANA, buttonsOf, CHANNEL, OLA, said, TENANT, type Message } from './support/chat.ts';
import { readyWaves } from './support/ready-waves.ts';
import { startWorld, step, until, type World } from './support/world.ts';

const [DB, WEB05, WEB06, WEB07, WEB08] = ['bulk-0001', 'bulk-0002', 'bulk-0003', 'bulk-0004', 'bulk-0005'] as const;
const HOUR_S = 3_600;

const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };
/** Ferry's clock shows this from now on. */
const setClock = (iso: string): void => {
  offset = Date.parse(iso) - real.now();
};

let w: World;
beforeAll(async () => {
  setClock('2026-11-28T12:10:00Z');
  w = await startWorld({ speed: 1, extraMachines: 5, clock, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000', FERRY_TIME_ZONE: 'UTC', FERRY_ASR_PRICE: '25.00 EUR' } });
  await w.chat.addBot();
  await readyWaves(w, { W07: [[DB], [WEB05, WEB06]] });
  await copyTo61(WEB07);
});
afterAll(() => w.stop());

const idOf = (machine: string): string => w.sandbox.world.sources.list().find((m) => m.name === machine)!.instanceId;
const here = (): readonly Message[] => w.chat.messages.filter((m) => m.conversation === CHANNEL.id);

async function answer(text: string, of: RegExp): Promise<Message> {
  const before = w.chat.messages.length;
  await w.chat.say(OLA, text);
  return until(`the answer to '${text}'`, w.chat, () => w.chat.messages.slice(before).toReversed().find((m) => m.conversation === CHANNEL.id && of.test(said(m))));
}

async function confirm(m: Message): Promise<string> {
  const button = buttonsOf(m).find((b) => b.verb === 'form' && step('confirm')(b));
  if (button === undefined) throw new Error(`nothing to confirm on ${said(m)}`);
  return (await w.chat.press(OLA, button)).text;
}

async function control(machine: string, body: object): Promise<void> {
  const sent = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${idOf(machine)}`, { method: 'POST', body: JSON.stringify(body) });
  expect(sent.ok).toBe(true);
}

/** Its replication is turned on for real; when 61 % are there its agent dies. */
async function copyTo61(machine: string): Promise<void> {
  const ola = { id: userIdFromActivity(OLA.oid), tenant: TENANT, name: OLA.name };
  await w.look(async (store) => {
    const d = depsOver({ sandbox: w.sandbox, store, clock, pause: (ms) => pause(ms) });
    const found = (await d.source.list()).find((m) => m.name === machine)!;
    const id = migrationIdFor(found.instanceId, 1);
    const target = await planFor(d.replication, machine);
    await d.replication.enable(`ferry-${id}`, target);
    const percent = async (): Promise<number> => (await d.replication.item(`ferry-${id}`)).value?.percent ?? 0;
    for (let turns = 0; (await percent()) < 61 && turns < 800; turns++) w.sandbox.world.clock.advance(15);
    expect(await percent()).toBe(61);
    await control(machine, { agentStopped: true });
    const at = d.clock.now();
    const migration: Migration = {
      ...{ id, scope: d.scope.name, instanceId: found.instanceId, name: machine, privateIp: found.privateIp ?? '', itemName: `ferry-${id}`, target, owner: ola, home: conversationIdFromActivity(CHANNEL.id) },
      ...{ startedAt: at, position: { phase: 'seeding' }, positionSince: at, pending: null, finished: null, knownJobs: [], verdict: null, stuck: null, drift: null, sourceStoppedAt: null },
    };
    await store.commit({ at, changes: [migrationChange(null, [{ type: 'MigrationStarted', migration }], { at, actor: by(ola) })] });
  });
}

/** Asks for all of the wave that is ready, and has it approved. */
async function approved(text: string, how: string): Promise<string> {
  const asked = await confirm(await answer(text, /cutover of W07/));
  const id = /A-\d+/.exec(asked)?.[0] ?? '';
  expect(asked).toMatch(/Approval A-\d+ for \d+ machines? of/);
  await w.chat.say(ANA, `approve ${id} W07${how}`);
  return id;
}

type Told = { readonly status: string; readonly machines: readonly string[]; readonly suspended: boolean };
const request = (id: string): Promise<Told> =>
  w.look(async (store) => {
    const a = (await store.approvals()).find((one) => one.state.id === id)!.state;
    return { status: a.status, machines: (a.wave?.machines ?? []).filter((m) => m.state === 'in').map((m) => m.machine), suspended: (a.suspended ?? null) !== null };
  });

/** What is on record of the copy of {@link WEB07}. */
function figures(): Promise<readonly { readonly at: number; readonly percent: number | null }[]> {
  const id = migrationIdFor(idOf(WEB07) as Parameters<typeof migrationIdFor>[0], 1);
  return w.look(async (store) => (await store.samples({ ids: [id], since: 0 })).get(id) ?? []);
}

describe('a machine that stands still before tonight', () => {
  let tonight = '';

  test('is stalled since a moment, not slow: its end is unknown, likely causes are named, and the wave is at risk', async () => {
    await confirm(await answer(`wave W07 add ${WEB07} group 2`, /Add 1 machine to W07/));
    await confirm(await answer('wave W07 window sat 22:00..02:00 UTC', /Set the window of W07/));
    await until('a first look', w.chat, () => here().some((m) => said(m).includes('61 %')));
    // The figures of before are on record: what stands still is told against them.
    for (let looks = 0; looks < 20 && (await figures()).length === 0; looks++) await pause(300);
    setClock('2026-11-28T15:10:30Z');
    w.sandbox.world.clock.advance(3 * HOUR_S);
    await until('the silence to be seen', w.chat, () => here().some((m) => /Stalled since[\s\S]*3 h ago/.test(said(m))));
    const wave = said(await answer('status W07', /W07: [a-z]/));
    expect(wave).toMatch(/At risk: the first copy of bulk-0004 stands still/);
    expect(wave).toMatch(/bulk-0004: stalled since \{\{DATE\(2026-11-28T12:1\d:00Z, SHORT\)\}\} \{\{TIME\(2026-11-28T12:1\d:00Z\)\}\} at 61 % \(no bytes\), not slow; end unknown\. Likely: the agent's heartbeat/);
    const machine = said(await answer(`status ${WEB07}`, /61 %/));
    expect(machine).toMatch(/Stalled since .* at 61 % \(no bytes\), not slow\. End of the first copy: unknown\. Likely: the agent's heartbeat/);
    expect(machine).toMatch(/Also possible: .*churn.*port 443 or 9443.*cache storage account/);
    expect(machine).not.toMatch(/ends between/);
    expect(said(await answer('status', /1 wave/))).toMatch(/W07[\s\S]*at risk · 1 stalled/);
    await until('the notice in the thread of the wave', w.chat, () => here().some((m) => m.thread !== null && /W07 is at risk: the first copy of bulk-0004 stands still\. Its window opens 2026-11-28 22:00/.test(m.text)));
  });

  test('does not slip into the request: 3 of 4 are asked for, within the window of the wave', async () => {
    const form = await answer('cutover W07 because users are told', /cutover of W07/);
    expect(said(form)).toMatch(/bulk-0004/);
    const cancel = buttonsOf(form).find((b) => b.verb === 'form' && step('cancel')(b))!;
    await w.chat.press(OLA, cancel);
    tonight = await approved('cutover W07 because users are told', '');
    expect(await request(tonight)).toEqual({ status: 'approved', machines: [DB, WEB05, WEB06], suspended: false });
  });

  test('held because of its agent it leaves the others alone; a tested one that is held leaves the approval, which allows that', async () => {
    expect(said(await answer(`hold ${WEB07} because the agent is dead`, /held/))).toMatch(/bulk-0004/);
    expect((await request(tonight)).machines).toEqual([DB, WEB05, WEB06]);
    await answer(`hold ${WEB06} because its agent is old`, /held/);
    expect(await request(tonight)).toEqual({ status: 'approved', machines: [DB, WEB05], suspended: false });
    // Held, it stays with that request: nobody is asked a second time beside it, and what to do is said.
    const still = said(await answer('cutover W07 state:held now because the agents are new', /Nobody was asked/));
    expect(still).toContain(`Still part of ${tonight}, held, until that has ended. Nothing was changed. 'resume ${WEB06}' has it take part again, as long as no later group has begun. Once ${tonight} has ended ('withdraw ${tonight} because …' ends one that has stopped nothing), 'cutover W07 state:held' releases it and asks anew.`);
    expect(await request(tonight)).toEqual({ status: 'approved', machines: [DB, WEB05], suspended: false });
    // What is held does not put the window at risk any more.
    expect(said(await answer('status W07', /W07: [a-z]/))).not.toMatch(/At risk: the first copy/);
  });

  test('another machine that is added voids what was approved', async () => {
    const ask = await answer(`wave W07 add ${WEB08} group 2`, /Add 1 machine to W07/);
    expect(said(ask)).toContain(`${tonight} becomes void`);
    await confirm(ask);
    expect(await request(tonight)).toMatchObject({ status: 'voided' });
  });

  test('what was held is asked for later, by an approval of its own', async () => {
    await until('the machine to be free', w.chat, () => here().some((m) => /void/i.test(said(m))));
    const id = await approved('cutover W07 state:held now because the agents are new', '');
    expect(id).not.toBe(tonight);
    expect(await request(id)).toMatchObject({ machines: [WEB06] });
  });

  test('where approvers keep all machines together, one that is held has them asked anew', async () => {
    const id = await approved(`cutover W07 -${WEB06} -${WEB07} -${WEB08} because users are told`, ' keep all');
    expect(await request(id)).toEqual({ status: 'approved', machines: [DB, WEB05], suspended: false });
    await answer(`hold ${WEB05} because its agent is old`, /held/);
    const told = await request(id);
    expect(told.status === 'approved' && !told.suspended).toBe(false);
  });

  test('its figures are on record, and nothing of them moved after the moment that is told', async () => {
    const kept = await figures();
    expect(kept.length).toBeGreaterThan(1);
    expect(new Set(kept.map((s) => s.percent))).toEqual(new Set([61]));
    expect(Math.max(...kept.map((s) => s.at)) - Math.min(...kept.map((s) => s.at))).toBeGreaterThan(2 * HOUR_S * 1000);
  });

  test('what it costs is told with the price that was set', async () => {
    expect(said(await answer('cost W07', /What replication of W07 costs/))).toMatch(/4 machines: nothing to do[\s\S]*At 25\.00 EUR for a machine and month: 0\.00 EUR[\s\S]*free until 2026-12-2\d/);
  });
});
