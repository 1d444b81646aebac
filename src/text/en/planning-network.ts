/** English words of network plans. */
import type { AddressFate, Clash, InboundLine, MachinePlan, SubnetGuard, SubnetMove, TestIsolation } from '../../domain/network-plan/types.ts';
import { clip, named, quoted } from '../neutral.ts';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const names = (all: readonly string[]): string => `${all.slice(0, 8).map(named).join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}`;

const whyNew = { outside: 'outside of the target subnet', reserved: 'Azure keeps it for itself', 'in-use': 'in use in Azure', clash: 'two machines have it', ipv6: 'IPv6 does not come along' } as const;

function fate(f: AddressFate): string {
  switch (f.kind) {
    case 'can-stay':
      return 'can stay';
    case 'set':
      return `becomes ${f.to}`;
    case 'new':
      return `new address (${whyNew[f.why]})`;
    case 'unknown':
      return `not known (${quoted(f.why)})`;
  }
}

const isolation: { readonly [S in TestIsolation['state']]: (t: TestIsolation) => string } = {
  isolated: (t) => `✔ Test network ${named(t.network ?? '')}: not peered with anything.`,
  same: (t) => `✖ Test network ${named(t.network ?? '')} is the target network: test machines would meet the real ones. Name another one in FERRY_TEST_NETWORK.`,
  peered: (t) => `⚠ Test network ${named(t.network ?? '')} is peered with ${names(t.peers)}: it is not isolated. Remove the peering, or name another network.`,
  missing: (t) => `✖ Test network ${named(t.network ?? '')} does not exist.`,
  'none-chosen': () => '☐ No test network is chosen (FERRY_TEST_NETWORK).',
  unknown: (t) => `? Test network ${named(t.network ?? '')}: the networks could not be read.`,
};

const verdicts: { readonly [V in InboundLine['verdict']]: string } = { blocked: '✖ would be blocked', partly: '⚠ partly blocked', unknown: '? not known' };

export const networkWords = {
  title: (what: string): string => `Network plan of ${named(what)}`,
  verdict: (o: { readonly machines: number; readonly stay: number; readonly fresh: number; readonly unknown: number; readonly open: number }): string =>
    `${count(o.machines, 'machine')}: ${o.stay} can keep their address, ${o.fresh} get a new one${o.unknown === 0 ? '' : `, ${o.unknown} not known`}${o.open === 0 ? '' : ` · ${count(o.open, 'open point')}`}`,
  saved: (by: string, at: string): string => `Saved as plan by ${named(by)} on ${at}.`,
  notSaved: "Not saved yet: Save as plan keeps for 'setup' that it was made, with your name.",
  savedNow: 'Kept as plan, with your name and the date.',
  subnets: 'Subnets',
  move: (m: SubnetMove): string =>
    `${named(m.source)}${m.sourceCidr === null ? '' : ` (${m.sourceCidr})`} → ${m.target === null ? `? ${quoted(m.why ?? '')}` : `${named(m.target)} (${m.targetPrefix ?? ''})`}: ${count(m.machines, 'machine')}, ${m.needed} addresses needed${m.target === null ? '' : `, ${m.free === null ? 'free ones not known' : `${m.free} free${m.free < m.needed ? ' ✖ too few' : ''}`}`}`,
  clashes: 'Addresses that clash',
  noClash: (known: boolean): string => (known ? '✔ None, neither among these machines nor with the target subnets.' : '? None among these machines; the target subnets are not known, so those are not compared.'),
  clash: (c: Clash): string => (c.kind === 'in-wave' ? `✖ ${c.ip}: ${names(c.machines)} have it` : `✖ ${c.ip} of ${names(c.machines)}: in use in the target subnet`),
  filters: 'Filters on the target subnets',
  guard: (g: SubnetGuard): string => `${named(g.target)}: ${g.group === null ? 'no security group, so nothing is blocked there' : `security group ${named(g.group)}${g.known ? '' : ' ? its rules could not be read'}`}`,
  inbound: (l: InboundLine): string => `${verdicts[l.verdict]} · ${named(l.what)} (${quoted(clip(l.by, 80))}) · ${count(l.machines.length, 'machine')}: ${names(l.machines)}`,
  allOpen: '✔ Everything that the security groups in AWS let in gets through.',
  inboundNote: 'Compared with what the security groups in AWS let in; a rule from another security group counts as from within the network. Firewalls and applications are not seen.',
  changes: 'What changes',
  publicIps: (n: number): string => `${count(n, 'public address')}${n === 1 ? ' stays' : 'es stay'} with AWS; plan new ones in Azure.`,
  secondary: (n: number): string => `${count(n, 'machine')} with more than one private address: the others are set by hand on the Azure network card.`,
  forwards: (all: readonly string[]): string => `${count(all.length, 'machine')} forwarding traffic for others (${names(all)}): turn IP forwarding on and add routes in Azure.`,
  nothingChanges: 'No public address, no second address and no router among them.',
  staying: 'An address that can stay is not kept by itself: Azure gives any free one unless it is set on the replicated machine before the failover.',
  dns: 'Names',
  dnsServers: (network: string, servers: readonly string[]): string => `${named(network)}: ${servers.length === 0 ? "Azure's own DNS, so internal names of AWS are not known there" : `DNS servers ${servers.map(named).join(', ')}`}`,
  dnsRecords: (all: readonly string[]): string => (all.length === 0 ? 'No DNS record has to change as far as addresses show.' : `Ferry does not see your DNS. Records that point to the old addresses of ${count(all.length, 'machine')} (${names(all)}) have to change at the cutover; shorten their lifetime before.`),
  test: 'Test network',
  isolation: (t: TestIsolation): string => isolation[t.state](t),
  unread: 'What could not be read',
  machines: (number: number, last: number): string => `Machines · page ${number + 1} of ${last + 1}`,
  machine: (m: MachinePlan): string => `${named(m.name)} → ${m.landing === null ? `? ${quoted(m.why ?? '')}` : named(m.landing)}`,
  address: (ip: string, f: AddressFate): string => `${ip}: ${fate(f)}`,
  publicIp: (ip: string, elastic: boolean): string => `${ip} (${elastic ? 'Elastic IP' : 'public'}): stays with AWS`,
  reserved: (n: number): string => `Azure keeps ${n} addresses of every subnet for itself.`,
  save: 'Save as plan',
  again: 'Look again',
};
