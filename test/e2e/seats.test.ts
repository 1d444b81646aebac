/** A quorum with seats (one owner, one of operations), asked for and answered in chat: whose answer fills what, and what becomes of it when somebody leaves. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import type { ApprovalId } from '../../src/domain/ids.ts';
import type { Entry } from '../../src/sandbox/graph/groups.ts';
import { ANA, buttonsOf, OLA, said, type Button, type Message, type User, type Where } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, type World } from './support/world.ts';

const person = (n: string, name: string): User => ({ id: `29:${name.toLowerCase()}`, name, oid: `00000000-0000-4000-8000-000000000${n}` });
const [BEN, CLEO, PIA, NED, GUS] = [person('a03', 'Ben'), person('a04', 'Cleo'), person('a05', 'Pia'), person('a06', 'Ned'), person('a07', 'Gus')] as [User, User, User, User, User];
const OWNERS = '00000000-0000-4000-8000-00000000c001';
const OPERATIONS = '00000000-0000-4000-8000-00000000c002';
const MACHINE = 'bulk-0001';
const STRANGER = 'I may not work for you here. Ask the people who run Ferry for access.';

// Ana holds both seats, Pia may approve and holds none, Ned may only look.
const FILE = `
roles:
  viewer: { people: ['*'] }
  operator: { people: [${OLA.oid}, ${ANA.oid}] }
  approver: { people: [${PIA.oid}, ${ANA.oid}] }
seats:
  owner: { people: [${ANA.oid}], groups: [${OWNERS}] }
  operations: { people: [${ANA.oid}], groups: [${OPERATIONS}] }
operations:
  cutover: { approvals: 2, rejections: 2, seats: { owner: 1, operations: 1 }, expires: 12h, confirm: none }
  complete: { approvals: 1, confirm: none }
`;

let w: World;
let c: Crew;
let dir: string;
let approved: Request;
const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };

/** Ferry looks at a group anew after a minute. */
function group(id: string, ...people: readonly User[]): void {
  w.sandbox.graph.put({ id, members: people.map((who): Entry => ({ kind: 'user', id: who.oid, userType: 'Member' })), readable: true });
  offset += 61_000;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ferry-seats-'));
  await writeFile(join(dir, 'governance.yaml'), FILE);
  w = await startWorld({ extraMachines: 1, clock, settings: { FERRY_GOVERNANCE_FILE: join(dir, 'governance.yaml'), FERRY_OPERATORS: '', FERRY_APPROVERS: '', FERRY_ADMINS: '', FERRY_AUDITORS: '' } });
  c = makeCrew(w, MACHINE);
  group(OWNERS, BEN);
  group(OPERATIONS, CLEO);
  await c.replicate();
  await c.test();
  // Whoever moved the window last is the last editor of the plan.
  await c.say(`window ${MACHINE} none`, ANA);
  await c.press(ANA, 'form', (b) => b.data['step'] === 'confirm');
});
afterAll(async () => {
  await w.stop();
  await rm(dir, { recursive: true, force: true });
});

type Request = { readonly id: string; readonly approve: Button; readonly reject: Button; readonly card: () => string };

async function request(line = `cutover ${MACHINE} now because users are told`): Promise<Request> {
  const known = new Set(c.own().map((m) => m.id));
  await answerQuestions(w.chat, MACHINE, OLA, c.channel);
  await c.say(line);
  await c.confirm();
  const card = await c.wait('a new request', () => c.own().find((m) => !known.has(m.id) && buttonsOf(m).some((b) => b.verb === 'approve')));
  const approve = buttonsOf(card).find((b) => b.verb === 'approve')!;
  return { id: String(approve.data['id']), approve, reject: buttonsOf(card).find((b) => b.verb === 'reject')!, card: () => said(c.own().find((m) => m.id === card.id) as Message) };
}

const press = async (who: User, r: Pick<Request, 'approve'>): Promise<string> => (await w.chat.press(who, r.approve, {}, c.channel)).text;
const stands = (r: Request, what: string, pattern: RegExp) => c.wait(what, () => pattern.test(r.card()));
const quiet = (): void => {
  expect([counts(c.journal(/^StopInstances$/)).sent, counts(c.journal(/\/unplannedFailover$/i)).sent]).toEqual([0, 0]);
};
const rests = () => c.wait('rest', () => /tested, ready to ask for cutover/i.test(c.state()));

describe('a cutover that it takes two people to reject', () => {
  const against = (r: Request, who: User, reason: string) => w.chat.press(who, r.reject, { reason }, c.channel).then((a) => a.text);
  const chat: Where = { kind: 'personal', id: 'a:ben-and-ferry' };
  const copyOf = (r: Request) => w.chat.messages.find((m) => m.conversation === chat.id && said(m).includes(r.id));

  test('is open after the first one, which everybody sees with its reason; each person counts once, and the second one ends it', async () => {
    await w.chat.say(BEN, 'help', chat);
    const r = await request();
    await stands(r, 'how many end it', /0 of 2 approvals, 2 more needed\s+2 rejections end it\./);
    expect(await c.say('who', ANA)).toMatch(/A cutover needs 2 approvals[^\n]*; 2 rejections end a request\./);
    await c.wait('the copy', () => copyOf(r));
    expect(await press(CLEO, r)).toMatch(/1 of 2 approvals/);
    expect(await against(r, BEN, 'no backup')).toMatch(/Rejected by 1 of 2; 2 rejections end it[^]*Ben, [^]*because no backup/);
    await stands(r, 'the first one', /1 of 2 approvals[^]*Rejected by 1 of 2[^]*because no backup[^]*✔ Cleo/);
    await c.wait('the copy to show it', () => /Rejected by 1 of 2[^]*because no backup/.test(said(copyOf(r) as Message)));
    expect(await c.say(`reject ${r.id} because still none`, BEN)).toMatch(/Ben has rejected A-\d+, and that counts once\. Your answer changed nothing/);
    expect(await press(NED, { approve: r.reject })).toMatch(/not among the approvers/);
    // Cleo thinks again: the yes is gone, and hers is the second one.
    expect(await against(r, CLEO, 'the shop is open')).toMatch(/✖ Rejected: cutover[^]*0 of 2 approvals[^]*Rejected by 2 of 2[^]*because no backup[^]*because the shop is open/);
    await stands(r, 'the end', /✖ Rejected: cutover[^]*because no backup[^]*Cleo, [^]*because the shop is open/);
    await c.wait('the copy to end', () => /✖ Rejected: cutover[^]*because no backup/.test(said(copyOf(r) as Message)));
    await c.wait('it to be told', () => c.own().find((m) => /was rejected: Ben: no backup; Cleo: the shop is open/.test(m.text)));
    expect(await press(PIA, r)).toMatch(/✖ Rejected/);
    await rests();
    const log = await w.look((store) => store.events(r.id as ApprovalId));
    expect(log.flatMap((e) => (e.event.type === 'Rejected' ? [[e.event.reason, e.event.reached, e.event.decision?.by.name]] : []))).toEqual([['no backup', false, 'Ben'], ['the shop is open', true, 'Cleo']]);
    quiet();
  });

  test('is approved by a full quorum, whoever else is against it; who rejected can approve after all, in words too', async () => {
    const r = await request();
    await against(r, PIA, 'I was not told');
    expect(await c.say(`reject ${r.id} because no backup`, BEN)).toMatch(/✖ Rejected: cutover/);
    await rests();
    const again = await request();
    await against(again, PIA, 'I was not told');
    expect(await c.say(`reject ${again.id} because no backup`, PIA)).toMatch(/that counts once/);
    expect(await c.say(`withdraw ${again.id}`, PIA)).toMatch(/0 of 2 approvals, 2 more needed\. Its card/);
    expect(await c.say(`reject ${again.id} because no backup`, BEN)).toMatch(/0 of 2 approvals, 2 more needed; rejected by 1 of 2\./);
    expect(await c.say(`approve ${again.id}`, BEN)).toMatch(/1 of 2 approvals, 1 more needed\./);
    await against(again, PIA, 'I was not told');
    await press(CLEO, again);
    await stands(again, 'the end', /✔ Approved: cutover[^]*2 of 2 approvals[^]*Rejected by 1 of the 2 who would have ended it[^]*Pia, [^]*because I was not told/);
    await c.wait('the question', () => c.find('quiesce'));
    quiet();
    expect(await c.say(`withdraw ${again.id}`)).toMatch(/Withdrawn/);
    await rests();
  });
});

describe('an owner and one of operations', () => {
  test('in any order; whoever holds no seat, only looks, or is a guest, fills none', async () => {
    const r = await request();
    await stands(r, 'the seats', /0 of 2 approvals[^]*owner 0 of 1 · operations 0 of 1/);
    expect(await press(NED, r)).toMatch(/not among the approvers/);
    expect(await c.say(`approve ${r.id}`, NED)).toMatch(/not among the approvers/);
    w.chat.guests.add(GUS.id);
    expect(await press(GUS, r)).toBe(STRANGER);
    expect((await c.say(`approve ${r.id}`, GUS)).trim()).toBe(STRANGER);
    await press(PIA, r);
    await stands(r, 'one answer without a seat', /1 of 2 approvals[^]*owner 0 of 1 · operations 0 of 1/);
    await press(CLEO, r);
    // As many answers as are needed, and yet nobody for the owner.
    await stands(r, 'the seat of operations', /2 of 2 approvals[^]*owner 0 of 1 · operations 1 of 1/);
    expect(c.find('quiesce')).toBeUndefined();
    await press(BEN, r);
    await stands(r, 'the end', /Approved: cutover/);
    await c.wait('the question', () => c.find('quiesce'));
    quiet();
    approved = r;
  });

  test('when it is decided meanwhile that more is needed, what was approved by less is void', async () => {
    await writeFile(join(dir, 'governance.yaml'), FILE.replace('cutover: { approvals: 2,', 'cutover: { approvals: 3,'));
    await w.restart();
    await c.wait('it to be told', () => c.own().find((m) => new RegExp(`${approved.id} was voided: since it was asked for it was decided that this takes 3 approvals, not 2`).test(m.text)));
    expect(await c.say(`quiesce ${MACHINE}`)).toMatch(/not possible now/);
    await stands(approved, 'the end', /Voided: cutover[^]*takes 3 approvals, not 2/);
    await rests();
    quiet();
    await writeFile(join(dir, 'governance.yaml'), FILE);
    await w.restart();
  });

  test('one person with both fills one of them, however often, and the other seat makes room', async () => {
    const r = await request();
    await press(ANA, r);
    await stands(r, '1 of 2', /1 of 2 approvals[^]*owner 1 of 1 · operations 0 of 1/);
    expect(await press(ANA, r)).toMatch(/1 of 2 approvals/);
    expect(await c.say(`approve ${r.id}`, ANA)).toMatch(/decided already/);
    expect(r.card()).toMatch(/1 of 2 approvals/);
    // Ben can only be the owner: Ana moves to the other seat.
    await press(BEN, r);
    await stands(r, 'the end', /Approved: cutover/);
    await c.wait('the question', () => c.find('quiesce'));
    quiet();
  });

  test('who left the group before the run does not count any more: back to 1 of 2, and it runs once when the seat is filled again', async () => {
    group(OWNERS);
    expect(await c.say(`quiesce ${MACHINE}`)).toMatch(/asked anew, so nothing may begin/);
    const again = await c.wait('1 of 2', () => c.own().toReversed().find((m) => /APPROVE\?[^]*1 of 2 approvals/.test(said(m)) && buttonsOf(m).some((b) => b.verb === 'approve')));
    expect(said(again)).toMatch(/the approval of Ben does not count any more[^]*owner 1 of 1 · operations 0 of 1/);
    const approve = buttonsOf(again).find((b) => b.verb === 'approve')!;
    expect(await press(BEN, { approve })).toMatch(/not among the approvers/);
    quiet();
    await press(CLEO, { approve });
    await c.press(OLA, 'quiesce');
    await c.wait('Azure', () => c.find('accept'));
    expect([counts(c.journal(/^StopInstances$/)).accepted, counts(c.journal(/\/unplannedFailover$/i)).sent]).toEqual([1, 1]);
  });
});

describe('whoever changed the plan last', () => {
  test('may approve, but not alone', async () => {
    await c.press(OLA, 'accept');
    await c.wait('accepted', () => buttonsOf(c.root() as Message).some((b) => b.verb === 'complete'));
    const r = await request(`complete ${MACHINE}`);
    group(OWNERS, BEN);
    await press(ANA, r);
    await stands(r, 'that it is not enough', /1 of 1 approval[^]*Ana Approver changed the plan last: somebody else must approve too/);
    expect(counts(c.journal(/\/completeMigration$|\/applianceCompleteMigration|DELETE .*replicationProtectedItems|\/remove$/i)).sent).toBe(0);
    await press(PIA, r);
    await c.wait('the end', () => /Replication is removed|migrated/i.test(c.state()));
    // Nothing leads back from there, and it is said what is left.
    expect(await c.say(`rollback ${MACHINE} because it is slow`)).toMatch(/no way back through Ferry any more[^]*EC2 machine stays as it is[^]*manual step in AWS/);
  });
});
