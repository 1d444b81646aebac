/** `replicate` over many machines: read once for all, judged one by one, what is confirmed is what is begun. */
import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput, Need } from '../domain/checks/types.ts';
import { dossierIdOf, type QueuedReplication } from '../domain/dossier/types.ts';
import { isInTheWay, type CheckReport } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { TERMINAL_PHASES } from '../domain/migration/types.ts';
import { policyInUse } from '../domain/policies.ts';
import { ok, type Result } from '../domain/result.ts';
import type { TargetPlan } from '../domain/scope.ts';
import { SCOPE_CHECKS } from '../domain/scope-checks/index.ts';
import type { WaveTarget } from '../domain/wave/types.ts';
import { mostAtOnce } from './bulk-queue.ts';
import type { BarredMachine, BulkPlan, BulkUseCases, ReadyMachine, Selected, SelectedMachine } from './bulk-types.ts';
import { keepReports } from './check.ts';
import type { Deps } from './deps.ts';
import { gatherMany, type Gathered } from './gather.ts';
import { checkPlanOf, type PlanChoice } from './gather/remembered.ts';
import { checksFor, needsOf } from './looking.ts';
import type { Rejection } from './outcome.ts';
import { scopeInForce } from './policy.ts';
import { reject, withCloud } from './rejections.ts';
import { OFFERED } from './replicate.ts';
import { proposedFor, type Offer } from './replicate-options.ts';
import { planFrom } from './replicate-plan.ts';
import { scopeInput } from './selection.ts';

const NEEDS: ReadonlySet<Need> = new Set([...needsOf(checksFor('replicate')), ...needsOf(SCOPE_CHECKS), ...OFFERED]);

/** One machine with what was read of it, and what would be begun. */
export type Judged = { readonly input: CheckInput; readonly report: CheckReport; readonly outcome: Result<{ readonly plan: TargetPlan; readonly choices: QueuedReplication['choices'] }, Rejection> };

/** Makes the use case that tells what a bulk replicate would do. */
export function makeBulkReplicate(d: Deps): Pick<BulkUseCases, 'planReplication'> {
  return { planReplication: (selected) => withCloud(() => plan(d, selected)) };
}

async function plan(d: Deps, selected: Selected): Promise<Result<BulkPlan, Rejection>> {
  const dossiers = await d.store.dossiers();
  const isUnder = (m: SelectedMachine): boolean => isMigrating(m) || (dossiers.get(dossierIdOf(m.instanceId))?.state.queued ?? null) !== null;
  const gone: readonly BarredMachine[] = selected.machines.filter((m) => m.machine === null && !isUnder(m)).map((m) => ({ name: m.name, why: { code: 'no-such-machine', detail: { machine: m.name } } }));
  const wanted = selected.machines.filter((m) => m.machine !== null && !isUnder(m));
  const target = selected.wave?.target ?? null;
  const read = await readAll(d, { ids: wanted.map((m) => m.instanceId), choices: new Map(wanted.map((m) => [m.instanceId, placeIn(target)])) });
  if (!read.ok) return read;
  const { gathered, offers } = read.value;
  const judged = offers.map((offer) => judge(offer, (o) => proposal(o, target)));
  await keepReports(d, judged.map((j) => j.report));
  const ready = judged.flatMap(readyOf);
  const names = new Map(wanted.map((m) => [m.instanceId, m.name]));
  const missing: readonly BarredMachine[] = gathered.missing.map((id) => ({ name: names.get(id) ?? id, why: { code: 'no-such-machine', detail: { machine: names.get(id) ?? id } } }));
  const infra = offers[0]?.infra;
  return ok({
    ...{ title: selected.title, wave: waveNameOf(selected), ready, barred: [...gone, ...missing, ...judged.flatMap(barredOf)], under: selected.machines.filter(isUnder).map((m) => m.name) },
    short: await shortages(d, selected, { ...gathered, inputs: judged.filter((j) => j.outcome.ok).map((j) => j.input) }),
    vault: d.scope.vaultName,
    policy: infra === undefined ? '' : (policyInUse(infra.policies, (await scopeInForce(d)).defaults.policyName)?.name ?? ''),
    mostAtOnce: mostAtOnce(d),
    price: d.policy.price ?? null,
  });
}

function isMigrating(m: SelectedMachine): boolean {
  const phase = m.migration?.position.phase;
  return phase !== undefined && (phase === 'migrated' || !TERMINAL_PHASES.has(phase));
}

/** The wave for the record, also when only tags name it. */
function waveNameOf(s: Selected): string | null {
  return s.wave?.name ?? null;
}

type Read = { readonly gathered: Gathered; readonly offers: readonly Offer[] };

/** Reads machines that are about to be replicated, each kind of resource once. Throws {@link CloudError}. */
export async function readAll(d: Deps, o: { readonly ids: readonly InstanceId[]; readonly choices: ReadonlyMap<InstanceId, PlanChoice> }): Promise<Result<Read, Rejection>> {
  const gathered = await gatherMany(d, { ids: o.ids, needs: NEEDS, phase: 'replicate', migrations: new Map(), choices: o.choices });
  const [first] = gathered.inputs;
  const scope = await scopeInForce(d);
  if (first !== undefined && !first.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: first.infrastructure.why });
  return ok({ gathered, offers: gathered.inputs.flatMap((input) => (input.infrastructure.known ? [{ scope, input, infra: input.infrastructure.value }] : [])) });
}

/** Whether the machine could be begun with these choices: they must be on offer, and no check may be in the way. */
export function judge(offer: Offer, choose: (o: Offer) => QueuedReplication['choices']): Judged {
  const choices = choose(offer);
  const planned = planFrom(offer, choices);
  if (!planned.ok) return { input: offer.input, report: runChecks(offer.input), outcome: planned };
  const input = { ...offer.input, plan: checkPlanOf(planned.value) };
  const report = runChecks(input);
  const blocks = report.findings.filter(isInTheWay).map((f) => f.title);
  return { input, report, outcome: blocks.length > 0 ? reject('not-ready', { machine: input.facts.name, blocks: blocks.join(', ') }) : ok({ plan: planned.value, choices }) };
}

function readyOf({ input, outcome }: Judged): readonly ReadyMachine[] {
  return outcome.ok ? [{ instanceId: input.facts.instanceId, name: input.facts.name, choices: outcome.value.choices }] : [];
}

function barredOf({ input, outcome }: Judged): readonly BarredMachine[] {
  return outcome.ok ? [] : [{ name: input.facts.name, why: outcome.error }];
}

/** The wave's own place, as far as it names one. */
function placeIn(target: WaveTarget | null): PlanChoice {
  if (target === null) return {};
  const { resourceGroupId, networkId, subnet, size } = target;
  return { ...(resourceGroupId === null ? {} : { resourceGroupId }), ...(networkId === null ? {} : { networkId }), ...(subnet === null ? {} : { subnet }), ...(size === null ? {} : { size }) };
}

/** What is proposed for one machine: the scope's defaults, and over them what the wave says. */
function proposal(o: Offer, target: WaveTarget | null): QueuedReplication['choices'] {
  const usual = proposedFor(o);
  if (target === null) return usual;
  const networkId = target.networkId ?? usual.networkId;
  return { ...usual, resourceGroupId: target.resourceGroupId ?? usual.resourceGroupId, networkId, subnet: target.subnet ?? subnetIn(o, networkId, usual), size: target.size ?? usual.size };
}

/** A subnet of another network is none of this one. */
function subnetIn({ input }: Offer, networkId: string, usual: QueuedReplication['choices']): string {
  if (networkId === usual.networkId) return usual.subnet;
  const networks = input.target.networks.known ? input.target.networks.value : [];
  return networks.find((n) => n.id.toLowerCase() === networkId.toLowerCase())?.subnets[0]?.name ?? '';
}

/** What is short over all of them together, although it would do for each alone. */
async function shortages(d: Deps, selected: Selected, gathered: Gathered): Promise<readonly string[]> {
  if (gathered.inputs.length === 0) return [];
  const wave = waveNameOf(selected);
  const input = await scopeInput(d, { selection: wave === null ? { kind: 'all' } : { kind: 'wave', wave }, machines: gathered.inputs.map((i) => i.facts.instanceId) }, gathered);
  return SCOPE_CHECKS.map((s) => s.run(input)).filter((f) => f.verdict === 'block').map((f) => `${f.title}: ${f.evidence}`);
}
