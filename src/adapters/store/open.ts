import type { Jobs } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';
import type { Log } from '../../ports/telemetry.ts';
import { openEmbeddedDatabase } from './dialect/embedded.ts';
import { openServerDatabase } from './dialect/server.ts';
import type { Connected } from './dialect/connected.ts';
import type { Login } from './dialect/login.ts';
import type { Disk } from './room.ts';
import { makeJobs } from './jobs/jobs.ts';
import { makeStore } from './store.ts';

/** An open store and its job engine. */
export type Opened = { readonly store: Store; readonly jobs: Jobs; readonly kind: 'pglite' | 'postgres'; /** Resolves with the reason when a newer program has changed the store so that this one must end. */ readonly outdated: Promise<string> };

/** Opens the embedded store in a folder of this machine's own disk, made when it is missing; `cache` is where a template for new folders is kept, null for none. */
export async function openEmbedded(o: { readonly dir: string; readonly log: Log; readonly cache?: string | null; /** For tests: another disk. */ readonly disk?: Disk | undefined }): Promise<Opened> {
  return assemble('pglite', await openEmbeddedDatabase(o), o.log);
}

/** Opens the store on a PostgreSQL server, shared by any number of replicas. */
export async function openServer(o: Login & { readonly log: Log }): Promise<Opened> {
  return assemble('postgres', await openServerDatabase(o), o.log);
}

/** Puts the store and the job engine on a connected database; closing the store ends both. */
export function assemble(kind: Opened['kind'], { db, boss, replica, room, outdated, close }: Connected, log: Log): Opened {
  const { jobs, enqueue } = makeJobs({ db, boss, log });
  let closing: Promise<void> | null = null;
  const closeOnce = (): Promise<void> => {
    closing ??= jobs.stop().then(close);
    return closing;
  };
  return { kind, jobs, outdated, store: makeStore({ db, enqueue, replica, room, alone: kind === 'pglite', close: closeOnce }) };
}
