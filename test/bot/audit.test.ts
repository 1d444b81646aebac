/** The audit in conversation: who may see it, what is given out where, and what is put on record. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Place } from '../../src/bot/turn.ts';
import { looksSecret } from '../../src/domain/secret.ts';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { NotRecorded } from '../../src/ports/trouble.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { approvalCard } from '../../src/cards/approval.ts';
import { en } from '../../src/text/en.ts';
import { approvalOf, at, NOW } from '../cards/fixtures.ts';
import { AUDREY, button, buttonsOf, CHANNEL, conversation, ELSEWHERE, freshStore, memoryLog, RITA, said, STRANGER, usecasesOver, VERA } from './support.ts';

const ALONE: Place = { conversation: conversationIdFromActivity('a:audrey'), kind: 'personal', name: '', thread: null };
let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());

/** What was put on record, as the use case was asked to. */
function watched(over: Partial<UseCases> = {}, migration = at('tested')) {
  const records: Parameters<UseCases['recordSecurity']>[0][] = [];
  const log = memoryLog();
  const usecases = usecasesOver(migration, { recordSecurity: (o) => { records.push(o); return Promise.resolve(); }, ...over });
  return { talk: conversation({ store: open.store, usecases, log: log.log }), records, lines: log.lines };
}

describe('the audit', () => {
  test.each(['audit web-01', 'audit', 'audit all', 'auditlog A-1042'])('%s shows records with object id and tenant to an auditor', async (text) => {
    const { talk } = watched();
    const answer = said(await talk.type(text, AUDREY));
    expect(answer).toContain('Chain whole');
    expect(answer).toMatch(/object 0{8}-[0-9a-f-]{27}, tenant 11111111-/);
  });

  test.each(['audit web-01', 'audit verify all', 'audit export A-1042'])('%s is refused to others, and that is on record', async (text) => {
    for (const who of [VERA, RITA]) {
      const { talk, records } = watched();
      expect(said(await talk.type(text, who, { where: ALONE }))).toMatch(/needs the role auditor/);
      expect(records).toEqual([{ who, event: { type: 'CommandRefused', conversation: ALONE.conversation, command: 'audit', role: 'auditor' } }]);
    }
  });

  test('a pressed button of somebody without the role is refused too', async () => {
    const { talk, records } = watched();
    const verify = button(await talk.type('audit all', AUDREY), { act: 'verify' });
    expect(said(await talk.press(verify, VERA))).toMatch(/needs the role auditor/);
    expect(records.map((r) => r.event.type)).toEqual(['CommandRefused']);
    expect(said(await talk.press(verify, AUDREY))).toContain('The audit of everything is whole');
  });

  test('verify names the first damaged record', async () => {
    const fault = { stream: 'A-7', seq: 3, at: Date.parse('2026-11-21T02:14:00Z'), after: null, what: 'changed' } as const;
    const { talk } = watched({ verifyAudit: () => Promise.resolve(ok({ at: 1, streams: 4, records: 40, faults: [fault] })) });
    expect(said(await talk.type('audit verify', AUDREY))).toContain('First: record 3 of A-7 (2026-11-21 02:14 UTC): it is not as it was written');
  });

  test('files are given in a chat alone only; that they were asked for is on record', async () => {
    const { talk, records } = watched();
    const inChannel = await talk.type('audit export all', AUDREY);
    expect(said(inChannel)).toContain('only in a chat with me alone');
    expect(buttonsOf(await talk.type('audit all', AUDREY)).map((b) => b['act'])).toEqual(['verify']);
    expect(records).toEqual([]);
    const answer = said(await talk.type('audit export A-1042', AUDREY, { where: ALONE }));
    expect(answer).toMatch(/exports\/audit-jsonl-[\w-]+\.jsonl\?t=[\w.-]+/);
    expect(answer).toMatch(/exports\/audit-csv-[\w-]+\.csv\?t=[\w.-]+/);
    expect(records.map((r) => r.event)).toEqual([{ type: 'AuditExported', conversation: ALONE.conversation, target: 'A-1042' }]);
  });

  test('a wave is its machines', async () => {
    const asked: unknown[] = [];
    const { talk } = watched({ audit: (target) => { asked.push(target); return Promise.resolve(ok({ target, streams: 0, total: 0, records: [], verdict: null })); } });
    await talk.type('audit W07', AUDREY);
    expect(asked).toMatchObject([{ kind: 'wave', wave: 'W07', instances: expect.arrayContaining([expect.stringMatching(/^i-/)]) }]);
  });
});

describe('what is put on record', () => {
  test('strangers, and nothing is told to them', async () => {
    const { talk, records } = watched();
    expect(said(await talk.type('status', STRANGER))).toBe('I may not work for you here. Ask the people who run Ferry for access.');
    expect(records).toEqual([{ who: STRANGER, event: { type: 'StrangerRefused', conversation: CHANNEL.conversation, why: 'tenant' } }]);
  });

  test('a forwarded card, an edited one and one that was never ours', async () => {
    const { talk, records } = watched({ approval: () => Promise.resolve(approvalOf()) }, at('awaiting-approval'));
    const verify = button(await talk.type('audit all', AUDREY), { act: 'verify' });
    await talk.press(verify, AUDREY, { where: ELSEWHERE });
    await talk.press({ ...verify, id: 'A-1043' }, AUDREY);
    await talk.press({ ferry: 1, verb: 'DROP TABLE', id: 'x', etag: 1 }, AUDREY);
    expect(records.map((r) => r.event)).toEqual([
      { type: 'ButtonRefused', conversation: ELSEWHERE.conversation, verb: 'audit' }, { type: 'ButtonRefused', conversation: CHANNEL.conversation, verb: 'audit' }, { type: 'ButtonRefused', conversation: CHANNEL.conversation, verb: null },
    ]);
  });

  test('a secret, without any of it: not in the record, the log, the store or the answer', async () => {
    const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
    const { talk, records, lines } = watched();
    const typed = await talk.type(`reject A-1042 because the key is ${secret}`);
    expect(said(typed)).toContain('revoke that secret now');
    expect(records.map((r) => r.event)).toEqual([{ type: 'SecretDropped', conversation: CHANNEL.conversation }]);
    const stored: unknown[] = await open.store.lastRecords(null, 100) as unknown[];
    for (const text of [said(typed), JSON.stringify(records), JSON.stringify(lines), JSON.stringify(stored)]) expect(looksSecret(text)).toBe(false);
    expect(await open.store.dialog(CHANNEL.conversation, RITA.id)).toBeNull();
  });
});

describe('the card behind a decision', () => {
  test('is kept before it is seen, and its hash comes back with the press', async () => {
    const decided: unknown[] = [];
    const { talk } = watched({
      approve: (o) => { decided.push(o.card ?? null); return Promise.resolve(ok(approvalOf({ approvals: [] }))); },
      approval: () => Promise.resolve(approvalOf()),
    }, at('awaiting-approval'));
    const posted = approvalCard({ approval: approvalOf(), migration: at('awaiting-approval'), now: NOW, etag: 0 }, en);
    const first = button([{ kind: 'card', card: { ...posted, card: talk.bot.sealCard(posted.card, CHANNEL.conversation) } }], { verb: 'approve' });
    const shown = await talk.press(first, RITA);
    const approve = button(shown, { verb: 'approve' });
    const [kept] = await open.store.shownCards(['A-1042']);
    expect(approve['shown']).toBe(kept?.hash);
    expect(createHash('sha256').update(kept?.json ?? '').digest('hex')).toBe(kept?.hash);
    expect(JSON.parse(kept?.json ?? '')).toMatchObject({ type: 'AdaptiveCard', version: '1.5' });
    await talk.press(approve, RITA);
    await talk.press({ ...approve, shown: 'f'.repeat(64) }, RITA);
    const { shown: _shown, sealed: _sealed, sig: _sig, ...bare } = approve;
    await talk.press({ ...bare, shown: kept?.hash }, RITA);
    // Without a hash the use case takes the card that stood last. Pressed: the very card. Edited: refused.
    expect(decided).toEqual([null, kept?.hash]);
  });
});

test('when nothing can be written, the person is told that nothing was done', async () => {
  const { talk, lines } = watched({ approve: () => Promise.reject(new NotRecorded('the store could not be written')) });
  const answer = said(await talk.type('approve A-1042'));
  expect(answer).toContain('What is not recorded is not done, so nothing was started');
  expect(lines.filter((l) => l.level === 'error')).toHaveLength(1);
});
