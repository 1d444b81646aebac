import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput, Need } from '../domain/checks/types.ts';
import { isInTheWay, isReady, type CheckReport } from '../domain/finding.ts';
import { migrationIdFor, type InstanceId } from '../domain/ids.ts';
import { TERMINAL_PHASES, type Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import type { TargetPlan } from '../domain/scope.ts';
import type { MigrationChange } from '../ports/changes.ts';
import type { Deps } from './deps.ts';
import { keepReports } from './check.ts';
import { checkPlanOf, type PlanChoice } from './gather/remembered.ts';
import { homeOf } from './home.ts';
import { checksFor, gatherOne, needsOf } from './looking.ts';
import { scopeInForce } from './policy.ts';
import { migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import { optionsFrom } from './replicate-options.ts';
import { planFrom } from './replicate-plan.ts';
import { snapshotOf } from './source-snapshot.ts';
import type { Outcome, Rejection, ReplicateOptions, UseCases } from './types.ts';

type StartRequest = Parameters<UseCases['startReplication']>[0];

/** The use cases behind `replicate`: what can be chosen, and the start itself. */
export function makeReplicate(d: Deps): Pick<UseCases, 'replicateOptions' | 'startReplication'> {
  async function replicateOptions(id: InstanceId): Outcome<ReplicateOptions> {
    return withCloud(async () => {
      const barred = await whyBarred(d, id);
      if (barred !== null) return { ok: false, error: barred };
      const input = await readFor(d, id, {});
      if (input === null) return reject('no-such-machine', { machine: id });
      const report = runChecks(input);
      await keepReports(d, [report]);
      if (!input.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: input.infrastructure.why });
      return ok(optionsFrom({ scope: await scopeInForce(d), input, infra: input.infrastructure.value }, report));
    });
  }

  async function startReplication(o: StartRequest): Outcome<Migration> {
    return withCloud(async () => {
      const barred = await whyBarred(d, o.instanceId);
      if (barred !== null) return { ok: false, error: barred };
      const input = await readFor(d, o.instanceId, choiceOf(o));
      if (input === null) return reject('no-such-machine', { machine: o.instanceId });
      if (!input.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: input.infrastructure.why });
      const plan = planFrom({ scope: await scopeInForce(d), input, infra: input.infrastructure.value }, o.choices);
      if (!plan.ok) return plan;
      const report = runChecks({ ...input, plan: checkPlanOf(plan.value) });
      await keepReports(d, [report]);
      if (!isReady(report)) return reject('not-ready', { machine: input.facts.name, blocks: blocksOf(report) });
      return begin(d, { request: o, input, plan: plan.value });
    });
  }

  return { replicateOptions, startReplication };
}

/** What the form and the matching of its answers look at beside the checks. */
export const OFFERED: readonly Need[] = ['infrastructure', 'discovered', 'resourceGroups', 'networks', 'sizes', 'quotas', 'disks', 'hardware'];

/** Reads the machine with what was chosen for it, so that the chosen resource group is the one that is looked at. */
function readFor(d: Deps, id: InstanceId, choice: PlanChoice): Promise<CheckInput | null> {
  return gatherOne(d, id, { migration: null, phase: 'replicate', choice, needs: new Set([...needsOf(checksFor('replicate')), ...OFFERED]) });
}

function choiceOf({ choices: c }: StartRequest): PlanChoice {
  return { vmName: c.vmName, size: c.size, resourceGroupId: c.resourceGroupId, networkId: c.networkId, subnet: c.subnet, licence: c.licence, push: c.runAsAccountId !== '' };
}

function blocksOf(report: CheckReport): string {
  return report.findings.filter(isInTheWay).map((f) => f.title).join(', ');
}

/** A machine that is on its way already, or has arrived, is not begun a second time. */
export async function whyBarred(d: Deps, id: InstanceId): Promise<Rejection | null> {
  const existing = await d.store.migrationOf(id);
  if (existing === null) return null;
  const phase = existing.state.position.phase;
  if (phase === 'migrated') return { code: 'already-migrated', detail: { machine: existing.state.name } };
  return TERMINAL_PHASES.has(phase) ? null : { code: 'already-migrating', detail: { machine: existing.state.name, phase } };
}

type Beginning = { readonly request: Omit<StartRequest, 'choices'>; readonly input: CheckInput; readonly plan: TargetPlan };

async function begin(d: Deps, o: Beginning): Promise<Result<Migration, Rejection>> {
  const change = await beginning(d, o);
  const saved = await d.store.commit({ at: change.state.startedAt, changes: [change], jobs: wakes(change.id) });
  return saved === 'saved' ? ok(change.state) : reject('changed-meanwhile');
}

/** The record of a machine whose replication begins, ready to be stored; `version` 0 keeps a second one from being made. */
export async function beginning(d: Deps, o: Beginning): Promise<MigrationChange> {
  const { request, input, plan } = o;
  const now = d.clock.now();
  const { id, itemName } = await nextMigrationOf(d, request.instanceId);
  const migration: Migration = {
    id,
    scope: d.scope.name,
    instanceId: request.instanceId,
    name: input.facts.name,
    privateIp: input.facts.privateIp ?? '',
    itemName,
    target: plan,
    owner: request.who,
    home: await homeOf(d.store, request.here),
    startedAt: now,
    position: { phase: 'enabling' },
    positionSince: now,
    pending: null,
    finished: null,
    knownJobs: [],
    verdict: null,
    stuck: null,
    drift: null,
    sourceStoppedAt: null,
    source: snapshotOf(input.facts, now),
    ...(input.facts.disks.known ? { sourceDisks: input.facts.disks.value.map(({ volumeId, sizeGiB }) => ({ volumeId, sizeGiB })) } : {}),
  };
  return migrationChange(null, [{ type: 'MigrationStarted', migration }], { at: now, actor: by(request.who) });
}

/** What the next move of a machine is called: here, and in the vault. */
export async function nextMigrationOf(d: Pick<Deps, 'store'>, instanceId: InstanceId): Promise<Pick<Migration, 'id' | 'itemName'>> {
  const previous = await d.store.migrationOf(instanceId);
  const id = migrationIdFor(instanceId, attemptAfter(previous?.state ?? null));
  return { id, itemName: `ferry-${id}` };
}

function attemptAfter(previous: Migration | null): number {
  return previous === null ? 1 : Number(previous.id.split('-').at(-1) ?? '0') + 1;
}
