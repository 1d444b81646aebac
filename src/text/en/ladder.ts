/** The ladder of a cutover in English: eight rungs, and the way back from each. */
import type { Migration, Phase } from '../../domain/migration/types.ts';
import type { Instant } from '../../domain/time.ts';
import { utc } from '../format.ts';
import { stopWords } from './stops.ts';

const rungs = ['replicating', 'tested', 'last delta in', 'source stopped', 'failing over', 'running in Azure', 'accepted', 'completed'] as const;

const RUNG: { readonly [P in Phase]: number | null } = {
  enabling: 0, seeding: 1, protected: 1, testing: 1, 'test-review': 1, 'cleaning-test': 1, tested: 2, 'awaiting-approval': 2, quiescing: 2, draining: 2,
  'stopping-source': 3, 'source-stopped': 4, 'failing-over': 5, 'in-azure': 6, accepted: 7, completing: 7, migrated: 8,
  'rolling-back': null, 'rolled-back': null, abandoned: null,
};

/** The rung that has been reached for certain: 0 before the first, null after leaving the ladder. */
function rung(m: Migration): number | null {
  const reached = m.position.phase === 'source-stopped' && stopWords.leftOn(m) ? 3 : RUNG[m.position.phase];
  return reached === 2 && m.verdict?.works !== true ? 1 : reached;
}

/** A machine that was failed over outside Ferry has passed rungs that nobody recorded. */
function isProven(m: Migration, n: number): boolean {
  if (n === 2) return m.verdict?.works === true;
  return (n !== 3 && n !== 4) || m.sourceStoppedAt !== null || stopWords.leftOn(m);
}

/** The ladder in three parts, so that a card can make the middle one stand out: what is behind, where the machine is, what is ahead. */
function parts(m: Migration): { readonly behind: string; readonly here: string; readonly ahead: string } {
  const at = rung(m);
  if (at === null) return { behind: '', here: 'Left the ladder: this migration does not go on.', ahead: '' };
  const steps = rungs.map((name, i) => `${i + 1} ${i === 3 && stopWords.leftOn(m) ? 'source not stopped, as approved' : name}`);
  const behind = steps.slice(0, Math.max(0, at - 1)).map((step, i) => (isProven(m, i + 1) ? `✔ ${step}` : `? ${step} (not seen by Ferry)`));
  return { behind: behind.join(' → '), here: `● ${at === 0 ? 'before step 1' : (steps[at - 1] ?? '')}: ${m.drift === null ? 'you are here' : 'the last that Ferry knows'}`, ahead: steps.slice(at).map((step) => `→ ${step}`).join(' ') };
}

function noFailback(m: Migration): string {
  return `No failback to AWS exists; ${stopWords.back(m)}.`;
}

/** `when` writes a moment: a card has the reader's own time, a plain text has UTC. */
function lostSince(m: Migration, failedOverAt: Instant, when = utc): string {
  return `${noFailback(m)} What was written in Azure since ${when(failedOverAt)} is lost.`;
}

function byHand(m: Migration): string {
  return stopWords.leftOn(m) ? 'The EC2 machine was not stopped by Ferry.' : 'Starting the EC2 machine again is a manual step in AWS.';
}

/** How to get back from here, and what that costs. */
function wayBack(m: Migration, when = utc): string {
  const p = m.position;
  if (m.drift !== null) return 'Not known before somebody has looked at what was done outside Ferry.';
  if (m.stuck?.code === 'source-gone' || m.sourceLost !== undefined) return 'None to AWS: the EC2 machine is gone. The copy in Azure may be the last one.';
  switch (p.phase) {
    case 'in-azure': case 'accepted':
      return lostSince(m, p.failedOverAt, when);
    case 'completing':
      return `None through Ferry: completing has begun. ${byHand(m)}`;
    case 'migrated':
      return `None: replication is off. ${byHand(m)}`;
    case 'failing-over':
      return 'No cancel: a failover stops replication, which would not resume. Wait for its result.';
    case 'rolling-back': case 'rolled-back':
      return p.failedOverAt === null ? 'Going back needs nothing in Azure.' : `What was written in Azure since ${when(p.failedOverAt)} is not in AWS.`;
    case 'abandoned':
      return 'Nothing to undo by Ferry.';
    case 'stopping-source': case 'source-stopped':
      return stopWords.leftOn(m) ? 'The EC2 machine was not stopped and no failover has ended: a rollback only ends the cutover.' : 'Rollback starts the EC2 machine again, if it is stopped; no failover has ended.';
    case 'quiescing': case 'draining':
      return `The EC2 machine has not been stopped. Whoever asked can end the cutover: 'withdraw ${p.approvalId}'; then start the application again.`;
    default:
      return 'Nothing to undo: nothing has been stopped or failed over.';
  }
}

export const ladderWords = { rung, parts, wayBack, noFailback };
