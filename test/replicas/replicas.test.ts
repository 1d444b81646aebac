/** Three processes on one PostgreSQL: any takes any message; one is killed and one cut off from the database in the middle of their work, and the third does all of it, once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CHANNEL, CHAT, OLA, said, type Button, type Message } from '../e2e/support/chat.ts';
import { counts } from '../e2e/support/crew.ts';
import { answers, findButton, makePeople, rootOf, step, until } from '../e2e/support/world.ts';
import { en } from '../../src/text/en.ts';
import { eventually, readiness, nextSender, startFleet, type Fleet, type Replica } from './support/fleet.ts';

/** As long as a vault, or a machine in the middle of its work, may be without anybody. */
const TAKEOVER_MS = 15_000;
/** How long the sandbox's test failover and the card about it may take after that. */
const SANDBOX_MS = 10_000;
const MACHINE = 'web-01';
const TEST_FAILOVER = /^POST .*\/testFailover$/i;
const CLEAN_UP = /^POST .*\/testFailoverCleanup$/i;

let fleet: Fleet | null;
beforeAll(async () => {
  fleet = await startFleet({ replicas: 3, speed: 1_200 });
  if (fleet === null) return;
  // One after the other, so that each replica has heard of the channel.
  for (const _ of fleet.replicas) await fleet.chat.addBot();
  await fleet.chat.addBot(CHAT);
});
afterAll(() => fleet?.stop());

/** A test of the fleet; where there is no server, startPostgres has said so aloud. */
function onFleet(title: string, body: (f: Fleet) => Promise<void>): void {
  test(title, async () => {
    if (fleet !== null) await body(fleet);
  });
}

const posted = (f: Fleet, pattern: RegExp) => f.sandbox.world.journal.list().filter((e) => pattern.test(e.action ?? `${e.method} ${e.path}`));

describe('three replicas', () => {
  onFleet('a channel is welcomed once, and replicas that started together trust each other\'s buttons', async (f) => {
    expect(f.chat.messages.filter((m) => m.conversation === CHANNEL.id && /Hello|I am Ferry|Ferry moves/i.test(said(m)))).toHaveLength(1);
    // Every press goes to another process than the one that made the form.
    await makePeople(f.chat).replicate(MACHINE);
    await makePeople(f.chat).protectedState(MACHINE);
    expect(counts(posted(f, /^PUT .*\/replicationProtectedItems\/[^/]+$/i))).toEqual({ sent: 1, accepted: 1 });
    expect(f.chat.messages.filter((m) => m.thread === null && m.card !== null && said(m).includes(MACHINE) && m.conversation === CHANNEL.id && /history/i.test(JSON.stringify(m.card)))).toHaveLength(1);
  });

  onFleet('a message that Teams sends to all of them is answered once', async (f) => {
    const before = f.chat.messages.length;
    const activity = { id: 'sent-three-times', type: 'message', text: 'help', ...f.chat.frame(OLA, CHAT, null) };
    await Promise.all(f.replicas.map(() => f.chat.deliver(activity)));
    expect(f.chat.messages.slice(before).filter((m) => m.conversation === CHAT.id)).toHaveLength(1);
  });

  onFleet('one is killed in its round, one is cut off in the middle of a test failover: the third goes on with both, and nothing is sent twice', async (f) => {
    const observer = await hangInRound(f);
    const lost = await askAndCutOff(f);
    const dead = observer === lost ? others(f, lost)[0] : observer;
    await dead?.bot.kill();
    const [third] = f.replicas.filter((r) => r !== lost && r !== dead);
    if (dead === undefined || third === undefined) throw new Error('three replicas were expected');
    const since = performance.now();
    const rounds = nextRound(f, since);
    rounds.catch(() => undefined);

    f.to(lost);
    expect(await eventually('the cut-off one to say that it is not ready', 8_000, async () => (await readiness(lost)) === 503)).toBe(true);
    const before = await eventsOf(f);
    const refused = await f.chat.press(OLA, findButton(f.chat, 'history') as Button);
    expect(refused.text).toContain(en.answers.notRecorded);
    expect(await eventsOf(f)).toBe(before);
    f.to(third);
    expect(await readiness(third)).toBe(200);

    await until('the third to find what was begun', f.chat, () => findButton(f.chat, 'verdict', answers), 25);
    expect(performance.now() - since).toBeLessThan(TAKEOVER_MS + SANDBOX_MS);
    expect(await rounds).toBeLessThan(TAKEOVER_MS);
    expect(counts(posted(f, TEST_FAILOVER))).toEqual({ sent: 1, accepted: 1 });

    f.to(lost);
    // From a place that this replica has never heard of, which it cannot even write down.
    const asked = performance.now();
    const typed = await f.chat.say(OLA, 'status', { kind: 'personal', id: 'a:never-seen' });
    expect(typed.map(said).join()).toContain(en.answers.notRecorded);
    expect(performance.now() - asked).toBeLessThan(9_000);
    f.to(third);

    lost.database.mend();
    await dead.bot.start();
    await eventually('the cut-off one to come back', 20_000, async () => (await readiness(lost)) === 200);
    f.to(lost);
    const verdict = await f.chat.press(OLA, findButton(f.chat, 'verdict', (b) => answers(b) && b.data['works'] === true) as Button);
    expect(verdict).toMatchObject({ status: 200, text: expect.stringContaining(en.phrases.outcomes.verdict(true, MACHINE)) });
    f.to(null);
    await until('the machine to be tested', f.chat, () => /tested, ready/i.test(said(rootOf(f.chat, MACHINE) as Message)), 30);
    expect(counts(posted(f, TEST_FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(counts(posted(f, CLEAN_UP))).toEqual({ sent: 1, accepted: 1 });
    expect(await Promise.all(f.replicas.map(readiness))).toEqual([200, 200, 200]);
  });

  onFleet('a newer Ferry changes the store: those that are too old end by themselves, with a code that says so and a sentence', async (f) => {
    await f.sql("insert into schema_needs (at_least, program) values (999, '9.9.9')");
    await eventually('all to end', 40_000, async () => (await Promise.all(f.replicas.map(readiness))).every((status) => status === 0));
    expect(await Promise.all(f.replicas.map((r) => r.bot.stop()))).toEqual([3, 3, 3]);
    for (const { bot } of f.replicas) expect(bot.output()).toMatch(/has no place any more for this one.*Start the newer Ferry in its place/);
  });
});

function others(f: Fleet, one: Replica): readonly Replica[] {
  return f.replicas.filter((r) => r !== one);
}

async function eventsOf(f: Fleet): Promise<number> {
  return Number((await f.sql('select count(*) as n from event'))[0]?.['n']);
}

/** Holds the next round of the observer in the middle of its first question; whose it is. */
async function hangInRound(f: Fleet): Promise<Replica> {
  f.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/replicationProtectedItems$' }, effect: { delayMs: 8_000, drop: true } });
  return nextSender(f.replicas, /^GET [^ ]*\/replicationProtectedItems\?/m);
}

/** Asks for a test failover, and cuts the replica that sends it off from the database before it has the answer. */
async function askAndCutOff(f: Fleet): Promise<Replica> {
  const sender = nextSender(f.replicas, /^POST [^ ]*\/testFailover\?/m, (r) => r.database.cut());
  f.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: '/testFailover$' }, effect: { delayMs: 300 } });
  await f.chat.say(OLA, `test ${MACHINE}`);
  await f.chat.press(OLA, await until('the question', f.chat, () => findButton(f.chat, 'form', step('confirm'))));
  return sender;
}

/** How long after that moment the next round of the observer began. */
async function nextRound(f: Fleet, since: number): Promise<number> {
  const turn = async (): Promise<number> => Number((await f.sql('select turn from round'))[0]?.['turn']);
  const before = await turn();
  await eventually('the next round', TAKEOVER_MS * 2, async () => (await turn()) > before);
  return performance.now() - since;
}
