import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHECKS } from '../../../../src/domain/checks/index.ts';
import { aclLets } from '../../../../src/domain/checks/support/acl.ts';
import { cidrHolds } from '../../../../src/domain/checks/support/addresses.ts';
import { reach, reachSpan, type Peer } from '../../../../src/domain/checks/support/reach.ts';
import type { AclEntry, GroupRule } from '../../../../src/domain/machine.ts';
import { known, withFacts } from '../input.ts';

const octet = fc.nat({ max: 255 });
const address = fc.tuple(fc.constant(10), fc.nat({ max: 1 }), fc.nat({ max: 1 }), octet).map((o) => o.join('.'));
const port = fc.constantFrom(0, 443, 9443, 65_535);
const rulePeer: fc.Arbitrary<GroupRule['peer']> = fc.oneof(
  fc.record({ kind: fc.constant('cidr' as const), cidr: fc.tuple(address, fc.nat({ max: 32 })).map(([ip, bits]) => `${ip}/${bits}`) }),
  fc.record({ kind: fc.constant('group' as const), groupId: fc.constantFrom('sg-app', 'sg-x') }),
  fc.record({ kind: fc.constant('prefixList' as const), id: fc.constant('pl-1'), cidrs: fc.option(fc.array(fc.tuple(address, fc.nat({ max: 32 })).map(([ip, bits]) => `${ip}/${bits}`), { maxLength: 3 })) }),
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
      fc.property(fc.array(anyRule.filter((r) => r.peer.kind !== 'prefixList' || r.peer.cidrs !== null), { maxLength: 6 }), address, (rules, ip) => {
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

const anyEntry: fc.Arbitrary<AclEntry> = fc
  .record({ number: fc.integer({ min: 1, max: 20 }), direction: fc.constantFrom('in' as const, 'out' as const), allow: fc.boolean(), protocol: fc.constantFrom('tcp', '6', 'udp', '-1'), ports: fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })), cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/24', '10.9.0.0/16') })
  .map(({ ports: [a, b], ...e }) => ({ ...e, fromPort: Math.min(a, b), toPort: Math.max(a, b) }));
const numbered = (entries: readonly AclEntry[]): readonly AclEntry[] => entries.map((e, i) => ({ ...e, number: e.number * 100 + i }));
const anySpan = fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const portsOf = (span: { readonly from: number; readonly to: number }): readonly number[] => Array.from({ length: span.to - span.from + 1 }, (_, i) => span.from + i);

describe('ranges of ports', () => {
  test('a range is open just when each of its ports is', () => {
    const narrow = fc.tuple(anyRule, fc.nat({ max: 12 }), fc.nat({ max: 12 })).map(([r, a, b]): GroupRule => ({ ...r, fromPort: Math.min(a, b), toPort: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(narrow, { maxLength: 6 }), anySpan, anyPeer, (rules, span, peer) => {
        const each = portsOf(span).map((port) => reach(rules, { direction: 'out', port, peer }));
        const worst = each.includes('closed') ? 'closed' : each.includes('maybe') ? 'maybe' : 'open';
        expect(reachSpan(rules, { direction: 'out', span, peer })).toBe(worst);
      }),
    );
  });

  test('a network ACL lets a range through just when for each of its ports the first entry that matches allows it', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 8 }).map(numbered), anySpan, (entries, span) => {
        const ip = '10.0.0.7';
        const matches = (e: AclEntry, port: number): boolean => e.direction === 'in' && e.protocol !== 'udp' && cidrHolds(e.cidr, ip) && (e.protocol === '-1' || (e.fromPort! <= port && port <= e.toPort!));
        const allowed = portsOf(span).every((port) => [...entries].sort((a, b) => a.number - b.number).find((e) => matches(e, port))?.allow === true);
        expect(aclLets(entries, { direction: 'in', span, ip })).toBe(allowed);
      }),
    );
  });
});
