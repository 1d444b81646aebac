/** `npm run doctor` as somebody runs it who has only the settings. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeFolderLock } from '../../src/adapters/store/lock.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { settingsFor } from '../e2e/support/world.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), 'ferry-doctor-'));
let sandbox: Sandbox;
beforeAll(async () => { sandbox = await startSandbox(); });
afterAll(async () => {
  await sandbox.close();
  rmSync(dir, { recursive: true, force: true });
});

type Ran = { readonly code: number | null; readonly out: string; readonly errors: string };

/** In an empty folder, so that no `.env` of whoever runs the tests is read. */
function doctor(change: Record<string, string>, ...args: readonly string[]): Promise<Ran> {
  const env = { ...settingsFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir }), PATH: process.env['PATH'] ?? '', ...change };
  const child = spawn(process.execPath, [`${ROOT}scripts/doctor.ts`, ...args], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (text) => { out += String(text); });
  child.stderr.on('data', (text) => { errors += String(text); });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, errors })));
}

test('says how it stands in lines, with cures below what is not well, and ends with 0 when nothing is to be cured', async () => {
  const { code, out, errors } = await doctor({});
  expect(errors).toBe('');
  expect(out).toMatch(/^Doctor of rsv-mig-weu: nothing to cure, /);
  expect(out).toMatch(/\n⚠ The bot in Azure: .*\n {4}→ Make an Azure Bot/);
  expect(out).toMatch(/\n✔ Who Ferry is in AWS: Account 111122223333/);
  expect(code).toBe(0);
}, 30_000);

test('for programs it is JSON with the words, and something to cure ends with 1', async () => {
  const { code, out } = await doctor({ FERRY_APPROVERS: '' }, '--json');
  const report = JSON.parse(out) as { readonly findings: readonly { readonly check: string; readonly state: string; readonly cure: string | null }[] };
  expect(report.findings.find((f) => f.check === 'approvers')).toMatchObject({ state: 'bad', cure: expect.stringContaining('FERRY_APPROVERS') });
  expect(code).toBe(1);
}, 30_000);

test('the permissions need neither settings nor a cloud', async () => {
  const { code, out } = await doctor({ AWS_REGION: '' }, '--permissions');
  expect(out).toMatch(/By itself, all the time\n(?: {2}.*\n)*/);
  expect(out).toMatch(/\ncutover\n(?: {2}.*\n)* {2}✎ ec2:StopInstances \(aws, machine\)/);
  expect(code).toBe(0);
}, 30_000);

test('while Ferry holds its store, it says who does and where to ask instead', async () => {
  const lock = takeFolderLock(dir);
  const { code, errors } = await doctor({});
  lock.release();
  expect([code, errors]).toEqual([2, expect.stringMatching(/Another Ferry is already running[\s\S]*ask it in the chat: doctor/)]);
}, 30_000);
