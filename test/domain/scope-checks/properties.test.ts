import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SCOPE_CHECKS } from '../../../src/domain/scope-checks/index.ts';
import type { Member, Rival, ScopeCheck, ScopeInput } from '../../../src/domain/scope-checks/types.ts';
import type { CheckInput, Need } from '../../../src/domain/checks/types.ts';
import { SOURCE_PARTS } from '../../../src/domain/machine.ts';
import { infrastructure, item, known, network, NETWORK_ID, nic, ownItem, processServer, replicated, rootDisk, size, sizeList, subnet, UNREADABLE } from '../checks/input.ts';
import { member, rival, scope } from './input.ts';

const SIZES = sizeList([size('Standard_D4s_v5'), size('Standard_D8s_v5', { vcpus: 8 }), size('Standard_E8s_v5', { vcpus: 8, family: 'standardESv5Family' })]);
const anySize = fc.constantFrom('Standard_D4s_v5', 'Standard_D8s_v5', 'Standard_E8s_v5', 'Standard_X', null);
const anyMember: fc.Arbitrary<(n: number) => Member> = fc
  .record({ size: anySize, state: fc.constantFrom('new', 'replicated', 'azure'), disks: fc.constantFrom(known([rootDisk()]), known(Array.from({ length: 40 }, () => rootDisk())), UNREADABLE), nics: fc.integer({ min: 1, max: 3 }), subnet: fc.constantFrom('machines', 'other', null), name: fc.nat({ max: 3 }) })
  .map((m) => (n: number) => {
    const state: Partial<CheckInput> = m.state === 'new' ? {} : m.state === 'replicated' ? replicated() : { item: known(ownItem({ activeLocation: 'Recovery' })) };
    const { facts: _facts, ...rest } = state;
    return member(n, { size: m.size, facts: { disks: m.disks, nics: Array.from({ length: m.nics }, (_, i) => nic({ id: `eni-${i}`, index: i })) }, input: rest, plan: { subnet: m.subnet, ...(m.name === 0 ? { vmName: 'shared' } : {}) } });
  });
const anyRival: fc.Arbitrary<Rival> = fc.record({ size: anySize, inAzure: fc.boolean(), subnet: fc.constantFrom('machines', 'other'), wave: fc.constantFrom('W01', 'W02', null), disks: fc.integer({ min: 1, max: 50 }) }).map((r) => rival(r));

const anyScope: fc.Arbitrary<{ readonly members: readonly Member[]; readonly rivals: readonly Rival[]; readonly build: (members: readonly Member[], rivals: readonly Rival[]) => ScopeInput }> = fc
  .record({
    members: fc.array(anyMember, { minLength: 1, maxLength: 6 }), rivals: fc.array(anyRival, { maxLength: 3 }), items: fc.constantFrom(0, 3, 50, 2_990, 3_100), free: fc.constantFrom(0, 2, 6, 40),
    quotas: fc.record({ ds: fc.nat({ max: 80 }), es: fc.nat({ max: 80 }), cores: fc.nat({ max: 160 }), machines: fc.nat({ max: 20 }) }), carried: fc.constantFrom(0, 195, 199, null), churn: fc.array(fc.nat({ max: 2_000 }), { maxLength: 6 }), wave: fc.constantFrom('W07', null),
  })
  .map((s) => {
    const all = s.members.map((make, i) => make(i + 1));
    const churn = new Map(s.churn.map((gb, i) => [member(i + 1).input.facts.instanceId as string, gb * 1e9]));
    const quota = (name: string, limit: number) => ({ name, title: name, used: 0, limit });
    const target: CheckInput['target'] = {
      ...scope().common.target,
      sizes: known(SIZES),
      quotas: known([quota('standardDSv5Family', s.quotas.ds), quota('standardESv5Family', s.quotas.es), quota('cores', s.quotas.cores), quota('virtualMachines', s.quotas.machines)]),
      networks: known([network(NETWORK_ID, { subnets: [subnet({ freeAddresses: s.free }), subnet({ name: 'other', freeAddresses: 5 })] })]),
    };
    const common: Partial<CheckInput> = { target, items: known(Array.from({ length: s.items }, () => item())), infrastructure: known(infrastructure({ processServers: [processServer({ protectedItems: s.carried })] })) };
    return { members: all, rivals: s.rivals, build: (members, rivals) => scope({ wave: s.wave, members, rivals, churn }, common) };
  });

const each = SCOPE_CHECKS.map((sum) => ({ id: sum.id, sum }));
const RUNS = { numRuns: 60 };

describe.each(each)('$id', ({ sum }: { readonly sum: ScopeCheck }) => {
  test('one more machine, here or in another wave, never turns a block into anything else', () => {
    fc.assert(
      fc.property(anyScope, anyMember, anyRival, ({ members, rivals, build }, extra, other) => {
        if (sum.run(build(members, rivals)).verdict !== 'block') return;
        expect(sum.run(build([...members, extra(99)], rivals)).verdict).toBe('block');
        expect(sum.run(build(members, [...rivals, other])).verdict).toBe('block');
      }),
      RUNS,
    );
  });

  test('the order of machines and waves does not matter', () => {
    fc.assert(fc.property(anyScope, ({ members, rivals, build }) => expect(sum.run(build(members.toReversed(), rivals.toReversed()))).toEqual(sum.run(build(members, rivals)))), RUNS);
  });

  test('what is short is told with its figures', () => {
    fc.assert(
      fc.property(anyScope, ({ members, rivals, build }) => {
        const finding = sum.run(build(members, rivals));
        if (finding.verdict === 'block' && sum.id !== 'SUM-NAMES') expect(finding.evidence).toMatch(/short by [1-9]\d*( GB)?( of [1-9]\d*)?/);
        expect(finding.evidence).toMatch(/^\d+ machine/);
      }),
      RUNS,
    );
  });
});

const blind = (given: ScopeInput, needs: readonly Need[]): ScopeInput => {
  const off = new Set<string>(needs);
  const dark = <T extends object>(o: T): T => Object.fromEntries(Object.entries(o).map(([key, value]: [string, unknown]) => [key, off.has(key) ? UNREADABLE : value])) as T;
  const common = { ...dark(given.common), target: dark(given.common.target) };
  return { ...given, common, members: given.members.map((m) => ({ ...m, input: { ...dark(m.input), facts: dark(m.input.facts) } })) };
};
const PARTS: readonly Need[] = [...SOURCE_PARTS, 'vault', 'infrastructure', 'discovered', 'items', 'jobs', 'resourceGroups', 'networks', 'nsgs', 'sizes', 'quotas', 'names', 'cache', 'locks', 'policies', 'permissions', 'item', 'offeredSizes'];

test.each(each)('$id looks at nothing that it does not say it needs, and never passes without what it reads for the scope', ({ sum }) => {
  fc.assert(fc.property(anyScope, ({ members, rivals, build }) => expect(sum.run(blind(build(members, rivals), PARTS.filter((p) => !sum.needs.includes(p))))).toEqual(sum.run(build(members, rivals)))), RUNS);
  const shared = sum.needs.filter((n) => n in scope().common || n in scope().common.target);
  for (const need of shared) expect(sum.run(blind(scope(), [need])).verdict).toBe('unknown');
});
