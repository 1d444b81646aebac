/** Ferry is stopped between any two steps of a cutover: what was begun is found again, nothing is begun twice, and what has run out of time does not begin. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import type { ApprovalId } from '../../src/domain/ids.ts';
import { ANA, buttonsOf, OLA, said, type User } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, type World } from './support/world.ts';

const BEN: User = { id: '29:ben', name: 'Ben Backup', oid: '00000000-0000-4000-8000-000000000a03' };
const STOP = /^StopInstances$/;
const START = /^StartInstances$/;
const FAILOVER = /\/unplannedFailover$/i;
const ONCE = { sent: 1, accepted: 1 };

const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };
const setClock = (iso: string): void => { offset = Date.parse(iso) - real.now(); };

let w: World;
let crews: readonly Crew[];
beforeAll(async () => {
  setClock('2026-10-24T08:00:00Z');
  w = await startWorld({ extraMachines: 5, clock, settings: { FERRY_APPROVAL_QUORUM: '2', FERRY_TIME_ZONE: 'UTC', FERRY_TEST_MAX_AGE_DAYS: '3000' } });
  crews = [1, 2, 3, 4, 5].map((n) => makeCrew(w, `bulk-000${n}`));
  await Promise.all(crews.map((c) => c.replicate()));
  await Promise.all(crews.map((c) => c.test()));
});
afterAll(() => w.stop());

const crew = (n: number): Crew => crews[n] as Crew;
const inAzure = (c: Crew) => c.wait('failed over', () => /failed over to Azure/i.test(c.state()));

/** Asks for the cutover and has it approved by both. */
async function approved(c: Crew, when = ''): Promise<ApprovalId> {
  await answerQuestions(w.chat, c.machine, OLA, c.channel);
  await c.say(`cutover ${c.machine} ${when} because users are told`);
  await c.confirm();
  const { data } = await c.wait('the approval card', () => c.find('approve'));
  await c.press(ANA, 'approve');
  await c.press(BEN, 'approve');
  return data['id'] as ApprovalId;
}

describe('stopped', () => {
  test('after the second approval was stored: nothing was begun, people are asked once, and it runs once', async () => {
    const c = crew(0);
    const id = await approved(c);
    const log = await w.look(async (store) => ({ status: (await store.approval(id))?.state.status, sent: counts(c.journal(STOP)).sent + counts(c.journal(FAILOVER)).sent }));
    expect(log).toEqual({ status: 'approved', sent: 0 });
    await c.press(OLA, 'quiesce');
    await inAzure(c);
    expect([counts(c.journal(STOP)), counts(c.journal(FAILOVER))]).toEqual([ONCE, ONCE]);
    expect(c.own().filter((m) => buttonsOf(m).length > 0 && /Stop the application on/.test(said(m)))).toHaveLength(0);
  });

  test('after the source was stopped and before the failover: it is begun once, and the source is stopped once', async () => {
    const c = crew(1);
    await approved(c);
    w.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }, effect: { status: 429, retryAfter: 3 } });
    await c.press(OLA, 'quiesce');
    await c.wait('the refused failover', () => counts(c.journal(FAILOVER)).sent === 1);
    await w.restart();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 2, accepted: 1 });
    expect(counts(c.journal(STOP))).toEqual(ONCE);
  });

  test('while the failover was on its way to Azure: its job is found, and it is not sent again', async () => {
    const c = crew(2);
    await approved(c);
    const { faults } = w.sandbox.world;
    const onItsWay = faults.add({ match: { server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }, effect: { delayMs: 1_500, drop: true, afterwards: true } });
    await c.press(OLA, 'quiesce');
    // Taken up, and not carried out before the delay is over.
    await c.wait('the request', () => !faults.list().some((rule) => rule.id === onItsWay));
    await w.restart();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER)).accepted).toBe(1);
    expect(counts(c.journal(FAILOVER)).sent).toBe(1);
    expect(await c.say(`history ${c.machine}`)).toMatch(/Found already under way or done: start the failover|The cloud accepted: start the failover/);
  });

  test('while the failover ran: it is followed to its end', async () => {
    const c = crew(3);
    // It waits for a person, so that it surely runs when Ferry is stopped.
    w.sandbox.azure.change(c.instanceId(), { suspendNextJob: { scenario: 'UnplannedFailover' } });
    await approved(c);
    await c.press(OLA, 'quiesce');
    await c.wait('the running job', () => c.find('done'));
    await w.restart();
    await c.say(`done ${c.machine} because it is open`);
    await w.restart();
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual(ONCE);
    expect(w.sandbox.world.journal.list().filter((e) => /\/resume$/i.test(e.path)).length).toBe(1);
  });

  test('until its window had passed, with the source stopped: nothing begins, both sides are called, and a new approval goes on from there', async () => {
    const c = crew(4);
    setClock('2026-10-25T04:00:00Z');
    await w.restart();
    await approved(c, '04:00..05:00');
    w.sandbox.world.faults.add({ match: { server: 'azure', method: 'POST', path: c.pathOf('unplannedFailover') }, effect: { status: 429, retryAfter: 30 } });
    await c.press(OLA, 'quiesce');
    await c.wait('the refused failover', () => counts(c.journal(FAILOVER)).sent === 1);
    await w.look(() => {
      setClock('2026-10-25T05:00:01Z');
      return Promise.resolve();
    });
    const renew = await c.wait('the way on', () => c.find('cutover', (b) => b.title === 'Ask for a new approval'));
    const card = said(renew.message);
    expect(card).toMatch(/EC2 machine is stopped since 2026-10-25 04:\d\d UTC; the failover has not been started/);
    expect(card).toMatch(/<at>Ola Operator<\/at>[^]*<at>Ana Approver<\/at>[^]*<at>Ben Backup<\/at>/);
    expect(buttonsOf(renew.message).map((b) => b.title)).toContain('Send: request rollback');
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 0 });
    await c.say(`cutover ${c.machine} because the night was too short`);
    await c.confirm();
    const again = await c.wait('the new request', () => c.find('approve'));
    expect(said(again.message)).toMatch(/The EC2 machine is stopped since 2026-10-25 04:\d\d UTC: an earlier approval ran out of time/);
    expect((await c.press(OLA, 'approve')).text).toMatch(/somebody else must approve/);
    await c.press(ANA, 'approve');
    expect(counts(c.journal(FAILOVER)).accepted).toBe(0);
    await c.press(BEN, 'approve');
    await inAzure(c);
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 2, accepted: 1 });
    expect([counts(c.journal(STOP)), counts(c.journal(START)).sent]).toEqual([ONCE, 0]);
  });
});
