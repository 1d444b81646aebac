/** What the checks of a machine need, and what they say about it. */
import { CHECKS, runChecks } from '../domain/checks/index.ts';
import type { Check, CheckInput, CheckPhase, Need } from '../domain/checks/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Item, Seen } from '../domain/observation.ts';
import { withFindings } from '../domain/report.ts';
import type { Deps } from './deps.ts';
import { gatherGroups, gatherMany, type Gathered, type GatherGroup } from './gather.ts';
import type { ScopePatience } from './gather/reading.ts';
import type { PlanChoice } from './gather/remembered.ts';

/** The check of that id, in any case; null when there is none. */
export function checkNamed(id: string): Check | null {
  const wanted = id.trim().toUpperCase();
  return CHECKS.find((c) => c.id === wanted) ?? null;
}

/** Everything that these checks look at. */
export function needsOf(checks: readonly { readonly needs: readonly Need[] }[]): ReadonlySet<Need> {
  return new Set(checks.flatMap((c) => c.needs));
}

/** The checks that matter at a point of a machine's way. */
export function checksFor(phase: CheckPhase): readonly Check[] {
  return CHECKS.filter((c) => c.phases.includes(phase));
}

/** Before replication, or before a failover: what matters for a machine now. */
export function phaseOf(m: Migration | null): CheckPhase {
  return m === null || m.position.phase === 'enabling' ? 'replicate' : 'failover';
}

/** The open migrations, by machine. */
export async function openMigrations(d: Pick<Deps, 'store'>): Promise<ReadonlyMap<InstanceId, Migration>> {
  const open = await d.store.migrations({ open: true });
  return new Map(open.map(({ state }) => [state.instanceId, state]));
}

type One = { readonly needs: ReadonlySet<Need>; readonly phase: CheckPhase; readonly migration: Migration | null; readonly choice?: PlanChoice; readonly item?: Seen<Item | null> };

/** Reads one machine; null when AWS does not know it. Throws {@link CloudError} when it cannot be read. */
export async function gatherOne(d: Deps, id: InstanceId, o: One): Promise<CheckInput | null> {
  const { inputs } = await gatherMany(d, {
    ...{ ids: [id], needs: o.needs, phase: o.phase },
    migrations: new Map(o.migration === null ? [] : [[id, o.migration]]),
    ...(o.choice === undefined ? {} : { choices: new Map([[id, o.choice]]) }),
    ...(o.item === undefined ? {} : { items: new Map([[id, o.item]]) }),
  });
  return inputs[0] ?? null;
}

type Many = { readonly ids: readonly InstanceId[]; /** Null for all checks that matter now. */ readonly checks: readonly Check[] | null; /** What is needed beside the checks. */ readonly also?: ReadonlySet<Need>; readonly patience?: ScopePatience };

/** Reads many machines, each as far as the checks need it at its point of the way. */
export async function gatherFor(d: Deps, o: Many): Promise<Gathered> {
  const migrations = await openMigrations(d);
  const groups = (['replicate', 'failover'] as const).map((phase): GatherGroup => {
    const checks = checksFor(phase).filter((c) => o.checks === null || o.checks.includes(c));
    return { phase, ids: o.ids.filter((id) => phaseOf(migrations.get(id) ?? null) === phase), needs: new Set([...needsOf(checks), ...(o.also ?? [])]) };
  });
  return gatherGroups(d, { migrations, groups: groups.filter((g) => g.ids.length > 0), ...(o.patience === undefined ? {} : { patience: o.patience }) });
}

/** What all checks say, or what some of them say anew within an earlier report. */
export function reportOf(input: CheckInput, again: { readonly checks: readonly Check[]; readonly before: CheckReport } | null): CheckReport {
  if (again === null) return runChecks(input);
  return withFindings(again.before, again.checks.filter((c) => c.phases.includes(input.phase)).map((c) => c.run(input)));
}
