import { sql } from 'kysely';
import { z } from 'zod';
import { TERMINAL_PHASES, type Migration } from '../../domain/migration/types.ts';
import { isOpen } from '../../domain/approval/open.ts';
import type { Approval } from '../../domain/approval/types.ts';
import type { Dossier, DossierId } from '../../domain/dossier/types.ts';
import type { WaveId } from '../../domain/ids.ts';
import type { Wave } from '../../domain/wave/types.ts';
import type { Basis, Change, Stored } from '../../ports/changes.ts';
import type { JobRequest } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Queryable, Tx } from './database.ts';
import { appendEvents } from './events.ts';
import type { Enqueue } from './jobs/enqueue.ts';
import { recorded } from './not-recorded.ts';
import { parseRows, idVersionRow, versionedRow } from './rows.ts';
import type { Stamps } from './stamps.ts';
import type { StreamTable } from './tables.ts';
import { makeVersionedList, rememberLast } from './versioned-list.ts';

type StreamMethods = Pick<Store, 'migration' | 'migrationOf' | 'migrations' | 'approval' | 'openApprovals' | 'nextApprovalNumber' | 'approvals' | 'dossier' | 'dossiers' | 'wave' | 'waves' | 'governance' | 'securityLog' | 'commit'>;
/** The kinds that are kept in memory as lists. */
type Listed = Exclude<StreamTable['kind'], 'governance' | 'security'>;
type Lookup = Pick<StreamTable, 'subject' | 'phase' | 'open'> & { readonly started: number };

/** Any number that no other lock of this database has. */
const WAVES_LOCK = 7_310_001;

const headRow = z.object({ events: z.coerce.number().int() });
const versionRow = z.object({ version: z.coerce.number().int() });
const numberRow = z.object({ n: z.coerce.number().int() });

/** Migrations, approvals, dossiers, governance and refusals: rows with a version, changed only by compare-and-swap. */
export function makeStreams(db: Database, enqueue: Enqueue, stamps: Stamps): StreamMethods {
  const migrations = makeVersionedList(streamSource<Stored<Migration>>(db, stamps, 'migration'));
  const approvals = makeVersionedList(streamSource<Stored<Approval>>(db, stamps, 'approval'));
  const dossiers = makeVersionedList(streamSource<Stored<Dossier>>(db, stamps, 'dossier'));
  const waves = makeVersionedList(streamSource<Stored<Wave>>(db, stamps, 'wave'));
  const openWaves = rememberLast((list: ReadonlyMap<WaveId, Stored<Wave>>) => new Map([...list].filter(([, w]) => w.state.closed === null)));
  const allMigrations = rememberLast((list: ReadonlyMap<string, Stored<Migration>>) => newestFirst(list, (m) => m.startedAt));
  const openMigrations = rememberLast((list: readonly Stored<Migration>[]) => list.filter((m) => !TERMINAL_PHASES.has(m.state.position.phase)));
  return {
    migration: (id) => one(db.read, id),
    migrationOf: (instanceId) => newestOf(db.read, instanceId),
    migrations: async ({ open }) => {
      const list = allMigrations(await migrations.all());
      return open ? openMigrations(list) : list;
    },
    approval: (id) => one(db.read, id),
    openApprovals: async () => newestFirst(await approvals.all(), (a) => a.requestedAt).filter((a) => isOpen(a.state)),
    nextApprovalNumber: async () => {
      const { rows } = await sql`select nextval('approval_number') as n`.execute(db.read);
      return numberRow.parse(rows[0]).n;
    },
    dossier: (id) => one(db.read, id),
    dossiers: async () => (await dossiers.all()) as ReadonlyMap<DossierId, Stored<Dossier>>,
    approvals: async () => newestFirst(await approvals.all(), (a) => a.requestedAt),
    wave: (id) => one(db.read, id),
    waves: async () => openWaves((await waves.all()) as ReadonlyMap<WaveId, Stored<Wave>>),
    governance: (id) => one(db.read, id),
    securityLog: (id) => one(db.read, id),
    commit: (o) => {
      const kinds = new Set(o.changes.map((change) => change.kind));
      return recorded(() => commit(db, enqueue, o)).catch(loserOfDeadlock).finally(() => [...kinds].filter(isListed).forEach(stamps.changed));
    },
  };
}

function isListed(kind: StreamTable['kind']): kind is Listed {
  return kind !== 'governance' && kind !== 'security';
}

/** Two commits that wait for each other's rows: the server has undone one of them, which is what losing means. */
function loserOfDeadlock(error: unknown): 'conflict' {
  if (error instanceof Error && 'code' in error && error.code === '40P01') return 'conflict';
  throw error;
}

async function commit(db: Database, enqueue: Enqueue, o: Parameters<Store['commit']>[0]): Promise<'saved' | 'conflict'> {
  const jobs: readonly JobRequest[] = o.jobs ?? [];
  // In the order of ids, so that two commits over the same rows cannot wait for each other in a circle.
  const changes = o.changes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const changed = new Set<string>(changes.map((change) => change.id));
  const outcome = await db.transaction(
    async (tx) => {
      await lockUnborn(tx, changes, o.basis ?? []);
      if (o.openWaves !== undefined && !(await areOpenWaves(tx, o.openWaves))) return 'conflict';
      if (!(await standsStill(tx, o.basis ?? [], changed))) return 'conflict';
      for (const change of changes) {
        if (!(await writeChange(tx, change, o.at))) return 'conflict';
      }
      await enqueue.within(tx, jobs);
      return 'saved';
    },
    (result) => result === 'saved',
  );
  if (outcome === 'saved') enqueue.wake(jobs);
  return outcome;
}

/**
 * A row that is not there cannot be locked: whoever decides on its absence holds its name instead, shared, and whoever creates
 * it holds it alone. Names are taken before rows and in order, so that nobody waits in a circle.
 */
async function lockUnborn(tx: Tx, changes: readonly Change[], basis: readonly Basis[]): Promise<void> {
  const born = new Set<string>(changes.filter((change) => change.version === 0).map((change) => change.id));
  const absent = basis.filter(({ id, version }) => version === 0 && !born.has(id)).map(({ id }) => id);
  const names = [...absent.map((id) => ({ id, alone: false })), ...[...born].map((id) => ({ id, alone: true }))].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (names.length === 0) return;
  const rows = sql.join(names.map(({ id, alone }) => sql`(${id}::text, ${alone}::boolean)`));
  await sql`
    select case when alone then pg_advisory_xact_lock(hashtextextended(id, 0)) else pg_advisory_xact_lock_shared(hashtextextended(id, 0)) end
    from (select id, alone from (values ${rows}) as n (id, alone) order by id offset 0) as named`.execute(tx);
}

/** True when every one of these streams is as it was read; then it stays so until the end of the transaction. */
async function standsStill(tx: Tx, basis: readonly Basis[], changed: ReadonlySet<string>): Promise<boolean> {
  for (const { id, version } of basis.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const query = tx.selectFrom('stream').select('version').where('id', '=', id);
    // Machines that begin at the same time do not wait for each other on what holds for all of them.
    const row = await (changed.has(id) ? query.forUpdate() : query.forShare()).executeTakeFirst();
    if ((row === undefined ? 0 : versionRow.parse(row).version) !== version) return false;
  }
  return true;
}

/** One who decides on all waves waits for the other: a wave that does not exist yet has no row that could be locked. */
async function areOpenWaves(tx: Tx, expected: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${WAVES_LOCK})`.execute(tx);
  const { rows } = await sql`select count(*) as n from stream where kind = 'wave' and open`.execute(tx);
  return numberRow.parse(rows[0]).n === expected;
}

async function writeChange(tx: Tx, change: Change, at: number): Promise<boolean> {
  const events = await swapState(tx, change);
  if (events === null) return false;
  await appendEvents(tx, { stream: change.id, before: events - change.events.length, at, events: change.events });
  return true;
}

/** Writes the state if its version is still the one that was read; the number of events the stream then has, or null for the loser. */
async function swapState(tx: Tx, change: Change): Promise<number | null> {
  const columns = { ...lookupOf(change), state: JSON.stringify(change.state) };
  const added = change.events.length;
  const row =
    change.version === 0
      ? await tx.insertInto('stream').values({ id: change.id, kind: change.kind, version: 1, events: added, ...columns }).onConflict((c) => c.doNothing()).returning('events').executeTakeFirst()
      : await tx.updateTable('stream').set((eb) => ({ ...columns, version: eb('version', '+', 1), events: eb('events', '+', added) })).where('id', '=', change.id).where('version', '=', change.version).returning('events').executeTakeFirst();
  return row === undefined ? null : headRow.parse(row).events;
}

function lookupOf(change: Change): Lookup {
  if (change.kind === 'dossier') return { subject: change.state.subject, phase: '', open: true, started: 0 };
  if (change.kind === 'security') return { subject: change.state.day, phase: '', open: true, started: 0 };
  if (change.kind === 'wave') return { subject: change.state.scope, phase: '', open: change.state.closed === null, started: change.state.createdAt };
  if (change.kind === 'governance') return { subject: change.state.scope, phase: '', open: true, started: 0 };
  if (change.kind === 'migration') {
    const { instanceId, position, startedAt } = change.state;
    return { subject: instanceId, phase: position.phase, open: !TERMINAL_PHASES.has(position.phase), started: startedAt };
  }
  const { migrationId, status, requestedAt } = change.state;
  return { subject: migrationId, phase: status, open: isOpen(change.state), started: requestedAt };
}

async function one<S>(db: Queryable, id: string): Promise<Stored<S> | null> {
  const row = await db.selectFrom('stream').select(['id', 'version', 'state']).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toStored<S>(versionedRow.parse(row));
}

async function newestOf(db: Queryable, instanceId: string): Promise<Stored<Migration> | null> {
  const row = await db.selectFrom('stream').select(['id', 'version', 'state']).where('kind', '=', 'migration').where('subject', '=', instanceId).orderBy('started', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : toStored<Migration>(versionedRow.parse(row));
}

function newestFirst<S>(list: ReadonlyMap<string, Stored<S>>, started: (state: S) => number): readonly Stored<S>[] {
  return [...list.values()].sort((a, b) => started(b.state) - started(a.state));
}

function streamSource<S>(db: Database, stamps: Stamps, kind: Listed): Parameters<typeof makeVersionedList<S>>[0] {
  return {
    guard: db.guard,
    stamp: async () => (await stamps.read())[kind],
    versions: async () => parseRows(idVersionRow, await db.read.selectFrom('stream').select(['id', 'version']).where('kind', '=', kind).execute()),
    bodies: async (ids) => {
      const rows = parseRows(versionedRow, await db.read.selectFrom('stream').select(['id', 'version', 'state']).where('id', 'in', ids).execute());
      return rows.map((row) => ({ id: row.id, version: row.version, value: toStored(row) as S }));
    },
  };
}

/** The state was written by {@link swapState}; the schema version, checked at the opening, says that this program knows its shape. */
function toStored<S>(row: { readonly version: number; readonly state: string }): Stored<S> {
  return { version: row.version, state: JSON.parse(row.state) as S };
}
