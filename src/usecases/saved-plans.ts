/** Plans that somebody saved: one note for each kind and selection, so that two people who save at once do not meet. */
import { z } from 'zod';
import type { Selection } from '../domain/check-run.ts';
import { userIdFromActivity } from '../domain/ids.ts';
import type { PlanKind, SavedPlan } from '../domain/plans.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';

type Notes = Pick<Deps, 'store' | 'log'>;

const Wish = z.object({
  windowMs: z.number().nullable(),
  churn: z.union([z.object({ kind: z.literal('percent'), percent: z.number() }), z.object({ kind: z.literal('bytes'), perDay: z.number() })]).nullable(),
  linkMbit: z.number().nullable(),
});

const Plan: z.ZodType<SavedPlan> = z.object({
  kind: z.enum(['capacity', 'network']),
  selection: z.union([z.object({ kind: z.literal('wave'), wave: z.string() }), z.object({ kind: z.literal('all') })]),
  by: z.object({ id: z.string().transform(userIdFromActivity), tenant: z.string(), name: z.string() }),
  at: z.number(),
  machines: z.number(),
  wish: Wish.nullable(),
  open: z.number(),
});

function keyOf(kind: PlanKind, selection: Selection): string {
  return selection.kind === 'all' ? `plan.${kind}:all` : `plan.${kind}:wave:${waveKey(selection.wave)}`;
}

/** Keeps a plan in the place of an earlier one for the same machines. */
export function savePlanNote(d: Notes, plan: SavedPlan): Promise<void> {
  return d.store.putNote(keyOf(plan.kind, plan.selection), JSON.stringify(plan));
}

/** The plan that was saved for exactly this selection; null when there is none. */
export async function savedPlan(d: Notes, kind: PlanKind, selection: Selection): Promise<SavedPlan | null> {
  const note = await d.store.note(keyOf(kind, selection));
  if (note === null) return null;
  const plan = Plan.safeParse(parsed(note));
  if (!plan.success) d.log.warn({ kind, selection }, 'a saved plan could not be read');
  return plan.success ? plan.data : null;
}

function parsed(note: string): unknown {
  try {
    return JSON.parse(note);
  } catch {
    return null;
  }
}

/** The plans for everything and for each of the waves. */
export async function savedPlans(d: Notes, waves: readonly string[]): Promise<readonly SavedPlan[]> {
  const selections: readonly Selection[] = [{ kind: 'all' }, ...waves.map((wave) => ({ kind: 'wave', wave }) as const)];
  const found = await Promise.all(selections.flatMap((s) => [savedPlan(d, 'capacity', s), savedPlan(d, 'network', s)]));
  return found.filter((p) => p !== null);
}
