import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `alter table post add column root text`,
  `create index post_conversation on post (conversation, at)`,
  `create table delivery (key text collate "C" primary key, conversation text not null, lane text not null, since bigint not null, done_at bigint)`,
  `create index delivery_open on delivery (since) where done_at is null`,
  `create table budget (name text primary key, at bigint not null, state text not null)`,
  `create table dead_conversation (conversation text primary key, kind text not null, name text not null, since bigint not null, again bigint not null, why text not null)`,
];

/** The thread that a post hangs in; which urgent notices still have to arrive; what may still be sent; and where nothing can be sent any more. */
export async function addNotices(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
