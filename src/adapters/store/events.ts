import type { Actor } from '../../domain/person.ts';
import type { AnyEvent, Recorded } from '../../ports/changes.ts';
import type { Store } from '../../ports/store.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Database, Queryable, Tx } from './database.ts';
import { firstBroken, genesisHash, linkHash, type Link } from './hash-chain.ts';
import { eventRow, parseRows } from './rows.ts';

/** What a commit adds to a stream; `before` is how many events the stream had. */
export type NewEvents = { readonly stream: string; readonly before: number; readonly at: number; readonly events: readonly { readonly actor: Actor; readonly event: AnyEvent }[] };

/** Appends to the audit in the caller's transaction, which holds the stream's row and so is the only writer of the chain. */
export async function appendEvents(tx: Tx, o: NewEvents): Promise<void> {
  if (o.events.length === 0) return;
  let previous = await headHash(tx, o.stream);
  const rows = o.events.map(({ actor, event }, index) => {
    const seq = o.before + index + 1;
    // The hash covers what a reader gets back: the value as JSON gives it.
    const texts = { actor: canonicalJson(actor), event: canonicalJson(event) };
    previous = linkHash(previous, { seq, at: o.at, actor: JSON.parse(texts.actor), event: JSON.parse(texts.event) });
    return { stream: o.stream, seq, at: o.at, hash: previous, ...texts };
  });
  await tx.insertInto('event').values(rows).execute();
}

/** Reading and checking one stream. */
export function makeEvents(db: Database): Pick<Store, 'events' | 'verify'> {
  return {
    events: async (stream) => (await linksOf(db.read, [stream])).map(recordedOf),
    verify: async (stream) => {
      const [head] = await db.read.selectFrom('stream').select('events').where('id', '=', stream).execute();
      return firstBroken({ stream, expected: head?.events ?? 0, links: await linksOf(db.read, [stream]) })?.seq ?? null;
    },
  };
}

async function headHash(tx: Tx, stream: string): Promise<string> {
  const head = await tx.selectFrom('event').select('hash').where('stream', '=', stream).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return head?.hash ?? genesisHash(stream);
}

/** A record exactly as the database has it. */
export type StoredLink = Link & { readonly position: number; readonly stream: string };

/** The records of these streams, by stream and number, as they are: nothing is parsed yet, because some may be broken. */
export async function linksOf(db: Queryable, streams: readonly string[]): Promise<readonly StoredLink[]> {
  return parseRows(eventRow, await db.selectFrom('event').selectAll().where('stream', 'in', streams).orderBy('stream').orderBy('seq').execute());
}

/** The meaning of a record. Throws when it is not JSON any more. */
export function recordedOf(link: StoredLink): Recorded {
  return { ...link, actor: JSON.parse(link.actor) as Recorded['actor'], event: JSON.parse(link.event) as Recorded['event'] };
}
