import { closeSync, fsyncSync, openSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { z } from 'zod';

type InitOptions = Parameters<NodeFS['init']>[1];
type InitResult = Awaited<ReturnType<NodeFS['init']>>;
type StreamLike = { readonly node: unknown; readonly nfd?: number | undefined };
/** The part of PGlite's host file system that is patched; it is internal, hence the exact version pin and the self-check. */
type HostFs = { readonly realPath: (node: unknown) => string; readonly stream_ops: { fsync?: (stream: StreamLike) => number } };

const hostFsShape = z.custom<HostFs>((value) => typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value);
const moduleShape = z.union([z.object({ NODEFS: hostFsShape }).transform((m) => m.NODEFS), z.object({ FS: z.object({ filesystems: z.object({ NODEFS: hostFsShape }) }) }).transform((m) => m.FS.filesystems.NODEFS)]);

/** As shipped, PGlite runs with `-F` (no fsync at all); the other settings keep memory and the write-ahead log small. */
const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB'].flatMap((setting) => ['-c', setting]),
];

/** PGlite's folder on disk, with the fsync callback that it lacks. A class because PGlite wants one. */
class DurableFolder extends NodeFS {
  syncs = 0;
  override async init(pg: PGlite, options: InitOptions): Promise<InitResult> {
    const result = await super.init(pg, options);
    const addFsync = (module: unknown): void => {
      const host = moduleShape.safeParse(module);
      if (host.success) host.data.stream_ops.fsync = (stream) => this.sync(host.data, stream);
    };
    const earlier = result.emscriptenOpts.preRun ?? [];
    return { ...result, emscriptenOpts: { ...result.emscriptenOpts, preRun: [...(Array.isArray(earlier) ? earlier : [earlier]), addFsync] } };
  }
  private sync(host: HostFs, stream: StreamLike): number {
    this.syncs += 1;
    if (stream.nfd !== undefined) {
      fsyncSync(stream.nfd);
      return 0;
    }
    // A folder has no descriptor of its own here, but a rename is only safe once its folder is synced.
    const fd = openSync(host.realPath(stream.node), 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return 0;
  }
}

/** Opens a data folder whose commits reach the disk, or refuses: a self-check commit and checkpoint must have caused an fsync. */
export async function openDurable(folder: string): Promise<PGlite> {
  const fs = new DurableFolder(folder);
  const pglite = await PGlite.create({ fs, startParams: START_PARAMS });
  try {
    await assertSynced(fs, () => pglite.query("select pg_logical_emit_message(true, 'ferry', 'self-check')"), 'a commit');
    await assertSynced(fs, () => pglite.exec('checkpoint'), 'a checkpoint');
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return pglite;
}

/** Throws unless the work made the counter of real fsyncs grow. */
export async function assertSynced(counter: { readonly syncs: number }, work: () => Promise<unknown>, what: string): Promise<void> {
  const before = counter.syncs;
  await work();
  if (counter.syncs > before) return;
  throw new Error(`The embedded store did not sync ${what} to the disk, so a power cut would lose acknowledged data: refusing to start. This happens when @electric-sql/pglite is not the pinned version; run npm ci, or use DATABASE_URL.`);
}
