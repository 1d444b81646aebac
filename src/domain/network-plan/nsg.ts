/** Whether a network security group would let through what a security group lets in: by priority, the first rule that fits decides. */
import type { TargetNetwork, TargetNsg } from '../infrastructure.ts';
import { privacyOf, rangeOf, relation, type Range } from './addresses.ts';

/** A flow as EC2 lets it in today; `source` is null for another security group, which means machines nearby. */
export type Flow = { readonly protocol: string; readonly from: number; readonly to: number; readonly source: Range | null };

/** How a rule lies to a flow. */
type Fit = 'covers' | 'overlaps' | 'apart' | 'unknown';

/** `by` names the rule that decided. */
export type Passage = { readonly verdict: 'open' | 'blocked' | 'partly' | 'unknown'; readonly by: string };

type Rule = TargetNsg['rules'][number];
type Ground = { readonly network: TargetNetwork; readonly prefix: string };

/** Walks the rules that concern traffic into the subnet. */
export function passage(nsg: TargetNsg, flow: Flow, ground: Ground): Passage {
  const rules = nsg.rules.filter((r) => r.inbound).toSorted((a, b) => a.priority - b.priority);
  const partly: { readonly rule: Rule; readonly fit: Fit }[] = [];
  for (const rule of rules) {
    const fit = fitOf(rule, flow, ground);
    if (fit === 'covers') return concluded(rule, partly);
    if (fit !== 'apart') partly.push({ rule, fit });
  }
  return concluded(null, partly);
}

// What lies across a flow counts only when it decides otherwise than the rule that covers all of it.
function concluded(last: Rule | null, partly: readonly { readonly rule: Rule; readonly fit: Fit }[]): Passage {
  const allows = last?.allow ?? false;
  const against = partly.filter((p) => p.rule.allow !== allows);
  const by = nameOf(last);
  const unsure = against.find((p) => p.fit === 'unknown');
  if (unsure !== undefined) return { verdict: 'unknown', by: nameOf(unsure.rule) };
  const [first] = against;
  if (first !== undefined) return { verdict: 'partly', by: nameOf(allows ? first.rule : last) };
  return { verdict: allows ? 'open' : 'blocked', by };
}

function nameOf(rule: Rule | null): string {
  return rule === null ? 'no rule allows it' : `${rule.name} (priority ${rule.priority})`;
}

function fitOf(rule: Rule, flow: Flow, ground: Ground): Fit {
  const fits = [protocolFit(rule, flow), portFit(rule, flow), sourceFit(rule.source, flow, ground.network), destinationFit(rule.destination, ground.prefix)];
  return (['apart', 'unknown', 'overlaps'] as const).find((f) => fits.includes(f)) ?? 'covers';
}

const NUMBERS: ReadonlyMap<string, string> = new Map([['6', 'tcp'], ['17', 'udp'], ['1', 'icmp']]);

/** EC2's protocol in Azure's words; `any` for every protocol. */
export function protocolName(protocol: string): string {
  return protocol === '-1' ? 'any' : (NUMBERS.get(protocol) ?? protocol.toLowerCase());
}

function protocolFit(rule: Rule, flow: Flow): Fit {
  const [mine, wanted] = [rule.protocol.toLowerCase(), protocolName(flow.protocol)];
  if (mine === '*' || mine === wanted) return 'covers';
  return wanted === 'any' ? 'overlaps' : 'apart';
}

function portFit(rule: Rule, flow: Flow): Fit {
  const wanted = { from: flow.from, to: flow.to };
  const relations = rule.ports.map((text) => (text === '*' ? 'inside' : relation(wanted, portsOf(text))));
  if (relations.includes('inside')) return 'covers';
  return relations.includes('overlaps') ? 'overlaps' : 'apart';
}

function portsOf(text: string): Range {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: Number(to) };
}

function sourceFit(source: string, flow: Flow, network: TargetNetwork): Fit {
  if (['*', 'any', '0.0.0.0/0'].includes(source.toLowerCase())) return 'covers';
  const range = rangeOf(source);
  if (range !== null) return flow.source === null ? 'unknown' : FITS[relation(flow.source, range)];
  return tagFit(source.toLowerCase(), flow.source, network);
}

const FITS = { inside: 'covers', overlaps: 'overlaps', apart: 'apart' } as const;

/** Azure's own names for groups of addresses; those that Ferry cannot spell out stay unknown. */
function tagFit(tag: string, source: Range | null, network: TargetNetwork): Fit {
  if (tag === 'azureloadbalancer') return 'apart';
  if (tag === 'virtualnetwork') return source === null ? 'covers' : withinNetwork(source, network);
  if (tag !== 'internet') return 'unknown';
  return source === null ? 'apart' : INTERNET[privacyOf(source)];
}

const INTERNET = { private: 'apart', public: 'covers', both: 'overlaps' } as const;

// The tag also stands for peered networks and for what a gateway connects, so a private range elsewhere may belong to it.
function withinNetwork(source: Range, network: TargetNetwork): Fit {
  const own = network.prefixes.map((p) => rangeOf(p)).filter((r) => r !== null);
  if (own.some((r) => relation(source, r) === 'inside')) return 'covers';
  const privacy = privacyOf(source);
  if (privacy === 'public') return 'apart';
  return privacy === 'both' ? 'overlaps' : 'unknown';
}

function destinationFit(destination: string, prefix: string): Fit {
  if (['*', 'any', '0.0.0.0/0', 'virtualnetwork'].includes(destination.toLowerCase())) return 'covers';
  const [range, subnet] = [rangeOf(destination), rangeOf(prefix)];
  return range === null || subnet === null ? 'unknown' : FITS[relation(subnet, range)];
}
