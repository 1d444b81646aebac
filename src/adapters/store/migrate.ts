import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from './database.ts';
import { SCHEMA_STEPS, type SchemaStep } from './migrations/index.ts';
import { enrol, LIVING, type Member } from './replicas.ts';
import { parseRows } from './rows.ts';

/** Any number will do, as long as every replica asks for the same one. */
const MIGRATION_LOCK = 7_345_001;

/** The store has no place any more for a program as old as this one. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
  readonly code = 'FERRY_STORE_NEWER';
}

/** How it came out: `waiting` are steps that would break an older program which still runs (`older`). */
export type Migrated = { readonly waiting: readonly string[]; readonly older: readonly Member[] };

type Options = {
  readonly steps?: readonly SchemaStep[];
  /** Who opens the store, and is on the list of its users from then on; null for a store with one owner, which nobody else can be using. */
  readonly me: Member | null;
};

const nameRow = z.object({ name: z.string() });
const needsRow = z.object({ at_least: z.coerce.number().int(), program: z.string() });
const memberRow = z.object({ id: z.string(), program: z.string(), knows: z.coerce.number().int(), host: z.string(), pid: z.coerce.number().int() });

/** The bookkeeping of the schema itself, older than its first step. */
const BOOKS = [
  `create table if not exists schema_version (version int primary key, name text not null)`,
  `create table if not exists schema_needs (only_row boolean primary key default true check (only_row), at_least int not null, program text not null)`,
  `create table if not exists replica (id text primary key, program text not null, knows int not null, host text not null, pid int not null, seen timestamptz not null)`,
];

/**
 * Brings the schema up to date, one replica at a time, all or nothing. Steps that only add are taken at once, under the feet of
 * older programs; a step that takes something away waits until no program runs that still needs it. A program that the store
 * has no place for any more is refused.
 */
export async function migrate(db: Database, { steps = SCHEMA_STEPS, me }: Options): Promise<Migrated> {
  return db.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
    for (const statement of BOOKS) await sql.raw(statement).execute(tx);
    await assertKnown(tx, newest(steps));
    const todo = await missing(tx, steps);
    // Replicas that start later wait for the lock, find the new state, and are refused by it if they must be.
    const older = me === null ? [] : await othersBelow(tx, { id: me.id, needs: Math.max(0, ...todo.map((step) => step.contract?.needs ?? 0)) });
    const waiting = older.length === 0 ? [] : heldBack(todo, older);
    for (const step of todo) if (!waiting.includes(step.name)) await take(tx, step);
    if (me !== null) await enrol(tx, me);
    return { waiting, older };
  });
}

/** The number of the newest step of a list: what a program that brings it knows. */
export function newest(steps: readonly SchemaStep[] = SCHEMA_STEPS): number {
  return Math.max(0, ...steps.map(numberOf));
}

function numberOf(step: SchemaStep): number {
  return Number(step.name.slice(0, 3));
}

async function assertKnown(tx: Tx, known: number): Promise<void> {
  const needs = await readNeeds(tx);
  if (needs === null || needs.at_least <= known) return;
  throw new StoreTooNew(`This store needs a Ferry that knows schema ${needs.at_least} or newer: Ferry ${needs.program} has changed it so. This program knows schemas up to ${known} and would damage it. Start Ferry ${needs.program} or newer, or restore a backup from before the upgrade.`);
}

/** The oldest schema that a program must know to use the store. */
async function readNeeds(tx: Tx): Promise<z.infer<typeof needsRow> | null> {
  const row = await tx.selectFrom('schema_needs').select(['at_least', 'program']).executeTakeFirst();
  return row === undefined ? null : needsRow.parse(row);
}

/** By name, so that a step which another branch brought later is taken as well. */
async function missing(tx: Tx, steps: readonly SchemaStep[]): Promise<readonly SchemaStep[]> {
  const taken = new Set(parseRows(nameRow, await tx.selectFrom('schema_version').select('name').execute()).map((row) => row.name));
  return steps.filter((step) => !taken.has(step.name));
}

async function othersBelow(tx: Tx, o: { readonly id: string; readonly needs: number }): Promise<readonly Member[]> {
  const rows = await tx.selectFrom('replica').select(['id', 'program', 'knows', 'host', 'pid']).where('knows', '<', o.needs).where('id', '<>', o.id).where(LIVING).orderBy('id').execute();
  return parseRows(memberRow, rows);
}

/** What takes away is left for a later start. What would have to come after it cannot be left: then the old programs must go first. */
function heldBack(todo: readonly SchemaStep[], older: readonly Member[]): readonly string[] {
  const first = todo.findIndex((step) => step.contract !== undefined && older.some((member) => member.knows < (step.contract?.needs ?? 0)));
  const held = first < 0 ? [] : todo.slice(first);
  const blocked = held.find((step) => step.contract === undefined);
  if (blocked === undefined) return held.map((step) => step.name);
  const who = older.map((member) => `Ferry ${member.program}, process ${member.pid} on ${member.host}`).join('; ');
  throw new Error(`The schema step ${blocked.name} comes after one that older programs would not survive, and such programs still run: ${who}. Stop them, then start this one.`);
}

async function take(tx: Tx, step: SchemaStep): Promise<void> {
  await step.up(tx);
  await tx.insertInto('schema_version').values({ version: numberOf(step), name: step.name }).execute();
  if (step.contract === undefined) return;
  const needs = { at_least: step.contract.needs, program: step.contract.program };
  await tx.insertInto('schema_needs').values({ only_row: true, ...needs }).onConflict((c) => c.column('only_row').doUpdateSet(needs).where('schema_needs.at_least', '<', needs.at_least)).execute();
}
