/** What goes wrong between Ferry, the clouds and Teams: each machine meets one trouble, all at the same time, and nothing runs twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, OLA, said } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { startWorld, type World } from './support/world.ts';

/** Short, so that an unknown outcome comes to a person soon. */
const SETTLE_SECONDS = 5;
/** Long enough for every cutover here on a busy machine, short enough to be waited for. */
const APPROVAL_SECONDS = 90;
const ASKED_TO_WAIT_SECONDS = 3;

const STOP = /^StopInstances$/;
const START = /^StartInstances$/;
const FAILOVER = /\/unplannedFailover$/i;

type Story = (c: Crew) => Promise<void>;
let w: World;
const stories: { readonly machine: string; readonly story: Story; told: Promise<void> }[] = [];

/** A trouble with a machine of its own; it begins when all machines are tested, and the test waits for its end. */
function trouble(title: string, story: Story): void {
  const entry = { machine: `bulk-${String(stories.length + 1).padStart(4, '0')}`, story, told: Promise.resolve() };
  stories.push(entry);
  test(title, () => entry.told);
}

beforeAll(async () => {
  w = await startWorld({
    extraMachines: stories.length,
    settings: { FERRY_SETTLE_SECONDS: String(SETTLE_SECONDS) },
    adjust: (config) => ({ ...config, approval: { ...config.approval, lifetimeMs: APPROVAL_SECONDS * 1000 } }),
  });
  w.chat.faults.of = loseTwoAnswers();
  const crews = stories.map((s) => makeCrew(w, s.machine));
  await Promise.all(crews.map((c) => c.replicate()));
  await Promise.all(crews.map((c) => c.test()));
  for (const [i, entry] of stories.entries()) {
    entry.told = entry.story(crews[i] as Crew);
    // Whoever waits for it later sees the failure; until then it is not unhandled.
    entry.told.catch(() => undefined);
  }
});
afterAll(() => w.stop());

const atFailover = (c: Crew) => ({ server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }) as const;
const inAzure = (c: Crew) => c.wait('failed over', () => /failed over to Azure/i.test(c.state()));

describe('the answer of the failover is lost', () => {
  trouble('it was done, but the answer was 500: its job is found, and nothing is sent again', async (c) => {
    w.sandbox.world.faults.add({ match: atFailover(c), effect: { status: 500, afterwards: true } });
    await c.cutOver();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(counts(c.journal(STOP))).toEqual({ sent: 1, accepted: 1 });
  });

  trouble('it never arrived: a person is asked, and only the person sends it again', async (c) => {
    w.sandbox.world.faults.add({ match: atFailover(c), effect: { drop: true } });
    await c.cutOver();
    const retry = await c.wait('the trouble card', () => c.find('retry', (b) => typeof b.data['etag'] === 'number'));
    expect(said(retry.message)).toMatch(/nobody knows whether it worked/);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 0 });
    await w.chat.press(OLA, retry, {}, c.channel);
    await c.confirm();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 2, accepted: 1 });
  });

  trouble('it was refused for want of capacity: it is sent once more, not before the time asked for', async (c) => {
    w.sandbox.world.faults.add({ match: atFailover(c), effect: { status: 429, retryAfter: ASKED_TO_WAIT_SECONDS } });
    await c.cutOver();
    await inAzure(c);
    const sent = c.journal(FAILOVER);
    expect(counts(sent)).toEqual({ sent: 2, accepted: 1 });
    expect(Date.parse(sent[1]?.realAt ?? '') - Date.parse(sent[0]?.realAt ?? '')).toBeGreaterThanOrEqual(ASKED_TO_WAIT_SECONDS * 1000);
  });
});

describe('the failover job fails', () => {
  const failNext = (c: Crew): void => w.sandbox.azure.change(c.instanceId(), { failNextJob: { scenario: 'UnplannedFailover', code: '28031' } });

  trouble('the card gives the reasons of Azure; the way back starts EC2 again', async (c) => {
    failNext(c);
    await c.cutOver();
    const retry = await c.wait('the trouble card', () => c.find('retry', (b) => typeof b.data['etag'] === 'number'));
    expect(said(retry.message)).toMatch(/28031/);
    expect(said(retry.message)).toMatch(/quota of the size family/);
    expect(said(retry.message)).toMatch(/Raise the quota/);
    const both = watchBoth(c);
    await c.say(`rollback ${c.machine} because the quota is used up`);
    await c.confirm();
    await c.press(ANA, 'approve');
    await c.wait('the EC2 machine', () => sourceRuns(c) && /tested, ready/i.test(c.state()));
    expect(both.stop()).toBe(0);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(counts(c.journal(START))).toEqual({ sent: 1, accepted: 1 });
  });

  trouble('after a retry it runs once more, and the machine lands', async (c) => {
    failNext(c);
    await c.cutOver();
    await c.press(OLA, 'retry', (b) => typeof b.data['etag'] === 'number');
    await c.confirm();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 2, accepted: 2 });
    expect(counts(c.journal(STOP))).toEqual({ sent: 1, accepted: 1 });
  });
});

describe('somebody acts outside Ferry', () => {
  trouble('a terminated EC2 machine stops everything, and replication is never removed', async (c) => {
    await control(c, { state: 'terminated' });
    const card = await c.wait('the trouble card', () => c.own().find((m) => m.thread !== null && /⛔.*the EC2 machine is gone/.test(said(m))));
    expect(said(card)).toMatch(/do not remove the replication/i);
    // Asked for, and not approved: nothing runs.
    expect(await c.say(`cutover ${c.machine} because the window is open`)).toMatch(/gone/i);
    expect(await c.say(`complete ${c.machine}`)).not.toMatch(/Complete the migration|Ask to complete/i);
    expect(counts(c.journal(FAILOVER)).sent + counts(c.journal(/\/remove$/i)).sent).toBe(0);
  });

  trouble('a failover from the portal pauses the machine until a person takes it as the truth', async (c) => {
    await control(c, { portalFailover: true });
    const adopt = await c.wait('the drift card', () => c.find('adopt', (b) => typeof b.data['etag'] === 'number'));
    expect(said(adopt.message)).toMatch(/failed over outside Ferry/);
    expect(await c.say(`cutover ${c.machine} because the window is open`)).toMatch(/outside/i);
    await w.chat.press(OLA, adopt, {}, c.channel);
    await c.confirm();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER)).sent + counts(c.journal(STOP)).sent).toBe(0);
  });
});

trouble('a rollback after the failover switches Azure off before it starts EC2, and says what is lost', async (c) => {
  await c.cutOver();
  await inAzure(c);
  const both = watchBoth(c);
  await c.say(`rollback ${c.machine} because the application is slow`);
  const asked = await c.wait('the question', () => c.find('form', (b) => b.data['step'] === 'confirm'));
  expect(said(asked.message)).toMatch(/What was written in Azure since .* is lost/);
  await w.chat.press(OLA, asked, {}, c.channel);
  expect(counts(c.journal(/\/deallocate$/i)).sent).toBe(0);
  await c.press(ANA, 'approve');
  await c.wait('the EC2 machine', () => sourceRuns(c) && /rolled back/i.test(c.state()));
  expect(both.stop()).toBe(0);
  const [off, on] = [c.journal(/\/deallocate$/i), c.journal(START)];
  expect([counts(off), counts(on)]).toEqual([{ sent: 1, accepted: 1 }, { sent: 1, accepted: 1 }]);
  expect(off[0]?.seq).toBeLessThan(on[0]?.seq ?? 0);
});

trouble('a message that Teams took but answered with 502 is not posted twice, and its buttons count', async (c) => {
  // The two answers were lost while the machine was prepared; since then Ferry has come back to its posts many times.
  await pause(6_000);
  expect(c.own().filter((m) => m.thread !== null && /first copy is complete/i.test(said(m)))).toHaveLength(1);
  expect(c.own().filter((m) => /test machine .* was created/i.test(said(m)) || /Does the test machine/.test(said(m)))).toHaveLength(1);
  expect(c.state()).toMatch(/tested, ready/);
});

trouble('an approval that nobody gives ends by itself; a late answer starts nothing', async (c) => {
  await c.askForCutover();
  const card = await c.wait('the approval card', () => c.find('approve'));
  await c.wait('the end of the approval', () => /Expired/.test(said(card.message)) && /tested, ready/i.test(c.state()));
  const late = await w.chat.press(ANA, card, {}, c.channel);
  expect(late.text).toMatch(/Expired/i);
  expect(counts(c.journal(STOP)).sent + counts(c.journal(FAILOVER)).sent).toBe(0);
});

trouble('Azure refuses to be read, and nothing is taken for failed', async (c) => {
  // The stories that need Azure have ended by then; the one before this waits for the clock only.
  await Promise.allSettled(stories.slice(0, -2).map((s) => s.told));
  await c.askForCutover();
  w.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET' }, effect: { status: 429, retryAfter: 1 }, count: 100_000 });
  await c.wait('the card to say that it is old', () => /Cannot be read since/.test(c.state()));
  expect((await c.press(ANA, 'approve')).text).toMatch(/Approved/);
  expect((await c.press(OLA, 'quiesce')).text).toMatch(/Recorded/);
  await pause(2_000);
  expect(buttonsOf(c.root() as NonNullable<ReturnType<Crew['root']>>).map((b) => b.verb)).not.toContain('retry');
  w.sandbox.world.faults.clear();
  await inAzure(c);
  expect(c.state()).not.toMatch(/Cannot be read/);
  expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
  expect(counts(c.journal(STOP))).toEqual({ sent: 1, accepted: 1 });
});

/** Teams takes one note and one question of the third to last machine, and answers 502 to both. */
function loseTwoAnswers(): World['chat']['faults']['of'] {
  const unheard = stories.at(-3)?.machine ?? '';
  const lost = new Set<string>();
  return (call) => {
    const words = JSON.stringify(call.body);
    const which = ['first copy is complete', 'Does the test machine'].find((text) => words.includes(text) && !lost.has(text));
    if (call.kind !== 'create' || which === undefined || !call.path.includes(`19:${unheard}@`)) return null;
    lost.add(which);
    return { status: 502, afterwards: true };
  };
}

async function control(c: Crew, patch: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${c.instanceId()}`, { method: 'POST', body: JSON.stringify(patch) });
  expect(response.status).toBe(200);
}

function sourceRuns(c: Crew): boolean {
  return w.sandbox.world.sources.list().find((m) => m.name === c.machine)?.running === true;
}

/** Looks again and again; `stop` says how often the machine ran in both clouds at once. */
function watchBoth(c: Crew): { stop(): number } {
  let seen = 0;
  const timer = setInterval(() => {
    const { virtualMachines } = w.sandbox.azure.snapshot() as { virtualMachines: readonly { instanceId: string; powerState: string }[] };
    if (sourceRuns(c) && virtualMachines.some((vm) => vm.instanceId === c.instanceId() && vm.powerState !== 'deallocated')) seen += 1;
  });
  return {
    stop: () => {
      clearInterval(timer);
      return seen;
    },
  };
}
