import { isApprovalId, waveIdFromStore, type ApprovalId } from '../domain/ids.ts';
import { expireApproval, remindApprovers } from '../usecases/approval-timers.ts';
import { remindOfReview } from '../usecases/break-glass.ts';
import type { Deps } from '../usecases/deps.ts';
import { quorumLost } from '../usecases/preflight.ts';
import { settleRun } from '../usecases/runs.ts';
import { makePlanner } from './planner.ts';

/** What comes due for an approval, by the first part of the timer's key. */
const WORK: ReadonlyMap<string, (d: Deps, id: ApprovalId) => Promise<void>> = new Map([
  ['expire', expireApproval],
  ['nudge', remindApprovers],
  ['review', remindOfReview],
  ['run', openRun],
]);

/** The recovery plan of a wave; its id follows. */
const PLAN = 'plan:';

/** Works on timers that have come due; the stored row decides whether anything is to be done. */
export function makeTimers(d: Deps): { fire(key: string, signal?: AbortSignal): Promise<void> } {
  const planner = makePlanner(d);

  async function fire(key: string, signal?: AbortSignal): Promise<void> {
    if (key.startsWith(PLAN)) return planner.look(waveIdFromStore(key.slice(PLAN.length)), signal ?? null);
    const [kind = '', id = ''] = key.split(':');
    const work = WORK.get(kind);
    if (work !== undefined && isApprovalId(id)) return work(d, id);
    d.log.warn({ key }, 'a timer of an unknown kind came due');
  }
  return { fire };
}

/** Nobody is asked to stop an application for an approval that does not count any more. */
async function openRun(d: Deps, id: ApprovalId): Promise<void> {
  await quorumLost(d, id);
  return settleRun(d, id);
}
