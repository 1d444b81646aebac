import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { PostgresDialect } from 'kysely';
import { Pool, type ClientBase } from 'pg';
import { z } from 'zod';
import type { Log } from '../../../ports/telemetry.ts';
import { NotRecorded, StoreLost } from '../../../ports/trouble.ts';
import { makeDatabase } from '../database.ts';
import { migrate, newest, type Migrated } from '../migrate.ts';
import type { SchemaStep } from '../migrations/index.ts';
import { recorded } from '../not-recorded.ts';
import { startPresence, type Member } from '../replicas.ts';
import { startBoss, type Connected } from './connected.ts';
import { connectionOf, type Login } from './login.ts';
import { programVersion } from './program.ts';
import { endingWhenSilent } from './sockets.ts';

type Options = Login & { readonly log: Log; /** Another program's schema, for tests. */ readonly steps?: readonly SchemaStep[]; readonly presenceMs?: number };

const POOL_SIZE = 5;
const BOSS_POOL_SIZE = 3;
const CONNECT_MS = 5_000;
/** No query of ours is long; one that is stuck must not hold up everything behind it. */
const STATEMENT_MS = 10_000;
/** Longer than any statement may take. */
const SILENT_MS = 15_000;

/** Whoever has a connection in hand hears of its loss by his query; that it also tells everybody else would end the process. */
const surviving = { onConnect: (client: ClientBase): void => void client.on('error', () => undefined) };

/** Opens the database on a PostgreSQL server. */
export async function openServerDatabase(o: Options): Promise<Connected> {
  const me: Member = { id: randomUUID(), program: programVersion(), knows: newest(o.steps), host: hostname(), pid: process.pid };
  await usable(o.url, () => updateSchema(o, me));
  const pool = new Pool({ ...connectionOf(o), ...surviving, max: POOL_SIZE, connectionTimeoutMillis: CONNECT_MS, statement_timeout: STATEMENT_MS, stream: endingWhenSilent(SILENT_MS), application_name: 'ferry' });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => o.log.warn({ error }, 'a database connection was lost'));
  const db = makeDatabase(new PostgresDialect({ pool }));
  try {
    const bossPool = { ...connectionOf(o), max: BOSS_POOL_SIZE, connectionTimeoutMillis: CONNECT_MS, stream: endingWhenSilent(SILENT_MS), application_name: 'ferry-jobs' };
    const boss = await startBoss({ log: o.log, boss: bossPool });
    const { promise: outdated, resolve } = Promise.withResolvers<string>();
    const presence = startPresence({ db, me, log: o.log, outdated: resolve, ...(o.presenceMs === undefined ? {} : { everyMs: o.presenceMs }) });
    return {
      db,
      boss,
      replica: me.id,
      room: null,
      outdated,
      close: async () => {
        await presence.stop();
        await boss.stop({ graceful: false });
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

const TOLD = z.object({ code: z.string().catch('no reason given'), message: z.string() });

/** A database that cannot be used is named, without who logs in and how; that is no bug of this program's. */
async function usable(url: string, first: () => Promise<void>): Promise<void> {
  try {
    await recorded(first);
  } catch (error) {
    if (!(error instanceof NotRecorded) && !(error instanceof StoreLost)) throw error;
    const { host, pathname } = new URL(url);
    throw Object.assign(new Error(`the database ${host}${pathname} cannot be used (${reasonOf(error)}). Look at DATABASE_URL, at the server, and at the network to it.`, { cause: error }), { code: 'FERRY_STORE' });
  }
}

/** An address with several numbers fails with a list of failures, which has no words of its own. */
function reasonOf(error: unknown): string {
  const told = TOLD.safeParse(error instanceof Error ? error.cause : null);
  if (!told.success) return 'it does not answer';
  return told.data.message === '' ? told.data.code : told.data.message;
}

/** On a connection of its own: a step over large tables, or the wait for another replica's, may take longer than any query of ours. */
async function updateSchema(o: Options, me: Member): Promise<void> {
  const db = makeDatabase(new PostgresDialect({ pool: new Pool({ ...connectionOf(o), ...surviving, max: 1, connectionTimeoutMillis: CONNECT_MS, application_name: 'ferry-schema' }) }));
  try {
    tell(o.log, await migrate(db, { me, ...(o.steps === undefined ? {} : { steps: o.steps }) }));
  } finally {
    await db.close();
  }
}

function tell(log: Log, { waiting, older }: Migrated): void {
  if (waiting.length > 0) log.warn({ waiting, older: older.map((m) => ({ program: m.program, host: m.host, pid: m.pid })) }, 'older programs still run: what they need stays in the store until a start without them');
}
