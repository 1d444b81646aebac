// The figures of the sandbox against Ferry's own sizing: what wave W07 lacks, and that single machines lack nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeSourceCloud } from '../../../src/adapters/aws/source-cloud.ts';
import type { Quota, VmSize } from '../../../src/domain/infrastructure.ts';
import type { MachineFacts } from '../../../src/domain/machine.ts';
import { suggestSizes } from '../../../src/domain/sizing.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { clock, quiet, targetOf } from '../../contracts/azure-support.ts';

let sandbox: Sandbox;
let machines: readonly MachineFacts[];
let quotas: readonly Quota[];
let sizeOf: (machine: MachineFacts) => VmSize | undefined;

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1, pageSize: 100 });
  const target = targetOf(sandbox);
  const endpoints = { ec2: sandbox.ec2Url, ssm: sandbox.ec2Url, sts: sandbox.ec2Url, cloudwatch: sandbox.ec2Url };
  const credentials = { accessKeyId: 'AKIASANDBOXSANDBOX00', secretAccessKey: 'sandbox' };
  const source = makeSourceCloud({ region: 'eu-west-1', endpoints, credentials, roleArn: null, webIdentity: null, deadlineMs: 5_000, clock, log: quiet });
  const wave = (await source.list()).filter((machine) => machine.tags['Wave'] === 'W07');
  ({ machines } = await source.facts({ ids: wave.map((machine) => machine.instanceId), parts: new Set(['disks', 'hardware']) }));
  quotas = await target.quotas();
  const list = await target.sizes();
  // Whatever the quota says: it is the quota that is to be judged.
  sizeOf = (facts) => list.sizes.find((size) => size.name === suggestSizes({ facts, list, quotas: null }).choices[0]?.name);
});
afterAll(() => sandbox.close());

const lackOf = (family: string, wanted: readonly MachineFacts[]): number => {
  const quota = quotas.find((one) => one.name === family);
  const sizes = wanted.map((machine) => sizeOf(machine)).filter((size) => size !== undefined && (size.family === family || family === 'cores'));
  const alone = sizes.reduce((sum, size) => sum + (size?.vcpus ?? 0), 0);
  return 2 * alone - ((quota?.limit ?? 0) - (quota?.used ?? 0));
};

test('the wave with its test machines lacks twelve vCPU of DSv5 and nothing else', () => {
  expect(machines).toHaveLength(25);
  const families = quotas.map((quota) => quota.name).filter((name) => name.endsWith('Family') || name === 'cores');
  const lacking = families.filter((name) => lackOf(name, machines) > 0);
  expect(lacking).toEqual(['standardDSv5Family']);
  expect(lackOf('standardDSv5Family', machines)).toBe(12);
});

test('a machine alone lacks nothing, and the clean ones together neither', () => {
  for (const machine of machines) expect(lackOf('standardDSv5Family', [machine])).toBeLessThanOrEqual(0);
  const clean = machines.filter((machine) => ['web-01', 'web-02', 'web-03', 'db-01'].includes(machine.name));
  expect(clean).toHaveLength(4);
  expect(lackOf('standardDSv5Family', clean)).toBeLessThanOrEqual(0);
});

test('twenty addresses are left where the wave has twenty-five cards', async () => {
  const cards = machines.reduce((sum, machine) => sum + machine.nics.length, 0);
  const networks = await targetOf(sandbox).networks();
  const web = networks.find((network) => network.name === 'vnet-prod-weu')?.subnets.find((subnet) => subnet.name === 'web');
  expect(web?.freeAddresses).toBe(20);
  expect(cards).toBe(25);
});
