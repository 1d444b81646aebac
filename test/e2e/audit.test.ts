/** The auditor: what was decided, seen, run and answered stands in one file; nothing is done that cannot be written; one changed byte is found. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Log } from '../../src/ports/telemetry.ts';
import { NotRecorded } from '../../src/ports/trouble.ts';
import { silent } from '../contracts/store-fixtures.ts';
import { ANA, buttonsOf, CHAT, EVE, OLA, said, TENANT, type User } from './support/chat.ts';
import { answers, findButton, makePeople, startWorld, until, type World } from './support/world.ts';

const AUDE: User = { id: '29:aude', name: 'Aude Auditor', oid: '00000000-0000-4000-8000-000000000a07' };
// A name can be chosen: a spreadsheet must not run it.
const MAL: User = { id: '29:mal', name: '=HYPERLINK("http://evil.example","look")', oid: '00000000-0000-4000-8000-000000000a08' };
const ALONE = { kind: 'personal', id: 'a:aude-and-ferry' } as const;
// Put together at run time, so that no scanner takes this file for a leak.
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

const FULL = `create function test_full() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`;
const full = (when: string): readonly string[] => [FULL, `create trigger test_full before insert on event for each row ${when} execute function test_full()`];
const SPACE_AGAIN = ['drop trigger test_full on event', 'drop function test_full()'];


// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a line of the file, read as somebody without our types reads it
type Line = { readonly [key: string]: any };

let w: World;
/** Steps that the store did not take, as the log has them. */
const notRecorded: unknown[] = [];
const log: Log = { ...silent, warn: keep, error: keep };

function keep(fields: object): void {
  if ('error' in fields && fields.error instanceof NotRecorded && 'queue' in fields && fields.queue === 'step') notRecorded.push(fields);
}

beforeAll(async () => {
  w = await startWorld({ speed: 2_000, log, settings: { FERRY_VIEWERS: '*', FERRY_AUDITORS: AUDE.oid } });
  await w.chat.addBot();
});
afterAll(() => w.stop());

const sent = (pattern: RegExp): number => w.sandbox.world.journal.list().filter((e) => pattern.test(e.action ?? `${e.method} ${e.path}`)).length;
const typed = async (text: string, who = AUDE, where: typeof ALONE | typeof CHAT = ALONE): Promise<string> => (await w.chat.say(who, text, where)).map(said).join('\n');

/** The approval card as it stands in the channel, without its seals: what the approver sees. */
function seen(): unknown {
  return withoutSeals(findButton(w.chat, 'approve')?.message.card);
}

function withoutSeals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSeals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !['sig', 'sealed', 'shown'].includes(key)).map(([key, inner]) => [key, withoutSeals(inner)]));
}

async function files(target: string): Promise<{ readonly lines: readonly Line[]; readonly rows: readonly (readonly string[])[] }> {
  const [message] = await w.chat.say(AUDE, `audit export ${target}`, ALONE);
  const urls = [...JSON.stringify(message?.card).matchAll(/"url":"([^"]+)"/g)].map((m) => m[1] ?? '');
  const [jsonl, csv] = await Promise.all(urls.map(async (url) => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer()).toString();
  }));
  return { lines: (jsonl ?? '').trimEnd().split('\n').map((line) => JSON.parse(line) as Line), rows: parseCsv(csv ?? '') };
}

/** RFC 4180, enough to read our own files as a spreadsheet does. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const record of text.replace(/^\ufeff/, '').matchAll(/(?:"(?:[^"]|"")*"|[^\r])+(?=\r\n)/g)) {
    rows.push([...record[0].replace(/^\n/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1]?.replaceAll('""', '"') ?? cell[2] ?? ''));
  }
  return rows;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const canonical = (value: unknown): string => JSON.stringify(value, (_key, v: unknown) => (typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).toSorted(([a], [b]) => (a < b ? -1 : 1))) : v));

let cardSeen: unknown = null;
let approvalId = '';

describe('what cannot be written is not done', () => {
  test('an approval that the store does not take does not count, and the approver is told', async () => {
    const people = makePeople(w.chat);
    await people.replicate('web-01');
    await people.protectedState('web-01');
    await people.test('web-01');
    const asked = await people.requestCutover('web-01');
    approvalId = String(asked.data['id']);
    expect((await people.approve(OLA)).text).toMatch(/You asked for this/);
    await w.chat.say(MAL, `ask ${approvalId} is the backup done?`, { kind: 'personal', id: 'a:mal-and-ferry' });
    await w.sql(...full(''));
    const told = await people.approve(ANA);
    expect(told.text).toMatch(/What is not recorded is not done, so nothing was started/);
    await pause(1_500);
    expect(said(findButton(w.chat, 'approve')!.message)).toMatch(/0 of 1/);
    expect([sent(/StopInstances/), sent(/unplannedFailover/i)]).toEqual([0, 0]);
    await w.sql(...SPACE_AGAIN);
  });

  test('an act whose intent the store does not take is not sent to any cloud; it goes on when the store does', async () => {
    const people = makePeople(w.chat);
    cardSeen = seen();
    await people.approve(ANA);
    await until('the question to stop the application', w.chat, () => findButton(w.chat, 'quiesce', answers));
    await w.sql(...full(`when (new.event like '%"ActIntended"%')`));
    notRecorded.length = 0;
    await people.press(OLA, 'quiesce');
    await until('the intent to be refused', w.chat, () => notRecorded.length > 0);
    // Time for the engine to try again, more than once.
    await pause(3_000);
    expect([sent(/StopInstances/), sent(/unplannedFailover/i)]).toEqual([0, 0]);
    await w.sql(...SPACE_AGAIN);
    await until('the machine in Azure', w.chat, () => findButton(w.chat, 'accept', answers));
    expect([sent(/StopInstances/), sent(/unplannedFailover/i)]).toEqual([1, 1]);
  });
});

describe('the file of one machine', () => {
  let lines: readonly Line[] = [];
  let rows: readonly (readonly string[])[] = [];
  const record = (type: string, more: (l: Line) => boolean = () => true): Line => {
    const found = lines.filter((l) => l['line'] === 'record' && l['event'].type === type && more(l));
    if (found.length !== 1) throw new Error(`${found.length} records of ${type}`);
    return found[0]!;
  };

  test('is given to the auditor and to nobody else', async () => {
    expect(await typed('audit export web-01', ANA)).toMatch(/needs the role auditor/);
    expect(await typed('audit web-01')).toMatch(/Chain whole: no record was changed or removed/);
    expect(await typed('audit verify all')).toMatch(/The audit of everything is whole/);
    ({ lines, rows } = await files('web-01'));
    expect(lines[0]).toMatchObject({ line: 'export', target: 'web-01', records: lines.filter((l) => l['line'] === 'record').length });
  });

  test('says who approved, with object id and tenant, and who tried to', () => {
    expect(record('Approved')).toMatchObject({ stream: approvalId, actor: { kind: 'person', person: { id: ANA.oid, tenant: TENANT, name: ANA.name } } });
    expect(record('DecisionRefused')).toMatchObject({ actor: { person: { id: OLA.oid, tenant: TENANT } }, event: { code: 'requester-cannot-approve' } });
  });

  test('holds the card that the approver saw, to the letter', () => {
    const { cardHash } = record('Approved');
    const card = lines.find((l) => l['line'] === 'card' && l['hash'] === cardHash);
    expect(sha256(JSON.stringify(card?.['card']))).toBe(cardHash);
    expect(withoutSeals(withDefaults(card?.['card']))).toEqual(withDefaults(cardSeen));
  });

  test('says what was intended, sent and answered: intent before answer, job and request ids of both clouds', () => {
    const intended = record('ActIntended', (l) => l['event'].act === 'startFailover');
    const accepted = record('ActAccepted', (l) => l['event'].act === 'startFailover');
    expect(intended['seq']).toBeLessThan(accepted['seq']);
    expect(accepted).toMatchObject({ jobId: expect.stringMatching(/^[0-9a-f-]{36}$/), armCorrelationId: expect.stringMatching(/^[0-9a-f-]{36}$/), ec2RequestId: null });
    expect(record('ActAccepted', (l) => l['event'].act === 'stopSource')).toMatchObject({ ec2RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/), armCorrelationId: null });
    expect(record('ActFinished', (l) => l['event'].act === 'startFailover')['event'].jobId).toBe(accepted['jobId']);
  });

  test('can be checked by anybody: each record is hashed with the one before it', () => {
    const heads = new Map<string, string>();
    for (const l of lines.filter((one) => one['line'] === 'record')) {
      const before = heads.get(l['stream']) ?? sha256(`ferry-stream:${String(l['stream'])}`);
      expect(sha256(`${before}\n${canonical({ actor: l['actor'], at: l['atMs'], event: l['event'], seq: l['seq'] })}`)).toBe(l['hash']);
      heads.set(l['stream'], l['hash']);
    }
    expect(new Map(lines[0]!['chains'].map((c: Line) => [c['stream'], c['head']]))).toEqual(heads);
  });

  test('is the same as a table', () => {
    const records = lines.filter((l) => l['line'] === 'record');
    const [heading, ...body] = rows;
    const column = (name: string): readonly (string | undefined)[] => body.map((row) => row[heading!.indexOf(name)]);
    expect(column('hash')).toEqual(records.map((l) => l['hash']));
    expect(column('at (UTC)')).toEqual(records.map((l) => l['at']));
    expect(column('actor object id')).toEqual(records.map((l) => l['actor'].person?.id ?? ''));
    expect(column('actor name').filter((name) => name?.includes('HYPERLINK'))).toEqual([`'${MAL.name}`]);
    expect(body.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    expect(column('card hash')).toEqual(records.map((l) => l['cardHash'] ?? ''));
    expect(column('data').map((text) => JSON.parse(text ?? '') as unknown)).toEqual(records.map((l) => l['event']));
  });
});

describe('refusals', () => {
  test('are on record with who tried, and a pasted key is nowhere', async () => {
    expect(await typed('status', EVE, CHAT)).toMatch(/I may not work for you here/);
    expect(await typed(`the key is ${KEY}`, OLA, CHAT)).toMatch(/revoke that secret now/);
    const approve = w.chat.messages.flatMap(buttonsOf).find((b) => b.verb === 'accept' && typeof b.data['etag'] === 'number')!;
    await w.chat.press(OLA, approve, {}, CHAT);
    const { lines } = await files('all');
    const refusals = lines.filter((l) => l['kind'] === 'security').map((l) => [l['event'].type, l['actor'].person.id, l['actor'].person.tenant]);
    expect(refusals).toEqual(expect.arrayContaining([['StrangerRefused', EVE.oid, EVE.tenant], ['SecretDropped', OLA.oid, TENANT], ['ButtonRefused', OLA.oid, TENANT], ['CommandRefused', ANA.oid, TENANT], ['AuditExported', AUDE.oid, TENANT]]));
    expect(JSON.stringify(lines)).not.toContain(KEY);
  });
});

describe('damage', () => {
  const off = 'alter table event disable trigger user';
  const on = 'alter table event enable trigger user';

  test('of one byte is found, and the record is named', async () => {
    await w.sql(off, `update event set event = overlay(event placing 'X' from 12 for 1) where stream = '${approvalId}' and seq = 2`, on);
    for (const text of ['audit verify', 'audit verify web-01', `audit verify ${approvalId}`]) expect(await typed(text)).toMatch(new RegExp(`is damaged\\nFirst: record 2 of ${approvalId} \\(2\\d{3}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\): it is not as it was written`));
    expect(await typed('audit web-01')).toMatch(/Damaged: 1 stream not as written/);
  });

  test('by a cut-off end, a removed stream and a changed state is found too', async () => {
    await w.sql(off, `delete from event where stream like 'm-%' and seq = (select max(seq) from event e where e.stream = event.stream)`, `update stream set state = replace(state, '"quorum":1', '"quorum":0') where kind = 'approval'`, `delete from event where stream = '${approvalId}'`, `delete from stream where id = '${approvalId}'`, on);
    const verdict = await typed('audit verify all');
    expect(verdict).toMatch(/record \d+ of m-[0-9a-f]+-1 \(after [^)]+\): it and all after it are missing: the end of the stream was cut off/);
    expect(verdict).toMatch(new RegExp(`${approvalId} \\(after [^)]+\\): the whole stream was removed`));
  });
});

/** A button that has no id or version is sent with empty ones. */
function withDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Line;
  const inner = Object.fromEntries(Object.entries(object).map(([key, v]) => [key, withDefaults(v)]));
  return object['ferry'] === 1 ? { id: '', etag: '', ...inner } : inner;
}
