import type { Evidence } from '../evidence.ts';
import type { Health } from '../observation.ts';
import type { EvidenceChange } from './types.ts';

/** How much worse the recovery point may be than what was approved. */
export type Tolerance = { readonly rpoSeconds: number };

/** An RPO that grew this much is another risk than the one that was approved, unless it is still small. */
const TIMES = 3;
const SMALL_SECONDS = 5 * 60;

const BADNESS: { readonly [H in Health]: number } = { normal: 0, warning: 1, critical: 2, none: 3 };

/** What is worse now than what was approved, beyond what is tolerated; nothing when it may run. Pure. */
export function worseThan(then: Evidence, now: Evidence, tolerance: Tolerance): readonly EvidenceChange[] {
  return [
    ...(rpoWorse(then.rpoSeconds, now.rpoSeconds, tolerance.rpoSeconds) ? [{ what: 'rpo', then: then.rpoSeconds, now: now.rpoSeconds } as const] : []),
    ...(BADNESS[now.replicationHealth] > BADNESS[then.replicationHealth] ? [{ what: 'health', then: then.replicationHealth, now: now.replicationHealth } as const] : []),
    ...testWorse(then.test, now.test),
    ...newBlocks(then, now).map((text) => ({ what: 'block', text }) as const),
  ];
}

/** The same for the test alone: when the EC2 machine is stopped, the other figures say nothing any more. */
export function testWorse(then: Evidence['test'], now: Evidence['test']): readonly EvidenceChange[] {
  const gone = then?.works === true && now?.works !== true;
  return gone ? [{ what: 'test', then, now }] : [];
}

/** An RPO over the limit that was approved as such is not worse by itself. */
function rpoWorse(then: number | null, now: number | null, limit: number): boolean {
  if (now === null) return then !== null;
  if (then === null) return false;
  if (now > limit && then <= limit) return true;
  return now > TIMES * then && now > SMALL_SECONDS;
}

/** Blocks by the check that found them: their words carry figures that move all the time. */
function newBlocks(then: Evidence, now: Evidence): readonly string[] {
  const known = new Set(then.blocks.map(titleOf));
  return now.blocks.filter((b) => !known.has(titleOf(b)));
}

function titleOf(block: string): string {
  return block.split(': ')[0] ?? block;
}
