/** What the machines let in today, and whether the security group on their target subnet would. */
import type { TargetNsg } from '../infrastructure.ts';
import type { GroupRule } from '../machine.ts';
import { rangeOf } from './addresses.ts';
import { placeName, placeOf, sameName, type Place } from './landing.ts';
import { passage, protocolName, type Flow } from './nsg.ts';
import type { InboundLine, NetworkInput, NetworkMachine, SubnetGuard } from './types.ts';

const EVERY_PORT = { from: 0, to: 65_535 };

/** The security group on each target subnet; `known: false` when Azure names one whose rules could not be read. */
export function guardsOf(input: NetworkInput): readonly SubnetGuard[] {
  const guards = new Map<string, SubnetGuard>();
  for (const m of input.machines) {
    const place = placeOf(input, m);
    if (place === null) continue;
    const nsg = nsgOf(input, place);
    guards.set(placeName(place), { target: placeName(place), group: nsg?.name ?? place.subnet.nsgId?.split('/').at(-1) ?? null, known: place.subnet.nsgId === null || nsg !== null });
  }
  return [...guards.values()];
}

function nsgOf(input: NetworkInput, { subnet }: Place): TargetNsg | null {
  const id = subnet.nsgId;
  return id === null || !input.nsgs.known ? null : (input.nsgs.value.find((n) => sameName(n.id, id)) ?? null);
}

/** What would not get through any more, or not surely: the same rule of several machines is one line. */
export function inboundLines(input: NetworkInput): readonly InboundLine[] {
  const lines = new Map<string, InboundLine & { readonly machines: string[] }>();
  for (const m of input.machines) {
    for (const line of linesOf(input, m)) {
      const key = `${line.target}|${line.what}|${line.verdict}|${line.by}`;
      const known = lines.get(key);
      if (known === undefined) lines.set(key, { ...line, machines: [m.name] });
      else if (!known.machines.includes(m.name)) known.machines.push(m.name);
    }
  }
  return [...lines.values()].toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict] || b.machines.length - a.machines.length || (a.what < b.what ? -1 : 1));
}

const RANK = { blocked: 0, partly: 1, unknown: 2 } as const;

function linesOf(input: NetworkInput, m: NetworkMachine): readonly Omit<InboundLine, 'machines'>[] {
  const place = placeOf(input, m);
  const nsg = place === null ? null : nsgOf(input, place);
  if (place === null || nsg === null || !m.rules.known) return [];
  const mine = new Set(m.nics.flatMap((n) => n.groups));
  return m.rules.value.filter((r) => r.direction === 'in' && mine.has(r.groupId)).flatMap((rule) =>
    flowsOf(rule).flatMap(({ flow, from }) => {
      const what = `${portsText(rule)} from ${from}`;
      if (flow === null) return [{ what, verdict: 'unknown' as const, by: 'the addresses of the list are not known', target: placeName(place) }];
      const { verdict, by } = passage(nsg, flow, { network: place.network, prefix: place.subnet.prefix });
      return verdict === 'open' ? [] : [{ what, verdict, by, target: placeName(place) }];
    }),
  );
}

type Named = { readonly flow: Flow | null; readonly from: string };

/** One flow for each source of a rule; IPv6 does not come along, so it is left out. */
function flowsOf(rule: GroupRule): readonly Named[] {
  const { protocol, peer } = rule;
  const ports = portsOf(rule);
  if (peer.kind === 'group') return [{ flow: { protocol, ...ports, source: null }, from: `security group ${peer.groupId}` }];
  if (peer.kind === 'prefixList' && peer.cidrs === null) return [{ flow: null, from: `prefix list ${peer.id}` }];
  const cidrs = peer.kind === 'cidr' ? [peer.cidr] : (peer.cidrs ?? []);
  return cidrs.flatMap((cidr) => {
    const source = rangeOf(cidr);
    return source === null ? [] : [{ flow: { protocol, ...ports, source }, from: cidr }];
  });
}

function portsOf({ protocol, fromPort, toPort }: GroupRule): { readonly from: number; readonly to: number } {
  if (!['tcp', 'udp'].includes(protocolName(protocol)) || fromPort === null || fromPort < 0) return EVERY_PORT;
  return { from: fromPort, to: toPort ?? fromPort };
}

function portsText(rule: GroupRule): string {
  const name = protocolName(rule.protocol);
  const { from, to } = portsOf(rule);
  if (name === 'any') return 'everything';
  if (from === EVERY_PORT.from && to === EVERY_PORT.to) return `all ${name.toUpperCase()}`;
  return from === to ? `${name.toUpperCase()} ${from}` : `${name.toUpperCase()} ${from}-${to}`;
}
