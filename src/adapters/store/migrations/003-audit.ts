import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `create table shown_card (hash text not null, subject text not null, at bigint not null, json text not null, primary key (hash, subject))`,
  `create index shown_card_subject on shown_card (subject, at)`,
  `create function ferry_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the table % is append-only: records are never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
    end $$`,
  ...['event', 'shown_card'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table} for each row execute function ferry_append_only()`,
    `create trigger ${table}_keeps_all before truncate on ${table} for each statement execute function ferry_append_only()`,
  ]),
];

/** The database itself refuses to change or remove a record: a bug in the program, or a careless hand, cannot rewrite the audit. */
export async function makeAuditAppendOnly(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
