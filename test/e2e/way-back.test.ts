/** Holds, the card of a failure, and the way back with its own approval: each machine has a story of its own, and nothing runs twice or on both sides. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, OLA, said } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { step, startWorld, type World } from './support/world.ts';

const STOP = /^StopInstances$/;
const START = /^StartInstances$/;
const FAILOVER = /\/unplannedFailover$/i;
const REMOVE = /\/remove$/i;

type Story = (c: Crew) => Promise<void>;
let w: World;
const stories: { readonly machine: string; readonly story: Story; told: Promise<void> }[] = [];

function story(title: string, told: Story): void {
  const entry = { machine: `bulk-${String(stories.length + 1).padStart(4, '0')}`, story: told, told: Promise.resolve() };
  stories.push(entry);
  test(title, () => entry.told);
}

beforeAll(async () => {
  // Only Ola operates and only Ana is an admin: who may lift what can be seen.
  w = await startWorld({ extraMachines: stories.length, settings: { FERRY_SETTLE_SECONDS: '5', FERRY_ADMINS: ANA.oid } });
  const crews = stories.map((s) => makeCrew(w, s.machine));
  await Promise.all(crews.map((c) => c.replicate()));
  await Promise.all(crews.map((c) => c.test()));
  for (const [i, entry] of stories.entries()) {
    entry.told = entry.story(crews[i] as Crew);
    entry.told.catch(() => undefined);
  }
});
afterAll(() => w.stop());

const inAzure = (c: Crew) => c.wait('failed over', () => /failed over to Azure/i.test(c.state()));

describe('the way back', () => {
  story('says what is lost, needs somebody else, switches Azure off before EC2 starts, and waits for the checks of EC2', async (c) => {
    await c.cutOver();
    expect(await c.say('cancel failover')).toMatch(/cannot be cancelled[\s\S]*hold/);
    await inAzure(c);
    const both = watchBoth(c);
    await c.say(`rollback ${c.machine} because it is broken`);
    await c.confirm();
    const card = await c.wait('the approval card', () => c.find('approve'));
    expect(said(card.message)).toMatch(/APPROVE\? Roll back/);
    expect(said(card.message)).toMatch(/What was written in Azure since .* is lost/);
    expect(said(card.message)).toMatch(/replication must be enabled anew/);
    expect((await c.press(OLA, 'approve')).text).toMatch(/somebody else must approve/);
    // While it waits nothing is undone, and nothing else begins beside it.
    expect(await c.say(`rollback ${c.machine} because it is broken`)).toMatch(/is open for/);
    expect([counts(c.journal(/\/deallocate$/i)).sent, counts(c.journal(START)).sent]).toEqual([0, 0]);
    await c.press(ANA, 'approve');
    await c.wait('the end', () => /rolled back/i.test(c.state()));
    expect(both.stop()).toBe(0);
    const [off, on] = [c.journal(/\/deallocate$/i), c.journal(START)];
    expect([counts(off), counts(on)]).toEqual([{ sent: 1, accepted: 1 }, { sent: 1, accepted: 1 }]);
    expect(off[0]?.seq).toBeLessThan(on[0]?.seq ?? 0);
    const told = await c.wait('the note', () => c.own().find((m) => /its status checks passed/.test(said(m))));
    expect(said(told)).toMatch(/replication must be enabled anew/);
    await c.wait('the end of the approval', () => /carried out/i.test(said(card.message)));
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
  });

  story('is refused by an approver: nothing is undone, and after the completion there is none', async (c) => {
    await c.cutOver();
    await inAzure(c);
    await c.say(`rollback ${c.machine} because it is slow`);
    await c.confirm();
    await c.press(ANA, 'reject', () => true, { reason: 'it is fast enough' });
    await c.wait('the refusal', () => c.own().some((m) => /\(rollback\) was rejected/.test(said(m))));
    await c.press(OLA, 'accept');
    await c.wait('accepted', () => /accepted in Azure/i.test(c.state()));
    await c.say(`complete ${c.machine}`);
    await c.confirm();
    const card = await c.wait('the approval card', () => c.find('approve'));
    expect(said(card.message)).toMatch(/APPROVE\? Complete the migration/);
    expect((await c.press(OLA, 'approve')).text).toMatch(/somebody else must approve/);
    expect(counts(c.journal(REMOVE)).sent).toBe(0);
    await c.press(ANA, 'approve');
    await c.wait('the end', () => /migrated, replication is off/i.test(c.state()));
    expect(await c.say(`rollback ${c.machine} because it is late`)).toMatch(/no way back through Ferry/);
    expect([counts(c.journal(/\/deallocate$/i)).sent, counts(c.journal(START)).sent]).toEqual([0, 0]);
    expect(counts(c.journal(REMOVE))).toEqual({ sent: 1, accepted: 1 });
  });

  story('needs nobody as long as nothing was stopped: the cutover just ends', async (c) => {
    await c.askForCutover();
    const card = await c.wait('the approval card', () => c.find('approve'));
    await c.press(ANA, 'approve');
    await c.wait('the question', () => c.find('quiesce'));
    await c.say(`rollback ${c.machine} because the application is needed`);
    const asked = await c.wait('the form', () => c.find('form', step('confirm')));
    expect(said(asked.message)).toMatch(/nothing to undo/);
    await c.confirm();
    await c.wait('the end', () => /tested, ready/i.test(c.state()));
    await c.wait('the end of the approval', () => /Withdrawn/.test(said(card.message)));
    expect(counts(c.journal(STOP)).sent + counts(c.journal(START)).sent + counts(c.journal(FAILOVER)).sent).toBe(0);
  });
});

describe('a hold', () => {
  story('acts at once, keeps the approval, and lets nothing begin until it is lifted', async (c) => {
    await c.askForCutover();
    expect(await c.say(`hold ${c.machine}`)).toMatch(/reason is needed/i);
    expect(await c.say(`hold ${c.machine} because the network is changed`)).toMatch(/is held: no new step starts/);
    await c.press(ANA, 'approve');
    await c.wait('approved and held', () => /held; cutover approved/.test(c.state()));
    expect(c.find('quiesce')).toBeUndefined();
    expect(c.state()).toMatch(/Held by Ola Operator since .*the network is changed/);
    expect(await c.say(`cutover ${c.machine}`)).toMatch(/is held by Ola Operator/);
    await c.say(`resume ${c.machine}`);
    await c.press(OLA, 'quiesce');
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
  });

  story('of a failed machine: one card, no second try while it is held, and one new job afterwards', async (c) => {
    w.sandbox.azure.change(c.instanceId(), { failNextJob: { scenario: 'UnplannedFailover', code: '28031' } });
    await c.cutOver();
    const retry = await c.wait('the card', () => c.find('retry', (b) => typeof b.data['etag'] === 'number'));
    const card = said(retry.message);
    expect(card).toMatch(/28031[\s\S]*quota[\s\S]*Raise the quota/);
    expect(card).toMatch(/EC2 machine stopped at/);
    expect(card).toMatch(/job [0-9a-f-]{36}/);
    expect(buttonsOf(retry.message).map((b) => b.title)).toEqual(expect.arrayContaining(['Retry this', 'Hold and go on', 'Send: request rollback']));
    expect((await c.press(OLA, 'hold')).text).toMatch(/is held/);
    await c.wait('the card to say so', () => /Held by Ola Operator/.test(said(retry.message)) && !buttonsOf(retry.message).some((b) => b.verb === 'retry'));
    expect(await c.say(`retry ${c.machine}`)).toMatch(/is held by Ola Operator/);
    expect(await c.say(`rollback ${c.machine} because the quota is used up`)).toMatch(/is held by Ola Operator/);
    await c.press(OLA, 'resume');
    await c.press(OLA, 'retry', (b) => typeof b.data['etag'] === 'number');
    await c.confirm();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 2, accepted: 2 });
    expect(counts(c.journal(STOP))).toEqual({ sent: 1, accepted: 1 });
    expect(c.own().filter((m) => m.card !== null && /28031/.test(said(m)))).toHaveLength(1);
  });
});

test('a hold of everything is said by anybody who operates and lifted by an admin only', async () => {
  await Promise.allSettled(stories.map((s) => s.told));
  const c = makeCrew(w, 'bulk-0003');
  await c.askForCutover();
  expect(await c.say('hold all because the line is down')).toMatch(/Everything is held/);
  await c.press(ANA, 'approve');
  await c.wait('held', () => /Everything is held by Ola Operator/.test(c.state()));
  expect(c.find('quiesce')).toBeUndefined();
  expect(await c.say(`resume ${c.machine}`)).toMatch(/not held/);
  expect(await c.say('resume all')).toMatch(/needs the role admin/);
  expect(await c.say('resume all', ANA)).toMatch(/not held|Nothing is held for everybody/);
  await c.wait('the question', () => c.find('quiesce'));
  expect(counts(c.journal(STOP)).sent).toBe(0);
});

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
