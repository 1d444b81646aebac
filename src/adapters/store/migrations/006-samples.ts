import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `create table sample (migration text not null, at bigint not null, rpo int, backlog int, percent int, bytes bigint, primary key (migration, at))`,
  `create index sample_at on sample (at)`,
];

/** Figures of replication over time, thinned as they age. */
export async function addSamples(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
