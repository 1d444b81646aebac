/** What reaches Application Insights, from a process of its own: the library keeps its state for the whole process. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let server: Server;
let url: string;
let received: string[] = [];
let status = 200;

const dir = mkdtempSync(join(tmpdir(), 'ferry-tls-'));
const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];

beforeAll(async () => {
  // The library speaks https whatever it is told, and the process is told to trust this one certificate.
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`openssl is needed for this test: ${made.stderr}`);
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString('utf8') : body.toString('utf8');
      received.push(text);
      const items = text.split('\n').length;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ itemsReceived: items, itemsAccepted: items, errors: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  rmSync(dir, { recursive: true, force: true });
});

const SECRET = ['AKIA', 'QHUSHHUSHHUSH123'].join('');
const script = (connectionString: string): string => `
  import { makeLog } from './src/adapters/log.ts';
  import { makeTracing } from './src/adapters/telemetry/tracing.ts';
  const trouble = [];
  const tracing = makeTracing({ connectionString: ${JSON.stringify(connectionString)}, trouble: (error) => trouble.push(String(error)) });
  const log = makeLog({ level: 'info', destination: { write: () => undefined }, also: tracing.line });
  log.info({ migrationId: 'm-early' }, 'a line before the library was there');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const answer = await tracing.span('job step', { key: 'm-1' }, async () => { log.warn({ key: 'm-1', note: 'my key is ${SECRET}', nested: { a: 1 } }, 'an odd thing'); return 42; });
  await tracing.span('job notify', {}, () => Promise.reject(new Error('cannot use ${SECRET}'))).catch(() => undefined);
  await tracing.stop();
  console.log(JSON.stringify({ answer, trouble }));
  process.exit(0);
`;

function run(connectionString: string): Promise<{ readonly answer: number; readonly trouble: readonly string[] }> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script(connectionString)], { cwd: new URL('../../../', import.meta.url).pathname, env: { PATH: process.env['PATH'], APPLICATION_INSIGHTS_NO_STATSBEAT: '1', NODE_EXTRA_CA_CERTS: cert }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => { out += String(chunk); });
  child.stderr.on('data', (chunk) => { errors += String(chunk); });
  return new Promise((resolve, reject) => child.once('close', () => {
    const line = out.split('\n').find((l) => l.startsWith('{"answer"'));
    if (line === undefined) reject(new Error(`${out}\n${errors}`));
    else resolve(JSON.parse(line) as Awaited<ReturnType<typeof run>>);
  }));
}

test('spans and lines arrive, those before the start too, and no secret among them', async () => {
  const { answer, trouble } = await run(`InstrumentationKey=00000000-0000-4000-8000-0000000000a1;IngestionEndpoint=${url}`);
  expect({ answer, trouble }).toEqual({ answer: 42, trouble: [] });
  const all = received.join('\n');
  for (const part of ['job step', 'job notify', 'an odd thing', 'a line before the library was there', 'm-early']) expect(all).toContain(part);
  expect(all).not.toContain('QHUSHHUSH');
}, 30_000);

test('a place that takes nothing costs nothing: the work goes on, and the stop ends', async () => {
  received = [];
  status = 500;
  const begun = performance.now();
  expect((await run(`InstrumentationKey=00000000-0000-4000-8000-0000000000a1;IngestionEndpoint=${url}`)).answer).toBe(42);
  expect(performance.now() - begun).toBeLessThan(20_000);
}, 30_000);
