/** From a managed identity to a stopped machine without any key: the real adapters, an identity endpoint as App Service has it, a token service that is strict. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { makeSourceProbe } from '../../src/adapters/aws/probe.ts';
import { accessOf, makeSourceCloud } from '../../src/adapters/aws/source-cloud.ts';
import { makeWebIdentity } from '../../src/adapters/azure/credential.ts';
import { instanceIdFromCloud, userIdFromActivity } from '../../src/domain/ids.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { trusted } from '../../src/sandbox/aws/web-token.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { clock, quiet, troubleOf } from './azure-support.ts';

const WEB_01 = instanceIdFromCloud('i-0a100000000000001');
const ANN = userIdFromActivity('11111111-2222-4333-8444-555555555555');
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const soon = (): number => Math.floor(Date.now() / 1000) + 3600;

let sandbox: Sandbox;
/** Another identity for each test: tokens are kept for the whole process. */
let client: string;
let clients = 0;
let identity: Server;
/** What the identity endpoint was asked, and the claims of what it gives out. */
let asked: URLSearchParams[];
let claims: Record<string, unknown>;
const before = { endpoint: process.env['IDENTITY_ENDPOINT'], header: process.env['IDENTITY_HEADER'] };

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1 });
  identity = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://here').searchParams;
    asked.push(query);
    const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
    response.setHeader('content-type', 'application/json');
    // Each answer ends at once, so that every renewal has to ask again.
    response.end(JSON.stringify({ access_token: token, expires_on: String(Math.floor(Date.now() / 1000) + 1), resource: query.get('resource'), token_type: 'Bearer', client_id: client }));
  });
  await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve));
  process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${(identity.address() as AddressInfo).port}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'of-this-app-service';
});
beforeEach(() => {
  asked = [];
  client = `22222222-2222-4222-8222-${String(++clients).padStart(12, '0')}`;
  claims = { iss: trusted.issuer, aud: trusted.audience, sub: trusted.subject, exp: soon() };
  sandbox.world.journal.clear();
});
afterEach(() => sandbox.world.faults.clear());
afterAll(async () => {
  for (const [name, value] of [['IDENTITY_ENDPOINT', before.endpoint], ['IDENTITY_HEADER', before.header]] as const) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
  await new Promise((resolve) => identity.close(resolve));
  await sandbox.close();
});

function optionsOf(o: { readonly clock?: Clock; readonly writeRole?: string | null; readonly readRole?: string } = {}) {
  const endpoints = { ec2: sandbox.ec2Url, ssm: sandbox.ec2Url, sts: sandbox.ec2Url, cloudwatch: sandbox.ec2Url };
  const webIdentity = makeWebIdentity({ audience: 'api://ferry', clientId: client });
  return { region: 'eu-west-1', endpoints, roleArn: role(o.readRole ?? 'ferry-reader'), writeRoleArn: o.writeRole === undefined ? role('ferry-cutover') : o.writeRole, webIdentity, deadlineMs: 5_000, clock: o.clock ?? clock, log: quiet };
}

type Assumed = { readonly role: string | null; readonly session: string | null };
const assumed = (): readonly Assumed[] => sandbox.world.journal.list().filter((e) => e.action === 'AssumeRoleWithWebIdentity').map((e) => new URLSearchParams(e.body)).map((p) => ({ role: p.get('RoleArn'), session: p.get('RoleSessionName') }));
const sent = (action: string): number => sandbox.world.journal.list().filter((e) => e.action === action).length;

describe('a managed identity', () => {
  test('reads as ferry, with one session for all reading clients', async () => {
    const source = makeSourceCloud(optionsOf());
    await Promise.all([source.list(), source.power([WEB_01]), source.list()]);
    expect(assumed()).toEqual([{ role: role('ferry-reader'), session: 'ferry' }]);
    expect(asked.map((q) => [q.get('resource'), q.get('client_id')])).toEqual([['api://ferry', client]]);
  });

  test('writes with the other role, in the name of whoever asked', async () => {
    const source = makeSourceCloud(optionsOf());
    await source.stop(WEB_01, { requester: ANN });
    await source.start(WEB_01, { requester: ANN }).catch(() => undefined);
    expect(assumed()).toEqual([
      { role: role('ferry-cutover'), session: `ferry-${ANN}` },
      { role: role('ferry-cutover'), session: `ferry-${ANN}` },
    ]);
  });

  test('the role that reads may not stop anything, so a write needs the other one', async () => {
    expect(await troubleOf(makeSourceCloud(optionsOf({ writeRole: null })).stop(WEB_01, { requester: ANN }))).toMatchObject({ kind: 'forbidden', code: 'UnauthorizedOperation', mayHaveHappened: false });
  });

  test('is renewed before its hour is over, with a new token', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    try {
      const source = makeSourceCloud(optionsOf({ clock: { now: () => Date.now(), nonce: () => 'n' } }));
      await source.list();
      jest.setSystemTime(Date.now() + 50 * 60_000);
      await source.list();
      expect([assumed().length, asked.length]).toEqual([1, 1]);
      claims = { ...claims, exp: soon() };
      jest.setSystemTime(Date.now() + 6 * 60_000);
      await source.list();
      expect([assumed().length, asked.length]).toEqual([2, 2]);
    } finally {
      jest.useRealTimers();
    }
  });

  test('doctor learns who Ferry is, what time it is there, and that it may stop', async () => {
    const probe = makeSourceProbe(accessOf(optionsOf()));
    const seen = await probe.identity();
    expect(seen).toMatchObject({ account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/ferry-reader/ferry' });
    expect(Math.abs((seen.at ?? 0) - sandbox.world.clock.now())).toBeLessThan(5_000);
    await probe.mayStop(WEB_01);
    await probe.mayStart(WEB_01);
    expect((await makeSourceCloud(optionsOf()).power([WEB_01]))[0]?.power).not.toBe('gone');
    expect(await troubleOf(makeSourceProbe(accessOf(optionsOf({ writeRole: null }))).mayStop(WEB_01))).toMatchObject({ kind: 'forbidden', operation: 'ec2:StopInstances' });
  });
});

describe('whatever goes wrong before the request, nothing was stopped, and it is certain', () => {
  test.each([
    { reason: 'a token for another audience', change: { aud: 'https://management.azure.com' }, code: 'InvalidIdentityTokenException' },
    { reason: 'an expired token', change: { exp: 1_000_000 }, code: 'ExpiredTokenException' },
    { reason: 'another identity', change: { sub: 'somebody-else' }, code: 'AccessDenied' },
  ])('$reason', async ({ change, code }) => {
    claims = { ...claims, ...change };
    expect(await troubleOf(makeSourceCloud(optionsOf()).stop(WEB_01, { requester: ANN }))).toMatchObject({ kind: 'forbidden', operation: 'sts:AssumeRoleWithWebIdentity', code, mayHaveHappened: false });
    expect(sent('StopInstances')).toBe(0);
  });

  test('a role that is not there', async () => {
    const source = makeSourceCloud(optionsOf({ readRole: 'ferry-nobody', writeRole: null }));
    expect(await troubleOf(source.list())).toMatchObject({ kind: 'forbidden', operation: 'sts:AssumeRoleWithWebIdentity', mayHaveHappened: false });
    expect(await troubleOf(source.stop(WEB_01, { requester: ANN }))).toMatchObject({ kind: 'forbidden', mayHaveHappened: false });
    expect(sent('StopInstances')).toBe(0);
  });

  test('a token service that is down: the write is certainly not done', async () => {
    sandbox.world.faults.add({ match: { server: 'ec2', action: 'AssumeRoleWithWebIdentity' }, effect: { status: 500 }, count: 100 });
    expect(await troubleOf(makeSourceCloud(optionsOf()).stop(WEB_01, { requester: ANN }))).toMatchObject({ kind: 'unavailable', operation: 'sts:AssumeRoleWithWebIdentity', mayHaveHappened: false });
    expect(sent('StopInstances')).toBe(0);
  });

  test('and once it is back, the next call succeeds', async () => {
    const source = makeSourceCloud(optionsOf());
    sandbox.world.faults.add({ match: { server: 'ec2', action: 'AssumeRoleWithWebIdentity' }, effect: { status: 403 }, count: 1 });
    expect(await troubleOf(source.list())).toMatchObject({ kind: 'forbidden' });
    expect((await source.list()).length).toBeGreaterThan(20);
  });
});
