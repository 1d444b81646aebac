/** Ferry as those see it who run it: health, figures, doctor, secrets that stay out, and a stop that loses nothing. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { makeLog } from '../../src/adapters/log.ts';
import { openEmbeddedDatabase } from '../../src/adapters/store/dialect/embedded.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { buttonsOf, CHANNEL, OLA, said, startChat, type Chat, type Message } from './support/chat.ts';
import { makeBotProcess, type BotProcess } from './support/process.ts';
import { findButton, settingsFor, startWorld, type World } from './support/world.ts';

const newest = (chat: Chat): Message => chat.messages.at(-1)!;
const quiet = makeLog({ level: 'error', destination: { write: () => undefined } });

describe('a running Ferry', () => {
  let world: World;
  const url = (path: string): string => `${world.chat.bot.url}${path}`;
  beforeAll(async () => {
    world = await startWorld();
    await world.chat.addBot();
  });
  afterAll(() => world.stop());

  test('is alive and ready, and its figures name no machine and nobody', async () => {
    await world.chat.say(OLA, 'discover');
    await world.chat.say(OLA, 'status web-01');
    expect((await fetch(url('/healthz'))).status).toBe(200);
    expect(await (await fetch(url('/readyz'))).json()).toEqual({ ready: true, why: null });
    const page = await (await fetch(url('/metrics'))).text();
    for (const line of [
      /^ferry_turns_seconds_count\{input="text",outcome="answered"\} 2$/m,
      /^ferry_cloud_calls_seconds_count\{cloud="aws",operation="list",outcome="ok"\} [1-9]/m,
      /^ferry_cloud_calls_seconds_count\{cloud="azure",operation="list",outcome="ok"\} [1-9]/m,
      /^ferry_http_requests_seconds_count\{method="POST",route="\/api\/messages",status="200"\} [1-9]/m,
      /^ferry_jobs_run_seconds_count\{queue="tick",outcome="ok"\} [1-9]/m,
      /^ferry_rounds_seconds_count\{outcome="ok"\} [1-9]/m,
      /^ferry_jobs_due\{queue="notify"\} \d+$/m,
      /^ferry_jobs_oldest_seconds\{queue="step"\} [\d.e-]+$/m,
      /^ferry_rpo_seconds_worst 0$/m,
      /^ferry_figures_read 1$/m,
      /^nodejs_eventloop_lag_seconds /m,
    ]) expect(page).toMatch(line);
    expect(page).not.toMatch(/web-01|Ola|i-0[a-f0-9]{16}|00000000-0000-4000/);
  });

  test('an admin sees what to cure, and tries a notice here, by its id', async () => {
    await world.chat.say(OLA, 'doctor');
    const first = newest(world.chat);
    expect(said(first)).toMatch(/^\s*Doctor of rsv-mig-weu\s+nothing to cure/);
    expect(said(first)).toMatch(/Nobody who calls is authenticated/);
    expect(said(first)).toMatch(/✔ Audit: Whole: \d+ records/);
    expect(said(first)).toMatch(/Notices here: None was tried here yet/);
    const pressed = await world.chat.press(OLA, findButton(world.chat, 'doctor', (b) => b.data['act'] === 'notice')!);
    const [, id = ''] = /^Delivered here as (\S+?)\.$/.exec(pressed.text.replaceAll('\u200b', '')) ?? [];
    const notice = world.chat.messages.find((m) => said(m).startsWith('This is a test notice of Ferry'));
    expect(notice).toBeDefined();
    expect(id).toContain(notice?.id);
    const again = await world.chat.press(OLA, findButton(world.chat, 'doctor', (b) => b.data['act'] === undefined && buttonsOf(b.message).length > 1)!);
    expect(again.text).toMatch(/✔ Notices here: The last one arrived/);
    await world.chat.say(OLA, 'doctor permissions');
    expect(said(newest(world.chat))).toMatch(/ec2:StopInstances/);
  });

  test('an audit that somebody changed past Ferry is told', async () => {
    await world.chat.say(OLA, `my key is ${['AKIA', 'IOSFODNN7EXAMPLE'].join('')}`);
    await world.sql('alter table event disable trigger user', `update event set event = replace(event, 'SecretDropped', 'SecretDr0pped') where event like '%SecretDropped%'`, 'alter table event enable trigger user');
    await world.chat.say(OLA, 'doctor');
    expect(said(newest(world.chat))).toMatch(/⛔ Audit: 1 fault, the first in s-/);
  });
});

/** Makes a process say when it connects to anything but its own machine. */
const WATCHED = `import net from 'node:net';
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const { host } = Array.isArray(args[0]) ? args[0][0] : (args[0] ?? {});
  if (host !== undefined && !/^(127\\.|localhost$|::1$)/.test(host)) process.stderr.write('left the machine for ' + host + '\\n');
  return connect.apply(this, args);
};
process.stderr.write('its connections are watched\\n');`;

describe('a process', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let dir: string;
  let bot: BotProcess;
  let chat: Chat;
  beforeAll(async () => {
    sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: 600 });
    dir = await mkdtemp(join(tmpdir(), 'ferry-ops-'));
    bot = await makeBotProcess({ ...settingsFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir }), LOG_LEVEL: 'debug', NODE_COMPILE_CACHE: join(tmpdir(), 'ferry-compile-cache'), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCHED)}` });
    chat = await startChat({ url: bot.url });
    expect(await bot.start()).toBe('listening');
    await chat.addBot();
  });
  afterAll(async () => {
    await bot.kill();
    await chat.stop();
    await sandbox.close();
    await rm(dir, { recursive: true, force: true });
  });

  const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
  const half = createHash('sha256').update('half').digest('hex');
  const secrets: readonly { readonly kind: string; readonly text: string; readonly part: string }[] = [
    { kind: 'an AWS access key', text: `key ${['AKIA', 'QHUSHHUSHHUSH123'].join('')}`, part: 'QHUSHHUSHHUSH123' },
    { kind: 'a temporary AWS key', text: `key ${['ASIA', 'QHUSHTEMPORARY12'].join('')}`, part: 'QHUSHTEMPORARY12' },
    { kind: 'a signed link', text: `status web-01 https://stx.blob.core.windows.net/c/d?sv=2024-01-01&sig=${half.slice(0, 40)}%3D`, part: half.slice(0, 40) },
    { kind: 'a private key', text: `-----BEGIN RSA PRIVATE KEY-----\n${half}\n-----END RSA PRIVATE KEY-----`, part: half },
    { kind: 'a connection string', text: `DefaultEndpointsProtocol=https;AccountName=stx;AccountKey=${base64(64)};EndpointSuffix=core.windows.net`, part: 'AccountName=stx' },
    { kind: 'a token', text: `cutover web-01 because eyJ${half.slice(0, 30)}.eyJ${half.slice(30, 60)}.${half.slice(10, 50)}`, part: half.slice(30, 60) },
  ];

  test('secrets that people paste are answered with what to do, and are in no row and no line of the log', async () => {
    for (const { text } of secrets) {
      await chat.say(OLA, text);
      expect(said(newest(chat))).toMatch(/revoke that secret now/);
    }
    await chat.say(OLA, 'discover');
    const [button] = chat.messages.flatMap(buttonsOf);
    const pressed = await chat.invoke(OLA, { message: button!.message, verb: button!.verb, data: { ...button!.data, note: secrets[0]!.text } });
    expect(pressed.text).toMatch(/revoke that secret now/);
  });

  test('SIGTERM: ready no more, no new turns, the turn under way is answered, and it ends in time with code 0', async () => {
    const before = chat.messages.length;
    sandbox.world.faults.add({ match: { server: 'ec2', action: 'DescribeInstances' }, effect: { delayMs: 3_000 }, count: 1_000 });
    const under = chat.deliver({ type: 'message', ...chat.frame(OLA, CHANNEL, '1699999999999'), text: '<at>Ferry</at> discover', entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: { id: '28:ferry', name: 'Ferry' } }] });
    await pause(500);
    const begun = Date.now();
    const ended = bot.stop();
    await pause(300);
    const ready = await fetch(`${bot.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, why: 'draining' }]);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    const late = await chat.deliver({ type: 'message', ...chat.frame(OLA, CHANNEL, '1699999999998'), text: '<at>Ferry</at> help' });
    expect(late.status).toBe(503);
    expect((await under).status).toBe(200);
    expect(chat.messages.length).toBeGreaterThan(before);
    expect(await ended).toBe(0);
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  test('without a setting for it, nothing is told to anybody outside: no telemetry, no home to call', () => {
    expect(bot.output()).toContain('its connections are watched');
    expect(bot.output()).not.toContain('left the machine');
  });

  test('afterwards nothing of the secrets is found in the store or in the log', async () => {
    const { db, close } = await openEmbeddedDatabase({ dir, log: quiet });
    const tables = await sql<{ readonly name: string }>`select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`.execute(db.read);
    let dump = '';
    for (const { name } of tables.rows) dump += JSON.stringify((await sql.raw(`select * from ${name}`).execute(db.read)).rows);
    await close();
    expect(dump).toContain('SecretDropped');
    expect((await readdir(dir)).length).toBeGreaterThan(0);
    for (const { part } of secrets) {
      expect(dump).not.toContain(part);
      expect(bot.output()).not.toContain(part);
    }
    expect(bot.output()).toContain('something that looked like a secret was dropped');
  });
});
