/** How much room the embedded store's disk has. A database that runs out of it ends itself, so writes are refused before that. */
import { statfs } from 'node:fs/promises';
import { DiskNearlyFull } from '../../ports/trouble.ts';
import type { Log } from '../../ports/telemetry.ts';

/** Free bytes for a folder; null where its disk does not tell. `keptMs` is how long an answer counts. */
export type Disk = { readonly free: (folder: string) => Promise<number | null>; readonly keptMs: number };

export type Room = {
  /** Free bytes now, and those that are always left; null where the disk does not tell. */
  look(): Promise<{ readonly freeBytes: number; readonly floorBytes: number } | null>;
  /** Throws `DiskNearlyFull` when too little is free for a write. */
  admit(): Promise<void>;
};

/**
 * Four segments of the write-ahead log, each of which is 16 MiB and takes all of them at once: two for what is written between two looks,
 * two for a stop or a recovery, which need the disk as well and cannot be refused.
 */
export const FLOOR_BYTES = 64 * 1024 * 1024;

/** Only what other programs write in this time, and one write, can go unseen. */
const THIS_MACHINE: Disk = { free: freeIn, keptMs: 2_000 };

/** Words of SQL that make the database write, be it one row or one lock. A read with one of them in it waits for room as well, which is no harm. */
const WRITING = /\b(?:insert|update|delete|merge|truncate|create|alter|drop|nextval|vacuum|checkpoint)\b/i;

/** Whether a statement may need room. */
export function needsRoom(statement: string): boolean {
  return WRITING.test(statement);
}

/** Watches the disk of a folder; while it is nearly full every write looks again, so that the first one with room goes through. */
export function makeRoom(o: { readonly folder: string; readonly log: Log; readonly disk?: Disk | undefined }): Room {
  const disk = o.disk ?? THIS_MACHINE;
  let enoughUntil = 0;
  let isLow = false;
  let looking: Promise<number | null> | null = null;
  const seen = (free: number | null): number | null => {
    const low = free !== null && free < FLOOR_BYTES;
    enoughUntil = low ? 0 : performance.now() + disk.keptMs;
    if (low && !isLow) o.log.error({ freeBytes: free, floorBytes: FLOOR_BYTES, folder: o.folder }, 'the disk of the store is nearly full: nothing is recorded or started until there is room');
    if (!low && isLow) o.log.info({ freeBytes: free }, 'the disk of the store has room again');
    isLow = low;
    return free;
  };
  // A disk that does not tell is left to the database, which says so when it cannot write.
  const free = (): Promise<number | null> => {
    looking ??= disk.free(o.folder).catch(() => null).then(seen).finally(() => { looking = null; });
    return looking;
  };
  return {
    look: async () => {
      const freeBytes = await free();
      return freeBytes === null ? null : { freeBytes, floorBytes: FLOOR_BYTES };
    },
    admit: async () => {
      if (performance.now() < enoughUntil) return;
      const freeBytes = await free();
      if (freeBytes !== null && freeBytes < FLOOR_BYTES) throw new DiskNearlyFull(freeBytes);
    },
  };
}

/** What a program without special rights may still take. */
async function freeIn(folder: string): Promise<number | null> {
  const { bavail, blocks, bsize } = await statfs(folder);
  // Some network and memory file systems have no size.
  return blocks === 0 ? null : bavail * bsize;
}
