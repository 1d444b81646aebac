/** A sandbox with machines that are ready for their cutover, and two replicas of Ferry that share one store. */
import { setTimeout as pause } from 'node:timers/promises';
import { openServer } from '../../../src/adapters/store/open.ts';
import { groupIdFromSettings, migrationIdFor, userIdFromActivity, type InstanceId, type MigrationId } from '../../../src/domain/ids.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import { by, type Person } from '../../../src/domain/person.ts';
import type { Store } from '../../../src/ports/store.ts';
import { CloudError } from '../../../src/ports/trouble.ts';
import { makeAccess } from '../../../src/usecases/access.ts';
import type { Deps } from '../../../src/usecases/deps.ts';
import { makeUseCases } from '../../../src/usecases/use-cases.ts';
import { migrationChange } from '../../../src/usecases/record.ts';
import { snapshotOf } from '../../../src/usecases/source-snapshot.ts';
import { planFor, quiet } from '../../contracts/azure-support.ts';
import { HERE, startEstate, type Estate } from '../../usecases/support/estate.ts';
import { NAMES, type Name } from './moves.ts';
import { DEMO_TENANT } from '../../../scripts/demo-settings.ts';
import { NOBODY } from '../../../src/domain/governance/settings.ts';
import { defaultPolicies } from '../../../src/domain/approval/policy.ts';

export const QUORUM = 2;
/** So long before the end of a window no source is stopped. */
export const MARGIN_MS = 5 * 60_000;
const GROUP = groupIdFromSettings('00000000-0000-4000-8000-00000000c001');
const HOUR_S = 3_600;
/** The one question that keeps a machine from its cutover until somebody answers it. */
const ONE_WAY = 'RPL-NOBACK';

export const PEOPLE = Object.fromEntries(NAMES.map((name, i): [Name, Person] => [name, { id: userIdFromActivity(`00000000-0000-4000-8000-0000000000f${i}`), tenant: DEMO_TENANT, name }])) as Readonly<Record<Name, Person>>;

/** A machine that was replicated and tested, and what its id is. */
export type Ready = { readonly id: MigrationId; readonly instanceId: InstanceId; readonly name: string; readonly itemName: string };

export type Field = {
  readonly estate: Estate;
  /** Looks, and is never torn away. */
  readonly eye: Store;
  /** The stores of the two replicas; the same one where it is embedded. */
  readonly stores: readonly [Store, Store];
  readonly deps: Deps;
  readonly group: { names: readonly Name[] | null };
  take(): Ready | undefined;
  /** Time goes on for everybody. */
  pass(ms: number): void;
  close(): Promise<void>;
};

/** `database` is the address of an empty PostgreSQL database; left out, the store is embedded. */
export async function startField(o: { readonly machines: number; readonly database?: string }): Promise<Field> {
  const group: Field['group'] = { names: NAMES };
  const estate = await startEstate({ extraMachines: o.machines });
  const opened: readonly { readonly store: Store }[] = o.database === undefined ? [] : await Promise.all([openServer({ url: o.database, log: quiet }), openServer({ url: o.database, log: quiet })]);
  const [one = estate, other = estate] = opened;
  const stores: Field['stores'] = [one.store, other.store];
  const deps: Deps = { ...estate.deps, store: stores[0], access: accessOf(group), policy: { ...estate.deps.policy, quorum: QUORUM, operations: policies(estate.deps.policy.approvalMs), windowMarginMs: MARGIN_MS } };
  const pass = (ms: number): void => {
    estate.pass(ms);
    estate.sandbox.world.clock.advance(ms / 1000);
  };
  const ready = await makeReady(deps, o.machines, () => pass(3 * HOUR_S * 1000));
  return {
    estate, stores, deps, group, pass, eye: stores[0],
    take: () => ready.shift(),
    close: async () => {
      await Promise.all(opened.map((one) => one.store.close()));
      await estate.close();
    },
  };
}

/** One no ends what can wait; a cutover takes two. */
function policies(lifetimeMs: number): ReturnType<typeof defaultPolicies> {
  const all = defaultPolicies({ quorum: QUORUM, lifetimeMs });
  return { ...all, cutover: { ...all.cutover, rejections: 2 } };
}

/** Approvers are the members of one group, which changes, and now and then cannot be read. */
function accessOf(group: Field['group']): Deps['access'] {
  const unreadable = new CloudError({ kind: 'unavailable', operation: 'graph:groups/transitiveMembers', message: 'planned' });
  const members = () => (group.names === null ? Promise.reject(unreadable) : Promise.resolve(group.names.map((name) => ({ id: PEOPLE[name].id, guest: false }))));
  const everybody = { people: ['*' as const], groups: [] };
  return makeAccess({
    settings: {
      ...{ tenants: [DEMO_TENANT], guests: 'refused', places: null, seats: [], freezes: [], escalation: NOBODY },
      roles: { viewer: everybody, operator: everybody, approver: { people: [], groups: [GROUP] }, admin: everybody, auditor: everybody },
      operations: policies(86_400_000),
      evidence: { rpoMs: 900_000, testMaxAgeMs: 30 * 86_400_000 },
    },
    directory: { members },
    log: quiet,
  });
}

/** Replication is turned on for real; that the first copy was made and the test was good is on record from the beginning. */
export async function makeReady(d: Deps, count: number, passTime: () => void, as: { readonly owner: Person; readonly home: Migration['home'] } = { owner: PEOPLE.ola, home: HERE }): Promise<Ready[]> {
  const names = Array.from({ length: count }, (_, i) => `bulk-${String(i + 1).padStart(4, '0')}`);
  const machines = (await d.source.list()).filter((m) => names.includes(m.name));
  const facts = (await d.source.facts({ ids: machines.map((m) => m.instanceId), parts: new Set(['disks']) })).machines;
  const begun = [];
  // What the vault offers is the same for all of them.
  const [infrastructure, discovered] = await Promise.all([d.replication.infrastructure(), d.replication.discovered()]);
  const vault = { ...d.replication, infrastructure: () => Promise.resolve(infrastructure), discovered: () => Promise.resolve(discovered) };
  for (const fact of facts) {
    const id = migrationIdFor(fact.instanceId, 1);
    const target = await planFor(vault, fact.name);
    const { jobId } = await d.replication.enable(`ferry-${id}`, target);
    begun.push({ fact, id, target, jobId });
  }
  passTime();
  await pause(0);
  for (const { fact, id, target, jobId } of begun) {
    const at = d.clock.now();
    const migration: Migration = {
      ...{ id, scope: d.scope.name, instanceId: fact.instanceId, name: fact.name, privateIp: fact.privateIp ?? '', itemName: `ferry-${id}`, target, owner: as.owner, home: as.home },
      ...{ startedAt: at, position: { phase: 'tested' }, positionSince: at, pending: null, finished: null, knownJobs: jobId === null ? [] : [jobId], stuck: null, drift: null, sourceStoppedAt: null },
      ...{ verdict: { works: true, reason: '', by: as.owner, at }, source: snapshotOf(fact, at) },
    };
    await d.store.commit({ at, changes: [migrationChange(null, [{ type: 'MigrationStarted', migration }], { at, actor: by(PEOPLE.ola) })] });
  }
  const answered = await makeUseCases(d).answerQuestions({ machines: machines.map((m) => m.instanceId), answers: [{ check: ONE_WAY, answer: 'yes', note: '' }], who: PEOPLE.ola });
  if (!answered.ok || answered.value !== count) throw new Error(`the machines could not be made ready: ${JSON.stringify(answered)}`);
  return begun.map(({ fact, id }) => ({ id, instanceId: fact.instanceId, name: fact.name, itemName: `ferry-${id}` }));
}
