/** Who may do what, from a governance file and the directory's groups: everything that is not certain is refused, and strangers learn nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import type { Entry } from '../../src/sandbox/graph/groups.ts';
import { ANA, EVE, OLA, said, TENANT, type User, type Where } from './support/chat.ts';
import { counts, makeCrew, type Crew } from './support/crew.ts';
import { answerQuestions, startWorld, type World } from './support/world.ts';

const person = (n: string, name: string): User => ({ id: `29:${name.toLowerCase()}`, name, oid: `00000000-0000-4000-8000-000000000${n}` });
const [GUS, ADA, ABE, AUDREY, NED] = [person('a03', 'Gus'), person('a04', 'Ada'), person('a05', 'Abe'), person('a06', 'Audrey'), person('a07', 'Ned')] as [User, User, User, User, User];
const GROUP = '00000000-0000-4000-8000-00000000c001';
const MACHINE = 'bulk-0001';
const STRANGER = 'I may not work for you here. Ask the people who run Ferry for access.';
const FAILOVER = /\/unplannedFailover$/i;
const ELSEWHERE: Where = { kind: 'channel', id: '19:elsewhere@thread.tacv2' };
const PERSONAL: Where = { kind: 'personal', id: 'a:ola-and-ferry' };

const FILE = `
guests: refused
channels: ['19:${MACHINE}@thread.tacv2']
roles:
  operator: { people: [${OLA.oid}] }
  approver: { groups: [${GROUP}] }
  admin: { people: [${ADA.oid}, ${ABE.oid}] }
  auditor: { people: [${AUDREY.oid}] }
operations:
  cutover: { approvals: 1, expires: 12h, confirm: none }
`;

let w: World;
let c: Crew;
let dir: string;
const real = makeClock();
let offset = 0;
const clock = { now: () => real.now() + offset, nonce: real.nonce };

/** Ferry looks at the group anew after a minute. */
function directory(state: { readonly members?: readonly (readonly [User, 'Member' | 'Guest'])[]; readonly readable?: boolean }): void {
  const members = (state.members ?? [[ANA, 'Member'], [GUS, 'Guest']] as const).map(([who, userType]): Entry => ({ kind: 'user', id: who.oid, userType }));
  w.sandbox.graph.put({ id: GROUP, members, readable: state.readable ?? true });
  offset += 61_000;
}

const say = (who: User, line: string, where: Where = c.channel): Promise<string> => w.chat.say(who, line, where).then((all) => all.map(said).join('\n').trim());
const approvalId = (): string => /A-\d+/.exec(c.own().map(said).findLast((t) => /A-\d+/.test(t)) ?? '')?.[0] ?? '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ferry-governance-'));
  await writeFile(join(dir, 'governance.yaml'), FILE);
  const settings = { FERRY_GOVERNANCE_FILE: join(dir, 'governance.yaml'), FERRY_OPERATORS: '', FERRY_APPROVERS: '', FERRY_ADMINS: '', FERRY_AUDITORS: '' };
  w = await startWorld({ extraMachines: 1, clock, settings });
  c = makeCrew(w, MACHINE);
  directory({});
  await c.replicate();
  await c.test();
});
afterAll(async () => {
  await w.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('strangers learn nothing, whatever they try', () => {
  const lines = ['status', `check ${MACHINE}`, 'who', 'approve A-1', `replicate ${MACHINE}`];
  test.each(lines)('%s: the same answer in a wrong channel, to another tenant, to a guest, and to somebody without a role', async (line) => {
    directory({});
    expect(await say(OLA, line, ELSEWHERE)).toBe(STRANGER);
    expect(await say(EVE, line)).toBe(STRANGER);
    expect(await say(GUS, line)).toBe(STRANGER);
    expect(await say(NED, line)).toBe(STRANGER);
  });

  test('a person whom Teams calls a guest, or who is of another tenant than the shared channel, is refused', async () => {
    const sent = w.chat.messages.length;
    for (const mark of [{ userRole: 'guest' }, { tenantId: EVE.tenant }]) {
      const frame = w.chat.frame(OLA, c.channel, null);
      await w.chat.deliver({ type: 'message', ...frame, from: { ...(frame['from'] as object), ...mark }, text: '<at>Ferry</at> status' });
    }
    expect(w.chat.messages.slice(sent).map(said).map((t) => t.trim())).toEqual([STRANGER, STRANGER]);
  });

  test('the bot does not welcome a channel in which it may not be spoken to', async () => {
    await w.chat.addBot(ELSEWHERE);
    expect(w.chat.messages.filter((m) => m.conversation === ELSEWHERE.id && m.card !== null)).toEqual([]);
  });

  test('people with a role are spoken to in their own chat, whatever channels are listed', async () => {
    expect(await say(OLA, 'status', PERSONAL)).toMatch(MACHINE);
    expect(w.chat.frame(OLA, PERSONAL, null)).toMatchObject({ channelData: { tenant: { id: TENANT } } });
  });
});

describe('a group that is nobody', () => {
  const ask = async (): Promise<string> => {
    await answerQuestions(w.chat, MACHINE, OLA, c.channel);
    await c.say(`cutover ${MACHINE} because the window is open`);
    const answered = await c.confirm();
    return answered.text;
  };

  test('empty: nothing can be requested, and `who` says why', async () => {
    directory({ members: [] });
    expect(await ask()).toMatch(/Nobody may approve this/);
    expect(await say(OLA, 'who')).toMatch(new RegExp(`May approve \\(approver\\): nobody[^]*The group ${GROUP} \\(approver\\) is empty`));
  });

  test('only guests: as empty', async () => {
    directory({ members: [[GUS, 'Guest']] });
    expect(await say(OLA, 'who')).toMatch(/May approve \(approver\): nobody[^]*is empty/);
  });

  test('unreadable: nothing can be requested either', async () => {
    directory({ readable: false });
    expect(await ask()).toMatch(/The approver group could not be read[^]*nobody can approve now/);
    expect(await say(OLA, 'who')).toMatch(/could not be read \(it refuses our identity/);
    expect(await say(ANA, 'status')).toBe('I cannot tell just now who may speak to me: the directory could not be read. Nothing was done. Try again in a minute.');
  });
});

describe('break-glass', () => {
  const sources = (): string => c.own().map(said).join('\n');

  test('while the directory is down nobody can approve; the request stands', async () => {
    directory({});
    await c.askForCutover();
    directory({});
    w.sandbox.world.faults.add({ match: { path: '^/v1.0/groups/' }, effect: { status: 503 }, count: 10_000 });
    expect(await say(ANA, `approve ${approvalId()}`)).toMatch(/the directory could not be read/);
    expect(await say(OLA, `approve ${approvalId()}`)).toMatch(/The approver group could not be read[^]*nobody can approve now/);
    expect(c.find('approve')).toBeDefined();
  });

  test('one admin is not enough, nor a short reason, nor somebody else', async () => {
    const id = approvalId();
    expect(await say(OLA, `breakglass ${id} because all approvers are on one flight`)).toMatch(/needs the role admin/);
    expect(await say(ADA, `breakglass ${id} because no time`)).toMatch(/at least 20 letters/);
    expect(await say(ABE, `breakglass ${id} confirm`)).toMatch(/no break-glass for A-\d+ that waits/);
    await say(ADA, `breakglass ${id} because all approvers are on one flight`);
    await c.wait('it to be told', () => /Ada wants to pass without the approvers/.test(sources()));
    expect(await say(ADA, `breakglass ${id} confirm`)).toMatch(/another admin must confirm it/);
    expect(counts(c.journal(FAILOVER)).sent).toBe(0);
  });

  test('two admins pass: the cutover runs although the approvers cannot be read, and everybody sees it', async () => {
    await say(ABE, `breakglass ${approvalId()} confirm`);
    await c.wait('it to be told', () => /Break-glass used for A-\d+ \(bulk-0001\) by Ada and Abe, in place of the approvers/.test(sources()));
    expect(sources()).toMatch(/Approved by break-glass, by Ada and Abe: "?all approvers are on one flight/);
    await c.press(OLA, 'quiesce');
    await c.wait('the question of acceptance', () => c.find('accept'));
    expect(counts(c.journal(FAILOVER)).accepted).toBe(1);
    expect(await say(OLA, `history ${MACHINE}`)).toMatch(/Break-glass used by Ada and Abe/);
  });

  test('it is reviewed by somebody else, and the scope keeps the records', async () => {
    const id = approvalId();
    expect(await say(AUDREY, 'breakglass')).toMatch(new RegExp(`${id}, ${MACHINE}: used by Ada and Abe`));
    expect(await say(ABE, `breakglass ${id} reviewed because it was fine`)).toMatch(/somebody else must review it/);
    await say(AUDREY, `breakglass ${id} reviewed because the flight list shows all of them`);
    await c.wait('it to be told', () => /was reviewed by Audrey/.test(sources()));
    expect(await say(AUDREY, 'breakglass')).toMatch(/No break-glass is to be reviewed/);
    const { events, governance } = await w.look(async (store) => ({ events: (await store.lastRecords(null, 500)).map((r) => ({ type: r.event.type, by: r.actor.kind === 'person' ? r.actor.person.id : null })), governance: await store.verify(`g-${w.config.scope.name}` as never) }));
    const glass = events.filter((e) => /^(Glass|Review)/.test(e.type));
    expect(glass).toEqual([{ type: 'GlassAsked', by: ADA.oid }, { type: 'GlassBroken', by: ABE.oid }, { type: 'ReviewOpened', by: ABE.oid }, { type: 'GlassReviewed', by: AUDREY.oid }, { type: 'ReviewClosed', by: AUDREY.oid }]);
    expect(governance).toBeNull();
  });
});
