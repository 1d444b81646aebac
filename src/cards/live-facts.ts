/** What was last seen of a machine in the clouds, as lines of a card. */
import type { Live } from '../domain/live.ts';
import type { Phase } from '../domain/migration/types.ts';
import { SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { age, bar, bytes, duration, percent } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { fact } from './fact.ts';
import type { Cell } from './render.ts';

// After the failover ASR replicates nothing any more: its last figures would read as if it did.
const REPLICATING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);
const COPYING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding']);

type Line = { readonly title: string; readonly value: Cell } | null;

/** Bytes, RPO, health, heartbeat, backlog and the running job. */
export function liveFacts(live: Live | null, phase: Phase, words: Words): readonly Line[] {
  if (live === null) return [];
  const job = jobFact(live, words);
  return REPLICATING.has(phase) ? [...replicationFacts(live, phase, words), job] : [job];
}

function replicationFacts(live: Live, phase: Phase, words: Words): readonly Line[] {
  const { facts: t, ofTotal } = words.cards.machine;
  const rpo = live.rpoSeconds === null ? words.state.health.none : duration(live.rpoSeconds * SECOND);
  const aged = (seconds: number | null): string | null => (seconds === null ? null : age(seconds * SECOND));
  return [
    fact(t.copied, live.processedBytes === null ? null : ofTotal(bytes(live.processedBytes), live.totalBytes === null ? null : bytes(live.totalBytes))),
    // Before the first copy is complete there is nothing to fail over to, whatever figure ASR gives.
    COPYING.has(phase) ? null : fact(t.rpo, rpo),
    fact(t.health, [words.state.health[live.health], ...live.healthErrors.slice(0, 2).map((e) => `${clip(e.summary, 140)} (${clip(e.code, 30)})`)].join(' · ')),
    fact(t.heartbeat, aged(live.heartbeatAgeSeconds)),
    COPYING.has(phase) ? null : fact(t.point, aged(live.recoveryPointAgeSeconds)),
    fact(t.backlog, live.backlogMb === null ? null : bytes(live.backlogMb * 1024 ** 2)),
  ];
}

function jobFact(live: Live, words: Words): Line {
  const { job } = live;
  if (job === null) return null;
  return fact(words.cards.machine.facts.job, words.cards.machine.job({ scenario: clip(job.scenario, 60), state: words.state.jobs[job.state], done: job.done, total: job.total, current: clip(job.current, 80) }));
}

/** The bar of the copy that runs, from the item's own percent; empty when nothing is being copied in bulk. */
export function progressLines(live: Live | null, phase: Phase, words: Words): readonly string[] {
  const value = live?.percent ?? null;
  if (value === null || !REPLICATING.has(phase)) return [];
  return [words.cards.machine.progress(bar(value), percent(value))];
}
