/** The auditor's use cases on the real embedded store: what is chosen, what a walk finds, and what a file holds. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openEmbeddedDatabase } from '../../src/adapters/store/dialect/embedded.ts';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import { assemble } from '../../src/adapters/store/open.ts';
import { MOST_A_DAY } from '../../src/domain/audit/security.ts';
import type { AuditTarget } from '../../src/domain/audit/target.ts';
import { approvalIdOf } from '../../src/domain/ids.ts';
import type { MigrationEvent } from '../../src/domain/migration/types.ts';
import { by, FERRY } from '../../src/domain/person.ts';
import type { ApprovalChange, MigrationChange } from '../../src/ports/changes.ts';
import type { Store } from '../../src/ports/store.ts';
import { en } from '../../src/text/en.ts';
import { makeAudit } from '../../src/usecases/audit.ts';
import { auditLines, auditRows, readAudit } from '../../src/usecases/audit-export.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { approvalChange, migrationChange } from '../../src/usecases/record.ts';
import { makeSecurity } from '../../src/usecases/security.ts';
import { withCard } from '../../src/usecases/shown.ts';
import { ANNA, approval, AT, dossier, dossierChange, HARBOUR, instance, line, migration, silent } from '../contracts/store-fixtures.ts';
import { emptied, rawSql, tamper } from '../contracts/store-harness.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ALL: AuditTarget = { kind: 'all' };
let dir: string;
let connected: Connected;
let store: Store;
let deps: Pick<Deps, 'store' | 'clock' | 'log' | 'scope' | 'digest'>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ferry-audit-'));
  connected = await openEmbeddedDatabase({ dir, log: silent });
}, 60_000);
afterAll(async () => {
  await connected.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  ({ store } = assemble('pglite', await emptied(connected), silent));
  // The clouds are not there: an auditor's use case that asked one would break here.
  deps = { store, clock: { now: () => AT + 1_000, nonce: () => 'n' }, log: silent, scope: { name: 'default', waveTag: 'wave' } as Deps['scope'], digest: sha256 };
});

const sql = (text: string): Promise<unknown> => tamper(rawSql(connected), text);

/** A migration that began and asked for its cutover, with the approval, both by the real functions. */
async function begin(n: number, at = AT): Promise<void> {
  const state = migration(n, { position: { phase: 'tested' } });
  const asked = { ...approval(n), requestedAt: at };
  const events: readonly MigrationEvent[] = [{ type: 'MigrationStarted', migration: state }, { type: 'CutoverRequested', approvalId: asked.id, evidence: asked.evidence, contentHash: 'hash' }];
  const changes: readonly [MigrationChange, ApprovalChange] = [migrationChange(null, events, { at, actor: by(ANNA) }), approvalChange(null, [{ type: 'ApprovalRequested', approval: asked }], { at, actor: by(ANNA) })];
  expect(await store.commit({ at, changes })).toBe('saved');
}

async function verified(target: AuditTarget = ALL) {
  const verdict = await makeAudit(deps).verifyAudit(target);
  if (!verdict.ok) throw new Error(verdict.error.code);
  return verdict.value;
}

describe('the target', () => {
  test('is found by name, id, number or wave, also when AWS does not know the machine any more', async () => {
    await begin(1);
    await store.putInventory([{ ...line(3), machine: { ...line(3).machine, tags: { wave: 'W07' } } }]);
    const { auditTarget } = makeAudit(deps);
    expect(await auditTarget(' All ')).toEqual(ALL);
    expect(await auditTarget('a-1001')).toEqual({ kind: 'approval', id: 'A-1001' });
    expect(await auditTarget('WEB-1')).toEqual({ kind: 'machine', name: 'web-1', instance: instance(1) });
    expect(await auditTarget(instance(1))).toEqual({ kind: 'machine', name: 'web-1', instance: instance(1) });
    expect(await auditTarget('W07')).toEqual(await auditTarget('wave w07'));
    expect(await auditTarget('wave w07')).toEqual({ kind: 'wave', wave: 'W07', instances: [instance(3)] });
    for (const text of ['wave W99', 'web-9', '']) expect(await auditTarget(text)).toBeNull();
  });

  test('is never guessed between two machines of one name', async () => {
    await begin(1);
    await store.commit({ at: AT, changes: [migrationChange(null, [{ type: 'MigrationStarted', migration: { ...migration(2), name: 'web-1' } }], { at: AT, actor: FERRY })] });
    expect(await makeAudit(deps).auditTarget('web-1')).toBeNull();
  });

  test('without any record is refused', async () => {
    expect(await makeAudit(deps).audit({ kind: 'approval', id: 'A-9' })).toMatchObject({ ok: false, error: { code: 'no-such-approval' } });
    expect(await makeAudit(deps).verifyAudit({ kind: 'machine', name: 'web-9', instance: instance(9) })).toMatchObject({ ok: false, error: { code: 'no-migration' } });
  });

  test('shows the ten newest records of its streams, newest last', async () => {
    for (let n = 1; n <= 8; n++) await begin(n, AT + n);
    await store.commit({ at: AT + 50, changes: [dossierChange(dossier(instance(8)), 0)] });
    const all = await makeAudit(deps).audit(ALL);
    const one = await makeAudit(deps).audit({ kind: 'machine', name: 'web-8', instance: instance(8) });
    if (!all.ok || !one.ok) throw new Error('refused');
    expect([all.value.streams, all.value.total, all.value.records.length, all.value.verdict?.faults]).toEqual([17, 25, 10, []]);
    expect(one.value.records.map((r) => r.event.type)).toEqual(expect.arrayContaining(['MigrationStarted', 'CutoverRequested', 'ApprovalRequested', 'QuestionAnswered']));
    expect(one.value.records.at(-1)?.event.type).toBe('QuestionAnswered');
  });
});

describe('a walk', () => {
  test('of a whole store finds nothing', async () => {
    await begin(1);
    await begin(2);
    expect(await verified()).toEqual({ at: AT + 1_000, streams: 4, records: 6, faults: [] });
  });

  test('names the earliest damage first, with the time of the last whole record where the damaged one is gone', async () => {
    for (const n of [1, 2, 3, 4]) await begin(n, AT + n * 1_000);
    await sql(`update event set actor = replace(actor, 'anna', 'bert') where stream = '${approval(3).id}'`);
    await sql(`delete from event where stream = '${migration(2).id}' and seq = 2`);
    await rawSql(connected)(`update stream set state = replace(state, '"quorum":1', '"quorum":0') where id = '${approval(4).id}'`);
    await sql(`delete from event where stream = '${approval(1).id}'`);
    await rawSql(connected)(`delete from stream where id = '${approval(1).id}'`);
    expect((await verified()).faults).toEqual([
      { stream: 'A-1', seq: null, at: null, after: AT + 1_000, what: 'gone' },
      { stream: migration(2).id, seq: 2, at: null, after: AT + 2_000, what: 'cut-off' },
      { stream: 'A-3', seq: 1, at: AT + 3_000, after: null, what: 'changed' },
      { stream: 'A-4', seq: 1, at: AT + 4_000, after: null, what: 'state-differs' },
    ]);
    expect((await verified({ kind: 'machine', name: 'web-1', instance: instance(1) })).faults.map((f) => f.what)).toEqual(['gone']);
    expect((await verified({ kind: 'machine', name: 'web-4', instance: instance(4) })).faults.map((f) => f.what)).toEqual(['state-differs']);
  });
});

describe('the card that a decision was taken on', () => {
  const CARD = '{"type":"AdaptiveCard","body":[]}';

  async function decidedOn(hash: string): Promise<void> {
    await begin(1);
    const before = await store.approval(approvalIdOf(1));
    const events = withCard([{ type: 'Approved', decision: { by: ANNA, at: AT, comment: '' }, reached: true }], hash);
    await store.commit({ at: AT + 5, changes: [approvalChange(before, events, { at: AT + 5, actor: by(ANNA) })] });
    await store.keepCard({ hash: sha256(CARD), subject: 'A-1', at: AT, json: CARD });
  }

  test('is there and as it was shown: nothing is found', async () => {
    await decidedOn(sha256(CARD));
    expect((await verified()).faults).toEqual([]);
  });

  test.each([
    { reason: 'another one was put in its place', by: `update shown_card set json = replace(json, '[]', '[{}]')`, what: 'card-changed' },
    { reason: 'it was made unreadable', by: `update shown_card set json = '{'`, what: 'card-changed' },
    { reason: 'it was removed', by: `delete from shown_card`, what: 'card-gone' },
  ])('$reason: the record is named, and the rest can still be exported', async ({ by: statement, what }) => {
    await decidedOn(sha256(CARD));
    await rawSql(connected)('alter table shown_card disable trigger user');
    await rawSql(connected)(statement);
    await rawSql(connected)('alter table shown_card enable trigger user');
    expect((await verified()).faults).toEqual([{ stream: 'A-1', seq: 2, at: AT + 5, after: null, what }]);
    expect(auditLines(await readAudit(deps, ALL), en.history).length).toBeGreaterThanOrEqual(5);
  });
});

describe('refusals', () => {
  test('are one chain a day, also when many come at once, and end at a limit for each person', async () => {
    const { recordSecurity } = makeSecurity(deps);
    const event = { type: 'CommandRefused', conversation: HARBOUR, command: 'audit', role: 'auditor' } as const;
    await Promise.all(Array.from({ length: 4 }, () => recordSecurity({ event, who: ANNA })));
    for (let n = 4; n < MOST_A_DAY + 5; n++) await recordSecurity({ event, who: ANNA });
    const [walked] = await walk();
    expect([walked?.kind, walked?.records.length, walked?.broken]).toEqual(['security', MOST_A_DAY + 1, null]);
    expect(walked?.records.at(-1)).toMatchObject({ actor: by(ANNA), event: { type: 'MoreNotRecorded' } });
  });
});

async function walk() {
  const all = [];
  for await (const one of store.walk(null)) all.push(one);
  return all;
}

describe('a file', () => {
  test('has every record with its traces and its card, in the order of time', async () => {
    await begin(1);
    const before = await store.approval(approvalIdOf(1));
    const decided = withCard([{ type: 'Approved', decision: { by: { ...ANNA, name: '=HYPERLINK("http://evil.example")' }, at: AT, comment: '' }, reached: true }], 'c'.repeat(64));
    await store.commit({ at: AT + 5, changes: [approvalChange(before, decided, { at: AT + 5, actor: by({ ...ANNA, name: '=HYPERLINK("http://evil.example")' }) })] });
    await store.keepCard({ hash: 'c'.repeat(64), subject: 'A-1', at: AT, json: '{"type":"AdaptiveCard"}' });
    await store.keepCard({ hash: 'd'.repeat(64), subject: 'A-2', at: AT, json: '{}' });
    const read = await readAudit(deps, { kind: 'machine', name: 'web-1', instance: instance(1) });
    const lines = auditLines(read, en.history).map((text) => JSON.parse(text) as { readonly [key: string]: unknown });
    expect(lines.map((l) => l['line'])).toEqual(['export', 'record', 'record', 'record', 'record', 'card']);
    expect(lines[0]).toMatchObject({ scope: 'default', target: 'web-1', records: 4, cards: 1, chains: [{ stream: 'A-1', records: 2, whole: true }, { stream: migration(1).id, records: 2, whole: true }] });
    expect(lines[4]).toMatchObject({ stream: 'A-1', seq: 2, at: new Date(AT + 5).toISOString(), cardHash: 'c'.repeat(64), words: 'Approved (enough approvals now)', damage: null });
    expect(lines[5]).toEqual({ line: 'card', hash: 'c'.repeat(64), subject: 'A-1', at: new Date(AT).toISOString(), card: { type: 'AdaptiveCard' } });
    const rows = auditRows(read, en.history);
    expect(rows.map((row) => row.length)).toEqual([17, 17, 17, 17, 17]);
    expect(rows.at(-1)?.slice(5, 10)).toEqual(['person', 'anna', 'tenant', '=HYPERLINK("http://evil.example")', 'Approved']);
  });

  test('says which records are damaged, and is made all the same', async () => {
    await begin(1);
    await sql(`update event set event = 'x' where stream = '${migration(1).id}' and seq = 1`);
    const read = await readAudit(deps, ALL);
    const lines = auditLines(read, en.history).map((text) => JSON.parse(text) as { readonly [key: string]: unknown });
    expect(lines[0]).toMatchObject({ chains: expect.arrayContaining([expect.objectContaining({ stream: migration(1).id, whole: false, broken: expect.objectContaining({ seq: 1, what: 'changed' }) })]) });
    expect(lines.filter((l) => l['line'] === 'record').map((l) => [l['stream'], l['seq'], l['damage']])).toEqual([['A-1', 1, null], [migration(1).id, 2, 'after damage']]);
    expect(auditRows(read, en.history).map((row) => row.at(-1))).toEqual(['damage', '', 'after damage']);
  });
});
