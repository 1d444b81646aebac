/** Who did what was done outside Ferry: which entries of the Activity Log count, and what is said when none does. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Drift, Migration, MigrationEvent } from '../../src/domain/migration/types.ts';
import { FERRY } from '../../src/domain/person.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import type { ActivityEntry } from '../../src/ports/replication.ts';
import type { Store } from '../../src/ports/store.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { doerOf } from '../../src/usecases/doer.ts';
import { migrationChange } from '../../src/usecases/record.ts';
import { freshStore } from '../bot/support.ts';
import { migration, T0 } from '../domain/migration/fixtures.ts';

const ITEM = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';
const OWN = 'request-of-ferry';
let opened: Awaited<ReturnType<typeof freshStore>>;
let store: Store;

beforeAll(async () => {
  opened = await freshStore();
  store = opened.store;
  const events: readonly MigrationEvent[] = [{ type: 'MigrationStarted', migration: migration() }, { type: 'ActIntended', act: 'enableReplication', comment: null }, { type: 'ActAccepted', act: 'enableReplication', jobId: null, requestId: OWN }];
  await store.commit({ at: T0, changes: [migrationChange(null, events, { at: T0, actor: FERRY })] });
});
afterAll(() => opened.close());

const drifted = (code: Drift['code']): Migration => migration({ position: { phase: 'tested' }, drift: { since: T0, code, jobId: null } });
const entry = (operation: string, change: Partial<ActivityEntry> = {}): ActivityEntry => ({ at: T0 - MINUTE, caller: 'mara@contoso.example', operation: `${ITEM}/${operation}`, status: 'done', correlationId: 'c', ...change });
type Log = () => Promise<readonly ActivityEntry[]>;
const asked: { itemName: string; since: number }[] = [];
const who = (m: Migration, log: Log, now = T0) => doerOf({ store, clock: { now: () => now, nonce: () => '' }, activity: { ofItem: (o) => { asked.push(o); return log(); } } }, m, T0);
const refused = (kind: CloudError['kind']) => () => Promise.reject(new CloudError({ kind, operation: 'activityLogs.list', message: 'no' }));

test.each([
  { code: 'failed-over-outside', operation: 'unplannedFailover/action' },
  { code: 'item-gone', operation: 'remove/action' },
  { code: 'item-gone', operation: 'delete' },
  { code: 'test-outside', operation: 'testFailover/action' },
  { code: 'test-outside', operation: 'testFailoverCleanup/action' },
  { code: 'settings-changed', operation: 'write' },
  { code: 'job-outside', operation: 'failoverCommit/action' },
] as const)('$code is the work of whoever sent $operation', async ({ code, operation }) => {
  const others = [entry('somethingElse/action', { at: T0 - 2 * HOUR, caller: 'somebody@contoso.example' })];
  expect(await who(drifted(code), () => Promise.resolve([...others, entry(operation)]))).toMatchObject({ kind: 'found', caller: 'mara@contoso.example', at: T0 - MINUTE });
});

test('a request of Ferry’s own, one that failed, and one of another kind do not count', async () => {
  const log = [entry('write', { correlationId: OWN }), entry('write', { status: 'failed', correlationId: 'f' }), entry('remove/action', { correlationId: 'r' })];
  expect(await who(drifted('settings-changed'), () => Promise.resolve(log))).toEqual({ kind: 'not-found' });
});

test('of several the last one counts', async () => {
  const log = [entry('write', { at: T0 - HOUR, caller: 'first@contoso.example', correlationId: '1' }), entry('write', { at: T0 - MINUTE, caller: 'last@contoso.example', correlationId: '2' })];
  expect(await who(drifted('settings-changed'), () => Promise.resolve(log))).toMatchObject({ caller: 'last@contoso.example' });
});

test('the log is asked by Azure’s clock, for a day before it was seen', async () => {
  asked.length = 0;
  await who(drifted('item-gone'), () => Promise.resolve([]), T0 + 10 * MINUTE);
  expect(asked).toEqual([{ itemName: migration().itemName, since: T0 - 10 * MINUTE - 24 * HOUR }]);
});

test('a log that is busy is asked again; one that is closed to Ferry is told', async () => {
  for (const kind of ['throttled', 'unavailable'] as const) expect(await who(drifted('item-gone'), refused(kind))).toEqual({ kind: 'not-found' });
  for (const kind of ['forbidden', 'invalid', 'notFound'] as const) expect(await who(drifted('item-gone'), refused(kind))).toMatchObject({ kind: 'unreadable' });
});

test('a defect is no trouble with a cloud', async () => {
  await expect(who(drifted('item-gone'), () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
});
