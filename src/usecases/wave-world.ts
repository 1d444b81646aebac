/** Reads what a change to waves is judged by, and commits it together with what follows for requests. */
import { approvalEffects, isOfWave } from '../domain/wave/approval-effects.ts';
import type { WaveEdited, WaveWorld } from '../domain/wave/edit.ts';
import type { InstanceId, MigrationId, WaveId } from '../domain/ids.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import { by, type Person } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Wave, WaveEvent } from '../domain/wave/types.ts';
import type { Basis, Change, Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { approvalChange, waveChange, wakes } from './record.ts';
import { reject } from './rejections.ts';

const RACES = 5;
/** More jobs in one transaction keep every other one waiting; the rest is asked for right after it. */
const PORTION = 100;

const MOVING: ReadonlySet<Phase> = new Set(['quiescing', 'draining', 'stopping-source', 'source-stopped', 'failing-over', 'rolling-back']);
const MOVED: ReadonlySet<Phase> = new Set(['in-azure', 'accepted', 'completing', 'migrated']);

/** Everything as it was read, with the versions that it was read at. */
export type ReadWorld = WaveWorld & {
  readonly stored: ReadonlyMap<WaveId, Stored<Wave>>;
  readonly migrations: ReadonlyMap<InstanceId, Stored<Migration>>;
  readonly requests: readonly Stored<Approval>[];
};

type Store = Pick<Deps, 'store' | 'scope'>;

/** What a change to waves is judged by, as the store has it now. */
export async function readWorld(d: Store): Promise<ReadWorld> {
  const [stored, all, approvals] = await Promise.all([d.store.waves(), d.store.migrations({ open: false }), d.store.approvals()]);
  const waves = [...stored.values()].map((w) => w.state).filter((w) => w.scope === d.scope.name);
  const migrations = newest(all);
  const requests = approvals.filter(({ state }) => waves.some((w) => isOfWave(state, w.id)));
  const running = new Set(requests.flatMap(({ state: a }) => (a.status === 'running' && a.wave ? [a.wave.id] : [])));
  return { stored, waves, migrations, requests, running, past: pastOf(migrations) };
}

/** The store lists the newest first. */
function newest(all: readonly Stored<Migration>[]): ReadonlyMap<InstanceId, Stored<Migration>> {
  const found = new Map<InstanceId, Stored<Migration>>();
  for (const m of all) if (!found.has(m.state.instanceId)) found.set(m.state.instanceId, m);
  return found;
}

function pastOf(migrations: ReadonlyMap<InstanceId, Stored<Migration>>): WaveWorld['past'] {
  const past = new Map<InstanceId, 'moving' | 'moved'>();
  for (const [id, { state }] of migrations) {
    if (MOVING.has(state.position.phase)) past.set(id, 'moving');
    if (MOVED.has(state.position.phase)) past.set(id, 'moved');
  }
  return past;
}

/** Decides on the world as it is and stores what was decided; anew when somebody else was faster. Gives the waves as they are then. */
export async function changeWaves(d: Deps, who: Person, decide: (world: ReadWorld) => Promise<Result<readonly WaveEdited[], Rejection>>): Outcome<readonly Wave[]> {
  for (let race = 0; race < RACES; race++) {
    const world = await readWorld(d);
    const decided = await decide(world);
    if (!decided.ok) return decided;
    if (decided.value.length === 0) return ok([]);
    const saved = await save(d, { world, who, edited: decided.value });
    if (saved !== null) return ok(saved);
  }
  return reject('changed-meanwhile');
}

/** What becomes of requests for the waves that change; those that stand as they are are left out. One that becomes void goes through nothing else. */
export function requestEffects(world: ReadWorld, edited: readonly WaveEdited[]): readonly { readonly request: Stored<Approval>; readonly events: readonly ApprovalEvent[] }[] {
  const migrations = migrationIds(world);
  return world.requests.flatMap((request) => {
    const events = edited.flatMap((e) => approvalEffects(request.state, { wave: e.wave, events: e.events, migrations }));
    const isVoid = events.find((e) => e.type === 'ApprovalVoided');
    return events.length === 0 ? [] : [{ request, events: isVoid === undefined ? events : [isVoid] }];
  });
}

type Saving = { readonly world: ReadWorld; readonly who: Person; readonly edited: readonly WaveEdited[] };

async function save(d: Deps, o: Saving): Promise<readonly Wave[] | null> {
  const at = d.clock.now();
  const said = { at, actor: by(o.who) };
  const waves = await Promise.all(o.edited.map(async (e) => waveChange(await before(d, o.world, e), e.events, said)));
  const approvals = requestEffects(o.world, o.edited).map(({ request, events }) => approvalChange(request, events, said));
  const changes: readonly Change[] = [...waves, ...approvals];
  // The card of a wave follows at once: its own wake-up is never among the rest.
  const cards = waves.map((w): JobRequest => ({ queue: 'notify', key: w.id }));
  const wakeUps = approvals.flatMap((a) => machinesOf(a.state).flatMap(wakes));
  const outcome = await d.store.commit({ at, changes, jobs: [...cards, ...wakeUps.slice(0, PORTION)], basis: basisOf(o), openWaves: o.world.stored.size });
  if (outcome === 'conflict') return null;
  for (let from = PORTION; from < wakeUps.length; from += PORTION) await d.store.commit({ at, changes: [], jobs: wakeUps.slice(from, from + PORTION) });
  return waves.map((w) => w.state);
}

/** A wave that is made has no row yet; one that is opened again is not among the open ones. */
function before(d: Store, world: ReadWorld, e: WaveEdited): Promise<Stored<Wave> | null> {
  if (e.events[0]?.type === 'WaveCreated') return Promise.resolve(null);
  const known = world.stored.get(e.wave.id);
  return known === undefined ? d.store.wave(e.wave.id) : Promise.resolve(known);
}

function migrationIds(world: ReadWorld): ReadonlyMap<InstanceId, MigrationId> {
  return new Map([...world.migrations].map(([id, m]) => [id, m.state.id]));
}

/** All other waves, and the machines that were not cut over when it was decided. */
function basisOf({ world, edited }: Saving): readonly Basis[] {
  const waves = [...world.stored].map(([id, w]) => ({ id, version: w.version }));
  const touched = new Set(edited.flatMap((e) => e.events.flatMap(machinesIn)));
  const machines = [...touched].flatMap((id) => world.migrations.get(id) ?? []).map((m) => ({ id: m.state.id, version: m.version }));
  return [...waves, ...machines];
}

function machinesIn(e: WaveEvent): readonly InstanceId[] {
  switch (e.type) {
    case 'WaveCreated':
      return e.wave.members.map((m) => m.instanceId);
    case 'MachinesAdded':
    case 'MachinesRegrouped':
      return e.members.map((m) => m.instanceId);
    case 'MachinesRemoved':
      return e.instanceIds;
    default:
      return [];
  }
}
