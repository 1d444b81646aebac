/** `npm run backup -- PATH`: a copy of the store. An embedded store must not be open; PostgreSQL may be in use. */
import { backUpFolder, backUpServer } from '../src/adapters/store/backup.ts';
import { fail, given } from './store-copies.ts';

const { config: { store }, path } = given('Usage: npm run backup -- PATH   (a new folder; with DATABASE_URL a new file)');
const work = store.databaseUrl === null ? backUpFolder({ dir: store.dataDir, to: path }) : backUpServer({ url: store.databaseUrl.reveal(), to: path });
await work.catch(fail);
process.stdout.write(`The store is copied to ${path}. 'npm run restore -- ${path}' brings it back into an empty place.\n`);
