import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `create table check_run (id text primary key, turn int not null, at bigint not null, run text not null)`,
  `create index check_run_at on check_run (at)`,
];

/** Checks of many machines; what was found is in the reports. Dossiers are streams and need no table. */
export async function addCheckRuns(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
