/** Where the machines of a wave stand, in numbers. */
import { isStalled } from '../copy.ts';
import type { Live } from '../live.ts';
import { isHeld } from '../migration/held.ts';
import type { Migration, Phase } from '../migration/types.ts';
import { isOrphan } from '../source-guard/guard.ts';
import type { Instant } from '../time.ts';

/** One machine as the board sees it. */
export type Standing = { readonly migration: Migration | null; readonly live: Live | null; /** Its replication is confirmed and waits for its turn. */ readonly queued: boolean };

const COUNTS = ['waiting', 'queued', 'copying', 'protected', 'testing', 'review', 'tested', 'asked', 'quiescing', 'cutover', 'inAzure', 'accepted', 'completing', 'migrated', 'ended'] as const;
/** What a machine is counted under, once. */
export type Count = (typeof COUNTS)[number];

/** `failed` to `stalled` are counted beside: such a machine is at its step as well. */
export type Tally = { readonly [C in Count]: number } & { readonly total: number; readonly failed: number; readonly drifted: number; readonly held: number; readonly stalled: number };

const BY_PHASE: { readonly [P in Phase]: Count } = {
  enabling: 'copying', seeding: 'copying', protected: 'protected', testing: 'testing', 'test-review': 'review', 'cleaning-test': 'testing', tested: 'tested', 'awaiting-approval': 'asked',
  quiescing: 'quiescing', draining: 'cutover', 'stopping-source': 'cutover', 'source-stopped': 'cutover', 'failing-over': 'cutover', 'in-azure': 'inAzure', accepted: 'accepted', completing: 'completing',
  migrated: 'migrated', 'rolling-back': 'cutover', 'rolled-back': 'ended', abandoned: 'ended',
};

/** Counts every machine once by its step, and its troubles beside. */
export function tallyOf(machines: readonly Standing[], watched: Instant): Tally {
  const counts = Object.fromEntries(COUNTS.map((c) => [c, 0])) as { [C in Count]: number };
  const troubles = { failed: 0, drifted: 0, held: 0, stalled: 0 };
  for (const { migration: m, live, queued } of machines) {
    counts[m === null ? (queued ? 'queued' : 'waiting') : BY_PHASE[m.position.phase]] += 1;
    if (m === null) continue;
    if (m.stuck !== null || isOrphan(m)) troubles.failed += 1;
    if (m.drift !== null) troubles.drifted += 1;
    if (isHeld(m)) troubles.held += 1;
    if (isStalled(m, live, watched)) troubles.stalled += 1;
  }
  return { ...counts, ...troubles, total: machines.length };
}

/** What a wave is on the way to, and how many machines are there. */
export type Progress = { readonly stage: 'replicating' | 'ready' | 'in-azure' | 'migrated'; readonly done: number; readonly of: number };

/** The next goal of the wave as a whole: a machine that is further counts too. */
export function progressOf(t: Tally): Progress {
  const migrated = t.migrated;
  const inAzure = migrated + t.inAzure + t.accepted + t.completing;
  const ready = inAzure + t.tested + t.asked + t.quiescing + t.cutover;
  const replicating = ready + t.protected + t.testing + t.review;
  const of = t.total;
  if (migrated > 0 && inAzure === of) return { stage: 'migrated', done: migrated, of };
  if (inAzure > 0) return { stage: 'in-azure', done: inAzure, of };
  return ready > 0 ? { stage: 'ready', done: ready, of } : { stage: 'replicating', done: replicating, of };
}

/** Who has to move: lower comes first on the board. 0 trouble, 1 a person is asked, 2 it goes on by itself, 3 it rests, 4 it is over. */
export function urgencyOf(t: Tally, approvals: number): 0 | 1 | 2 | 3 | 4 {
  if (t.failed + t.drifted + t.stalled > 0) return 0;
  if (approvals + t.review + t.quiescing + t.inAzure + t.accepted + t.held > 0) return 1;
  if (t.copying + t.queued + t.testing + t.cutover + t.completing > 0) return 2;
  return t.total > 0 && t.migrated + t.ended === t.total ? 4 : 3;
}
