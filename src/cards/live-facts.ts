/** What was last seen of a machine in the clouds, as lines of a card. */
import type { Live } from '../domain/live.ts';
import type { Phase } from '../domain/migration/types.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { bar, bytes, duration, percent } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { fact } from './fact.ts';
import type { Cell } from './render.ts';

// After the failover ASR replicates nothing any more: its last figures would read as if it did.
const REPLICATING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding', 'protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);
const COPYING: ReadonlySet<Phase> = new Set<Phase>(['enabling', 'seeding']);

type Line = { readonly title: string; readonly value: Cell } | null;

/** Health, RPO, how fresh it is, and the backlog. */
export function liveFacts(live: Live | null, phase: Phase, words: Words): readonly Line[] {
  return live !== null && REPLICATING.has(phase) ? replicationFacts(live, phase, words) : [];
}

function replicationFacts(live: Live, phase: Phase, words: Words): readonly Line[] {
  const t = words.cards.machine.facts;
  const rpo = live.rpoSeconds === null ? words.state.health.none : duration(live.rpoSeconds * SECOND);
  const health = fact(t.health, [words.state.health[live.health], ...live.healthErrors.slice(0, 2).map((e) => `${clip(e.summary, 140)} (${clip(e.code, 30)})`)].join(' · '));
  const heartbeat = fact(t.heartbeat, heard(live.heartbeatAgeSeconds, words));
  // Before the first copy is complete there is nothing to fail over to, and the backlog counts changes only: both figures would read as if all were there.
  if (COPYING.has(phase)) return [health, heartbeat];
  return [health, fact(t.rpo, rpo), heartbeat, fact(t.point, heard(live.recoveryPointAgeSeconds, words)), fact(t.backlog, live.backlogMb === null ? null : bytes(live.backlogMb * 1024 ** 2))];
}

// Ages up to a quarter of an hour are kept rounded up.
function heard(seconds: number | null, words: Words): string | null {
  return seconds === null ? null : words.cards.machine.heard(duration(seconds * SECOND), seconds * SECOND > 15 * MINUTE);
}

/** A job in words: what it does, how far it is. */
export function jobLine(job: NonNullable<Live['job']>, words: Words): string {
  const { scenario, jobs } = words.state;
  return words.cards.machine.job({ what: scenario(clip(job.scenario, 60)), state: job.state === 'inProgress' ? null : jobs[job.state], done: job.done, total: job.total, current: clip(job.current, 80) });
}

/** The bar of the copy that runs, from the item's own percent; empty when nothing is being copied in bulk. */
export function progressLines(live: Live | null, phase: Phase, words: Words): readonly string[] {
  const value = live?.percent ?? null;
  if (live === null || value === null || !REPLICATING.has(phase)) return [];
  return [words.cards.machine.progress(bar(value), percent(value), COPYING.has(phase) ? copied(live, words) : null)];
}

function copied(live: Live, words: Words): string | null {
  if (live.processedBytes === null) return null;
  return words.cards.machine.ofTotal(bytes(live.processedBytes), live.totalBytes === null ? null : bytes(live.totalBytes));
}
