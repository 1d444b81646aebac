/** A request that waits: who is called when; and a break-glass that nobody reviews, with Ferry's clock moved. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import type { Config } from '../../src/config.ts';
import { userIdFromActivity, type UserId } from '../../src/domain/ids.ts';
import { ANA, CHAT, OLA, said, type User, type Where } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, type World } from './support/world.ts';

const BEN: User = { id: '29:ben', name: 'Ben Backup', oid: '00000000-0000-4000-8000-000000000a03' };
const CLEO: User = { id: '29:cleo', name: 'Cleo Colleague', oid: '00000000-0000-4000-8000-000000000a04' };
const chatOf = (who: User): Where => ({ kind: 'personal', id: `a:${who.oid.slice(-3)}-and-ferry` });
const HOUR = 3_600_000;

const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };
const people = (...users: readonly User[]): UserId[] => users.map((u) => userIdFromActivity(u.oid));

/** Ana and Cleo approve; Ben is told when half of the time is over; Ben and Cleo are the admins, Ana reads the audit. */
function governed(c: Config): Config {
  const { governance: g } = c;
  const roles = { ...g.roles, approver: { people: people(ANA, CLEO), groups: [] }, admin: { people: people(BEN, CLEO), groups: [] }, auditor: { people: people(ANA), groups: [] } };
  return { ...c, governance: { ...g, roles, escalation: { people: people(BEN), groups: [] } } };
}

let w: World;
let c: Crew;
beforeAll(async () => {
  w = await startWorld({ extraMachines: 1, clock, settings: { FERRY_TEST_MAX_AGE_DAYS: '3000', FERRY_APPROVAL_QUORUM: '2' }, adjust: governed });
  c = makeCrew(w, 'bulk-0001');
  await c.replicate();
  await c.test();
  await w.chat.say(OLA, 'help', CHAT);
  for (const who of [ANA, BEN, CLEO]) await w.chat.say(who, 'help', chatOf(who));
});
afterAll(() => w.stop());

/** Ferry sleeps for so long. */
async function later(hours: number): Promise<void> {
  offset += hours * HOUR;
  await w.restart();
}

const notes = (pattern: RegExp) => c.own().filter((m) => pattern.test(m.text));

describe('a request that waits', () => {
  test('is told about at half, with the backup, at a quarter and in the last half hour, each once; then it expires', async () => {
    await answerQuestions(w.chat, c.machine, OLA, c.channel);
    await c.say(`cutover ${c.machine} because users are told`);
    await c.confirm();
    const card = await c.wait('the request', () => c.find('approve'));
    await c.press(ANA, 'approve');
    await c.wait('1 of 2', () => /1 of 2 approvals/.test(said(card.message)));
    await later(12.1);
    const half = await c.wait('the escalation', () => notes(/half of the time is over/)[0]);
    expect(half.text).toMatch(/<at>Ben Backup<\/at>/);
    // A question stops no clock: everything comes when it would have come.
    await c.say(`ask ${String(card.data['id'])} is the backup done?`, CLEO);
    await c.wait('the question', () => notes(/Cleo Colleague asks Ola Operator: is the backup done\?/)[0]);
    await later(6);
    await c.wait('the reminder', () => notes(/a quarter of the time is left \(1 of 2 approvals, 1 more needed\)/)[0]);
    await later(5.5);
    await c.wait('the last call', () => notes(/half an hour is left/)[0]);
    await w.restart();
    await later(0.6);
    await c.wait('the end', () => /Expired: cutover/.test(said(card.message)));
    const told = await c.wait('it to be told', () => notes(/expired without enough answers/)[0]);
    // Who asked, and who had approved.
    for (const who of [OLA, ANA]) expect(told.text).toContain(`<at>${who.name}</at>`);
    expect([/half of the time is over/, /a quarter of the time/, /half an hour is left/].map((p) => notes(p).length)).toEqual([1, 1, 1]);
    expect(counts(c.journal(/^StopInstances$/)).sent + counts(c.journal(/\/unplannedFailover$/i)).sent).toBe(0);
  });
});

describe('a break-glass that nobody reviews', () => {
  test('is told every day until somebody does', async () => {
    await c.wait('rest', () => /tested, ready/i.test(c.state()));
    await answerQuestions(w.chat, c.machine, OLA, c.channel);
    await c.say(`cutover ${c.machine} because users are told`);
    await c.confirm();
    const { data } = await c.wait('the request', () => c.find('approve'));
    const id = String(data['id']);
    await c.say(`breakglass ${id} because nobody of the approvers can be reached tonight`, BEN);
    await c.say(`breakglass ${id} confirm`, CLEO);
    await c.wait('it to be told', () => notes(/Break-glass used/)[0]);
    const overdue = () => notes(new RegExp(`Nobody has reviewed the break-glass of ${id}`)).length;
    await later(24.1);
    await c.wait('the first reminder', () => overdue() === 1);
    await later(24);
    await c.wait('the second reminder', () => overdue() === 2);
    await c.say(`breakglass ${id} reviewed because it was an emergency`, ANA);
    await c.wait('the review', () => notes(/was reviewed by Ana Approver/)[0]);
    // An auditor has the whole case in one file: two people, the reason, that it was late, and what became of it.
    const [answer] = await w.chat.say(ANA, `audit export ${id}`, chatOf(ANA));
    const [url = ''] = [...JSON.stringify(answer?.card).matchAll(/"url":"([^"]+)"/g)].map((m) => m[1] ?? '');
    const lines = (await (await fetch(url)).text()).trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly event?: { readonly type: string; readonly reason?: string }; readonly actor?: { readonly person?: { readonly id: string } } });
    const glass = lines.flatMap(({ event, actor }) => (event !== undefined && /^Glass/.test(event.type) ? [[event.type, actor?.person?.id ?? null, event.reason ?? null]] : []));
    const why = 'nobody of the approvers can be reached tonight';
    expect(glass).toEqual([['GlassAsked', BEN.oid, why], ['GlassBroken', CLEO.oid, why], ['GlassReviewOverdue', null, null], ['GlassReviewOverdue', null, null], ['GlassReviewed', ANA.oid, 'it was an emergency']]);
    await later(24);
    await later(24);
    expect(overdue()).toBe(2);
  });
});
