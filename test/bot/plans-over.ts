/** Use cases around plan files for the conversation: every file is as the waves are already. */
import { ok } from '../../src/domain/result.ts';
import type { PlanReading, PlanUseCases } from '../../src/usecases/plan-types.ts';

/** A reading of a file that changes nothing. */
export const SAME_PLAN: PlanReading = { hash: 'h', seal: 's', rows: 1, problems: [], diff: { waves: [], counts: { waves: 0, newWaves: 0, added: 0, moved: 0, removed: 0, changed: 0, unchanged: 1 } }, requests: [] };

/** Nothing is stored. */
export function plansOver(): PlanUseCases {
  return { readPlan: () => Promise.resolve(ok(SAME_PLAN)), applyPlan: () => Promise.resolve(ok({ kind: 'applied', reading: SAME_PLAN })) };
}
