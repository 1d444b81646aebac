/** What is gathered for checks: from the real adapters, before the sandbox clouds. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Need } from '../../src/domain/checks/types.ts';
import { evolveDossier, emptyDossier } from '../../src/domain/dossier/evolve.ts';
import { instanceIdFromCloud, migrationIdFor, type InstanceId } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { by, FERRY } from '../../src/domain/person.ts';
import { DAY } from '../../src/domain/time.ts';
import { gatherMany, type GatherGroup } from '../../src/usecases/gather.ts';
import { checksFor, needsOf, openMigrations, phaseOf } from '../../src/usecases/looking.ts';
import { planFor } from '../contracts/azure-support.ts';
import { migration as migrationLike } from '../domain/migration/fixtures.ts';
import { OLA, startEstate, type Estate } from './support/estate.ts';

let e: Estate;
let web1: InstanceId;
let web2: InstanceId;
beforeAll(async () => {
  e = await startEstate({ speed: 5_000 });
  [web1, web2] = [e.idOf('web-01'), e.idOf('web-02')];
  await e.usecases.inventory({ fresh: true });
}, 60_000);
afterAll(() => e.close());
beforeEach(() => e.sandbox.world.journal.clear());
afterEach(() => e.sandbox.world.faults.clear());

const gather = async (o: Partial<GatherGroup> & { readonly migrations?: ReadonlyMap<InstanceId, Migration> } = {}) =>
  gatherMany(e.deps, { ids: [web1, web2], needs: new Set<Need>(), phase: 'replicate', migrations: await openMigrations(e.deps), ...o });

test('nothing needed is nothing read but the machines themselves; what nobody asked for is unread, never empty', async () => {
  await e.deps.store.putNote('vault.provider', 'InMageRcm');
  const { inputs, missing } = await gather();
  expect(inputs.map((i) => i.facts.name)).toEqual(['web-01', 'web-02']);
  expect(missing).toEqual([]);
  expect([...e.asked('ec2').values()]).toEqual([1]);
  expect(e.asked('azure').size).toBe(0);
  const [first] = inputs;
  const reads = [first!.vault, first!.infrastructure, first!.discovered, first!.items, first!.jobs, first!.item, first!.offeredSizes, first!.appliance.facts, ...Object.values(first!.target)];
  expect(reads.map((r) => r.known)).toEqual(reads.map(() => false));
});

test('machines that AWS does not know are named, and the others are read', async () => {
  const nobody = instanceIdFromCloud('i-0fffffffffffffff1');
  const { inputs, missing } = await gather({ ids: [web1, nobody] });
  expect([inputs.map((i) => i.facts.instanceId), missing]).toEqual([[web1], [nobody]]);
});

test('the appliance is read with the machines, in the same calls', async () => {
  const { inputs } = await gather({ needs: new Set<Need>(['appliance', 'rules']) });
  const appliance = inputs[0]!.appliance.facts;
  expect(appliance.known && appliance.value).toMatchObject({ name: 'asr-appliance-01', rules: { known: true }, hardware: { known: true }, disks: { known: true } });
  expect(Math.max(...e.asked('ec2').values())).toBe(1);
});

test('an appliance that AWS does not know is not known; a scope that names none has none', async () => {
  const over = (applianceInstanceId: string | null) => gatherMany({ ...e.deps, scope: { ...e.deps.scope, applianceInstanceId } }, { ids: [web1], needs: new Set<Need>(['appliance']), phase: 'replicate', migrations: new Map() });
  expect((await over('i-0fffffffffffffff1')).inputs[0]!.appliance.facts).toMatchObject({ known: false, why: expect.stringContaining('i-0fffffffffffffff1') });
  expect((await over(null)).inputs[0]!.appliance.facts).toEqual({ known: true, value: null });
});

test('without a resource group nothing of one is known, and a scope without a cache account has none', async () => {
  const bare = { ...e.deps.scope, defaults: { ...e.deps.scope.defaults, resourceGroupId: null, cacheStorageAccountId: null } };
  const { inputs } = await gatherMany({ ...e.deps, scope: bare }, { ids: [web1], needs: new Set<Need>(['names', 'locks', 'policies', 'permissions', 'cache']), phase: 'replicate', migrations: new Map() });
  const { names, locks, policies, permissions, cache } = inputs[0]!.target;
  expect([names, locks, policies, permissions].map((r) => r.known)).toEqual([false, false, false, false]);
  expect(cache).toEqual({ known: true, value: null });
});

test('a choice that somebody is about to make is looked at in its own resource group', async () => {
  const other = e.deps.scope.defaults.resourceGroupId!.replace('rg-migrated-weu', 'rg-elsewhere');
  const { inputs } = await gatherMany(e.deps, { ids: [web1], needs: new Set<Need>(['names']), phase: 'replicate', migrations: new Map(), choices: new Map([[web1, { resourceGroupId: other, vmName: 'chosen', push: false }]]) });
  expect(inputs[0]!.plan).toMatchObject({ resourceGroupId: other, vmName: 'chosen', push: false, subnet: 'web' });
  expect([...e.asked('azure').keys()].some((path) => path.toLowerCase().includes('rg-elsewhere'))).toBe(true);
});

describe('what Ferry itself knows', () => {
  test('two machines with one name to be are told of each other, one machine of none', async () => {
    const { inputs } = await gatherMany(e.deps, { ids: [web1, web2], needs: new Set<Need>(), phase: 'replicate', migrations: new Map(), choices: new Map([[web1, { vmName: 'same' }], [web2, { vmName: 'same' }]]) });
    expect(inputs.map((i) => i.otherNames)).toEqual([['same'], ['same']]);
    expect((await gather({ ids: [web1] })).inputs[0]!.otherNames).toEqual([]);
  });

  test('another instance with the same private address is told, in the inventory of the region', async () => {
    const rows = await e.store.inventory();
    const twins = rows.filter((r) => rows.some((o) => o.machine.instanceId !== r.machine.instanceId && o.machine.privateIp !== null && o.machine.privateIp === r.machine.privateIp));
    expect(twins).toHaveLength(2);
    const { inputs } = await gather({ ids: twins.map((t) => t.machine.instanceId) });
    expect(inputs.map((i) => i.sameIp)).toEqual([[twins[1]!.machine.instanceId], [twins[0]!.machine.instanceId]]);
    expect((await gather()).inputs.map((i) => i.sameIp)).toEqual([[], []]);
  });

  test('answers about the scope hold for every machine, unless somebody said otherwise about it', async () => {
    const said = (subject: string, answer: 'yes' | 'no') => {
      const event = { type: 'QuestionAnswered', check: 'NET-DNS', answer: { answer, note: '', by: OLA, at: 0, until: e.deps.clock.now() + DAY } } as const;
      const state = evolveDossier(emptyDossier(subject), { event, at: 0, actor: by(OLA) });
      return e.store.commit({ at: 0, changes: [{ kind: 'dossier', id: state.id, version: 0, state, events: [{ actor: by(OLA), event }] }] });
    };
    await said('scope', 'yes');
    await said(web2, 'no');
    expect((await gather()).inputs.map((i) => i.known.attested.get('NET-DNS')?.answer)).toEqual(['yes', 'no']);
    e.pass(2 * DAY);
    expect((await gather()).inputs.map((i) => i.known.attested.size)).toEqual([0, 0]);
  });
});

describe('the list to judge by', () => {
  const deps = (over: object) => ({ ...e.deps, policy: { ...e.deps.policy, ...over } });
  const judged = async (d = e.deps) => (await gatherMany(d, { ids: [web1], needs: new Set<Need>(), phase: 'replicate', migrations: new Map() })).common.profile.id;

  test('is that of the vault\'s kind, also when a look does not read the vault', async () => {
    await e.store.putNote('vault.provider', 'InMageAzureV2');
    expect(await judged()).toBe('classic-2023');
    expect(e.asked('azure').size).toBe(0);
    await e.store.putNote('vault.provider', 'InMageRcm');
    expect(await judged()).toBe('modern-2026');
  });

  test('is the one that was chosen; a deployer\'s own list takes the place of the one of the same name', async () => {
    expect(await judged(deps({ ruleProfile: 'seed-2017' }))).toBe('seed-2017');
    const mine = { ...e.deps.policy.profiles.find((p) => p.id === 'modern-2026')!, title: 'mine' };
    const { common } = await gatherMany(deps({ profiles: [mine] }), { ids: [web1], needs: new Set<Need>(), phase: 'replicate', migrations: new Map() });
    expect(common.profile.title).toBe('mine');
  });
});

test('a machine that replicates is looked at with its own item, its plan and its disks of the start; the others without', async () => {
  const target = await planFor(e.deps.replication, 'web-02');
  const id = migrationIdFor(web2, 1);
  const m: Migration = migrationLike({ id, instanceId: web2, name: 'web-02', itemName: `ferry-${id}`, target, position: { phase: 'seeding' }, sourceDisks: [{ volumeId: 'vol-1', sizeGiB: 30 }] });
  await e.store.commit({ at: 0, changes: [{ kind: 'migration', id, version: 0, state: m, events: [{ actor: FERRY, event: { type: 'MigrationStarted', migration: m } }] }] });
  await e.deps.replication.enable(m.itemName, target);
  const migrations = await openMigrations(e.deps);
  expect([phaseOf(migrations.get(web1) ?? null), phaseOf(migrations.get(web2) ?? null)]).toEqual(['replicate', 'failover']);
  e.sandbox.world.journal.clear();
  const { inputs } = await gather({ needs: needsOf(checksFor('failover')), phase: 'failover' });
  const [first, second] = inputs;
  expect(first!.item).toEqual({ known: true, value: null });
  expect(second!.item).toMatchObject({ known: true, value: { name: m.itemName } });
  expect(second!.plan).toMatchObject({ vmName: target.vmName, size: target.size, push: target.runAsAccountId !== null });
  expect([first!.known.disksAtStart, second!.known.disksAtStart]).toEqual([null, new Map([['vol-1', 30]])]);
  const own = (i: typeof first) => (i!.items.known ? i!.items.value.some((item) => item.name === m.itemName) : null);
  expect([own(first), own(second)]).toEqual([true, false]);
  expect(first!.otherNames).toEqual(['web-02']);
  expect([...e.asked('azure')].filter(([path]) => path.endsWith(`replicationProtectedItems/${m.itemName}`)).map(([, n]) => n)).toEqual([1]);
});
