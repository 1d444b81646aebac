/** The recovery plan that a wave has in the vault, and what is to be done to keep it equal. */
import type { InstanceId } from '../ids.ts';
import type { Migration, Phase } from '../migration/types.ts';
import type { Instant } from '../time.ts';
import type { VaultPlan } from './vault-plan.ts';
import type { PlanLink, PlanSave, Wave } from './types.ts';

/** Names of plans have letters, digits and hyphens; the hash keeps two odd names apart. */
export function planNameOf(wave: Pick<Wave, 'id'>, hash: string): string {
  return `ferry-${wave.id.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-').slice(0, 40)}-${hash.slice(0, 8)}`;
}

/** A machine of the plan: its group of the wave, and its protected item. */
export type PlanMember = { readonly group: number; readonly itemName: string };

/** Items by group, in the order in which they run; a group without machines is none. */
export function planGroups(members: readonly PlanMember[]): readonly (readonly string[])[] {
  const numbers = [...new Set(members.map((m) => m.group))].toSorted((a, b) => a - b);
  return numbers.map((n) => members.filter((m) => m.group === n).map((m) => m.itemName).toSorted());
}

/** Equal plans have equal texts, whatever the case and order of names inside a group. */
export function planContent(groups: readonly (readonly string[])[]): string {
  return JSON.stringify(groups.filter((g) => g.length > 0).map((g) => g.map((name) => name.toLowerCase()).toSorted()));
}

const READY: ReadonlySet<Phase> = new Set(['protected', 'testing', 'test-review', 'cleaning-test', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped']);
const GONE: ReadonlySet<Phase> = new Set(['in-azure', 'accepted', 'completing', 'migrated', 'rolled-back', 'abandoned']);

/** True for a machine that can be in a plan: protected, and not failed over yet. */
export function isPlannable(phase: Phase): boolean {
  return READY.has(phase);
}

const BEGUN: ReadonlySet<Phase> = new Set(['quiescing', 'draining', 'stopping-source', 'source-stopped']);

/** True for a machine whose cutover has begun, and that is not failed over yet. */
export function isBegun(phase: Phase): boolean {
  return BEGUN.has(phase);
}

/** True for a wave that is to have a recovery plan in the vault, run or not. */
export function hasPlan(wave: Pick<Wave, 'policy'>): boolean {
  return wave.policy.drive !== 'machines';
}

/** True for a machine that no plan is to have any more. */
export function isThrough(m: Migration | null): boolean {
  return m !== null && GONE.has(m.position.phase);
}

/** Machines that the plan is to have: all of the wave that are not through. Null while one of them is not protected yet, is under way by itself, or when none is left. */
export function planned(wave: Wave, newest: ReadonlyMap<InstanceId, Migration>): readonly { readonly m: Migration; readonly group: number }[] | null {
  const all = wave.members.map((one) => ({ group: one.group, m: newest.get(one.instanceId) ?? null }));
  const left = all.filter((one) => !isThrough(one.m));
  const ready = left.flatMap((one) => (one.m !== null && READY.has(one.m.position.phase) ? [{ m: one.m, group: one.group }] : []));
  return ready.length === 0 || ready.length < left.length ? null : ready;
}

/** True while a run has sent, or may have sent, something to the plan: then it is not touched. */
export function isRunning(wave: Wave): boolean {
  const status = wave.planRun?.status;
  return status === 'intended' || status === 'accepted' || status === 'uncertain';
}

/** What is known when it is decided; `hash` of what the vault shows, null without a plan there. */
export type PlanSeen = { readonly wanted: { readonly name: string; readonly hash: string }; readonly found: VaultPlan | null; readonly hash: string | null; /** A request for the wave waits for an answer, or is being carried out. */ readonly asked: boolean; readonly now: Instant; readonly settleMs: number };

/** `equal`: nothing to do, `saved`: it is equal since just now. `drifted`: tell it. `wait`: a job of the plan runs, or a save is on its way or was refused. `stands`: told, and left as it is while a request is open. `save`: send it. */
export type PlanNext = 'equal' | 'saved' | 'drifted' | 'wait' | 'stands' | 'save';

/** What to do about the plan in the vault. Pure. */
export function nextForPlan(wave: Wave, s: PlanSeen): PlanNext {
  if (s.hash === s.wanted.hash) return isKnown(wave, s) ? 'equal' : 'saved';
  const save = wave.planSave ?? null;
  if (isBusy(s) || isSaving(save, s)) return 'wait';
  return wave.plan === null || save !== null || s.hash === wave.plan.hash ? 'save' : changedOutside(wave.plan, s);
}

/** Told first; then put back, unless people are being asked, or have been, for what the plan is to do. */
function changedOutside(plan: PlanLink, s: PlanSeen): PlanNext {
  if (plan.trouble === null) return 'drifted';
  return s.asked ? 'stands' : 'save';
}

function isBusy({ found }: PlanSeen): boolean {
  return found !== null && found.running !== null;
}

function isSaving(save: PlanSave | null, s: PlanSeen): boolean {
  return save !== null && save.hash === s.wanted.hash && s.now - save.at < patience(save, s.settleMs);
}

/** What was refused is not asked for again in every round. */
function patience(save: PlanSave, settleMs: number): number {
  return save.why === undefined ? settleMs : 6 * settleMs;
}

function isKnown(wave: Wave, s: PlanSeen): boolean {
  return wave.plan?.hash === s.wanted.hash && wave.plan.trouble === null && (wave.planSave ?? null) === null;
}
