/** What turning replication on and changing policies would send: requests that belong to no migration yet. */
import { callOf, mappingCall, policyCall } from '../domain/dry-run/calls.ts';
import type { DryMachine, DryRun, DryStep, VaultPlace } from '../domain/dry-run/types.ts';
import type { Infrastructure } from '../domain/infrastructure.ts';
import { policyInUse } from '../domain/policies.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Deps } from './deps.ts';
import type { DryRunUseCases } from './dry-run-types.ts';
import type { Rejection } from './outcome.ts';
import { scopeInForce } from './policy.ts';
import { reject, withCloud } from './rejections.ts';
import { nextMigrationOf } from './replicate.ts';

/** The half of the use cases that looks at the vault alone. */
export function makeDryRunVault(d: Deps): Pick<DryRunUseCases, 'dryRunReplication' | 'dryRunPolicy'> {
  return {
    dryRunReplication: (machines) => withCloud(() => ofReplication(d, machines)),
    dryRunPolicy: (o) => withCloud(() => ofPolicy(d, o)),
  };
}

/** Where the vault keeps its machines. Throws {@link CloudError}. */
export async function placeOf(d: Pick<Deps, 'replication' | 'scope'>): Promise<VaultPlace> {
  return placeIn(d, (await d.replication.infrastructure()).value);
}

function placeIn({ scope }: Pick<Deps, 'scope'>, infra: Infrastructure): VaultPlace {
  return { subscriptionId: scope.subscriptionId, resourceGroup: scope.vaultResourceGroup, vault: scope.vaultName, fabric: infra.fabricName, container: infra.containerName };
}

async function ofReplication(d: Deps, machines: Parameters<DryRunUseCases['dryRunReplication']>[0]): Promise<Result<DryRun, Rejection>> {
  const infra = (await d.replication.infrastructure()).value;
  const policyName = policyInUse(infra.policies, (await scopeInForce(d)).defaults.policyName)?.name ?? '';
  const listed: DryMachine[] = [];
  for (const { name, group, instanceId, choices } of machines) {
    const { itemName } = await nextMigrationOf(d, instanceId);
    const call = callOf('enableReplication', { m: { itemName, instanceId, target: { ...choices, policyName, testNetworkId: '' } }, place: placeIn(d, infra), comment: null });
    listed.push({ name, group, stop: null, steps: [{ kind: 'enableReplication', after: [], call }] });
  }
  return ok({ machines: listed, refused: [], approvals: 0 });
}

/** A new policy is only created; letting the container use it is a request of its own, by `policy use`. */
async function ofPolicy(d: Deps, { act, name }: Parameters<DryRunUseCases['dryRunPolicy']>[0]): Promise<Result<DryRun, Rejection>> {
  const infra = (await d.replication.infrastructure()).value;
  const there = infra.policies.find((p) => p.name.toLowerCase() === name.trim().toLowerCase()) ?? null;
  if (act === 'create' && there !== null) return reject('policy-exists', { name });
  if (act === 'use' && there === null) return reject('no-such-policy', { name, known: infra.policies.map((p) => p.name).join(', ') });
  const place = placeIn(d, infra);
  const created: DryStep = { kind: 'createPolicy', after: [], call: policyCall(place, name.trim()) };
  const steps: readonly DryStep[] = act === 'create' ? [created] : there?.mapped === false ? [{ kind: 'usePolicy', after: [], call: mappingCall(place, there.id.slice(there.id.lastIndexOf('/') + 1)) }] : [];
  return ok({ machines: [{ name: name.trim(), group: null, steps, stop: null }], refused: [], approvals: 0 });
}
