import { isApprovalId } from '../domain/ids.ts';
import { expireApproval } from '../usecases/approvals.ts';
import type { Deps } from '../usecases/deps.ts';

/** Works on timers that have come due; the stored row decides whether anything is to be done. */
export function makeTimers(d: Deps): { fire(key: string): Promise<void> } {
  async function fire(key: string): Promise<void> {
    const [kind, id] = key.split(':');
    if (kind === 'expire' && id !== undefined && isApprovalId(id)) return expireApproval(d, id);
    d.log.warn({ key }, 'a timer of an unknown kind came due');
  }
  return { fire };
}
