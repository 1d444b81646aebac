import { sql } from 'kysely';
import type { Tx } from '../database.ts';

const STATEMENTS = [
  `create table stream (
    id text primary key, kind text not null, version int not null, subject text not null, phase text not null,
    open boolean not null, started bigint not null, events int not null, state text not null)`,
  `create index stream_subject on stream (kind, subject, started desc)`,
  `create index stream_version on stream (kind, version)`,
  `create table event (
    position bigserial primary key, stream text not null, seq int not null, at bigint not null,
    actor text not null, event text not null, hash text not null, unique (stream, seq))`,
  `create table live (id text primary key, version int not null, shown text not null, state text not null)`,
  `create index live_version on live (version)`,
  `create table inventory (id text primary key, version int not null, hash text not null, state text not null)`,
  `create table generation (list text primary key, value bigint not null)`,
  `create table report (instance_id text primary key, at bigint not null, report text not null)`,
  `create table conversation (id text primary key, kind text not null, name text not null, reference text not null)`,
  `create table welcome (conversation text primary key)`,
  `create table post (
    key text collate "C" primary key, conversation text not null, activity_id text, status text not null, hash text not null, at bigint not null)`,
  `create table dialog (
    conversation text not null, user_id text not null, version int not null, name text not null, state text not null,
    expires_at bigint not null, primary key (conversation, user_id))`,
  `create table seen_activity (id text primary key, at bigint not null)`,
  `create index seen_activity_at on seen_activity (at)`,
  `create table note (key text primary key, value text not null)`,
  `create sequence approval_number start 1001`,
  `insert into generation (list, value) values ('inventory', 0)`,
];

/** The tables of the first version. */
export async function createStore(tx: Tx): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(tx);
}
