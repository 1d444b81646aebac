import { z } from 'zod';
import { NotRecorded } from '../../ports/trouble.ts';

/** SQLSTATE classes of a database that cannot write now: no connection, out of disk or memory, stopped by its operator, trouble with its files, broken inside; and one that is read-only. */
const STATES = /^(?:08|53|57|58|XX)[0-9A-Z]{3}$|^25006$/;
const SYSTEM = /^E[A-Z]{3,}$/;
const LOST = /connection (?:terminated|ended|closed)|client has encountered a connection error|timeout exceeded when trying to connect|is closed/i;

/** What errors of every driver have; `code` is no text in some. */
const shape = z.object({ name: z.string(), message: z.string(), code: z.string().optional().catch('') });

/** Runs a write; when the database could not take it, that is what the error says. A bug stays a bug. */
export async function recorded<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new NotRecorded('the store could not be written', { cause: error });
  }
}

function isUnwritable(error: unknown): boolean {
  const told = shape.safeParse(error);
  if (!told.success) return false;
  const { code = '', name, message } = told.data;
  // The embedded database ends itself when its disk is full; after that every call is a fault of the machine that runs it.
  return STATES.test(code) || SYSTEM.test(code) || name === 'RuntimeError' || (code === '' && LOST.test(message));
}
