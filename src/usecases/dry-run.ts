/** Tells what a command would send: the domain's own functions are run over what the clouds show now, and nothing is stored. */
import type { Approval, Operation } from '../domain/approval/types.ts';
import { lineOf, machinesOf } from '../domain/approval/subject.ts';
import { project, said } from '../domain/dry-run/project.ts';
import type { DryRun } from '../domain/dry-run/types.ts';
import type { WaveId } from '../domain/ids.ts';
import { decide, type MigrationCommand } from '../domain/migration/decide.ts';
import type { Observation } from '../domain/migration/observation.ts';
import type { Migration, MigrationEvent, Phase } from '../domain/migration/types.ts';
import type { SourceState } from '../domain/observation.ts';
import type { Person } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import { testedTogether } from '../domain/wave/plan-run.ts';
import type { Deps } from './deps.ts';
import type { DryRunUseCases } from './dry-run-types.ts';
import { withPlans, type Ahead, type Foretold } from './dry-run-plan.ts';
import { makeDryRunVault, placeOf } from './dry-run-vault.ts';
import { makeDryRunWave } from './dry-run-wave.ts';
import { policyOf } from './electorate.ts';
import { governanceOf } from './freezes.ts';
import { observe } from './observe.ts';
import type { Rejection } from './outcome.ts';
import { recordedOf } from './recorded.ts';
import { reject, withCloud } from './rejections.ts';
import { newestOf } from './wave-plan-turn.ts';
import { ownWaves } from './waves.ts';

/** So many machines are read at a time. */
const AT_ONCE = 8;

/** The use cases behind `--dry-run`. */
export function makeDryRun(d: Deps): DryRunUseCases {
  return {
    dryRun: (o) => withCloud(() => ofCommand(d, o)),
    dryRunApproval: (o) => withCloud(() => ofApproval(d, o)),
    ...makeDryRunVault(d),
    ...makeDryRunWave(d),
  };
}

const GRANTS: { readonly [C in MigrationCommand['type']]?: Operation } = { 'request-cutover': 'cutover', 'request-completion': 'complete', 'request-rollback': 'rollback' };
/** These go on with what was approved before. */
const ON_APPROVAL: ReadonlySet<MigrationCommand['type']> = new Set(['confirm-quiesce', 'confirm-stopped', 'resume', 'retry']);
/** Where an Azure VM of the target name may be. */
const WITH_VM: ReadonlySet<Phase> = new Set(['stopping-source', 'source-stopped', 'failing-over', 'in-azure', 'accepted', 'rolling-back']);

/** A machine to look ahead for, as the command would leave it. */
type Start = { readonly m: Migration; readonly group: number | null; readonly granted: Operation | null };
type Refused = DryRun['refused'][number];

async function ofCommand(d: Deps, o: Parameters<DryRunUseCases['dryRun']>[0]): Promise<Result<DryRun, Rejection>> {
  const now = d.clock.now();
  const holdAll = (await governanceOf(d)).state.holdAll ?? null;
  const able: Able[] = [];
  const refused: Refused[] = [];
  for (const { id, group } of o.machines) {
    const stored = await d.store.migration(id);
    if (stored === null) return reject('no-migration', { machine: id });
    const m = o.release === true ? { ...stored.state, hold: null } : stored.state;
    const decided = decide(m, o.command, { who: o.who, now, standsIn: true, holdAll });
    if (!decided.ok) refused.push({ machine: m.name, why: decided.error });
    else able.push({ m, group, events: decided.value });
  }
  const together = await asked(d, o, able);
  const starts = together.map(({ m, group, events }): Start => ({ m: said({ m, who: o.who, at: { now } }, events), group, granted: GRANTS[o.command.type] ?? null }));
  const found = await ahead(d, starts, { who: o.who, wave: o.together?.wave ?? null });
  const approvals = await approvalsFor(d, o.command.type, together.some(({ events }) => events.some(isAsked)));
  return ok({ ...found, refused, approvals });
}

/** A machine that takes the command, and what that would store. */
type Able = { readonly m: Migration; readonly group: number | null; readonly events: readonly MigrationEvent[] };

/** All machines of a wave that is driven by its plan are asked to be tested together. */
async function asked(d: Deps, o: Parameters<DryRunUseCases['dryRun']>[0], able: readonly Able[]): Promise<readonly Able[]> {
  if (o.command.type !== 'request-test' || o.together === undefined) return able;
  const wave = testedTogether(await ownWaves(d), newestOf(await d.store.migrations({ open: false })), able.map(({ m }) => m.id));
  return wave === null ? able : able.map((one) => ({ ...one, events: [{ type: 'TestRequested', plan: { wave: wave.id, run: 'dry-run' } }] }));
}

function isAsked(e: MigrationEvent): boolean {
  return e.type === 'OperationAsked' || e.type === 'CutoverRequested' || e.type === 'CutoverRenewed';
}

async function approvalsFor(d: Deps, command: MigrationCommand['type'], asks: boolean): Promise<number | null> {
  const operation = GRANTS[command];
  if (operation === undefined) return ON_APPROVAL.has(command) ? null : 0;
  return asks ? policyOf(d, operation, await d.access()).approvals : 0;
}

async function ofApproval(d: Deps, o: Parameters<DryRunUseCases['dryRunApproval']>[0]): Promise<Result<DryRun, Rejection>> {
  const a = (await d.store.approval(o.id))?.state;
  if (a === undefined) return reject('no-such-approval', { id: o.id });
  const starts: Start[] = [];
  for (const id of machinesOf(a)) {
    const m = (await d.store.migration(id))?.state;
    if (m !== undefined && isOn(a, m)) starts.push({ m, group: lineOf(a, id)?.group ?? null, granted: a.operation });
  }
  return ok({ ...(await ahead(d, starts, { who: o.who, wave: null })), refused: [], approvals: a.quorum });
}

/** Still waiting for it, or running on it. Who is out of it is not moved by it. */
function isOn(a: Approval, m: Migration): boolean {
  if ((lineOf(a, m.id)?.state ?? 'in') !== 'in') return false;
  return ('approvalId' in m.position && m.position.approvalId === a.id) || m.request?.approvalId === a.id;
}

type Asked = { readonly who: Person; readonly wave: WaveId | null };

async function ahead(d: Deps, starts: readonly Start[], o: Asked): Promise<Foretold> {
  if (starts.length === 0) return { machines: [] };
  const [place, powers] = await Promise.all([placeOf(d), d.source.power(starts.map((s) => s.m.instanceId))]);
  const found: Ahead[] = [];
  for (let at = 0; at < starts.length; at += AT_ONCE) {
    const chunk = starts.slice(at, at + AT_ONCE);
    found.push(...(await Promise.all(chunk.map((s) => one(d, s, { who: o.who, power: powers.find((p) => p.instanceId === s.m.instanceId) ?? null })))));
  }
  return withPlans(d, found, { place, wave: o.wave });
}

async function one(d: Deps, { m, group, granted }: Start, { who, power }: { readonly who: Person; readonly power: SourceState | null }): Promise<Ahead> {
  const margin = d.policy.windowMarginMs;
  return { m, group, granted, projected: project({ m, o: await lookAt(d, m, power), who, granted, at: { now: d.clock.now(), settleMs: d.policy.settleMs, ...(margin === undefined ? {} : { marginMs: margin }) } }) };
}

/** What any step of it might look at. */
async function lookAt(d: Deps, m: Migration, power: SourceState | null): Promise<Observation> {
  const [item, vm, recorded, running] = await Promise.all([
    d.replication.item(m.itemName),
    WITH_VM.has(m.position.phase) ? d.target.vm(m.target.resourceGroupId, m.target.vmName) : null,
    recordedOf(d, m),
    m.pending === null ? null : observe(d, m),
  ]);
  // Whether its plan makes the step is asked of the steps ahead, all machines together.
  const { byPlan: _plan, ...parts } = recorded.parts;
  return {
    ...{ asOf: item.asOf, item: item.value ?? 'absent', vm: vm ?? 'absent', checks: 'passed', doer: 'unread' },
    ...{ job: running?.job ?? 'unread', jobs: running?.jobs ?? 'unread', source: power ?? 'unread' },
    ...parts,
  };
}

