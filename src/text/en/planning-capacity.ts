/** English words of capacity plans. */
import { OVERHEAD_PERCENT } from '../../domain/capacity/assumptions.ts';
import type { ApplianceLack, CapacityPlan, CapacityTrouble, ChurnSource } from '../../domain/capacity/types.ts';
import { bytes, duration } from '../format.ts';
import { clip, named, quoted } from '../neutral.ts';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** A line rate, rounded up: a plan must not promise less than it needs. */
function rate(mbit: number): string {
  if (mbit >= 1000) return `${(Math.ceil(mbit / 10) / 100).toFixed(2)} Gbit/s`;
  return mbit < 10 ? `${(Math.ceil(mbit * 10) / 10).toFixed(1)} Mbit/s` : `${Math.ceil(mbit)} Mbit/s`;
}

const sources: { readonly [S in ChurnSource]: string } = { said: 'said by a person', attested: 'attested for the machine', measured: 'measured by CloudWatch over the last week', assumed: 'assumed, nobody knows better' };

const lackWords: { readonly [W in ApplianceLack['what']]: (l: ApplianceLack) => string } = {
  vcpus: (l) => `${l.have} of ${l.need} vCPU`,
  memoryGiB: (l) => `${Math.floor(l.have)} of ${l.need} GB memory`,
  cacheGiB: (l) => `${l.have} of ${l.need} GB cache disk`,
};

type Said = { readonly [C in CapacityTrouble['code']]: (t: Extract<CapacityTrouble, { readonly code: C }>) => string };

const troubles: Said = {
  'disks-unread': (t) => `? The disks of ${count(t.machines.length, 'machine')} could not be read, so they are not in the sums: ${t.machines.slice(0, 10).map(named).join(', ')}${t.machines.length > 10 ? ' …' : ''}. Check them, then calculate again.`,
  'link-too-slow': (t) => `✖ The first copy does not fit into the window: it needs ${rate(t.needed)}, the link has ${rate(t.have)}. Take a longer window, a bigger link, or a smaller wave.`,
  'link-behind': (t) => `✖ The link has ${rate(t.have)}, but the changes alone need ${rate(t.steady)}: the first copy would never end.`,
  'appliance-small': (t) => `✖ The appliance ${named(t.name)} is too small: ${t.lacks.map((l) => lackWords[l.what](l)).join(', ')}. Resize its EC2 instance or its cache disk.`,
  'appliances-more': (t) => `✖ One appliance is not enough: ${named(t.name)} protects ${count(t.others, 'other machine')} already, with these ${t.machines} it takes ${t.appliances} appliances. Deploy the others before you replicate.`,
  'appliance-missing': () => "☐ The vault shows no appliance yet. Deploy it with the figures above; 'setup' shows the way.",
  'appliance-unread': (t) => `? The appliance could not be read, so it is not known whether it is large enough: ${quoted(t.why)}`,
  'appliance-unsure': (t) => `? Not all figures of the appliance ${named(t.name)} are known: name its EC2 instance in FERRY_APPLIANCE_INSTANCE_ID, or compare by hand.`,
};

export const capacityWords = {
  title: (what: string): string => `Capacity plan of ${named(what)}`,
  verdict: (o: { readonly machines: number; readonly bytes: number; readonly mbit: number; readonly windowMs: number; readonly bad: number }): string =>
    `${o.bad === 0 ? '' : `${count(o.bad, 'open point')} · `}${count(o.machines, 'machine')}, ${bytes(o.bytes)}: ${rate(o.mbit)} for a first copy within ${duration(o.windowMs)}`,
  saved: (by: string, at: string): string => `Saved as plan by ${named(by)} on ${at}.`,
  notSaved: "Not saved yet: Save as plan keeps it for 'setup', with your name and these figures.",
  savedNow: 'Kept as plan, with your name and the date.',
  open: 'What does not fit or is not known',
  trouble: (t: CapacityTrouble): string => (troubles[t.code] as (t: CapacityTrouble) => string)(t),
  copy: 'First copy',
  disks: (p: CapacityPlan): string => `${count(p.disks, 'disk')} with ${bytes(p.bytes)} in all. How much of it is used is not known, so all of it is counted.`,
  window: (p: CapacityPlan): string => `Within ${duration(p.windowMs)}${p.windowNamed ? '' : ' (nobody named a window)'}: ${rate(p.firstCopyMbit)}, the changes made meanwhile counted in.`,
  link: (p: NonNullable<CapacityPlan['link']>): string => `With the link of ${rate(p.mbit)}: ${p.firstCopyMs === null ? 'it never ends' : duration(p.firstCopyMs)}.`,
  changes: 'Changes from then on',
  churn: (n: number): string => `${bytes(n)} a day in all.`,
  share: (s: CapacityPlan['churn'][number]): string => `${count(s.machines, 'machine')}: ${bytes(s.bytesPerDay)} a day, ${sources[s.source]}.`,
  churnFrom: (by: string, at: string): string => `Said by ${named(by)} on ${at}, kept with the plan.`,
  steady: (mbit: number): string => `All day: ${rate(mbit)} on average; peaks need more.`,
  appliance: 'Appliance',
  sizing: ({ sizing: s }: CapacityPlan): string =>
    `${s.appliances === 1 ? 'One' : String(s.appliances)} with at least ${s.rule.vcpus} vCPU, ${s.rule.memoryGib} GB memory and a cache disk of ${s.rule.cacheGib} GB${s.appliances === 1 ? '' : ' each'}: good for ${s.rule.machines} machines and ${s.rule.churnGbPerDay} GB of changes a day${s.appliances === 1 ? '' : ' each'}.`,
  others: (n: number): string => `It protects ${count(n, 'other machine')} already: they are counted as machines, their changes are not known.`,
  assumptions: 'What this rests on',
  assumed: (percent: number, profile: string, dated: string): string => `Where nobody knows the changes: ${percent} % of the disks a day (${named(profile)}, ${named(dated)}).`,
  overhead: `TCP, TLS and repeated packets: ${OVERHEAD_PERCENT} % on top (Ferry's own figure). No compression is counted on, although Site Recovery compresses what it sends.`,
  appliances: (profile: string, dated: string): string => `Sizes of appliances: rule profile ${named(profile)}, ${named(dated)}.`,
  smaller: (profile: string, dated: string): string => `That list names only its largest size; the smaller ones are those of the configuration server (${named(profile)}, ${named(dated)}), never below what the appliance itself needs.`,
  source: 'Source',
  unmeasured: (why: string): string => `${quoted(clip(why, 200))}.`,
  line: 'One line to Azure that carries only this; 1 Mbit/s is 1,000,000 bits a second.',
  more: "Name what you know: 'capacity W07 in 8h churn 5% link 200Mbit'. Changes can be given as GiB a day of all machines together.",
  save: 'Save as plan',
  again: 'Calculate again',
  usage: "I did not understand all of it. Type for example 'capacity W07 in 8h churn 5% link 200Mbit'. Nothing was calculated.",
};
