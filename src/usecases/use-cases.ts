import { makeApprovals } from './approvals.ts';
import { makeAudit } from './audit.ts';
import { makeBreakGlass } from './break-glass.ts';
import { makeCheck } from './check.ts';
import { makeCheckRuns } from './check-runs.ts';
import type { Deps } from './deps.ts';
import { makeFreezes } from './freezes.ts';
import { makeHolds } from './holds.ts';
import { makeInventory } from './inventory.ts';
import { makeOperations } from './operations.ts';
import { makeOverrides } from './overrides.ts';
import { makePlanning } from './planning.ts';
import type { PrerequisiteUseCases } from './prerequisite-types.ts';
import { makeQuestions } from './questions.ts';
import { makeReplicate } from './replicate.ts';
import { makeRequests } from './requests.ts';
import { makeRules } from './rules.ts';
import { makeSecurity } from './security.ts';
import { makeStatus } from './status.ts';
import type { UseCases } from './types.ts';
import { makeWaves } from './waves.ts';
import { makeWho } from './who.ts';
import { makeWindows } from './windows.ts';

/** Everything the conversation can ask for, wired to its ports. */
export function makeUseCases(d: Deps): UseCases {
  const prerequisites = makePrerequisites(d);
  return { ...makeInventory(d), ...prerequisites, ...makePlanning(d, prerequisites), ...makeReplicate(d), ...makeStatus(d), ...makeRequests(d), ...makeOperations(d), ...makeApprovals(d), ...makeBreakGlass(d), ...makeWho(d), ...makeWindows(d), ...makeFreezes(d), ...makeHolds(d), ...makeAudit(d), ...makeSecurity(d) };
}

function makePrerequisites(d: Deps): PrerequisiteUseCases {
  return { ...makeCheck(d), ...makeWaves(d), ...makeCheckRuns(d), ...makeQuestions(d), ...makeOverrides(d), ...makeRules(d) };
}
