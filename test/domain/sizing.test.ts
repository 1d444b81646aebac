import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Quota, VmSize } from '../../src/domain/infrastructure.ts';
import type { MachineFacts } from '../../src/domain/machine.ts';
import { sizeInQuestion, suggestionFor, suggestSizes } from '../../src/domain/sizing.ts';
import { generationOf, type Generation } from '../../src/domain/sizing/need.ts';
import { attested, disk, facts, hardware, input, known, nic, rootDisk, size, sizeList, UNREADABLE, withFacts, withTarget } from './checks/input.ts';

const D2 = size('Standard_D2s_v5', { vcpus: 2, memoryGiB: 8, maxDataDisks: 4 });
const D4 = size('Standard_D4s_v5');
const D4D = size('Standard_D4ds_v5', { tempDisk: true });
const D8 = size('Standard_D8s_v5', { vcpus: 8, memoryGiB: 32, maxDataDisks: 16, maxNics: 4 });
const E4 = size('Standard_E4s_v5', { memoryGiB: 32, family: 'standardESv5Family' });
const B4 = size('Standard_B4s_v2', { family: 'standardBsv2Family' });
const ALL = [D8, E4, B4, D4D, D2, D4];

const disks = (count: number) => known([rootDisk(), ...Array.from({ length: count }, (_, i) => disk({ volumeId: `vol-${i}` }))]);
const suggest = (change: Partial<MachineFacts>, sizes: readonly VmSize[] = ALL, o: { readonly quotas?: readonly Quota[] | null; readonly generation?: Generation } = {}) => suggestSizes({ facts: facts(change), list: sizeList(sizes), quotas: null, ...o });
const names = (...args: Parameters<typeof suggest>): readonly string[] => suggest(...args).choices.map((c) => c.name.replace('Standard_', ''));

describe('sizes', () => {
  test.each([
    { change: {}, expected: ['D4s_v5', 'D4ds_v5', 'E4s_v5'], reason: 'the same first, burstable not at all' },
    { change: { hardware: known(hardware({ burstable: true })) }, expected: ['B4s_v2', 'D4s_v5', 'D4ds_v5'], reason: 'a t-type may burst' },
    { change: { hardware: known(hardware({ instanceStore: true })) }, expected: ['D4ds_v5', 'D4s_v5', 'E4s_v5'], reason: 'scratch data wants a temporary disk' },
    { change: { hardware: known(hardware({ memoryMiB: 30_720 })) }, expected: ['E4s_v5', 'D8s_v5'], reason: 'memory decides' },
    { change: { disks: disks(9) }, expected: ['D8s_v5'], reason: 'nine data disks' },
    { change: { nics: [nic(), nic(), nic()] }, expected: ['D8s_v5'], reason: 'three network cards' },
    { change: { hardware: known(hardware({ vcpus: 1, memoryMiB: 1024 })) }, expected: ['D2s_v5', 'D4s_v5', 'D4ds_v5'], reason: 'there is nothing with one vCPU' },
    { change: { hardware: known(hardware({ vcpus: 96 })) }, expected: [], reason: 'nothing is that large' },
    { change: { hardware: UNREADABLE }, expected: [], reason: 'what is not known cannot be matched' },
    { change: { hardware: known(hardware({ accelerators: ['1 NVIDIA T4'] })) }, expected: [], reason: 'another chip is another machine' },
  ] satisfies readonly { change: Partial<MachineFacts>; expected: readonly string[]; reason: string }[])('$expected: $reason', ({ change, expected }) => {
    expect(names(change)).toEqual(expected);
  });

  test.each([
    { bad: size('Standard_D4s_v5', { restricted: 'QuotaId' }), reason: 'restricted' },
    { bad: size('Standard_D4s_v6', { nvmeOnly: true }), reason: 'NVMe only' },
    { bad: size('Standard_D4ps_v5', { architecture: 'Arm64' }), reason: 'Arm' },
    { bad: size('Standard_D4s_v6', { generations: ['V2'] }), reason: 'generation 2 only' },
    { bad: size('Standard_D4_v3', { premium: false }), reason: 'no premium disks' },
    { bad: size('Standard_NC4as_T4_v3'), reason: 'GPU' },
    { bad: size('Standard_DC4as_v5'), reason: 'confidential' },
    { bad: size('Standard_E8-4s_v5'), reason: 'constrained cores' },
    { bad: size('Standard_E104is_v5'), reason: 'a whole host' },
  ])('left out: $reason', ({ bad }) => {
    expect(names({}, [bad])).toEqual([]);
  });

  test.each([
    { instanceType: 'm5.xlarge', expected: 'D4s_v5' },
    { instanceType: 'm5a.xlarge', expected: 'D4as_v5' },
    { instanceType: 'm5ad.xlarge', expected: 'D4as_v5' },
    { instanceType: 'm6i.xlarge', expected: 'D4s_v5' },
  ])('$instanceType keeps its make of processor when sizes are equal otherwise', ({ instanceType, expected }) => {
    expect(names({ instanceType }, [size('Standard_D4as_v5'), D4])[0]).toBe(expected);
  });

  test('an unknown generation takes only sizes for both', () => {
    expect(names({ bootMode: null }, [size('Standard_D4s_v6', { generations: ['V2'] }), D4])).toEqual(['D4s_v5']);
  });

  test.each([
    { bootMode: 'uefi', bootModes: [], expected: 'V2', reason: 'seen' },
    { bootMode: 'legacy-bios', bootModes: ['uefi'], expected: 'V1', reason: 'what was seen counts more than what the type can do' },
    { bootMode: 'uefi-preferred', bootModes: ['legacy-bios', 'uefi'], expected: null, reason: 'a wish proves nothing' },
    { bootMode: null, bootModes: ['uefi'], expected: 'V2', reason: 'the type knows one way only' },
    { bootMode: null, bootModes: [], expected: null, reason: 'nothing is known' },
  ])('generation $expected: $reason', ({ bootMode, bootModes, expected }) => {
    expect(generationOf(facts({ bootMode, hardware: known(hardware({ bootModes })) }))).toBe(expected);
  });

  test('a family without quota is left out, and the reason is said when nothing is left', () => {
    const { choices, whyNone } = suggest({}, [D4, D8], { quotas: [{ name: 'StandardDSv5Family', title: 'DSv5', used: 14, limit: 16 }] });
    expect(choices).toEqual([]);
    expect(whyNone).toMatch(/2 sizes would hold 4 vCPU, 16 GiB.*standardDSv5Family/);
  });

  test.each([
    { change: { hardware: known(hardware({ accelerators: ['1 NVIDIA T4'] })) }, sizes: ALL, says: /has 1 NVIDIA T4: .*N series/ },
    { change: { hardware: UNREADABLE }, sizes: ALL, says: /could not be read/ },
    { change: {}, sizes: [size('Standard_D4s_v6', { nvmeOnly: true })], says: /Standard_D4s_v6, is left out because it shows disks as NVMe only/ },
    { change: {}, sizes: [], says: /None of 0 sizes/ },
  ])('why there is none: $says', ({ change, sizes, says }) => {
    expect(suggest(change, sizes).whyNone).toMatch(says);
  });

  test('the reason compares with the source', () => {
    expect(suggest({}).choices[0]?.reason).toBe('4 vCPU and 16 GiB, the same as m5.xlarge; takes 8 data disks and 2 network cards, 0 and 1 are needed; its quota could not be read');
    expect(suggest({ hardware: known(hardware({ bareMetal: true })) }).choices[0]?.reason).toMatch(/the source is bare metal, so vCPU and memory are all there is to compare/);
  });

  test('a list that is not live says what it is and why', () => {
    const list = sizeList([D4], { from: 'table', asOf: Date.UTC(2026, 3, 6), whyTable: 'access denied' });
    expect(suggestSizes({ facts: facts(), list, quotas: null }).choices[0]?.reason).toMatch(/; from a table of 2026-04-06, because Azure's live list could not be read \(access denied\)$/);
  });
});

describe('for what a check has at hand', () => {
  const V2_ONLY = withTarget({ sizes: known(sizeList([size('Standard_D4s_v6', { generations: ['V2'] })])) });

  test('what somebody said of the boot mode counts where AWS does not say it', () => {
    const untold = { ...V2_ONLY, facts: facts({ bootMode: null }) };
    expect(suggestionFor({ ...untold, known: { attested: new Map() } }).choices).toEqual([]);
    expect(suggestionFor({ ...untold, known: { attested: new Map([['BOOT-GEN', attested({ note: 'uefi' })]]) } }).choices).toHaveLength(1);
  });

  test('without a list nothing is proposed, and the reason is said', () => {
    expect(suggestionFor(withTarget({ sizes: UNREADABLE }))).toEqual({ choices: [], whyNone: 'The sizes on offer could not be read: access denied' });
  });

  test('the size in question is the chosen one, else the best proposal, whatever the quota says', () => {
    const full = withTarget({ sizes: known(sizeList(ALL)), quotas: known([{ name: 'standardDSv5Family', title: '', used: 16, limit: 16 }]) });
    expect(sizeInQuestion({ ...full, plan: { size: 'standard_d8S_v5' } })?.name).toBe('Standard_D8s_v5');
    expect(sizeInQuestion({ ...full, plan: { size: null } })?.name).toBe('Standard_D4s_v5');
    expect(sizeInQuestion({ ...full, plan: { size: 'Standard_X' } })).toBeNull();
    expect(sizeInQuestion({ ...withFacts({ hardware: UNREADABLE }), plan: { ...input().plan, size: null } })).toBeNull();
  });
});

test('a suggestion is never smaller than the source, never barred, and never more than three', () => {
  const anySize = fc
    .record({
      letter: fc.constantFrom('B', 'D', 'E', 'F', 'M', 'NC', 'DC'), vcpus: fc.constantFrom(1, 2, 4, 8, 16), memoryGiB: fc.nat({ max: 64 }), maxDataDisks: fc.nat({ max: 16 }), maxNics: fc.nat({ max: 4 }), premium: fc.boolean(),
      generations: fc.subarray(['V1' as const, 'V2' as const]), nvmeOnly: fc.boolean(), architecture: fc.constantFrom('x64', 'Arm64'), tempDisk: fc.boolean(), restricted: fc.option(fc.constant('QuotaId')),
    })
    .map(({ letter, ...s }) => size(`Standard_${letter}${s.vcpus}s_v5`, s));
  const source = fc.record({ vcpus: fc.integer({ min: 1, max: 16 }), memoryMiB: fc.integer({ min: 512, max: 65_536 }), burstable: fc.boolean(), instanceStore: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anySize, { maxLength: 20 }), source, fc.nat({ max: 8 }), fc.constantFrom('V1' as const, 'V2' as const, null), (sizes, hw, count, generation) => {
      const { choices, whyNone } = suggest({ hardware: known(hardware(hw)), disks: disks(count) }, sizes, { generation });
      expect(choices.length).toBeLessThanOrEqual(3);
      expect(whyNone === null).toBe(choices.length > 0);
      for (const choice of choices) {
        const fits = sizes.some(
          (s) => s.name === choice.name && s.vcpus >= hw.vcpus && s.memoryGiB * 1024 >= hw.memoryMiB && s.maxDataDisks >= count && s.maxNics >= 1 && s.restricted === null && !s.nvmeOnly && s.architecture === 'x64' && (generation === null ? s.generations.length === 2 : s.generations.includes(generation)),
        );
        expect(fits).toBe(true);
      }
    }),
  );
});
