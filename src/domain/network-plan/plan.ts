import type { TargetNetwork } from '../infrastructure.ts';
import { machinePlan, ownersOf, type Owners } from './fates.ts';
import { guardsOf, inboundLines } from './inbound.ts';
import { networkOf, placeName, placeOf, sameName, whyNoPlace } from './landing.ts';
import type { Clash, NetworkInput, NetworkMachine, NetworkPlan, SubnetMove, TestIsolation } from './types.ts';

/** What moving the machines changes in the network: pure, and an unread part stays an open point. */
export function planNetwork(input: NetworkInput): NetworkPlan {
  const owners = ownersOf(input.machines);
  return {
    moves: movesOf(input),
    machines: input.machines.map((m) => machinePlan(input, m, owners)),
    clashes: clashesOf(input, owners),
    guards: guardsOf(input),
    inbound: inboundLines(input),
    dns: targetNetworks(input).map((n) => ({ network: n.name, servers: n.dnsServers })),
    test: testIsolation(input),
    unread: unreadParts(input),
  };
}

function movesOf(input: NetworkInput): readonly SubnetMove[] {
  const moves = new Map<string, NetworkMachine[]>();
  for (const m of input.machines) {
    const place = placeOf(input, m);
    const key = `${m.subnetId ?? ''}>${place === null ? '' : placeName(place)}`;
    const together = moves.get(key) ?? [];
    together.push(m);
    moves.set(key, together);
  }
  return [...moves.values()].flatMap((machines) => moveOf(input, machines));
}

/** Machines that share source and target subnet. */
function moveOf(input: NetworkInput, machines: readonly NetworkMachine[]): readonly SubnetMove[] {
  const [first] = machines;
  if (first === undefined) return [];
  const place = placeOf(input, first);
  const ground = place === null ? { target: null, why: whyNoPlace(input, first), targetPrefix: null, free: null } : { target: placeName(place), why: null, targetPrefix: place.subnet.prefix, free: place.subnet.freeAddresses };
  const needed = machines.reduce((sum, m) => sum + m.nics.length, 0);
  return [{ source: first.subnetId ?? 'no subnet', sourceCidr: first.sourceSubnet.known ? (first.sourceSubnet.value?.cidr ?? null) : null, ...ground, machines: machines.length, needed }];
}

function clashesOf(input: NetworkInput, owners: Owners): readonly Clash[] {
  const inWave = [...owners].filter(([, machines]) => machines.length > 1).map(([ip, machines]): Clash => ({ ip, kind: 'in-wave', machines }));
  const inTarget = input.machines.flatMap((m) => {
    const used = placeOf(input, m)?.subnet.used ?? [];
    const own = new Set(m.chosen.values());
    return m.nics.flatMap((n) => n.privateIps).filter((ip) => used.includes(ip) && !own.has(ip)).map((ip): Clash => ({ ip, kind: 'in-target', machines: [m.name] }));
  });
  return [...inWave, ...inTarget];
}

function targetNetworks(input: NetworkInput): readonly TargetNetwork[] {
  const found = input.machines.map((m) => networkOf(input, m.landing.networkId)).filter((n) => n !== null);
  return [...new Set(found)];
}

function testIsolation(input: NetworkInput): readonly TestIsolation[] {
  const ids = new Map<string, { readonly test: string | null; readonly target: string | null }>();
  for (const { landing } of input.machines) ids.set(`${landing.testNetworkId ?? ''}>${landing.networkId ?? ''}`.toLowerCase(), { test: landing.testNetworkId, target: landing.networkId });
  return [...ids.values()].map(({ test, target }) => isolationOf(input, test, target));
}

function isolationOf(input: NetworkInput, id: string | null, target: string | null): TestIsolation {
  const name = id?.split('/').at(-1) ?? null;
  const result = (state: TestIsolation['state'], peers: readonly string[] = []): TestIsolation => ({ network: name, state, peers });
  if (id === null) return result('none-chosen');
  if (target !== null && sameName(id, target)) return result('same');
  if (!input.networks.known) return result('unknown');
  const network = networkOf(input, id);
  if (network === null) return result('missing');
  const peers = network.peerings.filter((p) => p.connected).map((p) => p.networkId.split('/').at(-1) ?? p.networkId);
  return peers.length === 0 ? result('isolated') : result('peered', peers);
}

function unreadParts(input: NetworkInput): readonly string[] {
  const of = (what: string, reads: readonly ({ readonly known: true } | { readonly known: false; readonly why: string })[]): readonly string[] => {
    const failed = reads.flatMap((r) => (r.known ? [] : [r.why]));
    const [why] = failed;
    return why === undefined ? [] : [`${what}${reads.length > 1 ? ` of ${failed.length === 1 ? '1 machine' : `${failed.length} machines`}` : ''}: ${why}`];
  };
  return [
    ...of('Virtual networks', [input.networks]),
    ...of('Network security groups', [input.nsgs]),
    ...of('Security group rules', input.machines.map((m) => m.rules)),
    ...of('Source subnets', input.machines.map((m) => m.sourceSubnet)),
  ];
}
