import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { openEmbeddedDatabase } from '../../src/adapters/store/dialect/embedded.ts';
import type { Connected } from '../../src/adapters/store/dialect/connected.ts';
import { assemble } from '../../src/adapters/store/open.ts';
import { jobsContract } from './jobs-contract.ts';
import { storeContract } from './store-contract.ts';
import { silent } from './store-fixtures.ts';
import { emptied, rawSql, type StoreUnderTest } from './store-harness.ts';

const dir = mkdtempSync(join(tmpdir(), 'ferry-store-'));
let connected: Connected;

beforeAll(async () => {
  connected = await openEmbeddedDatabase({ dir, log: silent });
}, 30_000);
afterAll(async () => {
  await connected.close();
  rmSync(dir, { recursive: true, force: true });
});

async function emptyStore(): Promise<StoreUnderTest> {
  const opened = assemble('pglite', await emptied(connected), silent);
  return { opened, replica: () => Promise.resolve(opened), sql: rawSql(connected), close: () => opened.store.close() };
}

storeContract('PGlite', emptyStore);
jobsContract('PGlite', emptyStore);
