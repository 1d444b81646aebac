// The control surface over HTTP, with a stand-in for the Azure side that writes down what it is told.
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { request } from 'node:http';
import type { AzureSide } from '../../../src/sandbox/azure/index.ts';
import { makeGraphSide } from '../../../src/sandbox/graph/index.ts';
import { makeControl } from '../../../src/sandbox/control/index.ts';
import { startServer } from '../../../src/sandbox/http/server.ts';
import { makeWorld } from '../../../src/sandbox/world/make-world.ts';
import type { World } from '../../../src/sandbox/world/types.ts';

let world: World;
let url: string;
let close: () => Promise<void>;
let told: unknown[];

beforeEach(async () => {
  told = [];
  world = makeWorld({ speed: 0.001, pageSize: 2, extraMachines: 0 });
  const azure: AzureSide = {
    handle: ({ path }) => {
      if (path === '/broken') throw new Error('a defect');
      return { status: 200, body: 'azure' };
    },
    snapshot: () => ({ vaults: 2 }),
    reset: () => void told.push('reset'),
    change: (id, patch) => void told.push([id, patch]),
  };
  const control = makeControl({ world, azure, graph: makeGraphSide(world) });
  const server = await startServer({ name: 'azure', host: '127.0.0.1', port: 0, world, handle: azure.handle, control });
  url = `http://127.0.0.1:${server.port}`;
  close = server.close;
});
afterEach(() => close());

const web01 = 'i-0a100000000000001';

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${url}/_sandbox${path}`, { method, ...(body !== undefined && { body: text }) });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

test('the world shows clock, machines and the Azure side', async () => {
  const { json } = await call('GET', '/world');
  expect(json).toMatchObject({ clock: { speed: 0.001, now: expect.any(String) }, azure: { vaults: 2 }, options: { pageSize: 2 } });
  expect(json['machines']).toHaveLength(27);
  expect(json['machines']).toContainEqual(expect.objectContaining({ instanceId: web01, state: 'running', instanceType: 'm5.large', reachesAppliance: true }));
});

test('the clock can be sped up and moved on', async () => {
  const before = world.clock.now();
  const { json } = await call('POST', '/clock', { speed: 2, advanceSeconds: 60 });
  expect(json).toMatchObject({ speed: 2 });
  expect(world.clock.now() - before).toBeGreaterThanOrEqual(60_000);
});

test('the Date header tells virtual time', async () => {
  world.clock.advance(86_400);
  const answer = await fetch(url);
  expect(Math.abs(Date.parse(String(answer.headers.get('date'))) - world.clock.now())).toBeLessThan(2000);
});

test('the journal holds what the servers were asked, but not what the control surface was', async () => {
  await fetch(`${url}/subscriptions/a?api-version=1`, { method: 'PUT', body: '{"a":1}' });
  await fetch(`${url}/subscriptions/b`);
  const { json } = await call('GET', '/journal');
  expect(json).toMatchObject([
    { seq: 1, server: 'azure', method: 'PUT', path: '/subscriptions/a', query: '?api-version=1', body: '{"a":1}', status: 200, accepted: false, fault: null, action: null },
    { seq: 2, method: 'GET' },
  ]);
  expect((await call('GET', '/journal?after=1')).json).toMatchObject([{ seq: 2 }]);
  expect((await call('GET', '/journal?path=NoSuchPath$')).json).toEqual([]);
  expect((await call('GET', '/journal?path=(')).status).toBe(400);
});

test('faults can be added, seen and taken away', async () => {
  const rule = { match: { server: 'azure', method: 'GET', path: '/Subscriptions/.*' }, effect: { status: 429, retryAfter: 37 }, count: 2 };
  const { json } = await call('POST', '/faults', rule);
  expect((await call('GET', '/faults')).json).toMatchObject([{ id: json['id'], remaining: 2 }]);
  const throttled = await fetch(`${url}/subscriptions/a`);
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '37']);
  expect(await throttled.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
  await call('DELETE', '/faults');
  expect((await fetch(`${url}/subscriptions/a`)).status).toBe(200);
});

describe('a machine', () => {
  test('can be changed, and the Azure side is told', async () => {
    const patch = { churnMbPerMinute: 900, agentStopped: true, healthError: '78144', instanceType: 'm5.xlarge', addVolumeGiB: 500, quiesced: true };
    const { status, json } = await call('POST', `/machines/${web01}`, patch);
    expect(status).toBe(200);
    expect(json).toMatchObject({ churnMbPerMinute: 900, agentStopped: true, healthError: '78144', cores: 4, quiesced: true });
    expect(world.sources.byInstanceId(web01)?.disks.map((disk) => [disk.deviceName, disk.sizeGiB])).toEqual([['/dev/sda1', 60], ['xvdf', 40], ['xvdg', 500]]);
    expect(told).toEqual([[web01, patch]]);
    expect((await call('POST', `/machines/${web01}`, { healthError: null })).json).toMatchObject({ healthError: null });
  });

  test('can be stopped, started and terminated at once', async () => {
    expect((await call('POST', `/machines/${web01}`, { state: 'stopped' })).json).toMatchObject({ state: 'stopped', running: false, stoppedAt: expect.any(Number) });
    expect((await call('POST', `/machines/${web01}`, { state: 'running' })).json).toMatchObject({ state: 'running', running: true, stoppedAt: null });
    expect((await call('POST', `/machines/${web01}`, { state: 'terminated' })).json).toMatchObject({ state: 'terminated', terminated: true });
  });

  test('is left as it was when part of the patch is wrong', async () => {
    expect((await call('POST', `/machines/${web01}`, { churnMbPerMinute: 900, state: 'gone' })).status).toBe(400);
    expect(world.sources.byInstanceId(web01)?.churnMbPerMinute).toBe(6);
    expect(told).toEqual([]);
  });
});

test('a reset brings everything back and may add machines', async () => {
  await call('POST', `/machines/${web01}`, { state: 'terminated' });
  await call('POST', '/faults', { effect: { drop: true } });
  await call('POST', '/reset', { extraMachines: 5 });
  expect(world.sources.byInstanceId(web01)?.running).toBe(true);
  expect(world.sources.list()).toHaveLength(30);
  expect(world.faults.list()).toEqual([]);
  expect(told.at(-1)).toBe('reset');
});

describe('plants', () => {
  const state = (name: string) => call('GET', '/world').then(({ json }) => (json['machines'] as { name: string; state: string; reachesAppliance: boolean }[]).find((machine) => machine.name === name));

  test('are listed with the check that has to find them', async () => {
    const { json } = await call('GET', '/plants');
    expect(json['defects']).toContainEqual({ name: 'OUT_9443_CLOSED', check: 'NET-SG-OUT', on: 'machine' });
    expect(json['planted']).toEqual([]);
    const names = (json['defects'] as { name: string }[]).map((defect) => defect.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('are planted by name or id, and cured all together', async () => {
    expect((await call('POST', '/plants', { defect: 'OUT_9443_CLOSED', machine: 'web-01' })).json).toEqual({ defect: 'OUT_9443_CLOSED', check: 'NET-SG-OUT', instanceId: web01 });
    await call('POST', '/plants', { defect: 'APPLIANCE_443_CLOSED' });
    expect((await call('GET', '/plants')).json['planted']).toEqual([
      { defect: 'OUT_9443_CLOSED', check: 'NET-SG-OUT', instanceId: web01, machine: 'web-01' },
      { defect: 'APPLIANCE_443_CLOSED', check: 'NET-SG-IN-APP', instanceId: null, machine: null },
    ]);
    expect(await state('web-02')).toMatchObject({ reachesAppliance: false });
    expect((await call('DELETE', '/plants')).json).toEqual({ cured: 2 });
    expect(await state('web-01')).toMatchObject({ reachesAppliance: true });
    expect(await state('web-02')).toMatchObject({ reachesAppliance: true });
  });

  test('can be cured one by one, whatever was planted after them', async () => {
    const typeOf = () => world.aws.instances.get(web01)?.instanceType;
    await call('POST', '/plants', { defect: 'GPU_TYPE', machine: web01 });
    await call('POST', '/plants', { defect: 'BARE_METAL', machine: web01 });
    await call('POST', '/plants', { defect: 'STOP_PROTECTION_ON', machine: 'web-02' });
    expect((await call('DELETE', '/plants?defect=GPU_TYPE&machine=web-01')).json).toEqual({ cured: 1 });
    expect(typeOf()).toBe('c5.metal');
    expect((await call('DELETE', '/plants?machine=web-01')).json).toEqual({ cured: 1 });
    expect(typeOf()).toBe('m5.large');
    expect((await call('GET', '/plants')).json['planted']).toMatchObject([{ defect: 'STOP_PROTECTION_ON', machine: 'web-02' }]);
  });

  test('a machine that is gone because of one can be cured by its id, and stands where it stood', async () => {
    const order = [...world.aws.instances.keys()];
    await call('POST', '/plants', { defect: 'INSTANCE_GONE', machine: 'web-01' });
    expect(world.sources.byInstanceId(web01)).toBeNull();
    expect((await call('DELETE', `/plants?machine=${web01}`)).json).toEqual({ cured: 1 });
    expect([...world.aws.instances.keys()]).toEqual(order);
  });

  test('a reset clears them without undoing anything in the new world', async () => {
    await call('POST', '/plants', { defect: 'APPLIANCE_443_CLOSED' });
    await call('POST', '/reset', {});
    const { routeTables } = world.aws;
    expect((await call('DELETE', '/plants')).json).toEqual({ cured: 0 });
    expect(world.aws.routeTables).toBe(routeTables);
    expect(await state('web-01')).toMatchObject({ reachesAppliance: true });
  });

  const wrong = [
    { body: { defect: 'NO_SUCH' }, status: 400, reason: 'an unknown defect' },
    { body: { defect: 'STOP_PROTECTION_ON' }, status: 400, reason: 'no machine where one is needed' },
    { body: { defect: 'STOP_PROTECTION_ON', machine: 'web-99' }, status: 404, reason: 'a machine that is not there' },
    { body: { defect: 'STOP_PROTECTION_ON', machine: 'web-09' }, status: 400, reason: 'a name that means two machines' },
    { body: { defect: 'OS_DISK_3_TIB', machine: 'db-05' }, status: 400, reason: 'a machine that the defect does not fit' },
  ];
  test.each(wrong)('$reason is refused', async ({ body, status }) => {
    const answer = await call('POST', '/plants', body);
    expect([answer.status, typeof answer.json['error']]).toEqual([status, 'string']);
    expect((await call('GET', '/plants')).json['planted']).toEqual([]);
  });

  test('the same defect twice is a conflict', async () => {
    await call('POST', '/plants', { defect: 'STOP_PROTECTION_ON', machine: 'web-01' });
    expect((await call('POST', '/plants', { defect: 'STOP_PROTECTION_ON', machine: 'web-01' })).status).toBe(409);
  });
});

const refused = [
  { path: '/clock', body: '{"speed":', reason: 'JSON that is broken off' },
  { path: '/clock', body: [], reason: 'a list where an object belongs' },
  { path: '/clock', body: {}, reason: 'nothing to do' },
  { path: '/clock', body: { speed: 0 }, reason: 'a speed of zero' },
  { path: '/clock', body: { sped: 1 }, reason: 'a typing error' },
  { path: '/faults', body: { effect: {} }, reason: 'a fault without effect' },
  { path: '/faults', body: { effect: { status: 500 }, match: { path: '(' } }, reason: 'a pattern that is none' },
  { path: '/faults', body: { effect: { status: 500 }, match: { server: 'gcp' } }, reason: 'an unknown server' },
  { path: '/faults', body: { effect: { status: 500 }, count: 0 }, reason: 'a fault for no request' },
  { path: `/machines/${web01}`, body: { instanceType: 'm5.huge' }, reason: 'an unknown type' },
  { path: `/machines/${web01}`, body: { colour: 'red' }, reason: 'an unknown member' },
  { path: '/reset', body: { extraMachines: -1 }, reason: 'a negative number of machines' },
];
test.each(refused)('$reason is refused with a reason', async ({ path, body }) => {
  const { status, json } = await call('POST', path, body);
  expect({ status, error: json['error'] }).toEqual({ status: 400, error: expect.any(String) });
});

test('unknown paths and machines are not found', async () => {
  expect((await call('GET', '/elsewhere')).status).toBe(404);
  expect((await call('POST', '/machines/i-0ffffffffffffffff', {})).status).toBe(404);
});

test('a web page cannot steer the sandbox, neither directly nor under another name for loopback', async () => {
  const crossSite = await fetch(`${url}/_sandbox/reset`, { method: 'POST', headers: { origin: 'https://example.com' } });
  expect(crossSite.status).toBe(403);
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(`${url}/_sandbox/reset`, { method: 'POST', headers: { host: 'evil.example.com' } }, (answer) => resolve(answer.resume().statusCode));
    sent.on('error', reject).end();
  });
  expect(rebound).toBe(403);
  expect(told).toEqual([]);
});

test('a handler that fails is a 500 and not the end of the server; a body that is too large is refused', async () => {
  const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const broken = await fetch(`${url}/broken`);
  errors.mockRestore();
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain('a defect');
  const large = await fetch(url, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024 + 1) });
  expect(large.status).toBe(413);
  expect((await fetch(url)).status).toBe(200);
});
