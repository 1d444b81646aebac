/** A copy is worth what comes back from it: the same records, and an audit that is whole. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backUpFolder, backUpServer, restoreFolder, restoreServer } from '../../../src/adapters/store/backup.ts';
import { openEmbedded, openServer, type Opened } from '../../../src/adapters/store/open.ts';
import type { Store } from '../../../src/ports/store.ts';
import { makeAudit } from '../../../src/usecases/audit.ts';
import { conversationIdFromActivity, userIdFromActivity } from '../../../src/domain/ids.ts';
import { makeSecurity } from '../../../src/usecases/security.ts';
import { AT, silent } from '../../contracts/store-fixtures.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';

const root = mkdtempSync(join(tmpdir(), 'ferry-backup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function fill(store: Store): Promise<void> {
  const { recordSecurity } = makeSecurity({ store, clock: { now: () => AT, nonce: () => 'n' }, log: silent });
  for (let n = 1; n <= 4; n++) await recordSecurity({ event: { type: 'SecretDropped', conversation: conversationIdFromActivity(`19:${n}@thread.tacv2`) }, who: { id: userIdFromActivity(`00000000-0000-4000-8000-00000000000${n}`), tenant: 't', name: `Person ${n}` } });
  await store.commit({ at: AT, changes: [], jobs: [{ queue: 'step', key: 'm-1', afterMs: 3_600_000 }] });
  await store.putNote('seal.key', 'the same key, or every button is dead');
}

/** Everything that people and the auditor would miss. */
async function contentOf({ store, jobs }: Opened): Promise<unknown> {
  const records = await store.lastRecords(null, 100);
  const verdict = await makeAudit({ store, clock: { now: () => AT, nonce: () => 'n' }, scope: { waveTag: 'Wave' } as never, digest: (text) => text }).verifyAudit({ kind: 'all' });
  const depths = (await jobs.depths()).map(({ queue, running }) => ({ queue, running }));
  return { records, verdict, key: await store.note('seal.key'), depths };
}

describe('an embedded store', () => {
  const at = (name: string): string => join(root, name);
  const opened = (name: string): Promise<Opened> => openEmbedded({ dir: at(name), log: silent });
  let before: unknown;
  beforeAll(async () => {
    const first = await opened('living');
    await fill(first.store);
    before = await contentOf(first);
    await first.store.close();
  }, 30_000);

  test('comes back as it was, audit and keys included', async () => {
    await backUpFolder({ dir: at('living'), to: at('copy') });
    await restoreFolder({ from: at('copy'), dir: at('restored') });
    const back = await opened('restored');
    const after = await contentOf(back);
    await back.store.close();
    expect(after).toEqual(before);
    expect(after).toMatchObject({ verdict: { ok: true, value: { faults: [] } }, records: { length: 4 } });
  }, 30_000);

  test('is not copied while it is open, for such a copy would be none', async () => {
    const open = await opened('living');
    await expect(backUpFolder({ dir: at('living'), to: at('torn') })).rejects.toThrow(/already running on the data folder/);
    await open.store.close();
    expect(existsSync(at('torn'))).toBe(false);
  }, 30_000);

  test.each([
    { reason: 'a backup over another', work: () => backUpFolder({ dir: at('living'), to: at('copy') }), says: /never overwrites/ },
    { reason: 'a backup of nothing', work: () => backUpFolder({ dir: at('nowhere'), to: at('empty') }), says: /There is no store/ },
    { reason: 'a restore over a store', work: () => restoreFolder({ from: at('copy'), dir: at('living') }), says: /already holds a store/ },
    { reason: 'a restore from nothing', work: () => restoreFolder({ from: at('nowhere'), dir: at('other') }), says: /There is no backup/ },
  ])('$reason is refused', async ({ work, says }) => {
    await expect(work()).rejects.toThrow(says);
  });
});

describe('a PostgreSQL store', () => {
  let server: PostgresServer | null = null;
  beforeAll(async () => { server = await startPostgres(); }, 180_000);
  afterAll(() => server?.stop());

  test('is dumped while it is open, and comes back as it was in another database', async () => {
    if (server === null) return;
    const url = await server.freshDatabase();
    const living = await openServer({ url, log: silent });
    await fill(living.store);
    const before = await contentOf(living);
    const file = join(root, 'ferry.dump');
    await backUpServer({ url, to: file });
    await expect(backUpServer({ url, to: file })).rejects.toThrow(/never overwrites/);
    expect(statSync(file).size).toBeGreaterThan(1_000);
    await living.store.close();
    const empty = await server.freshDatabase();
    await restoreServer({ url: empty, from: file });
    const back = await openServer({ url: empty, log: silent });
    expect(await contentOf(back)).toEqual(before);
    await back.store.close();
    await expect(restoreServer({ url: empty, from: file })).rejects.toThrow(/pg_restore failed: .*already exists/s);
  }, 60_000);
});
