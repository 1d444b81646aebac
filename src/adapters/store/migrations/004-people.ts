import { sql } from 'kysely';
import type { Tx } from '../database.ts';

/** Whose personal chat a conversation is, so that people can be told there too. */
export async function addPeople(tx: Tx): Promise<void> {
  await sql`alter table conversation add column person text`.execute(tx);
}
