import { afterEach, describe, expect, test } from '@jest/globals';
import { TABLE_DATE, TABLE_SIZES } from '../../../src/adapters/azure/sizes-table.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { list, refusal, startArm, targetAt, type Answer, type ArmServer } from './arm-server.ts';

const START = Date.UTC(2026, 5, 1);

let server: ArmServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const sku = (change: object = {}): object => ({
  resourceType: 'virtualMachines',
  name: 'Standard_D2s_v5',
  family: 'standardDSv5Family',
  locationInfo: [{ location: 'westeurope', zones: ['3', '1', '2'] }],
  capabilities: [
    { name: 'vCPUs', value: '2' },
    { name: 'MemoryGB', value: '8' },
    { name: 'MaxDataDiskCount', value: '4' },
    { name: 'MaxNetworkInterfaces', value: '2' },
    { name: 'PremiumIO', value: 'True' },
    { name: 'HyperVGenerations', value: 'V1,V2' },
    { name: 'CpuArchitectureType', value: 'x64' },
    { name: 'DiskControllerTypes', value: 'SCSI' },
    { name: 'AcceleratedNetworkingEnabled', value: 'True' },
    { name: 'MaxResourceVolumeMB', value: '0' },
  ],
  restrictions: [],
  ...change,
});

/** A target whose clock and answers the test moves. */
async function moving(first: Answer) {
  const state = { now: START, answer: first };
  server = await startArm(() => state.answer);
  const target = targetAt(server, { now: () => state.now, nonce: () => '' });
  return { state, target, asked: server.asked };
}

describe('the live list', () => {
  test('is read once for callers at the same time, and kept for six hours', async () => {
    const { state, target, asked } = await moving(list(sku()));
    const [first, second] = await Promise.all([target.sizes(), target.sizes()]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ from: 'live', asOf: START, whyTable: null, sizes: [{ name: 'Standard_D2s_v5' }] });
    state.now = START + 6 * HOUR - 1;
    expect((await target.sizes()).asOf).toBe(START);
    expect(asked).toHaveLength(1);
    state.now += 1;
    expect((await target.sizes()).asOf).toBe(START + 6 * HOUR);
    expect(asked).toHaveLength(2);
    expect(asked[0]?.query.get('$filter')).toBe("location eq 'westeurope'");
  });

  test('tells zones, accelerated networking and disk controllers', async () => {
    const barred = [{ type: 'Zone', reasonCode: 'NotAvailableForSubscription', restrictionInfo: { zones: ['2'] } }];
    const nvme = sku({ name: 'Standard_D2s_v6', capabilities: [{ name: 'DiskControllerTypes', value: 'NVMe' }], restrictions: [{ type: 'Location', reasonCode: 'NotAvailableForSubscription' }] });
    const { target } = await moving(list(sku({ restrictions: barred }), nvme, sku({ name: 'both', locationInfo: [], capabilities: [{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }] }), { resourceType: 'disks', name: 'Premium_LRS' }));
    const { sizes } = await target.sizes();
    expect(sizes).toHaveLength(3);
    expect(sizes[0]).toEqual({
      ...{ name: 'Standard_D2s_v5', family: 'standardDSv5Family', vcpus: 2, memoryGiB: 8, maxDataDisks: 4, maxNics: 2, premium: true, generations: ['V1', 'V2'] },
      ...{ nvmeOnly: false, architecture: 'x64', tempDisk: false, acceleratedNetworking: true, zones: ['1', '3'], restricted: null },
    });
    expect(sizes[1]).toMatchObject({ nvmeOnly: true, acceleratedNetworking: false, restricted: 'NotAvailableForSubscription' });
    expect(sizes[2]).toMatchObject({ nvmeOnly: false, zones: [] });
  });

  test('outlives a trouble on the day it was read, with its own age', async () => {
    const { state, target } = await moving(list(sku()));
    await target.sizes();
    state.answer = refusal(403, 'AuthorizationFailed');
    state.now = START + 20 * HOUR;
    expect(await target.sizes()).toMatchObject({ from: 'live', asOf: START });
    state.now = START + 25 * HOUR;
    expect(await target.sizes()).toMatchObject({ from: 'table', asOf: TABLE_DATE });
  });
});

describe('the dated table', () => {
  const rows: readonly { reason: string; answer: Answer; why: RegExp }[] = [
    { reason: 'Ferry may not read it', answer: refusal(403, 'AuthorizationFailed'), why: /^Azure does not let Ferry read its sizes: AuthorizationFailed, says the test\.$/ },
    { reason: 'Azure asks for fewer requests', answer: refusal(429, 'TooManyRequests', { 'retry-after': '3600' }), why: /^Azure asked for fewer requests: / },
    { reason: 'the answer is no JSON', answer: { status: 200, body: '{"value": [' }, why: /^Azure could not be read: / },
    { reason: 'the region is unknown', answer: list(), why: /no size for the region "westeurope"/ },
  ];
  test.each(rows)('stands in when $reason', async ({ answer, why }) => {
    const { target } = await moving(answer);
    const sizes = await target.sizes();
    expect(sizes).toMatchObject({ from: 'table', asOf: TABLE_DATE, whyTable: expect.stringMatching(why) });
    expect(sizes.sizes).toBe(TABLE_SIZES);
  });

  test('is given for five minutes before the list is asked for again', async () => {
    const { state, target, asked } = await moving(refusal(403, 'AuthorizationFailed'));
    await Promise.all([target.sizes(), target.sizes()]);
    state.answer = list(sku());
    state.now = START + 5 * MINUTE - 1;
    expect((await target.sizes()).from).toBe('table');
    expect(asked).toHaveLength(1);
    state.now += 1;
    expect(await target.sizes()).toMatchObject({ from: 'live', whyTable: null });
    expect(asked).toHaveLength(2);
  });

  test('holds 147 sizes, each once, with the vCPUs of its name and a quota to count against', () => {
    expect(TABLE_SIZES).toHaveLength(147);
    expect(new Set(TABLE_SIZES.map((size) => size.name)).size).toBe(147);
    for (const size of TABLE_SIZES) {
      expect(size.name).toMatch(new RegExp(`^Standard_[BDEFM]${size.vcpus}[a-z]`));
      expect(size.family).toMatch(/^standard[A-Za-z0-9]+Family$/i);
      expect(size.memoryGiB).toBeGreaterThan(0);
      // The sixth generation shows its disks as NVMe only and does not boot from a BIOS.
      if (size.name.endsWith('_v6')) expect(size).toMatchObject({ nvmeOnly: true, generations: ['V2'] });
    }
  });

  test.each([
    { name: 'Standard_D4s_v5', figures: { family: 'standardDSv5Family', vcpus: 4, memoryGiB: 16, maxDataDisks: 8, maxNics: 2, generations: ['V1', 'V2'], nvmeOnly: false, tempDisk: false, acceleratedNetworking: true } },
    { name: 'Standard_E104is_v5', figures: { family: 'standardEISv5Family', vcpus: 104, maxDataDisks: 64 } },
    { name: 'Standard_D2as_v6', figures: { family: 'standardDav6Family' } },
    { name: 'Standard_F72s_v2', figures: { family: 'standardFSv2Family', tempDisk: true, memoryGiB: 144 } },
    { name: 'Standard_B2ms', figures: { family: 'standardBSFamily', acceleratedNetworking: false, maxNics: 3 } },
    { name: 'Standard_B12ms', figures: { family: 'standardBSFamily', acceleratedNetworking: true } },
    { name: 'Standard_M96ds_2_v3', figures: { family: 'standardMDSMediumMemoryv3Family', memoryGiB: 1946, tempDisk: true, generations: ['V2'] } },
  ])('knows $name', ({ name, figures }) => {
    expect(TABLE_SIZES.find((size) => size.name === name)).toMatchObject({ ...figures, premium: true, architecture: 'x64', restricted: null, zones: [] });
  });
});

describe('quotas', () => {
  const usage = list({ name: { value: 'cores', localizedValue: 'Total Regional vCPUs' }, currentValue: 10, limit: 100 });

  test('are shared for a minute', async () => {
    const { state, target, asked } = await moving(usage);
    await Promise.all([target.quotas(), target.quotas()]);
    state.now = START + MINUTE - 1;
    expect(await target.quotas()).toEqual([{ name: 'cores', title: 'Total Regional vCPUs', used: 10, limit: 100 }]);
    expect(asked).toHaveLength(1);
    state.now += 1;
    await target.quotas();
    expect(asked).toHaveLength(2);
  });

  test('that could not be read are asked for again at once', async () => {
    const { state, target, asked } = await moving(refusal(403, 'AuthorizationFailed'));
    await expect(target.quotas()).rejects.toMatchObject({ kind: 'forbidden' });
    state.answer = usage;
    expect(await target.quotas()).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });
});
