/** Requests that need two people: who may answer, twice at once, late, from elsewhere, and for evidence that is not true any more. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import type { Config } from '../../src/config.ts';
import { userIdFromActivity, type UserId } from '../../src/domain/ids.ts';
import { ANA, buttonsOf, CHAT, EVE, OLA, said, type Button, type Message, type User, type Where } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, step, type World } from './support/world.ts';

const BEN: User = { id: '29:ben', name: 'Ben Backup', oid: '00000000-0000-4000-8000-000000000a03' };
const CLEO: User = { id: '29:cleo', name: 'Cleo Colleague', oid: '00000000-0000-4000-8000-000000000a04' };
const BENS_CHAT: Where = { kind: 'personal', id: 'a:ben-and-ferry' };
const ANAS_CHAT: Where = { kind: 'personal', id: 'a:ana-and-ferry' };
const STOP = /^StopInstances$/;
const FAILOVER = /\/unplannedFailover$/i;
const HOUR = 3_600_000;

const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };

/** Who may approve at the moment; the requester is among them. */
const approvers: UserId[] = [OLA, ANA, BEN, CLEO].map((u) => userIdFromActivity(u.oid));
const withApprovers = (c: Config): Config => ({ ...c, governance: { ...c.governance, roles: { ...c.governance.roles, approver: { people: approvers, groups: [] } } } });

let w: World;
let c: Crew;
beforeAll(async () => {
  w = await startWorld({ extraMachines: 1, clock, settings: { FERRY_APPROVAL_QUORUM: '2', FERRY_TEST_MAX_AGE_DAYS: '3000' }, adjust: withApprovers });
  c = makeCrew(w, 'bulk-0001');
  await c.replicate();
  await c.test();
  await w.chat.say(OLA, 'help', CHAT);
  await w.chat.say(ANA, 'help', ANAS_CHAT);
});
afterAll(() => w.stop());

type Request = { readonly id: string; readonly card: Message; readonly approve: Button; readonly reject: Button };

/** Asks for the cutover; the card is the new one in the channel. */
async function request(): Promise<Request> {
  const known = new Set(c.own().map((m) => m.id));
  await answerQuestions(w.chat, c.machine, OLA, c.channel);
  await c.say(`cutover ${c.machine} because users are told`);
  await c.confirm();
  const card = await c.wait('a new request', () => c.own().find((m) => !known.has(m.id) && buttonsOf(m).some((b) => b.verb === 'approve')));
  const find = (verb: string): Button => buttonsOf(card).find((b) => b.verb === verb)!;
  return { id: String(find('approve').data['id']), card, approve: find('approve'), reject: find('reject') };
}

const press = (who: User, b: Button, inputs: Record<string, unknown> = {}) => w.chat.press(who, b, inputs, c.channel);
const type = (who: User, text: string) => c.say(text, who);
const stands = (m: Message): string => said(c.own().find((one) => one.id === m.id)!);
const rests = (): Promise<unknown> => c.wait('rest', () => /tested, ready to ask for cutover/i.test(c.state()));

async function withdraw({ id }: Request): Promise<void> {
  expect(await type(OLA, `withdraw ${id}`)).toMatch(/Withdrawn/);
  await rests();
}

/** What the log says about one request. */
async function logOf(id: string): Promise<readonly { readonly type: string; readonly by: string }[]> {
  return w.look(async (store) => (await store.events(id as Parameters<typeof store.events>[0])).map((r) => ({ type: r.event.type, by: r.actor.kind === 'person' ? r.actor.person.name : 'Ferry' })));
}

const count = (log: readonly { readonly type: string }[], wanted: string): number => log.filter((e) => e.type === wanted).length;
const nothingRan = (): void => {
  expect(counts(c.journal(STOP)).sent).toBe(0);
  expect(counts(c.journal(FAILOVER)).sent).toBe(0);
};

async function plant(defect: string | null): Promise<void> {
  const sent = await fetch(`${w.sandbox.azureUrl}/_sandbox/plants`, defect === null ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify({ defect, machine: c.machine }) });
  expect(sent.ok).toBe(true);
}

describe('who asked cannot approve', () => {
  test('not by button, not by text, not for somebody else; each try is kept and nothing counts', async () => {
    const r = await request();
    expect((await press(OLA, r.approve)).text).toMatch(/somebody else must approve it\. Ana Approver can\. Your answer does not count/);
    expect(await type(OLA, `approve ${r.id} ${c.machine}`)).toMatch(/somebody else must approve/);
    await type(BEN, 'delegate Ola Operator until tomorrow');
    expect((await c.press(BEN, 'form', step('confirm'))).text).toMatch(/Ola Operator stands in for you/);
    expect((await press(OLA, r.approve)).text).toMatch(/somebody else must approve/);
    expect(await type(BEN, 'delegate')).toMatch(/Ola Operator stands in for Ben Backup/);
    expect(stands(r.card)).toMatch(/0 of 2 approvals/);
    expect((await logOf(r.id)).filter((e) => e.type === 'DecisionRefused' && e.by === 'Ola Operator')).toHaveLength(3);
    await type(BEN, 'delegate end');
    await c.press(BEN, 'form', step('confirm'));
    await withdraw(r);
  });
});

describe('one request', () => {
  test('is confirmed by the name, stands in the personal chat too, can be asked about and taken back; all copies end together', async () => {
    const r = await request();
    expect((await press(ANA, r.approve, { typed: '' })).text).toMatch(/type the machine's name/);
    expect((await press(ANA, r.approve, { typed: 'web-01' })).text).toMatch(/type the machine's name/);
    expect(await type(ANA, `approve ${r.id}`)).toMatch(/type the machine's name/);
    const copy = await c.wait('the copy', () => w.chat.messages.find((m) => m.conversation === ANAS_CHAT.id && buttonsOf(m).some((b) => b.verb === 'approve' && b.data['id'] === r.id)));
    expect(said(copy)).toMatch(/APPROVE\? Cut over bulk-0001/);
    await w.chat.press(ANA, buttonsOf(copy).find((b) => b.verb === 'approve')!, {}, ANAS_CHAT);
    await c.wait('1 of 2 in the channel', () => /1 of 2 approvals[^]*Ana Approver/.test(stands(r.card)));
    expect(await type(ANA, `withdraw ${r.id}`)).toMatch(/0 of 2 approvals/);
    expect(await type(CLEO, `ask ${r.id} is the backup done because I saw none?`)).toMatch(/question about A-\d+ is posted/);
    const asked = await c.wait('the question', () => c.own().find((m) => /Cleo Colleague asks Ola Operator: is the backup done because I saw none\?/.test(m.text)));
    expect(asked.text).toMatch(/^<at>Ola Operator<\/at>/);
    expect(await type(ANA, `reject ${r.id}`)).toMatch(/reason is needed/);
    expect(await type(ANA, `reject ${r.id} because no backup`)).toMatch(/Rejected/);
    await c.wait('the channel card to end', () => /Rejected/.test(stands(r.card)));
    await c.wait('the copy to end', () => /Rejected/.test(said(copy)) && !buttonsOf(copy).some((b) => b.verb === 'approve'));
    await rests();
    nothingRan();
  });

  test('that has ended is not decided by its old card, a forwarded or an edited one, or from elsewhere', async () => {
    expect(c.own().flatMap(buttonsOf).filter((b) => b.verb === 'approve')).toEqual([]);
    const r = await request();
    await press(ANA, r.reject, { reason: 'not today' });
    const before = await logOf(r.id);
    expect((await press(BEN, r.approve)).text).toMatch(/Rejected/);
    expect(await type(BEN, `approve ${r.id} ${c.machine}`)).toMatch(/decided already/);
    await rests();
    const open = await request();
    expect((await w.chat.press(BEN, open.approve, {}, BENS_CHAT)).text).toMatch(/type the command instead/);
    expect((await w.chat.invoke(BEN, { message: open.card, verb: 'approve', data: { ...open.approve.data, id: r.id, typed: c.machine } }, c.channel)).text).toMatch(/does not fit/);
    expect((await w.chat.invoke(BEN, { message: open.card, verb: 'approve', data: { ...open.approve.data, round: 7, typed: c.machine } }, c.channel)).text).toMatch(/does not fit/);
    expect((await press(EVE, open.approve)).text).toMatch(/may not work for you/);
    expect(await logOf(open.id)).toEqual([{ type: 'ApprovalRequested', by: 'Ola Operator' }]);
    expect((await logOf(r.id)).filter((e) => e.type !== 'DecisionRefused')).toEqual(before);
    await withdraw(open);
    nothingRan();
  });
});

describe('at the same moment', () => {
  test('two approvers and a double tap are two approvals and one start', async () => {
    const r = await request();
    const answers = await Promise.all([press(ANA, r.approve), press(BEN, r.approve), press(ANA, r.approve), press(ANA, r.approve)]);
    expect(answers.filter((a) => a.card !== null).length).toBeGreaterThanOrEqual(2);
    await c.wait('the question', () => c.find('quiesce'));
    const log = await logOf(r.id);
    expect(log.filter((e) => e.type === 'Approved').map((e) => e.by).toSorted()).toEqual(['Ana Approver', 'Ben Backup']);
    await c.wait('the card', () => /Approved: cutover/.test(stands(r.card)));
    expect(c.own().filter((m) => /is approved\. Next/.test(m.text) || buttonsOf(m).some((b) => b.verb === 'quiesce' && typeof b.data['etag'] === 'number'))).toHaveLength(1);
    await withdraw(r);
  });

  test('of an approval and a rejection one wins, and never both', async () => {
    const r = await request();
    await press(ANA, r.approve);
    await Promise.all([press(BEN, r.approve), press(CLEO, r.reject, { reason: 'no' })]);
    const log = await logOf(r.id);
    const rejected = count(log, 'Rejected');
    expect(rejected + (count(log, 'Approved') === 2 ? 1 : 0)).toBe(1);
    if (rejected === 0) await withdraw(r);
    await rests();
    nothingRan();
  });
});

describe('what does not hold any more', () => {
  let approvedAgain = '';

  test('a request with one of two answers is reminded of once, and expires; nothing runs', async () => {
    const r = await request();
    await press(ANA, r.approve);
    offset += 19 * HOUR;
    await w.restart();
    const reminder = await c.wait('a reminder', () => c.own().find((m) => m.text.includes(r.id) && /a quarter of the time is left \(1 of 2 approvals, 1 more needed\)/.test(m.text)));
    // Ana has answered; Ben has not, and Ferry knows him from his chat.
    expect(reminder.text).toMatch(/^<at>Ben Backup<\/at> ⏰/);
    await w.restart();
    offset += 6 * HOUR;
    await w.restart();
    await c.wait('the end', () => /Expired: cutover[^]*1 of 2 approvals[^]*Ana Approver/.test(stands(r.card)));
    expect(c.own().filter((m) => m.text.includes(r.id) && /a quarter of the time/.test(m.text))).toHaveLength(1);
    await rests();
    expect(await type(BEN, `approve ${r.id} ${c.machine}`)).toMatch(/decided already|has expired/);
    nothingRan();
  });

  test('evidence that got worse after the request stops everything: the same people are asked again, on a new card', async () => {
    const r = await request();
    await press(ANA, r.approve);
    await plant('RPO_71_MIN');
    await press(BEN, r.approve);
    const again = await c.wait('the diff', () => c.own().find((m) => /APPROVE AGAIN\?[^]*Recovery point: RPO .* → 1 h \d+ min/.test(said(m))));
    expect(again.id).not.toBe(r.card.id);
    await c.wait('the old card', () => /Asked anew[^]*evidence got worse/.test(stands(r.card)));
    expect(await type(OLA, `quiesce ${c.machine}`)).toMatch(/not possible now|asked anew/);
    expect((await press(BEN, r.approve)).text).toMatch(/Asked anew/);
    expect(await type(BEN, `approve ${r.id} ${c.machine}`)).toMatch(/asked anew/);
    nothingRan();
    await plant(null);
    const yes = buttonsOf(again).find((b) => b.verb === 'approve')!;
    await press(ANA, yes);
    expect(stands(again)).toMatch(/1 of 2 approvals/);
    expect(c.find('quiesce')).toBeUndefined();
    expect(await type(BEN, `approve ${r.id} again ${c.machine}`)).toMatch(/Approved/);
    approvedAgain = r.id;
    await c.wait('the question', () => c.find('quiesce'));
    nothingRan();
  });

  test('an approver who left does not count at run: back to one of two, told, and it runs once when there are two again', async () => {
    const id = approvedAgain;
    approvers.splice(approvers.indexOf(userIdFromActivity(BEN.oid)), 1);
    expect(await type(OLA, `quiesce ${c.machine}`)).toMatch(/asked anew, so nothing may begin[^]*Keep the application running/);
    const back = await c.wait('1 of 2', () => c.own().toReversed().find((m) => /APPROVE\?[^]*the approval of Ben Backup does not count any more[^]*1 of 2 approvals/.test(said(m))));
    expect(await type(BEN, `approve ${id} ${c.machine}`)).toMatch(/not among the approvers/);
    nothingRan();
    await press(CLEO, buttonsOf(back).find((b) => b.verb === 'approve')!);
    await c.press(OLA, 'quiesce');
    await c.wait('Azure', () => c.find('accept'));
    expect(counts(c.journal(FAILOVER))).toEqual({ sent: 1, accepted: 1 });
    expect(counts(c.journal(STOP)).accepted).toBe(1);
    const log = await logOf(id);
    expect([count(log, 'EvidenceWorsened'), count(log, 'ApproversLost'), count(log, 'RunStarted'), count(log, 'RunEnded')]).toEqual([1, 1, 1, 1]);
  });
});
