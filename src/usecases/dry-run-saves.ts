/** What is sent to the vault before a recovery plan has the machines that it is to run. */
import { groupsOf, type Member } from '../domain/dry-run/by-plan.ts';
import { planCall } from '../domain/dry-run/calls.ts';
import type { DryPlan, DryPlanStep, VaultPlace, Wait } from '../domain/dry-run/types.ts';
import { nextForPlan, planContent, planGroups, planNameOf, type PlanNext } from '../domain/wave/plan.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { VaultPlan } from '../domain/wave/vault-plan.ts';
import type { Deps } from './deps.ts';

/** The machines that the plan is to have, one after the other; `after` is what lies before that. */
export type Target = { readonly members: readonly Member[]; readonly after: readonly Wait[] };

/** The plan in the vault is looked at as it is now. `asked` as {@link PlanWanted} has it. */
type Saving = { readonly wave: Wave; readonly place: VaultPlace; readonly targets: readonly Target[]; readonly asked: boolean };

/** The saves, or why there is none. Throws {@link CloudError} when the vault cannot be read. */
export async function savesFor(d: Deps, s: Saving): Promise<Pick<DryPlan, 'wave' | 'name' | 'saves' | 'bar'>> {
  const name = planNameIn(d, s.wave);
  const of = { wave: s.wave.name, name };
  if (s.targets.length === 0) return { ...of, saves: [], bar: null };
  const found = (await d.replication.plan(name)).value;
  const hashes = [found === null ? null : d.digest(planContent(found.groups)), ...s.targets.map((t) => hashOf(d, t.members))];
  const [now = null, first = ''] = hashes;
  const next = nextOf(d, s, { name, found, now, first: first ?? '' });
  if (next === 'stands' || (next === 'drifted' && s.asked)) return { ...of, saves: [], bar: 'changed' };
  // One after the other: each is compared with what the plan has by then.
  const needed = s.targets.filter((_, n) => hashes[n + 1] !== hashes[n] && !(n === 0 && isOnItsWay(s.wave, next, first)));
  return { ...of, saves: needed.map((t) => saveOf(t, { place: s.place, name, found })), bar: null };
}

function saveOf({ members, after }: Target, o: { readonly place: VaultPlace; readonly name: string; readonly found: VaultPlan | null }): DryPlanStep {
  const isBusy = o.found !== null && o.found.running !== null;
  return { kind: 'savePlan', groups: groupsOf(members), after: isBusy ? [...after, 'plan-job'] : after, call: planCall('savePlan', { place: o.place, name: o.name, body: [] }) };
}

/** It was sent, and the vault does not show it yet. */
function isOnItsWay({ planSave }: Wave, next: PlanNext, hash: string | null): boolean {
  return next === 'wait' && planSave?.hash === hash && planSave.why === undefined;
}

/** What Ferry would do about the plan now. */
function nextOf(d: Deps, { wave, asked }: Saving, o: { readonly name: string; readonly found: VaultPlan | null; readonly now: string | null; readonly first: string }): PlanNext {
  return nextForPlan(wave, { wanted: { name: o.name, hash: o.first }, found: o.found, hash: o.now, asked, now: d.clock.now(), settleMs: d.policy.settleMs });
}

/** The name that the plan has, or will have. */
export function planNameIn(d: Pick<Deps, 'digest'>, wave: Wave): string {
  return wave.plan?.name ?? wave.planSave?.name ?? planNameOf(wave, d.digest(wave.id));
}

function hashOf(d: Pick<Deps, 'digest'>, members: readonly Member[]): string {
  return d.digest(planContent(planGroups(members.map(({ m, group }) => ({ group, itemName: m.itemName })))));
}
