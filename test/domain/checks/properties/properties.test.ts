import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECKS } from '../../../../src/domain/checks/index.ts';
import { cidrHolds, reach, type Peer } from '../../../../src/domain/checks/support/reach.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import type { GroupRule } from '../../../../src/domain/machine.ts';
import { facts, input, known, UNREADABLE, withFacts } from '../input.ts';

const READS = {
  appliance: (i: CheckInput): CheckInput => ({ ...i, appliance: { facts: UNREADABLE } }),
  infrastructure: (i: CheckInput): CheckInput => ({ ...i, infrastructure: UNREADABLE }),
  discovered: (i: CheckInput): CheckInput => ({ ...i, discovered: UNREADABLE }),
  items: (i: CheckInput): CheckInput => ({ ...i, items: UNREADABLE }),
  resourceGroups: (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, resourceGroups: UNREADABLE } }),
  networks: (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, networks: UNREADABLE } }),
  sizes: (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, sizes: UNREADABLE } }),
  quotas: (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, quotas: UNREADABLE } }),
  vmNames: (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, vmNames: UNREADABLE } }),
  disks: (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, disks: UNREADABLE } }),
  image: (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, image: UNREADABLE } }),
  guest: (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, guest: UNREADABLE } }),
  rules: (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, rules: UNREADABLE } }),
  hardware: (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, hardware: UNREADABLE } }),
};
type ReadName = keyof typeof READS;
const READ_NAMES = Object.keys(READS) as readonly ReadName[];

function without(names: readonly ReadName[]): CheckInput {
  return names.reduce((i, name) => READS[name](i), input());
}

// What each check cannot do without: with it unreadable, the check must not pass.
const NEEDS: { readonly [check: string]: readonly ReadName[] } = {
  'SRC-DUP': ['items'],
  'BOOT-OSDISK': ['disks'], 'DSK-COUNT': ['disks'], 'DSK-SIZE': ['disks'], 'DSK-EPHEM': ['hardware'],
  'NET-SG-OUT': ['rules'], 'NET-SG-WIDE': ['rules'], 'NET-SG-IN-APP': ['appliance'], 'NET-VPC': ['appliance'],
  'ASR-MODE': ['infrastructure'], 'ASR-APPL': ['infrastructure'], 'ASR-POLICY': ['infrastructure'], 'ASR-DISC': ['discovered'],
  'AZ-RG': ['resourceGroups'], 'AZ-VNET': ['networks'], 'AZ-TFONET': ['networks'], 'AZ-SIZE': ['sizes', 'hardware', 'disks'], 'AZ-QUOTA': ['sizes', 'quotas'], 'AZ-COLLIDE': ['vmNames'],
};

describe('what could not be read', () => {
  test('a check never passes without what it needs, whatever else is unreadable', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(NEEDS)), fc.subarray([...READ_NAMES]), fc.nat(), (id, others, pick) => {
        const needs = NEEDS[id] ?? [];
        const missing = needs[pick % needs.length];
        if (missing === undefined) return;
        const check = CHECKS.find((c) => c.id === id);
        expect(check?.run(without([...others, missing])).verdict).toBe('unknown');
      }),
    );
  });

  test('with nothing readable only those checks pass that need no read at all', () => {
    const dark = without(READ_NAMES);
    for (const check of CHECKS.filter((c) => c.run(dark).verdict === 'pass')) {
      fc.assert(fc.property(fc.subarray([...READ_NAMES]), (names) => expect(check.run(without(names)).verdict).toBe('pass')));
    }
  });

  test('losing a read never turns anything into a pass', () => {
    const closed = (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, power: 'stopped', rules: i.facts.rules.known ? known([]) : i.facts.rules } });
    fc.assert(
      fc.property(fc.subarray([...READ_NAMES]), fc.constantFrom(...CHECKS), (names, check) => {
        const before = check.run(closed(input())).verdict;
        if (before !== 'pass') expect(check.run(closed(without(names))).verdict).not.toBe('pass');
      }),
    );
  });
});

const octet = fc.nat({ max: 255 });
const address = fc.tuple(fc.constant(10), fc.nat({ max: 1 }), fc.nat({ max: 1 }), octet).map((o) => o.join('.'));
const port = fc.constantFrom(0, 443, 9443, 65_535);
const rulePeer: fc.Arbitrary<GroupRule['peer']> = fc.oneof(
  fc.record({ kind: fc.constant('cidr' as const), cidr: fc.tuple(address, fc.nat({ max: 32 })).map(([ip, bits]) => `${ip}/${bits}`) }),
  fc.record({ kind: fc.constant('group' as const), groupId: fc.constantFrom('sg-app', 'sg-x') }),
  fc.record({ kind: fc.constant('prefixList' as const), id: fc.constant('pl-1') }),
);
const anyRule: fc.Arbitrary<GroupRule> = fc
  .record({ groupId: fc.constant('sg-web'), direction: fc.constantFrom('in' as const, 'out' as const), protocol: fc.constantFrom('tcp', '6', 'udp', '-1'), ports: fc.tuple(port, port), peer: rulePeer })
  .map(({ ports: [a, b], ...r }) => ({ ...r, fromPort: Math.min(a, b), toPort: Math.max(a, b) }));
const anyPeer: fc.Arbitrary<Peer> = fc.record({ ip: fc.option(address), groups: fc.option(fc.subarray(['sg-app', 'sg-y'])) });

const RANK = { closed: 0, maybe: 1, open: 2 } as const;
const VERDICT_RANK = { block: 0, unknown: 1, warn: 2, info: 3, pass: 4 } as const;

describe('security groups', () => {
  test('one more rule never closes anything', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyRule, anyPeer, (rules, extra, peer) => {
        for (const direction of ['in', 'out'] as const) {
          const o = { direction, port: 9443, peer };
          expect(RANK[reach([...rules, extra], o)]).toBeGreaterThanOrEqual(RANK[reach(rules, o)]);
        }
      }),
    );
  });

  test('one more rule never makes the finding worse', () => {
    const check = CHECKS.find((c) => c.id === 'NET-SG-OUT');
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyRule, (rules, extra) => {
        const before = check?.run(withFacts({ rules: known(rules) })).verdict ?? 'pass';
        const after = check?.run(withFacts({ rules: known([...rules, extra]) })).verdict ?? 'block';
        expect(VERDICT_RANK[after]).toBeGreaterThanOrEqual(VERDICT_RANK[before]);
      }),
    );
  });

  test('the order of the rules does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyPeer, (rules, peer) => {
        const o = { direction: 'out', port: 443, peer } as const;
        expect(reach([...rules].reverse(), o)).toBe(reach(rules, o));
      }),
    );
  });

  test('knowing more about the peer settles a maybe and changes nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyRule.filter((r) => r.peer.kind !== 'prefixList'), { maxLength: 6 }), address, (rules, ip) => {
        const o = { direction: 'out', port: 443 } as const;
        const blind = reach(rules, { ...o, peer: { ip: null, groups: null } });
        const seeing = reach(rules, { ...o, peer: { ip, groups: ['sg-app'] } });
        if (blind !== 'maybe') expect(seeing).toBe(blind);
        expect(seeing).not.toBe('maybe');
      }),
    );
  });

  test('a range holds its own base, a wider one holds it too, and an IPv6 range holds no IPv4 address', () => {
    fc.assert(
      fc.property(address, fc.nat({ max: 32 }), (ip, bits) => {
        expect(cidrHolds(`${ip}/${bits}`, ip)).toBe(true);
        expect(cidrHolds(`${ip}/${Math.floor(bits / 2)}`, ip)).toBe(true);
        expect(cidrHolds('2001:db8::/32', ip)).toBe(false);
      }),
    );
  });
});

test('checks change nothing they are given', () => {
  const given = input({ facts: facts({ power: 'stopped' }) });
  const before = JSON.stringify(given);
  for (const check of CHECKS) check.run(given);
  expect(JSON.stringify(given)).toBe(before);
});
