import type { InstanceId } from '../domain/ids.ts';
import type { Machine } from '../domain/machine.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import type { ItemSummary, SourceState } from '../domain/observation.ts';
import { FERRY } from '../domain/person.ts';
import { isGone } from '../domain/source-guard/changes.ts';
import { guardSource, guardSuccessor, type SourceLook } from '../domain/source-guard/guard.ts';
import type { SourceDisk, SourceSeen } from '../domain/source-guard/types.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import type { Change, Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import { CloudError } from '../ports/trouble.ts';
import { approvalSide } from '../usecases/approval-follows.ts';
import type { Deps } from '../usecases/deps.ts';
import { migrationChange, wakes } from '../usecases/record.ts';
import { seenOf } from '../usecases/source-snapshot.ts';

/** A volume that grows shows in no list of machines: all are read that often. */
const DISKS_EVERY_MS = 10 * MINUTE;

/** What one round of the observer read. */
export type SourceRound = { readonly open: readonly Stored<Migration>[]; readonly machines: readonly Machine[]; readonly items: readonly ItemSummary[]; /** The cloud's clock. */ readonly asOf: Instant };

export type SourceWatch = { round(r: SourceRound): Promise<void> };

/** Compares the EC2 machines of all open migrations with what they were, once a round. */
export function makeSourceWatch(d: Deps): SourceWatch {
  const disks = makeDiskReader(d);

  async function round(r: SourceRound): Promise<void> {
    const present = new Map(r.machines.map((m) => [m.instanceId, m]));
    const [read, absent] = await Promise.all([disks(r.open.flatMap((s) => present.get(s.state.instanceId) ?? [])), readAbsent(d, r, present)]);
    const items = new Map(r.items.map((item) => [item.name.toLowerCase(), item]));
    const found = r.open.flatMap((stored): readonly Found[] => {
      const m = stored.state;
      const machine = present.get(m.instanceId);
      const gone = absent.get(m.instanceId);
      const seen = machine === undefined ? (gone === undefined ? null : bare(gone)) : seenOf(machine, read.get(m.instanceId) ?? null);
      const events = seen === null ? guardSuccessor(m, successorOf(m, r.machines)) : guardSource(m, lookAt(d, { m, seen, r, item: items.get(m.itemName.toLowerCase()) }));
      return events.length === 0 ? [] : [{ stored, events }];
    });
    await storeAll(d, found);
  }
  return { round };
}

function lookAt(d: Deps, o: { readonly m: Migration; readonly seen: SourceSeen; readonly r: SourceRound; readonly item: ItemSummary | undefined }): SourceLook {
  const { item } = o;
  return { seen: o.seen, now: d.clock.now(), copy: { lastRecoveryPointAt: item?.lastRecoveryPointAt ?? null, seenAt: o.r.asOf }, successor: isGone(o.seen.power) ? successorOf(o.m, o.r.machines) : null };
}

/** A machine with the same name that was launched since: it is another one, whoever made it. */
function successorOf(m: Migration, machines: readonly Machine[]): InstanceId | null {
  const since = m.source?.at ?? m.startedAt;
  const others = machines.filter((o) => o.name === m.name && o.instanceId !== m.instanceId && (o.launchedAt ?? 0) > since);
  return others.toSorted((a, b) => (b.launchedAt ?? 0) - (a.launchedAt ?? 0))[0]?.instanceId ?? null;
}

/** What a list does not show may be on its way out, or gone. */
async function readAbsent(d: Deps, r: SourceRound, present: ReadonlyMap<InstanceId, Machine>): Promise<ReadonlyMap<InstanceId, SourceState>> {
  const ids = r.open.filter(({ state: m }) => !present.has(m.instanceId) && m.sourceLost === undefined).map((s) => s.state.instanceId);
  if (ids.length === 0) return new Map();
  const states = await patiently(d, () => d.source.power(ids), []);
  // An account that shows no machine at all is more likely the wrong one: nobody is alarmed by that.
  const trusted = r.machines.length > 0 ? states : states.filter((s) => s.power !== 'gone');
  return new Map(trusted.filter((s) => isGone(s.power)).map((s) => [s.instanceId, s]));
}

function bare(state: SourceState): SourceSeen {
  return { power: state.power, privateIp: state.privateIp, instanceType: null, launchedAt: null, subnetId: null, autoScalingGroup: null, disks: null };
}

type ReadDisks = (machines: readonly Machine[]) => Promise<ReadonlyMap<InstanceId, readonly SourceDisk[]>>;

/** Reads the volumes of machines that look different from the last round, and of all of them now and then; in one batch. */
function makeDiskReader(d: Deps): ReadDisks {
  const looked = new Map<InstanceId, string>();
  let allAt: Instant = 0;
  return async (machines) => {
    const now = d.clock.now();
    const all = now - allAt >= DISKS_EVERY_MS;
    const wanted = all ? machines : machines.filter((m) => looked.get(m.instanceId) !== shape(m));
    if (wanted.length === 0) return new Map();
    const read = await patiently(d, async () => (await d.source.facts({ ids: wanted.map((m) => m.instanceId), parts: new Set(['disks']) })).machines, null);
    if (read === null) return new Map();
    if (all) allAt = now;
    for (const m of wanted) looked.set(m.instanceId, shape(m));
    return new Map(read.flatMap((f) => (f.disks.known ? [[f.instanceId, f.disks.value.map(({ volumeId, sizeGiB }) => ({ volumeId, sizeGiB }))] as const] : [])));
  };
}

function shape(m: Machine): string {
  return JSON.stringify([m.power, m.instanceType, m.launchedAt, m.volumeIds ?? []]);
}

/** What cannot be read now is read in a later round; the vault is watched all the same. */
async function patiently<T>(d: Deps, read: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ operation: error.operation, kind: error.kind, retryAfterMs: error.retryAfterMs }, 'the EC2 machines could not be compared in this round');
    return otherwise;
  }
}

type Found = { readonly stored: Stored<Migration>; readonly events: readonly MigrationEvent[] };
type Written = Found & { readonly changes: readonly Change[]; readonly jobs: readonly JobRequest[]; /** Nothing but the machine itself is changed. */ readonly isAlone: boolean };

/** The first look at many machines finds something about each of them: so many are written at once. */
const AT_ONCE = 50;

/** What was found about each; what touches an approval is written by itself, because two machines may have the same one. */
async function storeAll(d: Deps, found: readonly Found[]): Promise<void> {
  const by = { at: d.clock.now(), actor: FERRY };
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const written: Written[] = [];
    for (const one of found.slice(from, from + AT_ONCE)) {
      const next = await writtenOf(d, one, by);
      if (next.isAlone) written.push(next);
      else await commit(d, [next], by.at);
    }
    await commit(d, written, by.at);
  }
}

async function writtenOf(d: Deps, { stored, events }: Found, by: { readonly at: Instant; readonly actor: typeof FERRY }): Promise<Written> {
  const side = await approvalSide(d.store, stored.state, { events, ...by });
  return { stored, events, changes: [migrationChange(stored, events, by), ...side.changes], jobs: [...wakes(stored.state.id), ...side.jobs], isAlone: side.changes.length === 0 };
}

/** Whoever was faster has changed what the events follow from: the next round looks again; the others are not kept back by that. */
async function commit(d: Deps, all: readonly Written[], at: Instant): Promise<void> {
  if (all.length === 0) return;
  const outcome = await d.store.commit({ at, changes: all.flatMap((one) => one.changes), jobs: all.flatMap((one) => one.jobs) });
  if (outcome === 'conflict' && all.length > 1) {
    for (const one of all) await commit(d, [one], at);
    return;
  }
  for (const { stored, events } of all) for (const e of events) d.log.info({ migrationId: stored.state.id, machine: stored.state.name, event: e.type, outcome }, 'migration event');
}
