import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput } from '../domain/checks/types.ts';
import { isReady } from '../domain/finding.ts';
import { migrationIdFor, type InstanceId } from '../domain/ids.ts';
import type { Infrastructure } from '../domain/infrastructure.ts';
import { TERMINAL_PHASES, type Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import { DISK_TYPES, LICENCES, type TargetPlan } from '../domain/scope.ts';
import { generationOf, suggestSizes } from '../domain/sizing.ts';
import type { Deps } from './deps.ts';
import { gather } from './check.ts';
import { homeOf } from './home.ts';
import { migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import type { Outcome, Rejection, ReplicateChoices, ReplicateOptions, UseCases } from './types.ts';

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
      return ok(optionsFrom(d, input, report, input.infrastructure.value));
    });
  }

  async function startReplication(o: StartRequest): Outcome<Migration> {
    return withCloud(async () => {
      const barred = await whyBarred(d, o.instanceId);
      if (barred !== null) return { ok: false, error: barred };
      const input = await gather(d, o.instanceId, null);
      const plan = planFrom(d, input, o.choices);
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

function optionsFrom(d: Deps, input: CheckInput, report: ReturnType<typeof runChecks>, infra: Infrastructure): ReplicateOptions {
  const resourceGroups = input.target.resourceGroups.known ? input.target.resourceGroups.value : [];
  const networks = (input.target.networks.known ? input.target.networks.value : []).filter((n) => n.location.toLowerCase() === d.scope.location.toLowerCase() && !same(n.id, d.scope.defaults.testNetworkId));
  const sizes = sizesFor(input);
  const licences = LICENCES.map((value) => ({ value, title: value === 'WindowsServer' ? 'Azure Hybrid Benefit (Windows Server with Software Assurance)' : 'No licence brought along' }));
  const policies = infra.policies.filter((p) => p.mapped).map((p) => ({ id: p.id, name: p.name }));
  const network = networks.find((n) => same(n.id, d.scope.defaults.networkId)) ?? networks[0];
  const account = infra.runAsAccounts.find((a) => same(a.name, d.scope.defaults.runAsAccount) || same(a.id, d.scope.defaults.runAsAccount));
  return {
    machine: input.facts,
    report,
    resourceGroups,
    networks,
    sizes,
    diskTypes: DISK_TYPES,
    licences,
    runAsAccounts: infra.runAsAccounts,
    policies,
    defaults: {
      resourceGroupId: (resourceGroups.find((g) => same(g.id, d.scope.defaults.resourceGroupId)) ?? resourceGroups[0])?.id ?? '',
      networkId: network?.id ?? '',
      subnet: network?.subnets.find((s) => s.name === d.scope.defaults.subnet)?.name ?? network?.subnets[0]?.name ?? '',
      vmName: input.plan.vmName,
      size: sizes[0]?.name ?? '',
      diskType: 'StandardSSD_LRS',
      licence: 'NoLicenseType',
      runAsAccountId: account?.id ?? '',
    },
  };
}

function sizesFor(input: CheckInput): ReturnType<typeof suggestSizes>['choices'] {
  const { facts, target } = input;
  return suggestSizes({ facts, sizes: target.sizes.known ? target.sizes.value : [], quotas: target.quotas.known ? target.quotas.value : null, generation: generationOf(facts) }).choices;
}

function same(a: string, b: string | null): boolean {
  return b !== null && a.toLowerCase() === b.toLowerCase();
}

/** Matches every answer with what Azure offers now; an answer that is not on offer is refused by name. */
function planFrom(d: Deps, input: CheckInput, c: ReplicateChoices): Result<TargetPlan, Rejection> {
  if (!input.infrastructure.known) return reject('cloud-unreadable', { operation: 'vault', why: input.infrastructure.why });
  const infra = input.infrastructure.value;
  const wrong = wrongChoice(input, infra, c);
  if (wrong !== null) return reject('unknown-choice', { field: wrong });
  const discovered = input.discovered.known ? input.discovered.value.filter((m) => !m.deleted && input.facts.privateIp !== null && m.ips.includes(input.facts.privateIp)) : [];
  if (discovered.length > 1 || input.sameIp.length > 0) return reject('ip-not-unique', { ip: input.facts.privateIp ?? '' });
  const policy = infra.policies.find((p) => p.mapped && (d.scope.defaults.policyName === null || p.name === d.scope.defaults.policyName));
  const found = { machine: discovered[0], policy, processServer: infra.processServers[0], cache: d.scope.defaults.cacheStorageAccountId, testNetwork: d.scope.defaults.testNetworkId };
  if (found.machine === undefined || found.policy === undefined || found.processServer === undefined || found.cache === null || found.testNetwork === null) {
    return reject('not-ready', { machine: input.facts.name, blocks: missingWords(found) });
  }
  return ok({
    ...c,
    runAsAccountId: c.runAsAccountId === '' ? null : c.runAsAccountId,
    testNetworkId: found.testNetwork,
    sizeReason: sizesFor(input).find((s) => s.name === c.size)?.reason ?? 'chosen by hand',
    cacheStorageAccountId: found.cache,
    policyId: found.policy.id,
    policyName: found.policy.name,
    processServerId: found.processServer.id,
    masterTargetId: infra.masterTargets[0]?.id ?? null,
    discoveredId: found.machine.id,
    provider: infra.provider,
  });
}

function missingWords(found: { readonly machine: unknown; readonly policy: unknown; readonly processServer: unknown; readonly cache: unknown; readonly testNetwork: unknown }): string {
  const missing = [
    found.machine === undefined ? 'the machine is not visible to the appliance' : null,
    found.policy === undefined ? 'no replication policy is associated' : null,
    found.processServer === undefined ? 'no process server is registered' : null,
    found.cache === null ? 'FERRY_CACHE_STORAGE_ACCOUNT is not set' : null,
    found.testNetwork === null ? 'FERRY_TEST_NETWORK is not set' : null,
  ];
  return missing.filter((m) => m !== null).join(', ');
}

function wrongChoice(input: CheckInput, infra: Infrastructure, c: ReplicateChoices): string | null {
  const groups = input.target.resourceGroups.known ? input.target.resourceGroups.value : [];
  const networks = input.target.networks.known ? input.target.networks.value : [];
  const sizes = input.target.sizes.known ? input.target.sizes.value : [];
  const network = networks.find((n) => same(n.id, c.networkId));
  if (!groups.some((g) => same(g.id, c.resourceGroupId))) return 'resource group';
  if (network === undefined || !network.subnets.some((s) => s.name === c.subnet)) return 'network and subnet';
  if (!sizes.some((s) => s.name === c.size && s.restricted === null)) return 'size';
  if (!DISK_TYPES.includes(c.diskType)) return 'disk type';
  if (!LICENCES.includes(c.licence)) return 'licence';
  return c.runAsAccountId === '' || infra.runAsAccounts.some((a) => same(a.id, c.runAsAccountId)) ? null : 'run-as account';
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
