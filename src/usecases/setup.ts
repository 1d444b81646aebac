import { CHECKS } from '../domain/checks/index.ts';
import type { Check } from '../domain/checks/types.ts';
import type { CheckReport, Finding } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { ok } from '../domain/result.ts';
import { checklist } from '../domain/setup/checklist.ts';
import type { SetupFacts } from '../domain/setup/types.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Selecting } from './capacity.ts';
import type { Deps } from './deps.ts';
import { gatherMany } from './gather.ts';
import { needsOf } from './looking.ts';
import type { PlanningUseCases, Setup } from './planning-types.ts';
import { whyWords, withCloud } from './rejections.ts';
import { savedPlans } from './saved-plans.ts';
import type { Outcome } from './types.ts';

/** What the checklist wants to know of vault and appliance at this moment; the rest comes from the machines' last reports. */
const SCOPE_CHECKS: ReadonlySet<string> = new Set(['ASR-VAULT', 'ASR-MODE', 'ASR-APPL', 'ASR-APPL-HW', 'ASR-POLICY']);

/** The use case behind `setup`. */
export function makeSetup(d: Deps, selecting: Selecting): Pick<PlanningUseCases, 'setup'> {
  async function setup(): Outcome<Setup> {
    return withCloud(async () => {
      const facts = await setupFacts(d, selecting);
      return ok({ scope: d.scope, at: facts.now, steps: checklist(facts) });
    });
  }
  return { setup };
}

async function setupFacts(d: Deps, selecting: Selecting): Promise<SetupFacts> {
  const [rows, waves] = await Promise.all([selecting.selected({ kind: 'all' }), selecting.waves()]);
  const names = waves.map((w) => w.wave);
  const ids = rows.map((r) => r.machine.instanceId);
  const [plans, scopeFindings, reports, migrations] = await Promise.all([savedPlans(d, names), scopeFindingsNow(d, ids[0] ?? null), reportsOf(d, ids), newestMigrations(d)]);
  return { now: d.clock.now(), machines: rows.map(({ machine }) => ({ instanceId: machine.instanceId, name: machine.name })), waves: names, plans, scopeFindings, reports, migrations };
}

/** Runs the checks of vault and appliance; they say the same for every machine, so any one will do. */
async function scopeFindingsNow(d: Deps, machine: InstanceId | null): Promise<SetupFacts['scopeFindings']> {
  const id = machine ?? (d.scope.applianceInstanceId as InstanceId | null);
  if (id === null) return { known: false, why: 'No EC2 machine is known yet' };
  const checks = CHECKS.filter((c) => SCOPE_CHECKS.has(c.id));
  try {
    const { inputs: [input], common } = await gatherMany(d, { ids: [id], needs: needsOf(checks), phase: 'replicate', migrations: new Map() });
    if (input === undefined) return { known: false, why: `AWS does not know ${id}` };
    return { known: true, at: common.now, value: checks.map((c: Check): Finding => c.run(input)) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { known: false, why: `${error.operation}: ${whyWords(error)}` };
  }
}

/** The last report of each machine that has one. */
export async function reportsOf(d: Pick<Deps, 'store'>, ids: readonly InstanceId[]): Promise<ReadonlyMap<string, CheckReport>> {
  const reports = await Promise.all(ids.map((id) => d.store.report(id)));
  return new Map(reports.filter((r) => r !== null).map((r) => [r.instanceId, r]));
}

async function newestMigrations(d: Pick<Deps, 'store'>): Promise<ReadonlyMap<string, Migration>> {
  const newest = new Map<string, Migration>();
  for (const { state } of await d.store.migrations({ open: false })) if (!newest.has(state.instanceId)) newest.set(state.instanceId, state);
  return newest;
}
