/** Which of the steps ahead the recovery plan of a wave makes for all of its machines, and what is sent to the vault for it first. */
import type { Approval, Operation } from '../domain/approval/types.ts';
import { comesToPlan, failoverSet, groupsOf, shrinks, testedByPlan, waitsFor, type Foreseen, type Lines, type Member } from '../domain/dry-run/by-plan.ts';
import { callOf, FAILOVER, planCall } from '../domain/dry-run/calls.ts';
import type { AheadAct } from '../domain/dry-run/project.ts';
import type { DryMachine, DryPlan, DryPlanStep, DryRun, VaultPlace } from '../domain/dry-run/types.ts';
import type { InstanceId, WaveId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { isOfWave } from '../domain/wave/approval-effects.ts';
import { planned } from '../domain/wave/plan.ts';
import { isDriven, runOn, verdictsOf } from '../domain/wave/plan-run.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Deps } from './deps.ts';
import { savesFor, type Target } from './dry-run-saves.ts';
import { newestOf } from './wave-plan-turn.ts';
import { ownWaves } from './waves.ts';

/** A machine with what is taken as granted for it. */
export type Ahead = Foreseen & { readonly granted: Operation | null };

/** `wave` is the wave whose cutover would be asked for; null where none would be. */
type Asking = { readonly place: VaultPlace; readonly wave: WaveId | null };

/** What is told of the machines and of the plans. */
export type Foretold = Pick<DryRun, 'machines' | 'plans' | 'follows'>;

/** Everything that is decided on. */
type Field = Asking & { readonly stored: readonly Migration[]; readonly newest: ReadonlyMap<InstanceId, Migration>; readonly approvals: readonly Approval[] };
/** Machines of one wave that come to its plan; `request` is what they run on, null for a test, or for a request that is still to be made. */
type Party = { readonly wave: Wave; readonly kind: 'cutover' | 'test'; readonly request: Approval | null; readonly all: readonly Ahead[] };

/** The machines with their own requests, and the plans with those for all. Throws {@link CloudError}. */
export async function withPlans(d: Deps, all: readonly Ahead[], o: Asking): Promise<Foretold> {
  const stored = await d.store.migrations({ open: false });
  const f: Field = { ...o, stored: stored.map((s) => s.state), newest: newestOf(stored), approvals: (await d.store.approvals()).map((s) => s.state) };
  const plans: DryPlan[] = [];
  const owners = new Map<string, string>();
  for (const party of await partiesOf(d, all, f)) {
    const plan = party.kind === 'test' ? await ofTest(d, party, f) : await ofCutover(d, party, f);
    if (plan === null) continue;
    plans.push(plan);
    for (const one of party.all) owners.set(one.m.id, plan.name);
  }
  const machines: DryMachine[] = [];
  for (const one of all) machines.push(await machineOf(d, one, { f, plan: owners.get(one.m.id) ?? null }));
  const follows = (await ownWaves(d)).filter((wave) => shrinks(wave, all, f.newest)).map((wave) => wave.name);
  return { machines, ...(plans.length === 0 ? {} : { plans }), ...(follows.length === 0 ? {} : { follows }) };
}

async function partiesOf(d: Deps, all: readonly Ahead[], f: Field): Promise<readonly Party[]> {
  const parties = new Map<string, Party>();
  for (const one of all) {
    const found = await partyOf(d, one, f);
    if (found === null) continue;
    const key = `${found.wave.id} ${found.kind}`;
    parties.set(key, { ...found, all: [...(parties.get(key)?.all ?? []), one] });
  }
  return [...parties.values()];
}

async function partyOf(d: Deps, one: Ahead, f: Field): Promise<Omit<Party, 'all'> | null> {
  // One that comes to rest before may keep the others of its plan.
  if (!comesToPlan(one) && one.projected.stop === null) return null;
  if (one.m.testRun !== undefined) {
    const wave = await waveOf(d, one.m.testRun.wave);
    return wave === null ? null : { wave, kind: 'test', request: null };
  }
  if (one.granted === 'cutover' && f.wave !== null) return askedParty(d, f.wave);
  return one.granted === null || one.granted === 'cutover' ? cutoverParty(d, one, f) : null;
}

async function askedParty(d: Deps, id: WaveId): Promise<Omit<Party, 'all'> | null> {
  const wave = await waveOf(d, id);
  return wave?.policy.drive === 'plan' ? { wave, kind: 'cutover', request: null } : null;
}

async function cutoverParty(d: Deps, one: Ahead, f: Field): Promise<Omit<Party, 'all'> | null> {
  const request = requestOf(one.m, f);
  const wave = request === null ? null : await waveIn(d, request);
  if (request === null || wave === null || !isDriven(request, wave)) return null;
  return runOn(request, wave) === null ? { wave, kind: 'cutover', request } : null;
}

async function waveIn(d: Deps, request: Approval): Promise<Wave | null> {
  const of = request.wave ?? null;
  return of === null ? null : waveOf(d, of.id);
}

function requestOf({ position: p }: Migration, f: Field): Approval | null {
  return 'approvalId' in p ? (f.approvals.find((a) => a.id === p.approvalId) ?? null) : null;
}

async function waveOf(d: Deps, id: WaveId): Promise<Wave | null> {
  return (await d.store.wave(id))?.state ?? null;
}

/** Null where each is tested, or cleaned up, by itself. */
async function ofTest(d: Deps, { wave, all }: Party, f: Field): Promise<DryPlan | null> {
  const newest = new Map(f.newest);
  for (const { m } of all) newest.set(m.instanceId, m);
  const members = planned(wave, newest) ?? [];
  const [first] = members;
  if (first === undefined || !testedByPlan(wave, members, all)) return null;
  const saving = await savesFor(d, { wave, place: f.place, targets: [{ members, after: [] }], asked: f.approvals.some((a) => isOfWave(a, wave.id)) });
  const machines = members.map(({ m }) => m);
  const isMissing = machines.some((m) => m.position.phase === 'test-review');
  const step = first.m.position.phase === 'testing' ? ({ kind: 'testByPlan', body: [`network ${first.m.target.testNetworkId}`] } as const) : ({ kind: 'cleanUpByPlan', body: isMissing ? [] : [`comment: ${verdictsOf(machines)}`] } as const);
  const run: DryPlanStep = { kind: step.kind, groups: groupsOf(members), after: waitsFor(all, isMissing ? ['verdicts'] : []), call: planCall(step.kind, { place: f.place, name: saving.name, body: step.body }) };
  return { ...saving, run: saving.bar === null ? run : null };
}

async function ofCutover(d: Deps, p: Party, f: Field): Promise<DryPlan> {
  const members = failoverSet(linesOf(p), p.all, f.stored);
  const saving = await savesFor(d, { wave: p.wave, place: f.place, targets: targetsOf(p, members ?? [], f), asked: true });
  if (saving.bar !== null || members === null) return { ...saving, run: null, bar: saving.bar ?? 'one-keeps-all' };
  const run: DryPlanStep = { kind: 'failOverByPlan', groups: groupsOf(members), after: waitsFor(p.all, ['all-stopped']), call: planCall('failOverByPlan', { place: f.place, name: saving.name, body: FAILOVER }) };
  return { ...saving, run };
}

/** What was asked for, or would be. */
function linesOf({ request, wave, all }: Party): Lines {
  if (request?.wave !== undefined && request.wave !== null) return request.wave;
  const members = new Map(wave.members.map((m) => [m.instanceId, m]));
  const machines = all.map(({ m, group }) => ({ migrationId: m.id, group: group ?? 1, state: 'in' as const, needs: all.filter((x) => members.get(m.instanceId)?.needs.includes(x.m.instanceId) === true).map((x) => x.m.id) }));
  return { machines, onFailure: wave.policy.onFailure };
}

/** Until a request is approved the plan has all machines of the wave; then those of the request. */
function targetsOf({ wave, request }: Party, members: readonly Member[], f: Field): readonly Target[] {
  const isGiven = request !== null && request.status !== 'requested';
  const whole = isGiven ? null : planned(wave, f.newest);
  return [...(whole === null ? [] : [{ members: whole, after: [] }]), ...(members.length === 0 ? [] : [{ members, after: isGiven ? [] : (['approval'] as const) }])];
}

/** What is sent for one machine; the step that its plan makes stands with the plan. */
async function machineOf(d: Deps, { m, group, projected }: Ahead, { f, plan }: { readonly f: Field; readonly plan: string | null }): Promise<DryMachine> {
  const acts = plan === null ? projected.acts : projected.acts.filter((a) => !a.planStep);
  const behind = plan === null && (await runsStill(d, m, f));
  const steps = acts.map((a) => ({ kind: a.kind, after: waits(a, behind), call: callOf(a.kind, { m, place: f.place, comment: a.comment }) }));
  return { name: m.name, group, stop: projected.stop, steps, ...(plan === null ? {} : { plan }) };
}

function waits(a: AheadAct, behind: boolean): AheadAct['after'] {
  return behind && a.planStep && a.kind === 'startFailover' ? [...a.after, 'plan-job'] : a.after;
}

/** The job of its plan still runs: a machine that it left out goes by itself, afterwards. */
async function runsStill(d: Deps, m: Migration, f: Field): Promise<boolean> {
  const request = requestOf(m, f);
  const wave = request === null ? null : await waveIn(d, request);
  return request !== null && isDriven(request, wave) && runOn(request, wave)?.status === 'accepted';
}
