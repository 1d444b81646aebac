/** A process of its own on a store (a folder or an address), to be killed: `commit` commits until then, `hold` holds a job. It reports on standard output. */
import { openEmbedded, openServer } from '../../../src/adapters/store/open.ts';
import { AT, change, migration, silent } from '../../contracts/store-fixtures.ts';

const [, , mode, where = ''] = process.argv;
const { store, jobs } = where.startsWith('postgres:') ? await openServer({ url: where, log: silent }) : await openEmbedded({ dir: where, log: silent });

if (mode === 'hold') {
  const none = (): Promise<void> => Promise.resolve();
  await jobs.start({ tick: none, notify: none, timer: none, check: none, enable: none, step: async (key) => {
    process.stdout.write(`holding ${key}\n`);
    await new Promise(() => undefined);
  } });
  await jobs.enqueue([{ queue: 'step', key: 'held' }]);
} else {
  for (let n = 1; ; n += 1) {
    const outcome = await store.commit({ at: AT, changes: [change(migration(n), 0)], jobs: [{ queue: 'step', key: `m-${n}`, afterMs: 3_600_000 }] });
    if (outcome === 'saved') process.stdout.write(`saved ${n}\n`);
  }
}
