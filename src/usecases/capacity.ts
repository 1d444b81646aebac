import { LONGEST_WINDOW_MS, SHORTEST_WINDOW_MS } from '../domain/capacity/assumptions.ts';
import { attestedChurn } from '../domain/capacity/attested.ts';
import { planCapacity } from '../domain/capacity/plan.ts';
import { capacityRules } from '../domain/capacity/rules.ts';
import type { ApplianceNow, CapacityInput, CapacityMachine, CapacityWish } from '../domain/capacity/types.ts';
import type { Selection } from '../domain/check-run.ts';
import type { CheckInput, Need } from '../domain/checks/types.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { MachineFacts } from '../domain/machine.ts';
import type { SavedPlan } from '../domain/plans.ts';
import { ok, type Result } from '../domain/result.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { gatherMany, type Gathered } from './gather.ts';
import { openMigrations } from './looking.ts';
import type { CapacityAnswer, PlanningUseCases } from './planning-types.ts';
import type { PrerequisiteUseCases } from './prerequisite-types.ts';
import { reject, whyWords, withCloud } from './rejections.ts';
import { savedPlan } from './saved-plans.ts';
import type { Outcome, Rejection } from './types.ts';

const NEEDS: ReadonlySet<Need> = new Set<Need>(['disks', 'infrastructure', 'appliance']);

/** Which machines a selection holds. */
export type Selecting = Pick<PrerequisiteUseCases, 'selected' | 'waves'>;

/** The use case behind `capacity`: reads disks, churn and appliance, and calculates. */
export function makeCapacity(d: Deps, selecting: Selecting): Pick<PlanningUseCases, 'capacityPlan'> {
  async function capacityPlan({ selection, wish }: { readonly selection: Selection; readonly wish: CapacityWish }): Outcome<CapacityAnswer> {
    const wrong = outOfRange(wish);
    if (wrong !== null) return reject('figure-out-of-range', wrong);
    return withCloud(async () => {
      const rows = await selecting.selected(selection);
      if (rows.length === 0) return nobody(selecting, selection);
      const migrations = await openMigrations(d);
      const gathered = await gatherMany(d, { ids: rows.map((r) => r.machine.instanceId), needs: NEEDS, phase: 'replicate', migrations });
      return ok(await answer(d, { selection, wish, gathered, replicating: new Set(migrations.keys()) }));
    });
  }
  return { capacityPlan };
}

/** A selection without machines: the waves that there are stand beside it. */
export async function nobody<T>(selecting: Selecting, selection: Selection): Promise<Result<T, Rejection>> {
  const known = (await selecting.waves()).map((w) => w.wave).join(', ');
  return reject('no-such-wave', { wave: selection.kind === 'wave' ? selection.wave : 'all', known });
}

type Read = { readonly selection: Selection; readonly wish: CapacityWish; readonly gathered: Gathered; readonly replicating: ReadonlySet<InstanceId> };

async function answer(d: Deps, { selection, wish, gathered, replicating }: Read): Promise<CapacityAnswer> {
  const { inputs, common } = gathered;
  const [measured, saved] = await Promise.all([measure(d, inputs.map((i) => i.facts)), savedPlan(d, 'capacity', selection)]);
  const said = withSaved(wish, saved);
  const rules = capacityRules(common.profile);
  const input: CapacityInput = {
    now: common.now,
    machines: inputs.map((i) => machineOf(i, { measured: measured.bytes, replicating })),
    wish: said.wish,
    rules,
    appliance: applianceOf(common),
    whyUnmeasured: measured.why,
  };
  return { selection, at: common.now, wish: said.wish, plan: planCapacity(input), rules, whyUnmeasured: measured.why, saved, churnFrom: said.from };
}

/** What somebody said about the churn when he saved the plan holds until somebody says something else. */
function withSaved(wish: CapacityWish, saved: SavedPlan | null): { readonly wish: CapacityWish; readonly from: SavedPlan | null } {
  const churn = saved?.wish?.churn ?? null;
  return wish.churn === null && churn !== null ? { wish: { ...wish, churn }, from: saved } : { wish, from: null };
}

type Measured = { readonly bytes: ReadonlyMap<InstanceId, number>; readonly why: string | null };

/** CloudWatch is asked where Ferry may; a plan without it says that it rests on an assumption. */
async function measure(d: Deps, machines: readonly MachineFacts[]): Promise<Measured> {
  try {
    const bytes = await d.source.churn(machines);
    return { bytes, why: bytes.size < machines.length ? `CloudWatch has no figures of ${machines.length - bytes.size} of ${machines.length} machines` : null };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { bytes: new Map(), why: `CloudWatch could not be read: ${whyWords(error)}` };
  }
}

function machineOf({ facts, known }: CheckInput, o: { readonly measured: ReadonlyMap<InstanceId, number>; readonly replicating: ReadonlySet<InstanceId> }): CapacityMachine {
  return {
    name: facts.name,
    replicating: o.replicating.has(facts.instanceId),
    diskGiB: facts.disks.known ? facts.disks.value.map((disk) => disk.sizeGiB) : null,
    attested: attestedChurn(known.attested.get('DSK-CHURN') ?? null),
    measured: o.measured.get(facts.instanceId) ?? null,
  };
}

function applianceOf({ infrastructure, appliance }: Gathered['common']): CapacityInput['appliance'] {
  if (!infrastructure.known) return { known: false, why: infrastructure.why };
  const { appliance: registered, processServers } = infrastructure.value;
  if (registered === null) return { known: true, value: null };
  const counted = processServers.map((p) => p.protectedItems).filter((n) => n !== null);
  return { known: true, value: { name: registered.name, ...strengthOf(appliance.facts.known ? appliance.facts.value : null), machines: counted.length === 0 ? null : counted.reduce((sum, n) => sum + n, 0) } };
}

function strengthOf(facts: MachineFacts | null): Pick<ApplianceNow, 'vcpus' | 'memoryGiB' | 'cacheGiB'> {
  const hardware = facts?.hardware.known === true ? facts.hardware.value : null;
  const data = facts?.disks.known === true ? facts.disks.value.filter((disk) => !disk.isRoot).map((disk) => disk.sizeGiB) : null;
  return { vcpus: hardware?.vcpus ?? null, memoryGiB: hardware === null ? null : hardware.memoryMiB / 1024, cacheGiB: data === null ? null : Math.max(0, ...data) };
}

type Range = { readonly field: string; readonly range: string };

const RANGES: readonly (Range & { readonly fits: (wish: CapacityWish) => boolean })[] = [
  { field: 'The window', range: 'it must be between 10 minutes and 90 days', fits: ({ windowMs: ms }) => ms === null || (ms >= SHORTEST_WINDOW_MS && ms <= LONGEST_WINDOW_MS) },
  { field: 'The churn', range: 'it must be between 0 and 500 % a day', fits: ({ churn }) => churn?.kind !== 'percent' || (churn.percent >= 0 && churn.percent <= 500) },
  { field: 'The churn', range: 'it must be at most 1,000 TB a day', fits: ({ churn }) => churn?.kind !== 'bytes' || (churn.perDay >= 0 && churn.perDay <= 1e15) },
  { field: 'The link', range: 'it must be between 1 Mbit and 1,000 Gbit a second', fits: ({ linkMbit: mbit }) => mbit === null || (mbit >= 1 && mbit <= 1e6) },
];

function outOfRange(wish: CapacityWish): Range | null {
  const wrong = RANGES.find((r) => !r.fits(wish));
  return wrong === undefined ? null : { field: wrong.field, range: wrong.range };
}
