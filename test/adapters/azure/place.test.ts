import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { makeReplication } from '../../../src/adapters/azure/replication.ts';
import type { Replication } from '../../../src/ports/replication.ts';
import { CloudError } from '../../../src/ports/trouble.ts';

let server: Server | null = null;
afterEach(() => new Promise<void>((resolve) => {
  server?.closeAllConnections();
  if (server === null) resolve();
  else server.close(() => resolve());
}));

const gone = { error: { code: 'NotFound', message: 'no', details: [{ code: 'ArmResourceDoesNotExist', message: 'no', possibleCauses: '', recommendedAction: '' }] } };
const fabric = (name: string, instanceType: string): unknown => ({ id: name, name, properties: { customDetails: { instanceType } } });
const item = (name: string): unknown => ({ id: `/x/${name}`, name, properties: { providerSpecificDetails: { instanceType: 'InMageRcm' } } });

// A vault whose fabrics the test decides; items exist in the fabric named `home`.
async function vaultWith(o: { fabrics: unknown[]; home: string; asked: string[] }): Promise<Replication> {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    o.asked.push(path.slice(path.lastIndexOf('/vaults/v') + 9));
    const send = (status: number, body: unknown): void => { answer(response, status, body); };
    if (path.endsWith('/replicationFabrics')) { send(200, { value: o.fabrics }); return; }
    if (path.endsWith('/replicationProtectionContainers')) { send(200, { value: [{ id: 'c', name: 'box' }] }); return; }
    if (path.includes(`/replicationFabrics/${o.home}/`)) send(200, item('i1'));
    else send(404, gone);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return makeReplication({ subscriptionId: 's', vaultResourceGroup: 'g', vaultName: 'v', endpoint: `http://127.0.0.1:${port}`, credential: null, deadlineMs: 2_000, clock: { now: () => Date.now(), nonce: () => '' }, log: silent });
}

/** Not chained: restify, once loaded, makes `writeHead` return nothing. */
function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

test('the place is looked up once, and again when the fabric has been registered anew', async () => {
  const o = { fabrics: [fabric('old', 'InMageRcm')], home: 'old', asked: [] as string[] };
  const replication = await vaultWith(o);
  await replication.item('i1');
  await replication.item('i1');
  expect(o.asked.filter((path) => path.endsWith('replicationFabrics'))).toHaveLength(1);
  o.fabrics = [fabric('new', 'InMageRcm')];
  o.home = 'new';
  expect((await replication.item('i1')).value?.name).toBe('i1');
});

test('an item is gone only when its fabric is still there', async () => {
  const o = { fabrics: [fabric('old', 'InMageRcm')], home: 'nowhere', asked: [] as string[] };
  const replication = await vaultWith(o);
  expect((await replication.item('i1')).value).toBeNull();
  o.fabrics = [];
  await expect(replication.item('i1')).rejects.toMatchObject({ kind: 'notFound', code: 'NoUsableFabric' });
});

test.each([
  { reason: 'two fabrics', fabrics: [fabric('a', 'InMageRcm'), fabric('b', 'VMware')], kind: 'invalid' },
  { reason: 'none that Ferry knows', fabrics: [fabric('a', 'HyperVSite')], kind: 'notFound' },
])('a vault with $reason is refused in words', async ({ fabrics, kind }) => {
  const replication = await vaultWith({ fabrics, home: 'a', asked: [] });
  const trouble: unknown = await replication.item('i1').catch((error: unknown) => error);
  expect(trouble).toBeInstanceOf(CloudError);
  expect(trouble).toMatchObject({ kind, message: expect.stringContaining('vault v') });
});

test('a page that points to another host is not followed', async () => {
  const o = { fabrics: [] as unknown[], home: '', asked: [] as string[] };
  const replication = await vaultWith(o);
  server?.removeAllListeners('request');
  server?.on('request', (_request, response) => { answer(response, 200, { value: [], nextLink: 'http://127.0.0.2:1/steal' }); });
  await expect(replication.list(0)).rejects.toMatchObject({ kind: 'invalid', message: 'the answer pointed to another host' });
});
