/** The Activity Log as Azure may answer it: what the sandbox never sends. */
import { afterEach, expect, test } from '@jest/globals';
import { makeActivityLog } from '../../../src/adapters/azure/activity-log.ts';
import type { ActivityLog } from '../../../src/ports/replication.ts';
import { list, ok, realClock, refusal, startArm, type Answer, type ArmServer } from './arm-server.ts';

const T = Date.UTC(2026, 10, 21, 1, 58);
const ITEM = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';
let server: ArmServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const named = (value: string): object => ({ value, localizedValue: value });
const entry = (change: object = {}): object => ({
  caller: 'mara@contoso.example', correlationId: 'c-1', eventTimestamp: new Date(T).toISOString(), operationName: named(`${ITEM}/unplannedFailover/action`), status: named('Started'), resourceId: '/x', ...change,
});

/** A vault with one appliance, and a log that answers as the test says. */
async function logThat(answer: () => Answer): Promise<ActivityLog> {
  server = await startArm((asked) => {
    if (/replicationFabrics$/i.test(asked.path)) return list({ id: '/f', name: 'fabric', properties: { friendlyName: 'f', customDetails: { instanceType: 'InMageRcm' } } });
    if (/replicationProtectionContainers$/i.test(asked.path)) return list({ id: '/c', name: 'container', properties: {} });
    return answer();
  });
  return makeActivityLog({ subscriptionId: 's', vaultResourceGroup: 'g', vaultName: 'v', endpoint: server.url, credential: null, deadlineMs: 2_000, clock: realClock });
}

const read = (log: ActivityLog): ReturnType<ActivityLog['ofItem']> => log.ofItem({ itemName: 'ferry-x', since: T - 60_000 });

test('beginning and end of one request are one entry, of the time it began', async () => {
  const log = await logThat(() => list(entry({ status: named('Succeeded'), eventTimestamp: new Date(T + 90_000).toISOString() }), entry()));
  expect(await read(log)).toEqual([{ at: T, caller: 'mara@contoso.example', operation: `${ITEM}/unplannedFailover/action`, status: 'done', correlationId: 'c-1' }]);
});

test('a request that failed in the end is a failed one', async () => {
  const log = await logThat(() => list(entry(), entry({ status: named('Failed') })));
  expect(await read(log)).toMatchObject([{ status: 'failed' }]);
});

test('entries that lack a field, or are older than asked for, break nothing', async () => {
  const log = await logThat(() => list({}, { caller: null, operationName: null }, entry({ eventTimestamp: 'yesterday' }), entry({ eventTimestamp: new Date(T - 3_600_000).toISOString() }), entry({ correlationId: null, claims: null })));
  expect(await read(log)).toMatchObject([{ correlationId: null, caller: 'mara@contoso.example' }]);
});

test('an application is named by its application id where the log tells it, a person never by the portal', async () => {
  const log = await logThat(() => list(entry({ correlationId: 'a', caller: '11111111-0000-4000-8000-000000000001', claims: { appid: 'app-1' } }), entry({ correlationId: 'b', claims: { appid: 'the-portal' } }), entry({ correlationId: 'c', caller: '22222222-0000-4000-8000-000000000002', claims: {} })));
  expect((await read(log)).map((e) => e.caller).toSorted()).toEqual(['22222222-0000-4000-8000-000000000002', 'application app-1', 'mara@contoso.example']);
});

test('all pages are read', async () => {
  let page = 0;
  const log = await logThat(() => {
    page += 1;
    return ok({ value: [entry({ correlationId: `c-${page}` })], ...(page < 3 ? { nextLink: `${server?.url ?? ''}/subscriptions/s/next?page=${page}` } : {}) });
  });
  expect(await read(log)).toHaveLength(3);
});

test.each([
  { reason: 'a log that Ferry may not read', answer: refusal(403, 'AuthorizationFailed'), kind: 'forbidden' },
  { reason: 'a body that is no JSON', answer: { status: 200, body: '<html>' }, kind: 'unavailable' },
  { reason: 'a busy log', answer: refusal(429, 'TooManyRequests', { 'retry-after': '60' }), kind: 'throttled' },
])('$reason is told as $kind', async ({ answer, kind }) => {
  const log = await logThat(() => answer);
  await expect(read(log)).rejects.toMatchObject({ name: 'CloudError', kind, operation: 'activityLogs.list' });
});
