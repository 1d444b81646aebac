import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { VmSize } from '../../src/domain/infrastructure.ts';
import type { MachineFacts } from '../../src/domain/machine.ts';
import { generationOf, suggestSizes } from '../../src/domain/sizing.ts';
import { facts, known, size, UNREADABLE } from './checks/input.ts';

const D2 = size('Standard_D2s_v5', { vcpus: 2, memoryGiB: 8, maxDataDisks: 4 });
const D4 = size('Standard_D4s_v5');
const D4D = size('Standard_D4ds_v5', { tempDisk: true });
const D8 = size('Standard_D8s_v5', { vcpus: 8, memoryGiB: 32, maxDataDisks: 16, maxNics: 4 });
const E4 = size('Standard_E4s_v5', { memoryGiB: 32, family: 'standardESv5Family' });
const B4 = size('Standard_B4s_v2', { family: 'standardBsv2Family' });
const ALL = [D8, E4, B4, D4D, D2, D4];

const hardware = { vcpus: 4, memoryMiB: 16_384, hypervisor: 'nitro', burstable: false, instanceStore: false, architectures: ['x86_64'] };
const disks = (count: number) => known(Array.from({ length: count + 1 }, (_, i) => ({ volumeId: `vol-${i}`, deviceName: `/dev/sd${i}`, sizeGiB: 10, isRoot: i === 0, encrypted: false, volumeType: 'gp3' })));

function names(change: Partial<MachineFacts>, sizes: readonly VmSize[] = ALL): readonly string[] {
  return suggestSizes({ facts: facts(change), sizes, quotas: null, generation: 'V1' }).choices.map((c) => c.name.replace('Standard_', ''));
}

describe('sizes', () => {
  test.each([
    { change: {}, expected: ['D4s_v5', 'D4ds_v5', 'E4s_v5'], reason: 'the same first, burstable not at all' },
    { change: { hardware: known({ ...hardware, burstable: true }) }, expected: ['B4s_v2', 'D4s_v5', 'D4ds_v5'], reason: 'a t-type may burst' },
    { change: { hardware: known({ ...hardware, instanceStore: true }) }, expected: ['D4ds_v5', 'D4s_v5', 'E4s_v5'], reason: 'scratch data wants a temporary disk' },
    { change: { hardware: known({ ...hardware, memoryMiB: 30_720 }) }, expected: ['E4s_v5', 'D8s_v5'], reason: 'memory decides' },
    { change: { disks: disks(9) }, expected: ['D8s_v5'], reason: 'nine data disks' },
    { change: { networkInterfaces: 3 }, expected: ['D8s_v5'], reason: 'three network cards' },
    { change: { hardware: known({ ...hardware, vcpus: 1, memoryMiB: 1024 }) }, expected: ['D2s_v5', 'D4s_v5', 'D4ds_v5'], reason: 'there is nothing with one vCPU' },
    { change: { hardware: known({ ...hardware, vcpus: 96 }) }, expected: [], reason: 'nothing is that large' },
    { change: { hardware: UNREADABLE }, expected: [], reason: 'what is not known cannot be matched' },
  ])('$expected: $reason', ({ change, expected }) => {
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
    { instanceType: 'm5.xlarge', expected: 'Standard_D4s_v5' },
    { instanceType: 'm5a.xlarge', expected: 'Standard_D4as_v5' },
    { instanceType: 'm5ad.xlarge', expected: 'Standard_D4as_v5' },
    { instanceType: 'm6i.xlarge', expected: 'Standard_D4s_v5' },
  ])('$instanceType keeps its make of processor when sizes are equal otherwise', ({ instanceType, expected }) => {
    expect(suggestSizes({ facts: facts({ instanceType }), sizes: [size('Standard_D4as_v5'), D4], quotas: null, generation: 'V1' }).choices[0]?.name).toBe(expected);
  });

  test('an unknown generation takes only sizes for both', () => {
    const both = suggestSizes({ facts: facts(), sizes: [size('Standard_D4s_v6', { generations: ['V2'] }), D4], quotas: null, generation: null });
    expect(both.choices.map((c) => c.name)).toEqual(['Standard_D4s_v5']);
    expect(['uefi', 'legacy-bios', 'uefi-preferred', null].map((bootMode) => generationOf({ bootMode }))).toEqual(['V2', 'V1', null, null]);
  });

  test('a family without quota is left out, and the reason is said when nothing is left', () => {
    const quotas = [{ name: 'StandardDSv5Family', title: 'DSv5', used: 14, limit: 16 }];
    const { choices, whyNone } = suggestSizes({ facts: facts(), sizes: [D4, D8], quotas, generation: 'V1' });
    expect(choices).toEqual([]);
    expect(whyNone).toMatch(/2 sizes would hold 4 vCPU, 16 GiB.*standardDSv5Family/);
  });

  test('the reason compares with the source', () => {
    const [best] = suggestSizes({ facts: facts(), sizes: ALL, quotas: null, generation: 'V1' }).choices;
    expect(best?.reason).toBe('4 vCPU and 16 GiB, the same as m5.xlarge; takes 8 data disks and 2 network cards, 0 and 1 are needed; its quota could not be read');
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
        const given = facts({ hardware: known({ ...hardware, ...hw }), disks: disks(count) });
        const { choices, whyNone } = suggestSizes({ facts: given, sizes, quotas: null, generation });
        expect(choices.length).toBeLessThanOrEqual(3);
        expect(whyNone === null).toBe(choices.length > 0);
        for (const choice of choices) {
          const fits = sizes.some(
            (s) => s.name === choice.name && s.vcpus >= hw.vcpus && s.memoryGiB * 1024 >= hw.memoryMiB && s.maxDataDisks >= count && s.maxNics >= 1 && s.restricted === null && !s.nvmeOnly && s.architecture === 'x64',
          );
          expect(fits).toBe(true);
        }
      }),
    );
  });
});
