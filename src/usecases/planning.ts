/** Everything around planning and setting up, put together. */
import { may } from '../domain/access.ts';
import type { SavedPlan } from '../domain/plans.ts';
import { ok, type Result } from '../domain/result.ts';
import { makeCapacity, type Selecting } from './capacity.ts';
import type { Deps } from './deps.ts';
import { makeExplain } from './explain.ts';
import { makeNetworkPlan } from './network-plan.ts';
import type { PlanningUseCases } from './planning-types.ts';
import { makePolicy } from './policy.ts';
import { reject } from './rejections.ts';
import { savePlanNote } from './saved-plans.ts';
import { makeSettings } from './settings.ts';
import { makeSetup } from './setup.ts';
import type { Outcome, Rejection } from './types.ts';

type SaveRequest = Parameters<PlanningUseCases['savePlan']>[0];

const NO_WISH = { windowMs: null, churn: null, linkMbit: null } as const;

/** The planning use cases; `selecting` tells which machines a wave has. */
export function makePlanning(d: Deps, selecting: Selecting): PlanningUseCases {
  const { capacityPlan } = makeCapacity(d, selecting);
  const { networkPlan } = makeNetworkPlan(d, selecting);

  async function savePlan(o: SaveRequest): Outcome<SavedPlan> {
    if (!may(await d.access(), o.who, 'operator')) return reject('not-allowed-here', { role: 'operator' });
    const made = o.kind === 'capacity' ? await capacityFigures(o) : await networkFigures(o);
    if (!made.ok) return made;
    const plan: SavedPlan = { kind: o.kind, selection: o.selection, by: o.who, at: d.clock.now(), ...made.value };
    await savePlanNote(d, plan);
    return ok(plan);
  }

  type Figures = Pick<SavedPlan, 'machines' | 'wish' | 'open'>;

  async function capacityFigures({ selection, wish }: SaveRequest): Promise<Result<Figures, Rejection>> {
    const answer = await capacityPlan({ selection, wish: wish ?? NO_WISH });
    return answer.ok ? ok({ machines: answer.value.plan.machines, wish: answer.value.wish, open: answer.value.plan.troubles.length }) : answer;
  }

  async function networkFigures({ selection }: SaveRequest): Promise<Result<Figures, Rejection>> {
    const answer = await networkPlan(selection);
    if (!answer.ok) return answer;
    const { machines, clashes, inbound, unread } = answer.value.plan;
    return ok({ machines: machines.length, wish: null, open: clashes.length + inbound.length + unread.length });
  }

  return { capacityPlan, networkPlan, savePlan, ...makePolicy(d), ...makeSetup(d, selecting), ...makeExplain(d, selecting), ...makeSettings(d) };
}
