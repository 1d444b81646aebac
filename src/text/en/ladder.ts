/** The ladder of a cutover in English: eight rungs, and the way back from each. */
import type { Migration, Phase } from '../../domain/migration/types.ts';
import { utc } from '../format.ts';

const rungs = ['replicating', 'tested', 'last delta in', 'source stopped', 'failing over', 'running in Azure', 'accepted', 'completed'] as const;

const RUNG: { readonly [P in Phase]: number | null } = {
  enabling: 0, seeding: 1, protected: 1, testing: 1, 'test-review': 1, 'cleaning-test': 1, tested: 2, 'awaiting-approval': 2, quiescing: 2, draining: 2,
  'stopping-source': 3, 'source-stopped': 4, 'failing-over': 5, 'in-azure': 6, accepted: 7, completing: 7, migrated: 8,
  'rolling-back': null, 'rolled-back': null, abandoned: null,
};

/** The rung that has been reached for certain: 0 before the first, null after leaving the ladder. */
function rung(m: Migration): number | null {
  const reached = RUNG[m.position.phase];
  return reached === 2 && m.verdict?.works !== true ? 1 : reached;
}

/** A machine that was failed over outside Ferry has passed rungs that nobody recorded. */
function isProven(m: Migration, n: number): boolean {
  if (n === 2) return m.verdict?.works === true;
  return (n !== 3 && n !== 4) || m.sourceStoppedAt !== null;
}

/** The whole ladder in one line, the reached rung marked in words. */
function line(m: Migration): string {
  const here = rung(m);
  if (here === null) return 'Left the ladder: this migration does not go on.';
  const steps = rungs.map((name, i) => {
    const n = i + 1;
    if (n < here) return isProven(m, n) ? `✔ ${n} ${name}` : `? ${n} ${name} (not seen by Ferry)`;
    return n === here ? `▶ ${n} ${name} (you are here)` : `${n} ${name}`;
  });
  return (here === 0 ? 'Before step 1 (you are here) → ' : '') + steps.join(' → ');
}

const NO_FAILBACK = 'No failback to AWS exists; rollback discards the Azure VM and starts EC2 again.';

function lostSince(failedOverAt: number): string {
  return `${NO_FAILBACK} What was written in Azure since ${utc(failedOverAt)} is lost.`;
}

/** How to get back from here, and what that costs. */
function wayBack(m: Migration): string {
  const p = m.position;
  switch (p.phase) {
    case 'in-azure': case 'accepted':
      return lostSince(p.failedOverAt);
    case 'completing':
      return `${NO_FAILBACK} Completing has begun: Ferry does not roll back any more.`;
    case 'migrated':
      return 'None: replication is off. Starting the EC2 machine again is a manual step in AWS.';
    case 'failing-over':
      return 'No cancel: a failover stops replication, which would not resume. Wait for its result.';
    case 'rolling-back': case 'rolled-back':
      return p.failedOverAt === null ? 'Going back needs nothing in Azure.' : `What was written in Azure since ${utc(p.failedOverAt)} is not in AWS.`;
    case 'abandoned':
      return 'Nothing to undo by Ferry.';
    case 'stopping-source': case 'source-stopped':
      return 'Rollback starts the EC2 machine again; no failover has ended.';
    case 'quiescing': case 'draining':
      return `The EC2 machine has not been stopped. Whoever asked can end the cutover: 'withdraw ${p.approvalId}'; then start the application again.`;
    default:
      return 'Nothing to undo: nothing has been stopped or failed over.';
  }
}

export const ladderWords = { rung, line, wayBack, noFailback: NO_FAILBACK, lostSince };
