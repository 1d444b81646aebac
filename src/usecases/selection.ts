/** A check of many machines: what is read for it, and what is told of it beyond the single machines. */
import { attestedChurn } from '../domain/capacity/attested.ts';
import type { CheckRun } from '../domain/check-run.ts';
import { CHECKS } from '../domain/checks/index.ts';
import type { Check, CheckInput } from '../domain/checks/types.ts';
import type { Finding } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import { SCOPE_CHECKS } from '../domain/scope-checks/index.ts';
import type { Member, Rival, ScopeCheck, ScopeInput } from '../domain/scope-checks/types.ts';
import { sizeInQuestion } from '../domain/sizing.ts';
import { waveNames } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import type { Gathered } from './gather.ts';
import { attempt, type ScopePatience } from './gather/reading.ts';
import { gatherFor, needsOf, openMigrations } from './looking.ts';
import { ownWaves } from './waves.ts';

/** What a run looks at: all checks and sums, one check, or one sum. */
export type Look = { readonly checks: readonly Check[] | null; readonly sums: readonly ScopeCheck[] };

/** What is to be looked at, from what the run says. */
export function lookOf(run: Pick<CheckRun, 'only'>): Look {
  const { only } = run;
  if (only === null) return { checks: null, sums: SCOPE_CHECKS };
  return { checks: CHECKS.filter((c) => c.id === only.check), sums: SCOPE_CHECKS.filter((s) => s.id === only.check) };
}

/** Reads what the look needs of these machines. Throws {@link CloudError} when the machines themselves cannot be read. */
export function gatherLook(d: Deps, o: { readonly ids: readonly InstanceId[]; readonly look: Look; readonly patience?: ScopePatience }): Promise<Gathered> {
  const { ids, look, patience } = o;
  return gatherFor(d, { ids, checks: look.checks, also: needsOf(look.sums), ...(patience === undefined ? {} : { patience }) });
}

/** The sums over the machines that were read. */
export async function sumsOf(d: Deps, o: { readonly run: CheckRun; readonly gathered: Gathered; readonly sums: readonly ScopeCheck[] }): Promise<readonly Finding[]> {
  if (o.sums.length === 0) return [];
  const input = await scopeInput(d, o.run, o.gathered);
  return o.sums.map((s) => s.run(input));
}

/** What the sums look at: the machines read, and those of other waves that are still on their way. */
export async function scopeInput(d: Deps, run: Pick<CheckRun, 'selection' | 'machines'>, gathered: Gathered): Promise<ScopeInput> {
  const { common, inputs } = gathered;
  const wave = run.selection.kind === 'wave' ? run.selection.wave : null;
  return { now: common.now, wave, common, members: inputs.map(memberOf), rivals: await rivalsOf(d, new Set(run.machines)), churn: await churnOf(d, inputs) };
}

/** What somebody has said of a machine counts more than what CloudWatch measured; where Ferry may not ask CloudWatch, it is not known. */
async function churnOf(d: Deps, inputs: readonly CheckInput[]): Promise<ReadonlyMap<string, number>> {
  const measured = await attempt(() => d.source.churn(inputs.map((i) => i.facts)));
  const churn = new Map<string, number>(measured.known ? measured.value : []);
  for (const { facts, known } of inputs) {
    const said = attestedChurn(known.attested.get('DSK-CHURN') ?? null);
    if (said !== null) churn.set(facts.instanceId, said);
  }
  return churn;
}

/** The size that was chosen, else the best proposal. */
function memberOf(input: CheckInput): Member {
  return { input, size: sizeInQuestion(input)?.name ?? input.plan.size };
}

const IN_AZURE: ReadonlySet<Phase> = new Set(['in-azure', 'accepted', 'completing', 'rolling-back']);

/** Machines outside of the selection that take up room as well. */
async function rivalsOf(d: Deps, selection: ReadonlySet<InstanceId>): Promise<readonly Rival[]> {
  const [open, inventory, own] = await Promise.all([openMigrations(d), d.store.inventory(), ownWaves(d)]);
  const nameOf = waveNames({ tag: d.scope.waveTag, own });
  const machines = new Map(inventory.map((r) => [r.machine.instanceId, r.machine]));
  return [...open.values()].filter((m) => !selection.has(m.instanceId)).map((m) => rivalOf(m, nameOf(machines.get(m.instanceId) ?? { instanceId: m.instanceId, tags: {} })));
}

/** Its cards are not known without reading the machine; one is the least it can have. A failed-over machine counts against the quota even when it is switched off. */
function rivalOf(m: Migration, wave: string | null): Rival {
  const { size, resourceGroupId, networkId, subnet } = m.target;
  const failedOver = IN_AZURE.has(m.position.phase) && !(m.position.phase === 'rolling-back' && m.position.failedOverAt === null);
  return { name: m.name, wave, size, resourceGroupId, networkId, subnet, nics: 1, disks: m.sourceDisks?.length ?? 1, inAzure: failedOver, churnBytesPerDay: null };
}
