/** Words of what is to be expected: ends of first copies, windows, lines over time. Never a figure that was not measured. */
import type { CauseKind, StallCause } from '../../domain/forecast/causes.ts';
import type { FirstCopy } from '../../domain/forecast/first-copy.ts';
import type { Risk } from '../../domain/forecast/wave.ts';
import type { Missing, WindowFit } from '../../domain/forecast/window-fit.ts';
import { duration } from '../format.ts';
import { named } from '../neutral.ts';

type When = (at: number) => string;

const causes: { readonly [K in CauseKind]: string } = {
  heartbeat: "the agent's heartbeat (service stopped, machine off)",
  churn: 'churn (more is written than the line carries)',
  port: 'port 443 or 9443 to the appliance',
  cache: 'the cache storage account (rights, firewall)',
};

function causeText({ kind, sign }: StallCause): string {
  return sign === null ? causes[kind] : `${causes[kind]}, see ${sign}`;
}

/** What shows first; the others only as places to look. */
function causesText(all: readonly StallCause[]): string {
  const seen = all.filter((c) => c.seen).map(causeText);
  const other = all.filter((c) => !c.seen).map((c) => causes[c.kind]);
  if (seen.length === 0) return `Nothing shows why. Look at: ${other.join('; ')}.`;
  return `Likely: ${seen.join('; ')}.${other.length === 0 ? '' : ` Also possible: ${other.join('; ')}.`}`;
}

const few = (names: readonly string[]): string => `${names.slice(0, 4).map(named).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`;

/** `own` is said of a machine by itself. */
const risks: { readonly [C in Risk['code']]: { readonly long: (names: readonly string[]) => string; readonly own: string; readonly short: string } } = {
  stalled: { long: (n) => `the first copy of ${few(n)} stands still`, own: 'its first copy stands still', short: '' },
  late: { long: (n) => `the first copy of ${few(n)} may end after the window opens`, own: 'its first copy may end after the window opens', short: 'first copy late' },
  rpo: { long: (n) => `the recovery point of ${few(n)} is older than allowed`, own: 'its recovery point is older than allowed', short: 'recovery points old' },
  short: { long: () => 'its window is shorter than the same steps took before', own: 'its window is shorter than the same steps took before', short: 'window too short' },
  tight: { long: () => 'its window leaves no time for trouble', own: 'its window leaves no time for trouble', short: 'window tight' },
};

const missing: { readonly [M in Missing]: string } = { test: 'not every group has been through a test failover', stop: 'no cutover has stopped a machine here yet', verdict: 'no verdict was given within hours of its test' };
const verdicts: { readonly [K in WindowFit['kind']]: string } = { enough: 'long enough', tight: 'tight', short: 'too short', unknown: 'whether it is long enough is not known yet' };

function fitText(fit: WindowFit): string {
  const range = (r: { readonly usual: number; readonly most: number }): string => (r.usual === r.most ? duration(r.usual) : `${duration(r.usual)} to ${duration(r.most)}`);
  const parts = [fit.parts.test === null ? null : `failover as in the tests ${range(fit.parts.test)}`, fit.parts.stop === null ? null : `last changes and stop ${range(fit.parts.stop)}`, fit.parts.verdict === null ? null : `looking at it ${range(fit.parts.verdict)}`].filter((p) => p !== null);
  const known = parts.length === 0 ? '' : `: ${parts.join(' + ')}`;
  const gaps = fit.missing.length === 0 ? '' : ` (${fit.missing.map((m) => missing[m]).join('; ')})`;
  return `${duration(fit.windowMs)}, ${verdicts[fit.kind]}${known}${gaps}`;
}

export const forecastWords = {
  /** The end of one first copy. Goes into a raw text: `at` gives card functions. */
  copy: (c: FirstCopy, at: When): string => {
    switch (c.kind) {
      case 'unknown':
        return 'End of the first copy: not known yet, too little was measured.';
      case 'range':
        return `First copy ends between ${at(c.from)} and ${at(c.to)}, at the speed measured so far.`;
      case 'stalled':
        return `⚠ Stalled since ${at(c.since)}${c.percent === null ? '' : ` at ${c.percent} %`} (no bytes), not slow. End of the first copy: unknown. ${causesText(c.causes)}`;
    }
  },
  /** The same for all machines of a wave. */
  copies: (c: { readonly from: number; readonly to: number }, at: When): string => `the last one that moves between ${at(c.from)} and ${at(c.to)}`,
  unknown: (names: readonly string[]): string => `not known yet: ${few(names)}`,
  stalled: (o: { readonly names: readonly string[]; readonly copy: Extract<FirstCopy, { readonly kind: 'stalled' }> }, at: When): string => `⚠ ${few(o.names)}: stalled since ${at(o.copy.since)}${o.copy.percent === null ? '' : ` at ${o.copy.percent} %`} (no bytes), not slow; end unknown. ${causesText(o.copy.causes)}`,
  standsSince: (at: string): string => `⚠ Stalled since ${at} (no bytes), not slow`,
  risks: (all: readonly Risk[]): string => all.map((r) => risks[r.code].long(r.machines)).join('; '),
  /** Its card has no line about the window: how that is judged is said here. */
  ownRisks: (all: readonly Risk[], fit: WindowFit | null): string => all.map((r) => `${risks[r.code].own}${fit !== null && r.code === fit.kind ? ` (${fitText(fit)})` : ''}`).join('; '),
  atRisk: (all: readonly Risk[]): string => `⚠ At risk: ${forecastWords.risks(all)}.`,
  /** As short as a line of the board. */
  board: (all: readonly Risk[]): string => `at risk${all.some((r) => risks[r.code].short !== '') ? ` (${all.flatMap((r) => (risks[r.code].short === '' ? [] : [risks[r.code].short])).join(', ')})` : ''}`,
  fit: fitText,
  facts: { copies: 'First copies end', fit: 'Window' },
  chart: {
    rpo: { title: 'Recovery point, worst of each hour', legend: 'Minutes behind', unit: 'min', of: (low: number, high: number): string => `${low} to ${high} min behind` },
    percent: { title: 'First copy, least of each hour', legend: 'Percent copied', unit: '%', of: (low: number, high: number): string => `${low} to ${high} %` },
    axis: 'Hour (UTC)',
    line: (title: string, o: { readonly hours: number; readonly spark: string; readonly range: string }): string => `${title}, last ${o.hours} h: ${o.spark} ${o.range}`,
  },
};
