import { runChecks } from '../domain/checks/index.ts';
import type { CheckInput } from '../domain/checks/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { MachineFacts, Read } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import { detectOs } from '../domain/os.ts';
import { suggestVmName } from '../domain/naming.ts';
import { profileById, profileFor } from '../domain/profiles/index.ts';
import { ok } from '../domain/result.ts';
import { CloudError } from '../ports.ts';
import type { Deps } from './deps.ts';
import { reject, whyWords, withCloud } from './rejections.ts';
import type { Outcome, UseCases } from './types.ts';

/** A read that cannot fail: what could not be read is `unknown`, with the reason. */
export async function attempt<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { known: false, why: `${error.operation}: ${whyWords(error)}` };
  }
}

/** Reads everything the checks need of one machine. Throws {@link CloudError} only when the machine itself cannot be read. */
export async function gather(d: Deps, id: InstanceId, migration: Migration | null): Promise<CheckInput> {
  const facts = await d.source.facts(id);
  const [appliance, infrastructure, discovered, listed, resourceGroups, networks, sizes, quotas] = await Promise.all([
    attempt(() => applianceFacts(d)),
    attempt(() => d.replication.infrastructure()),
    attempt(() => d.replication.discovered()),
    attempt(() => d.replication.list(d.clock.now())),
    attempt(() => d.target.resourceGroups()),
    attempt(() => d.target.networks()),
    attempt(() => d.target.sizes()),
    attempt(() => d.target.quotas()),
  ]);
  const plan = planOf(d, facts, migration);
  const group = plan.resourceGroupId;
  const vmNames = await attempt(async () => (group === null ? [] : await d.target.vmNames(group)));
  const inventory = await d.store.inventory();
  const provider = infrastructure.known ? infrastructure.value.value.provider : 'InMageRcm';
  return {
    now: d.clock.now(),
    scope: d.scope,
    facts,
    appliance: { facts: appliance },
    infrastructure: infrastructure.known ? { known: true, value: infrastructure.value.value } : infrastructure,
    infrastructureAsOf: infrastructure.known ? infrastructure.value.asOf : d.clock.now(),
    discovered,
    items: listed.known ? { known: true, value: listed.value.value.items.filter((i) => i.name !== migration?.itemName) } : listed,
    target: { resourceGroups, networks, sizes, quotas, vmNames },
    plan,
    sameIp: inventory.filter((r) => r.machine.privateIp !== null && r.machine.privateIp === facts.privateIp && r.machine.instanceId !== id).map((r) => r.machine.instanceId),
    profile: d.policy.ruleProfile === null ? profileFor(provider) : (profileById(d.policy.ruleProfile) ?? profileFor(provider)),
  };
}

async function applianceFacts(d: Deps): Promise<MachineFacts | null> {
  return d.scope.applianceInstanceId === null ? null : await d.source.facts(d.scope.applianceInstanceId as InstanceId);
}

function planOf(d: Deps, facts: MachineFacts, migration: Migration | null): CheckInput['plan'] {
  if (migration !== null) return { ...migration.target };
  const defaults = d.scope.defaults;
  return { vmName: suggestVmName(facts.name, detectOs(facts)), size: null, resourceGroupId: defaults.resourceGroupId, networkId: defaults.networkId, subnet: defaults.subnet, testNetworkId: defaults.testNetworkId };
}

/** The use case behind `check`: reads, judges, keeps the report. */
export function makeCheck(d: Deps): Pick<UseCases, 'check'> {
  async function check(id: InstanceId): Outcome<CheckReport> {
    return withCloud(async () => {
      const migration = await d.store.migrationOf(id);
      const input = await attemptMachine(id, migration?.state ?? null);
      if (input === null) return reject('no-such-machine', { machine: id });
      const report = runChecks(input);
      await d.store.putReport(report);
      return ok(report);
    });
  }

  async function attemptMachine(id: InstanceId, migration: Migration | null): Promise<CheckInput | null> {
    try {
      return await gather(d, id, migration);
    } catch (error) {
      if (error instanceof CloudError && error.kind === 'notFound') return null;
      throw error;
    }
  }

  return { check };
}
