import { NotRecorded, StoreLost } from '../../ports/trouble.ts';
import { lostOr } from './lost.ts';

/** Runs a write; when the database certainly has not taken it, that is what the error says. Where nobody can tell, and for a bug, the error stays what it is. */
export async function recorded<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const ours = lostOr(error);
    if (!(ours instanceof StoreLost) || ours.mayHaveChanged) throw ours;
    throw new NotRecorded('the store could not be written', { cause: ours.cause });
  }
}
