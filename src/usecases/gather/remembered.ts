import type { CheckInput } from '../../domain/checks/types.ts';
import { validAnswers, validOverrides } from '../../domain/dossier/known.ts';
import { dossierIdOf, type Dossier, type DossierId } from '../../domain/dossier/types.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { MachineFacts } from '../../domain/machine.ts';
import type { Migration } from '../../domain/migration/types.ts';
import { suggestVmName } from '../../domain/naming.ts';
import { detectOs } from '../../domain/os.ts';
import type { Instant } from '../../domain/time.ts';
import type { Stored } from '../../ports/changes.ts';
import type { InventoryRow } from '../../ports/store.ts';
import type { Deps } from '../deps.ts';

/** What has been chosen for a machine by somebody who has not started it yet. */
export type PlanChoice = Partial<CheckInput['plan']>;

type Dossiers = ReadonlyMap<DossierId, Stored<Dossier>>;

/** What Ferry itself knows, read from its own store. */
export type Memory = {
  readonly dossiers: Dossiers;
  /** Ids by private address. */
  readonly byIp: ReadonlyMap<string, readonly InstanceId[]>;
  /** Target names of all machines under way. */
  readonly names: readonly { readonly id: InstanceId; readonly vmName: string }[];
};

/** Reads the store once for all machines. */
export async function remember(d: Deps): Promise<Memory> {
  const [dossiers, inventory, open] = await Promise.all([d.store.dossiers(), d.store.inventory(), d.store.migrations({ open: true })]);
  return { dossiers, byIp: byIp(inventory), names: open.map(({ state }) => ({ id: state.instanceId, vmName: state.target.vmName })) };
}

function byIp(rows: readonly InventoryRow[]): ReadonlyMap<string, readonly InstanceId[]> {
  const found = new Map<string, InstanceId[]>();
  for (const { machine } of rows) {
    if (machine.privateIp === null) continue;
    const ids = found.get(machine.privateIp) ?? [];
    ids.push(machine.instanceId);
    found.set(machine.privateIp, ids);
  }
  return found;
}

/** What people said and decided about one machine, as far as it still holds. */
export function knownOf(dossiers: Dossiers, m: { readonly id: InstanceId; readonly migration: Migration | null }, now: Instant): CheckInput['known'] {
  const machine = dossiers.get(dossierIdOf(m.id))?.state ?? null;
  const scope = dossiers.get(dossierIdOf('scope'))?.state ?? null;
  const verdict = m.migration?.verdict ?? null;
  const disks = m.migration?.sourceDisks;
  return {
    attested: validAnswers({ machine, scope }, now),
    overrides: validOverrides(machine, now),
    disksAtStart: disks === undefined ? null : new Map(disks.map((disk) => [disk.volumeId, disk.sizeGiB])),
    test: verdict === null ? null : { works: verdict.works, at: verdict.at, reason: verdict.reason },
  };
}

/** What is chosen for the target: by the migration, by somebody who is about to start one, else by the scope's defaults. */
export function planOf(d: Deps, facts: MachineFacts, o: { readonly migration: Migration | null; readonly choice: PlanChoice }): CheckInput['plan'] {
  return { ...placeOf(d, o), vmName: o.migration?.target.vmName ?? o.choice.vmName ?? suggestVmName(facts.name, detectOs(facts)) };
}

/** The same without the name, which follows from the machine. */
export function placeOf(d: Deps, o: { readonly migration: Migration | null; readonly choice: PlanChoice }): Omit<CheckInput['plan'], 'vmName'> {
  if (o.migration !== null) return checkPlanOf(o.migration.target);
  const { resourceGroupId, networkId, subnet, testNetworkId, cacheStorageAccountId } = d.scope.defaults;
  return { size: null, resourceGroupId, networkId, subnet, testNetworkId, cacheStorageAccountId, push: null, licence: null, ...o.choice };
}

/** A migration's target as the checks see it. */
export function checkPlanOf(target: Migration['target']): CheckInput['plan'] {
  const { vmName, size, resourceGroupId, networkId, subnet, testNetworkId, cacheStorageAccountId, licence } = target;
  return { vmName, size, resourceGroupId, networkId, subnet, testNetworkId, cacheStorageAccountId, licence, push: target.runAsAccountId !== null };
}
