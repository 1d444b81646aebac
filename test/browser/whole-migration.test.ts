/** Steps of a whole migration in the real Playground, with the clicks of two people; leaves a picture of each card. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDemo, type Demo } from '../../scripts/demo.ts';
import { ADA, BEN, openPlayground, type Playground } from './playground.ts';

const PORTS = { bot: 23_978, ec2: 24_566, azure: 24_280, playground: 26_150 };
/** Stays after the run: the logs in it tell why a step failed. */
const DIR = 'data/browser';
/** The clouds run so much faster than life that a migration takes a minute. */
const SPEED = '600';
const LONG_MS = 120_000;
const STEP_MS = 400_000;

let demo: Demo;
let pg: Playground;
let failedStep: string | null = null;

beforeAll(async () => {
  demo = await startDemo({ ports: PORTS, dataDir: DIR, env: { SANDBOX_SPEED: SPEED, FERRY_OBSERVE_SECONDS: '1', FERRY_CARD_EDIT_SECONDS: '4' } });
  pg = await openPlayground({ url: demo.addresses.playground, images: 'docs/images' });
}, LONG_MS);

afterAll(async () => {
  // What did not start has nothing to stop; what did must not outlive a failure.
  await (pg as Playground | undefined)?.close();
  await (demo as Demo | undefined)?.stop();
});

/** How many requests of that path or action the sandbox accepted. */
async function accepted(what: RegExp): Promise<number> {
  const journal = (await (await fetch(`http://127.0.0.1:${PORTS.azure}/_sandbox/journal`)).json()) as { method: string; path: string; action?: string | null; accepted: boolean }[];
  return journal.filter((e) => e.method === 'POST' && e.accepted && what.test(e.action ?? e.path)).length;
}

/** Opens the box, types the name that it asks for, and sends it. */
function approve(request: RegExp, name = 'web-01'): Promise<void> {
  return pg.answer({ open: 'Approve', label: `Type ${name} to approve`, words: name, send: 'Send: approve' }, request);
}

/** Each step starts where the one before ended, as a person's day does: after a failure the rest cannot tell anything new. */
function step(name: string, act: () => Promise<void>): void {
  test(name, async () => {
    if (failedStep !== null) throw new Error(`not tried: '${failedStep}' failed`);
    try {
      await act();
    } catch (error) {
      failedStep = name;
      await pg.page.screenshot({ path: `${DIR}/failure.png` });
      throw error;
    }
  }, STEP_MS);
}

step('1. the channel is welcomed once, and help, an empty mention and a typo are answered', async () => {
  await pg.open('Cloud move - migration');
  await pg.shoot('welcome', await pg.card(/Ferry moves EC2 machines/));
  await pg.say('');
  await pg.waitForText(/discover/);
  await pg.say('help');
  await pg.shoot('help', await pg.card(/What I can do in this channel/));
  await pg.say('stauts');
  await pg.waitForText(/did you mean/i);
  expect(await pg.cards(/Ferry moves EC2 machines/).count()).toBe(1);
});

step('2. the machines are listed, ten to a page', async () => {
  await pg.say('discover');
  await pg.shoot('discover', await pg.card(/\d+ EC2 machines/));
  await pg.press('More', /\d+ EC2 machines/);
  await pg.card(/Page 2 of \d/);
});

step('3. a machine is checked with evidence, and checked again by its button', async () => {
  await pg.say('check web-01');
  await pg.shoot('check', await pg.card(/Checks of web-01/));
  await pg.press('Re-check', /Checks of web-01/);
  await pg.card(/Checks of web-01/);
  await pg.say('check app-07');
  await pg.shoot('check-blocked', await pg.card(/Checks of app-07/));
});

/** Answers every open question with yes, by typing: two pages at most, then the summary. */
async function answerAll(of = 'web-01'): Promise<void> {
  await pg.say(`answer ${of.replace(/^wave /, '')}`);
  const first = await pg.card(new RegExp(`Questions about ${of}`));
  if (of === 'web-01') await pg.shoot('answer', first);
  await pg.say('all yes');
  const summary = new RegExp(`Keep \\d+ answers? about ${of}\\?`);
  const second = pg.cards(new RegExp(`Questions about ${of} \\(step 2 of 3\\)`));
  await pg.card(new RegExp(`Keep \\d+ answers? about ${of}\\?|Questions about ${of} \\(step 2 of 3\\)`));
  if ((await second.count()) > 0 && (await pg.cards(summary).count()) === 0) await pg.say('all yes');
  await pg.press('Keep the answers', summary);
  await pg.card(new RegExp(`answers? about ${of} kept`));
}

async function fillReplicateForm(): Promise<void> {
  await pg.say('replicate web-01');
  await pg.shoot('replicate', await pg.card(/Replicate web-01 to Azure/));
  await pg.press('Continue', /Replicate web-01 to Azure/);
  await pg.shoot('replicate-confirm', await pg.card(/Turn replication of web-01 on\?/));
  await pg.press('Turn replication on', /Turn replication of web-01 on\?/);
}

step('4. questions are answered, and replication is turned on by a form', async () => {
  await answerAll();
  await fillReplicateForm();
  // The account that was chosen brings up one more question.
  await pg.card(/is not ready: [^]*Account for the push/);
  await answerAll();
  await fillReplicateForm();
});

step('5. one card follows the copy to the end', async () => {
  const machine = /EC2 machine[^]*Replication health/;
  await pg.card(machine);
  await pg.shoot('progress', await pg.card(/Replication health[^]*\d+ %|\d+ %[^]*Replication health/, LONG_MS));
  await pg.press('Start test', machine, LONG_MS);
  expect(await pg.cards(machine).count()).toBe(1);
});

step('6. the test failover is judged and cleaned up', async () => {
  await pg.shoot('test-confirm', await pg.card(/Start a test failover of web-01\?/));
  await pg.press('Start the test failover', /Start a test failover of web-01\?/);
  await pg.shoot('verdict', await pg.card(/Does the test machine of web-01 work\?/, LONG_MS));
  await pg.press('Works', /Does the test machine of web-01 work\?/);
});

step('7. nobody approves what they asked for; a second person does, and the machine moves', async () => {
  await answerAll();
  await pg.press('Ask for cutover', /EC2 machine[^]*Replication health/, LONG_MS);
  await pg.fill('Note', 'The window is open until 22:00', /Ask for the cutover of web-01\?/);
  await pg.press('Continue', /Ask for the cutover of web-01\?/);
  await pg.shoot('cutover-confirm', await pg.card(/an approval card goes to the channel/));
  await pg.press('Ask for approval', /Ask for the cutover of web-01\?/);
  const request = /APPROVE\? Cut over web-01/;
  await pg.shoot('approval', await pg.card(request));
  await approve(request);
  await pg.waitForText(/somebody else must approve it\. Your answer does not count/);
  pg.sitDown(BEN);
  await approve(request);
  pg.sitDown(ADA);
  await pg.shoot('quiesce', await pg.card(/Stop the application on web-01/));
  await pg.press('Application is quiet', /Stop the application on web-01/);
  await pg.shoot('acceptance', await pg.card(/web-01 was failed over: please check it/, LONG_MS));
  await pg.press('Accept', /web-01 was failed over: please check it/);
  // A press is answered at once; what it asks for may be stored a little later.
  await pg.card(/web-01: accepted/, LONG_MS);
  expect(await accepted(/unplannedFailover$/i)).toBe(1);
  expect(await accepted(/^StopInstances$/)).toBe(1);
});

step('8. the migration is completed and summed up', async () => {
  await pg.say('complete web-01');
  await pg.shoot('complete-confirm', await pg.card(/Ask to complete the migration of web-01\?/));
  await pg.press('Ask for approval', /Ask to complete the migration of web-01\?/);
  const request = /APPROVE\? Complete the migration of web-01/;
  await pg.shoot('completion-approval', await pg.card(request));
  pg.sitDown(BEN);
  await approve(request);
  pg.sitDown(ADA);
  await pg.shoot('summary', await pg.card(/web-01 is migrated/, LONG_MS));
});

step('9. status and history tell it all, also in the personal chat', async () => {
  await pg.open('Personal Chat');
  await pg.say('history web-01');
  await pg.shoot('history', await pg.card(/History of web-01/));
  await pg.say('status');
  await pg.shoot('status', await pg.card(/1 migration/));
});

step('10. three machines are planned as a wave, from a table that is shown first', async () => {
  await pg.open('Cloud move - migration');
  await pg.say('plan import\nwave,machine,group\nW20,db-01,1\nW20,web-02,2\nW20,web-03,2');
  const diff = /Plan of 3 rows/;
  await pg.shootPhone('plan-diff', await pg.card(diff));
  await pg.press('Apply', diff);
  await pg.card(/Applied: 3 added/);
});

/** Asks for the wave until it stands where it should. */
async function untilStatus(state: RegExp): Promise<void> {
  for (let tries = 0; tries < 20 && (await pg.cards(state).count()) === 0; tries++) {
    await pg.say('status W20');
    await pg.page.waitForTimeout(4_000);
  }
  await pg.card(state, 1_000);
}

/** Shows who is ready, and puts them into the queue. */
async function replicateWave(): Promise<void> {
  await pg.say('replicate W20');
  const form = /How many may copy at once/;
  await pg.press(/^Go on/, form);
  await pg.press(/^Replicate 3 machines/, /Turn replication of 3 machines on/);
}

step('11. the wave is replicated, tested and judged in one command each; one card follows it', async () => {
  await pg.say('check W20');
  await pg.card(/Checks of wave W20[^]*3 machines? not ready|Checks of wave W20[^]*Answer/);
  await answerAll('wave W20');
  // The account that was chosen brings up one more question.
  await pg.say('replicate W20');
  await pg.card(/W20: nothing can be replicated now/);
  await answerAll('wave W20');
  await replicateWave();
  await pg.card(/3 machines: 3 to be tested/, LONG_MS);
  await pg.say('test W20');
  await pg.press('Start the test failovers', /Start 3 test failovers of W20/);
  const question = /W20: do the test machines work/;
  await pg.shootPhone('wave-verdict', await pg.card(question, LONG_MS));
  await pg.say('next');
  await pg.shootPhone('next', await pg.card(/things? waits? for you/));
  await pg.say('status');
  await pg.shootPhone('board', await pg.card(/W20[^]*needs 3 verdicts/));
  // The Playground parts a message that calls somebody into two and gives no id for them, so such a card stays as it was posted: for several machines people type here.
  await pg.say('verdict W20 works');
  await pg.press('All of them work', /Do the test machines of W20 work/);
  const root = await pg.card(/W20: tested, ready to ask for cutover/, LONG_MS);
  await pg.shootPhone('wave', root);
});

step('12. one approval lets the wave be cut over, group after group', async () => {
  const before = await accepted(/unplannedFailover$/i);
  // The refusal leads to what no cloud can tell.
  await pg.say('cutover W20');
  await pg.card(/W20: 0 done, 3 refused/);
  await answerAll('wave W20');
  await pg.say('cutover W20 because the shop is told');
  await pg.press('Ask for approval', /Ask for the cutover of W20, 3 machines/);
  const request = /APPROVE\? Failover W20/;
  await pg.shootPhone('wave-approval', await pg.card(request));
  pg.sitDown(BEN);
  await approve(request, 'W20');
  pg.sitDown(ADA);
  const first = /W20, group 1: are the applications stopped/;
  await pg.card(first, LONG_MS);
  expect(await accepted(/unplannedFailover$/i)).toBe(before);
  await pg.press('It is stopped', first);
  await pg.press('Yes, it is stopped', /Is the application stopped on W20/);
  const check = /W20, group 1: do the machines work in Azure/;
  await pg.shootPhone('wave-accept', await pg.card(check, LONG_MS));
  await pg.press('Accept it', check);
  await pg.press('Accept', /Accept W20[^]*in Azure/);
  await pg.card(/W20, group 2: are the applications stopped/, LONG_MS);
  expect(await accepted(/unplannedFailover$/i)).toBe(before + 1);
  await pg.say('quiesce W20 group:2');
  await pg.press('Yes, it is stopped', /Is the application stopped on W20[^]*2 machines/);
  await untilStatus(/W20: all 3 in Azure/);
  expect(await accepted(/unplannedFailover$/i)).toBe(before + 3);
});

step('13. the digest sums it up at the time that the channel chose', async () => {
  const soon = new Date(Date.now() + 70_000).toISOString().slice(11, 16);
  await pg.say(`digest ${soon} daily UTC`);
  await pg.shootPhone('digest', await pg.card(/Digest: \d+ done/, LONG_MS + 60_000));
});
