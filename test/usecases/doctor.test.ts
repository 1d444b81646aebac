/** The doctor on the real adapters, before the sandbox clouds, which are made ill one by one. */
import { createServer, type Server } from 'node:http';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import yazl from 'yazl';
import { makeSourceProbe } from '../../src/adapters/aws/probe.ts';
import { accessOf } from '../../src/adapters/aws/source-cloud.ts';
import { makeSurroundings } from '../../src/adapters/surroundings.ts';
import { defaultPolicies } from '../../src/domain/approval/policy.ts';
import { PERMISSIONS } from '../../src/domain/permissions.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { makeDoctor } from '../../src/usecases/doctor.ts';
import { DOCTOR_CHECKS, type DoctorCheck, type DoctorDeps, type DoctorFinding } from '../../src/usecases/doctor-types.ts';
import { replicationOf, VAULTS } from '../contracts/azure-support.ts';
import { startEstate, type Estate } from './support/estate.ts';

const APP = '00000000-0000-4000-8000-00000000b001';
const KEYS = { accessKeyId: 'AKIASANDBOXSANDBOX00', secretAccessKey: 'sandbox' };

let estate: Estate;
let page: { status: number; body: string };
let server: Server;
let url: string;
const dir = mkdtempSync(join(tmpdir(), 'ferry-doctor-'));

beforeAll(async () => {
  estate = await startEstate();
  server = createServer((_request, response) => { response.writeHead(page.status, { 'content-type': 'application/json' }).end(page.body); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await packed('fits.zip', {});
}, 30_000);
afterEach(async () => {
  estate.sandbox.world.faults.clear();
  await estate.cure();
});
afterAll(async () => {
  await estate.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

const bot = { botId: APP, scopes: ['team', 'personal'], commandLists: [{ scopes: ['team'], commands: Array.from({ length: 10 }, () => ({})) }] };

/** A package as `npm run package` makes it. */
async function packed(name: string, change: object): Promise<string> {
  const path = join(dir, name);
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.alloc(50_000, 7), 'color.png');
  zip.addBuffer(Buffer.from(JSON.stringify({ version: '1.2.3', bots: [bot], validDomains: ['127.0.0.1'], ...change })), 'manifest.json');
  zip.end();
  await new Promise<void>((resolve, reject) => zip.outputStream.pipe(createWriteStream(path)).on('close', resolve).on('error', reject));
  return path;
}

type Around = Partial<Parameters<typeof makeSurroundings>[0]>;

async function examined(o: { readonly around?: Around; readonly over?: Partial<DoctorDeps> } = {}): Promise<ReadonlyMap<DoctorCheck, DoctorFinding>> {
  page = { status: 200, body: '{"ok":true,"store":true,"lastTickAgeSeconds":3}', ...pageOf };
  const { sandbox, deps } = estate;
  const endpoints = { ec2: sandbox.ec2Url, ssm: sandbox.ec2Url, sts: sandbox.ec2Url, cloudwatch: sandbox.ec2Url };
  const probe = makeSourceProbe(accessOf({ region: 'eu-west-1', endpoints, credentials: KEYS, roleArn: null, webIdentity: null, deadlineMs: 6_000, clock: deps.clock }));
  const surroundings = makeSurroundings({ bot: { appId: APP, type: 'SingleTenant', version: '1.2.3' }, publicUrl: url, loopback: false, usesGroups: false, sandbox: false, packagePath: join(dir, 'fits.zip'), ...o.around });
  const messenger = (): never => { throw new Error('no notice is sent here'); };
  const report = await makeDoctor({ ...deps, probe, surroundings, messenger, ...o.over }).doctor(null);
  return new Map(report.findings.map((f) => [f.check, f]));
}
let pageOf: Partial<typeof page> = {};

test('a sandbox that is well has nothing to cure; what has no cure has words all the same', async () => {
  const found = await examined();
  expect([...found.keys()]).toEqual([...DOCTOR_CHECKS]);
  const notWell = [...found.values()].filter((f) => f.state !== 'ok').map((f) => [f.check, f.state, f.code]);
  expect(notWell.filter(([, state]) => state === 'bad')).toEqual([]);
  expect(notWell).toContainEqual(['notice', 'unknown', 'notice-not-tried']);
  for (const f of found.values()) expect(en.cards.doctor.line(f)).not.toMatch(/undefined|NaN|: \.$/);
});

describe('each thing that is wrong is told by itself, with its cure', () => {
  const rows: readonly { readonly reason: string; readonly check: DoctorCheck; readonly code: string; readonly state: string; readonly around?: Around; readonly page?: Partial<typeof page> }[] = [
    { reason: 'a bot of the old type', check: 'bot', code: 'bot-multi-tenant', state: 'warn', around: { bot: { appId: APP, type: 'MultiTenant', version: '1.2.3' } } },
    { reason: 'nobody authenticated', check: 'bot', code: 'bot-anonymous', state: 'warn', around: { bot: { appId: null, type: 'SingleTenant', version: '1.2.3' } } },
    { reason: 'an address that is not told', check: 'endpoint', code: 'endpoint-not-told', state: 'unknown', around: { publicUrl: null } },
    { reason: 'loopback', check: 'endpoint', code: 'endpoint-loopback', state: 'warn', around: { publicUrl: null, loopback: true } },
    { reason: 'an address where nobody listens', check: 'endpoint', code: 'endpoint-unreachable', state: 'bad', around: { publicUrl: 'http://127.0.0.1:1' } },
    { reason: 'somebody else at the address', check: 'endpoint', code: 'endpoint-other', state: 'bad', page: { body: '<html>Welcome to nginx</html>' } },
    { reason: 'a Ferry there that is not well', check: 'endpoint', code: 'endpoint-status', state: 'bad', page: { status: 503 } },
    { reason: 'no package', check: 'package', code: 'package-none', state: 'unknown', around: { packagePath: join(dir, 'none.zip') } },
  ];
  test.each(rows)('$reason', async ({ check, code, state, around, page: shown }) => {
    pageOf = shown ?? {};
    const found = await examined(around === undefined ? {} : { around });
    pageOf = {};
    expect(found.get(check)).toMatchObject({ code, state });
    expect(en.cards.doctor.said(found.get(check)!).cure).not.toBeNull();
  });

  test.each([
    { reason: 'another bot', change: { bots: [{ ...bot, botId: '00000000-0000-4000-8000-00000000beef' }] }, says: /its bot is .*beef, ours is/ },
    { reason: 'no team scope', change: { bots: [{ ...bot, scopes: ['personal'] }] }, says: /its scopes are personal/ },
    { reason: 'another domain', change: { validDomains: ['ferry.example.com'] }, says: /127\.0\.0\.1:\d+ is not among its valid domains/ },
    { reason: 'an older version', change: { version: '1.0.0' }, says: /its version is 1\.0\.0, ours is 1\.2\.3/ },
    { reason: 'too many commands', change: { bots: [{ ...bot, commandLists: [{ commands: Array.from({ length: 11 }, () => ({})) }] }] }, says: /lists 11 commands/ },
  ])('a package with $reason', async ({ change, says }) => {
    const packagePath = await packed('differs.zip', change);
    const found = (await examined({ around: { packagePath } })).get('package')!;
    expect([found.state, found.code]).toEqual(['bad', 'package-differs']);
    expect(found.facts[0]).toMatch(says);
  });

  test('a package that is none is a bug of somebody else, and hides nothing', async () => {
    const packagePath = join(dir, 'broken.zip');
    writeFileSync(packagePath, 'this is not a ZIP archive at all, whatever its name may say');
    const found = await examined({ around: { packagePath } });
    expect(found.get('package')).toMatchObject({ state: 'unknown', code: 'bug' });
    expect(found.get('bot')).toMatchObject({ state: 'ok' });
  });

  test('an AWS that is down is told once for each thing, and the rest is looked at', async () => {
    estate.sandbox.world.faults.add({ match: { server: 'ec2' }, effect: { status: 500 }, count: 1_000 });
    const found = await examined();
    for (const check of ['aws-clock', 'aws-identity', 'aws-read', 'aws-stop'] as const) expect(found.get(check)).toMatchObject({ state: 'bad', code: 'cloud-trouble' });
    for (const check of ['vault', 'azure-vault', 'azure-clock', 'store', 'audit'] as const) expect(found.get(check)?.code).not.toBe('cloud-trouble');
  });

  test('a role that may look and not stop is told before a cutover tells it', async () => {
    const { aws } = estate.sandbox.world;
    const before = aws.denied;
    aws.denied = new Set(['ec2:StopInstances']);
    const found = await examined();
    aws.denied = before;
    expect(found.get('aws-stop')).toMatchObject({ state: 'warn', code: 'aws-may-not-stop' });
    expect(found.get('aws-read')).toMatchObject({ state: 'ok' });
    expect(estate.asked('ec2').get('StopInstances')).toBeGreaterThan(0);
    expect(estate.sandbox.world.journal.list().filter((e) => e.accepted)).toEqual([]);
  });

  test('a role that may stop and not start is told before a rollback tells it', async () => {
    const { aws } = estate.sandbox.world;
    const before = aws.denied;
    aws.denied = new Set(['ec2:StartInstances']);
    const found = await examined();
    aws.denied = before;
    expect(found.get('aws-stop')).toMatchObject({ state: 'warn', code: 'aws-may-not-start' });
  });

  test.each([
    { action: 'ec2:DescribeSecurityGroupRules', state: 'bad', code: 'aws-reads-not' },
    { action: 'ec2:DescribeVolumesModifications', state: 'bad', code: 'aws-reads-not' },
    { action: 'ec2:DescribeInstanceAttribute', state: 'bad', code: 'aws-reads-not' },
    { action: 'ssm:GetInventory', state: 'warn', code: 'aws-reads-less' },
    { action: 'cloudwatch:GetMetricData', state: 'warn', code: 'aws-reads-less' },
  ])('machines can be listed, and $action is not allowed', async ({ action, state, code }) => {
    const { aws } = estate.sandbox.world;
    const before = aws.denied;
    aws.denied = new Set([action]);
    const found = (await examined()).get('aws-read')!;
    aws.denied = before;
    expect(found).toMatchObject({ state, code });
    expect(en.cards.doctor.said(found).seen).toContain(action);
  });

  test('an account in which nothing runs proves nothing but the list', async () => {
    const { source } = estate.deps;
    const found = await examined({ over: { source: { ...source, list: async () => (await source.list()).filter((m) => m.power !== 'running') } } });
    expect(found.get('aws-read')).toMatchObject({ state: 'unknown', code: 'aws-reads-list' });
  });

  test.each([
    { reason: 'sizes that only the subscription knows', deny: 'Microsoft.Compute/skus/read', state: 'bad', code: 'azure-missing' },
    { reason: 'networks of other groups', deny: 'Microsoft.Network/virtualNetworks/read', state: 'bad', code: 'azure-missing' },
    { reason: 'who did what, which is only nice to know', deny: 'Microsoft.Insights/eventtypes/values/read', state: 'warn', code: 'subscription-less' },
  ])('a role without $reason', async ({ deny, state, code }) => {
    const { target } = estate.deps;
    const without: typeof target.permissions = async (id) => (await target.permissions(id)).map((p) => ({ ...p, notActions: [...p.notActions, deny] }));
    const found = (await examined({ over: { target: { ...target, permissions: without } } })).get('azure-subscription')!;
    expect(found).toMatchObject({ state, code });
    expect(en.cards.doctor.said(found).seen).toContain(deny);
  });

  test.each([
    // What was read a moment ago is kept for a minute, so each looks at another time.
    { after: 2, path: '/virtualNetworks$', state: 'bad', code: 'azure-missing', names: 'Microsoft.Network/virtualNetworks/read' },
    { after: 4, path: '/usages$', state: 'bad', code: 'azure-missing', names: 'Microsoft.Compute/locations/usages/read' },
    { after: 6, path: '/eventtypes/management/values$', state: 'warn', code: 'subscription-less', names: 'Microsoft.Insights/eventtypes/values/read' },
  ])('Azure refuses $path, whatever its list of rights says', async ({ after, path, state, code, names }) => {
    estate.pass(after * MINUTE);
    estate.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path }, effect: { status: 403 }, count: 10 });
    const found = (await examined()).get('azure-subscription')!;
    estate.pass(-after * MINUTE);
    expect(found).toMatchObject({ state, code });
    expect(en.cards.doctor.said(found).seen).toContain(names);
  });

  test('a network of the settings that Azure leaves out of its list', async () => {
    const { scope } = estate.deps;
    const found = await examined({ over: { scope: { ...scope, defaults: { ...scope.defaults, testNetworkId: `${scope.defaults.networkId}-typo` } } } });
    expect(found.get('azure-subscription')).toMatchObject({ state: 'bad', code: 'subscription-unseen', facts: ['vnet-prod-weu-typo'] });
  });

  test('rights are asked for where they are given: the group, each network, the cache', async () => {
    const { target, scope } = estate.deps;
    const everything = [{ actions: ['*'], notActions: ['Microsoft.Authorization/*/write'] }];
    const at = (short: string) => examined({ over: { target: { ...target, permissions: (id) => Promise.resolve(id.endsWith(short) ? [] : everything) } } });
    expect((await at('nowhere')).get('azure-target')).toMatchObject({ state: 'warn', code: 'azure-too-much' });
    for (const [name, action] of [['vnet-test-weu', 'subnets/join/action'], ['stasrcacheweu', 'listKeys/action'], ['rg-migrated-weu', 'virtualMachines/read']] as const) {
      const found = (await at(name)).get('azure-target')!;
      expect([found.code, found.facts[0]]).toEqual(['azure-missing', name]);
      expect(PERMISSIONS.some((p) => p.action.endsWith(action))).toBe(true);
    }
    expect(scope.defaults.testNetworkId).toMatch(/vnet-test-weu$/);
  });

  test('a vault of the retired kind', async () => {
    const found = await examined({ over: { replication: replicationOf(estate.sandbox, { provider: 'InMageAzureV2' }), scope: { ...estate.deps.scope, vaultName: VAULTS.InMageAzureV2 } } });
    expect(found.get('vault')).toMatchObject({ state: 'warn', code: 'vault-classic', facts: ['rsv-legacy-weu'] });
  });

  test('people: nobody to approve, too few, a group that cannot be read', async () => {
    const access = await estate.deps.access();
    const nobody = await examined({ over: { access: () => Promise.resolve({ ...access, approvers: [] }) } });
    expect(nobody.get('approvers')).toMatchObject({ state: 'bad', code: 'approvers-nobody' });
    const few = await examined({ over: { policy: { ...estate.deps.policy, quorum: 5 } } });
    expect(few.get('approvers')).toMatchObject({ state: 'bad', code: 'approvers-short' });
    const operations = defaultPolicies({ quorum: 1, lifetimeMs: 1 });
    const rejecters = await examined({ over: { policy: { ...estate.deps.policy, operations: { ...operations, rollback: { ...operations.rollback, rejections: 9 } } } } });
    expect(rejecters.get('approvers')).toMatchObject({ state: 'warn', code: 'rejecters-short', facts: ['rollback'] });
    const silent = [{ group: APP as never, state: 'unreadable' as const, why: 'it does not answer', roles: ['approver' as const], seats: [] }];
    const groups = await examined({ around: { usesGroups: true }, over: { access: () => Promise.resolve({ ...access, silent }) } });
    expect(groups.get('graph')).toMatchObject({ state: 'bad', code: 'graph-unreadable' });
    expect((await examined({ around: { usesGroups: true } })).get('graph')).toMatchObject({ state: 'ok', code: 'graph-fine' });
  });

  test('a clock that is wrong is told against both clouds', async () => {
    estate.pass(4 * MINUTE);
    const found = await examined();
    estate.pass(-4 * MINUTE);
    for (const check of ['azure-clock', 'aws-clock'] as const) expect(found.get(check)).toMatchObject({ state: 'bad', code: 'clock-off', facts: [expect.any(String), expect.any(String), 'ahead'] });
    expect((await examined({ around: { sandbox: true } })).get('aws-clock')).toMatchObject({ state: 'ok', code: 'clock-sandbox' });
    expect(en.cards.doctor.said(found.get('aws-clock')!).seen).toMatch(/^Our clock is (?:3|4) min ahead of that of AWS\./);
  });
});
