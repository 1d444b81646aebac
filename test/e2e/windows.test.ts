/** Windows, freezes and the time that runs out, with Ferry's own clock moved: nothing is stopped or failed over at another time. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import { ANA, OLA, said } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, type World } from './support/world.ts';

const STOP = /^StopInstances$/;
const START = /^StartInstances$/;
const FAILOVER = /\/unplannedFailover$/i;
/** Long enough for a request and its approval on a busy machine. */
const SOON_MS = 12_000;

let w: World;
let c: Crew;
const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };
/** Ferry's clock shows this from now on. */
const setClock = (iso: string): void => { offset = Date.parse(iso) - real.now(); };

beforeAll(async () => {
  setClock('2026-10-24T08:00:00Z');
  w = await startWorld({ extraMachines: 1, clock, settings: { FERRY_TIME_ZONE: 'Europe/Rome', FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  c = makeCrew(w, 'bulk-0001');
  await c.replicate();
  await c.test();
});
afterAll(() => w.stop());

const nothingRan = (): void => {
  expect(counts(c.journal(STOP)).sent).toBe(0);
  expect(counts(c.journal(FAILOVER)).sent).toBe(0);
};

/** Types the request, confirms it, and has it approved. */
async function approved(when: string): Promise<void> {
  await answerQuestions(w.chat, c.machine, OLA, c.channel);
  const shown = await c.say(`cutover ${c.machine} ${when} because users are told`);
  expect(shown).toMatch(/UTC/);
  await c.confirm();
  await c.press(ANA, 'approve');
}

const thread = (pattern: RegExp) => c.own().find((m) => pattern.test(m.text));
const settled = (): Promise<unknown> => c.wait('tested again', () => /tested, ready to ask for cutover/i.test(c.state()));

describe('a cutover and its time', () => {
  test('approved before its window it waits; the window opens, and only then people are asked to stop the application', async () => {
    setClock(new Date(Date.parse('2026-10-24T20:00:00Z') - SOON_MS).toISOString());
    await approved('22:00..22:30');
    await c.wait('it to be told', () => thread(/is approved\. Nothing runs before its window: Sat 24 Oct 2026 22:00 to Sat 24 Oct 2026 22:30 Europe\/Rome \(\+02:00\)/));
    expect(c.find('quiesce')).toBeUndefined();
    expect(clock.now()).toBeLessThan(Date.parse('2026-10-24T20:00:00Z'));
    await c.wait('the question', () => c.find('quiesce'));
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-10-24T20:00:00Z'));
    nothingRan();
  });

  test('its window ends while Ferry is busy or down: nothing runs, people are told, and a late answer is refused', async () => {
    setClock('2026-10-24T20:30:00Z');
    expect(await c.say(`quiesce ${c.machine}`)).toMatch(/may be cut over only from .* to .*Keep the application running/);
    await w.restart();
    await c.wait('it to be told', () => thread(/was approved, but nothing ran in its time/));
    await c.wait('the terminal card', () => c.own().find((m) => /Approved, but its time to run passed/.test(said(m))));
    await settled();
    nothingRan();
  });

  test('on the night on which clocks are put back it is asked which 02:30, and the second one waits for the second', async () => {
    expect(await c.say(`cutover ${c.machine} 02:30..04:00`)).toMatch(/comes twice.*2026-10-25T02:30\+02:00.*2026-10-25T02:30\+01:00/);
    await approved('2026-10-25T02:30+01:00..04:00');
    // The first 02:30 in Rome.
    setClock('2026-10-25T00:30:05Z');
    await w.restart();
    await c.wait('it to wait', () => /waits for its window/.test(c.state()));
    expect(await c.say(`quiesce ${c.machine}`)).toMatch(/not possible now/);
    setClock('2026-10-25T01:29:58Z');
    await w.restart();
    await c.wait('the question', () => c.find('quiesce'));
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-10-25T01:30:00Z'));
    nothingRan();
  });

  test('a freeze wins over the approval, and what it holds to the end of its time is void', async () => {
    await c.say('freeze 2026-10-25..2026-10-26 because of the year end');
    await c.confirm();
    await c.wait('it to be told', () => thread(/a freeze holds the cutover until/));
    expect(await c.say(`quiesce ${c.machine}`)).toMatch(/A freeze holds until .*of the year end/);
    setClock('2026-10-25T03:00:01Z');
    await w.restart();
    await c.wait('it to be told', () => thread(/was voided: a freeze lasted to the end of its time/));
    await settled();
    expect(await c.say(`cutover ${c.machine} 05:00..06:00`)).not.toMatch(/A freeze holds until/);
    expect((await c.confirm()).text).toMatch(/A freeze holds until/);
    nothingRan();
  });

  test('its time ends when the source is stopped: nothing is failed over, people are told what stands, and the way back works', async () => {
    await c.say('freeze end 1 because of a mistake');
    await c.confirm();
    await approved('04:00..05:00');
    // The failover is refused for want of capacity, and its time ends before it may be sent again.
    w.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }, effect: { status: 429, retryAfter: 8 } });
    await c.press(OLA, 'quiesce');
    await c.wait('the refused failover', () => counts(c.journal(FAILOVER)).sent === 1);
    setClock('2026-10-25T04:00:01Z');
    const card = await c.wait('the trouble card', () => c.own().find((m) => /EC2 machine is stopped since .* UTC; the failover has not been started/.test(said(m)) && c.find('rollback') !== undefined));
    expect(said(card)).toMatch(/time in which this cutover may run is over/);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 0 });
    await c.say(`rollback ${c.machine} because the night is over`);
    await c.confirm();
    await c.press(ANA, 'approve');
    await c.wait('the EC2 machine', () => counts(c.journal(START)).accepted > 0);
    await settled();
    expect(counts(c.journal(START)).accepted).toBe(1);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 0 });
  });

  test('in its time it goes through, and a failover that runs is not touched by its end', async () => {
    setClock('2026-10-25T05:00:00Z');
    await approved('06:00..06:30');
    await c.press(OLA, 'quiesce');
    await c.wait('the failover', () => counts(c.journal(FAILOVER)).accepted === 1);
    setClock('2026-10-25T06:00:00Z');
    await w.restart();
    await c.wait('failed over', () => /failed over to Azure/i.test(c.state()));
    expect(counts(c.journal(FAILOVER)).accepted).toBe(1);
  });
});
