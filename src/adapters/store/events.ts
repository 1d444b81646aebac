import type { MigrationEvent } from '../../domain/migration/types.ts';
import type { ApprovalEvent } from '../../domain/approval/types.ts';
import type { Actor } from '../../domain/person.ts';
import type { Recorded, Store } from '../../ports.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Database, Queryable, Tx } from './database.ts';
import { firstBroken, genesisHash, linkHash } from './hash-chain.ts';
import { eventRow, parseRows } from './rows.ts';

/** What a commit adds to a stream; `before` is how many events the stream had. */
export type NewEvents = { readonly stream: string; readonly before: number; readonly at: number; readonly events: readonly { readonly actor: Actor; readonly event: MigrationEvent | ApprovalEvent }[] };

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

/** Reading and checking the audit. */
export function makeEvents(db: Database): Pick<Store, 'events' | 'verify'> {
  return {
    events: (stream) => read(db.read, stream),
    verify: async (stream) => {
      const head = await db.read.selectFrom('stream').select('events').where('id', '=', stream).executeTakeFirst();
      return firstBroken({ stream, expected: head?.events ?? 0, links: await read(db.read, stream) });
    },
  };
}

async function headHash(tx: Tx, stream: string): Promise<string> {
  const head = await tx.selectFrom('event').select('hash').where('stream', '=', stream).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return head?.hash ?? genesisHash(stream);
}

async function read(db: Queryable, stream: string): Promise<readonly Recorded[]> {
  const rows = parseRows(eventRow, await db.selectFrom('event').selectAll().where('stream', '=', stream).orderBy('seq').execute());
  return rows.map((row) => ({ ...row, actor: JSON.parse(row.actor) as Recorded['actor'], event: JSON.parse(row.event) as Recorded['event'] }));
}
