import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from './database.ts';
import { SCHEMA_STEPS, type SchemaStep } from './migrations/index.ts';

/** Any number will do, as long as every replica asks for the same one. */
const MIGRATION_LOCK = 7_345_001;

const versionRow = z.object({ version: z.coerce.number().int().nullable() });

/** Brings the schema up to date, one replica at a time, all or nothing; refuses a store that a newer program has written. */
export async function migrate(db: Database, steps: readonly SchemaStep[] = SCHEMA_STEPS): Promise<void> {
  await db.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
    await sql`create table if not exists schema_version (version int primary key, name text not null)`.execute(tx);
    const found = await currentVersion(tx);
    if (found > steps.length) throw new Error(refusal(found, steps.length));
    for (const [index, step] of steps.entries()) {
      if (index < found) continue;
      await step.up(tx);
      await tx.insertInto('schema_version').values({ version: index + 1, name: step.name }).execute();
    }
  });
}

async function currentVersion(tx: Tx): Promise<number> {
  const row = await tx.selectFrom('schema_version').select((eb) => eb.fn.max('version').as('version')).executeTakeFirst();
  return versionRow.parse(row).version ?? 0;
}

function refusal(found: number, known: number): string {
  return `This store has schema version ${found}, written by a newer Ferry; this program knows versions up to ${known} and would damage it. Start the newer Ferry, or restore a backup from before the upgrade.`;
}
