import type { Item } from '../observation.ts';
import { isFailedOver } from './decision.ts';
import type { Observation } from './observation.ts';
import { SCENARIO } from './pending.ts';
import type { Drift, Migration, MigrationEvent, Phase, SettingChange } from './types.ts';

/** What was found, before it is told. */
type Found = Pick<Drift, 'code' | 'jobId' | 'detail'>;

const RESTING: readonly Phase[] = ['protected', 'tested'];
/** A cutover is asked for or under way, and nothing has been stopped yet. */
const UNTOUCHED: ReadonlySet<Phase> = new Set(['awaiting-approval', 'quiescing', 'draining']);
const BEFORE_FAILOVER: ReadonlySet<Phase> = new Set([...RESTING, ...UNTOUCHED, 'seeding', 'testing', 'test-review', 'cleaning-test', 'stopping-source', 'source-stopped']);
const AFTER_FAILOVER: ReadonlySet<Phase> = new Set(['in-azure', 'accepted']);
const HAS_ITEM: ReadonlySet<Phase> = new Set([...BEFORE_FAILOVER, ...AFTER_FAILOVER, 'failing-over']);
/** No test machine of Ferry's own stands in these. Once the source is being stopped one that others made keeps nothing from going on. */
const NO_TEST: ReadonlySet<Phase> = new Set([...RESTING, ...UNTOUCHED]);
/** No job of Ferry's own runs in these. */
const NO_JOB: ReadonlySet<Phase> = new Set([...NO_TEST, ...AFTER_FAILOVER, 'test-review', 'stopping-source', 'source-stopped']);

/** Jobs that begin by themselves, that cure something, or whose result is told better by what they leave behind. */
const HARMLESS = /^(IrCompletion|TestFailoverCleanup|Enable|Resync|RepairReplication|UpdateMobilityService|UpdateVmProperties)/i;

/** What was done outside Ferry, as far as one look at the protected item shows it. Pure. */
export function findDrift(m: Migration, o: Observation): Found | null {
  if (o.item === 'unread') return null;
  if (o.item === 'absent') return HAS_ITEM.has(m.position.phase) ? { code: 'item-gone', jobId: null } : null;
  return goneOrOver(m, o.item) ?? (m.stuck === null ? quieter(m, o.item) : null);
}

/** What must be seen even while Ferry waits for a person: it makes the next step wrong for good. */
function goneOrOver(m: Migration, item: Item): Found | null {
  const { jobId, scenario } = foreign(m, item);
  if (mayFailOver(m) && (isFailedOver(item) || isFailover(scenario))) return { code: 'failed-over-outside', jobId };
  return HAS_ITEM.has(m.position.phase) && SCENARIO.completeMigration?.test(scenario) === true ? { code: 'item-gone', jobId } : null;
}

/** No failover of Ferry's own has begun. */
function mayFailOver(m: Migration): boolean {
  return m.position.phase === 'enabling' || BEFORE_FAILOVER.has(m.position.phase) || goesBackUnfailed(m);
}

/** A rollback from before any failover: one that is seen now was begun by others. */
function goesBackUnfailed(m: Migration): boolean {
  return m.position.phase === 'rolling-back' && m.position.failedOverAt === null;
}

/** Whoever cures a machine that is stuck does it in the portal, as Ferry advised: that is not told as drift. */
function quieter(m: Migration, item: Item): Found | null {
  return testDrift(m, item) ?? jobDrift(m, item) ?? settingsDrift(m, item);
}

const NOTHING_RUNS = { scenario: '', jobId: null } as const;

/** The running scenario, when it is not a job of Ferry's own that the list still shows. */
function foreign(m: Migration, item: Item): NonNullable<Item['running']> {
  const running = item.running ?? NOTHING_RUNS;
  return running.jobId !== null && m.knownJobs.includes(running.jobId) ? NOTHING_RUNS : running;
}

function isFailover(scenario: string): boolean {
  return scenario.endsWith('Failover') && !scenario.includes('Test') && scenario !== 'CommitFailover';
}

function testDrift(m: Migration, item: Item): Found | null {
  if (m.position.phase === 'test-review') return cleaned(item) ? { code: 'test-outside', jobId: null, detail: { kind: 'test-cleaned' } } : null;
  if (!NO_TEST.has(m.position.phase)) return null;
  const { jobId, scenario } = foreign(m, item);
  const isTest = item.testFailoverState === 'WaitingForCompletion' || SCENARIO.startTestFailover?.test(scenario) === true;
  return isTest ? { code: 'test-outside', jobId } : null;
}

function cleaned(item: Item): boolean {
  return item.running === null && item.testFailoverState === 'None';
}

function jobDrift(m: Migration, item: Item): Found | null {
  const { jobId, scenario } = foreign(m, item);
  if (scenario === '' || !NO_JOB.has(m.position.phase) || HARMLESS.test(scenario)) return null;
  return { code: 'job-outside', jobId, detail: { kind: 'job', scenario } };
}

function settingsDrift(m: Migration, item: Item): Found | null {
  if (!BEFORE_FAILOVER.has(m.position.phase) || item.running !== null) return null;
  const changes = settingChanges(m, item);
  return changes.length === 0 ? null : { code: 'settings-changed', jobId: null, detail: { kind: 'settings', changes } };
}

/** Target settings that are not what was chosen here; what Azure does not tell is no change. */
export function settingChanges(m: Migration, item: Item): readonly SettingChange[] {
  const { target } = item;
  const primary = target.nics.find((n) => n.primary) ?? target.nics[0];
  const now: { readonly [S in SettingChange['setting']]: string | null } = { vmName: target.vmName, size: target.size, resourceGroupId: target.resourceGroupId, networkId: target.networkId, subnet: primary?.subnet ?? null };
  return (Object.keys(now) as SettingChange['setting'][]).flatMap((setting) => {
    const seen = now[setting];
    return seen === null || seen === '' || same(seen, m.target[setting]) ? [] : [{ setting, planned: m.target[setting], now: seen }];
  });
}

/** Azure's ids and names carry no case. */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Pauses the machine, voids its approval, and ends a cutover for which nothing was stopped yet. */
export function pausedBy(m: Migration, drift: Found): readonly MigrationEvent[] {
  const request = m.request ?? null;
  // One that has begun goes on when somebody has looked.
  const asked: readonly MigrationEvent[] = request === null || request.begun ? [] : [{ type: 'OperationDenied', operation: request.operation, approvalId: request.approvalId, outcome: 'voided', kind: 'drift', reason: 'the machine was changed outside Ferry' }];
  return [...cutoverPausedBy(m, drift), ...asked];
}

function cutoverPausedBy(m: Migration, drift: Found): readonly MigrationEvent[] {
  const p = m.position;
  const approvalId = 'approvalId' in p ? p.approvalId : null;
  const drifted: MigrationEvent = { type: 'Drifted', drift: { ...drift, ...(approvalId === null ? {} : { voided: approvalId }) } };
  if (approvalId === null || !UNTOUCHED.has(p.phase)) return [drifted];
  return [drifted, { type: 'CutoverDenied', approvalId, outcome: 'voided', kind: 'drift', reason: 'the machine was changed outside Ferry' }];
}
