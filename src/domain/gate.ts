import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Migration } from './migration/types.ts';
import type { Item } from './observation.ts';
import { DAY, MINUTE, type Instant } from './time.ts';

/** Limits of the cutover gate. */
export type GateLimits = { readonly rpoSeconds: number; readonly testMaxAgeDays: number };

/** Everything the gate looks at; `asOf` is the cloud's clock, `now` ours. */
export type GateInput = { readonly migration: Migration; readonly item: Item | null; readonly asOf: Instant; readonly now: Instant; /** Findings of the checks that matter before a failover. */ readonly findings: readonly Finding[]; readonly limits: GateLimits };

/** Measures whether a cutover may be asked for, and what an approver is to see. Blocks refuse; warnings are shown. Pure. */
export function cutoverEvidence(g: GateInput): Evidence {
  const item = g.item;
  const { findings } = g;
  const v = g.migration.verdict;
  return {
    at: g.now,
    rpoSeconds: item?.rpoSeconds ?? null,
    replicationHealth: item?.replicationHealth ?? 'none',
    backlogMb: item?.backlogMb ?? null,
    test: v === null ? null : { works: v.works, at: v.at, by: v.by.name },
    warnings: [...itemWarnings(item), ...findings.filter((f) => f.verdict === 'warn').map((f) => `${f.title}: ${f.evidence}`)],
    blocks: [...itemBlocks(g), ...testBlocks(g), ...findings.filter((f) => f.verdict === 'block' || f.verdict === 'unknown').map((f) => `${f.title}: ${f.evidence}`)],
  };
}

function itemWarnings(item: Item | null): readonly string[] {
  if (item === null) return [];
  const health = item.replicationHealth === 'warning' ? [`Replication health is warning: ${item.healthErrors[0]?.summary ?? 'no reason given'}`] : [];
  return item.backlogMb !== null && item.backlogMb > 0 ? [...health, `${Math.round(item.backlogMb)} MB still wait to be sent; the cutover waits until nothing does`] : health;
}

type Rule = { readonly when: (item: Item, g: GateInput) => boolean; readonly words: (item: Item, g: GateInput) => string };

const ITEM_RULES: readonly Rule[] = [
  { when: (i) => i.protectionState !== 'Protected', words: (i) => `Site Recovery does not show the machine as protected, but as: ${i.protectionText}` },
  { when: (i) => !i.allowedOperations.includes('UnplannedFailover'), words: () => 'Site Recovery does not allow a failover now' },
  { when: (i) => i.running !== null, words: () => 'Site Recovery is running another job on it' },
  { when: (i) => i.replicationHealth === 'critical', words: (i) => `Replication health is critical: ${i.healthErrors[0]?.summary ?? 'no reason given'}` },
  { when: (i) => i.resyncRequired, words: () => 'A resynchronisation is needed' },
  { when: (i) => i.testFailoverState !== 'None', words: () => 'The test failover is not cleaned up' },
  { when: (i) => i.rpoSeconds === null, words: () => 'The RPO is not known' },
  { when: (i, g) => i.rpoSeconds !== null && i.rpoSeconds > g.limits.rpoSeconds, words: (i, g) => `RPO is ${Math.ceil((i.rpoSeconds ?? 0) / 60)} min; the limit is ${Math.round(g.limits.rpoSeconds / 60)} min` },
  { when: (i, g) => i.rpoAt !== null && g.asOf - i.rpoAt > 15 * MINUTE, words: () => 'The RPO was measured more than 15 minutes ago' },
];

function itemBlocks(g: GateInput): readonly string[] {
  const item = g.item;
  if (item === null) return ['Site Recovery has no such protected item'];
  return ITEM_RULES.filter((r) => r.when(item, g)).map((r) => r.words(item, g));
}

function testBlocks(g: GateInput): readonly string[] {
  const v = g.migration.verdict;
  if (v === null) return ['No test failover was judged yet'];
  if (!v.works) return [`The last test failover did not work: ${v.reason}`];
  return g.now - v.at > g.limits.testMaxAgeDays * DAY ? [`The last good test failover is more than ${g.limits.testMaxAgeDays} days old`] : [];
}
