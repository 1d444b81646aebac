/** Reads everything that checks look at: each kind of resource once, whatever the number of machines. */
import type { CheckInput, CheckPhase, Need } from '../domain/checks/types.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Permission } from '../domain/infrastructure.ts';
import type { MachineFacts, Read } from '../domain/machine.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Item, ItemSummary, Seen } from '../domain/observation.ts';
import type { ScopeInput } from '../domain/scope-checks/types.ts';
import type { Deps } from './deps.ts';
import { readFacts } from './gather/facts.ts';
import { noItem, readItems, type OwnItem } from './gather/items.ts';
import { makePlaces, type Places } from './gather/places.ts';
import { needsVaultForProfile, profileOf } from './gather/profile.ts';
import { makeReader, mapRead, type Reader, type ScopePatience } from './gather/reading.ts';
import { knownOf, placeOf, planOf, remember, type Memory, type PlanChoice } from './gather/remembered.ts';
import { readShared, type Shared } from './gather/shared.ts';

/** What all requests may say. */
type Options = {
  /** The open migrations of the machines that have one. */
  readonly migrations: ReadonlyMap<InstanceId, Migration>;
  /** What somebody has chosen for machines that he is about to start. */
  readonly choices?: ReadonlyMap<InstanceId, PlanChoice>;
  /** How long to wait for a cloud that asks for fewer requests; without it a read is given up at once. */
  readonly patience?: ScopePatience;
  /** Items that were read a moment ago. */
  readonly items?: ReadonlyMap<InstanceId, Seen<Item | null>>;
};

/** Machines at one point of their way, and what is to be read of them. */
export type GatherGroup = { readonly ids: readonly InstanceId[]; readonly needs: ReadonlySet<Need>; readonly phase: CheckPhase };

/** One input for each machine that AWS knows, in the order asked for; `common` is what holds for all of them. */
export type Gathered = { readonly inputs: readonly CheckInput[]; readonly missing: readonly InstanceId[]; readonly common: ScopeInput['common'] };

/** Reads what is needed of these machines. Throws {@link CloudError} only when the machines themselves cannot be read. */
export function gatherMany(d: Deps, o: GatherGroup & Options): Promise<Gathered> {
  const { ids, needs, phase, ...options } = o;
  return gatherGroups(d, { ...options, groups: [{ ids, needs, phase }] });
}

/** The same for machines at different points of their way; what they share is read once. */
export async function gatherGroups(d: Deps, o: Options & { readonly groups: readonly GatherGroup[] }): Promise<Gathered> {
  const patience = o.patience ?? null;
  const read = makeReader(d, patience);
  const needs = new Set<Need>(o.groups.flatMap((g) => [...g.needs]));
  if (await needsVaultForProfile(d)) needs.add('infrastructure');
  const places = makePlaces(d, { needs, read });
  const [facts, shared, items, memory] = await Promise.all([readFacts(d, { groups: o.groups, patience }), readShared(d, { needs, read }), readGroupItems(d, o, read), remember(d), warmUp(d, o, places)]);
  const profile = await profileOf(d, shared.infrastructure);
  const common = await commonOf(d, { places, shared, appliance: facts.appliance, profile });
  const rows = o.groups.flatMap((g) => g.ids.flatMap((id) => rowOf(d, o, { group: g, facts: facts.machines.get(id) })));
  const ground: Ground = { d, common, shared, places, items, memory, names: namesOf(memory, rows) };
  return { inputs: await Promise.all(rows.map((row) => inputOf(ground, row))), missing: facts.missing, common };
}

/** Only machines that replicate have an item. */
async function readGroupItems(d: Deps, o: Options & { readonly groups: readonly GatherGroup[] }, read: Reader): Promise<ReadonlyMap<InstanceId, OwnItem>> {
  const seen = o.items ?? new Map<InstanceId, Seen<Item | null>>();
  const found = await Promise.all(o.groups.map((g) => readItems(d, { needs: g.needs, read, seen, migrations: g.ids.flatMap((id) => o.migrations.get(id) ?? []) })));
  return new Map(found.flatMap((items) => [...items]));
}

/** Begins to read the places that machines go to while AWS is still being read. */
async function warmUp(d: Deps, o: Options & { readonly groups: readonly GatherGroup[] }, places: Places): Promise<void> {
  const plans = [placeOf(d, { migration: null, choice: {} }), ...o.groups.flatMap((g) => g.ids.map((id) => placeOf(d, { migration: o.migrations.get(id) ?? null, choice: o.choices?.get(id) ?? {} })))];
  await Promise.all(plans.flatMap((p): readonly Promise<unknown>[] => [places.place(p.resourceGroupId), places.cache(p.cacheStorageAccountId), places.networks([p.networkId, p.testNetworkId])]));
}

type Row = { readonly facts: MachineFacts; readonly group: GatherGroup; readonly migration: Migration | null; readonly plan: CheckInput['plan'] };

function rowOf(d: Deps, o: Options, x: { readonly group: GatherGroup; readonly facts: MachineFacts | undefined }): readonly Row[] {
  const { facts, group } = x;
  if (facts === undefined) return [];
  const migration = o.migrations.get(facts.instanceId) ?? null;
  return [{ facts, group, migration, plan: planOf(d, facts, { migration, choice: o.choices?.get(facts.instanceId) ?? {} }) }];
}

async function commonOf(d: Deps, o: { readonly places: Places; readonly shared: Shared; readonly appliance: Read<MachineFacts | null>; readonly profile: CheckInput['profile'] }): Promise<ScopeInput['common']> {
  const { shared } = o;
  const now = d.clock.now();
  return {
    ...{ now, scope: d.scope, appliance: { facts: o.appliance }, profile: o.profile, limits: d.limits, phase: 'replicate' },
    ...{ vault: shared.vault, discovered: shared.discovered, infrastructure: mapRead(shared.infrastructure, (seen) => seen.value) },
    infrastructureAsOf: shared.infrastructure.known ? shared.infrastructure.value.asOf : now,
    items: mapRead(shared.listed, (list) => list.items),
    jobs: mapRead(shared.listed, (list) => list.jobs),
    target: await targetOf(o, d.scope.defaults),
  };
}

async function targetOf(o: { readonly places: Places; readonly shared: Shared }, at: Pick<CheckInput['plan'], 'resourceGroupId' | 'cacheStorageAccountId' | 'networkId' | 'testNetworkId'>): Promise<CheckInput['target']> {
  const { resourceGroups, networks, nsgs, sizes, quotas, vaultPermissions } = o.shared;
  const { names, locks, policies, permissions } = await o.places.place(at.resourceGroupId);
  const cache = await o.places.cache(at.cacheStorageAccountId);
  const held = heldAt({ vault: vaultPermissions, target: permissions, networks: await o.places.networks([at.networkId, at.testNetworkId]) });
  return { resourceGroups, networks, nsgs, sizes, quotas, names, locks, policies, cache, permissions: held };
}

type Permissions = readonly Permission[];
type Held = { readonly vault: Read<Permissions>; readonly target: Read<Permissions>; readonly networks: Read<readonly Permissions[]> };

/** Of Ferry's permissions either all are known or it is not known what Ferry may do. */
function heldAt({ vault, target, networks }: Held): CheckInput['target']['permissions'] {
  if (!vault.known) return vault;
  if (!target.known) return target;
  return mapRead(networks, (each) => ({ target: target.value, vault: vault.value, networks: each }));
}

type Names = { readonly all: readonly string[]; readonly of: ReadonlyMap<InstanceId, string> };

/** Target names of everything that is looked at or under way. */
function namesOf(memory: Memory, rows: readonly Row[]): Names {
  const of = new Map<InstanceId, string>(memory.names.map((n) => [n.id, n.vmName]));
  for (const row of rows) of.set(row.facts.instanceId, row.plan.vmName);
  return { of, all: [...of.values()] };
}

/** All names but the machine's own; a second machine with that name stays. */
function otherNames(names: Names, id: InstanceId): readonly string[] {
  const own = names.all.indexOf(names.of.get(id) ?? '');
  return own < 0 ? names.all : names.all.toSpliced(own, 1);
}

type Ground = { readonly d: Deps; readonly common: Gathered['common']; readonly shared: Shared; readonly places: Places; readonly items: ReadonlyMap<InstanceId, OwnItem>; readonly memory: Memory; readonly names: Names };

async function inputOf(g: Ground, { facts, group, migration, plan }: Row): Promise<CheckInput> {
  const { common, memory } = g;
  const id = facts.instanceId;
  const own = g.items.get(id) ?? noItem(group.needs, common.now);
  return {
    ...common,
    ...{ facts, plan, phase: group.phase, offeredSizes: own.offeredSizes },
    item: mapRead(own.item, (seen) => seen.value),
    itemAsOf: own.item.known ? own.item.value.asOf : common.now,
    items: withoutOwn(common.items, migration),
    target: await targetOf(g, plan),
    sameIp: facts.privateIp === null ? [] : (memory.byIp.get(facts.privateIp) ?? []).filter((other) => other !== id),
    otherNames: otherNames(g.names, id),
    known: knownOf(memory.dossiers, { id, migration }, common.now),
  };
}

/** The list is handed on as it is where it has no item of the machine. */
function withoutOwn(items: Read<readonly ItemSummary[]>, m: Migration | null): Read<readonly ItemSummary[]> {
  if (m === null) return items;
  const own = m.itemName.toLowerCase();
  return mapRead(items, (all) => all.filter((i) => i.name.toLowerCase() !== own));
}

