/** What an auditor reads: all streams, walked record by record, also where somebody has damaged them. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { AuditStream, BrokenRecord, WalkedStream } from '../../ports/audit.ts';
import type { Recorded } from '../../ports/changes.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { linksOf, recordedOf, type StoredLink } from './events.ts';
import { firstBroken } from './hash-chain.ts';
import { eventRow, parseRows } from './rows.ts';
import { chunksOf } from './versioned-list.ts';

/** Streams that are read with one statement: some thousand records at most. */
const CHUNK = 40;

const whole = z.coerce.number().int();
const kind = z.enum(['migration', 'approval', 'dossier', 'governance', 'security', 'wave']);
const streamRow = z.object({ id: z.string(), kind, subject: z.string(), events: whole });
const headRow = streamRow.extend({ state: z.string() });
const idRow = z.object({ stream: z.string() });
type Head = z.infer<typeof headRow>;

/** The auditor's half of the store. */
export function makeAudit(db: Database): Pick<Store, 'auditStreams' | 'walk' | 'lastRecords'> {
  return {
    auditStreams: () => auditStreams(db),
    walk: (streams) => walk(db, streams),
    lastRecords: async (streams, most) => {
      if (streams?.length === 0) return [];
      const query = db.read.selectFrom('event').selectAll().orderBy('at', 'desc').orderBy('position', 'desc').limit(most);
      const rows = await (streams === null ? query : query.where('stream', 'in', streams)).execute();
      return parseRows(eventRow, rows).toReversed().flatMap(readable);
    },
  };
}

async function auditStreams(db: Database): Promise<readonly AuditStream[]> {
  return parseRows(streamRow, await db.read.selectFrom('stream').select(['id', 'kind', 'subject', 'events']).orderBy('id').execute());
}

async function* walk(db: Database, wanted: readonly string[] | null): AsyncIterable<WalkedStream> {
  const ids = wanted ?? [...(await auditStreams(db)).map((s) => s.id), ...(await strays(db))];
  for (const chunk of chunksOf(ids, CHUNK)) {
    const heads = await headsOf(db, chunk);
    const links = groupedByStream(await linksOf(db.read, chunk));
    for (const id of chunk) yield await walked(db, { id, head: heads.get(id) ?? null, links: links.get(id) ?? [] });
  }
}

/** Streams whose records are there and whose own row is not. */
async function strays(db: Database): Promise<readonly string[]> {
  const { rows } = await sql`select distinct stream from event where not exists (select 1 from stream where stream.id = event.stream) order by stream`.execute(db.read);
  return parseRows(idRow, rows).map((row) => row.stream);
}

async function headsOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Head>> {
  const rows = await db.read.selectFrom('stream').select(['id', 'kind', 'subject', 'events', 'state']).where('id', 'in', ids).execute();
  return new Map(parseRows(headRow, rows).map((row) => [row.id, row]));
}

function groupedByStream(links: readonly StoredLink[]): ReadonlyMap<string, readonly StoredLink[]> {
  const found = new Map<string, StoredLink[]>();
  for (const link of links) found.set(link.stream, [...(found.get(link.stream) ?? []), link]);
  return found;
}

type Read = { readonly id: string; readonly head: Head | null; readonly links: readonly StoredLink[] };

/** The row of a stream was read before its records: what was written in between is not counted, and is no fault. */
async function walked(db: Database, { id, head, links }: Read): Promise<WalkedStream> {
  if (head === null) {
    const seen = await readAgain(db, id);
    return { id, kind: null, subject: '', expected: 0, state: null, records: links.flatMap(readable), broken: seen };
  }
  const mine = links.filter((link) => link.seq <= head.events);
  const looksBroken = firstBroken({ stream: id, expected: head.events, links }) !== null;
  const broken = looksBroken ? await readAgain(db, id) : null;
  return { id, kind: head.kind, subject: head.subject, expected: head.events, state: parsedState(head.state), records: (broken === null ? mine : links).flatMap(readable), broken };
}

const joinedRow = eventRow.extend({ expected: whole.nullable() });
const expectedRow = z.object({ expected: whole });

/** Row and records of one stream as of one moment: only what is broken here is broken. */
async function readAgain(db: Database, id: string): Promise<BrokenRecord | null> {
  const { rows } = await sql`select e.*, s.events as expected from event e left join stream s on s.id = e.stream where e.stream = ${id} order by e.seq`.execute(db.read);
  const links = parseRows(joinedRow, rows);
  const [first] = links;
  if (first === undefined) {
    const head = await sql`select events as expected from stream where id = ${id}`.execute(db.read);
    const expected = parseRows(expectedRow, head.rows)[0]?.expected ?? 0;
    return expected === 0 ? null : { seq: 1, at: null, what: 'cut-off' };
  }
  if (first.expected === null) return { seq: first.seq, at: first.at, what: 'no-stream' };
  return firstBroken({ stream: id, expected: first.expected, links });
}

function readable(link: StoredLink): readonly Recorded[] {
  try {
    return [recordedOf(link)];
  } catch {
    return [];
  }
}

function parsedState(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
