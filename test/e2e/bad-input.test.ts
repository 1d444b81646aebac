/** Whatever is thrown at the live bot: a clear answer, nothing changes, nothing internal leaks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Log } from '../../src/ports/telemetry.ts';
import { ANA, buttonsOf, CHANNEL, CHAT, EVE, OLA, said, textOf, type Button, type Invoked, type User, type Where } from './support/chat.ts';
import { FORGERIES, randomActivities } from './support/forgeries.ts';
import { eventsOf, expectPlain, historyOf, writesOf } from './support/harmless.ts';
import { defaultsOf, findButton, makePeople, rootOf, startWorld, step, until, type World } from './support/world.ts';

const BEN: User = { id: '29:ben', name: 'Ben Approver', oid: '00000000-0000-4000-8000-000000000a03' };
const ELSEWHERE: Where = { kind: 'channel', id: '19:elsewhere@thread.tacv2' };
// Put together here, so that no scanner takes this file for the leak.
const SECRET = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

let w: World;
let people: ReturnType<typeof makePeople>;
const logged: string[] = [];
const note = (fields: object, message: string): void => void logged.push(`${message} ${JSON.stringify(fields)}`);
const log: Log = { debug: note, info: note, warn: note, error: note };

beforeAll(async () => {
  w = await startWorld({ log, speed: 2_000 });
  people = makePeople(w.chat);
  await w.chat.addBot();
  await w.chat.addBot(CHAT);
});
afterAll(() => w.stop());

let before: { readonly events: number; readonly writes: number };
const standing = async () => ({ events: await eventsOf(w, 'web-01'), writes: writesOf(w).length });
/** Nothing was asked of a cloud and nothing was added to the log, but for so many refusals. */
const expectUnchanged = async (refusals = 0) => expect(await standing()).toEqual({ ...before, events: before.events + refusals });

/** A press whose payload was changed on the way. */
const forge = (who: User, b: Button, o: { readonly data?: unknown; readonly verb?: unknown; readonly where?: Where }): Promise<Invoked> =>
  w.chat.invoke(who, { message: b.message, verb: ('verb' in o ? o.verb : b.verb) as string, data: 'data' in o ? o.data : b.data }, o.where);

async function typed(who: User, text: string, where: Where = CHANNEL): Promise<string> {
  const answers = await w.chat.say(who, text, where);
  expect(answers.length).toBeGreaterThan(0);
  return answers.map(said).join('\n');
}

const tested = () => until('web-01 to be tested', w.chat, () => buttonsOf(rootOf(w.chat, 'web-01')!).some((b) => b.verb === 'cutover'));

describe('the door', () => {
  const send = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
    const response = await fetch(`${w.chat.bot.url}/api/messages`, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
  const activity = (change: object): string => JSON.stringify({ type: 'message', serviceUrl: 'http://127.0.0.1:9/', conversation: { id: 'a:x' }, text: 'status', ...change });

  test.each([
    { reason: 'nothing', body: '' },
    { reason: 'null', body: 'null' },
    { reason: 'an array', body: '[]' },
    { reason: 'a text', body: '"status"' },
    { reason: 'a number', body: '7' },
    { reason: 'an empty object', body: '{}' },
    { reason: 'half of a body', body: '{"type":"mess' },
    { reason: 'brackets without end', body: '['.repeat(50_000) },
    { reason: 'no conversation', body: activity({ conversation: undefined }) },
    { reason: 'a conversation without an id', body: activity({ conversation: {} }) },
    { reason: 'a type that is none', body: activity({ type: 7 }) },
    { reason: 'a sender that is none', body: activity({ from: 'Ola' }) },
    { reason: 'an address of somebody else', body: activity({ serviceUrl: 'https://teams.example.org/' }) },
    { reason: 'an address that only looks right', body: activity({ serviceUrl: 'https://smba.trafficmanager.net.example.org/' }) },
    { reason: 'an address without a host', body: activity({ serviceUrl: 'file:///etc/passwd' }) },
  ])('$reason is refused', async ({ body }) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expectPlain(answer.text);
  });

  test.each([
    { reason: 'too much', status: 413, body: JSON.stringify({ text: 'x'.repeat(400_000) }), headers: { 'content-type': 'application/json' } },
    { reason: 'another language', status: 415, body: '<a/>', headers: { 'content-type': 'application/xml' } },
    { reason: 'a file', status: 415, body: '--x\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    { reason: 'what only claims to be compressed', status: 415, body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } },
  ])('$reason is refused with $status', async ({ body, headers, status }) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expectPlain(answer.text);
  });

  test('somebody whom Teams did not identify is told so and learns nothing', async () => {
    const from = { id: '29:x', name: 'X' };
    const count = w.chat.messages.length;
    await w.chat.deliver({ type: 'message', ...w.chat.frame(OLA, CHANNEL, null), from, text: 'status' });
    expectPlain(w.chat.messages.slice(count).map(said).join());
    expect(w.chat.messages.slice(count).map(said).join()).not.toMatch(/web-|migration/i);
  });
});

describe('typed', () => {
  beforeEach(async () => { before = await standing(); });

  test.each([
    { text: 'x'.repeat(5_000), has: /too long/, title: '5,000 characters' },
    { text: `check ${'x'.repeat(100_000)}`, has: /too long/, title: '100,000 characters' },
    { text: `check ${'x'.repeat(900)}`, has: /Please type it like this/, title: 'an endless name' },
    { text: '<script>alert(1)</script>', has: /did not understand/i },
    { text: 'check &lt;script&gt;alert(1)&lt;/script&gt;', has: /no such machine/ },
    { text: '[click](http://evil.example) ${7*7} {{x}}', has: /did not understand/i },
    { text: 'format everything', has: /did not understand/i },
    { text: 'constructor', has: /did not understand/i },
    { text: '__proto__', has: /did not understand/i },
    { text: 'check __proto__', has: /no such machine/ },
    { text: 'check i-0ffffffffffffffff', has: /no such machine/ },
    { text: 'status m-0a100000000000002-1', has: /no such machine/ },
    { text: 'history 10.99.99.99', has: /no such machine/ },
    { text: 'check \u202egnp.exe', has: /no such machine/ },
    { text: 'approve A-999999', has: /no such approval/ },
    { text: 'reject A-999999 because of it', has: /no such approval/ },
    { text: 'withdraw A-999999', has: /no such approval/ },
    { text: 'approve A-99999999999999999999', has: /Please type it like this/ },
    { text: "approve A-1' OR '1'='1", has: /Please type it like this/ },
    { text: 'approve everything', has: /Please type it like this/ },
    { text: 'verdict web-01 works', has: /not being migrated/ },
    { text: 'complete web-01', has: /not being migrated/ },
    { text: 'rollback web-01 because I can', has: /not being migrated/ },
    { text: 'cutover', has: /Please type it like this/ },
  ].map((row) => ({ title: row.text, ...row })))('$title', async ({ text, has }) => {
    const answer = await typed(OLA, text);
    expect(answer).toMatch(has);
    expectPlain(answer);
    // What was typed may be somebody's trap: it is never repeated.
    expect(answer).not.toMatch(/alert\(1\)|evil\.example|x{200}|gnp\.exe/);
    await expectUnchanged();
  });

  test.each([{ text: 'check web\u200b-01' }, { text: 'check\u00a0web-01' }, { text: '\ufeff CHECK   i-0A100000000000001' }, { text: '<p>check&nbsp;<b>web-01</b></p>' }])('invisible and doubled characters do not matter: $text', async ({ text }) => {
    expect(await typed(OLA, text)).toMatch(/Checks of web-01/);
  });

  test('a guest of another tenant learns nothing', async () => {
    for (const text of ['help', '', 'status', 'check web-01', 'discover', 'approve A-1', 'nonsense']) {
      for (const where of [CHANNEL, CHAT]) {
        const answer = await typed(EVE, text, where);
        expect(answer).toMatch(/I may not work for you/);
        expect(answer).not.toMatch(/web-|app-|db-|10\.10\.|i-0|discover|replicate/);
      }
    }
    await expectUnchanged();
  });
});

describe('pressed', () => {
  let approve: Button;
  let reject: Button;
  let oldForm: Button;
  let oldVerdict: Button;

  beforeAll(async () => {
    await people.replicate('web-01');
    oldForm = people.lastForm()!;
    await people.protectedState('web-01');
    await w.chat.say(OLA, 'test web-01');
    await people.confirm();
    oldVerdict = await until('the verdict card', w.chat, () => findButton(w.chat, 'verdict', (b) => b.data['works'] === true));
    await w.chat.press(OLA, oldVerdict);
    await tested();
    approve = await people.requestCutover('web-01');
    reject = buttonsOf(approve.message).find((b) => b.verb === 'reject')!;
  });
  beforeEach(async () => { before = await standing(); });

  test.each(FORGERIES)('a payload with $reason is refused', async ({ change, verb }) => {
    const answer = await forge(ANA, approve, { data: change({ ...approve.data }), ...(verb === undefined ? {} : { verb }) });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/does not fit what I know/);
    expectPlain(answer.text);
    await expectUnchanged();
  });

  test('every field of a wrong type is refused', async () => {
    for (const key of Object.keys(approve.data)) {
      for (const value of [[], ['A-1'], {}, { toString: 'A-1' }, null, true, -1, 1e308, '', 'x'.repeat(100_000)]) {
        const data = { ...approve.data, [key]: value };
        const answer = await forge(ANA, approve, { data, verb: key === 'verb' ? value : approve.verb });
        if (JSON.stringify(value) === JSON.stringify(approve.data[key])) continue;
        expect([key, value, answer.status, answer.type]).toEqual([key, value, 200, 'application/vnd.microsoft.activity.message']);
        expectPlain(answer.text);
      }
    }
    await expectUnchanged();
  });

  test('fields put beside the signed ones count for nothing', async () => {
    const extra = { approver: ANA.oid, who: { id: ANA.oid }, quorum: 0, comment: { toString: 'x' }, works: true, __proto__: { polluted: true }, text: 'approve A-1', step: 'confirm' };
    const answer = await forge(OLA, approve, { data: { ...approve.data, ...extra } });
    expect(answer.text).toMatch(/somebody else must approve/);
    expect(await historyOf(w, 'web-01')).not.toMatch(/Approved/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    await expectUnchanged(1);
  });

  test('a button forwarded into another conversation does nothing', async () => {
    for (const where of [ELSEWHERE, CHAT]) {
      const answer = await forge(ANA, approve, { where });
      expect(answer.text).toMatch(/forwarded/);
      expectPlain(answer.text);
    }
    await expectUnchanged();
  });

  test('a guest of another tenant presses in vain', async () => {
    const everything = w.chat.messages.flatMap(buttonsOf);
    for (const verb of new Set(everything.map((b) => b.verb))) {
      const answer = await forge(EVE, everything.findLast((b) => b.verb === verb)!, {});
      expect(answer.text).toMatch(/I may not work for you/);
      expect(answer.text).not.toMatch(/web-01/);
    }
    await expectUnchanged();
  });

  test('an answer to a question that is over is not recorded', async () => {
    const late = await forge(OLA, oldVerdict, { data: { ...oldVerdict.data, reason: 'late' } });
    expect(late.text).toMatch(/not possible now/);
    expectPlain(late.text);
    await expectUnchanged();
  });

  test('a form that has ended answers nothing, and shows so', async () => {
    for (const [who, verb] of [[OLA, 'next'], [ANA, 'confirm']] as const) {
      const answer = await forge(who, oldForm, { data: { ...oldForm.data, ...defaultsOf(oldForm.message), vmName: `late-${verb}` } });
      expect(answer.text).toMatch(/ended/);
      expectPlain(answer.text);
    }
    await expectUnchanged();
  });

  test('a secret is neither kept, nor repeated, nor logged', async () => {
    for (const text of [`check ${SECRET}`, `reject A-1 because ${SECRET}`, SECRET, `rollback web-01 because the password=${SECRET} leaked`]) expect(await typed(ANA, text)).toMatch(/revoke/);
    expect((await w.chat.press(ANA, reject, { reason: `see ${SECRET}` })).text).toMatch(/revoke/);
    expect((await w.chat.press(ANA, approve, { comment: `key ${SECRET}` })).text).toMatch(/revoke/);
    await w.chat.say(OLA, 'status');
    await expectUnchanged();
    expect(w.chat.messages.map(said).join()).not.toContain(SECRET);
    expect(logged.join()).not.toContain(SECRET);
    const leaks = await w.look(() => Promise.resolve(filesWith(w.config.store.dataDir, SECRET)));
    expect(leaks).toEqual([]);
    // The search finds what is there: the requester's own note.
    expect(filesWith(w.config.store.dataDir, 'the window is open')).not.toEqual([]);
  });

  test('random messages and payloads change nothing and show nothing', async () => {
    const anything = randomActivities({ frame: w.chat.frame(ANA, CHANNEL, approve.message.id), pressed: approve });
    let count = w.chat.messages.length;
    await fc.assert(fc.asyncProperty(anything, async (activity) => {
      const answer = await w.chat.deliver(activity as Record<string, unknown>);
      expect([200, 400, 501]).toContain(answer.status);
      const shown = [JSON.stringify(answer.body ?? 'nothing'), ...w.chat.messages.slice(count).map((m) => JSON.stringify({ ...m, card: textOf(m.card) }))].join();
      expect(shown).not.toMatch(/node_modules|TypeError|Error:|\bat \S+ \(|\[object /);
      count = w.chat.messages.length;
    }), { numRuns: 150 });
    await expectUnchanged();
  });
});

describe('twice, and at the same moment', () => {
  const request = async (): Promise<{ readonly id: string; readonly approve: Button; readonly reject: Button }> => {
    const known = new Set(w.chat.messages.map((m) => m.id));
    await w.chat.say(OLA, 'cutover web-01 because of a race');
    await people.confirm();
    const approve = await until('a new approval card', w.chat, () => findButton(w.chat, 'approve', (b) => !known.has(b.message.id)));
    return { id: String(approve.data['id']), approve, reject: buttonsOf(approve.message).find((b) => b.verb === 'reject')! };
  };
  const countIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

  test('a rejected request cannot be approved any more', async () => {
    const open = findButton(w.chat, 'approve')!;
    const reject = buttonsOf(open.message).find((b) => b.verb === 'reject')!;
    await w.chat.press(ANA, reject, { reason: 'not today' });
    before = await standing();
    const late = await forge(BEN, open, {});
    expect(late.text).toMatch(/Rejected/);
    expect(await typed(BEN, `approve ${String(open.data['id'])}`)).toMatch(/decided already/);
    await tested();
    await expectUnchanged(2);
  });

  test('a message or press that Teams sends again is worked on once', async () => {
    const { approve } = await request();
    before = await standing();
    const activity = { id: 'sent-again', type: 'invoke', name: 'adaptiveCard/action', replyToId: approve.message.id, ...w.chat.frame(OLA, CHANNEL, approve.message.id), value: { action: { type: 'Action.Execute', verb: 'approve', data: approve.data } } };
    const answers = await Promise.all([w.chat.deliver(activity), w.chat.deliver(activity), w.chat.deliver(activity)]);
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200]);
    expect(answers.filter((a) => JSON.stringify(a.body).includes('received before'))).toHaveLength(2);
    await expectUnchanged(1);
    const typedTwice = { id: 'typed-again', type: 'message', ...w.chat.frame(OLA, CHAT, null), text: 'cancel cutover web-01' };
    const count = w.chat.messages.length;
    await w.chat.deliver(typedTwice);
    await w.chat.deliver(typedTwice);
    expect(w.chat.messages).toHaveLength(count + 1);
    await w.chat.say(OLA, `withdraw ${String(approve.data['id'])}`);
    await tested();
  });

  test('of two approvers at the same instant one counts, the other is told', async () => {
    const { id, approve } = await request();
    const answers = await Promise.all([w.chat.press(ANA, approve), w.chat.press(BEN, approve)]);
    for (const answer of answers) expectPlain(answer.text);
    const text = (await historyOf(w, 'web-01')).split(`approval ${id}`).slice(1).join();
    expect(countIn(text, /^Approved.*enough/gm)).toBe(1);
    expect(countIn(text, /The cutover is approved/g)).toBe(1);
    await w.chat.say(OLA, `withdraw ${id}`);
    await tested();
  });

  test('of an approval and a rejection at the same instant one counts', async () => {
    const { id, approve, reject } = await request();
    await Promise.all([w.chat.press(ANA, approve), w.chat.press(BEN, reject, { reason: 'no' })]);
    const text = (await historyOf(w, 'web-01')).split(`approval ${id}`).slice(1).join();
    expect(countIn(text, /^Approved.*enough|^Rejected/gm)).toBe(1);
    expect(countIn(text, /was refused/g)).toBe(1);
    await w.chat.say(OLA, `withdraw ${id}`);
    await tested();
    expect(writesOf(w).join()).not.toMatch(/StopInstances|unplannedFailover/i);
  });

  test('a confirmation tapped twice begins one thing', async () => {
    await w.chat.say(OLA, 'cutover web-01 because of two taps');
    const confirm = await until('the confirm', w.chat, () => findButton(w.chat, 'form', step('confirm')));
    await Promise.all([forge(OLA, confirm, {}), forge(OLA, confirm, {}), forge(OLA, confirm, {})]);
    expect(countIn(await historyOf(w, 'web-01'), /two taps/g)).toBe(1);
  });
});

/** Files below a folder that hold the text. */
function filesWith(dir: string, text: string): readonly string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name));
  return files.filter((file) => readFileSync(file).includes(text));
}
