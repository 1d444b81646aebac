import { checkRunCard } from '../cards/check-run.ts';
import type { CheckRun } from '../domain/check-run.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import type { Wanted } from './wanted.ts';

/** How the keys of runs begin, in the ledger of posts as well as among the notices. */
export const CHECK_RUN = 'check:';

/** The message that a check of many machines should have: one card, where it was asked for. Pure. */
export function wantedRunPost(run: CheckRun, now: Instant, words: Words): Wanted {
  return { key: `${CHECK_RUN}${run.id}`, role: 'root', lane: 'N3', kind: 'check', at: run.askedAt, content: { card: checkRunCard({ run, page: 0, now }, words) }, thread: run.thread };
}
