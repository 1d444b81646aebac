/** The one place where errors of a database that cannot be used become ours; every query passes here. */
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { z } from 'zod';
import { DiskNearlyFull, StoreLost } from '../../ports/trouble.ts';

/** SQLSTATE classes of a database that cannot be used now: no connection, out of disk or memory, stopped by its operator, trouble with its files, broken inside; and one that is read-only. */
const STATES = /^(?:08|53|57|58|XX)[0-9A-Z]{3}$|^25006$/;
const SYSTEM = /^E[A-Z]{3,}$/;
const LOST = /connection (?:terminated|ended|closed|has been discarded)|client has encountered a connection error|timeout exceeded when trying to connect|is closed/i;
/** The database has answered, so what it refused is not done; an answer that the connection ends is none. */
const ANSWERED = /^(?:53|58|XX)[0-9A-Z]{3}$|^25006$/;

/** What errors of every driver have; `code` is no text in some. */
const shape = z.object({ name: z.string(), message: z.string(), code: z.string().optional().catch('') });

/** The same error, or ours when the database could not be used. A bug stays a bug. */
export function lostOr(error: unknown): unknown {
  // It was not even tried.
  if (error instanceof DiskNearlyFull) return new StoreLost({ mayHaveChanged: false, cause: error });
  const told = shape.safeParse(error);
  if (!told.success || error instanceof StoreLost) return error;
  const { code = '', name, message } = told.data;
  // The embedded database ends itself when its disk is full; after that every call is a fault of the machine that runs it.
  const isLost = STATES.test(code) || SYSTEM.test(code) || name === 'RuntimeError' || (code === '' && LOST.test(message));
  return isLost ? new StoreLost({ mayHaveChanged: !ANSWERED.test(code), cause: error }) : error;
}

/** The same error where the work was undone, or never reached the database. */
export function undone(error: unknown): unknown {
  const ours = lostOr(error);
  return ours instanceof StoreLost && ours.mayHaveChanged ? new StoreLost({ mayHaveChanged: false, cause: ours.cause }) : ours;
}

/** Without a connection nothing was asked, whatever the reason: also where nobody may log in any more, or the database is gone. */
function unreached(error: unknown): StoreLost {
  return error instanceof StoreLost ? error : new StoreLost({ mayHaveChanged: false, cause: error });
}

/** A dialect whose errors are ours. */
export function tellingDialect(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => tellingDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function tellingDriver(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>();
  return {
    init: (o) => driver.init(o).catch(thrown(unreached)),
    acquireConnection: async (o) => {
      const connection = await driver.acquireConnection(o).catch(thrown(unreached));
      if (!known.has(connection)) tellFrom(connection);
      known.add(connection);
      return connection;
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings).catch(thrown(undone)),
    commitTransaction: (connection) => driver.commitTransaction(connection).catch(thrown(lostOr)),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection).catch(thrown(lostOr)),
    releaseConnection: (connection, o) => driver.releaseConnection(connection, o),
    destroy: (o) => driver.destroy(o),
  };
}

/** In place, because the driver knows its connections again. */
function tellFrom(connection: DatabaseConnection): void {
  const { executeQuery } = connection;
  connection.executeQuery = <R>(...given: Parameters<DatabaseConnection['executeQuery']>): Promise<QueryResult<R>> => executeQuery.call<DatabaseConnection, typeof given, Promise<QueryResult<R>>>(connection, ...given).catch(thrown(lostOr));
}

function thrown(as: (error: unknown) => unknown): (error: unknown) => never {
  return (error) => {
    throw as(error);
  };
}
