/** Machines whose replication somebody confirmed and whose turn has not come; kept in their dossiers, so that the queue survives everything. */
import { isStalled } from '../domain/copy.ts';
import type { Dossier, DossierEvent, DossierId, QueuedReplication } from '../domain/dossier/types.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import type { InstanceId, MigrationId } from '../domain/ids.ts';
import type { Live } from '../domain/live.ts';
import { isHeld } from '../domain/migration/held.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Instant } from '../domain/time.ts';
import type { Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { BulkUseCases, ReadyMachine } from './bulk-types.ts';
import type { Deps } from './deps.ts';
import { changeDossiers } from './dossiers.ts';
import { reject } from './rejections.ts';

/** Where nobody has set another one: first copies share one appliance and one line, and more at once makes each of them slower. */
const USUAL_MOST = 50;

/** As many first copies at once as somebody may ask for. */
export function mostAtOnce(d: { readonly policy: Pick<Deps['policy'], 'copiesAtOnce'> }): number {
  return d.policy.copiesAtOnce ?? USUAL_MOST;
}

/** A machine that waits. */
export type Waiting = { readonly instanceId: InstanceId; readonly queued: QueuedReplication };

/** The one job that works on the queue; the dossiers decide, the job only wakes. */
export function queueJob(afterMs = 0): JobRequest {
  return { queue: 'enable', key: 'waiting', ...(afterMs > 0 ? { afterMs } : {}) };
}

/** Who waits, in the order in which they were confirmed. */
export function waitingIn(dossiers: ReadonlyMap<DossierId, Stored<Dossier>>): readonly Waiting[] {
  const all: Waiting[] = [];
  for (const { state } of dossiers.values()) if (state.queued !== undefined && state.queued !== null) all.push({ instanceId: state.subject as InstanceId, queued: state.queued });
  return all.sort((a, b) => a.queued.at - b.queued.at || a.queued.place - b.queued.place);
}

/** First copies that move, and those that stand still as the forecast tells it. One that waits for a person is neither. */
export type Copies = { readonly moving: number; readonly still: number };

/** Counts them; one that may stand still for days keeps no place. */
export function copiesOf(open: readonly Migration[], o: { readonly lives: ReadonlyMap<MigrationId, Live>; readonly watched: Instant }): Copies {
  const all = open.filter((m) => (m.position.phase === 'enabling' || m.position.phase === 'seeding') && m.stuck === null && m.drift === null && !isHeld(m) && !isOrphan(m));
  const still = all.filter((m) => isStalled(m, o.lives.get(m.id) ?? null, o.watched)).length;
  return { moving: all.length - still, still };
}

/** How many may begin now. Where as many stand still as may copy at once, that has one cause more likely than many: the others are tried one at a time, so that neither everything waits nor a dead line fills up. */
export function roomFor(batch: number, { moving, still }: Copies): number {
  return Math.max(0, (still >= batch ? 1 : batch) - moving);
}

type QueueRequest = Parameters<BulkUseCases['queueReplication']>[0];

/** The use cases around the queue. */
export function makeQueue(d: Deps): Pick<BulkUseCases, 'queueReplication' | 'callOffReplication'> {
  return { queueReplication: (o) => queue(d, o), callOffReplication: (o) => callOff(d, o) };
}

async function queue(d: Deps, o: QueueRequest): ReturnType<BulkUseCases['queueReplication']> {
  const most = mostAtOnce(d);
  if (!Number.isInteger(o.batch) || o.batch < 1 || o.batch > most) return reject('figure-out-of-range', { field: 'The number of machines at once', range: `from 1 to ${most}` });
  const bulk = d.digest(JSON.stringify([d.clock.now(), d.clock.nonce(), o.machines.map((m) => m.instanceId)])).slice(0, 12);
  const wanted = new Map(o.machines.map((m, place) => [m.instanceId as string, [queuedEvent(d, { o, m, place, bulk })] as const]));
  const saved = await changeDossiers(d, { wanted, actor: by(o.who) });
  if (!saved.ok) return no(saved.error);
  await d.store.commit({ at: d.clock.now(), changes: [], jobs: [queueJob()] });
  return ok({ bulk, machines: o.machines.length, batch: o.batch });
}

function queuedEvent(d: Deps, x: { readonly o: QueueRequest; readonly m: ReadyMachine; readonly place: number; readonly bulk: string }): DossierEvent {
  const { o, m, place, bulk } = x;
  return { type: 'ReplicationQueued', queued: { bulk, by: o.who, at: d.clock.now(), here: o.here, wave: o.wave, place, of: o.machines.length, batch: o.batch, choices: m.choices } };
}

type CallingOff = { readonly instances: readonly InstanceId[]; readonly reason: string; readonly who: Person };

async function callOff(d: Deps, o: CallingOff): ReturnType<BulkUseCases['callOffReplication']> {
  const dossiers = await d.store.dossiers();
  const there = o.instances.flatMap((id) => {
    const queued = dossiers.get(dossierIdOf(id))?.state.queued ?? null;
    return queued === null ? [] : [{ id, queued }];
  });
  const wanted = new Map(there.map(({ id, queued }) => [id as string, [{ type: 'ReplicationUnqueued', end: { bulk: queued.bulk, outcome: 'called-off', code: '', detail: { reason: o.reason, by: o.who.name } } } satisfies DossierEvent] as const]));
  const saved = await changeDossiers(d, { wanted, actor: by(o.who) });
  if (!saved.ok) return no(saved.error);
  const names = new Map((await d.store.inventory()).map((r) => [r.machine.instanceId, r.machine.name]));
  return ok(there.map(({ id }) => names.get(id) ?? id));
}
