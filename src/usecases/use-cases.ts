import { makeApprovals } from './approvals.ts';
import { makeCheck } from './check.ts';
import type { Deps } from './deps.ts';
import { makeInventory } from './inventory.ts';
import { makeReplicate } from './replicate.ts';
import { makeRequests } from './requests.ts';
import { makeStatus } from './status.ts';
import type { UseCases } from './types.ts';

/** Everything the conversation can ask for, wired to its ports. */
export function makeUseCases(d: Deps): UseCases {
  return { ...makeInventory(d), ...makeCheck(d), ...makeReplicate(d), ...makeStatus(d), ...makeRequests(d), ...makeApprovals(d) };
}
