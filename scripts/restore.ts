/** `npm run restore -- PATH`: brings a copy of the store back into an empty place, and walks its audit. */
import { createHash } from 'node:crypto';
import { makeClock } from '../src/adapters/clock.ts';
import { makeLog } from '../src/adapters/log.ts';
import { restoreFolder, restoreServer } from '../src/adapters/store/backup.ts';
import { openEmbedded, openServer } from '../src/adapters/store/open.ts';
import { makeAudit } from '../src/usecases/audit.ts';
import { fail, given } from './store-copies.ts';

const { config, path } = given('Usage: npm run restore -- PATH   (what npm run backup has made)');
const log = makeLog({ level: 'error' });
const url = config.store.databaseUrl?.reveal() ?? null;

await (url === null ? restoreFolder({ from: path, dir: config.store.dataDir }) : restoreServer({ url, from: path })).catch(fail);
const { store } = await (url === null ? openEmbedded({ dir: config.store.dataDir, log }) : openServer({ url, log })).catch(fail);
const verdict = await makeAudit({ store, clock: makeClock(), scope: config.scope, digest: (text) => createHash('sha256').update(text).digest('hex') }).verifyAudit({ kind: 'all' });
await store.close();
if (verdict.ok && verdict.value.faults.length > 0) fail(`The store is back, but its audit is not whole: ${verdict.value.faults.length} faults. Keep this copy, and look for another backup.`);
process.stdout.write(`The store is back, and its audit is whole: ${verdict.ok ? verdict.value.records : 0} records.\n`);
