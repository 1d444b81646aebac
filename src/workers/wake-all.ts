import { reviewDue } from '../domain/approval/break-glass.ts';
import { TERMINAL_PHASES } from '../domain/migration/types.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';
import { queueJob } from '../usecases/bulk-queue.ts';
import { runJobs } from '../usecases/check-runs.ts';
import { waitingTimers } from '../usecases/approval-request.ts';
import { reviewTimer, runTimer } from '../usecases/record.ts';

/** After a start: look at every open machine, make its cards equal to its state, go on with checks of many machines, arm the timers of open approvals, of approved cutovers and of reviews, begin the rounds. */
export async function wakeAll(store: Store, o: { readonly at: Instant; readonly vault: string }): Promise<void> {
  const open = await store.migrations({ open: true });
  const all = await store.migrations({ open: false });
  const recent = all.filter((m) => o.at - m.state.positionSince < DAY || !TERMINAL_PHASES.has(m.state.position.phase));
  const approvals = await store.openApprovals();
  const unreviewed = (await store.approvals()).filter((a) => reviewDue(a.state) !== null);
  const runs = (await store.checkRuns()).filter((run) => run.status === 'reading' || o.at - run.askedAt < DAY);
  const jobs: readonly JobRequest[] = [
    { queue: 'tick', key: o.vault },
    ...open.map((m): JobRequest => ({ queue: 'step', key: m.state.id })),
    ...recent.map((m): JobRequest => ({ queue: 'notify', key: m.state.id })),
    ...runs.flatMap((run) => runJobs(run.id)),
    queueJob(),
    ...open.flatMap(({ state: { position: p } }) => ('approvalId' in p ? [runTimer(p.approvalId, 0)] : [])),
    ...approvals.flatMap((a) => waitingTimers(a.state, o.at)),
    ...unreviewed.map((a) => reviewTimer(a.state.id, 0)),
  ];
  await store.commit({ at: o.at, changes: [], jobs });
}
