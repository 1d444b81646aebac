import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput } from '../domain/checks/types.ts';
import { isReady } from '../domain/finding.ts';
import { migrationIdFor, type InstanceId } from '../domain/ids.ts';
import { TERMINAL_PHASES, type Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import type { TargetPlan } from '../domain/scope.ts';
import type { Deps } from './deps.ts';
import { gather } from './check.ts';
import { homeOf } from './home.ts';
import { migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import { optionsFrom } from './replicate-options.ts';
import { planFrom } from './replicate-plan.ts';
import type { Outcome, Rejection, ReplicateOptions, UseCases } from './types.ts';

type StartRequest = Parameters<UseCases['startReplication']>[0];

/** The use cases behind `replicate`: what can be chosen, and the start itself. */
export function makeReplicate(d: Deps): Pick<UseCases, 'replicateOptions' | 'startReplication'> {
  async function replicateOptions(id: InstanceId): Outcome<ReplicateOptions> {
    return withCloud(async () => {
      const barred = await whyBarred(d, id);
      if (barred !== null) return { ok: false, error: barred };
      const input = await gather(d, id, null);
      const report = runChecks(input);
      await d.store.putReport(report);
      if (!input.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: input.infrastructure.why });
      return ok(optionsFrom({ scope: d.scope, input, infra: input.infrastructure.value }, report));
    });
  }

  async function startReplication(o: StartRequest): Outcome<Migration> {
    return withCloud(async () => {
      const barred = await whyBarred(d, o.instanceId);
      if (barred !== null) return { ok: false, error: barred };
      const input = await gather(d, o.instanceId, null);
      if (!input.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: input.infrastructure.why });
      const plan = planFrom({ scope: d.scope, input, infra: input.infrastructure.value }, o.choices);
      if (!plan.ok) return plan;
      const report = runChecks({ ...input, plan: plan.value });
      await d.store.putReport(report);
      if (!isReady(report)) return reject('not-ready', { machine: input.facts.name, blocks: blocksOf(report) });
      return begin(d, { request: o, input, plan: plan.value });
    });
  }

  return { replicateOptions, startReplication };
}

function blocksOf(report: ReturnType<typeof runChecks>): string {
  return report.findings.filter((f) => f.verdict === 'block' || f.verdict === 'unknown').map((f) => f.title).join(', ');
}

async function whyBarred(d: Deps, id: InstanceId): Promise<Rejection | null> {
  const existing = await d.store.migrationOf(id);
  if (existing === null) return null;
  const phase = existing.state.position.phase;
  if (phase === 'migrated') return { code: 'already-migrated', detail: { machine: existing.state.name } };
  return TERMINAL_PHASES.has(phase) ? null : { code: 'already-migrating', detail: { machine: existing.state.name, phase } };
}

async function begin(d: Deps, o: { readonly request: StartRequest; readonly input: CheckInput; readonly plan: TargetPlan }): Promise<Result<Migration, Rejection>> {
  const { request, input, plan } = o;
  const now = d.clock.now();
  const previous = await d.store.migrationOf(request.instanceId);
  const id = migrationIdFor(request.instanceId, attemptAfter(previous?.state ?? null));
  const migration: Migration = {
    id,
    scope: d.scope.name,
    instanceId: request.instanceId,
    name: input.facts.name,
    privateIp: input.facts.privateIp ?? '',
    itemName: `ferry-${id}`,
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
  };
  const change = migrationChange(null, [{ type: 'MigrationStarted', migration }], { at: now, actor: by(request.who) });
  const saved = await d.store.commit({ at: now, changes: [change], jobs: wakes(id) });
  return saved === 'saved' ? ok(change.state) : reject('changed-meanwhile');
}

function attemptAfter(previous: Migration | null): number {
  return previous === null ? 1 : Number(previous.id.split('-').at(-1) ?? '0') + 1;
}
