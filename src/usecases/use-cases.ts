import { makeApprovals } from './approvals.ts';
import { makeAudit } from './audit.ts';
import { makeBoard } from './board.ts';
import { makeBreakGlass } from './break-glass.ts';
import { makeBulk } from './bulk.ts';
import { makeBulkReplicate } from './bulk-replicate.ts';
import { makeQueue } from './bulk-queue.ts';
import { makeSelect } from './bulk-select.ts';
import { makeCheck } from './check.ts';
import { makeCheckRuns } from './check-runs.ts';
import type { BoardUseCases } from './board-types.ts';
import type { BulkUseCases } from './bulk-types.ts';
import { makeOutlook } from './costs.ts';
import type { Deps } from './deps.ts';
import { makeDryRun } from './dry-run.ts';
import { makeFreezes } from './freezes.ts';
import { makeHandover } from './handover.ts';
import { makeHolds } from './holds.ts';
import { makeInventory } from './inventory.ts';
import { makeNext } from './next.ts';
import { makeNotices } from './notices.ts';
import { makeOperations } from './operations.ts';
import { makeOverrides } from './overrides.ts';
import { makePlanFiles } from './plan-files.ts';
import { makePlanning } from './planning.ts';
import type { PrerequisiteUseCases } from './prerequisite-types.ts';
import { makeQuestions } from './questions.ts';
import { makeReplicate } from './replicate.ts';
import { makeRequests } from './requests.ts';
import { makeRules } from './rules.ts';
import { makeSecurity } from './security.ts';
import { makeStatus } from './status.ts';
import type { UseCases } from './types.ts';
import { makePlanStep } from './wave-plan-step.ts';
import { testedByPlan, testTogether } from './wave-plan-test.ts';
import { makeWaveEdits } from './wave-edits.ts';
import { makeWaveRun } from './wave-run.ts';
import { makeWaveTarget } from './wave-target.ts';
import { makeWaveViews } from './wave-views.ts';
import { makeWaves } from './waves.ts';
import { makeWho } from './who.ts';
import { makeWindows } from './windows.ts';

/** Everything the conversation can ask for, wired to its ports. */
export function makeUseCases(d: Deps): UseCases {
  const prerequisites = makePrerequisites(d);
  return { ...makeInventory(d), ...prerequisites, ...makePlanning(d, prerequisites), ...makeReplicate(d), ...makeStatus(d), ...makeRequests(d), ...makeOperations(d), ...makeApprovals(d), ...makeBreakGlass(d), ...makeWho(d), ...makeWindows(d), ...makeFreezes(d), ...makeHolds(d),
    ...makeHandover(d), ...makeNotices(d), ...makeWaveViews(d), ...makeWaveEdits(d), ...makeWaveTarget(d), ...makePlanFiles(d), ...makeWaveRun(d), ...makePlanStep(d), ...makeMany(d, prerequisites), ...makeDryRun(d), ...makeOutlook(d), ...makeAudit(d), ...makeSecurity(d) };
}

/** What is asked of several machines at once, and what is told of all of them. */
function makeMany(d: Deps, prerequisites: PrerequisiteUseCases): BulkUseCases & BoardUseCases {
  return { ...makeSelect(d, prerequisites), ...makeBulk(d, { ...makeRequests(d), ...makeHolds(d), testTogether: (o) => testTogether(d, o) }), testedByPlan: (machines) => testedByPlan(d, machines), ...makeBulkReplicate(d), ...makeQueue(d), ...makeBoard(d), ...makeNext(d) };
}

function makePrerequisites(d: Deps): PrerequisiteUseCases {
  return { ...makeCheck(d), ...makeWaves(d), ...makeCheckRuns(d), ...makeQuestions(d), ...makeOverrides(d), ...makeRules(d) };
}
