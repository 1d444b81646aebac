import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `create table round (vault text primary key, turn bigint not null, holder text not null)`,
  `create table observed (vault text not null, machine text not null, news text not null, primary key (vault, machine))`,
];

/** What the observer of a vault saw of each machine, so that any replica can do the next round. */
export async function addRounds(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
