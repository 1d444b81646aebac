/** The capacity plan: figures by hand, what does not fit, and that more to move never needs less. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { amountIn, attestedChurn } from '../../../src/domain/capacity/attested.ts';
import { planCapacity } from '../../../src/domain/capacity/plan.ts';
import { capacityRules } from '../../../src/domain/capacity/rules.ts';
import type { ApplianceNow, CapacityInput, CapacityMachine, CapacityWish } from '../../../src/domain/capacity/types.ts';
import { classic2023 } from '../../../src/domain/profiles/classic-2023.ts';
import { modern2026 } from '../../../src/domain/profiles/modern-2026.ts';
import { DAY, HOUR } from '../../../src/domain/time.ts';
import { attested } from '../checks/input.ts';

const GIB = 1024 ** 3;
const machine = (change: Partial<CapacityMachine> = {}): CapacityMachine => ({ name: 'web-01', replicating: false, diskGiB: [60, 40], attested: null, measured: null, ...change });
const appliance = (change: Partial<ApplianceNow> = {}): ApplianceNow => ({ name: 'asr-appliance', vcpus: 8, memoryGiB: 16, cacheGiB: 620, machines: 0, ...change });
const wish = (change: Partial<CapacityWish> = {}): CapacityWish => ({ windowMs: null, churn: null, linkMbit: null, ...change });
const input = (change: Partial<CapacityInput> = {}): CapacityInput => ({ now: 0, machines: [machine()], wish: wish(), rules: capacityRules(modern2026), appliance: { known: true, value: appliance() }, whyUnmeasured: null, ...change });

describe('the first copy', () => {
  test('sums all disks and adds the changes of the window and ten percent', () => {
    const plan = planCapacity(input({ wish: wish({ windowMs: 8 * HOUR }) }));
    expect(plan.bytes).toBe(100 * GIB);
    expect(plan.churnBytesPerDay).toBe(5 * GIB);
    // (100 GiB + a third of 5 GiB) * 8 bits * 1.1 in 8 hours.
    expect(plan.firstCopyMbit).toBeCloseTo(((100 + 5 / 3) * GIB * 8 * 1.1) / 1e6 / (8 * 3600), 6);
    expect(plan.steadyMbit).toBeCloseTo((5 * GIB * 8 * 1.1) / 1e6 / 86_400, 6);
    expect(plan.troubles).toEqual([]);
  });

  test('without a window one day is proposed, and said', () => {
    expect(planCapacity(input())).toMatchObject({ windowMs: DAY, windowNamed: false });
  });

  test.each([
    { link: 1_000, codes: [], reason: 'a wide link fits' },
    { link: 30, codes: ['link-too-slow'], reason: 'a narrow one takes longer than the window' },
    { link: 0.4, codes: ['link-behind'], reason: 'one below the churn never catches up' },
  ])('$reason', ({ link, codes }) => {
    const plan = planCapacity(input({ wish: wish({ windowMs: 2 * HOUR, linkMbit: link }) }));
    expect(plan.troubles.map((t) => t.code)).toEqual(codes);
    expect(plan.link?.firstCopyMs === null).toBe(codes.includes('link-behind'));
  });

  test('a window that fits exactly is no trouble', () => {
    const needed = planCapacity(input({ wish: wish({ windowMs: 8 * HOUR }) })).firstCopyMbit;
    const plan = planCapacity(input({ wish: wish({ windowMs: 8 * HOUR, linkMbit: needed + 1e-9 }) }));
    expect(plan.troubles).toEqual([]);
  });
});

describe('churn: what a person said beats what was attested, measured and assumed', () => {
  const machines = [machine({ attested: 7, measured: 9 }), machine({ measured: 11 }), machine()];
  test.each([
    { w: wish(), shares: [['attested', 1, 7], ['measured', 1, 11], ['assumed', 1, 5 * GIB]], reason: 'each machine by its best source' },
    { w: wish({ churn: { kind: 'percent', percent: 10 } }), shares: [['said', 3, 30 * GIB]], reason: 'a percentage holds for all' },
    { w: wish({ churn: { kind: 'bytes', perDay: 42 } }), shares: [['said', 3, 42]], reason: 'an amount is of all together' },
  ])('$reason', ({ w, shares }) => {
    expect(planCapacity(input({ machines, wish: w })).churn.map((s) => [s.source, s.machines, s.bytesPerDay])).toEqual(shares);
  });
});

describe('the appliance', () => {
  const many = (n: number): readonly CapacityMachine[] => Array.from({ length: n }, () => machine({ attested: 0 }));
  test.each([
    { n: 25, now: appliance(), codes: [], appliances: 1, vcpus: 8, reason: 'the small one carries 25' },
    { n: 101, now: appliance(), codes: ['appliance-small'], appliances: 1, vcpus: 12, reason: '101 machines need the next size' },
    { n: 201, now: appliance({ vcpus: 16, memoryGiB: 32, cacheGiB: 1_024 }), codes: ['appliances-more'], appliances: 2, vcpus: 16, reason: '201 need two' },
    { n: 90, now: appliance({ machines: 20 }), codes: ['appliance-small'], appliances: 1, vcpus: 12, reason: 'what it protects already counts' },
    { n: 25, now: appliance({ vcpus: null }), codes: ['appliance-unsure'], appliances: 1, vcpus: 8, reason: 'an unknown figure is not a pass' },
    { n: 25, now: appliance({ cacheGiB: 300 }), codes: ['appliance-small'], appliances: 1, vcpus: 8, reason: 'never below what the appliance itself needs' },
  ])('$reason', ({ n, now, codes, appliances, vcpus }) => {
    const plan = planCapacity(input({ machines: many(n), appliance: { known: true, value: now } }));
    expect(plan.troubles.map((t) => t.code)).toEqual(codes);
    expect(plan.sizing).toMatchObject({ appliances, rule: { vcpus } });
  });

  test('machines of the selection that it protects already are counted once', () => {
    const plan = planCapacity(input({ machines: many(20).map((m) => ({ ...m, replicating: true })), appliance: { known: true, value: appliance({ machines: 30 }) } }));
    expect(plan.sizing.others).toBe(10);
  });

  test('none, and one that could not be read, are told apart', () => {
    expect(planCapacity(input({ appliance: { known: true, value: null } })).troubles).toEqual([{ code: 'appliance-missing' }]);
    expect(planCapacity(input({ appliance: { known: false, why: 'refused' } })).troubles).toEqual([{ code: 'appliance-unread', why: 'refused' }]);
  });

  test('much churn needs more appliances, however few the machines', () => {
    const plan = planCapacity(input({ machines: [machine({ attested: 5e12 })], appliance: { known: true, value: appliance({ vcpus: 16, memoryGiB: 32, cacheGiB: 1_024 }) } }));
    expect(plan.sizing.appliances).toBe(3);
  });

  test("a profile with its own small sizes is taken as it is", () => {
    expect(capacityRules(classic2023)).toMatchObject({ smallerFrom: null, capacity: { length: 3 } });
    expect(capacityRules(modern2026)).toMatchObject({ smallerFrom: { profile: 'classic-2023' }, capacity: { length: 3 } });
  });
});

test('a machine whose disks could not be read is named, not counted as empty', () => {
  const plan = planCapacity(input({ machines: [machine(), machine({ name: 'db-09', diskGiB: null })] }));
  expect(plan.troubles).toContainEqual({ code: 'disks-unread', machines: ['db-09'] });
});

describe('more to move never needs less', () => {
  const machines = fc.array(fc.record({ diskGiB: fc.array(fc.integer({ min: 1, max: 16_000 }), { minLength: 1, maxLength: 6 }), attested: fc.option(fc.integer({ min: 0, max: 1e12 })), measured: fc.option(fc.integer({ min: 0, max: 1e12 })) }), { minLength: 1, maxLength: 300 })
    .map((all) => all.map((m, i) => machine({ ...m, name: `m${i}` })));

  test('a further disk', () => {
    fc.assert(fc.property(machines, fc.integer({ min: 1, max: 16_000 }), fc.nat(), (all, gib, at) => {
      const more = all.map((m, i) => (i === at % all.length ? { ...m, diskGiB: [...(m.diskGiB ?? []), gib] } : m));
      notLess(planCapacity(input({ machines: all })), planCapacity(input({ machines: more })));
    }));
  });

  test('a further machine', () => {
    fc.assert(fc.property(machines, (all) => {
      notLess(planCapacity(input({ machines: all })), planCapacity(input({ machines: [...all, machine({ name: 'one more' })] })));
    }));
  });

  test('a shorter window never needs a narrower line', () => {
    fc.assert(fc.property(machines, fc.integer({ min: 1, max: 72 }), (all, hours) => {
      const of = (h: number): number => planCapacity(input({ machines: all, wish: wish({ windowMs: h * HOUR }) })).firstCopyMbit;
      expect(of(hours)).toBeGreaterThanOrEqual(of(hours + 1) - 1e-6);
    }));
  });

  type Plan = ReturnType<typeof planCapacity>;
  function notLess(before: Plan, after: Plan): void {
    expect(after.bytes).toBeGreaterThanOrEqual(before.bytes);
    expect(after.firstCopyMbit).toBeGreaterThanOrEqual(before.firstCopyMbit - 1e-6);
    expect(after.steadyMbit).toBeGreaterThanOrEqual(before.steadyMbit - 1e-6);
    expect(after.sizing.appliances * after.sizing.rule.machines).toBeGreaterThanOrEqual(before.sizing.appliances * before.sizing.rule.machines);
  }
});

describe('amounts that people write', () => {
  test.each([
    ['20GiB', 20 * GIB], ['1,5 TB', 1.5e12], ['300 MB', 3e8], ['20', null], ['5%', null], ['lots', null],
  ])('%s', (text, bytes) => {
    expect(amountIn(text)).toBe(bytes);
  });

  test.each([
    { note: '40 GB/day at most', bytes: 40e9 }, { note: 'about 40 GB a day', bytes: 40e9 }, { note: '12 GiB', bytes: 12 * GIB }, { note: 'not much', bytes: null }, { note: 'disk of 100 GB is full', bytes: null },
  ])('a note: $note', ({ note, bytes }) => {
    expect(attestedChurn(attested({ note }))).toBe(bytes);
  });

  test('a skipped question says nothing', () => {
    expect(attestedChurn(attested({ answer: 'skip', note: '40 GB/day' }))).toBeNull();
    expect(attestedChurn(null)).toBeNull();
  });
});
