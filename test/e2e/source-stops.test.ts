/** How the source comes to rest: a person stops it, nobody does; and an Azure job that waits for a person. Each machine has a story of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANA, buttonsOf, OLA, said, type Button, type Invoked } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, step, type World } from './support/world.ts';

const SETTLE_SECONDS = 5;
const STOP = /^StopInstances$/;
const START = /^StartInstances$/;
const FAILOVER = /\/unplannedFailover$/i;

type Story = (c: Crew) => Promise<void>;
let w: World;
const stories: { readonly story: Story; told: Promise<void> }[] = [];

function story(title: string, told: Story): void {
  const entry = { story: told, told: Promise.resolve() };
  stories.push(entry);
  test(title, () => entry.told);
}

beforeAll(async () => {
  w = await startWorld({ extraMachines: stories.length, settings: { FERRY_SETTLE_SECONDS: String(SETTLE_SECONDS) } });
  const crews = stories.map((_, i) => makeCrew(w, `bulk-${String(i + 1).padStart(4, '0')}`));
  await Promise.all(crews.map((c) => c.replicate()));
  await Promise.all(crews.map((c) => c.test()));
  for (const [i, entry] of stories.entries()) {
    entry.told = entry.story(crews[i] as Crew);
    entry.told.catch(() => undefined);
  }
});
afterAll(() => w.stop());

const asks = (b: Button): boolean => typeof b.data['etag'] === 'number';
const inAzure = (c: Crew) => c.wait('failed over', () => /failed over to Azure/i.test(c.state()));
const sourceRuns = (c: Crew): boolean => w.sandbox.world.sources.list().find((m) => m.name === c.machine)?.running === true;

/** Somebody at the AWS console. */
async function inAws(c: Crew, state: 'running' | 'stopped'): Promise<void> {
  const answer = await fetch(`${w.sandbox.azureUrl}/_sandbox/machines/${c.instanceId()}`, { method: 'POST', body: JSON.stringify({ state }) });
  expect(answer.ok).toBe(true);
}

/** Requests to the jobs of the vault: only the story about them sends any. */
const jobCalls = (word: string) => w.sandbox.world.journal.list().filter((e) => e.server === 'azure' && new RegExp(`/replicationJobs/[^/]+/${word}$`, 'i').test(e.path));

describe('a source that a person stops', () => {
  story('is not stopped by Ferry, and not failed over before AWS shows it as stopped', async (c) => {
    await answerQuestions(w.chat, c.machine, OLA, c.channel);
    expect(await c.say(`cutover ${c.machine} source:nobody because of it`)).toMatch(/not among what|choose again/i);
    const form = await c.say(`cutover ${c.machine} source:person because the night shift stops it`);
    expect(form).toMatch(/a person stops the EC2 machine and confirms it/);
    await c.confirm();
    const card = await c.wait('the approval card', () => c.find('approve'));
    expect(said(card.message)).toMatch(/EC2 stopped by a person, kept stopped/);
    expect(said(card.message)).not.toMatch(/stopped by Ferry/);
    await c.press(ANA, 'approve');
    expect(said((await c.wait('the question', () => c.find('quiesce'))).message)).toMatch(/then asks for the EC2 machine to be stopped/);
    await c.press(OLA, 'quiesce');
    const asked = await c.wait('the question to stop it', () => c.find('stopped', asks));
    expect(said(asked.message)).toMatch(/Ferry does not/);
    await c.wait('the card to say so', () => /a person must stop the EC2 machine/.test(c.state()));
    // A word is not enough: AWS is looked at.
    expect((await c.press(OLA, 'stopped', asks)).text).toMatch(/AWS still shows the EC2 machine .* as running/);
    expect(await c.say(`stopped ${c.machine}`)).toMatch(/AWS still shows/);
    expect([counts(c.journal(STOP)).sent, counts(c.journal(FAILOVER)).sent]).toEqual([0, 0]);
    await inAws(c, 'stopped');
    await c.press(OLA, 'stopped', asks);
    await inAzure(c);
    expect(counts(c.journal(STOP)).sent).toBe(0);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(await c.say(`history ${c.machine}`)).toMatch(/Confirmed that the EC2 machine is stopped/);
  });

  story('may be taken back while it still runs: nothing has to be undone', async (c) => {
    await answerQuestions(w.chat, c.machine, OLA, c.channel);
    await c.say(`cutover ${c.machine} source:person because the night shift stops it`);
    await c.confirm();
    const { data } = await c.wait('the approval card', () => c.find('approve'));
    await c.press(ANA, 'approve');
    await c.press(OLA, 'quiesce');
    const asked = await c.wait('the question to stop it', () => c.find('stopped', asks));
    expect(await c.say(`withdraw ${String(data['id'])}`)).toMatch(/Withdrawn/);
    await c.wait('rest', () => /tested, ready to ask for cutover/i.test(c.state()));
    await c.wait('the card to end', () => !buttonsOf(asked.message).some((b) => b.verb === 'stopped'));
    expect(await c.say(`stopped ${c.machine}`)).toMatch(/not possible now/);
    expect(counts(c.journal(/^(Stop|Start)Instances$/)).sent + counts(c.journal(FAILOVER)).sent).toBe(0);
  });
});

describe('a source that nobody stops', () => {
  story('needs a reason, warns in red, is left running, and a rollback starts nothing', async (c) => {
    await answerQuestions(w.chat, c.machine, OLA, c.channel);
    await c.say(`cutover ${c.machine} source:none`);
    const next = (inputs: Record<string, unknown>): Promise<Invoked> => c.press(OLA, 'form', step('next'), { when: '', source: 'none', ...inputs });
    expect((await next({ answer: '' })).text).toMatch(/the note must say why/);
    expect((await next({ answer: 'it only serves files' })).text).toMatch(/NOT stopped[^]*two machines will run/);
    await c.confirm();
    const card = await c.wait('the approval card', () => c.find('approve'));
    expect(said(card.message)).toMatch(/EC2 is NOT stopped: two machines will run[^]*NOT stopped \(it only serves files\): what is written to it after the last recovery point is lost/);
    expect(said(card.message)).not.toMatch(/kept, stopped|starts EC2 again/);
    await c.press(ANA, 'approve');
    await c.press(OLA, 'quiesce');
    await inAzure(c);
    expect(sourceRuns(c)).toBe(true);
    await c.wait('the ladder', () => /source not stopped, as approved/.test(c.state()));
    expect(c.own().map(said).join('\n')).not.toMatch(/stopped by Ferry|EC2 machine is stopped next|stopped by the cutover/);
    await c.say(`rollback ${c.machine} because it is slow`);
    await c.confirm();
    const back = await c.wait('the approval card of the rollback', () => c.find('approve'));
    expect(said(back.message)).toMatch(/EC2 was not stopped/);
    await c.press(ANA, 'approve');
    await c.wait('the end', () => /rolled back/i.test(c.state()));
    expect(sourceRuns(c)).toBe(true);
    expect([counts(c.journal(STOP)).sent, counts(c.journal(START)).sent]).toEqual([0, 0]);
    expect(counts(c.journal(/\/deallocate$/i))).toEqual({ sent: 1, accepted: 1 });
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
  });
});

describe('an Azure job that waits for a person', () => {
  story('is resumed by one request when somebody says that it is done, and never cancelled', async (c) => {
    w.sandbox.azure.change(c.instanceId(), { suspendNextJob: { scenario: 'UnplannedFailover' } });
    await c.cutOver();
    const asked = await c.wait('the card', () => c.find('done', asks));
    const card = said(asked.message);
    expect(card).toMatch(/Azure waits for something only a person can do[^]*Manual action/);
    expect(card).toMatch(/ARM correlation id [0-9a-f-]{36}/);
    expect(card).toMatch(/activity .*ActivityId/);
    expect(buttonsOf(asked.message).some((b) => b.verb === 'retry')).toBe(false);
    expect(await c.say(`cannot ${c.machine}`)).toMatch(/reason is needed/);
    await c.press(OLA, 'cannot', asks, { reason: 'the gateway is locked' });
    await c.wait('it to be told', () => c.own().some((m) => /cannot be done: the gateway is locked/.test(m.text)));
    const open = await c.wait('the card to stay', () => c.find('done', asks));
    expect(said(open.message)).toMatch(/Ola Operator says that it cannot be done: the gateway is locked/);
    expect(jobCalls('resume')).toHaveLength(0);
    expect(await c.say(`hold ${c.machine} because nobody is at the gateway`)).toMatch(/is held/);
    expect(await c.say(`done ${c.machine}`)).toMatch(/is held by/);
    await c.say(`resume ${c.machine}`);
    // Whoever has to come takes longer than any cloud that settles.
    await pause(SETTLE_SECONDS * 1000 + 500);
    expect(await c.say(`done ${c.machine} because the gateway is open`)).toMatch(/Recorded: it is done/);
    await inAzure(c);
    expect(jobCalls('resume').map((e) => e.accepted)).toEqual([true]);
    expect(jobCalls('cancel')).toHaveLength(0);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(await c.say(`done ${c.machine}`)).toMatch(/waits for a person, so there is nothing to answer/);
  });

  story('that fails afterwards is one failure card with the ids of all logs', async (c) => {
    w.sandbox.azure.change(c.instanceId(), { failNextJob: { scenario: 'UnplannedFailover', code: '28031' } });
    await c.cutOver();
    const failed = await c.wait('the card', () => c.find('retry', asks));
    expect(said(failed.message)).toMatch(/28031[^]*job [0-9a-f-]{36}[^]*activity [^]*ARM correlation id [0-9a-f-]{36}/);
  });
});
