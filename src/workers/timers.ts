import { isApprovalId, type ApprovalId } from '../domain/ids.ts';
import { remindOfReview } from '../usecases/break-glass.ts';
import { expireApproval, remindApprovers } from '../usecases/approval-timers.ts';
import { quorumLost } from '../usecases/preflight.ts';
import { settleRun } from '../usecases/runs.ts';
import type { Deps } from '../usecases/deps.ts';

/** Works on timers that have come due; the stored row decides whether anything is to be done. */
export function makeTimers(d: Deps): { fire(key: string): Promise<void> } {
  async function fire(key: string): Promise<void> {
    const [kind, id] = key.split(':');
    if (kind === 'expire' && id !== undefined && isApprovalId(id)) return expireApproval(d, id);
    if (kind === 'nudge' && id !== undefined && isApprovalId(id)) return remindApprovers(d, id);
    if (kind === 'review' && id !== undefined && isApprovalId(id)) return remindOfReview(d, id);
    if (kind === 'run' && id !== undefined && isApprovalId(id)) return openRun(d, id);
    d.log.warn({ key }, 'a timer of an unknown kind came due');
  }
  return { fire };
}

/** Nobody is asked to stop an application for an approval that does not count any more. */
async function openRun(d: Deps, id: ApprovalId): Promise<void> {
  await quorumLost(d, id);
  return settleRun(d, id);
}
