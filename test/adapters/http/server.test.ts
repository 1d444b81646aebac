import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Health, Readiness } from '../../../src/adapters/http/operations.ts';
import { startHttpServer, type HttpServer } from '../../../src/adapters/http/server.ts';
import type { Log, Meter } from '../../../src/ports/telemetry.ts';

const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
let got: { authorization: string; body: unknown }[];
let health: () => Promise<Health>;
let ready: () => Promise<Readiness>;
let page: () => Promise<{ readonly type: string; readonly body: string }>;
const measured: { readonly name: string; readonly labels: object }[] = [];
const meter: Meter = { count: silent, timed: (name, _ms, labels) => void measured.push({ name, labels }), span: (_name, _fields, work) => work() };
const common = { host: '127.0.0.1', log, meter, clock: { now: () => 0 } };
let answer: () => Promise<{ status: number; body?: unknown }>;
let file: (id: string, token: string) => Promise<{ readonly name: string; readonly body: string } | null>;
let server: HttpServer;
let url: string;

beforeEach(async () => {
  got = [];
  health = () => Promise.resolve({ ok: true, store: true, lastTickAgeSeconds: 3 });
  ready = () => Promise.resolve({ ready: true, why: null });
  page = () => Promise.resolve({ type: 'text/plain; version=0.0.4; charset=utf-8', body: 'ferry_turns 1\n' });
  measured.length = 0;
  answer = () => Promise.resolve({ status: 200 });
  file = () => Promise.resolve(null);
  server = await startHttpServer({ ...common, port: 0, health: () => health(), ready: () => ready(), metrics: () => page(), file: (id, token) => file(id, token), messages: (request) => { got.push(request); return answer(); } });
  url = `http://127.0.0.1:${server.port}`;
});
afterEach(() => server.stop());

const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) => fetch(`${url}/api/messages`, { method: 'POST', body, headers });

describe('POST /api/messages', () => {
  test('hands over the parsed body and the token, and gives the answer back', async () => {
    answer = () => Promise.resolve({ status: 200, body: { statusCode: 200, value: 'Grüße' } });
    const response = await post('{"type":"message"}', { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer x' });
    expect([response.status, await response.json()]).toEqual([200, { statusCode: 200, value: 'Grüße' }]);
    expect(got).toEqual([{ authorization: 'Bearer x', body: { type: 'message' } }]);
  });

  test('an answer in words is plain text', async () => {
    answer = () => Promise.resolve({ status: 401, body: 'Not authenticated.' });
    const response = await post('{}');
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([401, 'text/plain; charset=utf-8', 'Not authenticated.']);
  });

  const rows = [
    { reason: 'no JSON', body: '{"type":', headers: { 'content-type': 'application/json' }, status: 400 },
    { reason: 'too large', body: JSON.stringify({ text: 'x'.repeat(300_000) }), headers: { 'content-type': 'application/json' }, status: 413 },
    { reason: 'another type', body: '<a/>', headers: { 'content-type': 'application/xml' }, status: 415 },
    { reason: 'an upload', body: '--x\r\ncontent-disposition: form-data; name="f"; filename="a"\r\n\r\ny\r\n--x--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' }, status: 415 },
    { reason: 'a form', body: 'type=message', headers: { 'content-type': 'application/x-www-form-urlencoded' }, status: 415 },
    { reason: 'a body that only claims to be gzip', body: '{}', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, status: 415 },
  ];
  test.each(rows)('$reason is refused with a plain sentence', async ({ body, headers, status }) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(Object.keys((await response.json()) as object)).toEqual(['error']);
    expect(got).toEqual([]);
  });

  test('a bug shows nothing of itself', async () => {
    answer = () => Promise.reject(new Error('internal'));
    const response = await post('{}');
    expect([response.status, await response.text()]).toEqual([500, '']);
  });
});

describe('GET /healthz', () => {
  test('is 200 while all is well and 503 when not', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    health = () => Promise.resolve({ ok: false, store: true, lastTickAgeSeconds: 900 });
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    health = () => Promise.reject(new Error('internal'));
    const response = await fetch(`${url}/healthz`);
    expect([response.status, await response.json()]).toEqual([503, { ok: false, store: false, lastTickAgeSeconds: null }]);
  });
});

describe('GET /exports/:file', () => {
  test('sends the file as a download that nobody on the way keeps', async () => {
    const asked: string[][] = [];
    file = (id, token) => { asked.push([id, token]); return Promise.resolve({ name: 'ferry-check-W 07".csv', body: '\ufeffMachine\r\nGrüße\r\n' }); };
    const response = await fetch(`${url}/exports/run-cnVu.csv?t=abc.def_-1`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'content-disposition', 'cache-control', 'x-content-type-options'].map((h) => [h, response.headers.get(h)]))).toEqual({
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="ferry-check-W_07_.csv"', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('\ufeffMachine\r\nGrüße\r\n');
    expect(asked).toEqual([['run-cnVu', 'abc.def_-1']]);
  });

  test('sends lines of JSON as such', async () => {
    file = () => Promise.resolve({ name: 'ferry-audit-everything.jsonl', body: '{}\n' });
    const response = await fetch(`${url}/exports/audit-jsonl-YWxs.jsonl?t=x`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'application/jsonl; charset=utf-8', 'attachment; filename="ferry-audit-everything.jsonl"']);
    file = () => Promise.resolve(null);
  });

  test.each([
    { path: '/exports/run-cnVu.csv?t=wrong', reason: 'a token that is refused' },
    { path: '/exports/run-cnVu.csv', reason: 'no token' },
    { path: '/exports/run-cnVu?t=x', reason: 'another kind of file' },
    { path: '/exports/run-cnVu.json?t=x', reason: 'an unknown kind of file' },
    { path: '/exports/..%2f..%2fetc%2fpasswd.csv?t=x', reason: 'a way out of the folder' },
    { path: '/exports/', reason: 'no file' },
    { path: '/exports/a/b.csv?t=x', reason: 'a longer path' },
  ])('$reason is 404 like every other', async ({ path }) => {
    const response = await fetch(`${url}${path}`);
    expect([response.status, await response.json()]).toEqual([404, { error: 'There is nothing here.' }]);
  });

  test('a bug is 404 too and shows nothing of itself', async () => {
    file = () => Promise.reject(new Error('internal'));
    const response = await fetch(`${url}/exports/run-cnVu.csv?t=x`);
    expect([response.status, await response.text()]).toEqual([404, '{"error":"There is nothing here."}']);
  });
});

describe('GET /readyz', () => {
  test('is 200 when people may be sent here, and 503 with the reason when not', async () => {
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { ready: true, why: null }]);
    ready = () => Promise.resolve({ ready: false, why: 'starting' });
    const starting = await fetch(`${url}/readyz`);
    expect([starting.status, await starting.json()]).toEqual([503, { ready: false, why: 'starting' }]);
    ready = () => Promise.reject(new Error('internal'));
    const broken = await fetch(`${url}/readyz`);
    expect([broken.status, await broken.text()]).toEqual([503, '{"ready":false,"why":"store"}']);
  });
});

describe('GET /metrics', () => {
  test('gives the page as it is, and nothing of a bug', async () => {
    const response = await fetch(`${url}/metrics`);
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8', 'ferry_turns 1\n']);
    page = () => Promise.reject(new Error('internal'));
    const broken = await fetch(`${url}/metrics`);
    expect([broken.status, await broken.text()]).toEqual([503, '']);
  });

  test('is not there where figures are not shown', async () => {
    const other = await startHttpServer({ ...common, port: 0, health, ready, metrics: null, file: () => Promise.resolve(null), messages: () => answer() });
    expect((await fetch(`http://127.0.0.1:${other.port}/metrics`)).status).toBe(404);
    await other.stop();
  });

  test('every request is measured by its route, and a path that nobody has is no label', async () => {
    await fetch(`${url}/healthz`);
    await post('{}');
    await fetch(`${url}/exports/run-cnVu.csv?t=x`);
    await fetch(`${url}/wp-login.php`);
    const labels = measured.map((m) => m.labels);
    expect(labels).toEqual([
      { method: 'GET', route: '/healthz', status: '200' },
      { method: 'POST', route: '/api/messages', status: '200' },
      { method: 'GET', route: '/exports', status: '404' },
      { method: 'GET', route: 'other', status: '404' },
    ]);
  });
});

test('while it drains, turns under way end, new ones are told to come back, and the other pages answer', async () => {
  let finish: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    answer = () => { resolve(); return new Promise((done) => { finish = () => done({ status: 200, body: 'done' }); }); };
  });
  const pending = post('{}');
  await arrived;
  let drained = false;
  const draining = server.drain().then(() => { drained = true; });
  const refused = await post('{}');
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '2', { error: 'Ferry is stopping.' }]);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect([drained, got.length]).toEqual([false, 1]);
  finish();
  expect(await (await pending).text()).toBe('done');
  await draining;
});

test('a turn that hangs holds a stop up once, not once for the drain and once more for the stop', async () => {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => { arrive = resolve; });
  const messages = (): Promise<never> => {
    arrive();
    return new Promise(() => undefined);
  };
  const hung = await startHttpServer({ ...common, port: 0, health, ready, metrics: null, file: () => Promise.resolve(null), messages, drainMs: 400 });
  const pending = fetch(`http://127.0.0.1:${hung.port}/api/messages`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }).then(() => 'answered', () => 'cut off');
  await arrived;
  const begun = performance.now();
  await hung.drain();
  const drained = performance.now();
  await hung.drain();
  expect(drained - begun).toBeGreaterThanOrEqual(390);
  expect(performance.now() - drained).toBeLessThan(200);
  await hung.stop();
  expect(await pending).toBe('cut off');
}, 20_000);

test('keeps an idle connection for longer than proxies do: who closes first loses no message of the other', async () => {
  const answer = await fetch(`${url}/healthz`);
  expect(answer.headers.get('connection')).toBe('keep-alive');
  expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(240);
});

test('a taken port is told at once', async () => {
  await expect(startHttpServer({ ...common, port: server.port, health, ready, metrics: null, file: () => Promise.resolve(null), messages: () => answer() })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('stopping lets the turn under way end', async () => {
  let finish: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    answer = () => { resolve(); return new Promise((done) => { finish = () => done({ status: 200, body: 'done' }); }); };
  });
  const pending = post('{}');
  await arrived;
  const stopping = server.stop();
  finish();
  expect(await (await pending).text()).toBe('done');
  await stopping;
});

test('other paths and methods say so without more', async () => {
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/api/messages`)).status).toBe(405);
});
